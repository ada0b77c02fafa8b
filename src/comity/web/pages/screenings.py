"""Screenings: what was screened last, and how far a file is."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse

from comity.cases.ids import RunId
from comity.cases.run import AlertRun
from comity.cases.upload import Upload, UploadState
from comity.operations.screen_upload import ListScreenings, ShowUpload, list_screenings, show_upload
from comity.store.officers import names
from comity.web.frame import render
from comity.web.visit import Visit


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file that was handed in."""

    run: str
    name: str
    portfolio: str
    by: str
    began_at: datetime
    state: str
    received: int
    held: int
    hits: int
    opened: int
    updated: int
    silent: int


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run that opened alerts through another door."""

    run: str
    portfolio: str
    door: str
    by: str
    began_at: datetime
    finished: bool
    opened: int
    updated: int
    silent: int


@dataclass(frozen=True, slots=True)
class ScreeningsPage:
    """What was screened last."""

    files: tuple[FileRow, ...]
    runs: tuple[RunRow, ...]


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One record that was held or read in part."""

    state: str
    place: str
    subject: str
    problem: str


@dataclass(frozen=True, slots=True)
class ScreeningPage:
    """One file, and what became of every record of it."""

    file: FileRow
    going_on: bool
    bytes: int
    sha256: str
    format: str
    columns: tuple[tuple[str, str], ...]
    screened: int
    partial: int
    subjects: int
    ended_at: datetime | None
    problem: str
    notes: tuple[NoteRow, ...]
    notes_left: int


def page(visit: Visit) -> HttpResponse:
    """Show what was screened last."""
    found = list_screenings(ListScreenings(), actor=visit.actor, now=visit.now)
    by_run = {run.id: run for run in found.runs}
    files = tuple(_file(upload, by_run.get(upload.run)) for upload in found.uploads)
    handed_in = {upload.run for upload in found.uploads}
    runs = tuple(
        RunRow(
            run.id,
            run.portfolio,
            run.door.value,
            run.by,
            run.started_at,
            run.finished_at is not None,
            run.opened,
            run.updated,
            run.silent,
        )
        for run in found.runs
        if run.id not in handed_in
    )
    return render(visit, "screenings", ScreeningsPage(files, runs))


def one(visit: Visit, run: str) -> HttpResponse:
    """Show how far a file is; the page asks again by itself while it is screened."""
    shown = show_upload(ShowUpload(RunId(run)), actor=visit.actor, now=visit.now)
    upload = shown.upload
    account = upload.account
    page = ScreeningPage(
        file=_file(upload, shown.run),
        going_on=upload.state in (UploadState.WAITING, UploadState.RUNNING),
        bytes=upload.bytes,
        sha256=upload.sha256,
        format=upload.format,
        columns=upload.columns,
        screened=account.screened,
        partial=account.partial,
        subjects=upload.subjects,
        ended_at=upload.ended_at,
        problem=upload.problem,
        notes=tuple(NoteRow(each.state.value, each.place, each.subject or "", each.problem) for each in upload.notes),
        notes_left=account.held + account.partial - len(upload.notes) if upload.state is UploadState.DONE else 0,
    )
    return render(visit, "screening", page)


def _file(upload: Upload, run: AlertRun | None) -> FileRow:
    return FileRow(
        run=upload.run,
        name=upload.name,
        portfolio=upload.portfolio,
        by=names().get(upload.by, ""),
        began_at=upload.began_at,
        state=upload.state.value,
        received=upload.account.received,
        held=upload.account.held,
        hits=upload.hits,
        opened=0 if run is None else run.opened,
        updated=0 if run is None else run.updated,
        silent=0 if run is None else run.silent,
    )
