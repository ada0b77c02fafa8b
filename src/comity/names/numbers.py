"""English words of numbers from 20 to 99, two where one number is meant: Forty-Four, Forty 4, Fifty-Second."""

import numpy as np
from numpy.typing import NDArray

from comity.names.kernel import inner

TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")  # from 2
UNITS = (
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
)  # from 1
LONGEST = 7  # letters


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
