"""What a kana makes of the sounds before it: ki and small yo are kyo, te and small i are ti, and u behind o only
lengthens it."""

import numpy as np

from comity.names.alphabet import CODE
from comity.names.kernel import inner

SMALL_YA, SMALL_YU, SMALL_YO, U, LETTER_O = 0x3083, 0x3085, 0x3087, 0x3046, 0x304A  # code points
KATAKANA, FURTHER_ON = 0x30A1, 0x60
SMALL_A, SMALL_O = 0x3041, 0x3049  # of the vowels the small ones have every other code point
_A, _E, _I, _U, _O, _Y, _W, _LONG_O = (CODE[_phone] for _phone in "aeiuoywW")
_SH, _CH, _J = CODE["S"], CODE["C"], CODE["j"]


@inner
def joins_before(point, phones, n):  # type: ignore[no-untyped-def]
    """Is a kana read with the one before it, whose last sound is in `phones[n - 1]`? Returns how many phones are left
    before its own, -1 where it has none of its own.

    A long o is written o, ou, oo or oh in Latin letters, so it stands for any of these, as a waw does.
    """
    kana = point - FURTHER_ON if point >= KATAKANA else point
    if n > 1 and kana in (SMALL_YA, SMALL_YU, SMALL_YO) and phones[n - 1] == _I:
        before = phones[n - 2]
        if before in (_SH, _CH, _J):
            return n - 1
        phones[n - 1] = _Y
        return n
    if n > 0 and SMALL_A <= kana <= SMALL_O and kana & 1 and _is_vowel(phones[n - 1]):
        if n > 1 and not _is_vowel(phones[n - 2]):
            return n - 1  # ティ
        if phones[n - 1] == _U:
            phones[n - 1] = _W  # ウィ
    if n > 0 and kana in (U, LETTER_O) and phones[n - 1] == _O:
        phones[n - 1] = _LONG_O
        return np.int64(-1)
    return n


@inner
def _is_vowel(phone: int) -> bool:
    return phone in (_A, _E, _I, _O, _U)
