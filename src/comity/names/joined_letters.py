"""A letter of an alphabet, which may be read together with those before it: kana, Burmese, Korean."""

import numpy as np

from comity.names.alphabet import CODE
from comity.names.burmese import burmese_letter
from comity.names.kana import joins_before
from comity.names.kernel import inner

# Of the syllables in Unicode order: those that begin with rieul, which is an l behind an l (알라, Alla).
FIRST_HANGUL, LAST_HANGUL, OF_ONE_INITIAL, RIEUL = 0xAC00, 0xD7A3, 588, 5
_L = CODE["l"]


@inner
def add_letter(point, table, phones, n):  # type: ignore[no-untyped-def]
    """Add the phones of a letter of an alphabet to the `n` before it; returns how many there are then."""
    after = burmese_letter(point, phones, n)
    if after >= 0:
        return after
    before = joins_before(point, phones, n)
    if before < 0:
        return n
    heard = np.int64(n > 0 and phones[n - 1] == _L and _begins_with_rieul(point))
    for k in range(heard, table[1][point]):
        phones[before + k - heard] = table[2][point, k]
    return before + table[1][point] - heard


@inner
def _begins_with_rieul(point: int) -> bool:
    return FIRST_HANGUL <= point <= LAST_HANGUL and (point - FIRST_HANGUL) // OF_ONE_INITIAL == RIEUL
