"""Find listings by what somebody typed: words that stand in them, and names that sound alike."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from comity.model.designation import Designation, ListId, Reference
from comity.model.entity import Kind
from comity.model.errors import NotFound
from comity.model.officer import Actor
from comity.model.subject import Subject, SubjectId
from comity.operations.gate import admit
from comity.operations.listing_directory import ListedEntry, ListingDirectory, counted, folded
from comity.operations.standing_screener import StandingScreener

ALIKE_FUZZY = 0.45  # threshold where alike names are asked for loosely


@dataclass(frozen=True, slots=True)
class SearchListings:
    """Which listings. Every filter takes away; an empty one takes nothing.

    `text` empty: every listing. `countries`: any of them, with `all_countries` each of them. `changed_since` is an
    ISO day; a listing whose publisher gives no dates may always have changed.
    """

    text: str = ""
    lists: frozenset[ListId] | None = None
    kinds: frozenset[Kind] = frozenset()
    without_kinds: frozenset[Kind] = frozenset()
    countries: frozenset[str] = frozenset()
    all_countries: bool = False
    changed_since: str | None = None
    alike: bool = True
    loosely: bool = False
    also: Callable[[Designation], bool] | None = None  # asked last, of what is left
    sort: tuple[tuple[str, bool], ...] = ()
    limit: int = 10
    offset: int = 0


@dataclass(frozen=True, slots=True)
class ShowListing:
    """The order: one listing by its list (None: any) and reference."""

    list: ListId | None
    reference: Reference


@dataclass(frozen=True, slots=True)
class FoundListings:
    """One page of the listings found, how many there are, and how they are spread."""

    page: tuple[Designation, ...]
    total: int
    by_list: list[tuple[str, int]] = field(default_factory=list)
    by_kind: list[tuple[str, int]] = field(default_factory=list)
    by_country: list[tuple[str, int]] = field(default_factory=list)


def search_listings(
    order: SearchListings, /, *, actor: Actor, now: datetime, screeners: StandingScreener
) -> FoundListings:
    """The listings, names that sound alike first, then those in which the words merely stand."""
    admit("listings.search", order, actor=actor, now=now)
    directory = screeners.directory()
    numbers = [at for at in _found(order, directory, screeners) if _kept(order, directory.entries[at])]
    if order.also is not None:
        numbers = [at for at in numbers if order.also(directory.load(at))]
    for key, descending in reversed(order.sort):
        numbers.sort(key=lambda at: _sorted_by(directory.entries[at], key), reverse=descending)
    entries = [directory.entries[at] for at in numbers]
    return FoundListings(
        page=tuple(directory.load(at) for at in numbers[order.offset : order.offset + order.limit]),
        total=len(numbers),
        by_list=counted(each.list for each in entries),
        by_kind=counted(each.kind.value for each in entries),
        by_country=counted(code for each in entries for code in each.countries),
    )


def show_listing(
    list_id: ListId | None, reference: Reference, /, *, actor: Actor, now: datetime, screeners: StandingScreener
) -> Designation:
    """One listing in force by its list (None: any) and reference. Raises NotFound."""
    admit("listings.search", ShowListing(list_id, reference), actor=actor, now=now)
    directory = screeners.directory()
    at = directory.by_reference.get(reference) if list_id is None else directory.by_id.get((list_id, reference))
    if at is None:
        raise NotFound("listing", reference, "no list in force has it; was it removed, or is it of another list?")
    return directory.load(at)


def _found(order: SearchListings, directory: ListingDirectory, screeners: StandingScreener) -> list[int]:
    words = folded(order.text).replace("|", " ").split()
    standing = directory.having(words)
    if standing is None:
        return list(range(len(directory.entries)))
    alike: dict[int, None] = {}
    if order.alike:
        with screeners.lent() as opened:
            who = Subject(SubjectId("q"), (order.text,))
            threshold = ALIKE_FUZZY if order.loosely else None
            for found in opened.screener.findings_of([who], threshold=threshold):
                at = directory.by_id.get((found.hit.list, found.hit.reference))
                if at is not None:  # the lists may have changed between the two
                    alike[at] = None
    return [*alike, *(at for at in standing if at not in alike)]


def _kept(order: SearchListings, entry: ListedEntry) -> bool:
    if order.lists is not None and entry.list not in order.lists:
        return False
    if (order.kinds and entry.kind not in order.kinds) or entry.kind in order.without_kinds:
        return False
    if order.countries:
        asked = order.countries & frozenset(entry.countries)
        if not asked or (order.all_countries and asked != order.countries):
            return False
    return order.changed_since is None or not entry.changed or entry.changed > order.changed_since


def _sorted_by(entry: ListedEntry, key: str) -> str:
    return {"first_seen": entry.listed, "last_change": entry.changed, "id": f"{entry.list}-{entry.reference}"}[key]
