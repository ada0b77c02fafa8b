"""Record that something passes although a measure stands; a humanitarian one at once, others after a second officer."""

from dataclasses import dataclass
from datetime import datetime

from comity.cases.ids import MeasureId
from comity.cases.measure import Exemption, Measure
from comity.cases.measuring import exempt
from comity.model.officer import Actor
from comity.operations.gate import gated
from comity.operations.measure_entries import exemption_entry
from comity.store import log, measures


@dataclass(frozen=True, slots=True)
class RecordExemption:
    """The order. `version` is that of the measure which the officer looked at."""

    measure: MeasureId
    version: int
    exemption: Exemption


@gated("measures.exempt")
def record_exemption(order: RecordExemption, /, *, actor: Actor, now: datetime) -> Measure:
    """The measure with the exemption. Raises NotFound, NotAllowedNow, BadRequest, LostRace."""
    before = measures.load_seen(order.measure, order.version)
    saved = measures.save(exempt(before, order.exemption, actor=actor, now=now), before)
    log.append(exemption_entry("measures.exempt", saved, actor=actor, now=now))
    return saved
