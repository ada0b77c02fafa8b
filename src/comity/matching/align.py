"""Two names token by token: which correspond, which are missing, which contradict, and the score they earn.

This is the only scorer of names. The bulk path calls it for survivors, `explain` for one pair.
An *account* of two names is (matched bits, what spelling costs, bits left over left, right, how many
tokens of weight correspond).
"""

import numpy as np

from comity.matching.weights import (
    A_NAME,
    AGAIN,
    ALONE,
    BEYOND,
    CONFLICT,
    DOUBT,
    DOUBT_ALONE,
    EDIT,
    INITIAL_LOSS,
    MISSING,
    NEAR_LOSS,
    STRAIN,
)
from comity.names.kernel import inner, kernel

MAX_PAIRS = 256
OF_WEIGHT = 3.0  # bits; below, a token is a particle, title, legal form or initial
SHORT = 4  # phones; tokens so short are not linked when one sound differs


@kernel
def earned_score(account, weights):  # type: ignore[no-untyped-def]
    """The score 0-1 of an account."""
    matched, spelling, left, right, tokens = account
    if matched <= 0.0:
        return 0.0
    lost = lost_bits(left, right, tokens, weights)
    return matched / (matched + spelling + lost) * matched / (matched + doubt_bits(tokens, weights))


@kernel
def doubt_bits(tokens, weights):  # type: ignore[no-untyped-def]
    """What is taken off for the chance that another bears the name: more where one token is all of it."""
    return weights[DOUBT_ALONE] if tokens < 2 else weights[DOUBT]


@kernel
def lost_bits(left, right, tokens, weights):  # type: ignore[no-untyped-def]
    """What the bits left over on either side cost: what contradicts more than what is missing."""
    conflict = min(left, right)
    missing = max(left, right) - conflict
    alone = weights[ALONE] if tokens < 2 and missing >= OF_WEIGHT else np.float32(1.0)
    first = min(missing, float(weights[A_NAME]))
    return 2.0 * weights[CONFLICT] * conflict + alone * (weights[MISSING] * first + weights[BEYOND] * (missing - first))


@inner
def matched_bits(bits, distance, weights):  # type: ignore[no-untyped-def]
    """Bits of an aligned pair that count as matched."""
    return max(0.0, bits - weights[EDIT] * distance)


@inner
def align(n, pairs, left, right, tables, weights):  # type: ignore[no-untyped-def]
    """Choose corresponding units, those that say most first, each token at most once.

    `pairs`: units of the left, of the right, their distance (`n` of each), room for the chosen and for what each says.
    `left`, `right`: (mask, bits, token row, is initial) columns of the units of each side;
    `tables`: (phones, their count, ...) of the token rows of each side.
    Returns (how many were chosen, the account, masks covered left and right).
    """
    pair_left, pair_right, distance, chosen, worth = pairs
    mask_l, weight_l = left[0], left[1]
    mask_r, weight_r = right[0], right[1]
    for k in range(n):
        bits = 0.5 * (weight_l[pair_left[k]] + weight_r[pair_right[k]])
        # What is matched less what is lost; ties fall to the earlier tokens, whichever side is called left.
        place = 1e-9 * (float(mask_l[pair_left[k]]) + float(mask_r[pair_right[k]]))
        worth[k] = 2.0 * matched_bits(bits, distance[k], weights) - bits - place
    taken_l = taken_r = np.uint64(0)
    matched = spelling = apart = worst = 0.0
    count = tokens = 0
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
        kept = matched_bits(bits, distance[best], weights)
        matched += kept
        if bits >= OF_WEIGHT:
            apart += distance[best]
            worst = max(worst, distance[best])
        else:
            spelling += bits - kept
        tokens += _tokens_of_weight(mask_l[a], mask_r[b], bits, kept)
        chosen[count] = best
        count += 1
    taken_l, taken_r, near, slips = _near(left, right, tables, taken_l, taken_r)
    taken_l, taken_r, some = _initials(left, right, tables, taken_l, taken_r)
    taken_r, taken_l, more = _initials(right, left, (tables[1], tables[0]), taken_r, taken_l)
    tokens += (some > 0.0) + (more > 0.0)
    again = apart + slips - max(worst, min(1.0, float(slips)))
    spelling += weights[STRAIN] * apart + weights[AGAIN] * again
    spelling += weights[INITIAL_LOSS] * (some + more) + weights[NEAR_LOSS] * near
    account = (matched, spelling, _rest(left, taken_l), _rest(right, taken_r), tokens)
    return count, account, taken_l, taken_r


@inner
def _tokens_of_weight(mask_l, mask_r, bits, kept):  # type: ignore[no-untyped-def]
    """A word that is two on the other side counts two; one that says nothing counts none."""
    if bits < OF_WEIGHT or kept <= 0.0:
        return 0
    return 1 if _single(mask_l) and _single(mask_r) else 2


@inner
def _single(mask):  # type: ignore[no-untyped-def]
    return mask & (mask - np.uint32(1)) == 0


@inner
def _near(left, right, tables, taken_l, taken_r):  # type: ignore[no-untyped-def]
    """Short tokens left over on both sides that differ by one sound: they add nothing and contradict nothing.

    Returns the masks covered, the bits of both sides, and how many pairs there are.
    """
    mask_l, weight_l, row_l, initial_l = left
    mask_r, weight_r, row_r, initial_r = right
    bits, count = 0.0, 0
    for a in range(mask_l.shape[0]):
        if mask_l[a] & taken_l or initial_l[a] or not _single(mask_l[a]) or weight_l[a] < OF_WEIGHT:
            continue
        for b in range(mask_r.shape[0]):
            if mask_r[b] & taken_r or initial_r[b] or not _single(mask_r[b]) or weight_r[b] < OF_WEIGHT:
                continue
            i, j = row_l[a], row_r[b]
            if one_sound_apart(tables[0][0][i], tables[0][1][i], tables[1][0][j], tables[1][1][j]):
                taken_l |= mask_l[a]
                taken_r |= mask_r[b]
                bits += weight_l[a] + weight_r[b]
                count += 1
                break
    return taken_l, taken_r, bits, count


@kernel
def one_sound_apart(phones_a, n_a, phones_b, n_b):  # type: ignore[no-untyped-def]
    """Do two short tokens differ by one sound, added, left out, changed or swapped with its neighbour?"""
    if max(n_a, n_b) > SHORT or max(n_a, n_b) - min(n_a, n_b) > 1 or min(n_a, n_b) < 2:
        return False
    start = 0
    while start < n_a and start < n_b and phones_a[start] == phones_b[start]:
        start += 1
    end_a, end_b = np.int64(n_a), np.int64(n_b)
    while end_a > start and end_b > start and phones_a[end_a - 1] == phones_b[end_b - 1]:
        end_a -= 1
        end_b -= 1
    if max(end_a, end_b) - start <= 1:
        return True
    swapped = end_a - start == 2 and end_b - start == 2
    return swapped and phones_a[start] == phones_b[start + 1] and phones_a[start + 1] == phones_b[start]


@inner
def _initials(left, right, tables, taken_l, taken_r):  # type: ignore[no-untyped-def]
    """Let the initials left over on the left stand for names left over on the right.

    An initial adds no matched bits; its name is not missing, but some of its bits are lost.
    """
    mask_l, weight_l, row_l, initial_l = left
    mask_r, weight_r, row_r, initial_r = right
    bits = 0.0
    for a in range(mask_l.shape[0]):
        if not initial_l[a] or mask_l[a] & taken_l or not _single(mask_l[a]):
            continue
        for b in range(mask_r.shape[0]):
            if mask_r[b] & taken_r or initial_r[b] or not _single(mask_r[b]):
                continue
            if tables[0][0][row_l[a], 0] == tables[1][0][row_r[b], 0]:
                taken_l |= mask_l[a]
                taken_r |= mask_r[b]
                bits += weight_l[a] + weight_r[b]
                break
    return taken_l, taken_r, bits


@inner
def _rest(side, taken):  # type: ignore[no-untyped-def]
    mask, weight = side[0], side[1]
    rest = 0.0
    for unit in range(mask.shape[0]):
        if _single(mask[unit]) and not mask[unit] & taken:
            rest += weight[unit]
    return rest
