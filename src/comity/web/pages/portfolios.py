"""The portfolios: whose customers are kept screened, and how their watches went."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse

from comity import runtime
from comity.operations.show_portfolios import ShowPortfolios, show_portfolios
from comity.store.watches import Watch
from comity.web.frame import render
from comity.web.visit import Visit


@dataclass(frozen=True, slots=True)
class WatchRow:
    """One watch."""

    portfolio: str
    started_at: datetime
    finished: bool
    problem: str
    customers: int
    changed: int
    opened: int
    updated: int
    silent: int


@dataclass(frozen=True, slots=True)
class PortfolioRow:
    """One portfolio: what is in it, what could not be read, when it was last watched."""

    name: str
    customers: int
    partial: int
    held: int
    files: tuple[str, ...]
    imported_at: datetime | None
    watch: WatchRow | None


@dataclass(frozen=True, slots=True)
class PortfoliosPage:
    """Portfolios and the last watches."""

    portfolios: tuple[PortfolioRow, ...]
    watches: tuple[WatchRow, ...]


def page(visit: Visit) -> HttpResponse:
    """Show them."""
    shown = show_portfolios(ShowPortfolios(runtime.portfolio_store()), actor=visit.actor, now=visit.now)
    rows = tuple(
        PortfolioRow(
            name=each.name,
            customers=each.customers,
            partial=each.account.partial,
            held=each.account.held,
            files=tuple(source.name for part in each.parts for source in part.sources),
            imported_at=max((part.imported_at for part in each.parts), default=None),
            watch=_watch(shown.last[each.name]) if each.name in shown.last else None,
        )
        for each in shown.held
    )
    return render(visit, "portfolios", PortfoliosPage(rows, tuple(_watch(each) for each in shown.recent)))


def _watch(watch: Watch) -> WatchRow:
    return WatchRow(
        portfolio=watch.portfolio,
        started_at=watch.started_at,
        finished=watch.finished_at is not None,
        problem=watch.problem,
        customers=watch.customers,
        changed=watch.changed,
        opened=watch.opened,
        updated=watch.updated,
        silent=watch.silent,
    )
