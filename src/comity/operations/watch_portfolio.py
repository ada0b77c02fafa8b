"""Keep a portfolio screened: by what changed in the lists since, and alerts opened, updated or closed by it.

What has been screened is remembered only after its alerts are in the database. So a watch that was cut off is
simply done again, and a portion of alerts that is met a second time changes nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby

from comity.cases.alert import WITHOUT_DELAY
from comity.cases.finding_again import Scope
from comity.cases.ids import AlertId, RunId
from comity.cases.pair import ListingKey
from comity.cases.run import AlertRun
from comity.model.errors import NotFound
from comity.model.officer import Actor, Door
from comity.operations.alert_opening import AlertOpening, OpeningMeans
from comity.operations.rescreen_portfolio import (
    HitTurn,
    PartPlan,
    Rescreening,
    remember_rescreening,
    rescreen_portfolio,
    since_last,
)
from comity.operations.screen import ScreeningOrder
from comity.operations.screen_changes import Engine, changed_listings
from comity.operations.screening import Finding
from comity.store.editions import EditionStore
from comity.store.portfolios import PortfolioStore

TIMER = Actor("timer", frozenset(), Door.WATCH)


@dataclass(frozen=True, slots=True)
class WatchMeans:
    """Where editions and portfolios are kept, the clock, and how many threads may work; until when alerts are due."""

    editions: EditionStore
    portfolios: PortfolioStore
    clock: Callable[[], datetime]
    threads: int = 1
    due_after: timedelta = WITHOUT_DELAY


@dataclass(frozen=True, slots=True)
class Watched:
    """What a watch of one portfolio did. `whole` counts customers who were screened against all listings."""

    portfolio: str
    customers: int
    whole: int
    changed: int
    opened: tuple[AlertId, ...]
    updated: tuple[AlertId, ...]
    silent: int


def watch_portfolio(name: str, means: WatchMeans, *, actor: Actor = TIMER) -> Watched:
    """Bring a portfolio to the editions in force. Raises NotFound for a portfolio, or where no list is held."""
    portfolio = means.portfolios.open(name)
    engine = Engine(threads=means.threads)
    asked = since_last(portfolio, ScreeningOrder(), store=means.portfolios, editions=means.editions, engine=engine)
    if not asked.editions:
        raise NotFound(
            "list in", str(means.editions.home), "run: comity lists update, or comity lists import LIST FILE"
        )
    done = [_watched(group, index, asked, means, actor) for index, group in enumerate(_alike(asked.parts))]
    remember_rescreening(asked, store=means.portfolios)
    return Watched(
        portfolio=name,
        customers=portfolio.manifest.account.screened + portfolio.manifest.account.partial,
        whole=asked.customers_whole,
        changed=sum(each.changed for each in done),
        opened=tuple(id_ for each in done for id_ in each.opened),
        updated=tuple(id_ for each in done for id_ in each.updated),
        silent=sum(each.silent for each in done),
    )


def _alike(parts: Iterable[PartPlan]) -> Iterable[tuple[PartPlan, ...]]:
    """Parts that are screened by the same steps: one run of alerts has one scope."""
    ordered = sorted(parts, key=_steps_key)
    return (tuple(group) for _, group in groupby(ordered, key=_steps_key))


def _steps_key(plan: PartPlan) -> tuple[bool, tuple[str, ...]]:
    steps = plan.steps or ()
    return plan.steps is None, tuple(f"{step.before and step.before.edition}>{step.after.edition}" for step in steps)


def _watched(parts: tuple[PartPlan, ...], index: int, asked: Rescreening, means: WatchMeans, actor: Actor) -> Watched:
    name, started = asked.portfolio.manifest.name, means.clock()
    scope = _scope(parts[0], asked, means.editions)
    if scope.listings is not None and not scope.listings:
        return Watched(name, 0, 0, 0, (), (), 0)
    run = AlertRun(RunId(f"watch-{started:%Y%m%dT%H%M%S.%f}-{index}"), name, actor.door, actor.name, started)
    opening = AlertOpening(run, scope, OpeningMeans(actor, means.clock, asked.editions, means.due_after))
    if parts[0].steps is None:
        for part in parts:
            for batch in part.part.columns.batches():
                opening.batch(batch)
    for turns in rescreen_portfolio(replace(asked, parts=parts), editions=means.editions):
        opening.screened(turns.subject)
        for turned in turns.hits:
            if turned.turn is not HitTurn.GONE:
                opening.finding(Finding(turned.hit, turns.customer, turned.designation))
    done = opening.finish()
    changed = 0 if scope.listings is None else len(scope.listings)
    return Watched(name, 0, 0, changed, done.opened, done.updated, done.silent)


def _scope(plan: PartPlan, asked: Rescreening, editions: EditionStore) -> Scope:
    """What a run looks through: the listings that changed, or whole lists."""
    lists = frozenset(edition.list for edition in asked.editions)
    if plan.steps is None:
        return Scope(lists)
    changed = [changed_listings(step, editions) for step in plan.steps]
    found = {each for listings in changed for each in (*listings.listings_before, *listings.listings_after)}
    return Scope(lists, frozenset(ListingKey(*listed) for listed in found))
