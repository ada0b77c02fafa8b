"""Reports to authorities in and out of the database."""

from typing import Any

from django.db.models import F

from comity.cases.ids import MeasureId, ReportId
from comity.cases.report_state import ReportState
from comity.cases.reports import ReportFacts
from comity.cases.reports.report import Report
from comity.model.errors import LostRace, NotFound
from comity.model.officer import OfficerId
from comity.store.alert_rows import column, decoded, encoded
from comity.store.models import ReportRow

LATE = (ReportState.WAITING.value, ReportState.APPROVED.value)
REFERENCE = 100


def load(id_: ReportId) -> Report:
    """A report, whole. Raises NotFound."""
    row = ReportRow.objects.filter(pk=id_).first()
    if row is None:
        raise NotFound("report", str(id_), "look for it at its measure")
    return _report(row)


def check_seen(report: Report, version: int) -> None:
    """Refuse an order about what is no longer so. Raises LostRace."""
    if report.version != version:
        raise LostRace(str(report))


def of_measure(measure: MeasureId) -> tuple[Report, ...]:
    """The reports on a measure, newest first."""
    return tuple(_report(row) for row in ReportRow.objects.filter(measure=measure).order_by("-pk"))


def unsent(limit: int = 200) -> tuple[Report, ...]:
    """Reports that have not left yet, those with the nearest day first."""
    rows = ReportRow.objects.filter(state__in=LATE).order_by(F("due_on").asc(nulls_last=True), "pk")
    return tuple(_report(row) for row in rows[:limit])


def add(report: Report) -> Report:
    """Keep a new report; the store gives it its id."""
    row = ReportRow.objects.create(
        measure_id=report.measure,
        form=report.form,
        reference=column(report.facts.reference, REFERENCE),
        facts=encoded(report.facts),
        due_on=report.due_on,
        written_by_id=report.written_by,
        written_at=report.written_at,
        **_moving(report),
    )
    return load(ReportId(row.pk))


def save(after: Report, before: Report) -> Report:
    """Keep how far a report has come; its facts never change. Raises LostRace when `before` is outdated."""
    if before.id is None:
        raise ValueError("a report is added before it moves")
    found = ReportRow.objects.filter(pk=before.id, version=before.version)
    if not found.update(**_moving(after), version=F("version") + 1):
        raise LostRace(str(before))
    return load(before.id)


def _moving(report: Report) -> dict[str, Any]:
    return {
        "state": report.state.value,
        "second_id": report.second,
        "second_at": report.second_at,
        "second_text": column(report.second_text),
        "sent_at": report.sent_at,
        "sent_by_id": report.sent_by,
        "receipt": column(report.receipt),
    }


def _report(row: ReportRow) -> Report:
    return Report(
        id=ReportId(row.pk),
        measure=MeasureId(row.measure_id),
        form=row.form,
        facts=decoded(row.facts, ReportFacts),
        state=ReportState(row.state),
        written_by=OfficerId(row.written_by_id),
        written_at=row.written_at,
        due_on=row.due_on,
        second=None if row.second_id is None else OfficerId(row.second_id),
        second_at=row.second_at,
        second_text=row.second_text,
        sent_at=row.sent_at,
        sent_by=None if row.sent_by_id is None else OfficerId(row.sent_by_id),
        receipt=row.receipt,
        version=row.version,
    )
