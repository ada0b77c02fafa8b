"""Where listed tokens lead to: the names that hold them, each with its other words, so that most are passed over
without a look at them.

Of the names that hold a token like one of a subject's, few hold another like the rest of it. So a posting says which
other words its name has, and how many bits of each are lost where nothing corresponds to it: enough to tell, from what
lies together in memory, what the name can earn at most. A posting is a row of numbers of four bytes: the name; its
bits, as they lie in memory; how many other units it has, and above that what they lose together; then each of these,
its token and above that what it loses.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from comity.matching.near import is_firm, is_single
from comity.matching.table import TokenTable
from comity.names.kernel import inner, kernel

# Parts of a posting, and of what it says of one word.
NAME, BITS, ABOUT, HEAD = range(4)
UNITS, UNITS_BITS = np.uint32(0xFF), np.uint32(8)
TOKEN, TOKEN_BITS = np.uint32(0xFFFFFF), np.uint32(24)  # of more tokens some share a number, which loses no name
# What a word loses, in parts of a bit, cut; JOINED: it is neighbours read as one, which are words of their own.
PARTS, MOST_LOST, JOINED = 8.0, 254, np.uint32(255)
# Columns of the place of a token's postings, four bytes each.
FIRST, PLAIN, END, MOST = range(4)


class Units(NamedTuple):
    """The units of all names, name by name: where those of each begin, n + 1; token, positions covered, bits."""

    first: NDArray[np.int64]
    token: NDArray[np.uint32]
    mask: NDArray[np.uint32]
    weight: NDArray[np.float32]


@inner
def _lost(unit, begin, end, units, columns):  # type: ignore[no-untyped-def]
    """What a name loses at least where nothing corresponds to one of its units, which are those from `begin` to `end`.

    One that something else than a pair may cover (near.is_firm) loses nothing here; nor does a word that stands in the
    name twice (align).
    """
    _, token, mask, weight = units
    if not is_single(mask[unit]):
        return JOINED
    if not is_firm(columns, token[unit]):
        return np.uint32(0)
    for other in range(begin, end):
        if other != unit and token[other] == token[unit]:
            return np.uint32(0)
    return np.uint32(min(weight[unit] * PARTS, MOST_LOST))


@kernel
def _count_beside(first, mask, out):  # type: ignore[no-untyped-def]
    """How many units each has beside it, of those of its name: those that cover nothing that it does."""
    for name in range(first.shape[0] - 1):
        for unit in range(first[name], first[name + 1]):
            out[unit] = 0
            for other in range(first[name], first[name + 1]):
                out[unit] += not mask[other] & mask[unit]


@kernel
def _write_beside(units, columns, at, out):  # type: ignore[no-untyped-def]
    """Write what a posting says of the units beside each, and of them all together, to `out` from `at` on."""
    first, token, mask, _ = units
    for name in range(first.shape[0] - 1):
        begin, end = first[name], first[name + 1]
        for other in range(begin, end):
            lost = _lost(other, begin, end, units, columns)
            said = (token[other] & TOKEN) | lost << TOKEN_BITS
            for unit in range(begin, end):
                if mask[other] & mask[unit]:
                    continue
                about = at[unit] + ABOUT
                out[about] += np.uint32(1) + (np.uint32(0) if lost == JOINED else lost << UNITS_BITS)
                out[about + np.int64(out[about] & UNITS)] = said


def lay_out(
    units: Units, table: TokenTable, initial: NDArray[np.bool_], name_weight: NDArray[np.float32]
) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """(where the postings of each token are; the postings, by token).

    Of a token's names those that have an initial come first.
    """
    names, tokens = len(initial), len(table.native)
    name = np.repeat(np.arange(names, dtype=np.uint32), np.diff(units.first))
    size = np.empty(len(name), np.int64)
    _count_beside(units.first, units.mask, size)
    size += HEAD
    order = np.lexsort((~initial[name], units.token))
    at = np.empty(len(name), np.int64)
    at[order] = np.cumsum(size[order]) - size[order]
    postings = np.zeros(int(size.sum()), np.uint32)
    postings[at + NAME], postings[at + BITS] = name, name_weight.view(np.uint32)[name]
    _write_beside(units, _columns(table), at, postings)
    place, most = np.zeros((tokens, 4), np.uint32), np.zeros(tokens, np.float32)
    place[:, END] = np.cumsum(np.bincount(units.token, size, tokens).astype(np.int64))
    place[1:, FIRST] = place[:-1, END]
    with_initial = initial[name]
    place[:, PLAIN] = place[:, FIRST] + np.bincount(units.token[with_initial], size[with_initial], tokens)
    np.maximum.at(most, units.token, units.weight)
    place[:, MOST] = most.view(np.uint32)
    return place, postings


def _columns(table: TokenTable) -> tuple[NDArray[np.generic], ...]:
    phones, n_phones, letters, n_letters, _, flags = table.compared()
    return phones, n_phones, flags, letters, n_letters
