"""Confirm what a colleague proposed, as the second pair of eyes: the freeze, or the release."""

from dataclasses import dataclass
from datetime import datetime

from comity.cases.ids import MeasureId
from comity.cases.measure import Measure
from comity.cases.measuring import confirm
from comity.model.officer import Actor
from comity.operations.gate import gated
from comity.operations.measure_entries import measure_entry
from comity.operations.review_measures import close_tasks
from comity.store import log, measures


@dataclass(frozen=True, slots=True)
class ConfirmMeasure:
    """The order. `version` is that of the measure which the officer looked at."""

    measure: MeasureId
    version: int
    text: str = ""


@gated("measures.confirm")
def confirm_measure(order: ConfirmMeasure, /, *, actor: Actor, now: datetime) -> Measure:
    """The measure, in force or released. Raises SamePerson, NotAllowedNow, NotFound, LostRace."""
    before = measures.load(order.measure)
    after = confirm(before, order.text, actor=actor, now=now)
    measures.check_seen(before, order.version)
    saved = measures.save(after, before)
    close_tasks(saved, actor=actor, now=now)
    log.append(measure_entry("measures.confirm", saved, actor=actor, now=now))
    return saved
