"""Neighbouring tokens of customers read as one word, found by the keys of that word.

The search links two or three neighbours of a subject's name to a listed word with which they share a key
(candidates.gather_links). Turned round, the listed word must find them: every such window of every
customer's name is kept under its keys. An entry is one number: beginning of the key (27 bits), whether it is a word
of its own (1), place of the first token (4), tokens less two (1), name (31). Two words that are both
read from several are not compared, so a listed one has entries only among the words of their own (index.joined_flags).
"""

import numpy as np
from numba import njit

from comity.matching.index import (
    MOST_JOINED,
    is_compound,
    joined_flags,
    joined_letters,
    joined_phones,
    of_one_script,
    seam_letters,
)
from comity.names.hashes import hash_row
from comity.names.kernel import inner
from comity.names.keys import MAX_KEYS, token_keys
from comity.names.similarity import MAX_PHONES
from comity.names.tokens import FLAG_JOINED, SOUND

WIDEST = 3
NAME_BITS, PLACE_BITS, WIDTH_BITS, OWN_BITS = 31, 4, 1, 1
OWN_SHIFT = NAME_BITS + PLACE_BITS + WIDTH_BITS
KEY_SHIFT = OWN_SHIFT + OWN_BITS
FIRST_KEY = 1  # the key before is the written form; of a word read from several it is its sound, as the next one is


@njit(cache=True, nogil=True)
def one_word(width):  # type: ignore[no-untyped-def]
    """A token table with room for one word of so many phones and letters."""
    return (
        np.zeros((1, width), np.uint8), np.zeros(1, np.uint8), np.zeros((1, width), np.uint8),
        np.zeros(1, np.uint8), np.zeros(1, np.uint64), np.zeros(1, np.uint16),
    )  # fmt: skip


@inner
def read_as_one(tokens, held, word, both):  # type: ignore[no-untyped-def]
    """Make row 0 of `word`, a token table, of some neighbouring tokens, given by their rows in `held`.

    `held`: (phones, count, flags, letters, count) of the customers' tokens; `both` is scratch. The word that candidates
    makes.
    """
    phones, count, flags, letters, n_letters = held
    n, m = np.int64(count[tokens[0]]), np.int64(n_letters[tokens[0]])
    for i in range(n):
        word[0][0, i] = phones[tokens[0], i]
    for i in range(m):
        word[2][0, i] = letters[tokens[0], i]
    flag = np.int64(flags[tokens[0]])
    before = tokens[0]
    for token in tokens[1:]:
        other = np.int64(flags[token])
        compound = is_compound(flag, other)
        seam = seam_letters(letters, n_letters, before, token)
        n = joined_phones(word[0][0], n, phones[token], np.int64(count[token]), compound, seam, both, word[0][0])
        before = token
        n = n if of_one_script(flag, other) else np.int64(0)
        m = joined_letters(word[2][0], m, letters[token], n_letters[token], (flag, other))
        flag = joined_flags(flag, other)
    for i in range(n, word[0].shape[1]):
        word[0][0, i] = 0
    word[1][0], word[3][0], word[5][0] = n, m, flag
    word[4][0] = hash_row(word[0][0], n, SOUND)


@njit(cache=True, nogil=True)
def windows(first, held, first_name, syllables, out):  # type: ignore[no-untyped-def]
    """Write the windows of some names to `out`; returns how many, or -1 where they do not fit.

    `first`: tokens of each name; `held`: see read_as_one, a row a token; `first_name`: number of the first name;
    `syllables`: see keys.token_keys.
    """
    word, both = one_word(held[0].shape[1]), np.zeros(2 * MAX_PHONES, np.uint8)
    tokens, keys = np.arange(held[0].shape[0]), np.zeros(MAX_KEYS, np.uint64)
    bones = np.zeros((2, MAX_PHONES), np.uint8)
    at = 0
    for name in range(first.shape[0] - 1):
        begin, end = first[name], first[name + 1]
        if end - begin > MOST_JOINED:
            continue
        for width in range(2, WIDEST + 1):
            for i in range(begin, end - width + 1):
                read_as_one(tokens[i : i + width], held, word, both)
                if word[1][0] == 0:
                    continue
                place = np.uint64(((i - begin) << WIDTH_BITS) + width - 2)
                own = np.uint64(word[5][0] & FLAG_JOINED == 0) << np.uint64(OWN_SHIFT)
                entry = own | (place << np.uint64(NAME_BITS)) | np.uint64(first_name + name)
                n_keys = token_keys(word, 0, keys, bones, syllables)
                if at + n_keys > out.shape[0]:
                    return -1
                for k in range(FIRST_KEY, n_keys):
                    out[at] = (keys[k] >> np.uint64(KEY_SHIFT) << np.uint64(KEY_SHIFT)) | entry
                    at += 1
    return at


@inner
def window_place(window):  # type: ignore[no-untyped-def]
    """The name of a window, the place of its first token and how many tokens it has."""
    place = np.int64((window >> np.uint64(NAME_BITS)) & np.uint64((1 << (PLACE_BITS + WIDTH_BITS)) - 1))
    return np.int64(window & np.uint64((1 << NAME_BITS) - 1)), place >> WIDTH_BITS, (place & 1) + 2


@njit(cache=True, nogil=True)
def entry_starts(tokens, syllables, out_first, out):  # type: ignore[no-untyped-def]
    """Where the entries of every listed token's keys begin: `out_first` by token; `out` has room for MAX_KEYS each."""
    keys, bones = np.zeros(MAX_KEYS, np.uint64), np.zeros((2, MAX_PHONES), np.uint8)
    at = 0
    for token in range(tokens[4].shape[0]):
        own = np.uint64(tokens[5][token] & FLAG_JOINED != 0) << np.uint64(OWN_SHIFT)
        for k in range(FIRST_KEY, token_keys(tokens, token, keys, bones, syllables)):
            start = (keys[k] >> np.uint64(KEY_SHIFT) << np.uint64(KEY_SHIFT)) | own
            if not np.any(out[out_first[token] : at] == start):  # keys may repeat
                out[at] = start
                at += 1
        out_first[token + 1] = at
    return at
