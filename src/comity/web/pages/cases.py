"""Cases: alerts that are investigated together."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from comity.cases.ids import AlertId, CaseId
from comity.model.errors import BadRequest, LostRace, NotFound
from comity.operations.add_note import NoteOnCase, add_note
from comity.operations.join_alerts import JoinAlerts, TakeOut, join_alerts, take_out
from comity.operations.permits import may
from comity.operations.show_case import ListCases, ShowCase, list_cases, show_case
from comity.store.officers import names
from comity.web.frame import render
from comity.web.pages.alert import NoteShown
from comity.web.refusal import told
from comity.web.typed import text, whole
from comity.web.visit import Visit


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in the table."""

    id: int
    title: str
    by: str
    at: datetime
    alerts: int


@dataclass(frozen=True, slots=True)
class CasesPage:
    """The newest cases."""

    cases: tuple[CaseRow, ...]


@dataclass(frozen=True, slots=True)
class CaseAlert:
    """One alert of a case."""

    id: int
    name: str
    subject: str
    resembles: str
    score: str
    state: str


@dataclass(frozen=True, slots=True)
class CasePage:
    """One case."""

    id: int
    version: int
    title: str
    by: str
    at: datetime
    alerts: tuple[CaseAlert, ...]
    notes: tuple[NoteShown, ...]
    may_join: bool
    may_note: bool
    refusal: str


def page(visit: Visit) -> HttpResponse:
    """Show the newest cases."""
    officers = names()
    found = list_cases(ListCases(), actor=visit.actor, now=visit.now)
    rows = tuple(
        CaseRow(each.id, each.title, officers.get(each.opened_by, ""), each.opened_at, len(each.alerts))
        for each in found
    )
    return render(visit, "cases", CasesPage(rows))


def one(visit: Visit, case: int) -> HttpResponse:
    """Show one case."""
    return _show(visit, case)


def join(visit: Visit, case: int) -> HttpResponse:
    """Add an alert, or take one out."""
    added, removed = whole(visit.request, "add"), whole(visit.request, "remove")
    version = whole(visit.request, "version") or 0
    try:
        if removed is not None:
            take_out(TakeOut(CaseId(case), version, (AlertId(removed),)), actor=visit.actor, now=visit.now)
        elif added is not None:
            join_alerts(JoinAlerts(CaseId(case), version, (AlertId(added),)), actor=visit.actor, now=visit.now)
        else:
            raise BadRequest(_("Write the number of an alert."))
    except (BadRequest, LostRace, NotFound) as refused:
        return _show(visit, case, told(refused))
    messages.success(visit.request, _("The case was changed."))
    return redirect("cases-one", case=case)


def note(visit: Visit, case: int) -> HttpResponse:
    """Write a note on the case."""
    try:
        add_note(NoteOnCase(CaseId(case), text(visit.request, "note")), actor=visit.actor, now=visit.now)
    except BadRequest as refused:
        return _show(visit, case, told(refused))
    messages.success(visit.request, _("The note was added."))
    return redirect("cases-one", case=case)


def _show(visit: Visit, case: int, refusal: str = "") -> HttpResponse:
    shown = show_case(ShowCase(CaseId(case)), actor=visit.actor, now=visit.now)
    page = CasePage(
        id=shown.case.id,
        version=shown.case.version,
        title=shown.case.title,
        by=shown.officers.get(shown.case.opened_by, ""),
        at=shown.case.opened_at,
        alerts=tuple(
            CaseAlert(
                each.id,
                each.name,
                each.subject,
                each.listed[0].name if each.listed else "",
                f"{each.score:.2f}",
                each.state.value,
            )
            for each in shown.alerts
        ),
        notes=tuple(NoteShown(shown.officers.get(each.by, ""), each.at, each.text) for each in shown.notes),
        may_join=may(visit.actor, "cases.join"),
        may_note=may(visit.actor, "alerts.note"),
        refusal=refusal,
    )
    return render(visit, "case", page, status=409 if refusal else 200)
