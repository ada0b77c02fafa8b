"""The names of customers that a listed name leads to: by their tokens, and by neighbours read as one word.

Postings of the listed name's commonest tokens are not followed where the others must be shared anyway: the
search's own bound (search.most_earned), turned round.
"""

import numpy as np
from numba import njit

from comity.matching.align import matched_bits
from comity.matching.bound import most_earned
from comity.matching.turned.joined import window_place
from comity.names.kernel import inner

EPOCH, UNIT, BITS, WINDOW = range(4)
UNIT_SHIFT = 20  # a unit, and below it the bits that it adds to a name so far
FINE = 1024.0  # parts of a bit, rounded up: whole numbers lie in one row with the others of a name or token


@njit(nogil=True)
def spared(units, listed, links, held_most, postings, weights, bar):  # type: ignore[no-untyped-def]
    """Units of a listed name that need not be followed, the commonest that cannot earn its bar without the others.

    Returns (which, the bits that they can match at most together).
    """
    begin, size = units[0], units[1] - units[0]
    most, many = _potential(units, listed, links, held_most, postings, weights)
    left_out, looked_at = np.zeros(size, np.bool_), np.zeros(size, np.bool_)
    unit_mask, unit_weight = listed[0][2], listed[0][3]
    covered, rest = np.uint32(0), 0.0
    for _ in range(size):
        unit = -1
        for other in range(size):  # a sort, which numba takes seconds to compile
            if not looked_at[other] and (unit < 0 or many[other] > many[unit]):
                unit = other
        looked_at[unit] = True
        passed = 0.0
        for other in range(size):
            mask = unit_mask[begin + other]
            if mask & (mask - np.uint32(1)) == 0 and not mask & (covered | unit_mask[begin + unit]):
                passed += unit_weight[begin + other]
        if most_earned(rest + most[unit], passed, weights) < bar:
            left_out[unit] = True
            covered |= unit_mask[begin + unit]
            rest += most[unit]
    return left_out, rest


@njit(nogil=True)
def _potential(units, listed, links, held_most, postings, weights):  # type: ignore[no-untyped-def]
    """Bits that each unit of a listed name can match at most, and how many postings it has."""
    unit_token, unit_weight = listed[0][1], listed[0][3]
    link_first, link_place, link_distance = links
    begin, end = units
    most, many = np.zeros(end - begin, np.float64), np.zeros(end - begin, np.int64)
    for unit in range(begin, end):
        token = unit_token[unit]
        for link in range(link_first[token], link_first[token + 1]):
            place = link_place[link]
            bits = 0.5 * (unit_weight[unit] + held_most[place])
            most[unit - begin] = max(most[unit - begin], matched_bits(bits, link_distance[link], weights))
            many[unit - begin] += postings[1][place] - postings[0][place]
    return most, many


@inner
def follow(units, left_out, listed, links, held_most, postings, weights, epoch, state, reached):  # type: ignore[no-untyped-def]
    """Reach the names that hold what a unit may stand for; returns how many.

    `state`: a row a name, of EPOCH, UNIT that reached it last, BITS that it may match so far, latest WINDOW. A token
    that is too far from a unit to match any bit of it leads nowhere.
    """
    link_first, link_place, link_distance = links
    posting_begin, posting_end, posting = postings
    n = 0
    for unit in range(units[0], units[1]):
        if left_out[unit - units[0]]:
            continue
        token, number = listed[0][1][unit], (unit - units[0] + 1) << UNIT_SHIFT
        for link in range(link_first[token], link_first[token + 1]):
            place = link_place[link]
            both = 0.5 * (listed[0][3][unit] + held_most[place])
            bits = np.int32(np.ceil(matched_bits(both, link_distance[link], weights) * FINE))
            if bits == 0:
                continue
            for row in range(posting_begin[place], posting_end[place]):
                name = posting[row]
                if state[name, EPOCH] != epoch:
                    state[name, EPOCH], state[name, WINDOW] = epoch, -1
                    state[name, UNIT], state[name, BITS] = number + bits, bits
                    reached[n] = name
                    n += 1
                    continue
                added = state[name, UNIT] - number  # in a name of this unit by now; else far below 0 or above
                if added < 0 or added >> UNIT_SHIFT:
                    added = np.int32(0)
                if bits > added:
                    state[name, UNIT] = number + bits
                    state[name, BITS] += bits - added
    return n


@inner
def count_words(units, listed, windows):  # type: ignore[no-untyped-def]
    """How many windows follow_words will come to."""
    count = 0
    for unit in range(units[0], units[1]):
        token = listed[0][1][unit]
        count += windows[2][token] - windows[1][token]
    return count


@inner
def follow_words(units, listed, windows, names, epoch, state, items, reached, before):  # type: ignore[no-untyped-def]
    """Reach the names some of whose neighbours, read as one word, may be a unit; returns how many now.

    Every such window is a row of `items`: the next one of that name, or -1; unit, counted from the first;
    place of its first token; how many tokens. A window may match half the bits of the name, and of the unit.
    """
    joined, window_begin, window_end = windows
    n, at = before, 0
    for unit in range(units[0], units[1]):
        token = listed[0][1][unit]
        bits = np.int32(np.ceil(0.5 * listed[0][3][unit] * FINE))
        for row in range(window_begin[token], window_end[token]):
            name, place, width = window_place(joined[row])
            if state[name, EPOCH] != epoch:
                state[name, EPOCH], state[name, BITS], state[name, WINDOW] = epoch, 0, -1
                reached[n] = name
                n += 1
            item = state[name, WINDOW]
            if item < 0:
                state[name, BITS] += np.int32(np.ceil(0.5 * names[3][name] * FINE))
            if item < 0 or items[item, 1] != unit - units[0]:
                state[name, BITS] += bits
            items[at, 0], items[at, 1], items[at, 2], items[at, 3] = item, unit - units[0], place, width
            state[name, WINDOW] = at
            at += 1
    return n
