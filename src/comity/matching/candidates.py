"""From a subject's name to the listed names that it may be, at the least cost that loses none.

Listed names are reached through the postings of the name's tokens, the weightiest first. Once the tokens
not yet followed could not earn the threshold on their own, no unreached name can be a hit, and the
common tokens are never followed. Whoever was reached, and may still earn the threshold (matching.bound), is
aligned by the one scorer (matching.align).
"""

import numpy as np

from comity.matching.index import (
    MOST_JOINED,
    is_compound,
    joined_flags,
    joined_letters,
    joined_phones,
    of_one_script,
    seam_letters,
)
from comity.matching.links import links_of
from comity.matching.postings import TOKEN
from comity.matching.room import CHAINS, ROUGHLY
from comity.names.hashes import hash_row
from comity.names.japanese import FLAG_READING
from comity.names.kernel import inner
from comity.names.tokens import FLAG_INITIAL, SOUND

FINE, MOST_FINE = 512.0, 65535.0  # parts of a bit; more than three words have together
LAST_CHAIN, LAST_ROUGHLY = np.uint32(CHAINS - 1), np.uint32(ROUGHLY - 1)


@inner
def query_units(token, weight, columns, side):  # type: ignore[no-untyped-def]
    """Fill the units of a subject's name that are tokens, readings among them; returns its bits."""
    flags, letters, bits = columns[2], columns[3], np.float32(0.0)
    for i in range(token.shape[0]):
        side.mask[i] = np.uint32(1) << np.uint32(i)
        side.weight[i] = weight[i]
        side.row[i] = token[i]
        side.initial[i] = flags[token[i]] & FLAG_INITIAL != 0
        if flags[token[i]] & FLAG_READING:
            read = (np.uint32(1) << np.uint32(letters[token[i], 1])) - np.uint32(1)
            side.mask[i] |= read << np.uint32(letters[token[i], 0])
        else:
            bits += weight[i]
    return bits


@inner
def read_as_one(token, i, width, columns, word, solid):  # type: ignore[no-untyped-def]
    """Write `width` neighbouring tokens from `i`, read as one word, to the one row of `word`."""
    phones, n_phones, flags, letters, n_letters = columns
    row, n, flag = word[0][0], np.int64(n_phones[token[i]]), np.int64(flags[token[i]])
    written, m = word[2][0], np.int64(n_letters[token[i]])
    for k in range(n):
        row[k] = phones[token[i], k]
    for k in range(m):
        written[k] = letters[token[i], k]
    for k in range(i + 1, i + width):
        other = np.int64(flags[token[k]])
        compound = is_compound(flag, other)
        seam = seam_letters(letters, n_letters, token[k - 1], token[k])
        n = joined_phones(row, n, phones[token[k]], np.int64(n_phones[token[k]]), compound, seam, solid, row)
        n = n if of_one_script(flag, other) else np.int64(0)
        m = joined_letters(written, m, letters[token[k]], n_letters[token[k]], (flag, other))
        flag = joined_flags(flag, other)
    word[1][0], word[3][0], word[4][0], word[5][0] = n, m, hash_row(row, n, SOUND), flag


@inner
def gather_links(token, vocabulary, listed, keyed, costs, weights, side, out, room, joined):  # type: ignore[no-untyped-def]
    """All links of a name's units, joined ones included where `joined` is so, to `out`. Returns (links, units).

    `room`: (word, read, solid, linking) as in room.Room.
    """
    link_first, link_token, link_distance, columns = vocabulary
    word, read, solid, linking = room
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
    if n > MOST_JOINED or not joined:
        return links, units
    for width in range(2, 4):
        for i in range(n - width + 1):
            read_as_one(token, i, width, columns, word, solid)
            m = links_of(read, np.int64(0), listed, keyed, costs, weights, linking) if word[1][0] else 0
            if m == 0:
                continue
            side.mask[units] = ((np.uint32(1) << np.uint32(width)) - np.uint32(1)) << np.uint32(i)
            side.weight[units] = 0.0
            side.initial[units] = False
            for k in range(width):
                side.weight[units] += side.weight[i + k]
            for k in range(min(m, limit - links)):
                out.unit[links] = units
                out.token[links], out.distance[links] = linking.token[k], linking.distance[k]
                links += 1
            units += 1
    return links, units


@inner
def remember_links(n_links, links):  # type: ignore[no-untyped-def]
    """Make the links of one name findable by listed token."""
    for link in range(n_links):
        token = links.token[link]
        links.before[link] = links.head[token & LAST_CHAIN]
        links.head[token & LAST_CHAIN] = link + 1
        most = 1.0 + np.ceil(links.bits[link] * FINE)  # one that matches nothing covers its word
        links.roughly[token & LAST_ROUGHLY] = max(links.roughly[token & LAST_ROUGHLY], np.uint16(min(most, MOST_FINE)))


@inner
def forget_links(n_links, links):  # type: ignore[no-untyped-def]
    """Leave `links` as it was."""
    for link in range(n_links):
        links.head[links.token[link] & LAST_CHAIN] = 0
        links.roughly[links.token[link] & LAST_ROUGHLY] = 0


@inner
def pairs_with(name, index, links, pairs):  # type: ignore[no-untyped-def]
    """Linked units of the subject's name and one listed name; returns how many pairs."""
    name_first, unit_token = index[0], index[1]
    n = 0
    for unit in range(name_first[name], name_first[name + 1]):
        token = unit_token[unit]
        link = links.head[token & LAST_CHAIN]
        while link > 0:
            if links.token[link - 1] == token and n < pairs.left.shape[0]:
                pairs.left[n], pairs.right[n] = links.unit[link - 1], unit - name_first[name]
                pairs.distance[n] = links.distance[link - 1]
                n += 1
            link = links.before[link - 1]
    return n


@inner
def links_to(token, mask, links, side):  # type: ignore[no-untyped-def]
    """Of the links to a listed token, by its number in a posting, from units beside those that `mask` covers: the most
    bits that one may match, and the positions that they cover."""
    most, covered = 0.0, np.uint32(0)
    link = links.head[token & LAST_CHAIN]
    while link > 0:
        unit = links.unit[link - 1]
        if links.token[link - 1] & TOKEN == token and not side.mask[unit] & mask:
            most = max(most, float(links.bits[link - 1]))
            covered |= side.mask[unit]
        link = links.before[link - 1]
    return most, covered
