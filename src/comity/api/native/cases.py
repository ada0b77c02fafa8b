"""Cases, and the measures that follow from them."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from comity import runtime
from comity.api.answer import answer
from comity.api.native import answers
from comity.api.native.documented import answers as answered_with
from comity.api.native.payloads import CaseIn, Id, JoinIn, NoteIn
from comity.api.native.shapes import CaseOut, MeasureOut, NoteOut
from comity.api.native.way import caller_in
from comity.cases.ids import AlertId, CaseId, MeasureId
from comity.operations.add_note import NoteOnCase, add_note
from comity.operations.join_alerts import JoinAlerts, OpenCase, TakeOut, join_alerts, open_case, take_out
from comity.operations.show_case import ListCases, ShowCase, list_cases, show_case
from comity.operations.show_measure import ShowMeasure, show_measure
from comity.operations.show_measures import ShowMeasures, show_measures

router = Router(tags=["cases"])
Most = Annotated[int, Query(ge=1, le=500)]


@router.get("/cases", response=answered_with(list[CaseOut]), summary="The newest cases")
def newest(request: HttpRequest, size: Most = 100) -> HttpResponse:
    """Newest first."""
    found = list_cases(ListCases(size), actor=caller_in(request).actor, now=runtime.now())
    return answer([answers.case(each) for each in found])


@router.get("/cases/{int:case}", response=answered_with(CaseOut), summary="One case")
def show(request: HttpRequest, case: Id) -> HttpResponse:
    """The case and the alerts in it."""
    found = show_case(ShowCase(CaseId(case)), actor=caller_in(request).actor, now=runtime.now())
    return answer(answers.case(found.case))


@router.post("/cases", response=answered_with(CaseOut), summary="Join alerts into a new case")
def begin(request: HttpRequest, asked: CaseIn) -> HttpResponse:
    """Alerts that are investigated together."""
    order = OpenCase(asked.title, tuple(AlertId(each) for each in asked.alerts))
    return answer(answers.case(open_case(order, actor=caller_in(request).actor, now=runtime.now())))


@router.post("/cases/{int:case}/join", response=answered_with(CaseOut), summary="Put alerts into a case")
def join(request: HttpRequest, case: Id, asked: JoinIn) -> HttpResponse:
    """They belong to it from now on."""
    order = JoinAlerts(CaseId(case), asked.version, tuple(AlertId(each) for each in asked.alerts))
    return answer(answers.case(join_alerts(order, actor=caller_in(request).actor, now=runtime.now())))


@router.post("/cases/{int:case}/take-out", response=answered_with(CaseOut), summary="Take alerts out of a case")
def leave(request: HttpRequest, case: Id, asked: JoinIn) -> HttpResponse:
    """They stand alone again."""
    order = TakeOut(CaseId(case), asked.version, tuple(AlertId(each) for each in asked.alerts))
    return answer(answers.case(take_out(order, actor=caller_in(request).actor, now=runtime.now())))


@router.post("/cases/{int:case}/notes", response=answered_with(NoteOut), summary="Add a note to a case")
def note(request: HttpRequest, case: Id, asked: NoteIn) -> HttpResponse:
    """Notes are added, never changed."""
    made = add_note(NoteOnCase(CaseId(case), asked.text), actor=caller_in(request).actor, now=runtime.now())
    return answer(answers.note(made))


@router.get("/measures", response=answered_with(list[MeasureOut]), summary="Freezes and holds, newest first")
def measures(request: HttpRequest, binding: bool = True, before: Id | None = None, size: Most = 100) -> HttpResponse:
    """What is out of reach now; with `binding=false` what was, too."""
    order = ShowMeasures(only_binding=binding, before=before, limit=size)
    found = show_measures(order, actor=caller_in(request).actor, now=runtime.now())
    return answer([answers.measure(each.measure) for each in found.rows])


@router.get("/measures/{int:measure}", response=answered_with(MeasureOut), summary="One freeze or hold")
def measure(request: HttpRequest, measure: Id) -> HttpResponse:
    """The measure."""
    found = show_measure(ShowMeasure(MeasureId(measure)), actor=caller_in(request).actor, now=runtime.now())
    return answer(answers.measure(found.measure))
