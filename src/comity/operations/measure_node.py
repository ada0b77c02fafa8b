"""Count what a node has to do, for monitoring. Counts alone: nothing of any subject."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from comity.model.officer import Actor
from comity.operations.gate import viewing
from comity.operations.keep_watch import Fault, troubles
from comity.store import counts, log, watches
from comity.store.editions import EditionStore

STALE_AFTER = timedelta(hours=26)  # a timer that runs daily, and some patience


@dataclass(frozen=True, slots=True)
class MeasureNode:
    """The order; `editions` are what the node holds."""

    editions: EditionStore


@dataclass(frozen=True, slots=True)
class NodeMeasured:
    """Counts at one moment. Ages in seconds; lists by id with the age of what is in force since its import."""

    alerts: Mapping[str, int]
    overdue: int
    oldest_open: float
    measures: Mapping[str, int]
    release_tasks: int
    reports_unsent: int
    redress_open: int
    log_entries: int
    troubles: Mapping[str, int]
    list_ages: Mapping[str, float]
    list_entries: Mapping[str, int]


@viewing("node.measure")
def measure_node(order: MeasureNode, /, *, actor: Actor, now: datetime) -> NodeMeasured:  # noqa: ARG001
    """What there is to do, and how old the lists are."""
    work = counts.work(now)
    wrong = troubles(watches.checks(), watches.recent(), stale_before=now - STALE_AFTER)
    in_force = order.editions.in_force()
    return NodeMeasured(
        alerts=work.alerts,
        overdue=work.overdue,
        oldest_open=0.0 if work.oldest_open is None else (now - work.oldest_open).total_seconds(),
        measures=work.measures,
        release_tasks=work.release_tasks,
        reports_unsent=work.reports_unsent,
        redress_open=work.redress_open,
        log_entries=log.size(),
        troubles={fault.value: sum(each.fault is fault for each in wrong) for fault in Fault},
        list_ages={each.list: (now - each.imported_at).total_seconds() for each in in_force},
        list_entries={each.list: each.total for each in in_force},
    )
