"""The alert page: everything an officer needs to judge the hits of one subject."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.http import HttpResponse
from django.utils.translation import get_language

from comity import runtime
from comity.cases.alert import WORK, AlertHit, HitState, is_overdue
from comity.cases.disposition import REASONS, Disposition, DispositionState, Outcome, codes_of
from comity.cases.ids import AlertId
from comity.cases.material import Change
from comity.lists.difference import FieldChange
from comity.matching.scorecard import DEFAULT_SCORECARD
from comity.model.officer import OfficerId
from comity.operations.list_officers import case_workers
from comity.operations.permits import may
from comity.operations.screening import Finding
from comity.operations.show_alert import AlertShown, ShowAlert, show_alert
from comity.operations.trace_listing import ListingLife
from comity.web.clock_words import span, until
from comity.web.frame import render
from comity.web.hit_card import HitCard, hit_card
from comity.web.lists_known import list_title
from comity.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Turned:
    """One turn in the life of a listing."""

    turn: str
    dated: date
    edition: str
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A judgement, by whom, and what a second officer said to it. `id` None: not to be acted upon."""

    id: int | None
    alert: int
    outcome: str
    state: str
    reasons: tuple[str, ...]
    text: str
    evidence: tuple[str, ...]
    listings: tuple[str, ...]
    by: str
    at: datetime
    own: bool
    second_by: str
    second_at: datetime | None
    second_text: str


@dataclass(frozen=True, slots=True)
class HitPanel:
    """One hit with its card, its state, what changed, the life of its listing, earlier judgements of the pair."""

    id: int
    card: HitCard
    state: str
    open: bool
    judged: bool
    changes: tuple[Change, ...]
    gone_at: datetime | None
    life: tuple[Turned, ...]
    earlier: tuple[Said, ...]
    list: str
    reference: str


@dataclass(frozen=True, slots=True)
class ReasonChoice:
    """A coded reason that may be ticked."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class OutcomeChoice:
    """An outcome with its coded reasons."""

    value: str
    reasons: tuple[ReasonChoice, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into a form that was refused: nothing of it is lost."""

    outcome: str = ""
    reasons: tuple[str, ...] = ()
    hits: tuple[str, ...] = ()
    text: str = ""
    evidence: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class OtherAlert:
    """Another alert of the same subject."""

    id: int
    state: str
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class NoteShown:
    """A note, by whom."""

    by: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class AttachmentShown:
    """A file kept as evidence."""

    id: int
    name: str
    bytes: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """How an alert stands in time."""

    opened_at: datetime
    due_at: datetime
    words: str
    overdue: bool
    published: date | None
    from_publication: str


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the reader may do here: the page offers nothing else."""

    take: bool
    hand_back: bool
    assign: bool
    escalate: bool
    note: bool
    attach: bool
    propose: bool
    confirm: bool
    withdraw: bool
    reopen: bool
    join: bool


@dataclass(frozen=True, slots=True)
class AlertPage:
    """All that the page prints."""

    id: int
    version: int
    name: str
    subject: str
    portfolio: str
    state: str
    clock: Clock
    assignee: str
    escalation: NoteShown | None
    case: tuple[int, str] | None
    hits: tuple[HitPanel, ...]
    waiting: tuple[Said, ...]
    history: tuple[Said, ...]
    others: tuple[OtherAlert, ...]
    notes: tuple[NoteShown, ...]
    attachments: tuple[AttachmentShown, ...]
    outcomes: tuple[OutcomeChoice, ...]
    workers: tuple[tuple[int, str], ...]
    allowed: Allowed
    refusal: str
    typed: Typed = field(default_factory=Typed)


def page(visit: Visit, alert: int) -> HttpResponse:
    """Show the alert."""
    return show(visit, alert)


def show(visit: Visit, alert: int, *, refusal: str = "", typed: Typed | None = None) -> HttpResponse:
    """Show the alert, with what was refused and what was typed, if anything was."""
    order = ShowAlert(AlertId(alert), runtime.edition_store())
    shown = show_alert(order, actor=visit.actor, now=visit.now)
    page = _page(visit, shown, refusal, typed or Typed())
    return render(visit, "alert", page, status=409 if refusal else 200)


def _page(visit: Visit, shown: AlertShown, refusal: str, typed: Typed) -> AlertPage:
    alert, names = shown.alert, shown.officers
    said = tuple(_said(each, names, visit) for each in shown.dispositions)
    escalation = alert.escalation
    return AlertPage(
        id=alert.id,
        version=alert.version,
        name=alert.subject.names[0],
        subject=alert.key.subject,
        portfolio=alert.key.portfolio,
        state=alert.state.value,
        clock=_clock(visit, shown),
        assignee="" if alert.assignee is None else names.get(alert.assignee, ""),
        escalation=None
        if escalation is None
        else NoteShown(names.get(escalation.by, ""), escalation.at, escalation.reason),
        case=None if shown.case is None else (shown.case.id, shown.case.title),
        hits=tuple(_hit(number, each, shown, visit) for number, each in enumerate(_ordered(alert.hits), start=1)),
        waiting=tuple(each for each in said if each.state == DispositionState.WAITING.value),
        history=tuple(each for each in said if each.state != DispositionState.WAITING.value),
        others=tuple(OtherAlert(each.id, each.state.value, each.opened_at) for each in shown.others),
        notes=tuple(NoteShown(names.get(each.by, ""), each.at, each.text) for each in shown.notes),
        attachments=tuple(
            AttachmentShown(each.id, each.name, each.bytes, names.get(each.by, ""), each.at)
            for each in shown.attachments
        ),
        outcomes=_OUTCOMES,
        workers=case_workers() if may(visit.actor, "alerts.assign") else (),
        allowed=_allowed(visit, shown),
        refusal=refusal,
        typed=typed,
    )


_OUTCOMES = tuple(
    OutcomeChoice(
        outcome.value,
        tuple(ReasonChoice(code, REASONS[code].words) for code in codes_of(outcome)),
    )
    for outcome in (Outcome.FALSE_POSITIVE, Outcome.TRUE_MATCH, Outcome.INCONCLUSIVE)
)


def _ordered(hits: tuple[AlertHit, ...]) -> list[AlertHit]:
    """What is still to be judged first, then by score."""
    return sorted(hits, key=lambda each: (not each.open, -each.hit.score, each.hit.reference))


def _clock(visit: Visit, shown: AlertShown) -> Clock:
    alert = shown.alert
    edition = alert.edition
    return Clock(
        opened_at=alert.opened_at,
        due_at=alert.due_at,
        words=until(alert.due_at, visit.now) if alert.state in WORK else "",
        overdue=is_overdue(alert, visit.now),
        published=None if edition is None else edition.dated,
        from_publication="" if edition is None else span(alert.opened_at - edition.imported_at),
    )


def _hit(number: int, hit: AlertHit, shown: AlertShown, visit: Visit) -> HitPanel:
    language = (get_language() or "en")[:2]
    card = hit_card(
        Finding(hit.hit, shown.alert.subject, hit.listed[0]),
        anchor=f"hit-{number}",
        list_title=list_title(hit.hit.list),
        threshold=DEFAULT_SCORECARD.threshold,
        language=language,
    )
    return HitPanel(
        id=hit.id or 0,
        card=card,
        state=hit.state.value,
        open=hit.gone_at is None and hit.state in (HitState.UNJUDGED, HitState.INCONCLUSIVE),
        judged=hit.state in (HitState.TRUE_MATCH, HitState.FALSE_POSITIVE),
        changes=hit.changes,
        gone_at=hit.gone_at,
        life=_life(shown.lives.get(hit.listing, ())),
        earlier=tuple(_said(each, shown.officers, visit) for each in shown.earlier.get(hit.listing, ())),
        list=hit.hit.list,
        reference=hit.hit.reference,
    )


def _life(lives: tuple[ListingLife, ...]) -> tuple[Turned, ...]:
    turns = (
        Turned(event.turn.value, event.dated, event.edition[:12], event.changes)
        for life in lives
        for event in life.events
    )
    return tuple(sorted(turns, key=lambda each: each.dated, reverse=True))


def _said(made: Disposition, names: Mapping[OfficerId, str], visit: Visit) -> Said:
    second = made.second
    return Said(
        id=made.id,
        alert=made.alert,
        outcome=made.outcome.value,
        state=made.state.value,
        reasons=tuple(REASONS[code].words for code in made.judgement.reasons if code in REASONS),
        text=made.judgement.text,
        evidence=made.judgement.evidence,
        listings=tuple(str(each) for each in made.listings),
        by=names.get(made.proposed_by, ""),
        at=made.proposed_at,
        own=made.proposed_by == visit.actor.officer,
        second_by="" if second is None or second.by is None else names.get(second.by, ""),
        second_at=None if second is None else second.at,
        second_text="" if second is None else second.text,
    )


def _allowed(visit: Visit, shown: AlertShown) -> Allowed:
    actor, alert = visit.actor, shown.alert
    work = alert.state in WORK
    takes = work and may(actor, "alerts.take")
    return Allowed(
        take=takes and alert.assignee is None,
        hand_back=takes and alert.assignee == actor.officer,
        assign=work and may(actor, "alerts.assign"),
        escalate=work and alert.escalation is None and may(actor, "alerts.escalate"),
        note=may(actor, "alerts.note"),
        attach=may(actor, "alerts.attach"),
        propose=work and may(actor, "alerts.propose"),
        confirm=may(actor, "alerts.confirm"),
        withdraw=may(actor, "alerts.withdraw"),
        reopen=may(actor, "alerts.reopen"),
        join=may(actor, "cases.join"),
    )
