"""Counts of what there is to do, each one question to the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min

from comity.cases.redress import RedressState
from comity.cases.release_task import TaskState
from comity.cases.report_state import ReportState
from comity.store.models import AlertRow, MeasureRow, RedressRow, ReleaseTaskRow, ReportRow


@dataclass(frozen=True, slots=True)
class Work:
    """Alerts and measures by state, and what else waits for an officer."""

    alerts: Mapping[str, int]
    overdue: int
    oldest_open: datetime | None
    measures: Mapping[str, int]
    release_tasks: int
    reports_unsent: int
    redress_open: int


def work(now: datetime) -> Work:
    """What there is to do at this moment."""
    waiting = (ReportState.WAITING.value, ReportState.APPROVED.value)
    opened = AlertRow.objects.filter(closed=False)
    return Work(
        alerts=dict(AlertRow.objects.values_list("state").annotate(Count("pk")).order_by("state")),
        overdue=opened.filter(due_at__lte=now).count(),
        oldest_open=opened.aggregate(oldest=Min("opened_at"))["oldest"],
        measures=dict(MeasureRow.objects.values_list("state").annotate(Count("pk")).order_by("state")),
        release_tasks=ReleaseTaskRow.objects.filter(state=TaskState.OPEN.value).count(),
        reports_unsent=ReportRow.objects.filter(state__in=waiting).count(),
        redress_open=RedressRow.objects.filter(state=RedressState.OPEN.value).count(),
    )
