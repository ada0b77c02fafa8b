"""What officers do about a measure. Each act is one order; what is refused leaves the measure as it was."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from comity.cases.ids import ExemptionId, MeasureId
from comity.cases.measure import Exemption, ExemptionBasis
from comity.model.errors import BadRequest
from comity.operations.confirm_measure import ConfirmMeasure, confirm_measure
from comity.operations.deny_exemption import DenyExemption, deny_exemption
from comity.operations.freeze_held import FreezeHeld, freeze_held
from comity.operations.grant_exemption import GrantExemption, grant_exemption
from comity.operations.propose_release import ProposeRelease, propose_release
from comity.operations.record_exemption import RecordExemption, record_exemption
from comity.operations.refuse_measure import RefuseMeasure, refuse_measure
from comity.operations.withdraw_measure import WithdrawMeasure, withdraw_measure
from comity.web.pages.measures import REFUSALS, show, typed_money
from comity.web.refusal import told
from comity.web.typed import line, text, whole
from comity.web.visit import Visit


def confirm(visit: Visit, measure: int) -> HttpResponse:
    """Agree with what a colleague proposed."""
    order = ConfirmMeasure(MeasureId(measure), _version(visit), text(visit.request, "text"))
    return _act(visit, measure, partial(confirm_measure, order), _("Confirmed."))


def refuse(visit: Visit, measure: int) -> HttpResponse:
    """Disagree with what a colleague proposed."""
    order = RefuseMeasure(MeasureId(measure), _version(visit), text(visit.request, "text"))
    return _act(visit, measure, partial(refuse_measure, order), _("Refused."))


def withdraw(visit: Visit, measure: int) -> HttpResponse:
    """Take one’s own proposal back."""
    order = WithdrawMeasure(MeasureId(measure), _version(visit), text(visit.request, "text"))
    return _act(visit, measure, partial(withdraw_measure, order), _("Your proposal was taken back."))


def release(visit: Visit, measure: int) -> HttpResponse:
    """Propose the release."""
    order = ProposeRelease(MeasureId(measure), _version(visit), text(visit.request, "text"))
    done = _("The release is proposed. A second officer must confirm it.")
    return _act(visit, measure, partial(propose_release, order), done)


def freeze(visit: Visit, measure: int) -> HttpResponse:
    """Propose to freeze what is held."""
    order = FreezeHeld(MeasureId(measure), _version(visit), text(visit.request, "text"))
    done = _("Proposed, and out of reach from now on. A second officer must confirm it.")
    return _act(visit, measure, partial(freeze_held, order), done)


def exempt(visit: Visit, measure: int) -> HttpResponse:
    """Record that something passes although the measure stands."""
    request = visit.request
    try:
        exemption = Exemption(
            basis=ExemptionBasis(line(request, "basis")),
            amount=typed_money(visit),
            recipient=line(request, "recipient"),
            purpose=line(request, "purpose"),
            authorisation=line(request, "authorisation"),
            on=visit.now.date(),
        )
    except BadRequest as refused:
        return show(visit, measure, refusal=told(refused))
    except ValueError:
        return show(visit, measure, refusal=_("Choose what the exemption rests on."))
    order = RecordExemption(MeasureId(measure), _version(visit), exemption)
    return _act(visit, measure, partial(record_exemption, order), _("Recorded."))


def grant(visit: Visit, measure: int, exemption: int) -> HttpResponse:
    """Let an exemption pass."""
    order = GrantExemption(MeasureId(measure), _version(visit), ExemptionId(exemption), text(visit.request, "text"))
    return _act(visit, measure, partial(grant_exemption, order), _("Confirmed."))


def deny(visit: Visit, measure: int, exemption: int) -> HttpResponse:
    """Refuse an exemption."""
    order = DenyExemption(MeasureId(measure), _version(visit), ExemptionId(exemption), text(visit.request, "text"))
    return _act(visit, measure, partial(deny_exemption, order), _("Refused."))


def _act(visit: Visit, measure: int, order: Callable[..., Any], done: str) -> HttpResponse:
    try:
        order(actor=visit.actor, now=visit.now)
    except REFUSALS as refused:
        return show(visit, measure, refusal=told(refused))
    messages.success(visit.request, done)
    return redirect("measures-one", measure=measure)


def _version(visit: Visit) -> int:
    return whole(visit.request, "version") or 0
