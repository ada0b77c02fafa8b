"""The bulk search run over names, with as much room as what it finds turns out to need."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.matching.batch import Names
from comity.matching.index import NameIndex
from comity.matching.links import link_costs
from comity.matching.room import Room
from comity.matching.search import search_names

FOUND_ROOM = 1 << 14
Columns = tuple[Any, ...]


def listed_columns(names: NameIndex) -> Columns:
    """The index as search.search_names and search.compare_pair read it."""
    return (
        (names.name_first, names.unit_token, names.unit_mask, names.unit_weight, names.phones, names.flags),
        names.tokens(),
        names.keyed(),
        link_costs(),
        (names.posting_first, names.posting_plain, names.posting, names.name_initial),
        names.token_most,
        names.name_weight,
    )


def search_span(
    names: Names, span: tuple[int, int], columns: tuple[Columns, Columns, NDArray[np.float32]], bar: float, room: Room
) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Name, listed name and earned score of every pair of the names in `span` that earns `bar`.

    `columns`: links of the names' tokens (Vocabulary.linked), the index (listed_columns), weights.
    """
    (begin, end), most = span, FOUND_ROOM
    parts: list[list[NDArray[Any]]] = [[np.empty(0, np.int64)], [np.empty(0, np.int64)], [np.empty(0, np.float32)]]
    while begin < end:
        out: Columns = (np.empty(most, np.int64), np.empty(most, np.int64), np.empty(most, np.float32))
        reached, found = search_names(
            begin, end, names.first, names.token, names.weight, *columns, np.float64(bar), room, out
        )
        for part, column in zip(parts, out, strict=True):
            part.append(column[:found].copy())
        if reached < 0 and -1 - reached == begin:
            most = max(2 * most, len(columns[1][6]) + 1)
        begin = reached if reached >= 0 else -1 - reached
    return np.concatenate(parts[0]), np.concatenate(parts[1]), np.concatenate(parts[2])
