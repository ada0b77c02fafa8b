"""Record that a person says a screening hit the wrong one."""

from dataclasses import dataclass
from datetime import datetime

from comity.cases.ids import AlertId
from comity.cases.redress import Redress, ask
from comity.cases.workflow import Step, officer_of
from comity.model.officer import Actor
from comity.operations.gate import gated
from comity.operations.measure_entries import redress_entry
from comity.store import alerts, log, redress


@dataclass(frozen=True, slots=True)
class RecordRedress:
    """The order. `applicant` is the name as the person gives it."""

    alert: AlertId
    applicant: str
    statement: str


@gated("redress.record")
def record_redress(order: RecordRedress, /, *, actor: Actor, now: datetime) -> Redress:
    """The request, open. Raises NotFound, BadRequest."""
    alert = alerts.load(order.alert)
    officer = officer_of(actor, Step.NOTE)
    request = redress.add(ask(alert.id, order.applicant, order.statement, by=officer, received_at=now))
    log.append(redress_entry("redress.record", request, actor=actor, now=now))
    return request
