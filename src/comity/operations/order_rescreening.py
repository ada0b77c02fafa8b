"""An officer orders a portfolio to be brought to the lists in force now, without waiting for the node's timer."""

from dataclasses import dataclass
from datetime import datetime

from comity.audit.entry import Entry, acted_by
from comity.model.errors import NotAllowedNow
from comity.model.officer import Actor
from comity.operations.gate import admit
from comity.operations.keep_watch import keep_watch
from comity.operations.watch_portfolio import Watched, WatchMeans
from comity.store import log
from comity.store.transaction import atomic


@dataclass(frozen=True, slots=True)
class OrderRescreening:
    """The order: which portfolio, by which means."""

    portfolio: str
    means: WatchMeans


def order_rescreening(order: OrderRescreening, /, *, actor: Actor, now: datetime) -> Watched:
    """What the watch did. It is the node that opens the alerts, as by its timer. Raises NotFound, NotAllowedNow."""
    admit("portfolios.rescreen", order, actor=actor, now=now)
    held = order.means.portfolios.manifest(order.portfolio)
    details = {"door": actor.door.value, "version": held.version}
    with atomic():
        log.append(Entry(now, acted_by(actor), "portfolios.rescreen", f"portfolio/{held.name}", details=details))
    (done,) = keep_watch(order.means, [order.portfolio])
    if done.watched is None:
        raise NotAllowedNow(
            f"portfolio {held.name}", "not screened", "its screening", f"mend what stands in the way: {done.problem}"
        )
    return done.watched
