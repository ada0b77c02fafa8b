"""The bulk search: every listed name that a batch of subjects' names may be, with the score it earns."""

import numpy as np
from numba import njit

from comity.matching.align import MAX_PAIRS, align, earned_score, gain
from comity.matching.candidates import MAP_SIZE, MAX_UNITS, gather_links, pairs_with, query_units, remember_links
from comity.matching.weights import DOUBT, INITIAL_LOSS, MISSING
from comity.names.tokens import FLAG_INITIAL

MAX_NAME_LINKS = 8192


@njit(cache=True, nogil=True)
def listed_side(name, index, out):  # type: ignore[no-untyped-def]
    """The columns of a listed name's units, as align wants them."""
    name_first, unit_token, unit_mask, unit_weight, phones, flags = index
    mask, weight, phone, initial = out
    begin = name_first[name]
    n = name_first[name + 1] - begin
    for k in range(n):
        token = unit_token[begin + k]
        mask[k], weight[k] = unit_mask[begin + k], unit_weight[begin + k]
        phone[k] = phones[token, 0]
        initial[k] = flags[token] & FLAG_INITIAL != 0
    return mask[:n], weight[:n], phone[:n], initial[:n]


@njit(cache=True, nogil=True)
def most_earned(rest: float, passed: float, weights) -> float:  # type: ignore[no-untyped-def]
    """The most that a name can earn with `rest` bits to match and `passed` bits unmatched on one side."""
    lost = min(weights[MISSING], weights[INITIAL_LOSS]) * passed
    return rest / (rest + lost) * rest / (rest + weights[DOUBT]) if rest > 0.0 else 0.0


@njit(cache=True, nogil=True)
def _reach(n_links, units, unit_weight, unit_mask, links, listed_weight, weights, threshold, postings, state):  # type: ignore[no-untyped-def]
    """Follow postings, the weightiest units first, until the rest cannot earn the threshold.

    Returns how many names were reached; they stand in `reached`, the last of `state`'s arrays.
    """
    link_unit, link_token, link_similarity = links
    posting_first, posting = postings
    reached_in, epoch, reached = state
    most, first_link = np.zeros(units, np.float64), np.full(units + 1, n_links, np.int64)
    for link in range(n_links - 1, -1, -1):
        unit = link_unit[link]
        first_link[unit] = link
        bits = 0.5 * (unit_weight[unit] + listed_weight[link_token[link]])
        most[unit] = max(most[unit], bits * gain(link_similarity[link], weights))
    order = np.argsort(-unit_weight[:units], kind="mergesort")
    rest, passed, n = most.sum(), 0.0, 0
    for k in range(units):
        if most_earned(rest, passed, weights) < threshold:
            break
        unit = order[k]
        link = first_link[unit]
        while link < n_links and link_unit[link] == unit:
            token = link_token[link]
            for row in range(posting_first[token], posting_first[token + 1]):
                name = posting[row]
                if reached_in[name] != epoch:
                    reached_in[name] = epoch
                    reached[n] = name
                    n += 1
            link += 1
        rest -= most[unit]
        if unit_mask[unit] & (unit_mask[unit] - np.uint32(1)) == 0:
            passed += unit_weight[unit]
    return n


@njit(cache=True, nogil=True)
def _workspace():  # type: ignore[no-untyped-def]
    """Room for one name at a time: units of both sides, links, the map of links, pairs."""
    ours = (
        np.zeros(MAX_UNITS, np.uint32), np.zeros(MAX_UNITS, np.float32),
        np.zeros(MAX_UNITS, np.uint8), np.zeros(MAX_UNITS, np.bool_),
    )  # fmt: skip
    theirs = (
        np.zeros(MAX_UNITS, np.uint32), np.zeros(MAX_UNITS, np.float32),
        np.zeros(MAX_UNITS, np.uint8), np.zeros(MAX_UNITS, np.bool_),
    )  # fmt: skip
    links = (np.zeros(MAX_NAME_LINKS, np.int32), np.zeros(MAX_NAME_LINKS, np.uint32),
             np.zeros(MAX_NAME_LINKS, np.float32), np.zeros(MAX_NAME_LINKS, np.int32))  # fmt: skip
    table = (np.zeros((MAP_SIZE, 2), np.int64), np.zeros(MAP_SIZE, np.int32))
    pairs = (np.zeros(MAX_PAIRS, np.int32), np.zeros(MAX_PAIRS, np.int32),
             np.zeros(MAX_PAIRS, np.float32), np.zeros(MAX_PAIRS, np.int32))  # fmt: skip
    return ours, theirs, links, table, pairs


@njit(cache=True, nogil=True)
def _prepare(token, weight, vocabulary, index, weights, room):  # type: ignore[no-untyped-def]
    """Units and links of one subject's name; returns how many of each."""
    ours, _, links, _, _ = room
    mask, bits, phone, initial = ours
    query_units(token, weight, vocabulary[3], mask, bits, phone, initial)
    n_links, units = gather_links(
        token, bits, vocabulary, index[1], index[2], index[3], weights, (links[0], links[1], links[2], mask)
    )
    initial[token.shape[0] : units] = False
    return n_links, units


@njit(cache=True, nogil=True)
def _align_with(listed_name, units, index, weights, epoch, room):  # type: ignore[no-untyped-def]
    """Align the prepared name with one listed name; returns the right side and what align returns."""
    ours, theirs, links, table, pairs = room
    n = pairs_with(
        listed_name, index[0], (links[0], links[2], links[3]), (table[0], table[1], epoch), pairs[0], pairs[1], pairs[2]
    )
    left = (ours[0][:units], ours[1][:units], ours[2][:units], ours[3][:units])
    right = listed_side(listed_name, index[0], theirs)
    return left, right, align(n, pairs[0], pairs[1], pairs[2], left, right, weights, pairs[3])


@njit(cache=True, nogil=True)
def search_names(begin, end, first, token, weight, vocabulary, index, weights, threshold, out):  # type: ignore[no-untyped-def]
    """Search names `begin` to `end` of a batch.

    first, token, weight  tokens of each name by vocabulary number, and their bits
    vocabulary            (link_first, link_token, link_similarity, (phones, n_phones, flags))
    index                 (names, listed tokens, keys, costs, postings, bits by token): see Screener
    out                   (name, listed name, earned) columns to fill
    Returns (the name reached, or -1 - it where its pairs do not fit; how many pairs).
    """
    out_name, out_listed, out_earned = out
    room = _workspace()
    ours, links = room[0], room[2]
    n_listed = index[0][0].shape[0] - 1
    reached_in, reached = np.zeros(n_listed, np.int64), np.zeros(n_listed, np.uint32)
    found = 0
    for name in range(begin, end):
        a, b = first[name], first[name + 1]
        if a == b:
            continue
        epoch = name - begin + 1
        n_links, units = _prepare(token[a:b], weight[a:b], vocabulary, index, weights, room)
        n = _reach(
            n_links, units, ours[1], ours[0], (links[0], links[1], links[2]), index[5],
            weights, threshold, index[4], (reached_in, epoch, reached),
        )  # fmt: skip
        if n == 0:
            continue
        if found + n > out_name.shape[0]:
            return -1 - name, found
        remember_links(n_links, links[1], links[3], (room[3][0], room[3][1], epoch))
        for k in range(n):
            aligned = _align_with(reached[k], units, index, weights, epoch, room)[2]
            earned = earned_score(aligned[1], aligned[2], aligned[3], aligned[4], weights)
            if earned >= threshold:
                out_name[found], out_listed[found], out_earned[found] = name, reached[k], earned
                found += 1
    return end, found


@njit(cache=True, nogil=True)
def compare_pair(token, weight, listed_name, vocabulary, index, weights):  # type: ignore[no-untyped-def]
    """Align one subject's name with one listed name, and say how; the same steps as in search_names.

    Returns ((matched, spelling, left over left, right), masks covered left and right, and per chosen
    pair: masks of both sides, similarity and bits).
    """
    room = _workspace()
    links, pairs = room[2], room[4]
    n_links, units = _prepare(token, weight, vocabulary, index, weights, room)
    remember_links(n_links, links[1], links[3], (room[3][0], room[3][1], 1))
    left, right, aligned = _align_with(listed_name, units, index, weights, 1, room)
    n, matched, spelling, rest_l, rest_r, taken_l, taken_r = aligned
    masks, alike = np.zeros((n, 2), np.uint32), np.zeros((n, 2), np.float32)
    for k in range(n):
        a, b = pairs[0][pairs[3][k]], pairs[1][pairs[3][k]]
        masks[k, 0], masks[k, 1] = left[0][a], right[0][b]
        alike[k, 0], alike[k, 1] = pairs[2][pairs[3][k]], 0.5 * (left[1][a] + right[1][b])
    return (matched, spelling, rest_l, rest_r), (taken_l, taken_r), masks, alike
