"""Take one's own proposal back: a freeze that was not confirmed yet, or a release."""

from dataclasses import dataclass
from datetime import datetime

from comity.cases.ids import MeasureId
from comity.cases.measure import Measure
from comity.cases.measuring import withdraw
from comity.model.officer import Actor
from comity.operations.gate import gated
from comity.operations.measure_entries import measure_entry
from comity.operations.review_measures import close_tasks
from comity.store import log, measures


@dataclass(frozen=True, slots=True)
class WithdrawMeasure:
    """The order. `version` is that of the measure which the officer looked at."""

    measure: MeasureId
    version: int
    text: str = ""


@gated("measures.withdraw")
def withdraw_measure(order: WithdrawMeasure, /, *, actor: Actor, now: datetime) -> Measure:
    """The measure after it. Raises NotAllowedNow, NotFound, LostRace."""
    before = measures.load(order.measure)
    after = withdraw(before, order.text, actor=actor, now=now)
    measures.check_seen(before, order.version)
    saved = measures.save(after, before)
    close_tasks(saved, actor=actor, now=now)
    log.append(measure_entry("measures.withdraw", saved, actor=actor, now=now))
    return saved
