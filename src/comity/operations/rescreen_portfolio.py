"""Screen a portfolio again by what changed in the lists since it was last screened: hits new, changed and gone.

Customers who were not yet screened by the same threshold, kinds, scorecard and engine are screened whole: what
they hit among unchanged listings is not known.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from comity.matching.screen import Found, Screener
from comity.model.designation import Designation, EditionId, ListId
from comity.model.hit import Hit
from comity.model.subject import Subject, SubjectId
from comity.operations.choose_edition import choose_edition
from comity.operations.screen import ScreeningOrder
from comity.operations.screen_changes import (
    SHIPPED,
    ChangedListings,
    Engine,
    Listed,
    ListingTurn,
    Step,
    by_customer,
    changed_listings,
    screened,
)
from comity.operations.screen_portfolio import measure_of, part_of_list, remember
from comity.store.editions import EditionStore
from comity.store.index_files import open_index
from comity.store.manifest import EditionManifest
from comity.store.portfolio_manifest import LastScreening
from comity.store.portfolio_reading import OpenPart, OpenPortfolio
from comity.store.portfolios import PortfolioStore


class HitTurn(StrEnum):
    """What became of a hit since the customer was last screened."""

    NEW = "new"
    CHANGED = "changed"  # hit before too, with another score, name or reason
    SAME = "same"  # stands as it was, although the listing was amended
    GONE = "gone"
    FOUND = "found"  # the customer was screened whole; what was hit before is not known here


@dataclass(frozen=True, slots=True)
class TurnedHit:
    """A hit and its turn. One that is gone is as it was before; `listing` is None where it was screened whole."""

    turn: HitTurn
    listing: ListingTurn | None
    hit: Hit
    designation: Designation


@dataclass(frozen=True, slots=True)
class CustomerTurns:
    """What one customer hits anew or no longer, best first, those gone last.

    `whole`: these are all hits of the customer; any other that is on record is gone.
    """

    customer: Subject
    hits: tuple[TurnedHit, ...]
    whole: bool

    @property
    def subject(self) -> SubjectId:
        """The customer's id."""
        return self.customer.id


@dataclass(frozen=True, slots=True)
class PartPlan:
    """How one part is screened: by what changed in these steps, or whole where there are None."""

    part: OpenPart
    steps: tuple[Step, ...] | None


@dataclass(frozen=True, slots=True)
class Rescreening:
    """What is to be done, part by part, to bring a portfolio to these editions; nothing of it is done yet."""

    portfolio: OpenPortfolio
    editions: tuple[EditionManifest, ...]
    parts: tuple[PartPlan, ...]
    order: ScreeningOrder
    engine: Engine

    @property
    def customers_whole(self) -> int:
        """How many customers are screened whole."""
        return sum(plan.part.manifest.customers for plan in self.parts if plan.steps is None)


def since_last(  # noqa: PLR0913 - what is held, what was asked, and by what means
    portfolio: OpenPortfolio, order: ScreeningOrder, *, store: PortfolioStore, editions: EditionStore,
    lists: Collection[ListId] | None = None, engine: Engine = SHIPPED,
) -> Rescreening:  # fmt: skip
    """From what each part was last screened against to the editions in force. Raises NotFound."""
    in_force, last = editions.in_force(lists), store.last_screenings(portfolio.manifest.name)
    measured = measure_of(order, engine.scorecard)

    def steps(before: LastScreening | None) -> tuple[Step, ...] | None:
        return _steps(before, in_force, editions) if before is not None and before.measured == measured else None

    parts = tuple(PartPlan(part, steps(last.get(part.manifest.id))) for part in portfolio.parts)
    return Rescreening(portfolio, in_force, parts, order, engine)


def between(portfolio: OpenPortfolio, step: Step, order: ScreeningOrder, *, engine: Engine = SHIPPED) -> Rescreening:
    """From one edition to another, whatever the portfolio was screened against."""
    return Rescreening(
        portfolio, (step.after,), tuple(PartPlan(part, (step,)) for part in portfolio.parts), order, engine
    )


def step_between(editions: EditionStore, list_id: ListId, before: str, after: str | None, part: str | None) -> Step:
    """Two editions of a list, each named by its hash or date; None is the newest. Raises NotFound, BadRequest."""
    earlier = choose_edition(editions, list_id, before, part=part)
    return Step(earlier, choose_edition(editions, list_id, after, part=earlier.part))


def rescreen_portfolio(
    asked: Rescreening, *, editions: EditionStore, building: Callable[[int], None] = lambda _: None
) -> Iterator[CustomerTurns]:
    """The customers whose hits changed, part by part in their order; in memory are some thousand at a time.

    `building` is told the number of listings where an index must be built first.
    """
    changed: dict[tuple[object, ...], ChangedListings] = {}  # parts are mostly screened against the same
    screener: Screener | None = None
    for plan in asked.parts:
        if plan.steps is None:
            screener = screener or _screener(asked, editions, building)
            for found in by_customer(screener, plan.part.columns.batches(), asked.order):
                yield _whole(found)
            continue
        key = tuple((step.before and step.before.edition, step.after.edition) for step in plan.steps)
        if key not in changed:
            changed[key] = _joined([changed_listings(step, editions) for step in plan.steps])
        yield from _turned(plan.part, changed[key], asked)


def remember_rescreening(asked: Rescreening, *, store: PortfolioStore) -> None:
    """Remember which editions the portfolio was screened against, once what changed is where it was asked for."""
    parts = [plan.part.manifest for plan in asked.parts]
    measured = measure_of(asked.order, asked.engine.scorecard)
    remember(asked.portfolio.manifest.name, parts, asked.editions, measured, store=store)


def _steps(
    last: LastScreening, in_force: tuple[EditionManifest, ...], editions: EditionStore
) -> tuple[Step, ...] | None:
    """The steps that are left to take; None where an edition that was screened against is held no more."""
    steps = []
    for after in in_force:
        said = last.editions.get(part_of_list(after))
        before = None if said is None else editions.edition(after.list, EditionId(said))
        if said is not None and before is None:
            return None
        if said != after.edition:
            steps.append(Step(before, after))
    return tuple(steps)


def _screener(asked: Rescreening, editions: EditionStore, building: Callable[[int], None]) -> Screener:
    index = open_index(editions, asked.editions, building=building)
    return Screener(
        index.names, index.entries, index.load, scorecard=asked.engine.scorecard, threads=asked.engine.threads
    )


def _whole(found: list[Found]) -> CustomerTurns:
    hits = tuple(TurnedHit(HitTurn.FOUND, None, each.hit, each.designation) for each in found)
    return CustomerTurns(found[0].subject, hits, True)


def _joined(changed: Collection[ChangedListings]) -> ChangedListings:
    return ChangedListings(
        tuple(each for listings in changed for each in listings.earlier),
        tuple(each for listings in changed for each in listings.later),
    )


def _turned(part: OpenPart, changed: ChangedListings, asked: Rescreening) -> Iterator[CustomerTurns]:
    if not changed.earlier and not changed.later:
        return
    of_earlier = {id(designation) for designation in changed.earlier}
    known_before, known_after = changed.listings_before, changed.listings_after
    for found in screened(part, [*changed.earlier, *changed.later], asked.order, asked.engine):
        before = _by_listing(each for each in found if id(each.designation) in of_earlier)
        after = _by_listing(each for each in found if id(each.designation) not in of_earlier)
        hits = (*_standing(before, after, known_before), *_gone(before, after, known_after))
        yield CustomerTurns(found[0].subject, hits, False)


_ByListing = Mapping[Listed, list[Found]]  # several where a reference stands for several


def _by_listing(found: Iterable[Found]) -> _ByListing:
    by_listing: dict[Listed, list[Found]] = {}
    for each in found:
        by_listing.setdefault((each.hit.list, each.hit.reference), []).append(each)
    return by_listing


def _standing(before: _ByListing, after: _ByListing, known: Collection[Listed]) -> Iterator[TurnedHit]:
    for listing, found in after.items():
        were = before.get(listing, [])
        turned = ListingTurn.AMENDED if listing in known else ListingTurn.ADDED
        for place, each in enumerate(found):
            if place >= len(were):
                turn = HitTurn.NEW
            else:
                same = replace(were[place].hit, edition=each.hit.edition) == each.hit
                turn = HitTurn.SAME if same else HitTurn.CHANGED
            yield TurnedHit(turn, turned, each.hit, each.designation)


def _gone(before: _ByListing, after: _ByListing, known: Collection[Listed]) -> Iterator[TurnedHit]:
    for listing, found in before.items():
        turned = ListingTurn.AMENDED if listing in known else ListingTurn.REMOVED
        left = found[len(after.get(listing, ())) :]
        yield from (TurnedHit(HitTurn.GONE, turned, each.hit, each.designation) for each in left)
