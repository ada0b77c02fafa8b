"""The distinct tokens of all customers: each is numbered once, described once, and found by its keys."""

from dataclasses import dataclass, fields

import numpy as np
from numba import njit
from numpy.typing import NDArray

from comity.matching.index import cards, keyed_tokens
from comity.matching.table import TokenTable, token_identities, token_table
from comity.names.japanese import FLAG_READING, WHICH_READ
from comity.names.kernel import close
from comity.names.similarity import MAX_PHONES
from comity.names.tokens import Tokens

LAYOUT = "6"  # raised when what is compiled of customers changes its meaning
BLOCK = 1 << 18  # tokens whose keys are sorted together; bounds the memory of compiling


@dataclass(frozen=True, slots=True)
class TokenBlock:
    """Some hundred thousand tokens, by their place in the block, with what links.links_of reads of them.

    number                 the number of each token among those of all customers
    key_value, key_token   keys of the tokens, ascending; bucket: where keys of one prefix begin
    """

    phones: NDArray[np.uint8]
    n_phones: NDArray[np.uint8]
    spelling: NDArray[np.uint8]
    n_spelling: NDArray[np.uint8]
    native: NDArray[np.uint64]
    flags: NDArray[np.uint16]
    card: NDArray[np.uint64]
    number: NDArray[np.uint32]
    key_value: NDArray[np.uint64]
    key_token: NDArray[np.uint32]
    bucket: NDArray[np.int64]

    def __post_init__(self) -> None:
        close(getattr(self, name) for name in ARRAYS)  # so that kernels are compiled once, see kernel.read_only

    def tokens(self) -> tuple[NDArray[np.generic], ...]:
        """The token columns that links.links_of reads, in its order."""
        return (self.phones, self.n_phones, self.spelling, self.n_spelling, self.native, self.flags, self.card)

    def keyed(self) -> tuple[NDArray[np.generic], NDArray[np.generic], NDArray[np.int64], int]:
        """The key columns, and how far a key is shifted to give its bucket."""
        return (self.key_value, self.key_token, self.bucket, 64 - (len(self.bucket) - 2).bit_length())


ARRAYS = tuple(field.name for field in fields(TokenBlock))


class BlockBuilder:
    """Takes tables of new tokens in the order of their numbers, and gives blocks of at most `size` of them."""

    def __init__(self, *, size: int = BLOCK) -> None:
        self._size = size
        self._tables: list[TokenTable] = []
        self._waiting = self._taken = 0

    def add(self, table: TokenTable) -> None:
        """Take the tokens that are new."""
        self._tables.append(table)
        self._waiting += len(table.native)

    @property
    def is_full(self) -> bool:
        """Is there a whole block to take?"""
        return self._waiting >= self._size

    def take(self) -> TokenBlock:
        """The next block; what is beyond its size waits for the one after it."""
        whole = _joined_tables(self._tables)
        table, rest = _cut(whole, 0, self._size), _cut(whole, self._size, self._waiting)
        # Tokens of like sound are compared with the same listed token: lying together they are read at once.
        order = np.lexsort(table.phones[:, :4].T[::-1])
        table = TokenTable(*(getattr(table, field.name)[order] for field in fields(TokenTable)))
        number = (order + self._taken).astype(np.uint32)
        block = TokenBlock(
            table.phones, table.n_phones, table.spelling, table.n_spelling, table.native, table.flags,
            cards(table), number, *keyed_tokens(table),
        )  # fmt: skip
        self._tables, self._waiting = [rest], len(rest.native)
        self._taken += len(number)
        return block

    @property
    def is_empty(self) -> bool:
        """Has every token been taken?"""
        return self._waiting == 0


def _joined_tables(tables: list[TokenTable]) -> TokenTable:
    names = [field.name for field in fields(TokenTable)]
    return TokenTable(*(np.concatenate([getattr(table, name) for table in tables]) for name in names))


def _cut(table: TokenTable, start: int, stop: int) -> TokenTable:
    return TokenTable(*(getattr(table, field.name)[start:stop].copy() for field in fields(TokenTable)))


@njit(cache=True, nogil=True)
def _put(ids, slots, slot_number, used, numbers, fresh):  # type: ignore[no-untyped-def]
    """Number every identity, new ones from `used` on; their positions go to `fresh`. Returns how many are new.

    `slots` is an open-addressing table of identities, 0 where free, with room for all of them.
    """
    last = np.uint64(slots.shape[0] - 1)
    new = 0
    for i in range(ids.shape[0]):
        slot = ids[i] & last
        while slots[slot] != 0 and slots[slot] != ids[i]:
            slot = (slot + np.uint64(1)) & last
        if slots[slot] == 0:
            slots[slot] = ids[i]
            slot_number[slot] = used + new
            fresh[new] = i
            new += 1
        numbers[i] = slot_number[slot]
    return new


def _without_remains(table: TokenTable) -> TokenTable:
    """The table with zeros behind what each row holds, so that the same customers make the same files."""
    letters = np.where(table.flags & FLAG_READING, WHICH_READ, table.n_spelling)
    for rows, counts in ((table.phones, table.n_phones), (table.spelling, letters)):
        rows[np.arange(rows.shape[1]) >= counts[:, None]] = 0
    return table


COLUMNS = ("phones", "n_phones", "flags", "spelling", "n_spelling", "role", "weight")


class TokenNumbers:
    """Gives every distinct token a number, in the order of their first appearance. About 85 bytes a token.

    The columns hold what compiling names needs of the tokens, by their numbers.
    """

    def __init__(self) -> None:
        self.used = 0
        self.phones = np.zeros((0, MAX_PHONES), np.uint8)
        self.n_phones = np.zeros(0, np.uint8)
        self.flags = np.zeros(0, np.uint16)
        self.spelling = np.zeros((0, MAX_PHONES), np.uint8)
        self.n_spelling = np.zeros(0, np.uint8)
        self.role = np.zeros(0, np.uint8)
        self.weight = np.zeros(0, np.float32)
        self._slots = np.zeros(1 << 16, np.uint64)
        self._numbers = np.zeros(1 << 16, np.uint32)

    def number(self, tokens: Tokens) -> tuple[NDArray[np.uint32], TokenTable]:
        """The number of every token, and a table of those not seen before, in the order of their numbers."""
        ids = token_identities(tokens)
        self._make_room(self.used + len(ids))
        numbers, fresh = np.empty(len(ids), np.uint32), np.empty(len(ids), np.int64)
        new = _put(ids, self._slots, self._numbers, self.used, numbers, fresh)
        table = _without_remains(token_table(tokens, fresh[:new]))
        for name in COLUMNS:
            getattr(self, name)[self.used : self.used + new] = getattr(table, name)
        self.used += new
        return numbers, table

    def _make_room(self, wanted: int) -> None:
        if wanted > len(self.role):
            for name in COLUMNS:
                before = getattr(self, name)
                column = np.zeros((2 * wanted, *before.shape[1:]), before.dtype)
                column[: self.used] = before[: self.used]
                setattr(self, name, column)
        if 2 * wanted <= len(self._slots):
            return
        held = np.flatnonzero(self._slots)
        ids = self._slots[held][np.argsort(self._numbers[held])]
        size = 1 << (2 * wanted).bit_length()
        self._slots, self._numbers = np.zeros(size, np.uint64), np.zeros(size, np.uint32)
        _put(ids, self._slots, self._numbers, 0, np.empty(len(ids), np.uint32), np.empty(len(ids), np.int64))
