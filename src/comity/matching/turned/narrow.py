"""The few names of a run of a shard that any listed name could hit, laid out as a small shard of their own.

Most customers share at most a common word with any listed name. One pass over a run tells them: by the most bits that
each of their words can match with any listed one at all, and by their words to which nothing listed corresponds. Their
neighbours read as one word are then measured, once for all listed names. What is left, a twentieth of the names, is
followed for one listed name after another, and the processor's cache can hold it.
"""

import numpy as np
from numba import njit

from comity.matching.align import matched_bits
from comity.matching.bound import least_bits, most_apart
from comity.matching.index import MOST_JOINED
from comity.matching.turned.joined import NAME_BITS, WIDEST, WIDTH_BITS, window_place
from comity.matching.turned.sift import FIRM, GRADES, NARROWLY, READS, STEP, gains_room, stands_twice
from comity.matching.turned.words import BEFORE, NO_WORD, PLACE, TOKEN, WIDTH, measure_windows
from comity.names.kernel import inner
from comity.names.tokens import FLAG_INITIAL

NEVER = np.float32(-1.0)  # what a token matches that is linked to none


@njit(nogil=True)
def narrow(span, chosen, listed, links, shard, kinds, weights, least, measure):  # type: ignore[no-untyped-def]
    """The names from span[0] to span[1] that could earn `least` with a chosen listed name; arguments as in reach.

    Returns their numbers, and of them alone, numbered anew: their (first, token, token's bits, bits); (begin, end,
    names) of postings; (windows as `joined` has them, first and end of those of each listed token that may be it).
    """
    names, held_most, entries = shard[0], shard[1], shard[2]
    alive, linked = np.ones(span[1] - span[0], np.bool_), np.zeros(held_most.shape[0], np.bool_)
    latest, items = np.full(span[1] - span[0], -1, np.int32), np.empty((_count(entries), 4), np.int32)
    _note_windows(entries, span, latest, items)
    n_listed, lightest = entries[1].shape[0] - 1, np.empty(2, np.float64)
    most, heaviest = np.empty((2, held_most.shape[0]), np.float32), np.empty((2, n_listed), np.float32)
    needs, room = np.zeros((2, GRADES), np.float32), (gains_room(), np.zeros(MOST_JOINED + 1, np.float64))
    for initials in range(2):  # an initial may cover any word: of such listed names nothing is sure to be lost
        lightest[initials] = _weigh_listed(chosen, listed, initials, heaviest[initials])
        _weigh_held(heaviest[initials], links, held_most, weights, most[initials], linked)
        _fill_least(lightest[initials], least, weights, needs[initials])
    for measured in (False, True):
        if measured:
            measure_windows(span, alive, names, shard[3], (latest, items), weights, measure)
        among, alive = alive, np.zeros(alive.shape[0], np.bool_)
        for initials in range(2):
            if lightest[initials] == np.inf:
                continue
            marks = (most[initials], kinds, initials == 1)
            _choose(
                span, among, names, marks, (latest, items, heaviest[initials]), (lightest[initials], needs[initials]),
                weights, least, room, alive,
            )  # fmt: skip
    which = np.flatnonzero(alive) + span[0]
    left = _taken(which, names)
    return which, left, _posted(left, linked), _entered(which - span[0], latest, items, n_listed)


@inner
def _count(entries):  # type: ignore[no-untyped-def]
    """How many windows share a key with a listed token."""
    count = np.int64(0)
    for key in range(entries[2].shape[0]):
        count += entries[3][key] - entries[2][key]
    return count


@inner
def _weigh_listed(chosen, listed, initials, heaviest):  # type: ignore[no-untyped-def]
    """Note the most bits of every listed token in any chosen name with an initial, or without one; NEVER where it is in
    none. Returns the least bits of such a name."""
    first, token, _, weight, _, flags = listed[0]
    heaviest[:] = NEVER
    lightest = np.inf
    for k in range(chosen.shape[0]):
        begin, end, found = first[chosen[k]], first[chosen[k] + 1], False
        for unit in range(begin, end):
            found = found or flags[token[unit]] & FLAG_INITIAL != 0
        if found != initials:
            continue
        lightest = min(lightest, float(listed[1][chosen[k]]))
        for unit in range(begin, end):
            heaviest[token[unit]] = max(heaviest[token[unit]], weight[unit])
    return lightest


@inner
def _weigh_held(heaviest, links, held_most, weights, most, linked):  # type: ignore[no-untyped-def]
    """Note how many bits each of the customers' tokens may match at most, NEVER where it is linked to none."""
    link_first, link_place, link_distance = links
    most[:] = NEVER
    for token in range(heaviest.shape[0]):
        if heaviest[token] == NEVER:
            continue
        for link in range(link_first[token], link_first[token + 1]):
            place = link_place[link]
            bits = matched_bits(0.5 * (held_most[place] + heaviest[token]), link_distance[link], weights)
            most[place] = max(most[place], np.float32(bits))
            linked[place] = True


@inner
def _note_windows(entries, span, latest, items):  # type: ignore[no-untyped-def]
    """Note of every name its windows that share a key with a listed token: rows of `items`, each with the one
    before it, or -1; `latest`: the last of each name."""
    joined, entry_first, entry_begin, entry_end = entries
    at = 0
    for token in range(entry_first.shape[0] - 1):
        for key in range(entry_first[token], entry_first[token + 1]):
            for row in range(entry_begin[key], entry_end[key]):
                name, place, width = window_place(joined[row])
                if span[0] <= name < span[1]:
                    items[at, BEFORE], items[at, TOKEN] = latest[name - span[0]], token
                    items[at, PLACE], items[at, WIDTH] = place, width
                    latest[name - span[0]] = at
                    at += 1


@inner
def _fill_least(lightest, bar, weights, needs):  # type: ignore[no-untyped-def]
    """Write the fewest bits that a name of each grade must match: with the lightest listed name, since all that is
    left over of a heavier one costs more; a name that can match half of both is looked at."""
    for each in range(GRADES):
        both = lightest + each * STEP
        needs[each] = max(0.0, min(least_bits(both, bar, weights), 0.5 * both) - NARROWLY)


@inner
def _choose(span, among, names, marks, windows, listed_least, weights, bar, room, alive):  # type: ignore[no-untyped-def]
    """Mark those among the names that may match enough bits.

    marks           (most bits of every token, its kind, has the listed name an initial?)
    windows         (latest of each name, items, most bits of each listed token)
    listed_least    (bits of the lightest listed name, bits needed by grade)
    """
    name_first, name_token, _, name_weight = names
    most, latest, needs = marks[0], windows[0], listed_least[1]
    for k in range(alive.shape[0]):
        if alive[k] or not among[k]:
            continue
        name = span[0] + k
        begin, end, matched = np.int64(name_first[name]), np.int64(name_first[name + 1]), 0.0
        grade = min(np.int64(name_weight[name] / STEP), GRADES - 1)
        if latest[k] >= 0:
            matched = _most_covered(begin, end - begin, names, most, (latest[k], windows[1], windows[2]), room)
        else:
            for i in range(begin, end):
                matched += max(most[name_token[i]], np.float32(0.0))
        if matched < needs[grade]:
            continue
        both = max(2.0 * matched, listed_least[0] + name_weight[name])
        mine = 0.0 if marks[2] else _sure_to_be_lost((begin, end), names, marks, latest[k], windows[1])
        alive[k] = most_apart(matched + NARROWLY, both, mine, 0.0, weights) >= bar


@inner
def _most_covered(begin, n, names, most, windows, room):  # type: ignore[no-untyped-def]
    """The most bits that the tokens of a name can match, each by itself or in one of its windows."""
    _, name_token, token_weight, _ = names
    item, items, heaviest = windows
    gains, best = room
    for i in range(n):
        for width in range(2, WIDEST + 1):
            gains[i, width] = NEVER
    while item >= 0:
        place, width, token = items[item, PLACE], items[item, WIDTH], items[item, TOKEN]
        if token != NO_WORD:
            gains[place, width] = max(gains[place, width], heaviest[token])
        item = items[item, BEFORE]
    best[0] = 0.0
    for i in range(n):
        best[i + 1] = best[i] + max(most[name_token[begin + i]], np.float32(0.0))
        bits = token_weight[begin + i]
        for width in range(2, min(WIDEST, i + 1) + 1):
            start = i + 1 - width
            bits += token_weight[begin + start]
            if gains[start, width] != NEVER:
                best[i + 1] = max(best[i + 1], best[start] + 0.5 * (bits + gains[start, width]))
    return best[n]


@inner
def _sure_to_be_lost(bounds, names, marks, item, items):  # type: ignore[no-untyped-def]
    """Bits of a name that are left over whichever listed name it is held to be (as in sift)."""
    _, name_token, token_weight, _ = names
    most, kinds, _ = marks
    taken, lost, unsure = np.int64(0), 0.0, False
    while item >= 0:
        if items[item, TOKEN] != NO_WORD:
            taken |= ((np.int64(1) << np.int64(items[item, WIDTH])) - 1) << np.int64(items[item, PLACE])
        item = items[item, BEFORE]
    for i in range(bounds[0], bounds[1]):
        place = name_token[i]
        unsure = unsure or kinds[place] == READS
        free = most[place] == NEVER and not (taken >> (i - bounds[0])) & 1
        if free and kinds[place] == FIRM and not stands_twice(i, bounds, name_token):
            lost += token_weight[i]
    return 0.0 if unsure else lost


@njit(nogil=True)
def _taken(which, names):  # type: ignore[no-untyped-def]
    """Some names alone, one after another."""
    name_first, name_token, token_weight, name_weight = names
    first, weight = np.zeros(which.shape[0] + 1, np.uint32), np.empty(which.shape[0], np.float32)
    for k in range(which.shape[0]):
        first[k + 1] = first[k] + name_first[which[k] + 1] - name_first[which[k]]
        weight[k] = name_weight[which[k]]
    token, bits = np.empty(first[-1], np.uint32), np.empty(first[-1], np.float32)
    for k in range(which.shape[0]):
        begin, at = np.int64(name_first[which[k]]), np.int64(first[k])
        for i in range(np.int64(first[k + 1]) - at):
            token[at + i], bits[at + i] = name_token[begin + i], token_weight[begin + i]
    return first, token, bits, weight


@njit(nogil=True)
def _posted(names, linked):  # type: ignore[no-untyped-def]
    """The names that hold each linked token, ascending, each once."""
    first, token, _, _ = names
    posting_first, end = np.zeros(linked.shape[0] + 1, np.int64), np.zeros(linked.shape[0], np.int64)
    for i in range(token.shape[0]):
        end[token[i]] += linked[token[i]]
    for place in range(linked.shape[0]):
        posting_first[place + 1] = posting_first[place] + end[place]
        end[place] = posting_first[place]
    posting = np.empty(posting_first[-1], np.uint32)
    for name in range(first.shape[0] - 1):
        for i in range(first[name], first[name + 1]):
            place = token[i]
            again = end[place] > posting_first[place] and posting[end[place] - 1] == name
            if linked[place] and not again:
                posting[end[place]] = name
                end[place] += 1
    return posting_first[:-1], end, posting


@njit(nogil=True)
def _entered(which, latest, items, n_listed):  # type: ignore[no-untyped-def]
    """The windows of some names by the listed token that each may be, as `joined` has them."""
    begin, end = np.zeros(n_listed, np.int64), np.zeros(n_listed, np.int64)
    for k in range(which.shape[0]):
        item = latest[which[k]]
        while item >= 0:
            if items[item, TOKEN] != NO_WORD:
                end[items[item, TOKEN]] += 1
            item = items[item, BEFORE]
    count = np.int64(0)
    for token in range(n_listed):
        begin[token], count = count, count + end[token]
        end[token] = begin[token]
    held = np.empty(count, np.uint64)
    for k in range(which.shape[0]):
        item = latest[which[k]]
        while item >= 0:
            token = items[item, TOKEN]
            if token != NO_WORD:
                place = np.uint64((items[item, PLACE] << WIDTH_BITS) + items[item, WIDTH] - 2)
                held[end[token]] = place << np.uint64(NAME_BITS) | np.uint64(k)
                end[token] += 1
            item = items[item, BEFORE]
    return held, begin, end
