"""Listed names against all shards of customers: the few whom the ordinary screening must look at."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.matching.batch import Names
from comity.matching.bound import SLACK
from comity.matching.bulk import listed_columns, search_span
from comity.matching.entries import EntryIndex
from comity.matching.index import NameIndex
from comity.matching.links import link_costs
from comity.matching.room import room_for
from comity.matching.scorecard import Scorecard
from comity.matching.search import ALL, WORD_BY_WORD
from comity.matching.turned.joined import KEY_SHIFT, entry_starts
from comity.matching.turned.links import link_back, room_to_link, wider
from comity.matching.turned.reach import reach
from comity.matching.turned.shard import NameShard
from comity.matching.turned.tokens import TokenBlock
from comity.names import syllables
from comity.names.keys import MAX_KEYS

LINK_ROOM = 1 << 16
RUN = 1 << 18  # names
Table = tuple[NDArray[np.generic], ...]
Columns = tuple[Any, ...]
Links = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]  # first of each listed token, place, distance


@dataclass(frozen=True, slots=True)
class Customers:
    """All customers compiled: their distinct tokens in blocks, their names in shards."""

    blocks: Sequence[TokenBlock]
    shards: Sequence[NameShard]


@dataclass(frozen=True, slots=True)
class TokenLinks:
    """Links of all listed tokens, by listed token."""

    first: NDArray[np.int64]
    token: NDArray[np.uint32]
    distance: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What every shard is asked: which listed names it has customers for, at least how near."""

    names: NameIndex
    links: TokenLinks
    weights: NDArray[np.float32]
    bar: float
    chosen: NDArray[np.int64]


def reached_rows(
    customers: Customers,
    names: NameIndex,
    entries: EntryIndex,
    *,
    scorecard: Scorecard,
    threshold: float,
    threads: int = 1,
) -> NDArray[np.uint32]:
    """The customers, ascending, that could hit any of the listed names or share a number with their entries.

    None that the search over the same listed names would hit is left out.
    """
    weights = scorecard.names.array()
    with ThreadPoolExecutor(threads) as pool:
        links = linked_tokens(customers, names, weights, lambda work, parts: pool.map(work, parts))
        # An amended listing brings most of its names twice.
        once = {entries.name_text(name): name for name in range(names.n_names)}
        asked = _Asked(names, links, weights, threshold, np.array([*once.values()], np.int64))
        looked_up = pool.map(lambda shard: _look_up(shard, asked), customers.shards)
        found = pool.map(
            lambda run: _reached(run[0], run[1], asked), (run for each in looked_up for run in _runs(each))
        )
        rows = [*found, *(_shared_numbers(shard, entries) for shard in customers.shards)]
    return np.unique(np.concatenate(rows)) if rows else np.zeros(0, np.uint32)


def linked_tokens(
    customers: Customers,
    names: NameIndex,
    weights: NDArray[np.float32],
    each: Callable[[Callable[[tuple[int, int]], Table], Iterable[tuple[int, int]]], Iterable[Table]],
) -> TokenLinks:
    """All links of the listed tokens, shared out in small runs since some tokens have many."""
    n = len(names.native)
    runs = [(start, min(start + 64, n)) for start in range(0, n, 64)]
    parts = [part for block in customers.blocks for part in each(partial(_link_run, block, names, weights), runs)]
    listed, token, distance = (np.concatenate([part[column] for part in parts]) for column in range(3)) if parts else (
        np.zeros(0, np.uint32), np.zeros(0, np.uint32), np.zeros(0, np.float32))  # fmt: skip
    order = np.argsort(listed, kind="stable")
    first = np.zeros(n + 1, np.int64)
    np.cumsum(np.bincount(listed, minlength=n), out=first[1:])
    return TokenLinks(first, token[order], distance[order])


def _link_run(block: TokenBlock, names: NameIndex, weights: NDArray[np.float32], run: tuple[int, int]) -> Table:
    most, begin, parts = LINK_ROOM, run[0], []
    room, measures = room_to_link(len(block.number)), (weights, wider(weights))
    while begin < run[1]:
        out = (np.empty(most, np.uint32), np.empty(most, np.uint32), np.empty(most, np.float32))
        reached, found = link_back(
            names.tokens(),
            begin,
            run[1],
            block.tokens(),
            block.keyed(),
            block.number,
            link_costs(),
            measures,
            room,
            out,
        )
        parts.append([column[:found].copy() for column in out])
        most = 4 * most if reached == begin else most
        begin = reached
    return tuple(np.concatenate([part[column] for part in parts]) for column in range(3))


@dataclass(frozen=True, slots=True)
class _LookedUp:
    """A shard, with those links that lead to its tokens, from either side, and where its words lie that share a key
    with a listed one. `back`: first link of each token of the shard, listed token, distance."""

    shard: NameShard
    links: Links
    back: tuple[NDArray[np.int64], NDArray[np.uint32], NDArray[np.float32]]
    entries: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]


def _look_up(shard: NameShard, asked: _Asked) -> _LookedUp:
    links = _within(shard, asked.links)
    return _LookedUp(shard, links, _backwards(links, len(shard.held)), _entries(shard, asked.names))


def _runs(there: _LookedUp) -> Iterator[tuple[_LookedUp, tuple[int, int]]]:
    """The names of a shard in runs: small enough for what is reached of them to lie in a processor's cache."""
    for start in range(0, there.shard.n_names, RUN):
        yield there, (start, min(start + RUN, there.shard.n_names))


def _reached(there: _LookedUp, span: tuple[int, int], asked: _Asked) -> NDArray[np.uint32]:
    """Customers of a shard that could hit a chosen listed name: those within the bounds, searched as any others."""
    shard, names = there.shard, asked.names
    units = (names.name_first, names.unit_token, names.unit_mask, names.unit_weight, names.phones, names.flags)
    sounds = (shard.held_phones, shard.held_n_phones, shard.held_flags, shard.held_letters, shard.held_n_letters)
    columns = (
        (shard.name_first, shard.name_token, shard.token_weight, shard.name_weight), shard.held_most,
        (shard.joined, *there.entries), sounds,
    )  # fmt: skip
    phones, n_phones, letters, n_letters, _, flags, _ = names.tokens()
    listed = units, names.name_weight, (phones, n_phones, flags, letters, n_letters)
    room = room_for(len(names.native), names.n_names)
    measures = names.tokens(), link_costs(), (room.word, room.read, room.solid, room.linking)
    kept, several = reach(span, asked.chosen, listed, there.links, columns, asked.weights, asked.bar, measures)
    searched = ((*there.back, sounds), listed_columns(names), asked.weights)
    rows = []
    for some, how in ((kept[several], ALL), (kept[~several], WORD_BY_WORD)):
        found, _, _ = search_span(_as_batch(shard, some), (0, len(some)), searched, asked.bar - SLACK, room, how)
        rows.append(shard.name_row[some[found]])
    return np.unique(np.concatenate(rows))


def _as_batch(shard: NameShard, kept: NDArray[np.int64]) -> Names:
    """Some names of a shard as the ordinary search reads a batch; its tokens are those of the shard."""
    begin = shard.name_first[kept].astype(np.int64)
    count = shard.name_first[kept + 1] - begin
    first = np.append(0, np.cumsum(count))
    at = np.arange(first[-1]) + np.repeat(begin - first[:-1], count)
    none = np.zeros(0, np.int64)
    return Names(first, shard.name_token[at], shard.token_weight[at], none, none, none.astype(np.uint16))


def _backwards(links: Links, n_tokens: int) -> tuple[NDArray[np.int64], NDArray[np.uint32], NDArray[np.float32]]:
    """Links by the customers' token, as the ordinary search keeps them: see link_tokens."""
    first, place, distance = links
    listed = np.repeat(np.arange(len(first) - 1, dtype=np.uint32), np.diff(first))
    order = np.lexsort((listed, distance, place))  # nearest first; equal ones by listed token
    return np.append(0, np.cumsum(np.bincount(place, minlength=n_tokens))), listed[order], distance[order]


def _within(shard: NameShard, links: TokenLinks) -> Links:
    """The links to tokens that the shard holds, by their places in it."""
    place, inside = _places(links.token, shard.held)
    first = np.append(0, np.cumsum(inside))[links.first]
    return first, place, links.distance[inside]


def _places(token: NDArray[Any], held: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The places in `held`, which is ascending, of those tokens that are there; and which these are."""
    place = np.searchsorted(held, token)
    inside = place < len(held)
    inside[inside] = held[place[inside]] == token[inside]
    return place[inside], inside


def _entries(shard: NameShard, names: NameIndex) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Where the shard's neighbours read as one word lie that share a key with a listed token, key by key."""
    first = np.zeros(len(names.native) + 1, np.int64)
    start = np.empty(len(names.native) * MAX_KEYS, np.uint64)
    start = start[: entry_starts(names.tokens(), syllables.load().tree(), first, start)]
    end = start | np.uint64((1 << KEY_SHIFT) - 1)
    return first, np.searchsorted(shard.joined, start), np.searchsorted(shard.joined, end, "right")


def _shared_numbers(shard: NameShard, entries: EntryIndex) -> NDArray[np.uint32]:
    wanted = np.unique(entries.number)
    spans = zip(*(np.searchsorted(shard.number, wanted, side).tolist() for side in ("left", "right")), strict=True)
    return np.concatenate([np.zeros(0, np.uint32), *(shard.owner[first:last] for first, last in spans)])
