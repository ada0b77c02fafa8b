"""List requests for redress, or show one with its alert's number and state."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from comity.cases.alert import AlertState
from comity.cases.ids import AlertId, RedressId
from comity.cases.redress import Redress
from comity.model.officer import Actor, OfficerId
from comity.operations.gate import viewing
from comity.store import alerts, officers, redress


@dataclass(frozen=True, slots=True)
class ShowRedress:
    """The order: one request, those of an alert, or (neither) a page of all."""

    redress: RedressId | None = None
    alert: AlertId | None = None
    only_open: bool = True
    before: int | None = None


@dataclass(frozen=True, slots=True)
class RedressShown:
    """Requests, the state of each alert, and the names of officers."""

    requests: tuple[Redress, ...]
    states: Mapping[AlertId, AlertState]
    officers: Mapping[OfficerId, str]


@viewing("redress.see")
def show_redress(order: ShowRedress, /, *, actor: Actor, now: datetime) -> RedressShown:  # noqa: ARG001
    """The requests. Raises NotFound."""
    if order.redress is not None:
        found: tuple[Redress, ...] = (redress.load(order.redress),)
    elif order.alert is not None:
        found = redress.of_alert(order.alert)
    else:
        found = redress.page(only_open=order.only_open, before=order.before)
    states = {alert.id: alert.state for alert in alerts.load_many({each.alert for each in found})}
    return RedressShown(found, states, officers.names())
