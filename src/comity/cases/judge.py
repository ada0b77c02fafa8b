"""Judging the hits of an alert: propose, confirm, refuse, withdraw, reopen. Pure: the next state, or a refusal."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime

from comity.cases.alert import WORK, Alert, AlertHit, Escalation, HitState
from comity.cases.disposition import (
    Disposition,
    DispositionState,
    Judgement,
    Outcome,
    SecondLook,
    check_judgement,
    check_text,
)
from comity.cases.ids import DispositionId, HitId
from comity.cases.pair import ListingKey
from comity.cases.workflow import CONFIRMING, Step, officer_of, person_for, transition
from comity.model.errors import BadRequest, NotFound
from comity.model.officer import Actor, OfficerId


@dataclass(frozen=True, slots=True)
class Judged:
    """An alert and a disposition of it after one step."""

    alert: Alert
    disposition: Disposition


def propose(alert: Alert, hits: Collection[HitId], judgement: Judgement, *, actor: Actor, now: datetime) -> Judged:
    """Judge some hits of an alert. An inconclusive judgement holds at once, everything else waits for a second officer.

    Raises NotAllowedNow, NotFound, BadRequest.
    """
    step = Step.RECORD if judgement.outcome is Outcome.INCONCLUSIVE else Step.PROPOSE
    officer = officer_of(actor, step)
    check_judgement(judgement)
    chosen = chosen_hits(alert, hits)
    for hit in chosen:
        transition(f"the hit on {hit.listing}", hit.state, step)
    state = DispositionState.RECORDED if step is Step.RECORD else DispositionState.WAITING
    disposition = Disposition(None, alert.id, tuple(hit.listing for hit in chosen), judgement, officer, now, state)
    return Judged(_moved(alert, disposition.listings, lambda hit: _stepped(hit, step), now), disposition)


def attributed(judged: Judged, id_: DispositionId) -> Judged:
    """The same once the store has given the disposition its id: its hits refer to it."""
    alert = judged.alert
    listings = judged.disposition.listings
    hits = tuple(replace(hit, disposition=id_) if hit.listing in listings else hit for hit in alert.hits)
    return Judged(replace(alert, hits=hits), replace(judged.disposition, id=id_))


def confirm(alert: Alert, disposition: Disposition, text: str = "", *, actor: Actor, now: datetime) -> Judged:
    """A second officer agrees: the judgement holds. Raises SamePerson, NotAllowedNow."""
    check_text(text)
    row = transition(str(disposition), disposition.state, Step.CONFIRM)
    officer = person_for(row, disposition, actor)
    step = CONFIRMING[disposition.outcome]
    return _seconded(alert, disposition, step, SecondLook(now, officer, text.strip()), DispositionState.CONFIRMED)


def refuse(alert: Alert, disposition: Disposition, text: str, *, actor: Actor, now: datetime) -> Judged:
    """A second officer disagrees, and says why. Raises SamePerson, NotAllowedNow, BadRequest."""
    row = transition(str(disposition), disposition.state, Step.REFUSE)
    officer = person_for(row, disposition, actor)
    if not text.strip():
        raise BadRequest("say why you refuse: the officer who proposed must be able to answer")
    check_text(text)
    look = SecondLook(now, officer, text.strip())
    return _seconded(alert, disposition, Step.REFUSE, look, DispositionState.REFUSED)


def withdraw(alert: Alert, disposition: Disposition, text: str = "", *, actor: Actor, now: datetime) -> Judged:
    """The proposer takes a proposal back. Raises NotAllowedNow."""
    check_text(text)
    row = transition(str(disposition), disposition.state, Step.WITHDRAW)
    officer = person_for(row, disposition, actor)
    look = SecondLook(now, officer, text.strip())
    return _seconded(alert, disposition, Step.WITHDRAW, look, DispositionState.WITHDRAWN)


def reopen(alert: Alert, hits: Collection[HitId], *, actor: Actor, now: datetime) -> Alert:
    """Judge judged hits anew. Measures taken on them stay until two officers end them. Raises NotAllowedNow."""
    officer_of(actor, Step.REOPEN)
    chosen = chosen_hits(alert, hits)
    return _moved(alert, tuple(hit.listing for hit in chosen), lambda hit: _stepped(hit, Step.REOPEN), now)


def assign(alert: Alert, assignee: OfficerId | None) -> Alert:
    """Give an alert to an officer, or to nobody. A supervisor's answer to an escalation. Raises NotAllowedNow."""
    transition(str(alert), alert.state, Step.ASSIGN)
    return replace(alert, assignee=assignee, escalation=None)


def escalate(alert: Alert, reason: str, *, actor: Actor, now: datetime) -> Alert:
    """Ask for a supervisor. Raises NotAllowedNow, BadRequest."""
    transition(str(alert), alert.state, Step.ESCALATE)
    if not reason.strip():
        raise BadRequest("say why a supervisor should look at it")
    check_text(reason, what="the reason")
    return replace(alert, escalation=Escalation(now, officer_of(actor, Step.ESCALATE), reason.strip()), assignee=None)


def chosen_hits(alert: Alert, hits: Collection[HitId]) -> tuple[AlertHit, ...]:
    """The hits of an alert with these ids. Raises NotFound for one that is not of this alert, BadRequest for none."""
    if not hits:
        raise BadRequest("choose at least one hit of {alert}", alert=str(alert))
    by_id = {hit.id: hit for hit in alert.hits}
    for each in hits:
        if each not in by_id:
            raise NotFound(f"hit in {alert}", str(each), "open the alert again")
    return tuple(by_id[each] for each in dict.fromkeys(hits))


def settled(alert: Alert, now: datetime) -> Alert:
    """The alert closed where nothing is left to do, open where something is."""
    if alert.state in WORK:
        return replace(alert, closed_at=None)
    return alert if alert.closed_at is not None else replace(alert, closed_at=now, escalation=None)


def _seconded(alert: Alert, disposition: Disposition, step: Step, look: SecondLook, ended: DispositionState) -> Judged:
    after = replace(disposition, state=ended, second=look)
    return Judged(_moved(alert, disposition.listings, lambda hit: _stepped(hit, step), look.at), after)


def _stepped(hit: AlertHit, step: Step) -> AlertHit:
    row = transition(f"the hit on {hit.listing}", hit.state, step)
    state = HitState(row.next)
    judged = state is not HitState.UNJUDGED
    return replace(hit, state=state, disposition=hit.disposition if judged else None)


def _moved(
    alert: Alert, listings: Collection[ListingKey], move: Callable[[AlertHit], AlertHit], now: datetime
) -> Alert:
    hits = tuple(move(hit) if hit.listing in listings else hit for hit in alert.hits)
    return settled(replace(alert, hits=hits), now)
