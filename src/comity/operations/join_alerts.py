"""Investigate alerts together: open a case for them, add them to one, take them out again."""

from dataclasses import dataclass
from datetime import datetime

from comity.cases.case import Case, check_title
from comity.cases.ids import AlertId, CaseId
from comity.cases.workflow import Step, officer_of
from comity.model.errors import BadRequest, NotAllowedNow, NotFound
from comity.model.officer import Actor
from comity.operations.case_entries import case_entry
from comity.operations.gate import gated
from comity.store import alerts, cases, log

MOST = 1000


@dataclass(frozen=True, slots=True)
class OpenCase:
    """The order: a new case for these alerts."""

    title: str
    alerts: tuple[AlertId, ...]


@dataclass(frozen=True, slots=True)
class JoinAlerts:
    """The order: add alerts to a case. `version` is that of the case which the officer looked at."""

    case: CaseId
    version: int
    alerts: tuple[AlertId, ...]


@dataclass(frozen=True, slots=True)
class TakeOut:
    """The order: take alerts out of a case."""

    case: CaseId
    version: int
    alerts: tuple[AlertId, ...]


@gated("cases.join")
def open_case(order: OpenCase, /, *, actor: Actor, now: datetime) -> Case:
    """The new case. Raises BadRequest, NotFound, NotAllowedNow."""
    case = cases.open_case(check_title(order.title), officer_of(actor, Step.JOIN), now)
    return _joined(case, order.alerts, "cases.open", actor, now)


@gated("cases.join")
def join_alerts(order: JoinAlerts, /, *, actor: Actor, now: datetime) -> Case:
    """The case with the alerts in it. Raises BadRequest, NotFound, NotAllowedNow, LostRace."""
    officer_of(actor, Step.JOIN)
    return _joined(cases.load_seen(order.case, order.version), order.alerts, "cases.join", actor, now)


@gated("cases.join")
def take_out(order: TakeOut, /, *, actor: Actor, now: datetime) -> Case:
    """The case without the alerts. Raises BadRequest, NotFound, LostRace."""
    officer_of(actor, Step.JOIN)
    case = cases.load_seen(order.case, order.version)
    for each in order.alerts:
        if each not in case.alerts:
            raise NotFound(f"alert in {case}", str(each), "open the case again")
    alerts.locked(order.alerts)
    cases.put(order.alerts, None)
    cases.touch(case)
    told = {"alerts": [f"alert/{each}" for each in order.alerts]}
    log.append(case_entry("cases.take_out", case, actor, now, told))
    return cases.load(case.id)


def _joined(case: Case, ids: tuple[AlertId, ...], action: str, actor: Actor, now: datetime) -> Case:
    if not 0 < len(ids) <= MOST:
        raise BadRequest("choose 1-{most} alerts at once", most=MOST)
    found = {alert.id: alert for alert in alerts.locked(ids)}
    for each in ids:
        if each not in found:
            raise NotFound("alert", str(each), "look for it in the queue")
        other = found[each].case
        if other not in (None, case.id):
            raise NotAllowedNow(f"alert/{each}", f"in case/{other}", "joining it to another", "take it out there first")
    cases.put(found, case.id)
    cases.touch(case)
    log.append(case_entry(action, case, actor, now, {"alerts": [f"alert/{each}" for each in sorted(found)]}))
    return cases.load(case.id)
