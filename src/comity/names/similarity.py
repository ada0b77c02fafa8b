"""How alike two tokens sound: a weighted edit distance over phones, with transpositions.

The recurrence is optimal string alignment (Damerau 1964, without repeated edits of one place), with the
costs of `alphabet`. The plain twin lives in tests/names/test_similarity.py.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

MAX_PHONES = 20
TRANSPOSED = 0.70
FIRST_LETTER = 1.25  # an error in the first sound is rarer than elsewhere (Pollock & Zamora 1984)


@njit(cache=True, nogil=True)
def phone_distance(
    left: NDArray[np.uint8],
    n_left: int,
    right: NDArray[np.uint8],
    n_right: int,
    soft: int,
    substitute: NDArray[np.float32],
    gap: NDArray[np.float32],
) -> float:
    """Weighted edit distance of two phone rows; `soft` is 1 where either side is written without vowels."""
    before = np.zeros(MAX_PHONES + 1, np.float32)
    above = np.zeros(MAX_PHONES + 1, np.float32)
    row = np.zeros(MAX_PHONES + 1, np.float32)
    for j in range(n_right):
        above[j + 1] = above[j] + gap[soft, right[j]]
    for i in range(n_left):
        a = left[i]
        row[0] = above[0] + gap[soft, a]
        for j in range(n_right):
            b = right[j]
            cost = substitute[a, b]
            if i == 0 and j == 0:
                cost *= FIRST_LETTER
            best = above[j] + cost
            dropped = above[j + 1] + gap[soft, a]
            if dropped < best:
                best = dropped
            added = row[j] + gap[soft, b]
            if added < best:
                best = added
            if i > 0 and j > 0 and a == right[j - 1] and b == left[i - 1] and a != b:
                swapped = before[j - 1] + min(TRANSPOSED, substitute[a, b])
                if swapped < best:
                    best = swapped
            row[j + 1] = best
        for j in range(n_right + 1):
            before[j] = above[j]
            above[j] = row[j]
    return above[n_right]


@njit(cache=True, nogil=True)
def phone_similarity(
    left: NDArray[np.uint8],
    n_left: int,
    right: NDArray[np.uint8],
    n_right: int,
    soft: int,
    substitute: NDArray[np.float32],
    gap: NDArray[np.float32],
    size: NDArray[np.float32],
) -> float:
    """0-1; 1 for the same phones. The distance is taken against the mean length, vowels counting half."""
    length = np.float32(0.0)
    for i in range(n_left):
        length += size[left[i]]
    for j in range(n_right):
        length += size[right[j]]
    if length == 0.0:
        return 0.0
    distance = phone_distance(left, n_left, right, n_right, soft, substitute, gap)
    return max(0.0, 1.0 - 2.0 * distance / length)


@njit(cache=True, nogil=True)
def letter_similarity(left: NDArray[np.uint8], n_left: int, right: NDArray[np.uint8], n_right: int) -> float:
    """0-1 by plain optimal string alignment over letters: 1 minus edits by the mean length."""
    before = np.zeros(MAX_PHONES + 1, np.float32)
    above = np.arange(MAX_PHONES + 1).astype(np.float32)
    row = np.zeros(MAX_PHONES + 1, np.float32)
    for i in range(n_left):
        row[0] = i + 1
        for j in range(n_right):
            same = left[i] == right[j]
            best = above[j] + (0.0 if same else 1.0)
            best = min(best, above[j + 1] + 1.0, row[j] + 1.0)
            if i > 0 and j > 0 and left[i] == right[j - 1] and left[i - 1] == right[j]:
                best = min(best, before[j - 1] + 1.0)
            row[j + 1] = best
        for j in range(n_right + 1):
            before[j] = above[j]
            above[j] = row[j]
    total = n_left + n_right
    return max(0.0, 1.0 - 2.0 * above[n_right] / total) if total else 0.0
