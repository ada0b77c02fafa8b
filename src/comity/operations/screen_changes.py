"""Screen customers by changed listings alone; hits and reasons are those of a full run over the same listings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pyarrow as pa

from comity.matching.entries import EntryIndex, collect
from comity.matching.index import build_index
from comity.matching.scorecard import DEFAULT_SCORECARD, Scorecard
from comity.matching.screen import Found, Screener
from comity.matching.turned import reached_rows
from comity.model.designation import Designation, ListId, Reference
from comity.operations.screen import ScreeningOrder
from comity.store.editions import EditionStore
from comity.store.manifest import EditionManifest
from comity.store.portfolio_reading import OpenPart

NOBODY = "Amra Testovna"
MOST_TURNED = 3000  # listings; of more, every customer is screened, which is then the shorter way


@dataclass(frozen=True, slots=True)
class Engine:
    """By which scorecard, and with how many threads."""

    scorecard: Scorecard = DEFAULT_SCORECARD
    threads: int = 1


SHIPPED = Engine()


Listed = tuple[ListId, Reference]


class ListingTurn(StrEnum):
    """What happened to the listing of a hit."""

    ADDED = "added"
    AMENDED = "amended"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Step:
    """From the edition that customers were screened against before, None for none, to the one after."""

    before: EditionManifest | None
    after: EditionManifest


@dataclass(frozen=True, slots=True)
class ChangedListings:
    """The listings that are not the same before and after, as either edition has them."""

    earlier: tuple[Designation, ...]
    later: tuple[Designation, ...]

    @property
    def listings_before(self) -> frozenset[Listed]:
        """The list and reference of those that were there before."""
        return frozenset((each.listing.list, each.listing.reference) for each in self.earlier)

    @property
    def listings_after(self) -> frozenset[Listed]:
        """The list and reference of those that are there after."""
        return frozenset((each.listing.list, each.listing.reference) for each in self.later)


def changed_listings(step: Step, editions: EditionStore) -> ChangedListings:
    """What was added, amended or removed from one edition to the other, whatever of it a hit may show."""
    before, after = _held(step.before, editions), _held(step.after, editions)

    def differing(these: _Held, others: _Held, manifest: EditionManifest | None) -> tuple[Designation, ...]:
        rows = (row for reference, (digests, rows) in these.items() for row in rows
                if reference not in others or others[reference][0] != digests)  # fmt: skip
        return tuple(editions.designation_at(manifest, row) for row in sorted(rows)) if manifest else ()

    return ChangedListings(differing(before, after, step.before), differing(after, before, step.after))


_Held = Mapping[Reference, tuple[list[bytes], list[int]]]  # fingerprints and rows; a reference may stand for several


def _held(manifest: EditionManifest | None, editions: EditionStore) -> _Held:
    held: dict[Reference, tuple[list[bytes], list[int]]] = {}
    if manifest is not None:
        rows = zip(editions.references(manifest), editions.fingerprints(manifest), strict=True)
        for row, (reference, digest) in enumerate(rows):
            digests, places = held.setdefault(reference, ([], []))
            digests.append(digest)
            places.append(row)
    return held


def screened(
    part: OpenPart, designations: Sequence[Designation], order: ScreeningOrder, engine: Engine = SHIPPED
) -> Iterator[list[Found]]:
    """The hits of every customer of a part who hits any of these listings, in the order of the part."""
    entries, entry_of_name = collect((0, row, designation) for row, designation in enumerate(designations))
    names = build_index(entries.text, entries.starts, entry_of_name)
    scorecard = engine.scorecard
    screener = Screener(names, entries, designations.__getitem__, scorecard=scorecard, threads=engine.threads)
    if len(designations) > MOST_TURNED:
        yield from by_customer(screener, part.columns.batches(), order)
        return
    rows = reached_rows(
        part.customers, names, entries, scorecard=scorecard,
        threshold=scorecard.threshold if order.threshold is None else order.threshold, threads=engine.threads,
    )  # fmt: skip
    yield from by_customer(screener, part.columns.taken(rows), order)


def by_customer(screener: Screener, batches: Iterator[pa.RecordBatch], order: ScreeningOrder) -> Iterator[list[Found]]:
    """The hits of every customer who has any, best first."""
    hits: list[Found] = []
    for batch in batches:
        for found in screener.findings(batch, threshold=order.threshold, kinds=order.kinds or None):
            if hits and hits[0].subject is not found.subject:  # two customers may have one id
                yield hits
                hits = []
            hits.append(found)
    if hits:
        yield hits


def compile_kernels(part: OpenPart) -> None:
    """Search a part once by a name of nobody: compiles, where that was not done yet, what the search runs on."""
    text = np.frombuffer(NOBODY.encode(), np.uint8)
    starts, one = np.array([0, len(text)], np.int64), np.zeros(1, np.uint32)
    names = build_index(text, starts, one)
    entries = EntryIndex(
        text, starts, np.zeros(1, np.uint8), np.zeros(0, np.uint64), np.zeros(0, np.uint32),
        np.zeros(1, np.uint16), one,
    )  # fmt: skip
    reached_rows(part.customers, names, entries, scorecard=DEFAULT_SCORECARD, threshold=1.0)
