"""Ask for a supervisor. The alert is nobody's until one assigns it; its clock runs on."""

from dataclasses import dataclass
from datetime import datetime

from comity.cases.alert import Alert
from comity.cases.ids import AlertId
from comity.cases.judge import escalate
from comity.model.officer import Actor
from comity.operations.case_entries import case_entry
from comity.operations.gate import gated
from comity.store import alerts, log


@dataclass(frozen=True, slots=True)
class EscalateAlert:
    """The order, with the reason. `version` is that of the alert which the officer looked at."""

    alert: AlertId
    version: int
    reason: str


@gated("alerts.escalate")
def escalate_alert(order: EscalateAlert, /, *, actor: Actor, now: datetime) -> Alert:
    """The alert, waiting for a supervisor. Raises NotFound, NotAllowedNow, BadRequest, LostRace."""
    alert = alerts.load_seen(order.alert, order.version)
    saved = alerts.save(escalate(alert, order.reason, actor=actor, now=now), alert)
    log.append(case_entry("alerts.escalate", alert, actor, now, {"reason": order.reason.strip()}))
    return saved
