"""Alerts: the queue, one alert, and what officers do with it."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from comity import runtime
from comity.api.answer import answer
from comity.api.door import charge
from comity.api.native import answers
from comity.api.native.documented import answers as answered_with
from comity.api.native.payloads import (
    AlertsIn,
    AssignIn,
    EscalateIn,
    Id,
    NoteIn,
    OpenIn,
    ProposalIn,
    ReopenIn,
    SecondIn,
)
from comity.api.native.screening import subject_of
from comity.api.native.shapes import AlertOut, AlertPage, AssignedOut, CountsOut, JudgedOut, NoteOut, OpenedOut
from comity.api.native.way import caller_in
from comity.cases.alert import AlertState
from comity.cases.disposition import Judgement
from comity.cases.ids import AlertId, AttachmentId, CaseId, DispositionId, HitId, RunId
from comity.cases.queue import Order, Wanted
from comity.cases.run import AlertRun, check_portfolio, check_run
from comity.model.designation import ListId
from comity.model.officer import Door, OfficerId
from comity.operations.add_note import NoteOnAlert, add_note
from comity.operations.assign_alerts import AssignAlerts, assign_alerts
from comity.operations.confirm_disposition import ConfirmDisposition, confirm_disposition
from comity.operations.escalate_alert import EscalateAlert, escalate_alert
from comity.operations.gate import admit
from comity.operations.list_alerts import CountAlerts, ListAlerts, count_alerts, list_alerts
from comity.operations.open_alerts import OpenAlerts, open_alerts
from comity.operations.propose_disposition import ProposeDisposition, propose_disposition
from comity.operations.refuse_disposition import RefuseDisposition, refuse_disposition
from comity.operations.reopen_hits import ReopenHits, reopen_hits
from comity.operations.screen_subjects import ScreenSubjects, screen_subjects
from comity.operations.screening import Finding
from comity.operations.show_alert import ShowAlert, show_alert
from comity.operations.take_alerts import HandBackAlerts, TakeAlerts, hand_back_alerts, take_alerts
from comity.operations.withdraw_disposition import WithdrawDisposition, withdraw_disposition

router = Router(tags=["alerts"])


@router.get("/alerts", response=answered_with(AlertPage), summary="The queue, a page at a time")
def queue(  # noqa: PLR0913 what can be asked of the queue
    request: HttpRequest,
    state: Annotated[list[AlertState], Query()] = [],  # noqa: B006 ninja copies it
    order: Order = Order.DUE,
    after: Annotated[str | None, Query(max_length=200)] = None,
    size: Annotated[int, Query(ge=1, le=500)] = 50,
    assignee: Id | None = None,
    unassigned: bool = False,
    escalated: bool = False,
    overdue: bool = False,
    portfolio: Annotated[str | None, Query(max_length=60)] = None,
    run: Annotated[str | None, Query(max_length=100)] = None,
    list: Annotated[str | None, Query(max_length=40)] = None,
    case: Id | None = None,
) -> HttpResponse:
    """Alerts in which somebody has something to do; with `state` those in other states too."""
    now = runtime.now()
    wanted = Wanted(
        states=frozenset(state),
        assignee=None if assignee is None else OfficerId(assignee),
        unassigned=unassigned,
        list=None if list is None else ListId(list),
        portfolio=portfolio,
        run=None if run is None else RunId(run),
        case=None if case is None else CaseId(case),
        escalated=escalated,
        overdue_at=now if overdue else None,
    )
    page = list_alerts(ListAlerts(wanted, order, after, size), actor=caller_in(request).actor, now=now)
    lines = [answers.line(each, now) for each in page.lines]
    return answer({"alerts": lines, "next": page.next, "total": page.total})


@router.post("/alerts", response=answered_with(OpenedOut), summary="Screen subjects and open alerts from their hits")
def open_from(request: HttpRequest, asked: OpenIn) -> HttpResponse:
    """One alert a subject; where it has an open one, that is updated. Pairs that were judged stay silent."""
    caller = caller_in(request)
    now = runtime.now()
    admit("alerts.open", asked, actor=caller.actor, now=now)
    if len(asked.subjects) > 1:
        charge(caller, len(asked.subjects) - 1)
    run = AlertRun(check_run(asked.run), check_portfolio(asked.portfolio), Door.API, caller.actor.name, now)
    subjects = [subject_of(each) for each in asked.subjects]
    order = ScreenSubjects(subjects)
    found = screen_subjects(order, actor=caller.actor, now=now, screeners=runtime.standing_screener())
    findings = tuple(Finding(each.hit, each.subject, each.designation) for hits in found.found for each in hits)
    opened = open_alerts(OpenAlerts(run, findings, found.editions), actor=caller.actor, now=now)
    return answer(
        {"opened": opened.opened, "updated": opened.updated, "unchanged": opened.unchanged, "silent": opened.silent}
    )


@router.get("/alerts/counts", response=answered_with(CountsOut), summary="How much work there is")
def counts(request: HttpRequest) -> HttpResponse:
    """Counts over all alerts, and those of the officer who asks."""
    return answer(answers.counts(count_alerts(CountAlerts(), actor=caller_in(request).actor, now=runtime.now())))


@router.get("/alerts/{int:alert}", response=answered_with(AlertOut), summary="One alert, with all to judge it by")
def show(request: HttpRequest, alert: Id) -> HttpResponse:
    """The alert, its hits with their reasons and listings, its judgements and notes."""
    found = show_alert(ShowAlert(AlertId(alert)), actor=caller_in(request).actor, now=runtime.now())
    return answer(answers.shown(found))


@router.post("/alerts/take", response=answered_with(AssignedOut), summary="Take alerts of nobody")
def take(request: HttpRequest, asked: AlertsIn) -> HttpResponse:
    """The officer behind the token works on them."""
    done = take_alerts(TakeAlerts(_alerts(asked)), actor=caller_in(request).actor, now=runtime.now())
    return answer(answers.assigned(done))


@router.post("/alerts/hand-back", response=answered_with(AssignedOut), summary="Hand back one's own alerts")
def hand_back(request: HttpRequest, asked: AlertsIn) -> HttpResponse:
    """They are nobody's again."""
    done = hand_back_alerts(HandBackAlerts(_alerts(asked)), actor=caller_in(request).actor, now=runtime.now())
    return answer(answers.assigned(done))


@router.post("/alerts/assign", response=answered_with(AssignedOut), summary="Assign alerts to an officer")
def assign(request: HttpRequest, asked: AssignIn) -> HttpResponse:
    """The officer works on them; nobody, if null."""
    assignee = None if asked.assignee is None else OfficerId(asked.assignee)
    order = AssignAlerts(_alerts(asked), assignee)
    return answer(answers.assigned(assign_alerts(order, actor=caller_in(request).actor, now=runtime.now())))


@router.post("/alerts/{int:alert}/escalate", response=answered_with(AlertOut), summary="Ask for a supervisor")
def escalate(request: HttpRequest, alert: Id, asked: EscalateIn) -> HttpResponse:
    """A supervisor shall look at it."""
    order = EscalateAlert(AlertId(alert), asked.version, asked.reason)
    return answer(answers.alert(escalate_alert(order, actor=caller_in(request).actor, now=runtime.now())))


@router.post("/alerts/{int:alert}/notes", response=answered_with(NoteOut), summary="Add a note")
def note(request: HttpRequest, alert: Id, asked: NoteIn) -> HttpResponse:
    """Notes are added, never changed."""
    made = add_note(NoteOnAlert(AlertId(alert), asked.text), actor=caller_in(request).actor, now=runtime.now())
    return answer(answers.note(made))


@router.post("/alerts/{int:alert}/proposals", response=answered_with(JudgedOut), summary="Judge hits of an alert")
def propose(request: HttpRequest, alert: Id, asked: ProposalIn) -> HttpResponse:
    """What is not inconclusive waits for a second officer. Needs the officer's one-time code."""
    judgement = Judgement(
        asked.outcome,
        tuple(asked.reasons),
        asked.text,
        tuple(asked.evidence),
        tuple(AttachmentId(each) for each in asked.attachments),
    )
    hits = tuple(HitId(each) for each in asked.hits)
    order = ProposeDisposition(AlertId(alert), asked.version, hits, judgement)
    return answer(answers.judged(propose_disposition(order, actor=caller_in(request).actor, now=runtime.now())))


@router.post("/alerts/{int:alert}/reopen", response=answered_with(AlertOut), summary="Look at judged hits again")
def reopen(request: HttpRequest, alert: Id, asked: ReopenIn) -> HttpResponse:
    """The judgement ends, and the hits are unjudged. Needs the officer's one-time code."""
    hits = tuple(HitId(each) for each in asked.hits)
    order = ReopenHits(AlertId(alert), asked.version, hits, asked.reason)
    return answer(answers.alert(reopen_hits(order, actor=caller_in(request).actor, now=runtime.now())))


@router.post("/proposals/{int:proposal}/confirm", response=answered_with(JudgedOut), summary="Confirm as the second")
def confirm(request: HttpRequest, proposal: Id, asked: SecondIn) -> HttpResponse:
    """Never one's own proposal (four eyes). Needs the officer's one-time code."""
    order = ConfirmDisposition(DispositionId(proposal), asked.version, asked.text)
    return answer(answers.judged(confirm_disposition(order, actor=caller_in(request).actor, now=runtime.now())))


@router.post("/proposals/{int:proposal}/refuse", response=answered_with(JudgedOut), summary="Refuse as second officer")
def refuse(request: HttpRequest, proposal: Id, asked: SecondIn) -> HttpResponse:
    """With reasons. Needs the officer's one-time code."""
    order = RefuseDisposition(DispositionId(proposal), asked.version, asked.text)
    return answer(answers.judged(refuse_disposition(order, actor=caller_in(request).actor, now=runtime.now())))


@router.post("/proposals/{int:proposal}/withdraw", response=answered_with(JudgedOut), summary="Withdraw one's proposal")
def withdraw(request: HttpRequest, proposal: Id, asked: SecondIn) -> HttpResponse:
    """Before anybody confirmed it. Needs the officer's one-time code."""
    order = WithdrawDisposition(DispositionId(proposal), asked.version, asked.text)
    return answer(answers.judged(withdraw_disposition(order, actor=caller_in(request).actor, now=runtime.now())))


def _alerts(asked: AlertsIn) -> tuple[AlertId, ...]:
    return tuple(AlertId(each) for each in dict.fromkeys(asked.alerts))
