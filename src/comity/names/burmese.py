"""Burmese letters that are read together: e and a are o (aung), i and u are o (soe), r and h are sh (shwe)."""

import numpy as np

from comity.names.alphabet import CODE, VOWELS
from comity.names.kernel import inner

NGA, SIGN_AA, TALL_AA, SIGN_U, MEDIAL_HA = 0x1004, 0x102C, 0x102B, 0x102F, 0x103E  # code points
_E, _I, _O, _Y, _W, _H, _N, _SH = (CODE[phone] for phone in "eioywhnS")
_VOWEL = np.zeros(len(CODE), np.bool_)
for _phone in VOWELS:
    _VOWEL[CODE[_phone]] = True


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
