"""Give alerts to an officer, or to nobody; many at once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from comity.cases.ids import AlertId
from comity.cases.judge import assign
from comity.model.errors import BadRequest, NotAllowedNow
from comity.model.officer import Actor, OfficerId
from comity.operations.case_entries import case_entry
from comity.operations.gate import gated
from comity.operations.permits import CASE_WORKERS
from comity.store import alerts, log, officers

MOST = 1000


@dataclass(frozen=True, slots=True)
class AssignAlerts:
    """The order. `assignee` None: to nobody."""

    alerts: tuple[AlertId, ...]
    assignee: OfficerId | None


@dataclass(frozen=True, slots=True)
class Assigned:
    """Alerts that changed hands; alerts left as they were, each with the reason."""

    done: tuple[AlertId, ...]
    left: tuple[tuple[AlertId, str], ...] = ()


@gated("alerts.assign")
def assign_alerts(order: AssignAlerts, /, *, actor: Actor, now: datetime) -> Assigned:
    """Which alerts changed hands. Closed ones are left. Raises BadRequest for an officer who works no alerts."""
    if order.assignee is not None:
        officer = officers.load(order.assignee)
        if not officer.active or not officer.roles & CASE_WORKERS:
            raise BadRequest("{name} works no alerts; choose an analyst or a supervisor", name=officer.name)
    return hand_over(order.alerts, order.assignee, actor=actor, now=now)


def hand_over(ids: Collection[AlertId], assignee: OfficerId | None, *, actor: Actor, now: datetime) -> Assigned:
    """Assign what can be assigned, in the present transaction. Raises BadRequest for too many at once."""
    if not 0 < len(ids) <= MOST:
        raise BadRequest("choose 1-{most} alerts at once", most=MOST)
    done, left, entries = [], [], []
    for alert in alerts.locked(ids):
        try:
            given = assign(alert, assignee)
        except NotAllowedNow as refused:
            left.append((alert.id, str(refused)))
            continue
        if given == alert:
            continue
        alerts.save(given, alert)
        done.append(alert.id)
        to = None if assignee is None else f"officer/{assignee}"
        entries.append(case_entry("alerts.assign", alert, actor, now, {"to": to}))
    if entries:
        log.append_all(entries)
    return Assigned(tuple(done), tuple(left))
