"""The customers' names that listed names could hit: narrowed down, followed from their words, then sifted."""

import numpy as np
from numba import njit

from comity.matching.bound import SLACK
from comity.matching.room import MAX_UNITS
from comity.matching.turned.follow import count_words, follow, follow_words, spared
from comity.matching.turned.joined import window_place
from comity.matching.turned.narrow import narrow
from comity.matching.turned.sift import GRADES, fill_kinds, fill_listed_kinds, fill_needs, gains_room, grade, mark, sift


@njit(cache=True, nogil=True)
def reach(span, chosen, listed, links, shard, weights, bar, measures):  # type: ignore[no-untyped-def]
    """The names of a shard, from span[0] to span[1], that could earn `bar` with one of the chosen listed names.

    None is left out. Returns their numbers, and whether any neighbours of each may be a listed word together.

    listed  (units as search.listed_side reads them, bits of a name, how tokens sound)
    links   (first link of each listed token, place of the customers' token in the shard, distance)
    shard   ((first, token, token's bits, bits) of names, most bits of tokens,
            (joined, first key of each listed token, its entries' begin and end), how tokens sound)
    measures  what measures a word read from several: see words.measure_windows
    """
    held_most, least, gains = shard[1], bar - SLACK, gains_room()
    kinds, listed_kinds = np.zeros(held_most.shape[0], np.uint8), np.zeros(MAX_UNITS, np.uint8)
    fill_kinds(shard[3], kinds)
    which, names, postings, windows = narrow(span, chosen, listed, links, shard, kinds, weights, least, measures)
    state, marks = np.zeros((which.shape[0], 4), np.int32), np.zeros((held_most.shape[0], 3), np.int32)
    items, reached = np.zeros((0, 4), np.int32), np.zeros(which.shape[0], np.int64)
    grades, needs = np.zeros(which.shape[0], np.uint8), np.zeros(GRADES, np.int32)
    out = np.zeros(which.shape[0], np.bool_)
    grade(names, grades)
    for share in range(chosen.shape[0]):
        name, epoch = chosen[share], share + 1
        units = (listed[0][0][name], listed[0][0][name + 1])
        size = count_words(units, listed, windows)
        if size > items.shape[0]:
            items = np.zeros((2 * size, 4), np.int32)
        mark(units, listed, links, held_most, epoch, marks, weights)
        left_out, rest = spared(units, listed, links, held_most, postings, weights, least)
        n = follow(units, left_out, listed, links, held_most, postings, weights, epoch, state, reached)
        n = follow_words(units, listed, windows, names, epoch, state, items, reached, n)
        fill_listed_kinds(units, listed, listed[2], listed_kinds)
        own = slice(units[0], units[1])
        both_sides = (listed[1][name], listed[0][3][own], listed[0][2][own], listed_kinds)
        fill_needs(listed[1][name], rest, least, weights, needs)
        graded = (grades, needs, kinds)
        sift(reached, n, names, both_sides, epoch, marks, state, items, graded, weights, least, gains, out)
    several = np.zeros(which.shape[0], np.bool_)
    for row in range(windows[0].shape[0]):
        several[window_place(windows[0][row])[0]] = True
    return which[out], several[out]
