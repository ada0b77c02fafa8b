"""How alike two tokens sound: a weighted edit distance over phones, with transpositions.

The recurrence is optimal string alignment (Damerau 1964, without repeated edits of one place), with the
costs of `alphabet`. The plain twin lives in tests/names/test_similarity.py. A distance that cannot
end below `most` is given up early and reported as larger than `most`. `rows` is scratch for one distance
at a time, 3 x (MAX_PHONES + 1).
"""

import numpy as np

from comity.names.kernel import inner

MAX_PHONES = 20
TRANSPOSED = 0.70
FIRST_LETTER = 1.25  # an error in the first sound is rarer than elsewhere (Pollock & Zamora 1984)


@inner
def phone_distance(left, n_left, right, n_right, substitute, gap, most, rows):  # type: ignore[no-untyped-def]
    """Weighted edit distance of two phone rows; more than `most` once it cannot end below."""
    before, above, row = rows[0], rows[1], rows[2]
    above[0] = 0.0
    for j in range(n_right):
        above[j + 1] = above[j] + gap[right[j]]
    for i in range(n_left):
        a = left[i]
        row[0] = above[0] + gap[a]
        least = row[0]
        for j in range(n_right):
            b = right[j]
            cost = substitute[a, b]
            if i == 0 and j == 0:
                cost *= FIRST_LETTER
            best = min(above[j] + cost, above[j + 1] + gap[a], row[j] + gap[b])
            if i > 0 and j > 0 and a == right[j - 1] and b == left[i - 1] and a != b:
                best = min(best, before[j - 1] + min(TRANSPOSED, substitute[a, b]))
            row[j + 1] = best
            least = min(least, best)
        if least > most + TRANSPOSED:
            return most + np.float32(1.0)
        before, above, row = above, row, before
    return above[n_right]


@inner
def letter_distance(left, n_left, right, n_right, most, rows):  # type: ignore[no-untyped-def]
    """Edits between two spellings, a transposition counting one; more than `most` once that is sure."""
    before, above, row = rows[0], rows[1], rows[2]
    for j in range(n_right + 1):
        above[j] = j
    for i in range(n_left):
        row[0] = i + 1
        least = row[0]
        for j in range(n_right):
            best = above[j] + (0.0 if left[i] == right[j] else 1.0)
            best = min(best, above[j + 1] + 1.0, row[j] + 1.0)
            if i > 0 and j > 0 and left[i] == right[j - 1] and left[i - 1] == right[j]:
                best = min(best, before[j - 1] + 1.0)
            row[j + 1] = best
            least = min(least, best)
        if least > most + 1.0:
            return most + np.float32(1.0)
        before, above, row = above, row, before
    return above[n_right]


@inner
def one_apart(row_a, n_a, row_b, n_b, least, most):  # type: ignore[no-untyped-def]
    """Do two rows of so many symbols differ by one: added, left out, changed, swapped with its neighbour?"""
    if max(n_a, n_b) > most or max(n_a, n_b) - min(n_a, n_b) > 1 or min(n_a, n_b) < least or max(n_a, n_b) < 2:
        return False
    start = 0
    while start < n_a and start < n_b and row_a[start] == row_b[start]:
        start += 1
    end_a, end_b = np.int64(n_a), np.int64(n_b)
    while end_a > start and end_b > start and row_a[end_a - 1] == row_b[end_b - 1]:
        end_a -= 1
        end_b -= 1
    if max(end_a, end_b) - start <= 1:
        return True
    swapped = end_a - start == 2 and end_b - start == 2
    return swapped and row_a[start] == row_b[start + 1] and row_a[start + 1] == row_b[start]
