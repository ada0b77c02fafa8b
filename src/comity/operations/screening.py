"""What one screening found, at the size of a page: its account, its counts, and the hits that rank highest."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from comity.model.designation import Designation, EditionId
from comity.model.entity import Kind
from comity.model.hit import Hit
from comity.model.subject import Account, RecordNote, Subject
from comity.store.manifest import EditionManifest

SCORE_BINS = 100


@dataclass(frozen=True, slots=True)
class ScreenedInput:
    """What was screened. `columns` are (heading in the file, what it was read as), in the file's order.

    `unused` are headings that nothing was read from; `dropped` those that Comity must not keep (S2).
    For a subject typed in by hand `sha256` and `encoding` are None.
    """

    name: str
    format: str
    bytes: int = 0
    sha256: str | None = None
    encoding: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
    unused: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScreenedList:
    """One edition that was screened against, with its list's title and authority."""

    title: str
    authority: str
    manifest: EditionManifest


@dataclass(frozen=True, slots=True)
class Measure:
    """By which measure: everything that is needed to compute the same hits again (S9)."""

    threshold: float
    scorecard: str
    engine: str
    kinds: tuple[Kind, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A hit with both of its sides."""

    hit: Hit
    subject: Subject
    designation: Designation


@dataclass(frozen=True, slots=True)
class Screening:
    """The whole of one screening, except the hits below `findings`, which are in the file of hits only.

    `findings` are the highest-ranking hits, best first, at most as many as were asked for;
    `scores[i]` counts all hits with i/100 <= score < (i+1)/100 (the last bin includes 1.0).
    `notes` are the first notes on held and on partial records; the account counts all of them.
    """

    screened: ScreenedInput
    lists: tuple[ScreenedList, ...]
    measure: Measure
    account: Account
    notes: tuple[RecordNote, ...]
    hits: int
    subjects_with_hits: int
    hits_by_edition: Mapping[EditionId, int]
    scores: tuple[int, ...]
    findings: tuple[Finding, ...]
    started: datetime
    finished: datetime
