"""What a customer's name that was reached could earn with a listed name, at most: a bound by bits."""

import numpy as np
from numba import njit

from comity.matching.align import matched_bits
from comity.matching.bound import most_with
from comity.matching.index import MOST_JOINED
from comity.matching.turned.follow import BITS, FINE, WINDOW
from comity.matching.turned.joined import WIDEST
from comity.names.kernel import inner

EPOCH, MOST = range(2)


@njit(nogil=True)
def gains_room():  # type: ignore[no-untyped-def]
    """Scratch of sift: bits by place and width of a window."""
    return np.zeros((MOST_JOINED, WIDEST + 1), np.float32)


@inner
def mark(units, listed, links, held_most, epoch, marks, weights):  # type: ignore[no-untyped-def]
    """Note of every customers' token how many bits it may match with a unit of a listed name, at most.

    `marks`: a row a token, of EPOCH and MOST bits in FINE parts.
    """
    link_first, link_place, link_distance = links
    for unit in range(units[0], units[1]):
        token = listed[0][1][unit]
        for link in range(link_first[token], link_first[token + 1]):
            place = link_place[link]
            bits = 0.5 * (held_most[place] + listed[0][3][unit])
            fine = np.int32(np.ceil(matched_bits(bits, link_distance[link], weights) * FINE))
            before = marks[place, MOST] if marks[place, EPOCH] == epoch else np.int32(0)
            marks[place, EPOCH], marks[place, MOST] = epoch, max(before, fine)


@inner
def sift(reached, n, names, listed_name, epoch, marks, state, items, rest, weights, bar, gains, out):  # type: ignore[no-untyped-def]
    """Mark in `out` those of `n` names reached that could match enough bits with the marked listed name.

    listed_name     (bits of the name, bits of its units)
    state, items    see follow; `rest`: bits of the units spared; `gains`: scratch, see gains_room
    """
    name_first, name_token, _, name_weight = names
    for k in range(n):
        name = reached[k]
        both = listed_name[0] + name_weight[name]
        if out[name] or most_with(state[name, BITS] / FINE + rest, both, weights) < bar:
            continue
        begin, fine = np.int64(name_first[name]), 0
        for i in range(begin, np.int64(name_first[name + 1])):
            place = name_token[i]
            if marks[place, EPOCH] == epoch:
                fine += marks[place, MOST]
        matched = fine / FINE
        if state[name, WINDOW] >= 0:
            matched += _gained(begin, names, listed_name[1], epoch, marks, state[name, WINDOW], items, gains)
        out[name] = most_with(matched, both, weights) >= bar


@inner
def _gained(begin, names, unit_weight, epoch, marks, latest, items, gains):  # type: ignore[no-untyped-def]
    """Bits that windows of a name can match beyond those of their tokens one by one; each window once."""
    _, name_token, token_weight, _ = names
    item = latest
    while item >= 0:
        gains[items[item, 2], items[item, 3]] = 0.0
        item = items[item, 0]
    total, item = 0.0, latest
    while item >= 0:
        place, width = items[item, 2], items[item, 3]
        gain = 0.5 * unit_weight[items[item, 1]]
        for i in range(begin + place, begin + place + width):
            gain += 0.5 * token_weight[i]
            if marks[name_token[i], EPOCH] == epoch:
                gain -= marks[name_token[i], MOST] / FINE
        if gain > gains[place, width]:
            total += gain - gains[place, width]
            gains[place, width] = gain
        item = items[item, 0]
    return total
