"""The queue of alerts, a page at a time, and how much work there is."""

from dataclasses import dataclass
from datetime import datetime

from comity.cases.queue import Counts, Order, Page, Wanted
from comity.model.officer import Actor
from comity.operations.gate import viewing
from comity.store import alert_queue

ALL_WORK = Wanted()


@dataclass(frozen=True, slots=True)
class ListAlerts:
    """The order. `after` is the `next` of the page before."""

    wanted: Wanted = ALL_WORK
    order: Order = Order.DUE
    after: str | None = None
    size: int = 50


@dataclass(frozen=True, slots=True)
class CountAlerts:
    """The order: counts over all alerts, and those of the officer who asks."""


@viewing("alerts.see")
def list_alerts(order: ListAlerts, /, *, actor: Actor, now: datetime) -> Page:  # noqa: ARG001
    """One page of the queue. Raises BadRequest."""
    return alert_queue.page(order.wanted, order.order, after=order.after, size=order.size)


@viewing("alerts.see")
def count_alerts(order: CountAlerts, /, *, actor: Actor, now: datetime) -> Counts:  # noqa: ARG001
    """How much work there is."""
    return alert_queue.counts(now, actor.officer)
