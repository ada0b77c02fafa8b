"""From a subject's name to the listed names that it may be, at the least cost that loses none.

Listed names are reached through the postings of the name's tokens, the weightiest first. Once the tokens
not yet followed could not earn the threshold on their own, no unreached name can be a hit, and the
common tokens are never followed. Whoever was reached, and may still earn the threshold (matching.bound), is
aligned by the one scorer (matching.align).
"""

import numpy as np
from numba import njit

from comity.matching.index import MOST_JOINED, joined_flags, joined_phones
from comity.matching.links import APART, token_distance
from comity.matching.weights import ALIKE, ALIKE_JOINED, JOINED
from comity.names.keys import token_keys
from comity.names.tokens import FLAG_INITIAL, FLAG_JOINED, hash_row


@njit(cache=True, nogil=True)
def query_units(token, weight, columns, side):  # type: ignore[no-untyped-def]
    """Fill the single units of a subject's name; returns how many."""
    flags = columns[2]
    for i in range(token.shape[0]):
        side.mask[i] = np.uint32(1) << np.uint32(i)
        side.weight[i] = weight[i]
        side.row[i] = token[i]
        side.initial[i] = flags[token[i]] & FLAG_INITIAL != 0
    return token.shape[0]


@njit(cache=True, nogil=True)
def _read_as_one(token, i, width, columns, word):  # type: ignore[no-untyped-def]
    """Write `width` neighbouring tokens from `i`, read as one word, to the one row of `word`."""
    phones, n_phones, flags = columns
    row, n, flag = phones[token[i]], n_phones[token[i]], flags[token[i]]
    for k in range(1, width):
        n = joined_phones(row, n, phones[token[i + k]], n_phones[token[i + k]], word.phones[0])
        row = word.phones[0]
        flag = joined_flags(flag, flags[token[i + k]])
    word.n_phones[0], word.flags[0] = n, flag
    word.native[0] = hash_row(word.phones[0], n, 1)


@njit(cache=True, nogil=True)
def _link_joined(word, listed, keyed, costs, weights, scratch):  # type: ignore[no-untyped-def]
    """Links of neighbours read as one word; two such are not compared with each other. Returns how many."""
    key_value, key_token, bucket, shift = keyed
    keys, out_token, out_distance, rows = scratch.keys, scratch.token, scratch.distance, scratch.rows
    joined = word.flags[0] & FLAG_JOINED
    at = 0
    for k in range(token_keys(word, 0, keys, costs[4])):
        where = np.int64(keys[k] >> np.uint64(shift))
        for entry in range(bucket[where], bucket[where + 1]):
            token = key_token[entry]
            if key_value[entry] != keys[k] or at >= out_token.shape[0] or joined & listed[5][token]:
                continue
            apart = (joined | listed[5][token]) & FLAG_JOINED
            least = weights[ALIKE_JOINED] if apart else weights[ALIKE]
            distance = token_distance(word, 0, listed, token, costs, least, rows)
            if distance < APART and not _among(token, out_token, at):
                out_token[at] = token
                out_distance[at] = distance + weights[JOINED] if apart else distance
                at += 1
    return at


@njit(cache=True, nogil=True)
def _among(token, tokens, n):  # type: ignore[no-untyped-def]
    at = 0
    while at < n and tokens[at] != token:
        at += 1
    return at < n


@njit(cache=True, nogil=True)
def gather_links(token, vocabulary, listed, keyed, costs, weights, room):  # type: ignore[no-untyped-def]
    """All links of a name's units, joined ones included, to `room.links`. Returns (links, units)."""
    link_first, link_token, link_distance, columns = vocabulary
    out, side = room.links, room.left
    n = token.shape[0]
    links = 0
    limit = out.unit.shape[0]
    for i in range(n):
        for row in range(link_first[token[i]], link_first[token[i] + 1]):
            if links < limit:
                out.unit[links] = i
                out.token[links], out.distance[links] = link_token[row], link_distance[row]
                links += 1
    units = n
    if n > MOST_JOINED:
        return links, units
    for width in range(2, 4):
        for i in range(n - width + 1):
            _read_as_one(token, i, width, columns, room.word)
            m = _link_joined(room.word, listed, keyed, costs, weights, room.scratch) if room.word.n_phones[0] else 0
            if m == 0:
                continue
            side.mask[units] = ((np.uint32(1) << np.uint32(width)) - np.uint32(1)) << np.uint32(i)
            side.weight[units] = 0.0
            for k in range(width):
                side.weight[units] += side.weight[i + k]
            for k in range(min(m, limit - links)):
                out.unit[links] = units
                out.token[links], out.distance[links] = room.scratch.token[k], room.scratch.distance[k]
                links += 1
            units += 1
    return links, units


@njit(cache=True, nogil=True)
def remember_links(n_links, links):  # type: ignore[no-untyped-def]
    """Make the links of one name findable by listed token."""
    for link in range(n_links):
        links.before[link] = links.head[links.token[link]]
        links.head[links.token[link]] = link + 1


@njit(cache=True, nogil=True)
def forget_links(n_links, links):  # type: ignore[no-untyped-def]
    """Leave `links.head` as it was."""
    for link in range(n_links):
        links.head[links.token[link]] = 0


@njit(cache=True, nogil=True)
def pairs_with(name, index, links, pairs):  # type: ignore[no-untyped-def]
    """Linked units of the subject's name and one listed name; returns how many pairs."""
    name_first, unit_token = index[0], index[1]
    n = 0
    for unit in range(name_first[name], name_first[name + 1]):
        link = links.head[unit_token[unit]]
        while link > 0:
            if n < pairs.left.shape[0]:
                pairs.left[n], pairs.right[n] = links.unit[link - 1], unit - name_first[name]
                pairs.distance[n] = links.distance[link - 1]
                n += 1
            link = links.before[link - 1]
    return n


@njit(cache=True, nogil=True)
def most_bits_with(name, index, links):  # type: ignore[no-untyped-def]
    """Bits that the subject's name can match of one listed name at most."""
    name_first, unit_token = index[0], index[1]
    bits = 0.0
    for unit in range(name_first[name], name_first[name + 1]):
        link = links.head[unit_token[unit]]
        most = 0.0
        while link > 0:
            most = max(most, float(links.bits[link - 1]))
            link = links.before[link - 1]
        bits += most
    return bits
