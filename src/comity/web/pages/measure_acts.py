"""What officers do about a measure. Each act is one order; what is refused leaves the measure as it was."""

from functools import partial

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

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
from comity.web.act import Acts, seen
from comity.web.pages.measures import REFUSALS, show, typed_money
from comity.web.refusal import told
from comity.web.typed import line, text
from comity.web.visit import Visit

ACTS = Acts("measure", "measures-one", lambda visit, measure, why: show(visit, measure, refusal=why), REFUSALS)

# Agree with what a colleague proposed, disagree, or take one’s own proposal back.
confirm = ACTS.view(ConfirmMeasure, confirm_measure, lazy("Confirmed."))
refuse = ACTS.view(RefuseMeasure, refuse_measure, lazy("Refused."))
withdraw = ACTS.view(WithdrawMeasure, withdraw_measure, lazy("Your proposal was taken back."))
release = ACTS.view(ProposeRelease, propose_release, lazy("The release is proposed. A second officer must confirm it."))
freeze = ACTS.view(
    FreezeHeld, freeze_held, lazy("Proposed, and out of reach from now on. A second officer must confirm it.")
)


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
    order = RecordExemption(MeasureId(measure), seen(visit), exemption)
    return ACTS.carried_out(visit, measure, partial(record_exemption, order), _("Recorded."))


def grant(visit: Visit, measure: int, exemption: int) -> HttpResponse:
    """Let an exemption pass."""
    order = GrantExemption(MeasureId(measure), seen(visit), ExemptionId(exemption), text(visit.request, "text"))
    return ACTS.carried_out(visit, measure, partial(grant_exemption, order), _("Confirmed."))


def deny(visit: Visit, measure: int, exemption: int) -> HttpResponse:
    """Refuse an exemption."""
    order = DenyExemption(MeasureId(measure), seen(visit), ExemptionId(exemption), text(visit.request, "text"))
    return ACTS.carried_out(visit, measure, partial(deny_exemption, order), _("Refused."))
