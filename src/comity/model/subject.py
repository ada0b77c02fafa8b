"""Who or what is screened, one at a time or in columns, and the account of every record received.

A bulk file is never turned into a Python object per record: it travels as Arrow record batches
of SUBJECT_SCHEMA, and a Subject is built only for the few that hit.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

import pyarrow as pa

from comity.model.entity import Gender, IdentifierType, Kind
from comity.model.partial_date import DateSpan

SubjectId = NewType("SubjectId", str)


@dataclass(frozen=True, slots=True)
class SubjectIdentifier:
    """A document or register number of a subject. `country` is the issuer, ISO 3166-1 alpha-2."""

    type: IdentifierType
    value: str
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """Who or what is screened. `names[0]` is the main one; countries are ISO 3166-1 alpha-2."""

    id: SubjectId
    names: tuple[str, ...]
    kind: Kind = Kind.UNKNOWN
    births: tuple[DateSpan, ...] = ()
    nationalities: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    genders: tuple[Gender, ...] = ()
    identifiers: tuple[SubjectIdentifier, ...] = ()
    addresses: tuple[str, ...] = ()


def can_be_screened(subject: Subject) -> bool:
    """Is there anything to compare: a name with a letter or figure, or a document's number?"""
    return bool(subject.identifiers) or any(any(map(str.isalnum, name)) for name in subject.names)


def joined(subjects: Sequence[Subject]) -> Subject:
    """Several records of one subject as one: everything that any of them says, in their order."""
    first, *others = subjects
    if all(each == first for each in others):
        return first
    parts = {
        name: tuple(dict.fromkeys(value for each in subjects for value in getattr(each, name))) for name in _SEVERAL
    }
    kinds = {each.kind for each in subjects} - {Kind.UNKNOWN}
    return Subject(first.id, kind=kinds.pop() if len(kinds) == 1 else Kind.UNKNOWN, **parts)


_SEVERAL = ("names", "births", "nationalities", "countries", "genders", "identifiers", "addresses")


class RecordState(StrEnum):
    """How a record of the input ended. Nothing else can happen to it (DOMAIN, inputs are never lost)."""

    SCREENED = "screened"
    PARTIAL = "partial"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class RecordNote:
    """Why one record is partial or held. `place` says where it stands in the file (line, row, element)."""

    place: str
    subject: SubjectId | None
    state: RecordState
    problem: str


# One row per subject that can be screened (state screened or partial). Births are written as
# DateSpan writes itself ("1957-03", "~1960", "1957/1960"). Every list may be empty, never null.
SUBJECT_SCHEMA = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("names", pa.list_(pa.string()), nullable=False),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("births", pa.list_(pa.string()), nullable=False),
        pa.field("nationalities", pa.list_(pa.string()), nullable=False),
        pa.field("countries", pa.list_(pa.string()), nullable=False),
        pa.field("genders", pa.list_(pa.string()), nullable=False),
        pa.field(
            "identifiers",
            pa.list_(pa.struct([("type", pa.string()), ("value", pa.string()), ("country", pa.string())])),
            nullable=False,
        ),
        pa.field("addresses", pa.list_(pa.string()), nullable=False),
    ]
)


@dataclass(frozen=True, slots=True)
class SubjectBatch:
    """Some records of one input: the subjects to screen (SUBJECT_SCHEMA) and notes on the others.

    `received` counts the records that this batch accounts for: rows + held. Partial subjects are
    rows too, with a note each; held records are notes only.
    """

    subjects: pa.RecordBatch
    received: int
    notes: tuple[RecordNote, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """How every record of one input ended; screened + partial + held == received."""

    received: int = 0
    screened: int = 0
    partial: int = 0
    held: int = 0

    def __post_init__(self) -> None:
        if self.screened + self.partial + self.held != self.received:
            raise ValueError("the account of records does not add up")


def accounted(account: Account, batch: SubjectBatch) -> Account:
    """The account after one more batch."""
    held = sum(note.state is RecordState.HELD for note in batch.notes)
    partial = sum(note.state is RecordState.PARTIAL for note in batch.notes)
    rows = batch.subjects.num_rows
    return Account(
        received=account.received + batch.received,
        screened=account.screened + rows - partial,
        partial=account.partial + partial,
        held=account.held + held,
    )


SubjectBatches = Iterator[SubjectBatch]
