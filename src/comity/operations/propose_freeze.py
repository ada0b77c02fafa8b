"""Propose to freeze a property of a confirmed true match. It is out of reach from now on; a second officer confirms."""

from dataclasses import dataclass
from datetime import datetime

from comity.cases.ids import AlertId
from comity.cases.measure import Measure
from comity.cases.measuring import Wanted
from comity.cases.measuring import propose_freeze as proposed
from comity.model.officer import Actor
from comity.operations.gate import gated
from comity.operations.measure_entries import measure_entry
from comity.store import alerts, log, measures


@dataclass(frozen=True, slots=True)
class ProposeFreeze:
    """The order. `version` is that of the alert which the officer looked at."""

    alert: AlertId
    version: int
    wanted: Wanted


@gated("measures.propose")
def propose_freeze(order: ProposeFreeze, /, *, actor: Actor, now: datetime) -> Measure:
    """The proposed freeze. Raises NotFound, NotAllowedNow, BadRequest, LostRace."""
    alert = alerts.load_seen(order.alert, order.version)
    measure = measures.add(proposed(alert, order.wanted, actor=actor, now=now), alert.subject.names[0])
    log.append(measure_entry("measures.propose", measure, actor=actor, now=now))
    return measure
