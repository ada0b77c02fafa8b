"""The bulk search: every listed name that a batch of subjects' names may be, with the score it earns."""

import numpy as np

from comity.matching.align import align, earned_score, matched_bits
from comity.matching.bound import SLACK, most_apart, most_beside, most_both, most_of_pairs, most_with
from comity.matching.candidates import (
    FINE,
    LAST_ROUGHLY,
    forget_links,
    gather_links,
    links_to,
    pairs_with,
    query_units,
    remember_links,
)
from comity.matching.near import is_firm, is_single
from comity.matching.postings import (
    ABOUT,
    BITS,
    END,
    FIRST,
    HEAD,
    JOINED,
    MOST,
    NAME,
    PARTS,
    PLAIN,
    TOKEN,
    TOKEN_BITS,
    UNITS,
    UNITS_BITS,
)
from comity.names.kernel import inner, kernel
from comity.names.tokens import FLAG_INITIAL

# In place of one listed name: all, and all by words of the subject's name one by one, none of them read together.
ALL, WORD_BY_WORD = -1, -2
ANY = -1.0  # a threshold that whatever earns nothing is above


@inner
def listed_side(name, names, out):  # type: ignore[no-untyped-def]
    """The columns of a listed name's units, as align wants them."""
    name_first, unit_token, unit_mask, unit_weight, _, flags = names
    begin = name_first[name]
    n = name_first[name + 1] - begin
    for k in range(n):
        token = unit_token[begin + k]
        out.mask[k], out.weight[k] = unit_mask[begin + k], unit_weight[begin + k]
        out.row[k] = token
        out.initial[k] = flags[token] & FLAG_INITIAL != 0
    return out.mask[:n], out.weight[:n], out.row[:n], out.initial[:n]


@inner
def _potential(n_links, place, place_bits, weights, side, links, units):  # type: ignore[no-untyped-def]
    """Bits that each unit, and each link, can match at most; how much there is of the postings of each unit."""
    most, postings = units.most, units.postings
    most[:], postings[:] = 0.0, 0
    for link in range(n_links):
        unit, token = links.unit[link], links.token[link]
        both = 0.5 * (side.weight[unit] + place_bits[token, MOST])
        links.bits[link] = matched_bits(both, links.distance[link], weights)
        most[unit] = max(most[unit], links.bits[link])
        postings[unit] += np.int64(place[token, END]) - np.int64(place[token, FIRST])


@inner
def _spare(n, side, units, spared, weights, threshold):  # type: ignore[no-untyped-def]
    """Choose those of `n` units that need not be followed, those with the most postings first: without the others,
    they cannot earn the threshold."""
    most, postings, firm, looked_at = units.most, units.postings, units.firm, units.looked_at
    covered, rest, left = np.uint32(0), 0.0, n
    spared[:n] = looked_at[:n] = False
    while left:
        unit = -1
        for other in range(n):  # a sort, which numba takes seconds to compile
            if not looked_at[other] and (unit < 0 or postings[other] > postings[unit]):
                unit = other
        looked_at[unit] = True
        left -= 1
        if postings[unit] == 0:
            break
        sure = unsure = 0.0
        for other in range(n):
            mask = side.mask[other]
            if mask & (mask - np.uint32(1)) == 0 and not mask & (covered | side.mask[unit]):
                if firm[other]:
                    sure += side.weight[other]
                else:
                    unsure += side.weight[other]
        if most_beside(rest + most[unit], sure, unsure, weights) < threshold - SLACK:
            spared[unit] = True
            covered |= side.mask[unit]
            rest += most[unit]


@inner
def _reach(n_links, units, own, columns, led_to, weights, threshold, side, links, potential, seen):  # type: ignore[no-untyped-def]
    """Follow postings until the units not followed cannot earn the threshold by themselves.

    An initial of a listed name may cover any token, so such names are followed further than the others.
    A name whose words beside the one that leads to it cannot add what is missing is passed over. `own`: bits of the
    subject's name. Returns how many names were reached (`room.seen`).
    """
    place, _, posting, posting_bits = led_to
    firm, spared_initial, spared_plain = potential.firm, potential.spared_initial, potential.spared_plain
    firm[:units] = False
    _spare(units, side, potential, spared_initial, weights, threshold)
    shortened = _find_firm(units, columns, side, firm)
    _spare(units, side, potential, spared_plain, weights, threshold)
    n, least = np.int64(0), threshold - SLACK
    for link in range(n_links):
        unit, token = links.unit[link], links.token[link]
        at = np.int64(place[token, PLAIN if spared_initial[unit] else FIRST])
        plain, end = np.int64(place[token, PLAIN]), np.int64(place[token, END])
        end = plain if spared_plain[unit] else end
        if at == end:
            continue
        alone = most_both(links.bits[link], least, weights) - own
        mine = _firm_beside(side.mask[unit], units, side, firm)
        while at < end:
            both, beside = posting_bits[at + BITS], posting[at + ABOUT]
            after = at + HEAD + np.int64(beside & UNITS)
            rough = _rough(posting, at + HEAD, after, links.roughly)
            if not rough:
                theirs = 0.0 if shortened else (beside >> UNITS_BITS) / PARTS
                near = both <= alone and (
                    most_apart(links.bits[link], own + both, 0.0 if at < plain else mine, theirs, weights) >= least
                )
            else:
                near = most_with(links.bits[link] + rough / FINE, own + both, weights) >= least
                if near:
                    short = at < plain, shortened
                    near = _most_at(link, at, short, own + both, units, posting, weights, side, links, firm) >= least
            name = posting[at + NAME]
            if near and not seen.name[name]:
                seen.name[name], seen.reached[n] = True, name
                n += 1
            at = after
    return n


@inner
def _find_firm(units, columns, side, firm):  # type: ignore[no-untyped-def]
    """Note which tokens of the subject's name nothing but a pair can cover; one that stands in it twice something else
    may (align). Returns whether one is an initial, which may cover any word of a listed name."""
    shortened = False
    for unit in range(units):
        shortened = shortened or side.initial[unit]
        if is_single(side.mask[unit]):
            firm[unit] = is_firm(columns, side.row[unit])
            for other in range(unit):
                if side.row[other] == side.row[unit] and is_single(side.mask[other]):
                    firm[unit] = firm[other] = False
    return shortened


@inner
def _firm_beside(covered, units, side, firm):  # type: ignore[no-untyped-def]
    """Bits of the subject's name that are left over, where these positions of it are covered."""
    bits = 0.0
    for unit in range(units):
        if firm[unit] and not side.mask[unit] & covered:
            bits += side.weight[unit]
    return bits


@inner
def _rough(posting, begin, end, roughly):  # type: ignore[no-untyped-def]
    """What the other words of a posting match at most, in parts of a bit; nothing is linked to any where it is 0."""
    rough = np.int64(0)
    for other in range(begin, end):
        rough += np.int64(roughly[posting[other] & LAST_ROUGHLY])
    return rough


@inner
def _most_at(link, at, initials, both, units, posting, weights, side, links, firm):  # type: ignore[no-untyped-def]
    """The most that the subject's name can earn with that of the posting `at`, to which a link leads.

    `initials`: has the listed name one, has the subject's? It may cover any word of the other. `both`: bits of both.
    """
    mask = side.mask[links.unit[link]]
    covered, joined, bits, theirs = mask, initials[1], float(links.bits[link]), 0.0
    for other in range(at + HEAD, at + HEAD + np.int64(posting[at + ABOUT] & UNITS)):
        most, there = links_to(posting[other] & TOKEN, mask, links, side)
        lost = posting[other] >> TOKEN_BITS
        bits += most
        covered |= there
        if lost == JOINED:
            joined = joined or there != 0
        elif there == 0:
            theirs += lost / PARTS
    mine = 0.0 if initials[0] else _firm_beside(covered, units, side, firm)
    return most_apart(bits, both, mine, 0.0 if joined else theirs, weights)


@inner
def _earned(listed_name, units, columns, names, tokens, weights, threshold, sides, links, pairs, most, aligned):  # type: ignore[no-untyped-def]
    """What the prepared name earns with one listed name; 0 where that is sure to be below the threshold.

    `columns`, `tokens`: how the tokens of either sound. How the names are aligned is left in `aligned`.
    """
    n, side = pairs_with(listed_name, names, links, pairs), sides[0]
    left = (side.mask[:units], side.weight[:units], side.row[:units], side.initial[:units])
    right = listed_side(listed_name, names, sides[1])
    tables = columns, (tokens[0], tokens[1], tokens[5], tokens[2], tokens[3])
    if most_of_pairs(n, pairs, left, right, tables, weights, most) < threshold - SLACK:
        return 0.0
    chosen, account, taken_l, taken_r = align(n, pairs, left, right, tables, weights)
    for k in range(chosen):
        a, b = pairs.left[pairs.chosen[k]], pairs.right[pairs.chosen[k]]
        aligned.masks[k, 0], aligned.masks[k, 1] = left[0][a], right[0][b]
        aligned.apart[k, 0], aligned.apart[k, 1] = pairs.distance[pairs.chosen[k]], 0.5 * (left[1][a] + right[1][b])
    aligned.account[0], aligned.account[1], aligned.account[2] = account[0], account[1], account[2]
    aligned.account[3], aligned.account[4] = account[3], account[4]
    aligned.taken[0], aligned.taken[1], aligned.taken[2] = taken_l, taken_r, chosen
    return earned_score(account, weights)


@kernel
def search_names(begin, end, only, first, token, weight, vocabulary, index, weights, threshold, room, out):  # type: ignore[no-untyped-def]
    """Search names `begin` to `end` of a batch; or compare each with one listed name, `only`, by the same steps.

    only                  ALL or WORD_BY_WORD: search; where it is a listed name, the threshold is to be ANY
    first, token, weight  tokens of each name by vocabulary number, and their bits
    vocabulary            (link_first, link_token, link_distance, columns as in near.are_near)
    index                 (names, listed tokens, keys, costs, postings): see bulk.listed_columns
    out                   (name, listed name, earned) columns to fill
    Returns (the name reached, or -1 - it where its pairs do not fit; how many pairs). `room.aligned` is of the last
    pair that was aligned.
    """
    seen, side, links = room.seen, room.left, room.links
    names, listed, keyed, costs, led_to = index
    found = 0
    for name in range(begin, end):
        a, b = first[name], first[name + 1]
        if a == b and only < 0:
            continue
        own = query_units(token[a:b], weight[a:b], vocabulary[3], side)
        word, joined = (room.word, room.read, room.solid, room.linking), only != WORD_BY_WORD
        n_links, units = gather_links(token[a:b], vocabulary, listed, keyed, costs, weights, side, links, word, joined)
        _potential(n_links, led_to[0], led_to[1], weights, side, links, room.units)
        remember_links(n_links, links)
        n = np.int64(1)
        if only < 0:
            n = _reach(n_links, units, own, vocabulary[3], led_to, weights, threshold, side, links, room.units, seen)
        else:
            seen.reached[0] = only
        for k in range(n):
            seen.name[seen.reached[k]] = False
        if found + n > out[0].shape[0]:
            forget_links(n_links, links)
            return -1 - name, found
        for k in range(n):
            listed_name, sides = np.int64(seen.reached[k]), (side, room.right)
            earned = _earned(
                listed_name, units, vocabulary[3], names, listed, weights, threshold, sides, links, room.pairs,
                room.most, room.aligned,
            )  # fmt: skip
            if earned >= threshold:
                out[0][found], out[1][found], out[2][found] = name, listed_name, earned
                found += 1
        forget_links(n_links, links)
    return end, found
