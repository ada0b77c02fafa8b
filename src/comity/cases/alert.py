"""An alert: the hits of one subject, each with its own state, awaiting officers.

The state of an alert is no more than what its hits add up to, so the two can never disagree.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from comity.cases.ids import AlertId, CaseId, DispositionId, HitId, RunId
from comity.cases.material import Change
from comity.cases.pair import ListingKey, SubjectKey, listing_of
from comity.model.designation import Designation
from comity.model.hit import Hit
from comity.model.officer import Door, OfficerId
from comity.model.subject import Subject

WITHOUT_DELAY = timedelta(hours=24)  # docs/law.md#without-delay: freezing "within hours"; a setting makes it shorter


class HitState(StrEnum):
    """How far the judgement of one hit has come."""

    UNJUDGED = "unjudged"
    PROPOSED = "proposed"  # an officer has judged; a second one has not looked yet
    TRUE_MATCH = "true match"
    FALSE_POSITIVE = "false positive"
    INCONCLUSIVE = "inconclusive"  # looked at; more must be known


class AlertState(StrEnum):
    """What the hits of an alert add up to, the most pressing first."""

    PROPOSED = "proposed"  # a second officer must look
    OPEN = "open"  # a hit is unjudged
    INCONCLUSIVE = "inconclusive"  # nothing is unjudged, but more must be known
    TRUE_MATCH = "true match"
    CLEARED = "cleared"
    GONE = "gone"  # the lists no longer lead to this subject, and nobody had judged


WORK = frozenset({AlertState.PROPOSED, AlertState.OPEN, AlertState.INCONCLUSIVE})
"""States in which somebody still has to do something. An alert in any other state is closed."""


@dataclass(frozen=True, slots=True)
class EditionClock:
    """When what led to a hit was published, and when this node had it."""

    dated: date
    imported_at: datetime


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an alert came from. `by` names who gave the order, an officer or the node itself."""

    run: RunId
    door: Door
    by: str


@dataclass(frozen=True, slots=True)
class Escalation:
    """Somebody asked for a supervisor, and why."""

    at: datetime
    by: OfficerId
    reason: str


@dataclass(frozen=True, slots=True)
class AlertHit:
    """One listing that the subject was found on.

    `listed` is what the list says of it, the designation of `hit` first (more than one only where a list's
    parts share a reference); `digest` is the digest of its content, whatever the edition. `changes` are what
    is different from an earlier judgement of the same pair. `gone_at`: since when the engine no longer finds it.
    """

    hit: Hit
    listed: tuple[Designation, ...]
    digest: str
    found_at: datetime
    edition: EditionClock | None = None
    state: HitState = HitState.UNJUDGED
    disposition: DispositionId | None = None
    changes: tuple[Change, ...] = ()
    gone_at: datetime | None = None
    id: HitId | None = None

    @property
    def listing(self) -> ListingKey:
        """Which listing it is."""
        return listing_of(self.hit)

    @property
    def open(self) -> bool:
        """Does somebody still have to judge it?"""
        if self.state is HitState.PROPOSED:
            return True
        return self.gone_at is None and self.state in (HitState.UNJUDGED, HitState.INCONCLUSIVE)


@dataclass(frozen=True, slots=True)
class Alert:
    """The hits of one subject, awaiting officers. `version` grows with every change."""

    id: AlertId
    key: SubjectKey
    subject: Subject
    origin: Origin
    hits: tuple[AlertHit, ...]
    opened_at: datetime
    due_at: datetime
    version: int
    edition: EditionClock | None = None
    assignee: OfficerId | None = None
    case: CaseId | None = None
    escalation: Escalation | None = None
    closed_at: datetime | None = None

    @property
    def state(self) -> AlertState:
        """What its hits add up to."""
        return state_of(self.hits)

    @property
    def score(self) -> float:
        """The best score of what is still to be judged; of all hits where nothing is."""
        return max((hit.hit.score for hit in self.hits if hit.open), default=0.0) or max(
            (hit.hit.score for hit in self.hits), default=0.0
        )

    def __str__(self) -> str:
        return f"alert/{self.id}"


def state_of(hits: Iterable[AlertHit]) -> AlertState:
    """What hits add up to. A true match stands even when the listing is gone: its measures must be released."""
    states = {hit.state for hit in hits if hit.open}
    if HitState.PROPOSED in states:
        return AlertState.PROPOSED
    if HitState.UNJUDGED in states:
        return AlertState.OPEN
    if HitState.INCONCLUSIVE in states:
        return AlertState.INCONCLUSIVE
    decided = {hit.state for hit in hits}
    if HitState.TRUE_MATCH in decided:
        return AlertState.TRUE_MATCH
    return AlertState.CLEARED if HitState.FALSE_POSITIVE in decided else AlertState.GONE


def is_overdue(alert: Alert, now: datetime) -> bool:
    """Is somebody late? A decided alert is never late."""
    return alert.state in WORK and alert.due_at <= now
