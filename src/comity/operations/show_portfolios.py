"""Show the portfolios that are kept screened, and how their last watches went. Nobody's data is in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from comity.model.officer import Actor
from comity.operations.gate import viewing
from comity.store import watches
from comity.store.portfolio_manifest import PortfolioManifest
from comity.store.portfolios import PortfolioStore
from comity.store.watches import Watch


@dataclass(frozen=True, slots=True)
class ShowPortfolios:
    """The order. `portfolios` is where they are kept."""

    portfolios: PortfolioStore


@dataclass(frozen=True, slots=True)
class PortfoliosShown:
    """The portfolios by name, the last watch of each, and the last watches of all."""

    held: tuple[PortfolioManifest, ...]
    last: Mapping[str, Watch]
    recent: tuple[Watch, ...]


@viewing("portfolios.see")
def show_portfolios(order: ShowPortfolios, /, *, actor: Actor, now: datetime) -> PortfoliosShown:  # noqa: ARG001
    """What is kept screened."""
    held = order.portfolios.portfolios()
    found = ((each.name, watches.last_of(each.name)) for each in held)
    return PortfoliosShown(held, {name: watch for name, watch in found if watch is not None}, watches.recent())
