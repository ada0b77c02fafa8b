"""Refuse an exemption, as the second pair of eyes, with reasons."""

from dataclasses import dataclass
from datetime import datetime

from comity.cases.ids import ExemptionId, MeasureId
from comity.cases.measure import Measure
from comity.cases.measuring import deny
from comity.model.officer import Actor
from comity.operations.gate import gated
from comity.operations.measure_entries import exemption_entry
from comity.store import log, measures


@dataclass(frozen=True, slots=True)
class DenyExemption:
    """The order. `version` is that of the measure which the officer looked at."""

    measure: MeasureId
    version: int
    exemption: ExemptionId
    text: str


@gated("measures.refuse")
def deny_exemption(order: DenyExemption, /, *, actor: Actor, now: datetime) -> Measure:
    """The measure with the answer. Raises SamePerson, NotAllowedNow, NotFound, LostRace."""
    before = measures.load(order.measure)
    after = deny(before, order.exemption, order.text, actor=actor, now=now)
    measures.check_seen(before, order.version)
    saved = measures.save(after, before)
    log.append(exemption_entry("measures.deny", saved, actor=actor, now=now))
    return saved
