"""Two names token by token: which correspond, which are missing, which contradict, and the score they earn.

This is the only scorer of names. The bulk path calls it for survivors, `explain` for one pair.
"""

import numpy as np
from numba import njit

from comity.matching.weights import ALIKE_FLOOR, CONFLICT, DOUBT, INITIAL_LOSS, MISSING

MAX_PAIRS = 256


@njit(cache=True, nogil=True)
def earned_score(matched, spelling, left, right, weights):  # type: ignore[no-untyped-def]
    """The score 0-1 of matched bits, bits lost to spelling, and bits left over on either side."""
    if matched <= 0.0:
        return 0.0
    conflict = min(left, right)
    missing = max(left, right) - conflict
    whole = matched + spelling + 2.0 * weights[CONFLICT] * conflict + weights[MISSING] * missing
    return matched / whole * matched / (matched + weights[DOUBT])


@njit(cache=True, nogil=True)
def gain(similarity, weights):  # type: ignore[no-untyped-def]
    """Share of an aligned token's bits that count as matched; the rest is lost to spelling."""
    return max(0.0, (similarity - weights[ALIKE_FLOOR]) / (1.0 - weights[ALIKE_FLOOR]))


@njit(cache=True, nogil=True)
def align(n, pair_left, pair_right, similarity, left, right, weights, chosen):  # type: ignore[no-untyped-def]
    """Choose corresponding units, the weightiest first, each token at most once.

    `pair_left[k]`, `pair_right[k]`: units of the two sides that are linked with `similarity[k]`.
    `left`, `right`: (mask, weight, first phone, is initial) columns of the units of each side.
    Writes the chosen pairs to `chosen` and returns
    (how many, matched bits, spelling bits, left-over bits left, right, masks covered left, right).
    """
    mask_l, weight_l = left[0], left[1]
    mask_r, weight_r = right[0], right[1]
    worth = np.empty(n, np.float64)
    for k in range(n):
        both = 0.5 * (weight_l[pair_left[k]] + weight_r[pair_right[k]])
        # What is matched less what is lost; ties fall to the earlier tokens, whichever side is called left.
        place = 1e-9 * (float(mask_l[pair_left[k]]) + float(mask_r[pair_right[k]]))
        worth[k] = both * (2.0 * gain(similarity[k], weights) - 1.0) - place
    taken_l = taken_r = np.uint32(0)
    matched = spelling = 0.0
    count = 0
    while True:
        best = -1
        for k in range(n):
            if mask_l[pair_left[k]] & taken_l or mask_r[pair_right[k]] & taken_r:
                continue
            if best < 0 or worth[k] > worth[best]:
                best = k
        if best < 0:
            break
        a, b = pair_left[best], pair_right[best]
        taken_l |= mask_l[a]
        taken_r |= mask_r[b]
        bits = 0.5 * (weight_l[a] + weight_r[b])
        share = gain(similarity[best], weights)
        matched += bits * share
        spelling += bits * (1.0 - share)
        chosen[count] = best
        count += 1
    taken_l, taken_r, bits = _initials(left, right, taken_l, taken_r)
    taken_r, taken_l, more = _initials(right, left, taken_r, taken_l)
    spelling += weights[INITIAL_LOSS] * (bits + more)
    return count, matched, spelling, _rest(left, taken_l), _rest(right, taken_r), taken_l, taken_r


@njit(cache=True, nogil=True)
def _initials(left, right, taken_l, taken_r):  # type: ignore[no-untyped-def]
    """Let the initials left over on the left stand for names left over on the right.

    An initial adds no matched bits; its name is not missing, but some of its bits are lost.
    """
    mask_l, _, phone_l, initial_l = left
    mask_r, weight_r, phone_r, initial_r = right
    bits = 0.0
    for a in range(mask_l.shape[0]):
        if not initial_l[a] or mask_l[a] & taken_l:
            continue
        for b in range(mask_r.shape[0]):
            single = mask_r[b] & (mask_r[b] - np.uint32(1)) == 0
            if single and not initial_r[b] and not mask_r[b] & taken_r and phone_l[a] == phone_r[b]:
                taken_l |= mask_l[a]
                taken_r |= mask_r[b]
                bits += weight_r[b]
                break
    return taken_l, taken_r, bits


@njit(cache=True, nogil=True)
def _rest(side, taken):  # type: ignore[no-untyped-def]
    mask, weight = side[0], side[1]
    rest = 0.0
    for unit in range(mask.shape[0]):
        single = mask[unit] & (mask[unit] - np.uint32(1)) == 0
        if single and not mask[unit] & taken:
            rest += weight[unit]
    return rest
