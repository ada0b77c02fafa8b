"""Neighbours read as one word, measured beside the listed words with which they share a key.

What shares the consonants of a listed word has mostly other vowels. Whichever names a word stands in, it is or is not
near enough, so this is found out once, not for every listed name.
"""

import numpy as np

from comity.matching.candidates import read_as_one
from comity.matching.links import SEVERAL, measure
from comity.matching.sieve import APART
from comity.names.japanese import FLAG_READING
from comity.names.kernel import inner

BEFORE, TOKEN, PLACE, WIDTH = range(4)  # of a window: the one before it of its name, the listed token that it may be
NO_WORD = -1  # for a token: it is none


@inner
def measure_windows(span, alive, names, sounds, windows, weights, measures):  # type: ignore[no-untyped-def]
    """Write NO_WORD for the listed token of every window that is not linked to it, of names that are alive.

    windows     (latest of each name from span[0] on, items)
    measures    (listed tokens, costs, (word, read, solid, linking)), as candidates.gather_links has them
    """
    name_first, name_token, _, _ = names
    latest, items = windows
    for k in range(alive.shape[0]):
        if not alive[k] or latest[k] < 0:
            continue
        token = name_token[name_first[span[0] + k] : name_first[span[0] + k + 1]]
        for width in range(2, 4):
            for i in range(token.shape[0] - width + 1):
                n = _of_window(i, width, latest[k], items, measures[2][3].candidate)
                if n:
                    _keep_linked(i, width, n, token, sounds, latest[k], items, weights, measures)


@inner
def _of_window(i, width, item, items, candidate):  # type: ignore[no-untyped-def]
    """Gather the listed tokens that a window may be, each once; returns how many. Beyond what there is room for they
    stay unmeasured."""
    n = np.int64(0)
    while item >= 0 and n < candidate.shape[0]:
        token = items[item, TOKEN]
        if items[item, PLACE] == i and items[item, WIDTH] == width and token != NO_WORD:
            again = False
            for k in range(n):
                again = again or candidate[k] == token
            if again:
                items[item, TOKEN] = NO_WORD
            else:
                candidate[n] = token
                n += 1
        item = items[item, BEFORE]
    return n


@inner
def _keep_linked(i, width, n, token, sounds, item, items, weights, measures):  # type: ignore[no-untyped-def]
    """Write NO_WORD for those of the `n` candidates of a window that it is not linked to (links.links_of)."""
    listed, costs, (word, read, solid, linking) = measures
    read_as_one(token, i, width, sounds, word, solid)
    measure(read, np.int64(0), listed, n, costs, weights, linking)
    flags, k = word[5][0], np.int64(0)
    several = (SEVERAL if flags & SEVERAL else 0) | (flags & FLAG_READING)
    while item >= 0 and k < n:
        other = items[item, TOKEN]
        if items[item, PLACE] == i and items[item, WIDTH] == width and other != NO_WORD:
            near = linking.apart[k] < APART or word[4][0] == listed[4][other]
            if not near or several & listed[5][other]:
                items[item, TOKEN] = NO_WORD
            k += 1
        item = items[item, BEFORE]
