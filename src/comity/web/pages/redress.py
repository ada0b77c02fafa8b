"""Redress: what persons ask who were hit wrongly, and the answer in plain words."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comity import runtime
from comity.cases.ids import AlertId, RedressId
from comity.cases.redress import ANSWERS, Redress, RedressState
from comity.model.errors import BadRequest, LostRace, NotAllowedNow
from comity.operations.answer_redress import AnswerRedress, answer_redress
from comity.operations.permits import may
from comity.operations.print_letter import LANGUAGES, PrintLetter, print_letter
from comity.operations.record_redress import RecordRedress, record_redress
from comity.operations.show_redress import RedressShown, ShowRedress, show_redress
from comity.web.frame import render
from comity.web.refusal import told
from comity.web.typed import line, text, whole
from comity.web.visit import Visit

REFUSALS = (BadRequest, NotAllowedNow, LostRace)


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request."""

    id: int
    alert: int
    applicant: str
    state: str
    received_at: datetime
    due_at: datetime
    late: bool


@dataclass(frozen=True, slots=True)
class RedressPage:
    """Open requests, or all; of one alert with a form for another."""

    rows: tuple[RequestRow, ...]
    all: bool
    alert: int | None
    may_record: bool
    refusal: str


@dataclass(frozen=True, slots=True)
class RequestPage:
    """One request."""

    row: RequestRow
    version: int
    statement: str
    by: str
    alert_state: str
    decided: bool
    answer: str
    answered_at: datetime | None
    answered_by: str
    languages: tuple[str, ...]
    language: str
    may_answer: bool
    refusal: str


def page(visit: Visit) -> HttpResponse:
    """Show open requests, or all."""
    everything = visit.request.GET.get("all") == "1"
    shown = show_redress(ShowRedress(only_open=not everything), actor=visit.actor, now=visit.now)
    rows = _rows(shown, visit.now)
    return render(visit, "redress", RedressPage(rows, everything, alert=None, may_record=False, refusal=""))


def of_alert(visit: Visit, alert: int) -> HttpResponse:
    """Show the requests about an alert; what is sent records one."""
    refusal = ""
    if visit.request.method == "POST":
        order = RecordRedress(AlertId(alert), line(visit.request, "applicant"), text(visit.request, "statement"))
        try:
            made = record_redress(order, actor=visit.actor, now=visit.now)
        except REFUSALS as refused:
            refusal = told(refused)
        else:
            messages.success(visit.request, _("Recorded."))
            return redirect("redress-one", redress=made.id)
    shown = show_redress(ShowRedress(alert=AlertId(alert)), actor=visit.actor, now=visit.now)
    record = may(visit.actor, "redress.record")
    made_page = RedressPage(_rows(shown, visit.now), all=True, alert=alert, may_record=record, refusal=refusal)
    return render(visit, "redress", made_page, status=409 if refusal else 200)


def one(visit: Visit, redress: int) -> HttpResponse:
    """Show one request."""
    return _show(visit, redress)


def answer(visit: Visit, redress: int) -> HttpResponse:
    """Answer the person."""
    order = AnswerRedress(RedressId(redress), whole(visit.request, "version") or 0, text(visit.request, "text"))
    try:
        answer_redress(order, actor=visit.actor, now=visit.now)
    except REFUSALS as refused:
        return _show(visit, redress, told(refused))
    messages.success(visit.request, _("Answered. Print the letter now."))
    return redirect("redress-one", redress=redress)


def letter(visit: Visit, redress: int) -> HttpResponse:
    """The letter as PDF."""
    try:
        order = PrintLetter(RedressId(redress), runtime.institution(), line(visit.request, "language"))
        file = print_letter(order, actor=visit.actor, now=visit.now)
    except REFUSALS as refused:
        return _show(visit, redress, told(refused))
    answer = HttpResponse(file.content, content_type=file.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return answer


def _show(visit: Visit, redress: int, refusal: str = "") -> HttpResponse:
    shown = show_redress(ShowRedress(redress=RedressId(redress)), actor=visit.actor, now=visit.now)
    it = shown.requests[0]
    state = shown.states.get(it.alert)
    language = get_language() or "en"
    made = RequestPage(
        row=_row(it, visit.now),
        version=it.version,
        statement=it.statement,
        by=shown.officers.get(it.recorded_by, ""),
        alert_state="" if state is None else state.value,
        decided=state in ANSWERS,
        answer=it.answer,
        answered_at=it.answered_at,
        answered_by="" if it.answered_by is None else shown.officers.get(it.answered_by, ""),
        languages=LANGUAGES,
        language=language if language in LANGUAGES else LANGUAGES[0],
        may_answer=may(visit.actor, "redress.answer"),
        refusal=refusal,
    )
    return render(visit, "request", made, status=409 if refusal else 200)


def _rows(shown: RedressShown, now: datetime) -> tuple[RequestRow, ...]:
    return tuple(_row(each, now) for each in shown.requests)


def _row(it: Redress, now: datetime) -> RequestRow:
    late = it.state is RedressState.OPEN and it.due_at <= now
    return RequestRow(it.id or 0, it.alert, it.applicant, it.state.value, it.received_at, it.due_at, late)
