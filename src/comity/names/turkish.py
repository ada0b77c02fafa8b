"""Where c is j: in Turkish and Azerbaijani, which write ج so (Celaleddin, Hacıyev, Abdülcelil)."""

import numpy as np

from comity.names.kernel import inner

OWN = (0x11E, 0x11F, 0x130, 0x131, 0x18F, 0x259)  # ğ, ı, ə, which no other language of names has beside a c
BIG_C, _J, _H = (ord(letter) for letter in "Cjh")
_A, _B, _C, _D, _E, _I, _L, _N, _T, _U = (ord(letter) for letter in "abcdeilntu")
LONG = 8  # letters


@inner
def writes_turkish(points, n):  # type: ignore[no-untyped-def]
    """Does a word have a letter that only Turkish and Azerbaijani have?"""
    found = False
    for i in range(n):
        found |= points[i] in OWN
    return found


@inner
def turkish_letter(point, letter):  # type: ignore[no-untyped-def]
    """The Latin letter that one of a Turkish word is read as; `letter` as other languages read it."""
    return np.uint8(_J) if point in (BIG_C, _C) else letter


@inner
def turkish_compound(letters, n):  # type: ignore[no-untyped-def]
    """Is a word an Arabic compound as Turkish spells it: Celaleddin, Necmettin, whose tt is dd, Abdulcelil?"""
    if n < LONG:
        return False
    if letters[n - 1] == _N and letters[n - 2] == _I and letters[n - 5] == _E and letters[n - 3] == letters[n - 4]:
        return letters[n - 3] in (_D, _T)
    abdul = letters[0] == _A and letters[1] == _B and letters[2] == _D and letters[3] == _U and letters[4] == _L
    return abdul and letters[5] == _C


@inner
def in_turkish(letters, i, n):  # type: ignore[no-untyped-def]
    """The letter that one of such a compound is read as."""
    if letters[i] == _C and (i + 1 == n or letters[i + 1] != _H):
        return np.int64(_J)
    return np.int64(_D) if letters[i] == _T and i >= n - 4 else np.int64(letters[i])
