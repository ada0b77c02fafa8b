"""Room for the search to work in: made once for a thread, used for one name after another."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from comity.matching.align import MAX_PAIRS
from comity.matching.table import MAX_TOKENS
from comity.names.keys import MAX_KEYS
from comity.names.similarity import MAX_PHONES

MAX_UNITS = 3 * MAX_TOKENS
MAX_NAME_LINKS = 8192
MAX_JOINED_LINKS = 64


class Side(NamedTuple):
    """The units of one name: positions covered, bits, row in the table of tokens, whether an initial."""

    mask: NDArray[np.uint32]
    weight: NDArray[np.float32]
    row: NDArray[np.int64]
    initial: NDArray[np.bool_]


class Links(NamedTuple):
    """Links of a name: unit, listed token, distance, the bits that it may match at most.

    Those that lead to one listed token form a chain: `head` holds, for each listed token, the number of the
    last link that leads to it, plus one; 0 for none; `before` the same for the link before. `head` is all 0
    between two names.
    """

    unit: NDArray[np.int32]
    token: NDArray[np.uint32]
    distance: NDArray[np.float32]
    bits: NDArray[np.float32]
    before: NDArray[np.int32]
    head: NDArray[np.int32]


class Seen(NamedTuple):
    """What is known of each listed name: the unit that reached it last (-1: none, as between two names),
    bits that it may match by all units and by the last one; and which names were reached."""

    unit: NDArray[np.int32]
    bits: NDArray[np.float32]
    last: NDArray[np.float32]
    reached: NDArray[np.uint32]


class Pairs(NamedTuple):
    """Linked units of two names: of the left, of the right, their distance; and which of them were chosen."""

    left: NDArray[np.int32]
    right: NDArray[np.int32]
    distance: NDArray[np.float32]
    chosen: NDArray[np.int32]


class Word(NamedTuple):
    """A table of one row, for neighbours read as one word: the columns that links.token_distance reads."""

    phones: NDArray[np.uint8]
    n_phones: NDArray[np.uint8]
    spelling: NDArray[np.uint8]
    n_spelling: NDArray[np.uint8]
    native: NDArray[np.uint64]
    flags: NDArray[np.uint16]


class Scratch(NamedTuple):
    """Columns that are written before they are read: keys, links and distances of a word, rows of a
    distance, bits by position of either name."""

    keys: NDArray[np.uint64]
    token: NDArray[np.uint32]
    distance: NDArray[np.float32]
    rows: NDArray[np.float32]
    most_left: NDArray[np.float64]
    most_right: NDArray[np.float64]


class Room(NamedTuple):
    """Everything that the search of one name writes to."""

    left: Side
    right: Side
    links: Links
    seen: Seen
    pairs: Pairs
    word: Word
    scratch: Scratch


def room_for(n_tokens: int, n_names: int) -> Room:
    """Room to search an index of so many tokens and names."""

    def side() -> Side:
        return Side(_zeros(MAX_UNITS, "u4"), _zeros(MAX_UNITS, "f4"), _zeros(MAX_UNITS, "i8"), _zeros(MAX_UNITS, "?"))

    unit, token, distance, bits, before = (_zeros(MAX_NAME_LINKS, kind) for kind in ("i4", "u4", "f4", "f4", "i4"))
    links = Links(unit, token, distance, bits, before, head=_zeros(n_tokens, "i4"))
    seen = Seen(np.full(n_names, -1, np.int32), *(_zeros(n_names, kind) for kind in ("f4", "f4", "u4")))
    pairs = Pairs(*(_zeros(MAX_PAIRS, kind) for kind in ("i4", "i4", "f4", "i4")))
    word = Word(
        _zeros((1, MAX_PHONES), "u1"), _zeros(1, "u1"), _zeros((1, 1), "u1"), _zeros(1, "u1"),
        _zeros(1, "u8"), _zeros(1, "u2"),
    )  # fmt: skip
    scratch = Scratch(
        _zeros(MAX_KEYS, "u8"), _zeros(MAX_JOINED_LINKS, "u4"), _zeros(MAX_JOINED_LINKS, "f4"),
        _zeros((3, MAX_PHONES + 1), "f4"), _zeros(MAX_TOKENS, "f8"), _zeros(MAX_TOKENS, "f8"),
    )  # fmt: skip
    return Room(side(), side(), links, seen, pairs, word, scratch)


def _zeros(shape: int | tuple[int, int], kind: str) -> NDArray[Any]:
    return np.zeros(shape, kind)
