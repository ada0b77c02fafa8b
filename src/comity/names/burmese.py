"""Burmese letters that are read together: e and a are o (aung), i and u are o (soe), r and h are sh (shwe)."""

import numpy as np

from comity.names.alphabet import CODE, VOWELS
from comity.names.code_points import decode
from comity.names.kernel import inner

FIRST_LETTER, LAST_LETTER, GREAT_SA, DOT_BELOW, VIRAMA, ASAT = 0x1000, 0x102A, 0x103F, 0x1037, 0x1039, 0x103A
LETTER_BYTES, FIRST_BYTE = 3, 0xE1  # of each in UTF-8
NGA, SIGN_AA, TALL_AA, SIGN_U, MEDIAL_HA = 0x1004, 0x102C, 0x102B, 0x102F, 0x103E  # code points
_E, _I, _O, _Y, _W, _H, _N, _SH = (CODE[phone] for phone in "eioywhnS")
_VOWEL = np.zeros(len(CODE), np.bool_)
for _phone in VOWELS:
    _VOWEL[CODE[_phone]] = True


@inner
def begins_syllable(text, here, at, end, point):  # type: ignore[no-untyped-def]
    """Does the letter that stands from `here` to `at` begin a syllable, each of which is a word of a Burmese name? One
    without its vowel (asat) ends the syllable before, one that is stacked (virama) belongs to it."""
    if not (FIRST_LETTER <= point <= LAST_LETTER or point == GREAT_SA):
        return False
    if here >= LETTER_BYTES and text[here - LETTER_BYTES] == FIRST_BYTE:
        before, _ = decode(text, here - LETTER_BYTES, end)
        if before == VIRAMA:
            return False
    after = np.int64(0)
    if at < end:
        after, at = decode(text, at, end)
    if after == DOT_BELOW and at < end:
        after, _ = decode(text, at, end)
    return after not in (ASAT, VIRAMA)


@inner
def burmese_letter(point, phones, n):  # type: ignore[no-untyped-def]
    """Add the phones of a letter that changes with what is before it; returns how many there are then, -1 for others.

    Nga without a vowel before it is the end of a syllable that is spelled in: Min, Win, Khin. A breath stands before
    its consonant in Latin letters (Hlaing).
    """
    if n == 0:
        return np.int64(-1)
    before = phones[n - 1]
    if (point in (SIGN_AA, TALL_AA) and before == _E) or (point == SIGN_U and before == _I):
        phones[n - 1] = _O
        return n
    if point == NGA and not _VOWEL[before]:
        phones[n] = _N
        return n + 1
    if point == MEDIAL_HA:
        at = n - 2 if before == _W and n > 1 else n - 1
        if phones[at] == _Y:
            phones[at] = _SH
            return n
        phones[n], phones[n - 1] = before, _H
        return n + 1
    return np.int64(-1)
