"""Keys that bring together the tokens worth comparing; two tokens without a common key are not alike.

- the written form itself, and the phones;
- the *skeleton*: consonants by group, what abjads and careless spellings leave out dropped;
- the skeleton with one consonant left out, for long ones: one wrong consonant anywhere, any vowels;
- the phones with one left out, for short tokens: one wrong sound.
Leaving out one symbol on both sides finds every single insertion, deletion, substitution and transposition
(Mor & Fraenkel 1982; Garbe's SymSpell).
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from comity.names.alphabet import CODE, PHONES
from comity.names.tokens import FLAG_JOINED, hash_row, mix

MAX_KEYS = 24
SKELETON_GROUPS = ("bp", "dtTD", "szc", "SZCj", "kqgxG", "f", "l", "r", "m", "n")
LONG_SKELETON = 4
SHORT_TOKEN = 8

GROUP_OF = np.zeros(len(PHONES), dtype=np.uint8)  # 0: not in the skeleton
for _number, _group in enumerate(SKELETON_GROUPS, start=1):
    for _phone in _group:
        GROUP_OF[CODE[_phone]] = _number
for _digit in "0123456789":
    GROUP_OF[CODE[_digit]] = 20 + int(_digit)

_NATIVE, _SKELETON, _LEFT_OUT = 11, 12, 13


@njit(cache=True, nogil=True)
def skeleton(phones: NDArray[np.uint8], n: int, out: NDArray[np.uint8]) -> int:
    """The consonant groups of a token, neighbours of one group once; returns how many."""
    size = 0
    for i in range(n):
        group = GROUP_OF[phones[i]]
        if group and (size == 0 or out[size - 1] != group):
            out[size] = group
            size += 1
    return size


@njit(cache=True, nogil=True)
def _leave_one_out(row, n, seed, out, at):  # type: ignore[no-untyped-def]
    rest = np.empty(n, np.uint8)
    for skip in range(n):
        if skip > 0 and row[skip] == row[skip - 1]:
            continue
        k = 0
        for i in range(n):
            if i != skip:
                rest[k] = row[i]
                k += 1
        out[at] = hash_row(rest, n - 1, seed)
        at += 1
    return at


@njit(cache=True, nogil=True)
def token_keys(phones: NDArray[np.uint8], n: int, native: np.uint64, flags: int, out: NDArray[np.uint64]) -> int:
    """Write the keys of one token to `out` (MAX_KEYS long); returns how many. Keys may repeat.

    Two neighbours read as one word are found by the whole of it only, not with a sound left out.
    """
    bones = np.zeros(phones.shape[0], np.uint8)
    n_bones = skeleton(phones, n, bones)
    out[0] = mix(native ^ np.uint64(_NATIVE))
    out[1] = hash_row(bones, n_bones, _SKELETON)
    at = 2
    if flags & FLAG_JOINED:
        return at
    if n_bones >= LONG_SKELETON:
        at = _leave_one_out(bones, min(n_bones, 10), _SKELETON, out, at)
    if n <= SHORT_TOKEN:
        out[at] = hash_row(phones, n, _LEFT_OUT)
        at = _leave_one_out(phones, n, _LEFT_OUT, out, at + 1)
    return at
