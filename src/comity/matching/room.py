"""Room for the search to work in: made once for a thread, used for one name after another."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from comity.matching.align import MAX_PAIRS
from comity.matching.sieve import CARD, WAYS
from comity.matching.table import MAX_TOKENS
from comity.names.alphabet import PHONES
from comity.names.kernel import read_only
from comity.names.keys import MAX_KEYS, bones_room
from comity.names.similarity import MAX_PHONES

MAX_UNITS = 3 * MAX_TOKENS
MAX_NAME_LINKS = 8192
MAX_LINKS = 4096  # of one token; a list of a million names has some hundred for the shortest ones
CHAINS, ROUGHLY = 1 << 16, 1 << 14  # by the lower part of a listed token's number
CANDIDATES = 1024  # tried together

# A table of one row: the columns that links.token_distance reads.
Word = tuple[
    NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint64], NDArray[np.uint16]
]


class Side(NamedTuple):
    """The units of one name: positions covered, bits, row in the table of tokens, whether an initial."""

    mask: NDArray[np.uint32]
    weight: NDArray[np.float32]
    row: NDArray[np.int64]
    initial: NDArray[np.bool_]


class Links(NamedTuple):
    """Links of a name: unit, listed token, distance, the bits that it may match at most.

    Those that lead to listed tokens of one number but for its higher part form a chain: `head` holds, for each such
    number, that of the last link that leads there, plus one; 0 for none; `before` the same for the link before.
    `roughly` says of each lower part of a number what its links may match at most, in parts of a bit. Both are all 0
    between two names.
    """

    unit: NDArray[np.int32]
    token: NDArray[np.uint32]
    distance: NDArray[np.float32]
    bits: NDArray[np.float32]
    before: NDArray[np.int32]
    head: NDArray[np.int32]
    roughly: NDArray[np.uint16]


class Units(NamedTuple):
    """What each unit can match at most, how long its postings are; whether nothing but a pair can cover it; whether it
    is followed among listed names without an initial, and with one; scratch."""

    most: NDArray[np.float64]
    postings: NDArray[np.int64]
    firm: NDArray[np.bool_]
    spared_plain: NDArray[np.bool_]
    spared_initial: NDArray[np.bool_]
    looked_at: NDArray[np.bool_]


class Seen(NamedTuple):
    """Whether each listed name was reached (none was, between two names), and which were."""

    name: NDArray[np.bool_]
    reached: NDArray[np.uint32]


class Pairs(NamedTuple):
    """Linked units of two names: of the left, of the right, their distance; which of them were chosen; scratch."""

    left: NDArray[np.int32]
    right: NDArray[np.int32]
    distance: NDArray[np.float32]
    chosen: NDArray[np.int32]
    worth: NDArray[np.float64]


class Linking(NamedTuple):
    """What linking one token writes to.

    keys, bones      of the token; scratch of keys.token_keys
    seen, met        one bit for each listed token, set where it was met; those that were met
    candidate        listed tokens that share a key with it
    card, flags, bag their cards (sieve.fill_cards), byte by byte, two by two and eight by eight
    apart, size      how far each is apart from it, and its length
    cheapest, rest, rows  scratch of sieve.phones_apart
    token, distance  its links
    """

    keys: NDArray[np.uint64]
    bones: NDArray[np.uint8]
    seen: NDArray[np.uint64]
    met: NDArray[np.uint32]
    candidate: NDArray[np.uint32]
    card: NDArray[np.uint8]
    flags: NDArray[np.uint16]
    bag: NDArray[np.uint64]
    apart: NDArray[np.float32]
    size: NDArray[np.float32]
    cheapest: NDArray[np.float32]
    rest: NDArray[np.float32]
    rows: NDArray[np.float32]
    token: NDArray[np.uint32]
    distance: NDArray[np.float32]


class Aligned(NamedTuple):
    """How two names were aligned: masks of both sides, distance and bits of each chosen pair of units; the account (see
    align); masks covered left and right, and how many pairs were chosen."""

    masks: NDArray[np.uint32]
    apart: NDArray[np.float32]
    account: NDArray[np.float64]
    taken: NDArray[np.uint64]


class Room(NamedTuple):
    """Everything that the search of one name writes to.

    `word` is a table of one row, for neighbours read as one word, `read` the same to be read, `solid` their phones as
    they stand; `most` are bits by position of either name; `aligned` is of the names aligned last. A kernel is handed
    no more of it than it uses: numba passes every number of every array by itself.
    """

    left: Side
    right: Side
    units: Units
    links: Links
    seen: Seen
    pairs: Pairs
    word: Word
    read: Word
    solid: NDArray[np.uint8]
    linking: Linking
    most: tuple[NDArray[np.float64], NDArray[np.float64]]
    aligned: Aligned


def room_for(n_tokens: int, n_names: int) -> Room:
    """Room to search an index of so many tokens and names."""

    def side() -> Side:
        return Side(_zeros(MAX_UNITS, "u4"), _zeros(MAX_UNITS, "f4"), _zeros(MAX_UNITS, "i8"), _zeros(MAX_UNITS, "?"))

    unit, token, distance, bits, before = (_zeros(MAX_NAME_LINKS, kind) for kind in ("i4", "u4", "f4", "f4", "i4"))
    links = Links(unit, token, distance, bits, before, _zeros(CHAINS, "i4"), _zeros(ROUGHLY, "u2"))
    seen = Seen(_zeros(n_names, "?"), _zeros(n_names, "u4"))
    pairs = Pairs(*(_zeros(MAX_PAIRS, kind) for kind in ("i4", "i4", "f4", "i4", "f8")))
    word = (
        _zeros((1, MAX_PHONES), "u1"), _zeros(1, "u1"), _zeros((1, MAX_PHONES), "u1"), _zeros(1, "u1"),
        _zeros(1, "u8"), _zeros(1, "u2"),
    )  # fmt: skip
    units = Units(*(_zeros(MAX_UNITS, kind) for kind in ("f8", "i8", "?", "?", "?", "?")))
    return Room(
        side(), side(), units, links, seen, pairs, word, _to_read(word),
        _zeros(2 * MAX_PHONES, "u1"), linking_for(n_tokens),
        (_zeros(MAX_TOKENS, "f8"), _zeros(MAX_TOKENS, "f8")),
        Aligned(_zeros((MAX_TOKENS, 2), "u4"), _zeros((MAX_TOKENS, 2), "f4"), _zeros(5, "f8"), _zeros(3, "u8")),
    )  # fmt: skip


def linking_for(n_tokens: int) -> Linking:
    """Room to link tokens to so many listed ones."""
    cards = _zeros((CANDIDATES, CARD // 8), "u8")
    return Linking(
        keys=_zeros(MAX_KEYS, "u8"), bones=bones_room(),
        seen=_zeros(n_tokens // 64 + 1, "u8"), met=_zeros(n_tokens, "u4"),
        candidate=_zeros(CANDIDATES, "u4"),
        card=cards.view(np.uint8), flags=cards.view(np.uint16), bag=cards,
        apart=_zeros(CANDIDATES, "f4"), size=_zeros(CANDIDATES, "f4"),
        cheapest=_zeros((WAYS, len(PHONES)), "f4"), rest=_zeros(MAX_PHONES + 1, "f4"),
        rows=_zeros((3, MAX_PHONES + 1), "f4"),
        token=_zeros(MAX_LINKS, "u4"), distance=_zeros(MAX_LINKS, "f4"),
    )  # fmt: skip


def _to_read(word: Word) -> Word:
    phones, n_phones, spelling, n_spelling, native, flags = word
    return (
        read_only(phones), read_only(n_phones), read_only(spelling), read_only(n_spelling), read_only(native),
        read_only(flags),
    )  # fmt: skip


def _zeros(shape: int | tuple[int, int], kind: str) -> NDArray[Any]:
    return np.zeros(shape, kind)
