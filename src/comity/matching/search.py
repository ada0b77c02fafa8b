"""The bulk search: every listed name that a batch of subjects' names may be, with the score it earns."""

import numpy as np
from numba import njit

from comity.matching.align import align, earned_score, matched_bits
from comity.matching.bound import SLACK, most_earned, most_of_pairs, most_with
from comity.matching.candidates import (
    forget_links,
    gather_links,
    most_bits_with,
    pairs_with,
    query_units,
    remember_links,
)
from comity.names.tokens import FLAG_INITIAL


@njit(cache=True, nogil=True)
def listed_side(name, index, out):  # type: ignore[no-untyped-def]
    """The columns of a listed name's units, as align wants them."""
    name_first, unit_token, unit_mask, unit_weight, _, flags = index
    begin = name_first[name]
    n = name_first[name + 1] - begin
    for k in range(n):
        token = unit_token[begin + k]
        out.mask[k], out.weight[k] = unit_mask[begin + k], unit_weight[begin + k]
        out.row[k] = token
        out.initial[k] = flags[token] & FLAG_INITIAL != 0
    return out.mask[:n], out.weight[:n], out.row[:n], out.initial[:n]


@njit(cache=True, nogil=True)
def _potential(n_links, units, unit_weight, links, listed_weight, weights):  # type: ignore[no-untyped-def]
    """Bits that each unit can match at most, and where its links begin; n_links where it has none.

    Says the same of every link in `links.bits`.
    """
    most, first_link = np.zeros(units, np.float64), np.full(units, n_links, np.int64)
    for link in range(n_links - 1, -1, -1):
        unit = links.unit[link]
        first_link[unit] = link
        both = 0.5 * (unit_weight[unit] + listed_weight[links.token[link]])
        links.bits[link] = matched_bits(both, links.distance[link], weights)
        most[unit] = max(most[unit], links.bits[link])
    return most, first_link


@njit(cache=True, nogil=True)
def _reach(n_links, units, index, weights, threshold, room):  # type: ignore[no-untyped-def]
    """Follow postings, the weightiest units first, until the rest cannot earn the threshold.

    Returns how many names were reached (`room.seen`), and the bits that the units not followed can match at most.
    """
    side, links, seen = room.left, room.links, room.seen
    posting_first, posting = index[4]
    most, first_link = _potential(n_links, units, side.weight, links, index[5], weights)
    order = np.argsort(-side.weight[:units], kind="mergesort")
    rest, passed, n = most.sum(), 0.0, 0
    for k in range(units):
        if most_earned(rest, passed, weights) < threshold - SLACK:
            break
        unit = order[k]
        link = first_link[unit]
        while link < n_links and links.unit[link] == unit:
            token, bits = links.token[link], links.bits[link]
            for row in range(posting_first[token], posting_first[token + 1]):
                n = _met(posting[row], unit, bits, n, seen)
            link += 1
        rest -= most[unit]
        if side.mask[unit] & (side.mask[unit] - np.uint32(1)) == 0:
            passed += side.weight[unit]
    return n, max(rest, 0.0)


@njit(cache=True, nogil=True)
def _met(name, unit, bits, n, seen):  # type: ignore[no-untyped-def]
    """Remember that a unit leads to a listed name; returns how many were reached, `n` before."""
    if seen.unit[name] < 0:
        seen.unit[name], seen.bits[name], seen.last[name] = unit, bits, bits
        seen.reached[n] = name
        return n + 1
    if seen.unit[name] != unit:
        seen.unit[name], seen.last[name] = unit, bits
        seen.bits[name] += bits
    elif bits > seen.last[name]:
        seen.bits[name] += bits - seen.last[name]
        seen.last[name] = bits
    return n


@njit(cache=True, nogil=True)
def _prepare(token, weight, vocabulary, index, weights, room):  # type: ignore[no-untyped-def]
    """Units and links of one subject's name; returns how many of each."""
    query_units(token, weight, vocabulary[3], room.left)
    n_links, units = gather_links(token, vocabulary, index[1], index[2], index[3], weights, room)
    room.left.initial[token.shape[0] : units] = False
    return n_links, units


@njit(cache=True, nogil=True)
def _sides(listed_name, units, columns, index, room):  # type: ignore[no-untyped-def]
    """The prepared name beside one listed name: how many pairs of units, both sides, their tokens' tables."""
    n = pairs_with(listed_name, index[0], room.links, room.pairs)
    side = room.left
    left = (side.mask[:units], side.weight[:units], side.row[:units], side.initial[:units])
    right = listed_side(listed_name, index[0], room.right)
    return n, left, right, (columns, (index[1][0], index[1][1]))


@njit(cache=True, nogil=True)
def _earned(listed_name, units, columns, index, weights, threshold, room):  # type: ignore[no-untyped-def]
    """What the prepared name earns with one listed name; 0 where that is sure to be below the threshold."""
    n, left, right, tables = _sides(listed_name, units, columns, index, room)
    if most_of_pairs(n, room.pairs, left, right, tables, weights, room.most) < threshold - SLACK:
        return 0.0
    return earned_score(align(n, room.pairs, left, right, tables, weights)[1], weights)


@njit(cache=True, nogil=True)
def search_names(begin, end, first, token, weight, vocabulary, index, weights, threshold, room, out):  # type: ignore[no-untyped-def]
    """Search names `begin` to `end` of a batch.

    first, token, weight  tokens of each name by vocabulary number, and their bits
    vocabulary            (link_first, link_token, link_distance, (phones, n_phones, flags))
    index                 (names, listed tokens, keys, costs, postings, bits by token, by name): see Screener
    out                   (name, listed name, earned) columns to fill
    Returns (the name reached, or -1 - it where its pairs do not fit; how many pairs).
    """
    name_weight, seen = index[6], room.seen
    found = 0
    for name in range(begin, end):
        a, b = first[name], first[name + 1]
        if a == b:
            continue
        n_links, units = _prepare(token[a:b], weight[a:b], vocabulary, index, weights, room)
        n, rest = _reach(n_links, units, index, weights, threshold, room)
        for k in range(n):
            seen.unit[seen.reached[k]] = -1
        if found + n > out[0].shape[0]:
            return -1 - name, found
        own = weight[a:b].sum()
        remember_links(n_links, room.links)
        for k in range(n):
            listed_name = seen.reached[k]
            both = own + name_weight[listed_name]
            if most_with(seen.bits[listed_name] + rest, both, weights) < threshold - SLACK:
                continue
            if most_with(most_bits_with(listed_name, index[0], room.links), both, weights) < threshold - SLACK:
                continue
            earned = _earned(listed_name, units, vocabulary[3], index, weights, threshold, room)
            if earned >= threshold:
                out[0][found], out[1][found], out[2][found] = name, listed_name, earned
                found += 1
        forget_links(n_links, room.links)
    return end, found


@njit(cache=True, nogil=True)
def compare_pair(token, weight, listed_name, vocabulary, index, weights, room):  # type: ignore[no-untyped-def]
    """Align one subject's name with one listed name, and say how; the same steps as in search_names.

    Returns (the account, see align; masks covered left and right, and per chosen
    pair: masks of both sides, distance and bits).
    """
    n_links, units = _prepare(token, weight, vocabulary, index, weights, room)
    remember_links(n_links, room.links)
    m, left, right, tables = _sides(listed_name, units, vocabulary[3], index, room)
    forget_links(n_links, room.links)
    pairs = room.pairs
    n, account, taken_l, taken_r = align(m, pairs, left, right, tables, weights)
    masks, apart = np.zeros((n, 2), np.uint32), np.zeros((n, 2), np.float32)
    for k in range(n):
        a, b = pairs.left[pairs.chosen[k]], pairs.right[pairs.chosen[k]]
        masks[k, 0], masks[k, 1] = left[0][a], right[0][b]
        apart[k, 0], apart[k, 1] = pairs.distance[pairs.chosen[k]], 0.5 * (left[1][a] + right[1][b])
    return account, (taken_l, taken_r), masks, apart
