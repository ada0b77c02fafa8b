"""From a subject's name to the listed names that it may be, at the least cost that loses none.

Listed names are reached through the postings of the name's tokens, the weightiest first. Once the tokens
not yet followed could not earn the threshold on their own, no unreached name can be a hit, and the
common tokens are never followed. Whoever was reached is aligned by the one scorer (matching.align).
"""

import numpy as np
from numba import njit

from comity.matching.align import MAX_PAIRS
from comity.matching.index import MOST_JOINED, joined_flags, joined_phones
from comity.matching.links import APART, token_distance
from comity.matching.table import MAX_TOKENS
from comity.matching.weights import ALIKE, ALIKE_JOINED, JOINED
from comity.names.keys import MAX_KEYS, token_keys
from comity.names.tokens import FLAG_INITIAL, FLAG_JOINED, hash_row, mix

MAX_UNITS = 3 * MAX_TOKENS
MAP_SIZE = 1 << 14
MAX_JOINED_LINKS = 64


@njit(cache=True, nogil=True)
def query_units(token, weight, columns, unit_mask, unit_weight, unit_row, unit_initial):  # type: ignore[no-untyped-def]
    """Fill the single units of a subject's name; returns how many."""
    flags = columns[2]
    for i in range(token.shape[0]):
        unit_mask[i] = np.uint32(1) << np.uint32(i)
        unit_weight[i] = weight[i]
        unit_row[i] = token[i]
        unit_initial[i] = flags[token[i]] & FLAG_INITIAL != 0
    return token.shape[0]


@njit(cache=True, nogil=True)
def _read_as_one(token, i, width, columns):  # type: ignore[no-untyped-def]
    """A table of one row: `width` neighbouring tokens from `i` read as one word."""
    phones, n_phones, flags = columns
    joined, count = np.zeros((1, phones.shape[1]), np.uint8), np.zeros(1, np.uint8)
    native, flag = np.zeros(1, np.uint64), np.zeros(1, np.uint8)
    row, n = phones[token[i]], n_phones[token[i]]
    flag[0] = flags[token[i]]
    for k in range(1, width):
        n = joined_phones(row, n, phones[token[i + k]], n_phones[token[i + k]], joined[0])
        row = joined[0].copy()
        flag[0] = joined_flags(flag[0], flags[token[i + k]])
    count[0] = n
    native[0] = hash_row(joined[0], n, 1)
    return joined, count, np.zeros((1, 1), np.uint8), np.zeros(1, np.uint8), native, flag


@njit(cache=True, nogil=True)
def _link_joined(single, listed, keyed, costs, weights, out_token, out_distance):  # type: ignore[no-untyped-def]
    """Links of neighbours read as one word; two such are not compared with each other. Returns how many."""
    key_value, key_token, bucket, shift = keyed
    rows = np.zeros((3, single[0].shape[1] + 1), np.float32)
    keys = np.zeros(MAX_KEYS, np.uint64)
    at = 0
    for k in range(token_keys(single, 0, keys)):
        where = np.int64(keys[k] >> np.uint64(shift))
        for entry in range(bucket[where], bucket[where + 1]):
            token = key_token[entry]
            if key_value[entry] != keys[k] or at >= out_token.shape[0]:
                continue
            if single[5][0] & listed[5][token] & FLAG_JOINED or np.any(out_token[:at] == token):
                continue
            apart = (single[5][0] | listed[5][token]) & FLAG_JOINED
            least = weights[ALIKE_JOINED] if apart else weights[ALIKE]
            distance = token_distance(single, 0, listed, token, costs, least, rows)
            if distance < APART:
                out_token[at] = token
                out_distance[at] = distance + weights[JOINED] if apart else distance
                at += 1
    return at


@njit(cache=True, nogil=True)
def _map_put(map_key, map_link, epoch, link_token, link):  # type: ignore[no-untyped-def]
    """Remember link number `link` under its listed token; returns the link that held the place before."""
    slot = np.int64(mix(np.uint64(link_token)) & np.uint64(MAP_SIZE - 1))
    while map_key[slot, 1] == epoch and map_key[slot, 0] != link_token:
        slot = (slot + 1) & (MAP_SIZE - 1)
    before = map_link[slot] if map_key[slot, 1] == epoch else -1
    map_key[slot, 0], map_key[slot, 1] = link_token, epoch
    map_link[slot] = link
    return before


@njit(cache=True, nogil=True)
def _map_get(map_key, map_link, epoch, link_token):  # type: ignore[no-untyped-def]
    slot = np.int64(mix(np.uint64(link_token)) & np.uint64(MAP_SIZE - 1))
    while map_key[slot, 1] == epoch:
        if map_key[slot, 0] == link_token:
            return map_link[slot]
        slot = (slot + 1) & (MAP_SIZE - 1)
    return -1


@njit(cache=True, nogil=True)
def gather_links(token, unit_weight, vocabulary, listed, keyed, costs, weights, room):  # type: ignore[no-untyped-def]
    """All links of a name's units, joined ones included. Returns (links, units).

    `room` holds the outputs: link_unit, link_token, link_distance; unit_mask, unit_weight.
    """
    link_first, link_token, link_distance, columns = vocabulary
    out_unit, out_token, out_distance, unit_mask = room
    n = token.shape[0]
    links = 0
    limit = out_unit.shape[0]
    for i in range(n):
        for row in range(link_first[token[i]], link_first[token[i] + 1]):
            if links < limit:
                out_unit[links] = i
                out_token[links], out_distance[links] = link_token[row], link_distance[row]
                links += 1
    units = n
    found, apart = np.empty(MAX_JOINED_LINKS, np.uint32), np.empty(MAX_JOINED_LINKS, np.float32)
    if n <= MOST_JOINED:
        for width in range(2, 4):
            for i in range(n - width + 1):
                single = _read_as_one(token, i, width, columns)
                m = _link_joined(single, listed, keyed, costs, weights, found, apart)
                if m == 0:
                    continue
                unit_mask[units] = ((np.uint32(1) << np.uint32(width)) - np.uint32(1)) << np.uint32(i)
                unit_weight[units] = 0.0
                for k in range(width):
                    unit_weight[units] += unit_weight[i + k]
                for k in range(m):
                    if links < limit:
                        out_unit[links], out_token[links], out_distance[links] = units, found[k], apart[k]
                        links += 1
                units += 1
    return links, units


@njit(cache=True, nogil=True)
def remember_links(n_links, link_token, link_before, state):  # type: ignore[no-untyped-def]
    """Make the links of one name findable by listed token; those of one token form a chain."""
    map_key, map_link, epoch = state
    for link in range(n_links):
        link_before[link] = _map_put(map_key, map_link, epoch, link_token[link], link)


@njit(cache=True, nogil=True)
def pairs_with(name, index, links, state, pair_left, pair_right, distance):  # type: ignore[no-untyped-def]
    """Linked units of the subject's name and one listed name; returns how many pairs."""
    name_first, unit_token = index[0], index[1]
    link_unit, link_distance, link_before = links
    map_key, map_link, epoch = state
    n = 0
    for unit in range(name_first[name], name_first[name + 1]):
        link = _map_get(map_key, map_link, epoch, unit_token[unit])
        while link >= 0:
            if n < MAX_PAIRS:
                pair_left[n], pair_right[n] = link_unit[link], unit - name_first[name]
                distance[n] = link_distance[link]
                n += 1
            link = link_before[link]
    return n
