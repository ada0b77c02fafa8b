"""How Somali writes Arabic names: x is the h of حسن, c the unheard ع, a long vowel is doubled (Maxamed, Siciid)."""

import numpy as np

from comity.names.kernel import inner

_A, _B, _C, _D, _E, _H, _I, _K, _M, _O, _S, _U, _X = (ord(letter) for letter in "abcdehikmosux")


@inner
def _is_vowel(letter):  # type: ignore[no-untyped-def]
    return letter in (_A, _E, _I, _O, _U)


@inner
def _is_own(letters, i, n):  # type: ignore[no-untyped-def]
    """Is a letter an x or a c between, before or behind vowels, as Somali has them, not the c of Isaac?"""
    before = letters[i - 1] if i else 0
    following = letters[i + 1] if i + 1 < n else 0
    if letters[i] == _X:
        return following != _H
    if letters[i] != _C or (following and not _is_vowel(following)) or (before and not _is_vowel(before)):
        return False
    return i < 3 or before != _A or letters[i - 3] != _S


@inner
def is_somali(letters, n):  # type: ignore[no-untyped-def]
    """Is a word of Latin letters spelt as in Somali: beginning with cabd, with axm or axam, or with such an x or c
    beside a long vowel that other languages do not double?"""
    if n < 4:
        return False
    long = own = False
    for i in range(n):
        if i and letters[i] == letters[i - 1] and letters[i] in (_A, _I, _U):
            long = True
        own |= _is_own(letters, i, n)
        after = i + 2 if i + 2 < n and letters[i + 1] == _A else i + 1  # axm, axam
        if i and after < n and letters[i - 1] == _A and letters[i] == _X and letters[after] == _M:
            return True
    return (long and own) or (letters[0] == _C and letters[1] == _A and letters[2] == _B and letters[3] == _D)


@inner
def read_somali(letters, n):  # type: ignore[no-untyped-def]
    """Rewrite a Somali word in place as others spell it; returns how many letters it has then, `n` for other words."""
    if not is_somali(letters, n):
        return n
    size = np.int64(0)
    for i in range(n):
        letter = letters[i]
        if letter == _X:
            letter = np.uint8(_H)
        if letter != _C or (i + 1 < n and letters[i + 1] in (_H, _K)):
            letters[size] = letter
            size += 1
    return size
