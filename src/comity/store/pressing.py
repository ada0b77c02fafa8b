"""What presses beside alerts, counted by the database: measures, reports and requests that wait for somebody."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from comity.cases.measure import ExemptionState, MeasureState
from comity.cases.redress import RedressState
from comity.cases.release_task import TaskState
from comity.cases.report_state import ReportState
from comity.model.officer import OfficerId
from comity.store.measures import true_matches_without
from comity.store.models import ExemptionRow, MeasureRow, RedressRow, ReleaseTaskRow, ReportRow

WAITING = (MeasureState.PROPOSED.value, MeasureState.RELEASE_PROPOSED.value)


@dataclass(frozen=True, slots=True)
class Pressing:
    """How many there are. `to_confirm` and `to_approve` leave out what the officer proposed or wrote: another must."""

    to_release: int
    release_overdue: int
    without_measure: int
    to_confirm: int
    to_approve: int
    to_send: int
    reports_late: int
    to_answer: int
    answers_late: int


def pressing(officer: OfficerId | None, now: datetime) -> Pressing:
    """What waits now, as this officer may look at it."""
    tasks = ReleaseTaskRow.objects.filter(state=TaskState.OPEN.value)
    exemptions = ExemptionRow.objects.filter(state=ExemptionState.WAITING.value).exclude(by=officer)
    proposals = MeasureRow.objects.filter(state__in=WAITING).exclude(proposed_by=officer)
    waiting, approved = Q(state=ReportState.WAITING.value), Q(state=ReportState.APPROVED.value)
    requests = RedressRow.objects.filter(state=RedressState.OPEN.value)
    return Pressing(
        to_release=tasks.count(),
        release_overdue=tasks.filter(due_at__lte=now).count(),
        without_measure=len(true_matches_without()),
        to_confirm=proposals.count() + exemptions.count(),
        to_approve=ReportRow.objects.filter(waiting).exclude(written_by=officer).count(),
        to_send=ReportRow.objects.filter(approved).count(),
        reports_late=ReportRow.objects.filter(waiting | approved, due_on__lt=now.date()).count(),
        to_answer=requests.count(),
        answers_late=requests.filter(due_at__lte=now).count(),
    )
