"""What officers do with property, given as orders by a program: each needs the officer's one-time code (S3)."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from comity import runtime
from comity.api.answer import answer
from comity.api.native import answers
from comity.api.native.documented import answers as answered_with
from comity.api.native.payloads import AssetIn, FreezeIn, HoldIn, Id, SecondIn
from comity.api.native.shapes import MeasureOut
from comity.api.native.way import caller_in
from comity.cases.ids import AlertId, HitId, MeasureId
from comity.cases.measure import Asset
from comity.cases.measuring import Wanted
from comity.model.errors import BadRequest
from comity.model.money import money
from comity.operations.confirm_measure import ConfirmMeasure, confirm_measure
from comity.operations.freeze_held import FreezeHeld, freeze_held
from comity.operations.hold_property import HoldProperty, hold_property
from comity.operations.propose_freeze import ProposeFreeze, propose_freeze
from comity.operations.propose_release import ProposeRelease, propose_release
from comity.operations.refuse_measure import RefuseMeasure, refuse_measure
from comity.operations.withdraw_measure import WithdrawMeasure, withdraw_measure

router = Router(tags=["measures"])
SHAPE = answered_with(MeasureOut)


@router.post("/alerts/{int:alert}/holds", response=SHAPE, summary="Hold a property while a hit is judged")
def hold(request: HttpRequest, alert: Id, asked: HoldIn) -> HttpResponse:
    """In force at once, for three days at the most. Needs the officer's one-time code."""
    order = HoldProperty(AlertId(alert), Wanted(HitId(asked.hit), _asset(asked.asset), asked.why, asked.until))
    return answer(answers.measure(hold_property(order, actor=caller_in(request).actor, now=runtime.now())))


@router.post("/alerts/{int:alert}/freezes", response=SHAPE, summary="Propose to freeze a property")
def freeze(request: HttpRequest, alert: Id, asked: FreezeIn) -> HttpResponse:
    """Of a confirmed true match; out of reach from now on, and a second officer must confirm. Needs the code."""
    order = ProposeFreeze(AlertId(alert), asked.version, Wanted(HitId(asked.hit), _asset(asked.asset), asked.why))
    return answer(answers.measure(propose_freeze(order, actor=caller_in(request).actor, now=runtime.now())))


@router.post("/measures/{int:measure}/freeze", response=SHAPE, summary="Propose to freeze what is held")
def freeze_what_is_held(request: HttpRequest, measure: Id, asked: SecondIn) -> HttpResponse:
    """Once its hit is a true match. Needs the officer's one-time code."""
    order = FreezeHeld(MeasureId(measure), asked.version, asked.text)
    return answer(answers.measure(freeze_held(order, actor=caller_in(request).actor, now=runtime.now())))


@router.post("/measures/{int:measure}/release", response=SHAPE, summary="Propose a release")
def release(request: HttpRequest, measure: Id, asked: SecondIn) -> HttpResponse:
    """A second officer must confirm it. Needs the officer's one-time code."""
    order = ProposeRelease(MeasureId(measure), asked.version, asked.text)
    return answer(answers.measure(propose_release(order, actor=caller_in(request).actor, now=runtime.now())))


@router.post("/measures/{int:measure}/confirm", response=SHAPE, summary="Confirm as the second")
def confirm(request: HttpRequest, measure: Id, asked: SecondIn) -> HttpResponse:
    """Never what one proposed oneself (four eyes). Needs the officer's one-time code."""
    order = ConfirmMeasure(MeasureId(measure), asked.version, asked.text)
    return answer(answers.measure(confirm_measure(order, actor=caller_in(request).actor, now=runtime.now())))


@router.post("/measures/{int:measure}/refuse", response=SHAPE, summary="Refuse as the second officer")
def refuse(request: HttpRequest, measure: Id, asked: SecondIn) -> HttpResponse:
    """With reasons. Needs the officer's one-time code."""
    order = RefuseMeasure(MeasureId(measure), asked.version, asked.text)
    return answer(answers.measure(refuse_measure(order, actor=caller_in(request).actor, now=runtime.now())))


@router.post("/measures/{int:measure}/withdraw", response=SHAPE, summary="Withdraw one's own proposal")
def withdraw(request: HttpRequest, measure: Id, asked: SecondIn) -> HttpResponse:
    """Before anybody confirmed it. Needs the officer's one-time code."""
    order = WithdrawMeasure(MeasureId(measure), asked.version, asked.text)
    return answer(answers.measure(withdraw_measure(order, actor=caller_in(request).actor, now=runtime.now())))


def _asset(sent: AssetIn) -> Asset:
    if (sent.amount is None) != (sent.currency is None):
        raise BadRequest("an amount and its currency go together")
    value = None if sent.amount is None or sent.currency is None else money(sent.amount, sent.currency)
    return Asset(sent.kind, sent.description, sent.number, sent.holder, value, tuple(sent.joint))
