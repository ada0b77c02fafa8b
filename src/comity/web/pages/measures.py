"""Measures: what is out of reach, what must be released, and what officers do about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from comity.cases.alert import Alert, HitState
from comity.cases.ids import AlertId, HitId, MeasureId
from comity.cases.measure import (
    Asset,
    AssetKind,
    ExemptionBasis,
    ExemptionRecord,
    ExemptionState,
    Measure,
    MeasureKind,
    MeasureState,
    is_overdue,
)
from comity.cases.measuring import Wanted
from comity.cases.release_task import ReleaseTask
from comity.cases.reports import FORMS
from comity.model.errors import BadRequest, LostRace, NotAllowedNow
from comity.model.money import Money, money
from comity.model.officer import OfficerId
from comity.operations.hold_property import HoldProperty, hold_property
from comity.operations.permits import may
from comity.operations.propose_freeze import ProposeFreeze, propose_freeze
from comity.operations.show_alert import ShowAlert, show_alert
from comity.operations.show_measure import MeasureShown, ShowMeasure, show_measure
from comity.operations.show_measures import ShowMeasures, show_measures
from comity.operations.write_report import GOAML
from comity.store import measures as stored
from comity.web.frame import render
from comity.web.refusal import told
from comity.web.typed import line, text, whole
from comity.web.visit import Visit

REFUSALS = (BadRequest, NotAllowedNow, LostRace)


@dataclass(frozen=True, slots=True)
class TaskShown:
    """A measure that lost its ground."""

    measure: int
    name: str
    cause: str
    listing: str
    due_at: datetime
    overdue: bool


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One measure in a table."""

    id: int
    name: str
    kind: str
    state: str
    asset: str
    value: str
    listing: str
    since: datetime
    tasks: tuple[str, ...]
    late: bool


@dataclass(frozen=True, slots=True)
class MeasuresPage:
    """Measures, tasks to release, alerts with a true match on which nothing was frozen."""

    rows: tuple[MeasureLine, ...]
    tasks: tuple[TaskShown, ...]
    without: tuple[tuple[int, str], ...]
    all: bool
    next: int | None


@dataclass(frozen=True, slots=True)
class TurnShown:
    """One step of a measure."""

    step: str
    by: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class ExemptionShown:
    """Something that may pass, or waits to."""

    id: int
    basis: str
    state: str
    amount: str
    recipient: str
    purpose: str
    authorisation: str
    by: str
    at: datetime
    second: str
    second_text: str
    may_answer: bool


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report on the measure."""

    id: int
    form: str
    reference: str
    state: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """One measure and what can be done about it."""

    id: int
    version: int
    alert: int
    name: str
    kind: str
    state: str
    asset: tuple[tuple[str, str], ...]
    basis: tuple[tuple[str, str], ...]
    since: datetime
    until: datetime | None
    ended_at: datetime | None
    late: bool
    tasks: tuple[TaskShown, ...]
    history: tuple[TurnShown, ...]
    exemptions: tuple[ExemptionShown, ...]
    reports: tuple[ReportLine, ...]
    forms: tuple[tuple[str, str], ...]
    bases: tuple[str, ...]
    own: bool
    may: frozenset[str]
    refusal: str


@dataclass(frozen=True, slots=True)
class HitChoice:
    """A hit that a measure can rest on."""

    id: int
    listing: str
    name: str
    state: str


@dataclass(frozen=True, slots=True)
class AlertMeasuresPage:
    """The measures of an alert, and the forms for new ones."""

    alert: int
    version: int
    name: str
    rows: tuple[MeasureLine, ...]
    matches: tuple[HitChoice, ...]
    hits: tuple[HitChoice, ...]
    kinds: tuple[str, ...]
    may_freeze: bool
    may_hold: bool
    refusal: str


def page(visit: Visit) -> HttpResponse:
    """Show measures that bind, or all."""
    everything = visit.request.GET.get("all") == "1"
    before = visit.request.GET.get("before", "")
    order = ShowMeasures(not everything, int(before) if before.isdecimal() and len(before) < 19 else None)
    shown = show_measures(order, actor=visit.actor, now=visit.now)
    rows = tuple(_line(each.measure, each.name, each.tasks, visit.now) for each in shown.rows)
    more = rows[-1].id if len(rows) == order.limit else None
    tasks = tuple(_task(task, shown.to_release[task.measure], visit.now) for task in shown.tasks)
    without = tuple((alert, shown.unfrozen[alert]) for alert in shown.without)
    return render(visit, "measures", MeasuresPage(rows, tasks, without, everything, more))


def one(visit: Visit, measure: int) -> HttpResponse:
    """Show one measure."""
    return show(visit, measure)


def of_alert(visit: Visit, alert: int) -> HttpResponse:
    """Show the measures of an alert; what is sent freezes or holds."""
    if visit.request.method != "POST":
        return _alert(visit, alert)
    freezing = line(visit.request, "kind") == MeasureKind.FREEZE.value
    try:
        wanted = _wanted(visit)
        made = (
            propose_freeze(
                ProposeFreeze(AlertId(alert), whole(visit.request, "version") or 0, wanted),
                actor=visit.actor,
                now=visit.now,
            )
            if freezing
            else hold_property(HoldProperty(AlertId(alert), wanted), actor=visit.actor, now=visit.now)
        )
    except REFUSALS as refused:
        return _alert(visit, alert, told(refused))
    done = _("Proposed, and out of reach from now on. A second officer must confirm it.") if freezing else _("Held.")
    messages.success(visit.request, done)
    return redirect("measures-one", measure=made.id)


def show(visit: Visit, measure: int, *, refusal: str = "") -> HttpResponse:
    """The page of one measure; with a refusal where something could not be done."""
    shown = show_measure(ShowMeasure(MeasureId(measure)), actor=visit.actor, now=visit.now)
    return render(visit, "measure", _page(visit, shown, refusal), status=409 if refusal else 200)


def _alert(visit: Visit, alert: int, refusal: str = "") -> HttpResponse:
    shown = show_alert(ShowAlert(AlertId(alert)), actor=visit.actor, now=visit.now).alert
    name = shown.subject.names[0]
    taken = stored.of_alert(AlertId(alert))
    page = AlertMeasuresPage(
        alert=alert,
        version=shown.version,
        name=name,
        rows=tuple(_line(each, name, (), visit.now) for each in taken),
        matches=_choices(shown, only_matches=True),
        hits=_choices(shown, only_matches=False),
        kinds=tuple(kind.value for kind in AssetKind),
        may_freeze=may(visit.actor, "measures.propose"),
        may_hold=may(visit.actor, "measures.hold"),
        refusal=refusal,
    )
    return render(visit, "alert_measures", page, status=409 if refusal else 200)


def _choices(alert: Alert, *, only_matches: bool) -> tuple[HitChoice, ...]:
    return tuple(
        HitChoice(hit.id, str(hit.listing), hit.hit.listed_name, hit.state.value)
        for hit in alert.hits
        if hit.id is not None and (hit.state is HitState.TRUE_MATCH or not only_matches)
    )


def _wanted(visit: Visit) -> Wanted:
    request = visit.request
    hit = whole(request, "hit")
    if hit is None:
        raise BadRequest(_("Choose the hit that the measure rests on."))
    try:
        kind = AssetKind(line(request, "asset"))
    except ValueError as error:
        raise BadRequest(_("Choose what kind of property it is.")) from error
    joint = tuple(filter(None, (each.strip() for each in text(request, "joint").split("\n"))))
    asset = Asset(
        kind, line(request, "description"), line(request, "number"), line(request, "holder"), typed_money(visit), joint
    )
    return Wanted(HitId(hit), asset, text(request, "why"))


def typed_money(visit: Visit) -> Money | None:
    amount = line(visit.request, "amount")
    return money(amount, line(visit.request, "currency")) if amount else None


def _line(measure: Measure, name: str, tasks: tuple[ReleaseTask, ...], now: datetime) -> MeasureLine:
    return MeasureLine(
        id=measure.id or 0,
        name=name,
        kind=measure.kind.value,
        state=measure.state.value,
        asset=measure.asset.description,
        value="" if measure.asset.value is None else str(measure.asset.value),
        listing=str(measure.basis.listing),
        since=measure.since,
        tasks=tuple(task.cause.value for task in tasks),
        late=is_overdue(measure, now),
    )


def _task(task: ReleaseTask, name: str, now: datetime) -> TaskShown:
    return TaskShown(task.measure, name, task.cause.value, str(task.listing), task.due_at, task.due_at <= now)


def _form_title(form_id: str) -> str:
    return next((gettext(form.title) for form in FORMS if form.id == form_id), "goAML")


def _page(visit: Visit, shown: MeasureShown, refusal: str) -> MeasurePage:
    it, officers = shown.measure, shown.officers
    return MeasurePage(
        id=it.id or 0,
        version=it.version,
        alert=it.alert,
        name=shown.alert.subject.names[0],
        kind=it.kind.value,
        state=it.state.value,
        asset=_property(it.asset),
        basis=(
            (_("Listing"), str(it.basis.listing)),
            (_("Authority"), it.basis.authority),
            (_("Legal basis"), it.basis.legal_basis),
            (_("Edition"), it.basis.edition[:12]),
        ),
        since=it.since,
        until=it.until,
        ended_at=it.ended_at,
        late=is_overdue(it, visit.now),
        tasks=tuple(
            _task(task, shown.alert.subject.names[0], visit.now) for task in shown.tasks if task.closed_at is None
        ),
        history=tuple(TurnShown(turn.step, officers.get(turn.by, ""), turn.at, turn.text) for turn in it.history),
        exemptions=tuple(_exemption(each, officers, visit) for each in it.exemptions),
        reports=tuple(
            ReportLine(each.id or 0, _form_title(each.form), each.facts.reference, each.state.value, each.due_on)
            for each in shown.reports
        ),
        forms=((GOAML, "goAML"), *((form.id, gettext(form.title)) for form in FORMS)),
        bases=tuple(basis.value for basis in ExemptionBasis),
        own=it.proposed.by == visit.actor.officer,
        may=_allowed(visit, it),
        refusal=refusal,
    )


def _property(asset: Asset) -> tuple[tuple[str, str], ...]:
    return (
        (_("Kind"), asset.kind.value),
        (_("Description"), asset.description),
        (_("Number"), asset.number),
        (_("Holder"), asset.holder),
        (_("Value"), "" if asset.value is None else str(asset.value)),
        (_("Joint interests"), "; ".join(asset.joint)),
    )


def _allowed(visit: Visit, it: Measure) -> frozenset[str]:
    """What the visitor's roles allow here; "held" where a hold can become a freeze."""
    orders = ("confirm", "refuse", "withdraw", "propose", "exempt")
    allowed = {order for order in orders if may(visit.actor, f"measures.{order}")}
    if may(visit.actor, "reports.write"):
        allowed.add("report")
    if it.state is MeasureState.IN_FORCE and it.kind is MeasureKind.HOLD:
        allowed.add("held")
    return frozenset(allowed)


def _exemption(record: ExemptionRecord, officers: Mapping[OfficerId, str], visit: Visit) -> ExemptionShown:
    it = record.exemption
    waits = record.state is ExemptionState.WAITING
    return ExemptionShown(
        id=record.id or 0,
        basis=it.basis.value,
        state=record.state.value,
        amount="" if it.amount is None else str(it.amount),
        recipient=it.recipient,
        purpose=it.purpose,
        authorisation=it.authorisation,
        by=officers.get(record.by, ""),
        at=record.at,
        second="" if record.second is None else officers.get(record.second, ""),
        second_text=record.second_text,
        may_answer=waits and record.by != visit.actor.officer and may(visit.actor, "measures.confirm"),
    )
