"""Short tokens that differ by one sound or letter: too little to link them, too much alike to contradict each other."""

import numpy as np

from comity.matching.weights import NEAR_LOSS, NEAR_SYLLABLE, OTHER_WORD, STRAIN
from comity.names.alphabet import CODE
from comity.names.compounds import is_allah
from comity.names.kernel import inner
from comity.names.similarity import MAX_PHONES, one_apart
from comity.names.tokens import (
    FLAG_CUT,
    FLAG_HAN,
    FLAG_HANGUL,
    FLAG_HEARD,
    FLAG_INITIAL,
    FLAG_LATIN,
    FLAG_PART,
    FLAG_PATRONYMIC,
    FLAG_SYLLABLE,
)

A_LETTER, A_CONSONANT = 0.55, 1.0  # distances; spellings of one word are nearer, in one script and in two
OF_MANY = 12.0  # bits; a given name of so few is borne by many
OF_WEIGHT = 3.0  # bits; below, a token is a particle, title, legal form or initial
OF_PARTICLES = 1.0  # bits of a particle, title, legal form or initial at most
_B, _D = CODE["b"], CODE["d"]
# Phones, letters; tokens so short are not linked when one differs. For each plain number numba compiles all again.
SHORT, SHORT_WORD, LONGEST, FEWEST = np.int64(4), np.int64(5), np.int64(MAX_PHONES), np.int64(2)


@inner
def is_single(mask):  # type: ignore[no-untyped-def]
    """Does a unit's mask cover one token?"""
    return mask & (mask - np.uint32(1)) == 0


@inner
def slightly_off(left, right, tables, taken_l, taken_r, weights):  # type: ignore[no-untyped-def]
    """Near tokens left over on both sides: they add nothing and contradict nothing.

    Returns the masks covered, what that costs, and how many pairs there are, of them how many of names. Two proper
    syllables cost more: where names are made of some hundred of them, others are as near as misspellings.
    """
    mask_l, weight_l, row_l, _ = left
    mask_r, weight_r, row_r, _ = right
    taken_l, taken_r, bits, cut = _cut_words(left, right, tables, taken_l, taken_r)
    taken_r, taken_l, more, others = _cut_words(right, left, (tables[1], tables[0]), taken_r, taken_l)
    cost, count, names = weights[NEAR_LOSS] * (bits + more), cut + others, cut + others
    for a in range(mask_l.shape[0]):
        if mask_l[a] & taken_l or not _is_word(a, left, tables[0]):
            continue
        for b in range(mask_r.shape[0]):
            near = are_spared(a, b, left, right, tables) and not _are_two(a, b, left, right, tables)
            if not mask_r[b] & taken_r and near:
                taken_l |= mask_l[a]
                taken_r |= mask_r[b]
                proper = tables[0][2][row_l[a]] & tables[1][2][row_r[b]] & FLAG_SYLLABLE
                cost += (weight_l[a] + weight_r[b]) * (weights[NEAR_SYLLABLE] if proper else weights[NEAR_LOSS])
                count += 1
                names += min(weight_l[a], weight_r[b]) >= OF_WEIGHT
                break
    taken_l, taken_r, bits, light = _no_particles(left, right, tables, taken_l, taken_r)
    return taken_l, taken_r, cost + weights[NEAR_LOSS] * bits, (count + light, names)


@inner
def _no_particles(left, right, tables, taken_l, taken_r):  # type: ignore[no-untyped-def]
    """Names left over on one side, of which a wrong letter made a particle or the like.

    Returns the masks covered, their bits, and how many there are.
    """
    bits, count = 0.0, 0
    for a in range(left[0].shape[0]):
        for b in range(right[0].shape[0]):
            if left[0][a] & taken_l or right[0][b] & taken_r or not is_no_particle(a, b, left, right, tables):
                continue
            taken_l |= left[0][a]
            taken_r |= right[0][b]
            bits += left[1][a] + right[1][b]
            count += 1
    return taken_l, taken_r, bits, count


@inner
def is_no_particle(a, b, left, right, tables):  # type: ignore[no-untyped-def]
    """Is one of two units in one place of their names a particle, a title or the like, and the other a name that one
    letter makes of it? Who drops a letter of Ali or Gul writes an article: Al Kony, Bakht Ul."""
    light, heavy = min(left[1][a], right[1][b]), max(left[1][a], right[1][b])
    if left[0][a] != right[0][b] or not is_single(left[0][a]) or light > OF_PARTICLES or heavy < OF_WEIGHT:
        return False
    i, j = left[2][a], right[2][b]
    words = not left[3][a] and not right[3][b]
    return words and one_apart(tables[0][3][i], tables[0][4][i], tables[1][3][j], tables[1][4][j], FEWEST, SHORT_WORD)


@inner
def stands_for(initials, i, names, j):  # type: ignore[no-untyped-def]
    """May an initial be short for a name, or all that is left of a syllable: Kim Kyong L for Kim Kyong Il?"""
    letter = initials[0][i, 0]
    syllable = names[2][j] & FLAG_SYLLABLE and names[1][j] == 2
    return letter == names[0][j, 0] or (syllable and letter == names[0][j, 1])


@inner
def _cut_words(left, right, tables, taken_l, taken_r):  # type: ignore[no-untyped-def]
    """Words left over on the left that were cut into two syllables, each near one syllable left over on the right.

    Returns the masks covered, their bits, and how many there are.
    """
    bits, count = 0.0, 0
    for a in range(left[0].shape[0] - 1):
        both = left[0][a] | left[0][a + 1]
        if both & taken_l or not tables[0][2][left[2][a]] & FLAG_CUT or not is_single(left[0][a + 1]):
            continue
        for b in range(right[0].shape[0]):
            if right[0][b] & taken_r or not is_single(right[0][b]):
                continue
            if _is_cut(tables, left[2][a], left[2][a + 1], right[2][b]):
                taken_l |= both
                taken_r |= right[0][b]
                bits += left[1][a] + left[1][a + 1] + right[1][b]
                count += 1
                break
    return taken_l, taken_r, bits, count


@inner
def _is_cut(tables, i, k, j):  # type: ignore[no-untyped-def]
    """Are syllables `i` and `k` of one word, written together, one letter off syllable `j`: Keang for Kwang?"""
    letters, size = tables[0][3], np.int64(tables[0][4][i])
    word = (letters[i], letters[k], size)
    other, end_other = tables[1][3][j], np.int64(tables[1][4][j])
    short = may_be_near(tables[0], i) and may_be_near(tables[0], k) and may_be_near(tables[1], j)
    start, end = np.int64(0), size + np.int64(tables[0][4][k])
    if not short or not tables[1][2][j] & FLAG_SYLLABLE or max(end, end_other) - min(end, end_other) > 1:
        return False
    while start < min(end, end_other) and _letter(word, start) == other[start]:
        start += 1
    while min(end, end_other) > start and _letter(word, end - 1) == other[end_other - 1]:
        end -= 1
        end_other -= 1
    if max(end, end_other) - start <= 1:
        return True
    swapped = end - start == 2 and end_other - start == 2
    return swapped and _letter(word, start) == other[start + 1] and _letter(word, start + 1) == other[start]


@inner
def _letter(word, at):  # type: ignore[no-untyped-def]
    """A letter of a word in two parts: (letters of the first, letters of the second, how many the first has)."""
    return word[0][at] if at < word[2] else word[1][at - word[2]]


@inner
def first_name(side):  # type: ignore[no-untyped-def]
    """The unit of a name's first word of weight, the given name in most; -1 for none."""
    for unit in range(side[0].shape[0]):
        if is_single(side[0][unit]) and not side[3][unit] and side[1][unit] >= OF_WEIGHT:
            return np.int64(unit)
    return np.int64(-1)


@inner
def are_others(a, b, distance, left, right, tables):  # type: ignore[no-untyped-def]
    """Are two first names of many two names, neither another spelling nor the other with one letter wrong? Brothers
    are often called nearly the same: Hamid and Ahmed, Salim and Sulaiman, Amin and Aminullah."""
    i, j = left[2][a], right[2][b]
    if _is_of_allah(a, left, tables[0]) != _is_of_allah(b, right, tables[1]):
        return True
    apart = A_LETTER if tables[0][2][i] & tables[1][2][j] & FLAG_LATIN else A_CONSONANT
    if distance < apart or max(left[1][a], right[1][b]) > OF_MANY:
        return False
    return not one_apart(tables[0][3][i], tables[0][4][i], tables[1][3][j], tables[1][4][j], FEWEST, LONGEST)


@inner
def _are_two(a, b, left, right, tables):  # type: ignore[no-untyped-def]
    """Are two near words two names nevertheless: first names, one of them with Allah, or families of Korea?"""
    first = a == first_name(left) and b == first_name(right)
    if first and _is_of_allah(a, left, tables[0]) != _is_of_allah(b, right, tables[1]):
        return True
    return _are_families(a, b, left, right, tables)


@inner
def _are_families(a, b, left, right, tables):  # type: ignore[no-untyped-def]
    """Are two syllables that begin their names two family names of Korea? One that is the other without a letter may
    be an error: Choe, Cho."""
    if a > 0 or b > 0:
        return False
    i, j = left[2][a], right[2][b]
    flags = tables[0][2][i] & tables[1][2][j]
    return flags & FLAG_HEARD and flags & FLAG_SYLLABLE and tables[0][4][i] == tables[1][4][j]


@inner
def _is_of_allah(unit, side, columns):  # type: ignore[no-untyped-def]
    """Does a word go on with Allah, as Hamidullah does?"""
    if unit + 1 >= side[0].shape[0] or side[0][unit + 1] != side[0][unit] << np.uint32(1):
        return False
    return is_allah(columns[0][side[2][unit + 1]], columns[1][side[2][unit + 1]])


@inner
def other_word(a, b, distance, left, right, tables, weights):  # type: ignore[no-untyped-def]
    """What it costs that two words are a letter apart and both names of many: seldom is one an error for the other."""
    if distance < A_LETTER or not is_single(left[0][a]) or not is_single(right[0][b]):
        return 0.0
    flags = tables[0][2][left[2][a]] & tables[1][2][right[2][b]]
    heard = flags & FLAG_HEARD and not flags & FLAG_SYLLABLE
    return float(weights[OTHER_WORD]) * float(distance) if heard else 0.0


@inner
def is_no_allah(a, b, left, right, tables):  # type: ignore[no-untyped-def]
    """Is one of two units an article or the like, and the other Allah, beside a part: Abd al-Hamid, عبد الله?"""
    light, heavy = min(left[1][a], right[1][b]), max(left[1][a], right[1][b])
    if light > OF_PARTICLES or heavy <= OF_PARTICLES or not is_single(left[0][a]) or not is_single(right[0][b]):
        return False
    i, j = left[2][a], right[2][b]
    if left[1][a] > right[1][b]:
        return is_allah(tables[0][0][i], tables[0][1][i])
    return is_allah(tables[1][0][j], tables[1][1][j])


@inner
def _is_word(unit, side, columns):  # type: ignore[no-untyped-def]
    """Is a unit one token of weight, written out?"""
    return not side[3][unit] and is_single(side[0][unit]) and may_be_spared(side[1][unit], columns, side[2][unit])


@inner
def may_be_spared(weight, columns, i):  # type: ignore[no-untyped-def]
    """Does a token say enough for another to be near? The abd of a compound does, written apart: Qbd al-Kader."""
    phones = columns[0][i]
    return weight >= OF_WEIGHT or (weight > OF_PARTICLES and columns[1][i] == 3 and phones[1] == _B and phones[2] == _D)


@inner
def are_spared(a, b, left, right, tables):  # type: ignore[no-untyped-def]
    """Are two units tokens of weight and near?"""
    words = _is_word(a, left, tables[0]) and _is_word(b, right, tables[1])
    return words and are_near(tables, left[2][a], right[2][b])


@inner
def is_better_spared(a, b, pair, left, right, tables, weights):  # type: ignore[no-untyped-def]
    """Do two short words match nothing, or cost more as a pair (bits, matched, distance) than as near words: Nai, Nail?
    And is one that matches nothing a particle, a title or the like, and the other a name: al and Ali?"""
    bits, kept, distance = pair
    if kept > 0.0 and distance < A_CONSONANT:
        return False
    costs = weights[STRAIN] * distance + other_word(a, b, distance, left, right, tables, weights)
    dear = kept <= 0.0 or costs - kept > 2.0 * weights[NEAR_LOSS] * bits
    light = kept <= 0.0 and min(left[1][a], right[1][b]) <= OF_PARTICLES < max(left[1][a], right[1][b])
    return light or (dear and are_spared(a, b, left, right, tables))


@inner
def are_near(tables, i, j):  # type: ignore[no-untyped-def]
    """Is one of two short tokens the other with one sound or letter wrong? Of syllables one may be a vowel alone, and
    what sounds alike is told by their table: only a wrong letter makes one of another. In its own script one is
    written as it is, and another is another; so is a Chinese character."""
    phones_a, n_a, flags_a, letters_a, m_a = tables[0]
    phones_b, n_b, flags_b, letters_b, m_b = tables[1]
    if (flags_a[i] ^ flags_b[j]) & (FLAG_HAN | FLAG_HANGUL) or flags_a[i] & flags_b[j] & FLAG_HAN:
        return False
    syllables = flags_a[i] & flags_b[j] & FLAG_SYLLABLE
    least = 1 if syllables else 2
    if (not syllables or not m_a[i] or not m_b[j]) and one_apart(
        phones_a[i], n_a[i], phones_b[j], n_b[j], least, SHORT
    ):
        return True
    return one_apart(letters_a[i], m_a[i], letters_b[j], m_b[j], least, SHORT_WORD)


@inner
def is_firm(columns, i):  # type: ignore[no-untyped-def]
    """Can nothing but a pair cover a token? It is no initial, no patronymic, and none that another may be near."""
    return not (columns[2][i] & (FLAG_INITIAL | FLAG_PATRONYMIC) or may_be_near(columns, i))


@inner
def may_be_near(columns, i):  # type: ignore[no-untyped-def]
    """Is a token so short that another may be near?"""
    return columns[1][i] <= SHORT or 0 < columns[4][i] <= SHORT_WORD


@inner
def share_a_part(mask_l, mask_r, left, right, tables):  # type: ignore[no-untyped-def]
    """Are two words of two parts alike in one of them? Then the others must be alike by themselves: Abdul Khaliq is not
    Abdul Malik."""
    first_l, first_r = _lowest(mask_l), _lowest(mask_r)
    if mask_l != np.uint32(3) << first_l or mask_r != np.uint32(3) << first_r:
        return False
    if not tables[0][2][left[2][first_l]] & tables[1][2][right[2][first_r]] & FLAG_PART:
        return False
    rows_l, rows_r = left[2], right[2]
    return _sound_alike(tables, rows_l[first_l], rows_r[first_r]) or _sound_alike(
        tables, rows_l[first_l + 1], rows_r[first_r + 1]
    )


@inner
def _lowest(mask):  # type: ignore[no-untyped-def]
    """The place of the first token of a mask."""
    place = np.int64(0)
    while not mask >> np.uint32(place) & np.uint32(1):
        place += 1
    return place


@inner
def _sound_alike(tables, i, j):  # type: ignore[no-untyped-def]
    """Are two tokens the same phones?"""
    same = tables[0][1][i] == tables[1][1][j]
    for k in range(tables[0][1][i]):
        same = same and tables[0][0][i, k] == tables[1][0][j, k]
    return same
