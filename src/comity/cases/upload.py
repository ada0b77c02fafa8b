"""A file that an officer handed in to be screened: how far it is, and what became of every record of it."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from comity.cases.ids import RunId
from comity.model.officer import OfficerId
from comity.model.subject import Account, RecordNote

SILENT = timedelta(minutes=3)  # without a sign of life, whoever screened it is gone


class UploadState(StrEnum):
    """How far a file is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Upload:
    """One file. `notes` are on the records that were held or partial, the first of each; the account counts all.

    `hits` are on `subjects` of its records; what they opened is counted by the run of the same id.
    """

    run: RunId
    name: str
    bytes: int
    sha256: str
    portfolio: str
    by: OfficerId
    began_at: datetime
    seen_at: datetime
    state: UploadState = UploadState.WAITING
    ended_at: datetime | None = None
    account: Account = field(default_factory=Account)
    hits: int = 0
    subjects: int = 0
    format: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    notes: tuple[RecordNote, ...] = ()
    problem: str = ""


def as_it_is(upload: Upload, now: datetime) -> Upload:
    """The upload, failed if whoever screened it gives no sign of life: what was opened by then stays, and holds."""
    if upload.state in (UploadState.WAITING, UploadState.RUNNING) and upload.seen_at < now - SILENT:
        problem = "the server was stopped meanwhile; hand the file in again, nothing is counted twice"
        return replace(upload, state=UploadState.FAILED, ended_at=upload.seen_at, problem=problem)
    return upload
