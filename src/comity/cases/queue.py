"""The queue: which alerts an officer asks for, in which order, and what a line of it shows."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from comity.cases.alert import AlertState, EditionClock
from comity.cases.ids import AlertId, CaseId, RunId
from comity.model.designation import ListId
from comity.model.officer import OfficerId

MOST_LINES = 500


class Order(StrEnum):
    """How the queue is sorted."""

    DUE = "due"  # what is late, or soon will be, first
    SCORE = "score"  # highest first
    AGE = "age"  # oldest first
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which alerts. Every condition given must hold; an empty `states` means: every state that is work.

    X names and references of both sides; `opened_before` are older ones; `not_proposed_by` leaves out what waits
        for a second officer after a proposal of this one, who cannot confirm it.
    """

    states: frozenset[AlertState] = frozenset()
    assignee: OfficerId | None = None
    unassigned: bool = False
    list: ListId | None = None
    portfolio: str | None = None
    run: RunId | None = None
    case: CaseId | None = None
    escalated: bool = False
    overdue_at: datetime | None = None
    opened_before: datetime | None = None
    least_score: float | None = None
    text: str = ""
    not_proposed_by: OfficerId | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One alert as the queue shows it: `listings` names what was hit best first, `hits` counts all."""

    id: AlertId
    portfolio: str
    subject: str
    name: str
    state: AlertState
    score: float
    hits: int
    unjudged: int
    listed: tuple["ListedName", ...]
    opened_at: datetime
    due_at: datetime
    version: int
    edition: EditionClock | None
    assignee: OfficerId | None
    case: CaseId | None
    escalated: bool

    def is_overdue(self, now: datetime) -> bool:
        """Is somebody late?"""
        return self.due_at <= now and self.state in (AlertState.OPEN, AlertState.PROPOSED, AlertState.INCONCLUSIVE)


@dataclass(frozen=True, slots=True)
class ListedName:
    """The name that was hit, and where it is listed."""

    list: ListId
    reference: str
    name: str


@dataclass(frozen=True, slots=True)
class Page:
    """Some lines of the queue. `next` is where the following page begins, None at the end; `total` counts all lines."""

    lines: tuple[Line, ...]
    next: str | None
    total: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How much work there is, for the first page and the tabs of the queue."""

    by_state: tuple[tuple[AlertState, int], ...]
    overdue: int
    unassigned: int
    escalated: int
    mine: int
