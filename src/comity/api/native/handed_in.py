"""A file that a program hands in, with what it says of it: the same for a screening and for a portfolio."""

import secrets
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.http import HttpRequest
from ninja import UploadedFile

from comity import runtime
from comity.api.native.payloads import FileDates
from comity.cases.ids import RunId
from comity.intake import IntakeOptions
from comity.model.errors import BadRequest
from comity.store import uploads


def only_known(request: HttpRequest, fields: Collection[str]) -> None:
    """Refuse fields that nobody knows: what they were meant for would not be done. Raises BadRequest."""
    unknown = sorted((set(request.POST) - set(fields)) | (set(request.FILES) - {"file"}))
    if unknown:
        raise BadRequest(f"field {unknown[0][:50]!r} is not known here; known: file, {', '.join(sorted(fields))}")
    if len(request.FILES.getlist("file")) > 1:
        raise BadRequest("several files in one request; hand in one at a time")


def intake_options(encoding: str | None, dates: FileDates) -> IntakeOptions:
    """What the program states of the file, instead of leaving it to be recognised."""
    return IntakeOptions(encoding=encoding, day_first=None if dates is None else dates == "day-first")


@contextmanager
def on_disk(file: UploadedFile) -> Iterator[Path]:
    """The file under a plain name in the node's home, as long as the context lasts. Raises TooLarge, BadRequest."""
    home, run = runtime.settings().home, RunId(f"import-{secrets.token_hex(8)}")
    place, _, _ = uploads.keep(home, run, file.name or "file", file)  # type: ignore[arg-type]
    try:
        yield place
    finally:
        uploads.drop(home, run)
