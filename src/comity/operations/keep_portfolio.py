"""Change a portfolio on a node: whoever may, with an entry in the log of who did it and from which file (S8).

Without a node there are no officers and no log; there `import_portfolio` and its like are called by themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from comity.audit.entry import Entry, acted_by
from comity.model.officer import Actor
from comity.model.subject import SubjectId
from comity.operations.gate import admit
from comity.operations.import_portfolio import ImportPortfolio, Told, import_portfolio
from comity.operations.update_portfolio import Updated, remove_customers, update_portfolio
from comity.store import log
from comity.store.portfolios import PortfolioStore
from comity.store.transaction import atomic


class Change(StrEnum):
    """What is done to a portfolio."""

    IMPORT = "import"
    UPDATE = "update"
    REMOVE = "remove"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class BringCustomers:
    """The order: a file of customers as the whole portfolio (IMPORT), or into it (UPDATE). `told` hears progress."""

    change: Change
    customers: ImportPortfolio
    store: PortfolioStore
    told: Told = lambda _: None


@dataclass(frozen=True, slots=True)
class RemoveCustomers:
    """The order: customers with these ids go."""

    portfolio: str
    ids: Sequence[SubjectId]
    store: PortfolioStore


@dataclass(frozen=True, slots=True)
class DeletePortfolio:
    """The order: the portfolio goes, with everything in it."""

    portfolio: str
    store: PortfolioStore


def bring_customers(order: BringCustomers, /, *, actor: Actor, now: datetime) -> Updated:
    """The portfolio after it. Raises UnreadableInput, NotFound, StoreBusy; then what was held stays."""
    admit("portfolios.import", order, actor=actor, now=now)
    if order.change is Change.IMPORT:
        manifest = import_portfolio(order.customers, store=order.store, now=now, told=order.told)
        done = Updated(manifest, manifest.parts[0], 0)
    else:
        done = update_portfolio(order.customers, store=order.store, now=now, told=order.told)
    _log(order.change, done, actor, now)
    return done


def remove_from_portfolio(order: RemoveCustomers, /, *, actor: Actor, now: datetime) -> Updated:
    """The portfolio without them. Raises NotFound, StoreBusy."""
    admit("portfolios.import", order, actor=actor, now=now)
    done = remove_customers(order.portfolio, order.ids, store=order.store)
    _log(Change.REMOVE, done, actor, now)
    return done


def delete_portfolio(order: DeletePortfolio, /, *, actor: Actor, now: datetime) -> None:
    """Nothing of it is left but its alerts. Raises NotFound, StoreBusy."""
    admit("portfolios.import", order, actor=actor, now=now)
    order.store.delete(order.portfolio)
    with atomic():
        log.append(Entry(now, acted_by(actor), "portfolios.delete", f"portfolio/{order.portfolio}"))


def _log(change: Change, done: Updated, actor: Actor, now: datetime) -> None:
    """Counts and the file's hash alone: whose data it is, is not for the log."""
    part = done.part
    source = None if part is None else part.sources[0]
    details = {
        "door": actor.door.value,
        "version": done.manifest.version,
        "customers": done.manifest.customers,
        "came": done.came,
        "went": done.went,
        "held": 0 if part is None else part.account.held,
        "sha256": None if source is None else source.sha256,
    }
    with atomic():
        log.append(
            Entry(
                now, acted_by(actor), f"portfolios.{change.value}", f"portfolio/{done.manifest.name}", details=details
            )
        )
