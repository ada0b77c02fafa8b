"""Refuse what a colleague proposed, with reasons: nothing is frozen, or it stays frozen."""

from dataclasses import dataclass
from datetime import datetime

from comity.cases.ids import MeasureId
from comity.cases.measure import Measure
from comity.cases.measuring import refuse
from comity.model.officer import Actor
from comity.operations.gate import gated
from comity.operations.measure_entries import measure_entry
from comity.operations.review_measures import close_tasks
from comity.store import log, measures


@dataclass(frozen=True, slots=True)
class RefuseMeasure:
    """The order. `version` is that of the measure which the officer looked at."""

    measure: MeasureId
    version: int
    text: str


@gated("measures.refuse")
def refuse_measure(order: RefuseMeasure, /, *, actor: Actor, now: datetime) -> Measure:
    """The measure after it. Raises SamePerson, NotAllowedNow, NotFound, BadRequest, LostRace."""
    before = measures.load(order.measure)
    after = refuse(before, order.text, actor=actor, now=now)
    measures.check_seen(before, order.version)
    saved = measures.save(after, before)
    close_tasks(saved, actor=actor, now=now)
    log.append(measure_entry("measures.refuse", saved, actor=actor, now=now))
    return saved
