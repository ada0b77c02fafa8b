"""The token graph: which listed tokens a token may stand for, and how alike they are.

Two tokens are linked when they share a key (names.keys) and their similarity reaches the scorecard's
`alike`. This is the definition, not an approximation: the scorer knows no other links.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from comity.matching.weights import ALIKE, JOINED
from comity.names.keys import MAX_KEYS, token_keys
from comity.names.similarity import letter_similarity, phone_similarity
from comity.names.tokens import FLAG_ABJAD, FLAG_HAN, FLAG_JOINED

SAME_SOUND = 0.98  # the same phones in another spelling or script
OTHER_CHARACTERS = 0.55  # the same sound written with other characters: another word in Han script
MAX_LINKS = 512


@njit(cache=True, nogil=True)
def token_similarity(a, i, b, j, costs):  # type: ignore[no-untyped-def]
    """How alike token `i` of table `a` and token `j` of table `b` are, 0-1; symmetric."""
    phones_a, n_a, spelling_a, m_a, native_a, flags_a = a
    phones_b, n_b, spelling_b, m_b, native_b, flags_b = b
    if native_a[i] == native_b[j]:
        return 1.0
    if flags_a[i] & flags_b[j] & FLAG_HAN:
        return OTHER_CHARACTERS
    substitute, gap, size = costs
    soft = 1 if (flags_a[i] | flags_b[j]) & FLAG_ABJAD else 0
    if flags_a[i] & flags_b[j] & FLAG_ABJAD:
        soft = 0
    alike = phone_similarity(phones_a[i], n_a[i], phones_b[j], n_b[j], soft, substitute, gap, size)
    if m_a[i] and m_b[j] and alike < SAME_SOUND:
        alike = max(alike, letter_similarity(spelling_a[i], m_a[i], spelling_b[j], m_b[j]))
    return min(alike, SAME_SOUND)


@njit(cache=True, nogil=True)
def _bucket(key: np.uint64, shift: int) -> int:
    return np.int64(key >> np.uint64(shift))


@njit(cache=True, nogil=True)
def link_tokens(a, begin, end, listed, keyed, costs, weights, out_token, out_similarity, out_count):  # type: ignore[no-untyped-def]
    """Link tokens `begin` to `end` of table `a` to the listed ones; returns how many links were written, -1 if they do not fit.

    `keyed` holds (keys ascending, their tokens, bucket starts, shift). Links of token i follow those
    of i - 1 in the outputs, `out_count[i - begin]` of them, best first; equal ones by listed token.
    """
    phones_a, n_a, native_a = a[0], a[1], a[4]
    key_value, key_token, bucket_start, shift = keyed
    keys = np.zeros(MAX_KEYS, np.uint64)
    found = np.zeros(MAX_LINKS, np.uint32)
    alike = np.zeros(MAX_LINKS, np.float32)
    seen = np.zeros(listed[1].shape[0], np.int32)
    at = 0
    for i in range(begin, end):
        n_keys = token_keys(phones_a[i], n_a[i], native_a[i], keys)
        n = 0
        for k in range(n_keys):
            bucket = _bucket(keys[k], shift)
            for row in range(bucket_start[bucket], bucket_start[bucket + 1]):
                if key_value[row] != keys[k]:
                    continue
                token = key_token[row]
                if seen[token] == i + 1:
                    continue
                seen[token] = i + 1
                similarity = token_similarity(a, i, listed, token, costs)
                if listed[5][token] & FLAG_JOINED:
                    similarity *= weights[JOINED]
                if similarity >= weights[ALIKE] and n < MAX_LINKS:
                    found[n], alike[n] = token, similarity
                    n += 1
        if at + n > out_token.shape[0]:
            return -1
        order = np.argsort(-alike[:n], kind="mergesort")
        for k in range(n):
            out_token[at], out_similarity[at] = found[order[k]], alike[order[k]]
            at += 1
        out_count[i - begin] = n
    return at
