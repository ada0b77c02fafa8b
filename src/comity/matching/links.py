"""The token graph: which listed tokens a token may stand for, and how far apart they are.

Two tokens are linked when they share a key (names.keys) and their distance is small for their length
(the scorecard's `alike`). This is the definition, not an approximation: the scorer knows no other links.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from comity.matching.sieve import (
    ACROSS_SCRIPTS,
    APART,
    BAG,
    CYRILLIC,
    FLAGS,
    FOREIGN,
    HEBREW,
    N_LETTERS,
    READ,
    SYLLABIC,
    VOWEL_LESS,
    WAYS,
    WITHIN_SCRIPT,
    fewest_edits,
    is_joined,
    least_alike,
    letter_bag,
    phones_apart,
    way_of,
)
from comity.matching.weights import JOINED
from comity.names import syllables
from comity.names.alphabet import CODE, VOWELS, gap_costs, lengths, substitution_costs
from comity.names.family_endings import shared_ending
from comity.names.japanese import FLAG_READING
from comity.names.kernel import inner, kernel
from comity.names.keys import syllable_number, token_keys
from comity.names.similarity import letter_distance, one_apart, phone_distance
from comity.names.syllables import BY_READING, BY_STANDARD, taken_for_each_other
from comity.names.tokens import FLAG_HAN, FLAG_HANGUL, FLAG_HEARD, FLAG_JOINED, FLAG_LATIN, FLAG_SYLLABLE, FLAG_WHOLE

OTHER_SPELLING = 0.05  # distance of the same phones in another spelling or script
OTHER_LETTERS = FLAG_LATIN | FLAG_HAN | FLAG_HANGUL  # than Cyrillic, of syllables
SEVERAL = FLAG_JOINED | FLAG_WHOLE
KNOWN = FLAG_HEARD | FLAG_SYLLABLE  # a name that many bear, a syllable of names
MANY = 128  # links; the nearest of so many come first, because a name has room for only so many
STRICT_VOWEL_GAP = 0.5  # within one script a vowel too many is an error, not a romanisation
STRICT_VOWEL_FACTOR = 1.6
SPELT_H = 0.35  # gap of Cyrillic х, where it is the h of sh, zh, th (Азхар, Azhar) or unheard (Рухолла, روح الله)
# Hebrew has one letter for p and f, b and v, k and kh; ח is kh, ch (Chaim) or the ح of Arabic names: סאלח, Saleh.
IN_HEBREW, UNHEARD_HET = {0.08: "pf bv", 0.12: "kx", 0.15: "xC"}, 0.28  # distances; gap
WRITTEN_ALIF = 0.45  # within an abjad it is a letter of the name, which few leave out
OTHER_ENDING = 0.5  # -a for -o: another name in most languages that tell them apart
# Of readings in Japanese: Kunrei writes si, zi, ti, tu, hu, zyo; a voiced consonant makes another name.
OTHER_STANDARD, OF_OTHER_STANDARDS, VOICED = 0.1, "sS zj dj dz tC tc hf", "kg gk dt bp sz zS zc gq"
OTHERWISE_READ = 0.45
# Of foreign words in Korean letters, by the rules of 1986: what one letter stands for, what there is no letter for.
IN_KOREAN = {0.05: "lr pf bv jz sT zD", 0.15: "SC jZ jd Ct hf", 0.3: "oa oe oi ua"}
SHORT_IN_KOREAN, OF_A_SHORT_ONE = (
    5,
    0.12,
)  # phones, distance; such a word is a Korean given name more often (서윤, 주원)
GAP_IN_KOREAN = {"u": 0.12, "e": 0.04, "i": 0.2, "r": 0.35, "h": 0.25, "w": 0.2, "y": 0.2}
OTHER_VOWEL, IN_LONG_VOWEL = 0.9, {"u": 0.3, "o": 0.3, "i": 0.4}
A_SLIP, OF_STEM = 1.0, 0.34  # distances; the latter a phone
SHORT_SIZE = 3.5  # lengths; a difference weighs more in a shorter word
LETTER_SIZE = 0.6  # lengths; a word that is mostly vowels is as short as it is written: Aychou
SHORT_WORD = 5  # letters
FEWEST, A_FEW_LETTERS = np.int64(2), np.int64(3)
# By names.syllables: other syllables, one by another standard, by how a character is read elsewhere, by language.
SYLLABLE_APART = (APART, 0.15, 0.2, 0.8)

Syllables = tuple[NDArray[np.generic], ...]
Costs = tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32], Syllables]


@cache
def link_costs() -> Costs:
    """(substitution WAYS x n x n, gap WAYS x n, lengths n): by how the two tokens are written; syllables."""
    substitute = np.stack([substitution_costs()] * WAYS)
    gap = np.stack([gap_costs()[int(way in (VOWEL_LESS, HEBREW, CYRILLIC))] for way in range(WAYS)])
    for way in (WITHIN_SCRIPT, SYLLABIC):
        for left in VOWELS:
            gap[way, CODE[left]] = STRICT_VOWEL_GAP
            for right in VOWELS:
                substitute[way, CODE[left], CODE[right]] *= STRICT_VOWEL_FACTOR
    gap[WITHIN_SCRIPT, CODE["A"]] = WRITTEN_ALIF
    gap[ACROSS_SCRIPTS, CODE["x"]] = gap[CYRILLIC, CODE["x"]] = SPELT_H
    _written_in_hebrew(substitute[HEBREW], gap[HEBREW])
    # Romanisations of Chinese and Korean syllables mistake fewer sounds than those of alphabets.
    for left, right in ("jy", "jg", "sS", "jz", "gy", "ks"):
        substitute[SYLLABIC, CODE[left], CODE[right]] = substitute[SYLLABIC, CODE[right], CODE[left]] = 1.0
    _read_in_japanese(substitute[READ], gap[READ])
    _written_in_korean(substitute[FOREIGN], gap[FOREIGN])
    for array in (substitute, gap):
        array.flags.writeable = False
    return substitute, gap, lengths(), syllables.load().tree()


def _read_in_japanese(substitute: NDArray[np.float32], gap: NDArray[np.float32]) -> None:
    """How far the reading of a word in kanji may be from what it is spelled like elsewhere: standards of romanisation
    differ (Takahashi, Takahasi; Jun, Zyun; Sato, Satou, Satoh), but Endo is not Ando and Yuka not Yuko."""
    for left in VOWELS:
        gap[CODE[left]] = IN_LONG_VOWEL.get(left, OTHER_VOWEL)
        for right in VOWELS:
            if left != right:
                substitute[CODE[left], CODE[right]] = OTHER_VOWEL
    for pairs, cost in ((OF_OTHER_STANDARDS, OTHER_STANDARD), (VOICED, 1.0)):
        for one, other in map(tuple, pairs.split()):
            substitute[CODE[one], CODE[other]] = substitute[CODE[other], CODE[one]] = cost
    gap[CODE["y"]], gap[CODE["h"]] = 2 * OTHER_STANDARD, 3 * OTHER_STANDARD


def _written_in_hebrew(substitute: NDArray[np.float32], gap: NDArray[np.float32]) -> None:
    """How far a word in Hebrew letters may be from what it is in others."""
    for cost, pairs in IN_HEBREW.items():
        for one, other in map(tuple, pairs.split()):
            substitute[CODE[one], CODE[other]] = substitute[CODE[other], CODE[one]] = cost
    gap[CODE["x"]] = UNHEARD_HET


def _written_in_korean(substitute: NDArray[np.float32], gap: NDArray[np.float32]) -> None:
    """How far a foreign word in Korean letters may be from what it is: they have one letter for l and r, p and f, b and
    v, j and z, none for r before a consonant (버나드, Bernard), and a vowel behind every consonant (배치, Bach)."""
    for cost, pairs in IN_KOREAN.items():
        for one, other in map(tuple, pairs.split()):
            substitute[CODE[one], CODE[other]] = substitute[CODE[other], CODE[one]] = cost
    for phone, cost in GAP_IN_KOREAN.items():
        gap[CODE[phone]] = cost


@inner
def _sum(phones, n, values):  # type: ignore[no-untyped-def]
    total = np.float32(0.0)
    for k in range(n):
        total += values[phones[k]]
    return total


@kernel
def token_distance(a, i, b, j, costs, least, rows):  # type: ignore[no-untyped-def]
    """How far token `i` of table `a` and token `j` of table `b` are apart; APART where they share less than
    `least` of their length. Symmetric. The lesser of what the sounds and what the spellings say."""
    phones_a, n_a, _, m_a, native_a, flags_a = a[:6]
    phones_b, n_b, _, m_b, native_b, flags_b = b[:6]
    if native_a[i] == native_b[j] and not flags_a[i] & FLAG_READING:
        return 0.0
    if flags_a[i] & flags_b[j] & (FLAG_HAN | FLAG_READING):
        return APART  # other characters of one sound are another name
    mine, theirs = syllable_number(a, i, costs[3]), syllable_number(b, j, costs[3])
    if mine and theirs:
        return _syllables_apart(mine, theirs, flags_a[i], flags_b[j], costs[3])
    size_a, size_b = _sum(phones_a[i], n_a[i], costs[2]), _sum(phones_b[j], n_b[j], costs[2])
    most = (1.0 - least) * 0.5 * (size_a + size_b)
    found, way = np.float32(APART), way_of(flags_a[i], flags_b[j])
    if size_a > 0.0 and size_b > 0.0:
        found = phone_distance(phones_a[i], n_a[i], phones_b[j], n_b[j], costs[0][way], costs[1][way], most, rows)
        if found > most:
            found = np.float32(APART)
    edits = _most_edits(flags_a[i], flags_b[j], np.int64(m_a[i]), np.int64(m_b[j]), least)
    return _settled(found, way, a, i, b, j, edits, min(size_a, size_b), rows)


@inner
def _most_edits(flags_a, flags_b, m_a, m_b, least):  # type: ignore[no-untyped-def]
    """How many letters two words of so many may differ by: one at least where one is a slip for the other."""
    edits = (1.0 - least) * 0.5 * (m_a + m_b)
    return max(edits, 1.0) if _is_slip(flags_a, flags_b, m_a, m_b) else edits


@inner
def _is_slip(flags_a, flags_b, m_a, m_b):  # type: ignore[no-untyped-def]
    """Is just one of two short words in Latin letters a name that many bear? Nobody is called Kpyu or Aur, so whoever
    writes that means Kyu or Nur."""
    known_a, known_b = flags_a & KNOWN != 0, flags_b & KNOWN != 0
    words = flags_a & flags_b & FLAG_LATIN and not (flags_a | flags_b) & SEVERAL
    return words and known_a != known_b and min(m_a, m_b) > 1 and 2 < max(m_a, m_b) <= SHORT_WORD


@inner
def _syllables_apart(mine, theirs, flags_a, flags_b, tree):  # type: ignore[no-untyped-def]
    """How far two spellings of syllables are apart. In Korean or Cyrillic letters a syllable has no spelling that could
    be another bearer's: whoever writes it in other letters must choose one."""
    found = taken_for_each_other(mine, theirs, tree)
    cyrillic = (flags_a & OTHER_LETTERS == 0) != (flags_b & OTHER_LETTERS == 0)
    if found in (BY_STANDARD, BY_READING) and (cyrillic or (flags_a ^ flags_b) & FLAG_HANGUL):
        return np.float32(OTHER_SPELLING)
    return np.float32(SYLLABLE_APART[found])


@inner
def _settled(found, way, a, i, b, j, edits, size, rows):  # type: ignore[no-untyped-def]
    """How far two tokens are apart whose phones are `found` apart: where they end, how they are written, how short
    they are (`size`, the lesser). `edits`: so many letters may differ.

    A character is read as it is read: a Latin word that sounds a little otherwise is another, beside a word in kanji
    one that sounds otherwise than standards of romanisation do, and a syllable of a Chinese or Korean name.
    """
    if (a[5][i] | b[5][j]) & FLAG_READING and found > OTHERWISE_READ:
        return APART
    if found > 0.0 and (_is_character(a[5][i]) or _is_character(b[5][j])) and (a[5][i] | b[5][j]) & FLAG_LATIN:
        return APART
    if way == FOREIGN and found > OF_A_SHORT_ONE and _korean_phones(a, i, b, j) <= SHORT_IN_KOREAN:
        return APART
    spelling_a, spelling_b, m_a, m_b = a[2], b[2], np.int64(a[3][i]), np.int64(b[3][j])
    if _is_few(a[5][i], m_a) and _is_few(b[5][j], m_b):
        known_a, known_b = a[5][i] & KNOWN != 0, b[5][j] & KNOWN != 0
        slip = known_a != known_b and one_apart(spelling_a[i], m_a, spelling_b[j], m_b, FEWEST, A_FEW_LETTERS)
        if not slip and not (known_a and known_b):
            return APART
    if found < APART and way == WITHIN_SCRIPT and _other_ending(a[0][i], a[1][i], b[0][j], b[1][j]):
        found += OTHER_ENDING
    if m_a and m_b and found > OTHER_SPELLING:
        edits = min(edits, found)
        if abs(m_a - m_b) <= edits:
            distance = letter_distance(spelling_a[i], m_a, spelling_b[j], m_b, edits, rows)
            if distance <= edits:
                found = distance
    if (
        found < APART
        and m_a != m_b
        and (_has_more_i(a[0][i], a[1][i], b[0][j], b[1][j]) or _has_more_i(b[0][j], b[1][j], a[0][i], a[1][i]))
    ):
        found += OTHER_ENDING
    if A_SLIP < found < APART and found > _of_stem(a, i, b, j):
        return APART
    size = max(size, LETTER_SIZE * min(m_a, m_b))
    slip = _is_slip(a[5][i], b[5][j], m_a, m_b)
    short = SHORT_SIZE / size if 0.0 < size < SHORT_SIZE and not slip else 1.0
    return max(found * short, OTHER_SPELLING) if found < APART else APART


@inner
def _is_few(flags, m):  # type: ignore[no-untyped-def]
    """Is a token so few Latin letters that, where nobody is called so, another letter makes another body: UPS, UBS?"""
    return flags & FLAG_LATIN and not flags & SEVERAL and 0 < m <= A_FEW_LETTERS


@inner
def _of_stem(a, i, b, j):  # type: ignore[no-untyped-def]
    """How far two words of one family ending may be apart, by what stands before it; any distance for others."""
    ending = shared_ending(a[0][i], np.int64(a[1][i]), b[0][j], np.int64(b[1][j]))
    if ending == 0:
        return APART
    return max(A_SLIP, OF_STEM * (min(a[1][i], b[1][j]) - ending))


@inner
def _korean_phones(a, i, b, j):  # type: ignore[no-untyped-def]
    """How many phones the one of two words has that is in Korean letters."""
    return a[1][i] if a[5][i] & FLAG_HANGUL else b[1][j]


@inner
def _is_character(flags):  # type: ignore[no-untyped-def]
    """Is a token one of a name in Chinese characters, or several of them read as one word?"""
    return flags & FLAG_HAN and flags & FLAG_SYLLABLE


@inner
def _other_ending(phones_a, n_a, phones_b, n_b):  # type: ignore[no-untyped-def]
    last_a, last_b = phones_a[n_a - 1], phones_b[n_b - 1]
    other = (last_a == _A and last_b == _O) or (last_a == _O and last_b == _A)
    return other and not (_before_last_nk(phones_a, n_a) and _before_last_nk(phones_b, n_b))


@inner
def _before_last_nk(phones, n):  # type: ignore[no-untyped-def]
    """Does a word end in -nko, or as Belarusian writes it -nka: Lukashenko, Lukashenka?"""
    return n > 5 and phones[n - 2] == _K and phones[n - 3] == _N


@inner
def _has_more_i(phones, n, other, n_other):  # type: ignore[no-untyped-def]
    """Does a word end as another does and an i, by which Arabic and Persian make a family name of a given one?"""
    last = phones[n - 1]
    return n > 2 and n_other > 2 and last in (_I, _Y) and phones[n - 2] == other[n_other - 1]


@inner
def measure(a, i, listed, n, costs, weights, room):  # type: ignore[no-untyped-def]
    """What token_distance says of token `i` of table `a` and the first `n` of `room.candidate`, to `room.apart`.

    Tokens of one written form are not asked about.
    """
    if n == 0:
        return
    size_a = phones_apart(a, i, listed, n, costs, weights, room)
    candidate, apart, sizes, flags, bags = room.candidate, room.apart, room.size, room.flags, room.bag
    flags_a, m_a = a[5][i], np.int64(a[3][i])
    bag, mine = letter_bag(a[2], i, m_a), syllable_number(a, i, costs[3])
    for k in range(n):
        flags_b, m_b, token = flags[k, FLAGS], np.int64(room.card[k, N_LETTERS]), candidate[k]
        if flags_a & flags_b & FLAG_HAN:
            apart[k] = APART
            continue
        if mine:
            theirs = syllable_number(listed, token, costs[3])
            if theirs:
                apart[k] = _syllables_apart(mine, theirs, flags_a, flags_b, costs[3])
                continue
        edits = _most_edits(flags_a, flags_b, m_a, m_b, least_alike(flags_a | flags_b, weights))
        if apart[k] < APART or (m_a and m_b and fewest_edits(bag, bags[k, BAG]) <= edits):
            way, size = way_of(flags_a, flags_b), min(size_a, sizes[k])
            apart[k] = _settled(apart[k], way, a, i, listed, token, edits, size, room.rows)


_A, _I, _O, _Y, _K, _N = (CODE[_phone] for _phone in "aioYkn")


@inner
def links_of(a, i, listed, keyed, costs, weights, room):  # type: ignore[no-untyped-def]
    """Link token `i` of table `a` to the listed ones, in `room.token`, `room.distance`; returns how many links.

    `keyed` holds (keys ascending, their tokens, bucket starts, shift). Two tokens that each stand for several
    are not linked, nor are two readings.
    """
    key_value, key_token, bucket_start, shift = keyed
    seen, met, candidate, flags, flags_a = room.seen, room.met, room.candidate, listed[5], a[5][i]
    apart, token_of, distance = room.apart, room.token, room.distance
    joined = (SEVERAL if flags_a & SEVERAL else 0) | (flags_a & FLAG_READING)
    found = waiting = n_met = np.int64(0)  # a plain 0 is another type, for which numba compiles all again
    for k in range(token_keys(a, i, room.keys, room.bones, costs[3])):
        key = room.keys[k]
        bucket = np.int64(key >> np.uint64(shift))
        for row in range(bucket_start[bucket], bucket_start[bucket + 1]):
            token = key_token[row]
            if key_value[row] != key or joined & flags[token] or _mark(seen, token):
                continue
            met[n_met] = candidate[waiting] = token
            n_met += 1
            waiting += 1
            if waiting == candidate.shape[0]:
                measure(a, i, listed, waiting, costs, weights, room)
                found = _add(flags_a, flags, waiting, found, weights, candidate, apart, token_of, distance)
                waiting = np.int64(0)
        if k == 0:  # the written form itself
            apart[:waiting] = 0.0
            found = _add(flags_a, flags, waiting, found, weights, candidate, apart, token_of, distance)
            waiting = np.int64(0)
    for k in range(n_met):
        seen[met[k] >> np.uint32(6)] = 0
    measure(a, i, listed, waiting, costs, weights, room)
    return _add(flags_a, flags, waiting, found, weights, candidate, apart, token_of, distance)


@inner
def _mark(seen, token):  # type: ignore[no-untyped-def]
    """Mark a token as met; was it already?"""
    word, bit = token >> np.uint32(6), np.uint64(1) << np.uint64(token & np.uint32(63))
    before = seen[word]
    seen[word] = before | bit
    return before & bit != 0


@inner
def _add(flags_a, flags, n, found, weights, candidate, apart, out_token, out_distance):  # type: ignore[no-untyped-def]
    """Add those of the first `n` candidates that are near enough to the `found` links; returns how many there are."""
    for k in range(n):
        if apart[k] < APART and found < out_token.shape[0]:
            joined = is_joined(flags_a | flags[candidate[k]])
            out_token[found] = candidate[k]
            out_distance[found] = apart[k] + weights[JOINED] if joined else apart[k]
            found += 1
    return found


@kernel
def link_tokens(a, begin, end, listed, keyed, costs, weights, room, out):  # type: ignore[no-untyped-def]
    """Link tokens `begin` to `end` of table `a` to the listed ones; returns how many links, -1 if they do not fit.

    `out` are columns (token, distance, count): the links of token i follow those of i - 1, `count[i - begin]`
    of them (see nearest_first).
    """
    at = np.int64(0)
    for i in range(begin, end):
        n = links_of(a, i, listed, keyed, costs, weights, room)
        if at + n > out[0].shape[0]:
            return -1
        for k in range(n):
            out[0][at], out[1][at] = room.token[k], room.distance[k]
            at += 1
        out[2][i - begin] = n
    return at


def nearest_first(token: NDArray[np.uint32], distance: NDArray[np.float32], count: NDArray[np.int64]) -> None:
    """Put the links of those tokens that have many, as link_tokens gives them, into the order of their distances."""
    last = np.cumsum(count)
    for i in np.flatnonzero(count > MANY).tolist():
        links = slice(int(last[i] - count[i]), int(last[i]))
        order = np.argsort(distance[links], kind="stable")
        token[links], distance[links] = token[links][order], distance[links][order]
