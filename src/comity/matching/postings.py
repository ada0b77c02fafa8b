"""Where listed tokens lead to: the names that hold them, laid out so that most are passed over without a look at them.

Of the names that hold a token like one of a subject's, few hold another like the rest of it. So beside each such name
lie its bits and what its other words may be: a word is of two *classes* of CLASSES, by its first two consonants and
by its last two. Words that may stand for each other need not be of one class; the search gathers the classes of all
that a subject's token is linked to, so that no name is passed over which holds one of them.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from comity.matching.table import TokenTable
from comity.names.kernel import kernel
from comity.names.keys import GROUP_OF

CLASSES = 64
SPREAD = 11  # consonant groups; digits share their classes
# Columns of a posting: four bytes each, the bits as they lie in memory; eight bytes each, one bit for each class.
NAME, BITS = range(2)
BEGINNINGS, ENDINGS = 1, 2
# Columns of the place of a token's postings, four bytes each.
FIRST, PLAIN, MOST, CLASS = range(4)


class Units(NamedTuple):
    """The units of all names, name by name: where those of each begin, n + 1; token, positions covered, bits."""

    first: NDArray[np.int64]
    token: NDArray[np.uint32]
    mask: NDArray[np.uint32]
    weight: NDArray[np.float32]


def token_classes(table: TokenTable) -> NDArray[np.uint32]:
    """The class of each token by its beginning, and above it, in the second byte, that by its ending."""
    heard = np.arange(table.phones.shape[1]) < table.n_phones[:, None]
    groups = GROUP_OF[np.where(heard, table.phones, 0)]
    return _by_two(groups) | _by_two(groups[:, ::-1]) << np.uint32(8)


def _by_two(groups: NDArray[np.uint8]) -> NDArray[np.uint32]:
    rest, rows = groups.copy(), np.arange(len(groups))
    found = np.zeros(len(groups), np.uint32)
    for _ in range(2):
        at = np.argmax(rest > 0, axis=1)
        found = found * np.uint32(SPREAD) + rest[rows, at]
        rest[rows, at] = 0
    return found % np.uint32(CLASSES)


@kernel
def _classes_beside(first, token, mask, classes, out):  # type: ignore[no-untyped-def]
    """Write the classes of the words beside each unit, those that it does not cover, to `out`."""
    one = np.uint64(1)
    for name in range(first.shape[0] - 1):
        for unit in range(first[name], first[name + 1]):
            beginnings = endings = np.uint64(0)
            for other in range(first[name], first[name + 1]):
                if not mask[other] & mask[unit]:
                    beginnings |= one << np.uint64(classes[token[other]] & np.uint32(0xFF))
                    endings |= one << np.uint64(classes[token[other]] >> np.uint32(8))
            out[unit, BEGINNINGS], out[unit, ENDINGS] = beginnings, endings


def lay_out(
    units: Units, classes: NDArray[np.uint32], initial: NDArray[np.bool_], name_weight: NDArray[np.float32]
) -> tuple[NDArray[np.uint32], NDArray[np.uint64]]:
    """(where the postings of each token are, a row more than tokens; the postings, by token).

    Of a token's names those that have an initial come first.
    """
    names, tokens = len(initial), len(classes)
    name = np.repeat(np.arange(names, dtype=np.uint32), np.diff(units.first))
    order = np.lexsort((~initial[name], units.token))
    postings = np.empty((len(name), 3), np.uint64)
    _classes_beside(units.first, units.token, units.mask, classes, postings)
    halves = postings.view(np.uint32)
    halves[:, NAME], halves[:, BITS] = name, name_weight.view(np.uint32)[name]
    postings = postings[order]
    places, most = np.zeros((tokens + 1, 4), np.uint32), np.zeros(tokens, np.float32)
    np.cumsum(np.bincount(units.token, minlength=tokens), out=places[1:, FIRST])
    places[:-1, PLAIN] = places[:-1, FIRST] + np.bincount(units.token[initial[name]], minlength=tokens)
    np.maximum.at(most, units.token, units.weight)
    places[:-1, MOST], places[:-1, CLASS] = most.view(np.uint32), classes
    return places, postings
