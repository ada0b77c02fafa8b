"""What a customer's name that was reached could earn with a listed name, at most: a bound by bits.

Most are turned away by what reached them alone: by the fewest bits that a name of its weight must match, which are
looked up, since nothing else of the name need then be fetched from memory. Most others are by the words of either name
that nothing corresponds to, as far as nothing else may cover them (near.is_firm).
"""

import numpy as np
from numba import njit

from comity.matching.align import matched_bits
from comity.matching.bound import least_bits, most_apart, most_with
from comity.matching.index import MOST_JOINED
from comity.matching.near import is_firm, is_single
from comity.matching.turned.follow import BITS, FINE, WINDOW
from comity.matching.turned.joined import WIDEST
from comity.names.japanese import FLAG_READING
from comity.names.kernel import inner
from comity.names.tokens import FLAG_INITIAL

EPOCH, MOST, COVERED = range(3)
# Kinds of tokens: something else than a pair may cover it; nothing else may; it may cover any; it reads others, and
# covers them with itself.
SPARED, FIRM, INITIAL, READS = np.uint8(0), np.uint8(1), np.uint8(2), np.uint8(3)
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


@inner
def fill_kinds(columns, kinds):  # type: ignore[no-untyped-def]
    """Write the kind of every token; `columns`: how they sound, as near.is_firm reads them."""
    for token in range(kinds.shape[0]):
        if columns[2][token] & FLAG_INITIAL:
            kinds[token] = INITIAL
        elif columns[2][token] & FLAG_READING:
            kinds[token] = READS
        else:
            kinds[token] = FIRM if is_firm(columns, token) else SPARED


@inner
def fill_listed_kinds(units, listed, columns, kinds):  # type: ignore[no-untyped-def]
    """Write the kind of every unit of a listed name; of one that stands in it twice align asks less, and neighbours
    read as one word are covered with the words that they are."""
    _, token, mask, _, _, flags = listed[0]
    for unit in range(units[0], units[1]):
        kind = SPARED
        if is_single(mask[unit]):
            if flags[token[unit]] & FLAG_INITIAL:
                kind = INITIAL
            elif is_firm(columns, token[unit]):
                kind = FIRM
                for other in range(units[0], units[1]):
                    if other != unit and token[other] == token[unit]:
                        kind = SPARED
        kinds[unit - units[0]] = kind


@njit(nogil=True)
def gains_room():  # type: ignore[no-untyped-def]
    """Scratch of sift: bits by place and width of a window."""
    return np.zeros((MOST_JOINED, WIDEST + 1), np.float32)


@inner
def mark(units, listed, links, held_most, epoch, marks, weights):  # type: ignore[no-untyped-def]
    """Note of every customers' token how many bits it may match with a unit of a listed name, at most, and which
    positions of that name it may cover.

    `marks`: a row a token, of EPOCH, MOST bits in FINE parts and positions COVERED, one bit each.
    """
    link_first, link_place, link_distance = links
    for unit in range(units[0], units[1]):
        token = listed[0][1][unit]
        for link in range(link_first[token], link_first[token + 1]):
            place = link_place[link]
            bits = 0.5 * (held_most[place] + listed[0][3][unit])
            fine = np.int32(np.ceil(matched_bits(bits, link_distance[link], weights) * FINE))
            if marks[place, EPOCH] != epoch:
                marks[place, EPOCH], marks[place, MOST], marks[place, COVERED] = epoch, 0, 0
            marks[place, MOST] = max(marks[place, MOST], fine)
            marks[place, COVERED] |= np.int32(listed[0][2][unit])


@inner
def sift(reached, n, names, listed_name, epoch, marks, state, items, graded, weights, bar, gains, out):  # type: ignore[no-untyped-def]
    """Mark in `out` those of `n` names reached that could match enough bits with the marked listed name.

    listed_name     (bits of the name; bits, positions and kinds of its units)
    state, items    see follow; `gains`: scratch, see gains_room
    graded          grade of every name, what names of each grade need (fill_needs), kind of every token
    """
    name_first, name_token, _, name_weight = names
    grades, needs, kinds = graded
    for k in range(n):
        name = reached[k]
        if state[name, BITS] < needs[grades[name]] or out[name]:
            continue
        both = listed_name[0] + name_weight[name]
        begin, end, fine = np.int64(name_first[name]), np.int64(name_first[name + 1]), 0
        for i in range(begin, end):
            place = name_token[i]
            if marks[place, EPOCH] == epoch:
                fine += marks[place, MOST]
        matched = fine / FINE
        if state[name, WINDOW] >= 0:
            matched += _gained(begin, names, listed_name[1], epoch, marks, state[name, WINDOW], items, gains)
        if most_with(matched, both, weights) >= bar:
            mine, theirs = _left_over((begin, end), names, listed_name, epoch, marks, kinds, state[name, WINDOW], items)
            out[name] = most_apart(matched, both, mine, theirs, weights) >= bar


@inner
def _left_over(span, names, listed_name, epoch, marks, kinds, latest, items):  # type: ignore[no-untyped-def]
    """Bits of a name, by the span of its tokens, and of the marked listed name that are sure to be left over: of words
    that only a pair can cover and that have none. An initial may cover any word of the other name."""
    _, name_token, token_weight, _ = names
    _, weight, mask, listed_kinds = listed_name
    covered, taken, shortened, unsure, mine, theirs = np.int32(0), np.int64(0), False, False, 0.0, 0.0
    item = latest
    while item >= 0:
        covered |= np.int32(mask[items[item, 1]])
        taken |= ((np.int64(1) << np.int64(items[item, 3])) - 1) << np.int64(items[item, 2])
        item = items[item, 0]
    for i in range(span[0], span[1]):
        place = name_token[i]
        shortened = shortened or kinds[place] == INITIAL
        unsure = unsure or kinds[place] == READS
        if marks[place, EPOCH] == epoch:
            covered |= marks[place, COVERED]
        elif kinds[place] == FIRM and not (taken >> (i - span[0])) & 1 and not stands_twice(i, span, name_token):
            mine += token_weight[i]
    for unit in range(mask.shape[0]):
        unsure = unsure or listed_kinds[unit] == INITIAL
        if listed_kinds[unit] == FIRM and not np.int32(mask[unit]) & covered:
            theirs += weight[unit]
    return 0.0 if unsure else mine, 0.0 if shortened else theirs


@inner
def stands_twice(i, span, name_token):  # type: ignore[no-untyped-def]
    """Does a token stand in its name once more? Then something else may cover it (align)."""
    found = False
    for other in range(span[0], span[1]):
        found = found or (other != i and name_token[other] == name_token[i])
    return found


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
