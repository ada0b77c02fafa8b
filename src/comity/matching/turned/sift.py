"""What a customer's name that was reached could earn with a listed name, at most: a bound by bits.

Most are turned away by what reached them alone: by the fewest bits that a name of its weight must match, which are
looked up, since nothing else of the name need then be fetched from memory.
"""

import numpy as np
from numba import njit

from comity.matching.align import matched_bits
from comity.matching.bound import least_bits, most_with
from comity.matching.index import MOST_JOINED
from comity.matching.turned.follow import BITS, FINE, WINDOW
from comity.matching.turned.joined import WIDEST
from comity.names.kernel import inner

EPOCH, MOST = range(2)
STEP, GRADES = 0.5, 256  # bits, by which names are graded
NARROWLY = 0.01  # bits; more than single precision makes of them


@inner
def grade(names, grades):  # type: ignore[no-untyped-def]
    """Write the grade of every name: its bits, cut to a whole number of STEP."""
    for name in range(grades.shape[0]):
        grades[name] = min(np.int64(names[3][name] / STEP), GRADES - 1)


@inner
def fill_needs(listed_bits, rest, bar, weights, needs):  # type: ignore[no-untyped-def]
    """Write the fewest bits in FINE parts, beside the `rest`, that must reach a name of each grade."""
    for each in range(GRADES):
        both = listed_bits + each * STEP
        least = least_bits(both, bar, weights) - NARROWLY
        never = each < GRADES - 1 and least > 0.5 * (both + STEP)  # no more than half of both can match
        needs[each] = np.int32(2**31 - 1) if never else np.int32(max(0.0, np.floor((least - rest) * FINE)))


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
def sift(reached, n, names, listed_name, epoch, marks, state, items, graded, weights, bar, gains, out):  # type: ignore[no-untyped-def]
    """Mark in `out` those of `n` names reached that could match enough bits with the marked listed name.

    listed_name     (bits of the name, bits of its units)
    state, items    see follow; `gains`: scratch, see gains_room
    graded          grade of every name, and what names of each grade need (fill_needs)
    """
    name_first, name_token, _, name_weight = names
    grades, needs = graded
    for k in range(n):
        name = reached[k]
        if state[name, BITS] < needs[grades[name]] or out[name]:
            continue
        both = listed_name[0] + name_weight[name]
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
