"""Taking and ending measures: hold, freeze, release, exempt. Pure: the next state, or a refusal.

What is proposed to be frozen is out of reach from the proposal on: to free it again takes two officers, too.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from comity.cases.alert import WORK, Alert, AlertHit, HitState
from comity.cases.disposition import check_text
from comity.cases.ids import ExemptionId, HitId
from comity.cases.judge import chosen_hits
from comity.cases.measure import (
    BINDING,
    Asset,
    Basis,
    Exemption,
    ExemptionBasis,
    ExemptionRecord,
    ExemptionState,
    Measure,
    MeasureKind,
    MeasureState,
    Turn,
)
from comity.cases.workflow import Step, Transition, Who, officer_of, right_person, transition
from comity.model.errors import BadRequest, NotAllowedNow, NotFound
from comity.model.officer import Actor

HOLD_AT_MOST = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an officer wants to put out of reach: the property, on which hit, and why. `until` for a hold alone."""

    hit: HitId
    asset: Asset
    why: str
    until: datetime | None = None


def propose_freeze(alert: Alert, wanted: Wanted, *, actor: Actor, now: datetime) -> Measure:
    """Freeze a property of a confirmed true match. Raises NotAllowedNow for any other hit, BadRequest."""
    turn = Turn(Step.PROPOSE, officer_of(actor, Step.PROPOSE), now, reasons(wanted.why))
    (match,) = chosen_hits(alert, [wanted.hit])
    if match.state is not HitState.TRUE_MATCH:
        raise NotAllowedNow(
            str(match.listing),
            match.state.value,
            "to freeze",
            "confirm the true match; a hold is possible now",
        )
    started = _measure(alert, match, wanted.asset, turn)
    return replace(started, kind=MeasureKind.FREEZE, state=MeasureState.PROPOSED)


def hold(alert: Alert, wanted: Wanted, *, actor: Actor, now: datetime) -> Measure:
    """Hold a property while officers judge a hit. Raises NotAllowedNow where nothing is left to be judged."""
    turn = Turn(Step.HOLD, officer_of(actor, Step.HOLD), now, reasons(wanted.why))
    (found,) = chosen_hits(alert, [wanted.hit])
    if alert.state not in WORK and found.state is not HitState.TRUE_MATCH:
        raise NotAllowedNow(str(alert), alert.state.value, "to hold", "a supervisor can reopen it")
    limit = now + HOLD_AT_MOST if wanted.until is None else wanted.until
    if not now < limit <= now + HOLD_AT_MOST:
        raise BadRequest(
            "a hold ends within {days} days; freeze what must be longer out of reach", days=HOLD_AT_MOST.days
        )
    return replace(_measure(alert, found, wanted.asset, turn), until=limit)


def freeze_held(measure: Measure, alert: Alert, why: str, *, actor: Actor, now: datetime) -> Measure:
    """Turn a hold into a proposed freeze, once its hit is a true match. Raises NotAllowedNow."""
    row = transition(str(measure), measure.state, Step.PROPOSE_FREEZE)
    turn = Turn(row.step, officer_of(actor, row.step), now, reasons(why))
    if measure.kind is not MeasureKind.HOLD:
        raise NotAllowedNow(str(measure), "a freeze already", row.step.value, "nothing is left to do")
    match = next((hit for hit in alert.hits if hit.listing == measure.basis.listing), None)
    if match is None or match.state is not HitState.TRUE_MATCH:
        raise NotAllowedNow(str(measure), "a hold", row.step.value, "confirm the true match first")
    return replace(_proposed(measure, row, turn), kind=MeasureKind.FREEZE, until=None)


def confirm(measure: Measure, text: str = "", *, actor: Actor, now: datetime) -> Measure:
    """A second officer agrees to what is proposed: the freeze, or the release. Raises SamePerson, NotAllowedNow."""
    releasing = measure.state is MeasureState.RELEASE_PROPOSED
    row = transition(str(measure), measure.state, Step.CONFIRM_RELEASE if releasing else Step.CONFIRM_FREEZE)
    return _stepped(measure, row, text, actor, now)


def refuse(measure: Measure, text: str, *, actor: Actor, now: datetime) -> Measure:
    """A second officer disagrees, and says why: nothing is frozen, or it stays frozen. Raises as `confirm`."""
    releasing = measure.state is MeasureState.RELEASE_PROPOSED
    row = transition(str(measure), measure.state, Step.KEEP if releasing else Step.REFUSE)
    return _stepped(measure, row, reasons(text), actor, now)


def withdraw(measure: Measure, text: str = "", *, actor: Actor, now: datetime) -> Measure:
    """The proposer takes a proposal back: a freeze that was only proposed, or a release. Raises NotAllowedNow."""
    releasing = measure.state is MeasureState.RELEASE_PROPOSED
    row = transition(str(measure), measure.state, Step.RETRACT if releasing else Step.WITHDRAW)
    return _stepped(measure, row, text, actor, now)


def propose_release(measure: Measure, why: str, *, actor: Actor, now: datetime) -> Measure:
    """Ask for the release of what is held or frozen. Raises NotAllowedNow, BadRequest without reasons."""
    row = transition(str(measure), measure.state, Step.PROPOSE_RELEASE)
    return _proposed(measure, row, Turn(row.step, officer_of(actor, row.step), now, reasons(why)))


def exempt(measure: Measure, exemption: Exemption, *, actor: Actor, now: datetime) -> Measure:
    """Record that something passes although the measure stands. All but humanitarian ones wait for a second officer."""
    row = transition(str(measure), measure.state, Step.EXEMPT)
    officer = officer_of(actor, row.step)
    passed = exemption.basis is ExemptionBasis.HUMANITARIAN
    record = ExemptionRecord(exemption, ExemptionState.PASSED if passed else ExemptionState.WAITING, officer, now)
    return replace(measure, exemptions=(*measure.exemptions, record))


def grant(measure: Measure, id_: ExemptionId, text: str = "", *, actor: Actor, now: datetime) -> Measure:
    """A second officer lets an exemption pass. Raises SamePerson, NotAllowedNow, NotFound."""
    return _answered(measure, id_, Step.GRANT, Said(_checked(text), actor, now))


def deny(measure: Measure, id_: ExemptionId, text: str, *, actor: Actor, now: datetime) -> Measure:
    """A second officer refuses an exemption, and says why. Raises as `grant`, BadRequest without reasons."""
    return _answered(measure, id_, Step.DENY, Said(reasons(text), actor, now))


def reasons(text: str) -> str:
    """A text that gives reasons. Raises BadRequest for an empty one."""
    if not text.strip():
        raise BadRequest("say why: the owner of the property, a court or an auditor will ask")
    return _checked(text)


def _checked(text: str) -> str:
    check_text(text, what="the reasons")
    return text.strip()


@dataclass(frozen=True, slots=True)
class Said:
    """What a second officer says, and when."""

    text: str
    actor: Actor
    now: datetime


def _answered(measure: Measure, id_: ExemptionId, step: Step, said: Said) -> Measure:
    record = next((each for each in measure.exemptions if each.id == id_), None)
    if record is None:
        raise NotFound(f"exemption in {measure}", str(id_), "open the measure again")
    row = transition(str(record), record.state, step)
    officer = right_person(row, str(record), record.by, said.actor)
    state = ExemptionState(row.next)
    answered = replace(record, state=state, second=officer, second_at=said.now, second_text=said.text)
    return replace(measure, exemptions=tuple(answered if each is record else each for each in measure.exemptions))


def _proposed(measure: Measure, row: Transition, turn: Turn) -> Measure:
    state = MeasureState(row.next)
    return replace(measure, state=state, proposed=turn, confirmed=None, history=(*measure.history, turn))


def _stepped(measure: Measure, row: Transition, text: str, actor: Actor, now: datetime) -> Measure:
    """The answer to a proposal. Of its own proposer (who withdraws) it is a step, but no second look."""
    officer = right_person(row, str(measure), measure.proposed.by, actor)
    turn = Turn(row.step, officer, now, _checked(text))
    state = MeasureState(row.next)
    after = replace(measure, state=state, history=(*measure.history, turn), ended_at=None if state in BINDING else now)
    return replace(after, confirmed=turn) if row.who is Who.SECOND else after


def _measure(alert: Alert, hit: AlertHit, asset: Asset, turn: Turn) -> Measure:
    """A hold on the ground of a hit."""
    listing = hit.listed[0].listing
    basis = Basis(hit.listing, hit.hit.edition, listing.authority, listing.legal_basis)
    return Measure(
        id=None,
        kind=MeasureKind.HOLD,
        state=MeasureState.IN_FORCE,
        alert=alert.id,
        subject=alert.key,
        asset=asset,
        basis=basis,
        since=turn.at,
        proposed=turn,
        history=(turn,),
    )
