"""List measures: what is out of reach now, what must be released, and true matches on which nothing was frozen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from comity.cases.ids import AlertId, MeasureId
from comity.cases.release_task import ReleaseTask
from comity.model.officer import Actor, OfficerId
from comity.operations.gate import viewing
from comity.store import measures, officers


@dataclass(frozen=True, slots=True)
class ShowMeasures:
    """The order: a page of measures, newest first, those below the id `before`."""

    only_binding: bool = True
    before: int | None = None
    limit: int = 100


@dataclass(frozen=True, slots=True)
class MeasuresShown:
    """A page of measures, every open release task, and alerts with a true match but no measure.

    `to_release` and `unfrozen` are what the subjects of the tasks' measures and of those alerts are called.
    """

    rows: tuple[measures.MeasureRowShown, ...]
    tasks: tuple[ReleaseTask, ...]
    without: tuple[AlertId, ...]
    officers: Mapping[OfficerId, str]
    to_release: Mapping[MeasureId, str]
    unfrozen: Mapping[AlertId, str]


@viewing("measures.see")
def show_measures(order: ShowMeasures, /, *, actor: Actor, now: datetime) -> MeasuresShown:  # noqa: ARG001
    """The measures."""
    tasks, without = measures.all_open_tasks(), measures.true_matches_without()
    return MeasuresShown(
        rows=measures.listed_page(only_binding=order.only_binding, before=order.before, limit=order.limit),
        tasks=tasks,
        without=without,
        officers=officers.names(),
        to_release=measures.names_on_measures({task.measure for task in tasks}),
        unfrozen=measures.names_on_alerts(without),
    )
