"""Files of customers: handed in, screened meanwhile, and what became of every record and of their hits."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Query, Router, UploadedFile

from comity import runtime
from comity.api.answer import answer
from comity.api.native import file_answers
from comity.api.native.documented import answers as answered_with
from comity.api.native.file_shapes import ScreeningOut
from comity.api.native.handed_in import intake_options, only_known
from comity.api.native.payloads import Encoding, FileDates, Line
from comity.api.native.way import caller_in
from comity.cases.ids import RunId
from comity.operations.screen_upload import (
    ListScreenings,
    ReceiveFile,
    ShowUpload,
    UploadShown,
    list_screenings,
    receive_file,
    screen_received,
    show_upload,
)
from comity.store.transaction import after_commit

router = Router(tags=["screenings"])
FIELDS = frozenset({"portfolio", "encoding", "dates"})


@router.post(
    "/screenings", response=answered_with(ScreeningOut, 202), summary="Hand in a file to be screened; alerts are opened"
)
def hand_in(
    request: HttpRequest,
    file: File[UploadedFile],
    portfolio: Annotated[Line, Form()],
    encoding: Annotated[Encoding, Form()] = None,
    dates: Annotated[FileDates, Form()] = None,
) -> HttpResponse:
    """CSV, TSV, XLSX, Parquet, JSON lines or FtM, packed or not; screened once the answer is sent."""
    only_known(request, FIELDS)
    actor, now = caller_in(request).actor, runtime.now()
    order = ReceiveFile(file.name or "file", file, portfolio, runtime.settings().home)  # type: ignore[arg-type]
    received = receive_file(order, actor=actor, now=now)
    options, means = intake_options(encoding, dates), runtime.upload_means()

    def begin() -> None:
        runtime.background().submit(screen_received, received, options, means, actor=actor)

    after_commit(begin)  # the order may stand under a key, in a transaction that is not at its end yet
    return answer(file_answers.screening(UploadShown(received.upload, None)), 202)


@router.get("/screenings", response=answered_with(list[ScreeningOut]), summary="The files handed in last")
def listed(request: HttpRequest, size: Annotated[int, Query(ge=1, le=500)] = 50) -> HttpResponse:
    """Newest first, without the notes on their records."""
    found = list_screenings(ListScreenings(size), actor=caller_in(request).actor, now=runtime.now())
    runs = {run.id: run for run in found.runs}
    return answer([file_answers.screening(UploadShown(each, runs.get(each.run))) for each in found.uploads])


@router.get("/screenings/{run}", response=answered_with(ScreeningOut), summary="How far a file is, and its result")
def show(request: HttpRequest, run: str) -> HttpResponse:
    """Counts of its records, which add up, and of alerts; `/alerts?run=` has those that it opened."""
    found = show_upload(ShowUpload(RunId(run)), actor=caller_in(request).actor, now=runtime.now())
    return answer(file_answers.screening(found))
