"""English words of numbers from 20 to 99, two where one number is meant: Forty-Four, Forty 4, Fifty-Second."""

import numpy as np
from numpy.typing import NDArray

from comity.names.alphabet import CODE
from comity.names.hashes import FNV_BASIS, FNV_PRIME, hash_row, mix
from comity.names.kernel import inner

TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")  # from 2
UNITS = (
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
)  # from 1
LONGEST = 7  # letters
_ZERO = CODE["0"]


def _rows(words: tuple[str, ...]) -> NDArray[np.uint8]:
    return np.array([list(word.encode("ascii").ljust(LONGEST, b"\0")) for word in words], np.uint8)


_TENS, _UNITS, _ORDINALS = _rows(TENS), _rows(UNITS[0]), _rows(UNITS[1])


@inner
def tens_in(letters, n):  # type: ignore[no-untyped-def]
    """How many tens a word says, 2 to 9; 0 for other words."""
    if n < 5 or letters[n - 2] != ord("t") or letters[n - 1] != ord("y"):
        return np.int64(0)
    found = _place(letters, n, _TENS)
    return found + np.int64(1) if found else found


@inner
def unit_in(letters, n):  # type: ignore[no-untyped-def]
    """The number 1 to 9 that a word says, or the place that it counts; 0 for other words."""
    found = _place(letters, n, _UNITS)
    return found if found else _place(letters, n, _ORDINALS)


@inner
def drop_row(row, used, out):  # type: ignore[no-untyped-def]
    """Move the tokens behind a row up to `used` one back, over it; `out`: columns of names.tokens."""
    phones, n_phones, spelling, n_spelling, native, sound, flags, start, stop = out
    for to in range(row, used):
        for i in range(phones.shape[1]):
            phones[to, i], spelling[to, i] = phones[to + 1, i], spelling[to + 1, i]
        n_phones[to], n_spelling[to] = n_phones[to + 1], n_spelling[to + 1]
        native[to], sound[to], flags[to] = native[to + 1], sound[to + 1], flags[to + 1]
        start[to], stop[to] = start[to + 1], stop[to + 1]


@inner
def _place(letters, n, rows):  # type: ignore[no-untyped-def]
    """Which of the rows a word is, from 1; 0 where it is none."""
    for row in range(rows.shape[0]):
        size = np.int64(0)
        while size < LONGEST and rows[row, size]:
            size += 1
        same = size == n
        for i in range(size):
            same = same and letters[i] == rows[row, i]
        if same:
            return np.int64(row + 1)
    return np.int64(0)


@inner
def join_numbers(begin, used, out, flag):  # type: ignore[no-untyped-def]
    """Read "forty" and "four", or "4", of the tokens from `begin` on as 44; returns where the tokens end.

    `flag` is that of numbers.
    """
    phones, n_phones, spelling, n_spelling, native, sound, flags, _, stop = out
    row = begin
    while row + 1 < used:
        tens = tens_in(spelling[row], n_spelling[row])
        digit = phones[row + 1, 0] - _ZERO if flags[row + 1] & flag and n_phones[row + 1] == 1 else 0
        unit = np.int64(digit) if digit else unit_in(spelling[row + 1], n_spelling[row + 1])
        row += 1
        if not tens or not unit:
            continue
        joined, value = row - 1, FNV_BASIS
        for place, number in enumerate((tens, unit)):
            phones[joined, place] = _ZERO + number
            value = (value ^ np.uint64(48 + number)) * FNV_PRIME
        n_phones[joined], n_spelling[joined], flags[joined] = 2, 0, flag
        native[joined], sound[joined], stop[joined] = mix(value), hash_row(phones[joined], 2, 1), stop[row]
        used -= 1
        drop_row(row, used, out)
    return used
