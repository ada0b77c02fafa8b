"""Names of about a million customers as flat arrays, made once and opened memory-mapped."""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from comity.matching.asked import name_column
from comity.matching.entries import number_hash
from comity.matching.features.identifier import earns
from comity.matching.index import name_weights
from comity.matching.table import TokenTable, cut
from comity.matching.turned.joined import windows
from comity.matching.turned.tokens import TokenNumbers
from comity.model.entity import IdentifierType
from comity.names import syllables
from comity.names.kernel import close
from comity.names.keys import MAX_KEYS
from comity.names.tokens import Tokens, tokenise

FULL = 1_000_000  # names; about 60 MB compiled


@dataclass(frozen=True, slots=True)
class NameShard:
    """Names of customers, numbered from 0 within the shard.

    name_first                tokens of each name in their order, n_names + 1
    name_token, token_weight  such a token, by its place in `held`; its bits in that name
    name_weight, name_row     bits of each name; the customer whose it is
    held, held_most           the distinct tokens of the shard, ascending; the most bits of each in any name
    held_phones ... letters   how each sounds, and how it is written; its letters and how many it has
    joined                    neighbours read as one word, ascending (see `joined`)
    number, owner             hash of each earning identifier's normal form, ascending, and its customer
    """

    name_first: NDArray[np.uint32]
    name_token: NDArray[np.uint32]
    token_weight: NDArray[np.float32]
    name_weight: NDArray[np.float32]
    name_row: NDArray[np.uint32]
    held: NDArray[np.uint32]
    held_most: NDArray[np.float32]
    held_phones: NDArray[np.uint8]
    held_n_phones: NDArray[np.uint8]
    held_flags: NDArray[np.uint16]
    held_letters: NDArray[np.uint8]
    held_n_letters: NDArray[np.uint8]
    joined: NDArray[np.uint64]
    number: NDArray[np.uint64]
    owner: NDArray[np.uint32]

    @property
    def n_names(self) -> int:
        """How many names are in the shard."""
        return len(self.name_row)

    def __post_init__(self) -> None:
        close(getattr(self, name) for name in ARRAYS)  # so that kernels are compiled once, see kernel.read_only


ARRAYS = tuple(field.name for field in fields(NameShard))


@dataclass(frozen=True, slots=True)
class _Piece:
    """What one batch adds to a shard."""

    count: NDArray[np.int64]
    token: NDArray[np.uint32]
    weight: NDArray[np.float32]
    total: NDArray[np.float32]
    row: NDArray[np.uint32]
    joined: NDArray[np.uint64]
    number: NDArray[np.uint64]
    owner: NDArray[np.uint32]


class ShardBuilder:
    """Takes batches of customers until the shard is full, then makes it; memory is bounded by FULL."""

    def __init__(self, numbers: TokenNumbers, *, full: int = FULL) -> None:
        self._numbers, self._full = numbers, full
        self._pieces: list[_Piece] = []
        self.names = 0

    @property
    def is_full(self) -> bool:
        """Is it time to take the shard?"""
        return self.names >= self._full

    def add(self, batch: pa.RecordBatch, first_row: int) -> TokenTable:
        """Take a batch of SUBJECT_SCHEMA whose first customer has this number; returns the tokens not seen before."""
        text, starts, row_of = name_column(batch)
        tokens = cut(tokenise(text, starts))
        token, fresh = self._numbers.number(tokens)
        weight, total = np.zeros(len(token), np.float32), np.zeros(len(row_of), np.float32)
        known = self._numbers
        name_weights(tokens.first, token, known.role, known.weight, known.spelling, weight, total)
        joined = _windows(tokens, self.names)
        number, owner = _numbers_of(batch)
        piece = _Piece(
            count=np.diff(tokens.first), token=token, weight=weight, total=total,
            row=(row_of + first_row).astype(np.uint32), joined=joined,
            number=number, owner=(owner + first_row).astype(np.uint32),
        )  # fmt: skip
        self._pieces.append(piece)
        self.names += len(row_of)
        return fresh

    def take(self) -> NameShard:
        """The shard of all batches added since the last was taken."""
        token, weight, joined, number = (self._column(name) for name in ("token", "weight", "joined", "number"))
        first = np.zeros(self.names + 1, np.uint32)
        np.cumsum(self._column("count"), out=first[1:])
        held, place = _places(token, self._numbers.used)
        most = np.zeros(len(held), np.float32)
        np.maximum.at(most, place, weight)
        joined = np.unique(joined)  # keys may repeat
        order = np.argsort(number, kind="stable")
        known = self._numbers
        shard = NameShard(
            name_first=first, name_token=place, token_weight=weight,
            name_weight=self._column("total"), name_row=self._column("row"), held=held, held_most=most,
            held_phones=known.phones[held], held_n_phones=known.n_phones[held], held_flags=known.flags[held],
            held_letters=known.spelling[held], held_n_letters=known.n_spelling[held],
            joined=joined, number=number[order], owner=self._column("owner")[order],
        )  # fmt: skip
        self._pieces, self.names = [], 0
        return shard

    def _column(self, name: str) -> NDArray[Any]:
        return np.concatenate([getattr(piece, name) for piece in self._pieces])


def _windows(tokens: Tokens, first_name: int) -> NDArray[np.uint64]:
    held = (tokens.phones, tokens.n_phones, tokens.flags, tokens.spelling, tokens.n_spelling)
    room = 4 * len(tokens.native) + MAX_KEYS
    while True:
        out = np.empty(room, np.uint64)
        found = windows(tokens.first, held, first_name, syllables.load().tree(), out)
        if found >= 0:
            return out[:found].copy()
        room *= 2


def _places(token: NDArray[np.uint32], used: int) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """The distinct tokens ascending, and the place of every token among them."""
    present = np.zeros(used, bool)
    present[token] = True
    held = np.flatnonzero(present).astype(np.uint32)
    place = np.zeros(used, np.uint32)
    place[held] = np.arange(len(held), dtype=np.uint32)
    return held, place[token]


def _numbers_of(batch: pa.RecordBatch) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Hashes of the identifiers of a batch that can earn a hit, and the row of each."""
    column = batch.column("identifiers")
    each = column.flatten()
    rows = np.repeat(np.arange(len(column)), column.value_lengths().to_numpy(zero_copy_only=False)).tolist()
    found = [
        (number_hash(type_, value), row)
        for type_, value, row in zip(
            map(IdentifierType, each.field("type").to_pylist()), each.field("value").to_pylist(), rows, strict=True
        )
        if earns(type_, value)
    ]
    return np.array([pair[0] for pair in found], np.uint64), np.array([pair[1] for pair in found], np.int64)
