"""The distinct tokens of subjects, each linked once to the listed tokens it may stand for.

A million people share some hundred thousand tokens: links are found once per token and kept until the
vocabulary is full. It belongs to one index and one scorecard and is never shared between two.
"""

from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.matching.index import NameIndex
from comity.matching.links import link_costs, link_tokens, nearest_first
from comity.matching.room import MAX_LINKS, Linking, linking_for
from comity.matching.table import TokenTable, token_identities, token_table
from comity.names.kernel import kernel, read_only
from comity.names.tokens import Tokens

FULL = 1_500_000  # tokens; then the vocabulary starts afresh, so that memory stays flat
LINK_ROOM = 64


@kernel
def _number(ids, slots, slot_id, used, out, fresh):  # type: ignore[no-untyped-def]
    """Give every identity its number, new ones from `used` on; returns how many are new.

    `slots` is an open-addressing table of identities (0: free), `slot_id` their numbers. The positions
    of the new ones go to `fresh`.
    """
    mask = np.uint64(slots.shape[0] - 1)
    new = 0
    for i in range(ids.shape[0]):
        slot = ids[i] & mask
        while slots[slot] != 0 and slots[slot] != ids[i]:
            slot = (slot + np.uint64(1)) & mask
        if slots[slot] == 0:
            slots[slot] = ids[i]
            slot_id[slot] = used + new
            fresh[new] = i
            new += 1
        out[i] = slot_id[slot]
    return new


@dataclass(slots=True)
class Columns:
    """Growing columns of the vocabulary; the first `used` rows are filled."""

    phones: NDArray[np.uint8]
    n_phones: NDArray[np.uint8]
    flags: NDArray[np.uint16]
    spelling: NDArray[np.uint8]
    n_spelling: NDArray[np.uint8]
    role: NDArray[np.uint8]
    weight: NDArray[np.float32]
    link_first: NDArray[np.int64]


class Vocabulary:
    """Numbers for tokens, and the links of each. Not safe for use from several threads at once."""

    def __init__(self, index: NameIndex, weights: NDArray[np.float32]) -> None:
        self._index, self._weights = index, weights
        self._costs = link_costs()
        self._rooms: list[Linking] = []  # one for each share of a batch
        self._reset(1 << 12)

    def _reset(self, size: int) -> None:
        self.used = self.n_links = 0
        self._slots = np.zeros(2 * size, np.uint64)
        self._slot_id = np.zeros(2 * size, np.uint32)
        width = self._index.phones.shape[1]
        self.columns = Columns(
            np.zeros((size, width), np.uint8), np.zeros(size, np.uint8), np.zeros(size, np.uint16),
            np.zeros((size, width), np.uint8), np.zeros(size, np.uint8),
            np.zeros(size, np.uint8), np.zeros(size, np.float32), np.zeros(size + 1, np.int64),
        )  # fmt: skip
        self.link_token = np.zeros(16 * size, np.uint32)
        self.link_distance = np.zeros(16 * size, np.float32)

    def numbers(self, tokens: Tokens, pool: Executor | None = None, threads: int = 1) -> NDArray[np.uint32]:
        """The number of every token of `tokens`; new ones are linked before this returns."""
        ids = token_identities(tokens)
        if self.used + len(ids) > FULL and self.used:
            self._reset(1 << 12)
        self._make_room(self.used + len(ids))
        out, fresh = np.empty(len(ids), np.uint32), np.empty(len(ids), np.int64)
        new = _number(ids, self._slots, self._slot_id, self.used, out, fresh)
        if new:
            self._add(token_table(tokens, fresh[:new]), pool, threads)
        return out

    def linked(self) -> tuple[Any, ...]:
        """The columns that the kernels of search read: links of every token, and how tokens sound."""
        columns = self.columns
        return (
            columns.link_first, self.link_token, self.link_distance,
            (
                read_only(columns.phones), read_only(columns.n_phones), read_only(columns.flags),
                read_only(columns.spelling), read_only(columns.n_spelling),
            ),
        )  # fmt: skip

    def _make_room(self, wanted: int) -> None:
        size = len(self.columns.weight)
        if wanted <= size:
            return
        size = 1 << wanted.bit_length()
        old = self.columns
        self.columns = Columns(
            _grown(old.phones, size), _grown(old.n_phones, size), _grown(old.flags, size),
            _grown(old.spelling, size), _grown(old.n_spelling, size),
            _grown(old.role, size), _grown(old.weight, size), _grown(old.link_first, size + 1),
        )  # fmt: skip
        slots, slot_id = self._slots[self._slots != 0], self._slot_id[self._slots != 0]
        self._slots, self._slot_id = np.zeros(2 * size, np.uint64), np.zeros(2 * size, np.uint32)
        order = np.argsort(slot_id, kind="stable")
        scratch = np.empty(len(slots), np.int64)
        _number(slots[order], self._slots, self._slot_id, 0, np.empty(len(slots), np.uint32), scratch)

    def _add(self, table: TokenTable, pool: Executor | None, threads: int) -> None:
        new = len(table.native)
        rows = slice(self.used, self.used + new)
        for name in ("phones", "n_phones", "flags", "spelling", "n_spelling", "role", "weight"):
            getattr(self.columns, name)[rows] = getattr(table, name)
        edges = np.linspace(0, new, (threads if pool and new > 2000 else 1) + 1).astype(int)
        spans = list(pairwise(edges.tolist()))
        while len(self._rooms) < len(spans):
            self._rooms.append(linking_for(len(self._index.native)))
        run = pool.map if pool and len(spans) > 1 else map
        for token, distance, count in run(lambda span, room: self._link(table, span, room), spans, self._rooms):
            self._keep(token, distance, count)

    def _link(
        self, table: TokenTable, span: tuple[int, int], linking: Linking
    ) -> tuple[NDArray[np.uint32], NDArray[np.float32], NDArray[np.int64]]:
        begin, end = span
        index = self._index
        pieces_token, pieces_distance, counts = [], [], np.zeros(end - begin, np.int64)
        step = 4096
        room = min(end - begin, step) * LINK_ROOM + MAX_LINKS
        for start in range(begin, end, step):
            stop = min(start + step, end)
            while True:
                token, distance = np.empty(room, np.uint32), np.empty(room, np.float32)
                n = link_tokens(
                    table.compared(), start, stop, index.tokens(), index.keyed(), self._costs, self._weights,
                    linking, (token, distance, counts[start - begin : stop - begin]),
                )  # fmt: skip
                if n >= 0:
                    break
                room *= 2
            nearest_first(token, distance, counts[start - begin : stop - begin])
            pieces_token.append(token[:n].copy())
            pieces_distance.append(distance[:n].copy())
        return np.concatenate(pieces_token), np.concatenate(pieces_distance), counts

    def _keep(self, token: NDArray[np.uint32], distance: NDArray[np.float32], count: NDArray[np.int64]) -> None:
        end = self.n_links + len(token)
        if end > len(self.link_token):
            self.link_token = _grown(self.link_token, 2 * end)
            self.link_distance = _grown(self.link_distance, 2 * end)
        self.link_token[self.n_links : end] = token
        self.link_distance[self.n_links : end] = distance
        first = self.columns.link_first
        first[self.used + 1 : self.used + 1 + len(count)] = self.n_links + np.cumsum(count)
        self.used += len(count)
        self.n_links = end


def _grown(column: NDArray[Any], size: int) -> NDArray[Any]:
    out = np.zeros((size, *column.shape[1:]), column.dtype)
    out[: len(column)] = column
    return out
