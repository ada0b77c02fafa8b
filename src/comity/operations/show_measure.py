"""Show a measure with its alert, its tasks and its reports."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from comity.cases.alert import Alert
from comity.cases.ids import MeasureId
from comity.cases.measure import Measure
from comity.cases.release_task import ReleaseTask
from comity.cases.reports.report import Report
from comity.model.officer import Actor, OfficerId
from comity.operations.gate import viewing
from comity.store import alerts, measures, officers, reports


@dataclass(frozen=True, slots=True)
class ShowMeasure:
    """The order."""

    measure: MeasureId


@dataclass(frozen=True, slots=True)
class MeasureShown:
    """A measure and what is around it; `officers` names everybody who is mentioned."""

    measure: Measure
    alert: Alert
    tasks: tuple[ReleaseTask, ...]
    reports: tuple[Report, ...]
    officers: Mapping[OfficerId, str]


@viewing("measures.see")
def show_measure(order: ShowMeasure, /, *, actor: Actor, now: datetime) -> MeasureShown:  # noqa: ARG001
    """The measure. Raises NotFound."""
    measure = measures.load(order.measure)
    return MeasureShown(
        measure=measure,
        alert=alerts.load(measure.alert),
        tasks=measures.tasks_of(order.measure),
        reports=reports.of_measure(order.measure),
        officers=officers.names(),
    )
