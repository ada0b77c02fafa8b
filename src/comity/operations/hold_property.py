"""Hold a property while officers judge a hit: at once, by one officer, for a few days at most."""

from dataclasses import dataclass
from datetime import datetime

from comity.cases.ids import AlertId
from comity.cases.measure import Measure
from comity.cases.measuring import Wanted, hold
from comity.model.officer import Actor
from comity.operations.gate import gated
from comity.operations.measure_entries import measure_entry
from comity.store import alerts, log, measures


@dataclass(frozen=True, slots=True)
class HoldProperty:
    """The order. It needs no version of the alert: holding is right whatever a colleague does meanwhile."""

    alert: AlertId
    wanted: Wanted


@gated("measures.hold")
def hold_property(order: HoldProperty, /, *, actor: Actor, now: datetime) -> Measure:
    """The hold, in force. Raises NotFound, NotAllowedNow, BadRequest."""
    alert = alerts.load(order.alert)
    measure = measures.add(hold(alert, order.wanted, actor=actor, now=now), alert.subject.names[0])
    log.append(measure_entry("measures.hold", measure, actor=actor, now=now))
    return measure
