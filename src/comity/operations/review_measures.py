"""Look whether every measure still stands on its ground: a delisting opens a task to release for every one under it.

The node does it after every update of lists, and whoever wants to. It looks at the measures and the editions in
force as they are, not at what changed: so nothing is missed that happened while nobody looked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from comity.cases.disposition import Outcome
from comity.cases.measure import Measure
from comity.cases.pair import ListingKey, Pair
from comity.cases.release_task import Ground, ReleaseTask, review
from comity.model.officer import Actor
from comity.operations.gate import gated
from comity.operations.measure_entries import task_entry
from comity.store import alerts, judged_pairs, log, measures
from comity.store.editions import EditionStore

TOGETHER = 500


@dataclass(frozen=True, slots=True)
class ReviewMeasures:
    """The order: `editions` are what this node holds."""

    editions: EditionStore


@dataclass(frozen=True, slots=True)
class Reviewed:
    """How many measures were looked at, and the tasks that were opened and closed by it."""

    measures: int
    opened: tuple[ReleaseTask, ...]
    closed: tuple[ReleaseTask, ...]


@gated("measures.review")
def review_measures(order: ReviewMeasures, /, *, actor: Actor, now: datetime) -> Reviewed:
    """What was found. Repeating it changes nothing."""
    looked, opened, closed = 0, list[ReleaseTask](), list[ReleaseTask]()
    after = 0
    while some := measures.binding(after=after, limit=TOGETHER):
        after = max(measure.id or 0 for measure in some)
        looked += len(some)
        ids = [measure.id for measure in some if measure.id is not None]
        found = review(some, measures.open_tasks(ids), _ground(order.editions, some), now=now)
        opened += [measures.open_task(task) for task in found.opened]
        closed += found.closed
    for task in closed:
        measures.close_task(task)
    entries = [task_entry("measures.lost-ground", task, actor=actor, now=now) for task in opened]
    entries += [task_entry("measures.ground-is-back", task, actor=actor, now=now) for task in closed]
    if entries:
        log.append_all(entries)
    return Reviewed(looked, tuple(opened), tuple(closed))


def close_tasks(measure: Measure, *, actor: Actor, now: datetime) -> None:
    """Close the tasks of a measure that has ended; does nothing while it binds."""
    if measure.binding or measure.id is None:
        return
    ended = review([measure], measures.open_tasks([measure.id]), NOTHING, now=now).closed
    for task in ended:
        measures.close_task(task)
    if ended:
        log.append_all([task_entry("measures.task-done", task, actor=actor, now=now) for task in ended])


NOTHING = Ground(frozenset(), frozenset(), {}, frozenset(), "")


def _ground(editions: EditionStore, some: Sequence[Measure]) -> Ground:
    wanted = {measure.basis.listing for measure in some}
    in_force = [each for each in editions.in_force() if each.list in {listing.list for listing in wanted}]
    listed: set[ListingKey] = set()
    for manifest in in_force:
        held = (ListingKey(manifest.list, reference) for reference in editions.references(manifest))
        listed.update(key for key in held if key in wanted)
    found = {alert.id: alert for alert in alerts.load_many({measure.alert for measure in some})}
    pairs = {Pair(found[each.alert].key, each.basis.listing) for each in some if each.alert in found}
    judged = judged_pairs.in_force(pairs)
    return Ground(
        lists=frozenset(manifest.list for manifest in in_force),
        listed=frozenset(listed),
        alerts=found,
        matches=frozenset(pair for pair, each in judged.items() if each.outcome is Outcome.TRUE_MATCH),
        editions=", ".join(f"{each.list} {each.edition[:12]}" for each in in_force),
    )
