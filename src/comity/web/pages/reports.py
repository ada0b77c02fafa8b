"""Reports to an authority: written from a measure, approved by a second officer, printed and sent."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from comity import runtime
from comity.cases.ids import MeasureId, ReportId
from comity.cases.report_state import ReportState
from comity.cases.reports import FORMS, Reporter
from comity.cases.reports.report import Report, is_overdue
from comity.model.errors import BadRequest, LostRace, NotAllowedNow, UnreadableInput
from comity.operations.approve_report import ApproveReport, approve_report
from comity.operations.mark_report_sent import MarkReportSent, mark_report_sent
from comity.operations.permits import may
from comity.operations.print_report import PrintReport, print_report
from comity.operations.refuse_report import RefuseReport, refuse_report
from comity.operations.report_files import MEDIA_TYPES
from comity.operations.show_reports import ShowReports, show_reports
from comity.operations.withdraw_report import WithdrawReport, withdraw_report
from comity.operations.write_report import GOAML, Means, WriteReport, write_report
from comity.web.act import Acts
from comity.web.frame import render
from comity.web.pages import measures
from comity.web.refusal import told
from comity.web.typed import line, text
from comity.web.visit import Visit

REFUSALS = (BadRequest, NotAllowedNow, LostRace, UnreadableInput)
TITLES = {GOAML: "goAML", **{form.id: form.title for form in FORMS}}
SUFFIXES = tuple(MEDIA_TYPES)


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report that has not left."""

    id: int
    measure: int
    title: str
    reference: str
    state: str
    by: str
    due_on: date | None
    late: bool


@dataclass(frozen=True, slots=True)
class ReportsPage:
    """Reports that have not left, those due first."""

    rows: tuple[ReportRow, ...]


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One report."""

    id: int
    version: int
    measure: int
    title: str
    reference: str
    state: str
    by: str
    at: datetime
    due_on: date | None
    late: bool
    fields: tuple[tuple[str, tuple[str, ...]], ...]
    second: str
    second_text: str
    sent_at: datetime | None
    receipt: str
    files: tuple[str, ...]
    own: bool
    may: frozenset[str]
    refusal: str


def page(visit: Visit) -> HttpResponse:
    """Show what has not left."""
    shown = show_reports(ShowReports(), actor=visit.actor, now=visit.now)
    today = visit.now.date()
    rows = tuple(
        ReportRow(
            each.id or 0,
            each.measure,
            gettext(TITLES.get(each.form, each.form)),
            each.facts.reference,
            each.state.value,
            shown.officers.get(each.written_by, ""),
            each.due_on,
            is_overdue(each, today),
        )
        for each in shown.reports
    )
    return render(visit, "reports", ReportsPage(rows))


def one(visit: Visit, report: int) -> HttpResponse:
    """Show one report."""
    return _show(visit, report)


def write(visit: Visit, measure: int) -> HttpResponse:
    """Write a report on a measure."""
    request = visit.request
    first, _space, last = line(request, "reporter").rpartition(" ")
    try:
        country, schema = runtime.goaml_settings()
        order = WriteReport(
            measure=MeasureId(measure),
            form=line(request, "form"),
            reference=line(request, "reference"),
            narrative=text(request, "narrative"),
            action=text(request, "action"),
            reporter=Reporter(first, last or visit.actor.name),
            means=Means(runtime.institution(), country, schema),
            first_name=line(request, "first_name"),
            last_name=line(request, "last_name"),
        )
        made = write_report(order, actor=visit.actor, now=visit.now)
    except REFUSALS as refused:
        return measures.show(visit, measure, refusal=told(refused))
    messages.success(request, _("Written. A second officer must approve it before it can leave."))
    return redirect("reports-one", report=made.id)


def printed(visit: Visit, report: int) -> HttpResponse:
    """The report as a file to be saved."""
    try:
        country, schema = runtime.goaml_settings()
        order = PrintReport(ReportId(report), line(visit.request, "suffix"), country, schema)
        file = print_report(order, actor=visit.actor, now=visit.now)
    except REFUSALS as refused:
        return _show(visit, report, told(refused))
    answer = HttpResponse(file.content, content_type=file.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return answer


def _show(visit: Visit, report: int, refusal: str = "") -> HttpResponse:
    shown = show_reports(ShowReports(ReportId(report)), actor=visit.actor, now=visit.now)
    it, officers = shown.reports[0], shown.officers
    left = it.state in (ReportState.APPROVED, ReportState.SENT)
    allowed = frozenset(
        order for order in ("approve", "refuse", "withdraw", "send") if may(visit.actor, f"reports.{order}")
    )
    files = () if not left or "send" not in allowed else ("xml",) if it.form == GOAML else SUFFIXES
    page = ReportPage(
        id=it.id or 0,
        version=it.version,
        measure=it.measure,
        title=gettext(TITLES.get(it.form, it.form)),
        reference=it.facts.reference,
        state=it.state.value,
        by=officers.get(it.written_by, ""),
        at=it.written_at,
        due_on=it.due_on,
        late=is_overdue(it, visit.now.date()),
        fields=_fields(it),
        second="" if it.second is None else officers.get(it.second, ""),
        second_text=it.second_text,
        sent_at=it.sent_at,
        receipt=it.receipt,
        files=files,
        own=it.written_by == visit.actor.officer,
        may=allowed,
        refusal=refusal,
    )
    return render(visit, "report", page, status=409 if refusal else 200)


def _fields(report: Report) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What the report says, by the fields of its form in the reader's language; goAML by those of the fullest form."""
    form = next((each for each in FORMS if each.id == report.form), FORMS[0])
    return tuple((gettext(field.label), field.values) for field in form.filled(report.facts))


ACTS = Acts("report", "reports-one", _show, REFUSALS)

# Let a colleague’s report leave, or not; take one’s own back; record that it was sent.
approve = ACTS.view(ApproveReport, approve_report, lazy("Approved. It can be printed and sent."))
refuse = ACTS.view(RefuseReport, refuse_report, lazy("Refused."))
withdraw = ACTS.view(WithdrawReport, withdraw_report, lazy("Your report was taken back."))
sent = ACTS.view(MarkReportSent, mark_report_sent, lazy("Recorded as sent."))
