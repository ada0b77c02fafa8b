"""The token graph: which listed tokens a token may stand for, and how far apart they are.

Two tokens are linked when they share a key (names.keys) and their distance is small for their length
(the scorecard's `alike`). This is the definition, not an approximation: the scorer knows no other links.
"""

from functools import cache

import numpy as np
from numba import njit
from numpy.typing import NDArray

from comity.matching.weights import ALIKE, ALIKE_JOINED, JOINED
from comity.names import syllables
from comity.names.alphabet import CODE, VOWELS, gap_costs, lengths, substitution_costs
from comity.names.keys import MAX_KEYS, token_keys
from comity.names.similarity import letter_distance, phone_distance
from comity.names.syllables import spelling_number, taken_for_each_other
from comity.names.tokens import FLAG_ABJAD, FLAG_HAN, FLAG_HANGUL, FLAG_JOINED, FLAG_LATIN

OTHER_SPELLING = 0.05  # distance of the same phones in another spelling or script
MAX_LINKS = 4096  # of one token; a list of a million names has some hundred for the shortest ones
WITHIN_SCRIPT, ACROSS_SCRIPTS, VOWEL_LESS, SYLLABIC = range(4)
STRICT_VOWEL_GAP = 0.5  # within one script a vowel too many is an error, not a romanisation
STRICT_VOWEL_FACTOR = 1.6
OTHER_ENDING = 0.5  # -a for -o: another name in most languages that tell them apart
SHORT_SIZE = 3.5  # lengths; a difference weighs more in a shorter word
APART = 99.0
SYLLABLE_APART = (APART, 0.15, 0.8)  # by names.syllables: other syllables, one by another standard, or language
SLACK = 1e-4  # of single precision

Syllables = tuple[NDArray[np.generic], ...]
Costs = tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32], NDArray[np.float32], Syllables]


@cache
def link_costs() -> Costs:
    """(substitution 4 x n x n, gap 4 x n, lengths n, masses 4 x n): by how the two tokens are written; syllables."""
    substitute = np.stack([substitution_costs()] * 4)
    gap = np.stack([gap_costs()[0], gap_costs()[0], gap_costs()[1], gap_costs()[0]])
    for way in (WITHIN_SCRIPT, SYLLABIC):
        for left in VOWELS:
            gap[way, CODE[left]] = STRICT_VOWEL_GAP
            for right in VOWELS:
                substitute[way, CODE[left], CODE[right]] *= STRICT_VOWEL_FACTOR
    # Romanisations of Chinese and Korean syllables mistake fewer sounds than those of alphabets.
    for left, right in ("jy", "jg", "sS", "jz", "gy", "ks"):
        substitute[SYLLABIC, CODE[left], CODE[right]] = substitute[SYLLABIC, CODE[right], CODE[left]] = 1.0
    mass = np.stack([_masses(substitute[way], gap[way]) for way in range(len(gap))])
    for array in (substitute, gap, mass):
        array.flags.writeable = False
    return substitute, gap, lengths(), mass, syllables.load().tree()


def _masses(substitute: NDArray[np.float32], gap: NDArray[np.float32]) -> NDArray[np.float32]:
    """The least that it costs to be rid of each phone, by way of others: x by way of h costs less than x itself.

    No edit changes the mass of a word by more than it costs, so a distance is at least the difference of masses.
    """
    mass = gap.copy()
    for _ in range(len(gap)):
        mass = np.minimum(mass, (substitute + mass[None, :]).min(axis=1))
    mass[0] = 0.0
    return mass


@njit(cache=True, nogil=True)
def _sum(phones, n, values):  # type: ignore[no-untyped-def]
    total = np.float32(0.0)
    for k in range(n):
        total += values[phones[k]]
    return total


@njit(cache=True, nogil=True)
def _way(flags_a: int, flags_b: int) -> int:
    """How the costs are to be read for two tokens so written."""
    if (flags_a ^ flags_b) & FLAG_ABJAD:
        return VOWEL_LESS
    if (flags_a | flags_b) & (FLAG_HAN | FLAG_HANGUL):
        return SYLLABIC
    if (flags_a ^ flags_b) & FLAG_LATIN:
        return ACROSS_SCRIPTS
    return WITHIN_SCRIPT


@njit(cache=True, nogil=True)
def token_distance(a, i, b, j, costs, least, rows):  # type: ignore[no-untyped-def]
    """How far token `i` of table `a` and token `j` of table `b` are apart; APART where they share less than
    `least` of their length. Symmetric. The lesser of what the sounds and what the spellings say."""
    phones_a, n_a, spelling_a, m_a, native_a, flags_a = a
    phones_b, n_b, spelling_b, m_b, native_b, flags_b = b
    if native_a[i] == native_b[j]:
        return 0.0
    if flags_a[i] & flags_b[j] & FLAG_HAN:
        return APART  # other characters of one sound are another name
    mine, theirs = spelling_number(spelling_a[i], m_a[i], costs[4]), spelling_number(spelling_b[j], m_b[j], costs[4])
    if mine and theirs:
        return SYLLABLE_APART[taken_for_each_other(mine, theirs, costs[4])]
    size_a, size_b = _sum(phones_a[i], n_a[i], costs[2]), _sum(phones_b[j], n_b[j], costs[2])
    most = (1.0 - least) * 0.5 * (size_a + size_b)
    found = APART
    way = _way(flags_a[i], flags_b[j])
    excess = abs(_sum(phones_a[i], n_a[i], costs[3][way]) - _sum(phones_b[j], n_b[j], costs[3][way]))
    if size_a > 0.0 and size_b > 0.0 and excess <= most + SLACK:
        distance = phone_distance(phones_a[i], n_a[i], phones_b[j], n_b[j], costs[0][way], costs[1][way], most, rows)
        if distance <= most:
            found = distance
            if way == WITHIN_SCRIPT and _other_ending(phones_a[i], n_a[i], phones_b[j], n_b[j]):
                found += OTHER_ENDING
    if m_a[i] and m_b[j] and found > OTHER_SPELLING:
        edits = min((1.0 - least) * 0.5 * (m_a[i] + m_b[j]), found)
        if abs(np.int64(m_a[i]) - np.int64(m_b[j])) <= edits:
            distance = letter_distance(spelling_a[i], m_a[i], spelling_b[j], m_b[j], edits, rows)
            if distance <= edits:
                found = distance
    short = SHORT_SIZE / min(size_a, size_b) if 0.0 < min(size_a, size_b) < SHORT_SIZE else 1.0
    return max(found * short, OTHER_SPELLING) if found < APART else APART


@njit(cache=True, nogil=True)
def _other_ending(phones_a, n_a, phones_b, n_b):  # type: ignore[no-untyped-def]
    last_a, last_b = phones_a[n_a - 1], phones_b[n_b - 1]
    return (last_a == _A and last_b == _O) or (last_a == _O and last_b == _A)


_A, _O = CODE["a"], CODE["o"]


@njit(cache=True, nogil=True)
def link_tokens(a, begin, end, listed, keyed, costs, weights, out_token, out_distance, out_count):  # type: ignore[no-untyped-def]
    """Link tokens `begin` to `end` of table `a` to the listed ones; returns how many links, -1 if they do not fit.

    `keyed` holds (keys ascending, their tokens, bucket starts, shift). Links of token i follow those
    of i - 1 in the outputs, `out_count[i - begin]` of them, nearest first; equal ones by listed token.
    """
    key_value, key_token, bucket_start, shift = keyed
    keys = np.zeros(MAX_KEYS, np.uint64)
    rows = np.zeros((3, a[0].shape[1] + 1), np.float32)
    found, apart = np.zeros(MAX_LINKS, np.uint32), np.zeros(MAX_LINKS, np.float32)
    seen = np.zeros(listed[1].shape[0], np.int32)
    at = 0
    for i in range(begin, end):
        n_keys = token_keys(a, i, keys, costs[4])
        n = 0
        for k in range(n_keys):
            bucket = np.int64(keys[k] >> np.uint64(shift))
            for row in range(bucket_start[bucket], bucket_start[bucket + 1]):
                if key_value[row] != keys[k]:
                    continue
                token = key_token[row]
                if seen[token] == i + 1:
                    continue
                seen[token] = i + 1
                joined = listed[5][token] & FLAG_JOINED
                least = weights[ALIKE_JOINED] if joined else weights[ALIKE]
                distance = token_distance(a, i, listed, token, costs, least, rows)
                if distance < APART and n < MAX_LINKS:
                    found[n] = token
                    apart[n] = distance + weights[JOINED] if joined else distance
                    n += 1
        if at + n > out_token.shape[0]:
            return -1
        order = np.argsort(apart[:n], kind="mergesort")
        for k in range(n):
            out_token[at], out_distance[at] = found[order[k]], apart[order[k]]
            at += 1
        out_count[i - begin] = n
    return at
