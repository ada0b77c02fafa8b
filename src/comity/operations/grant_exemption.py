"""Let an exemption pass, as the second pair of eyes."""

from dataclasses import dataclass
from datetime import datetime

from comity.cases.ids import ExemptionId, MeasureId
from comity.cases.measure import Measure
from comity.cases.measuring import grant
from comity.model.officer import Actor
from comity.operations.gate import gated
from comity.operations.measure_entries import exemption_entry
from comity.store import log, measures


@dataclass(frozen=True, slots=True)
class GrantExemption:
    """The order. `version` is that of the measure which the officer looked at."""

    measure: MeasureId
    version: int
    exemption: ExemptionId
    text: str = ""


@gated("measures.confirm")
def grant_exemption(order: GrantExemption, /, *, actor: Actor, now: datetime) -> Measure:
    """The measure with the answer. Raises SamePerson, NotAllowedNow, NotFound, LostRace."""
    before = measures.load(order.measure)
    after = grant(before, order.exemption, order.text, actor=actor, now=now)
    measures.check_seen(before, order.version)
    saved = measures.save(after, before)
    log.append(exemption_entry("measures.grant", saved, actor=actor, now=now))
    return saved
