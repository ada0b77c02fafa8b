"""Propose to release what is held or frozen; a second officer confirms."""

from dataclasses import dataclass
from datetime import datetime

from comity.cases.ids import MeasureId
from comity.cases.measure import Measure
from comity.cases.measuring import propose_release as proposed
from comity.model.officer import Actor
from comity.operations.gate import gated
from comity.operations.measure_entries import measure_entry
from comity.store import log, measures


@dataclass(frozen=True, slots=True)
class ProposeRelease:
    """The order. `version` is that of the measure which the officer looked at."""

    measure: MeasureId
    version: int
    text: str


@gated("measures.propose")
def propose_release(order: ProposeRelease, /, *, actor: Actor, now: datetime) -> Measure:
    """The measure, its release proposed. Raises NotAllowedNow, NotFound, BadRequest, LostRace."""
    before = measures.load(order.measure)
    after = proposed(before, order.text, actor=actor, now=now)
    measures.check_seen(before, order.version)
    saved = measures.save(after, before)
    log.append(measure_entry("measures.propose-release", saved, actor=actor, now=now))
    return saved
