"""What programs receive, for OpenAPI: a test holds every answer against its shape."""

from datetime import date, datetime

from ninja import Schema

from comity.cases.alert import AlertState, HitState
from comity.cases.disposition import DispositionState, Outcome
from comity.cases.measure import MeasureKind, MeasureState
from comity.model.entity import Kind


class Problem(Schema):
    """What was refused, and why (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    code: str


class Reason(Schema):
    """One piece of evidence, in words and with its weight."""

    feature: str
    finding: str
    bearing: str
    weight: float
    subject: str | None
    listed: str | None
    words: str


Reasons = list[Reason]  # below, `list` is a field


class Hit(Schema):
    """A subject and a listing at or above the threshold. `earned` is what names and identifiers earned."""

    list: str
    reference: str
    listed_name: str
    score: float
    earned: float
    reasons: Reasons
    edition: str


class SubjectHits(Schema):
    """The hits of one subject, best first."""

    id: str
    hits: list[Hit]


class EditionOut(Schema):
    """One published state of a list."""

    list: str
    part: str
    edition: str
    dated: date
    imported_at: datetime
    total: int
    in_force: bool


class ScreenOut(Schema):
    """What was found, and by which measure (S9)."""

    results: list[SubjectHits]
    threshold: float
    scorecard: str
    engine: str
    editions: list[EditionOut]


class OpenedOut(Schema):
    """What became of a run's subjects."""

    opened: list[int]
    updated: list[int]
    unchanged: int
    silent: int


class AlertLine(Schema):
    """An alert as the queue shows it."""

    id: int
    portfolio: str
    subject: str
    name: str
    state: AlertState
    score: float
    hits: int
    unjudged: int
    opened_at: datetime
    due_at: datetime
    overdue: bool
    version: int
    assignee: int | None
    case: int | None
    escalated: bool


class AlertPage(Schema):
    """A page of the queue; `next` leads to the following one."""

    alerts: list[AlertLine]
    next: str | None
    total: int


class AlertHitOut(Schema):
    """One hit of an alert, with what the list says."""

    id: int
    state: HitState
    disposition: int | None
    found_at: datetime
    gone_at: datetime | None
    hit: Hit
    listed: dict[str, object]


class DispositionOut(Schema):
    """A judgement, by whom, and what a second officer said."""

    id: int
    outcome: Outcome
    state: DispositionState
    reasons: list[str]
    text: str
    evidence: list[str]
    listings: list[str]
    proposed_by: int
    proposed_at: datetime
    second_by: int | None
    second_text: str | None


class NoteOut(Schema):
    """A note."""

    id: int
    by: int
    at: datetime
    text: str


class AlertOut(Schema):
    """An alert with everything that is needed to judge it."""

    id: int
    version: int
    state: AlertState
    score: float
    subject: dict[str, object]
    portfolio: str
    opened_at: datetime
    due_at: datetime
    closed_at: datetime | None
    assignee: int | None
    case: int | None
    hits: list[AlertHitOut]
    dispositions: list[DispositionOut]
    notes: list[NoteOut]


class JudgedOut(Schema):
    """An alert's state, and the judgement, after one step."""

    alert: int
    alert_version: int
    alert_state: AlertState
    disposition: DispositionOut


class LeftOut(Schema):
    """One alert that was left as it was, and why."""

    alert: int
    why: str


class AssignedOut(Schema):
    """Which alerts were handed over, and which were left."""

    done: list[int]
    left: list[LeftOut]


class CaseOut(Schema):
    """Alerts investigated together."""

    id: int
    title: str
    opened_by: int
    opened_at: datetime
    alerts: list[int]
    version: int


class MeasureOut(Schema):
    """A freeze or a hold."""

    id: int
    kind: MeasureKind
    state: MeasureState
    alert: int
    listings: list[str]
    on: str
    version: int


class CountOut(Schema):
    """How many alerts are in a state."""

    state: AlertState
    alerts: int


class CountsOut(Schema):
    """How much work there is."""

    by_state: list[CountOut]
    overdue: int
    unassigned: int
    escalated: int
    mine: int


class WebhookOut(Schema):
    """A subscription: what waits to be sent, what was given up, and the last problem."""

    id: int
    url: str
    events: list[str]
    created_at: datetime
    ended_at: datetime | None
    ended_why: str
    waiting: int
    given_up: int
    problem: str


class SubscribedOut(Schema):
    """A new subscription, and the secret that is shown this once."""

    webhook: WebhookOut
    secret: str


class EntryOut(Schema):
    """One entry of the log; null where its content was erased."""

    index: int
    at: datetime
    entry: dict[str, object] | None
    erased_at: datetime | None


class ListingOut(Schema):
    """A listing in force, as its publisher has it."""

    list: str
    reference: str
    name: str
    kind: Kind
    listing: dict[str, object]


class ListingPage(Schema):
    """Some listings of those found."""

    listings: list[ListingOut]
    total: int


class LifeOut(Schema):
    """What happened to a listing in one edition."""

    turn: str
    edition: str
    dated: date
    fields: list[str]


class ChangesOut(Schema):
    """What changed from one edition to another."""

    before: str
    after: str
    added: list[str]
    removed: list[str]
    amended: list[str]
