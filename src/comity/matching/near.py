"""Short tokens that differ by one sound or letter: too little to link them, too much alike to contradict each other."""

import numpy as np

from comity.matching.weights import NEAR_LOSS, NEAR_SYLLABLE
from comity.names.kernel import inner
from comity.names.similarity import one_apart
from comity.names.tokens import FLAG_SYLLABLE

OF_WEIGHT = 3.0  # bits; below, a token is a particle, title, legal form or initial
SHORT, SHORT_WORD = 4, 5  # phones, letters; tokens so short are not linked when one differs


@inner
def is_single(mask):  # type: ignore[no-untyped-def]
    """Does a unit's mask cover one token?"""
    return mask & (mask - np.uint32(1)) == 0


@inner
def slightly_off(left, right, tables, taken_l, taken_r, weights):  # type: ignore[no-untyped-def]
    """Near tokens left over on both sides: they add nothing and contradict nothing.

    Returns the masks covered, what that costs, and how many pairs there are. Two proper syllables cost more: where
    names are made of some hundred of them, others are as near as misspellings.
    """
    mask_l, weight_l, row_l, _ = left
    mask_r, weight_r, row_r, _ = right
    cost, count = 0.0, 0
    for a in range(mask_l.shape[0]):
        if mask_l[a] & taken_l or not _is_word(a, left):
            continue
        for b in range(mask_r.shape[0]):
            if not mask_r[b] & taken_r and are_spared(a, b, left, right, tables):
                taken_l |= mask_l[a]
                taken_r |= mask_r[b]
                proper = tables[0][2][row_l[a]] & tables[1][2][row_r[b]] & FLAG_SYLLABLE
                cost += (weight_l[a] + weight_r[b]) * (weights[NEAR_SYLLABLE] if proper else weights[NEAR_LOSS])
                count += 1
                break
    return taken_l, taken_r, cost, count


@inner
def _is_word(unit, side):  # type: ignore[no-untyped-def]
    """Is a unit one token of weight, written out?"""
    return not side[3][unit] and is_single(side[0][unit]) and side[1][unit] >= OF_WEIGHT


@inner
def are_spared(a, b, left, right, tables):  # type: ignore[no-untyped-def]
    """Are two units tokens of weight and near?"""
    return _is_word(a, left) and _is_word(b, right) and are_near(tables, left[2][a], right[2][b])


@inner
def are_near(tables, i, j):  # type: ignore[no-untyped-def]
    """Is one of two short tokens the other with one sound or letter wrong? Of syllables one may be a vowel alone."""
    phones_a, n_a, flags_a, letters_a, m_a = tables[0]
    phones_b, n_b, flags_b, letters_b, m_b = tables[1]
    least = 1 if flags_a[i] & flags_b[j] & FLAG_SYLLABLE else 2
    if one_apart(phones_a[i], n_a[i], phones_b[j], n_b[j], least, SHORT):
        return True
    return one_apart(letters_a[i], m_a[i], letters_b[j], m_b[j], least, SHORT_WORD)


@inner
def may_be_near(columns, i):  # type: ignore[no-untyped-def]
    """Is a token so short that another may be near?"""
    return columns[1][i] <= SHORT or 0 < columns[4][i] <= SHORT_WORD
