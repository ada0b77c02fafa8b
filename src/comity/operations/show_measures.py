"""List measures: what is out of reach now, what must be released, and true matches on which nothing was frozen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from comity.cases.ids import AlertId
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
    """A page of measures, every open release task, and alerts with a true match but no measure."""

    rows: tuple[measures.MeasureRowShown, ...]
    tasks: tuple[ReleaseTask, ...]
    without: tuple[AlertId, ...]
    officers: Mapping[OfficerId, str]


@viewing("measures.see")
def show_measures(order: ShowMeasures, /, *, actor: Actor, now: datetime) -> MeasuresShown:  # noqa: ARG001
    """The measures."""
    return MeasuresShown(
        rows=measures.listed_page(only_binding=order.only_binding, before=order.before, limit=order.limit),
        tasks=measures.all_open_tasks(),
        without=measures.true_matches_without(),
        officers=officers.names(),
    )
