"""The queue: which alerts are to be worked, in which order, and what is done to many at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from comity import runtime
from comity.cases.alert import WORK, AlertState
from comity.cases.ids import AlertId
from comity.cases.queue import Counts, Line, Order, Wanted
from comity.matching.scorecard import DEFAULT_SCORECARD
from comity.model.designation import ListId
from comity.model.errors import BadRequest
from comity.model.officer import OfficerId
from comity.operations.assign_alerts import AssignAlerts, Assigned, assign_alerts
from comity.operations.list_alerts import CountAlerts, ListAlerts, count_alerts, list_alerts
from comity.operations.list_officers import case_workers
from comity.operations.permits import may
from comity.operations.take_alerts import HandBackAlerts, TakeAlerts, hand_back_alerts, take_alerts
from comity.store.officers import names
from comity.web.charts import score_meter
from comity.web.clock_words import until
from comity.web.frame import render
from comity.web.refusal import told
from comity.web.typed import chosen, destination, line, whole
from comity.web.visit import Visit

TABS = ("work", "mine", "unassigned", "proposed", "overdue", "escalated", "closed")
SIZE = 50


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One alert of the queue."""

    id: int
    name: str
    subject: str
    portfolio: str
    resembles: str
    more: int
    lists: tuple[str, ...]
    state: str
    score: str
    meter: Markup
    due: str
    due_at: datetime
    overdue: bool
    open: bool
    assignee: str
    escalated: bool


@dataclass(frozen=True, slots=True)
class Tab:
    """One view of the queue; `count` None where it is not counted."""

    name: str
    label: str
    address: str
    count: int | None
    current: bool


@dataclass(frozen=True, slots=True)
class QueuePage:
    """All that the page prints."""

    tabs: tuple[Tab, ...]
    tab: str
    lines: tuple[QueueLine, ...]
    total: int
    next: str
    first: str
    here: str
    order: str
    orders: tuple[tuple[str, str], ...]
    list: str
    lists: tuple[str, ...]
    text: str
    workers: tuple[tuple[int, str], ...]
    may_take: bool
    may_assign: bool


def page(visit: Visit) -> HttpResponse:
    """Show the queue, as it was asked for."""
    asked = visit.request.GET
    tab = asked.get("tab", "work") if asked.get("tab") in TABS else "work"
    order = _order(asked.get("order", ""))
    wanted = _wanted(visit, tab, asked)
    found = list_alerts(ListAlerts(wanted, order, asked.get("after") or None, SIZE), actor=visit.actor, now=visit.now)
    counts = count_alerts(CountAlerts(), actor=visit.actor, now=visit.now)
    officers = names()
    kept = {name: asked.get(name, "") for name in ("tab", "order", "list", "text") if asked.get(name)}
    shown = QueuePage(
        tabs=_tabs(counts, tab),
        tab=tab,
        lines=tuple(_line(each, officers, visit) for each in found.lines),
        total=found.total,
        next=_address({**kept, "after": found.next}) if found.next else "",
        first=_address(kept) if asked.get("after") else "",
        here=visit.request.get_full_path(),
        order=order.value,
        orders=(
            (Order.DUE.value, _("due first")),
            (Order.SCORE.value, _("highest score")),
            (Order.AGE.value, _("oldest")),
            (Order.NEWEST.value, _("newest")),
        ),
        list=asked.get("list", ""),
        lists=runtime.edition_store().list_ids(),
        text=asked.get("text", ""),
        workers=case_workers() if may(visit.actor, "alerts.assign") else (),
        may_take=may(visit.actor, "alerts.take"),
        may_assign=may(visit.actor, "alerts.assign"),
    )
    return render(visit, "alerts", shown)


def many(visit: Visit) -> HttpResponse:
    """Take, hand back or assign the alerts that were ticked."""
    request = visit.request
    back = destination(request, reverse("alerts"))
    ids = tuple(AlertId(int(each)) for each in chosen(request, "alerts") if each.isdecimal())
    if not ids:
        messages.error(request, _("No alert was ticked."))
        return redirect(back)
    try:
        done = _carried_out(visit, line(request, "act"), ids)
    except BadRequest as refused:
        messages.error(request, told(refused))
        return redirect(back)
    count = len(done.done)
    messages.success(
        request, ngettext("%(count)d alert changed hands.", "%(count)d alerts changed hands.", count) % {"count": count}
    )
    for alert, why in done.left[:5]:
        messages.warning(request, f"alert/{alert}: {why}")
    return redirect(back)


def _carried_out(visit: Visit, act: str, ids: tuple[AlertId, ...]) -> Assigned:
    if act == "take":
        return take_alerts(TakeAlerts(ids), actor=visit.actor, now=visit.now)
    if act == "hand-back":
        return hand_back_alerts(HandBackAlerts(ids), actor=visit.actor, now=visit.now)
    if act == "assign":
        officer = whole(visit.request, "officer")
        order = AssignAlerts(ids, None if officer is None else OfficerId(officer))
        return assign_alerts(order, actor=visit.actor, now=visit.now)
    raise BadRequest(f"{act!r} is nothing that can be done to alerts; choose a button")


def _order(said: str) -> Order:
    try:
        return Order(said)
    except ValueError:
        return Order.DUE


def _wanted(visit: Visit, tab: str, asked: QueryDict) -> Wanted:
    states: frozenset[AlertState] = frozenset()
    if tab == "proposed":
        states = frozenset({AlertState.PROPOSED})
    elif tab == "closed":
        states = frozenset(AlertState) - WORK
    return Wanted(
        states=states,
        assignee=visit.actor.officer if tab == "mine" else None,
        unassigned=tab == "unassigned",
        escalated=tab == "escalated",
        overdue_at=visit.now if tab == "overdue" else None,
        list=ListId(asked.get("list", "")) if asked.get("list") else None,
        text=asked.get("text", "")[:200],
        not_proposed_by=visit.actor.officer if tab == "proposed" else None,
    )


def _tabs(counts: Counts, current: str) -> tuple[Tab, ...]:
    states = dict(counts.by_state)
    work = sum(states.get(state, 0) for state in WORK)
    rows = (
        ("work", _("All work"), work),
        ("mine", _("Mine"), counts.mine),
        ("unassigned", _("Nobody’s"), counts.unassigned),
        ("proposed", _("To be confirmed"), None),
        ("overdue", _("Overdue"), counts.overdue),
        ("escalated", _("For a supervisor"), counts.escalated),
        ("closed", _("Closed"), None),
    )
    return tuple(Tab(name, label, _address({"tab": name}), count, name == current) for name, label, count in rows)


def _address(parts: Mapping[str, str | None]) -> str:
    query = QueryDict(mutable=True)
    query.update({name: value for name, value in parts.items() if value is not None})
    return f"{reverse('alerts')}?{query.urlencode()}" if parts else reverse("alerts")


def _line(each: Line, officers: dict[OfficerId, str], visit: Visit) -> QueueLine:
    best = each.listed[0] if each.listed else None
    return QueueLine(
        id=each.id,
        name=each.name,
        subject=each.subject,
        portfolio=each.portfolio,
        resembles="" if best is None else best.name,
        more=max(each.hits - 1, 0),
        lists=tuple(dict.fromkeys(hit.list for hit in each.listed)),
        state=each.state.value,
        score=f"{each.score:.2f}",
        meter=score_meter(each.score, DEFAULT_SCORECARD.threshold),
        due=until(each.due_at, visit.now) if each.state in WORK else "",
        due_at=each.due_at,
        overdue=each.is_overdue(visit.now),
        open=each.state in WORK,
        assignee="" if each.assignee is None else officers.get(each.assignee, ""),
        escalated=each.escalated,
    )
