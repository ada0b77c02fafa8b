"""What programs receive of files, portfolios and their watches, for OpenAPI."""

from datetime import datetime

from ninja import Schema

from comity.cases.upload import UploadState
from comity.model.subject import RecordState


class RecordsOut(Schema):
    """What became of every record: screened + partial + held = received."""

    received: int
    screened: int
    partial: int
    held: int


class RecordNoteOut(Schema):
    """Why one record was held, or read in part."""

    place: str
    subject: str | None
    state: RecordState
    problem: str


class ColumnOut(Schema):
    """What a column was read as."""

    heading: str
    field: str


class RunAlertsOut(Schema):
    """Alerts that a file opened and updated; pairs that a judgement in force kept silent."""

    opened: int
    updated: int
    silent: int


class ScreeningOut(Schema):
    """A file handed in: how far it is; while it runs, `records` counts what was read so far."""

    run: str
    name: str
    bytes: int
    sha256: str
    portfolio: str
    state: UploadState
    began_at: datetime
    ended_at: datetime | None
    records: RecordsOut
    hits: int
    subjects: int
    format: str
    columns: list[ColumnOut]
    notes: list[RecordNoteOut]
    problem: str
    alerts: RunAlertsOut


class CustomerFileOut(Schema):
    """A file that customers came from."""

    name: str
    format: str
    bytes: int
    sha256: str | None


class LastWatchOut(Schema):
    """How the last watch went; without an end it was cut off or is at work."""

    started_at: datetime
    finished_at: datetime | None
    problem: str


class PortfolioOut(Schema):
    """Customers that are kept screened. `version` changes with every change of them."""

    name: str
    version: str
    customers: int
    records: RecordsOut
    imported_at: datetime | None
    files: list[CustomerFileOut]
    watched: LastWatchOut | None


class BroughtOut(Schema):
    """A portfolio after a change: who came, who went or was replaced, what became of the file's records."""

    name: str
    version: str
    customers: int
    came: int
    went: int
    records: RecordsOut


class WatchedOut(Schema):
    """What a watch did: `whole` customers were screened against all listings, the others against `changed` ones."""

    portfolio: str
    customers: int
    whole: int
    changed: int
    opened: list[int]
    updated: list[int]
    silent: int
