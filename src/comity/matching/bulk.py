"""The bulk search run over names, with as much room as what it finds turns out to need."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.matching.batch import Names
from comity.matching.index import NameIndex
from comity.matching.links import link_costs
from comity.matching.room import Room
from comity.matching.search import ALL, ANY, search_names

FOUND_ROOM = 1 << 14
Columns = tuple[Any, ...]
# How two names were aligned: the account, masks covered left and right, masks and distances of pairs.
Compared = tuple[tuple[float, float, float, float, int], tuple[int, int], NDArray[np.uint32], NDArray[np.float32]]


def listed_columns(names: NameIndex) -> Columns:
    """The index as search.search_names reads it."""
    return (
        (names.name_first, names.unit_token, names.unit_mask, names.unit_weight, names.phones, names.flags),
        names.tokens(),
        names.keyed(),
        link_costs(),
        names.led_to(),
    )


def search_span(
    names: Names,
    span: tuple[int, int],
    columns: tuple[Columns, Columns, NDArray[np.float32]],
    bar: float,
    room: Room,
    how: int = ALL,
) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Name, listed name and earned score of every pair of the names in `span` that earns `bar`.

    `columns`: links of the names' tokens (Vocabulary.linked), the index (listed_columns), weights. `how`: ALL, or
    WORD_BY_WORD where no neighbours of these names are linked when they are read as one word.
    """
    (begin, end), most = span, FOUND_ROOM
    parts: list[list[NDArray[Any]]] = [[np.empty(0, np.int64)], [np.empty(0, np.int64)], [np.empty(0, np.float32)]]
    while begin < end:
        out: Columns = (np.empty(most, np.int64), np.empty(most, np.int64), np.empty(most, np.float32))
        reached, found = search_names(
            begin, end, how, names.first, names.token, names.weight, *columns, np.float64(bar), room, out
        )
        for part, column in zip(parts, out, strict=True):
            part.append(column[:found].copy())
        if reached < 0 and -1 - reached == begin:
            most = max(2 * most, len(columns[1][0][0]))
        begin = reached if reached >= 0 else -1 - reached
    return np.concatenate(parts[0]), np.concatenate(parts[1]), np.concatenate(parts[2])


def compared(
    tokens: tuple[NDArray[np.uint32], NDArray[np.float32]],
    listed: int,
    columns: tuple[Columns, Columns, NDArray[np.float32]],
    room: Room,
) -> Compared:
    """How one name and one listed name are aligned; `tokens`: of the one, and their bits."""
    out: Columns = (np.empty(1, np.int64), np.empty(1, np.int64), np.empty(1, np.float32))
    search_names(0, 1, listed, np.array((0, len(tokens[0]))), *tokens, *columns, np.float64(ANY), room, out)
    masks, apart, account, taken = room.aligned
    matched, spelling, left, right, count = account.tolist()
    mine, theirs, n = taken.tolist()
    return (matched, spelling, left, right, int(count)), (mine, theirs), masks[:n].copy(), apart[:n].copy()
