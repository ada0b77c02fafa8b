"""The bulk search: every listed name that a batch of subjects' names may be, with the score it earns."""

import numpy as np
from numba import njit

from comity.matching.align import MAX_PAIRS, align, earned_score, matched_bits
from comity.matching.candidates import MAP_SIZE, MAX_UNITS, gather_links, pairs_with, query_units, remember_links
from comity.matching.weights import DOUBT, INITIAL_LOSS, MISSING, NEAR_LOSS
from comity.names.tokens import FLAG_INITIAL

MAX_NAME_LINKS = 8192
SLACK = 1e-4  # of single precision, so that a bound never turns a hit away


@njit(cache=True, nogil=True)
def listed_side(name, index, out):  # type: ignore[no-untyped-def]
    """The columns of a listed name's units, as align wants them."""
    name_first, unit_token, unit_mask, unit_weight, _, flags = index
    mask, weight, row, initial = out
    begin = name_first[name]
    n = name_first[name + 1] - begin
    for k in range(n):
        token = unit_token[begin + k]
        mask[k], weight[k] = unit_mask[begin + k], unit_weight[begin + k]
        row[k] = token
        initial[k] = flags[token] & FLAG_INITIAL != 0
    return mask[:n], weight[:n], row[:n], initial[:n]


@njit(cache=True, nogil=True)
def most_earned(bits, passed, weights):  # type: ignore[no-untyped-def]
    """The most that a name can earn with `bits` to match and `passed` bits unmatched on one side."""
    lost = min(weights[MISSING], weights[INITIAL_LOSS], weights[NEAR_LOSS]) * passed
    return bits / (bits + lost) * bits / (bits + weights[DOUBT]) if bits > 0.0 else 0.0


@njit(cache=True, nogil=True)
def most_with(bits, both, weights):  # type: ignore[no-untyped-def]
    """The most that two names of `both` bits together can earn when at most `bits` match.

    Matching m bits covers at least 2 m of `both`; every other bit costs at least the lesser of MISSING and
    INITIAL_LOSS, which is less than one half, so the whole is least when nothing else is covered.
    """
    bits = min(bits, 0.5 * both)
    return most_earned(bits, both - 2.0 * bits, weights)


@njit(cache=True, nogil=True)
def _potential(n_links, units, unit_weight, links, listed_weight, weights):  # type: ignore[no-untyped-def]
    """Bits that each unit can match at most, and where its links begin; n_links where it has none."""
    link_unit, link_token, link_distance = links
    most, first_link = np.zeros(units, np.float64), np.full(units, n_links, np.int64)
    for link in range(n_links - 1, -1, -1):
        unit = link_unit[link]
        first_link[unit] = link
        bits = 0.5 * (unit_weight[unit] + listed_weight[link_token[link]])
        most[unit] = max(most[unit], matched_bits(bits, link_distance[link], weights))
    return most, first_link


@njit(cache=True, nogil=True)
def _reach(n_links, units, ours, links, index, weights, threshold, state):  # type: ignore[no-untyped-def]
    """Follow postings, the weightiest units first, until the rest cannot earn the threshold.

    `state` is (epoch, seen, reached): `seen` holds for each listed name the epoch and the unit that
    reached it last, with the bits that it may match; `reached` the names. Returns how many were
    reached, and the bits that the units not followed can match at most.
    """
    unit_mask, unit_weight = ours[0], ours[1]
    link_unit, link_token, _ = links
    posting_first, posting = index[4]
    epoch, (seen_epoch, seen_unit, seen_bits), reached = state
    most, first_link = _potential(n_links, units, unit_weight, links, index[5], weights)
    order = np.argsort(-unit_weight[:units], kind="mergesort")
    rest, passed, n = most.sum(), 0.0, 0
    for k in range(units):
        if most_earned(rest, passed, weights) < threshold - SLACK:
            break
        unit = order[k]
        link = first_link[unit]
        while link < n_links and link_unit[link] == unit:
            token = link_token[link]
            for row in range(posting_first[token], posting_first[token + 1]):
                name = posting[row]
                if seen_epoch[name] != epoch:
                    seen_epoch[name], seen_unit[name], seen_bits[name] = epoch, unit, most[unit]
                    reached[n] = name
                    n += 1
                elif seen_unit[name] != unit:
                    seen_unit[name] = unit
                    seen_bits[name] += most[unit]
            link += 1
        rest -= most[unit]
        if unit_mask[unit] & (unit_mask[unit] - np.uint32(1)) == 0:
            passed += unit_weight[unit]
    return n, max(rest, 0.0)


@njit(cache=True, nogil=True)
def _workspace():  # type: ignore[no-untyped-def]
    """Room for one name at a time: units of both sides, links, the map of links, pairs."""
    ours = (
        np.zeros(MAX_UNITS, np.uint32), np.zeros(MAX_UNITS, np.float32),
        np.zeros(MAX_UNITS, np.int64), np.zeros(MAX_UNITS, np.bool_),
    )  # fmt: skip
    theirs = (
        np.zeros(MAX_UNITS, np.uint32), np.zeros(MAX_UNITS, np.float32),
        np.zeros(MAX_UNITS, np.int64), np.zeros(MAX_UNITS, np.bool_),
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
    mask, bits, row, initial = ours
    query_units(token, weight, vocabulary[3], mask, bits, row, initial)
    n_links, units = gather_links(
        token, bits, vocabulary, index[1], index[2], index[3], weights, (links[0], links[1], links[2], mask)
    )
    initial[token.shape[0] : units] = False
    return n_links, units


@njit(cache=True, nogil=True)
def _align_with(listed_name, units, columns, index, weights, epoch, room):  # type: ignore[no-untyped-def]
    """Align the prepared name with one listed name; returns the right side and what align returns."""
    ours, theirs, links, table, pairs = room
    n = pairs_with(
        listed_name, index[0], (links[0], links[2], links[3]), (table[0], table[1], epoch), pairs[0], pairs[1], pairs[2]
    )
    left = (ours[0][:units], ours[1][:units], ours[2][:units], ours[3][:units])
    right = listed_side(listed_name, index[0], theirs)
    return left, right, align(n, pairs, left, right, (columns, (index[1][0], index[1][1])), weights)


@njit(cache=True, nogil=True)
def search_names(begin, end, first, token, weight, vocabulary, index, weights, threshold, out):  # type: ignore[no-untyped-def]
    """Search names `begin` to `end` of a batch.

    first, token, weight  tokens of each name by vocabulary number, and their bits
    vocabulary            (link_first, link_token, link_distance, (phones, n_phones, flags))
    index                 (names, listed tokens, keys, costs, postings, bits by token, by name): see Screener
    out                   (name, listed name, earned) columns to fill
    Returns (the name reached, or -1 - it where its pairs do not fit; how many pairs).
    """
    out_name, out_listed, out_earned = out
    room = _workspace()
    ours, links = room[0], room[2]
    name_weight = index[6]
    n_listed = name_weight.shape[0]
    seen = (np.zeros(n_listed, np.int64), np.zeros(n_listed, np.int32), np.zeros(n_listed, np.float32))
    reached = np.zeros(n_listed, np.uint32)
    found = 0
    for name in range(begin, end):
        a, b = first[name], first[name + 1]
        if a == b:
            continue
        epoch = name - begin + 1
        n_links, units = _prepare(token[a:b], weight[a:b], vocabulary, index, weights, room)
        three = (links[0], links[1], links[2])
        n, rest = _reach(n_links, units, ours, three, index, weights, threshold, (epoch, seen, reached))
        own = weight[a:b].sum()
        mapped = False
        for k in range(n):
            listed_name = reached[k]
            if most_with(seen[2][listed_name] + rest, own + name_weight[listed_name], weights) < threshold - SLACK:
                continue
            if not mapped:
                remember_links(n_links, links[1], links[3], (room[3][0], room[3][1], epoch))
                mapped = True
            aligned = _align_with(listed_name, units, vocabulary[3], index, weights, epoch, room)[2]
            earned = earned_score(aligned[1], weights)
            if earned >= threshold:
                if found == out_name.shape[0]:
                    return -1 - name, found
                out_name[found], out_listed[found], out_earned[found] = name, listed_name, earned
                found += 1
    return end, found


@njit(cache=True, nogil=True)
def compare_pair(token, weight, listed_name, vocabulary, index, weights):  # type: ignore[no-untyped-def]
    """Align one subject's name with one listed name, and say how; the same steps as in search_names.

    Returns (the account, see align; masks covered left and right, and per chosen
    pair: masks of both sides, distance and bits).
    """
    room = _workspace()
    links, pairs = room[2], room[4]
    n_links, units = _prepare(token, weight, vocabulary, index, weights, room)
    remember_links(n_links, links[1], links[3], (room[3][0], room[3][1], 1))
    left, right, aligned = _align_with(listed_name, units, vocabulary[3], index, weights, 1, room)
    n, account, taken_l, taken_r = aligned
    masks, apart = np.zeros((n, 2), np.uint32), np.zeros((n, 2), np.float32)
    for k in range(n):
        a, b = pairs[0][pairs[3][k]], pairs[1][pairs[3][k]]
        masks[k, 0], masks[k, 1] = left[0][a], right[0][b]
        apart[k, 0], apart[k, 1] = pairs[2][pairs[3][k]], 0.5 * (left[1][a] + right[1][b])
    return account, (taken_l, taken_r), masks, apart
