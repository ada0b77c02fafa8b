"""Turn a hold into a proposed freeze, once its hit is a confirmed true match."""

from dataclasses import dataclass
from datetime import datetime

from comity.cases.ids import MeasureId
from comity.cases.measure import Measure
from comity.cases.measuring import freeze_held as proposed
from comity.model.officer import Actor
from comity.operations.gate import gated
from comity.operations.measure_entries import measure_entry
from comity.store import alerts, log, measures


@dataclass(frozen=True, slots=True)
class FreezeHeld:
    """The order. `version` is that of the measure which the officer looked at."""

    measure: MeasureId
    version: int
    text: str


@gated("measures.propose")
def freeze_held(order: FreezeHeld, /, *, actor: Actor, now: datetime) -> Measure:
    """The proposed freeze. Raises NotAllowedNow, NotFound, BadRequest, LostRace."""
    before = measures.load(order.measure)
    after = proposed(before, alerts.load(before.alert), order.text, actor=actor, now=now)
    measures.check_seen(before, order.version)
    saved = measures.save(after, before)
    log.append(measure_entry("measures.propose", saved, actor=actor, now=now))
    return saved
