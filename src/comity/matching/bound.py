"""The most that two names can earn, told without aligning them: what cannot reach the threshold is never aligned.

A bound may be too high, never too low; tests/matching/test_index_law.py holds it to that. Each is the scorer's
own formula (matching.align) over an account that no alignment can better.
"""

import numpy as np

from comity.matching.align import earned_score, lost_bits, matched_bits
from comity.matching.near import are_near, is_no_particle, may_be_spared, stands_for
from comity.matching.weights import (
    BEYOND,
    CONFLICT,
    DOUBT,
    DOUBT_ALONE,
    EDIT,
    FATHER,
    INITIAL_LOSS,
    MISSING,
    NEAR_LOSS,
    STRAIN,
)
from comity.names.kernel import inner
from comity.names.tokens import FLAG_CUT, FLAG_PATRONYMIC

SLACK = 1e-4  # of single precision, so that a bound never turns a hit away


@inner
def least_loss(weights):  # type: ignore[no-untyped-def]
    """What a bit that is not matched costs at least: left over, taken for another, or lost to spelling."""
    left_over = min(weights[MISSING], weights[BEYOND], 2.0 * weights[CONFLICT] - weights[MISSING])
    misspelt = 0.5 * weights[STRAIN] / weights[EDIT]
    return min(left_over, weights[INITIAL_LOSS], weights[NEAR_LOSS], misspelt)


@inner
def least_spared(weights):  # type: ignore[no-untyped-def]
    """The same beside bits that are sure to be lost, which may have used up what costs most (A_NAME): a patronymic that
    is only missing counts for a share of itself."""
    return min(least_loss(weights), (1.0 - weights[FATHER]) * weights[BEYOND])


@inner
def most_earned(bits, passed, weights):  # type: ignore[no-untyped-def]
    """The most that a name can earn with `bits` to match and `passed` bits unmatched on one side."""
    if bits <= 0.0:
        return 0.0
    return bits / (bits + least_loss(weights) * passed) * bits / (bits + min(weights[DOUBT], weights[DOUBT_ALONE]))


@inner
def least_bits(both, bar, weights):  # type: ignore[no-untyped-def]
    """The bits that two names of `both` bits together must match at least to earn `bar`: most_with, solved for them.

    most_earned(b, both - 2 b) = bar is a quadratic equation in b; with more bits a name never earns less.
    """
    loss, doubt = float(least_loss(weights)), float(min(weights[DOUBT], weights[DOUBT_ALONE]))
    kept = 1.0 - 2.0 * loss
    half, rest = bar * (kept * doubt + loss * both), bar * loss * both * doubt
    return (half + (half * half + 4.0 * (1.0 - bar * kept) * rest) ** 0.5) / (2.0 * (1.0 - bar * kept))


@inner
def most_both(bits, bar, weights):  # type: ignore[no-untyped-def]
    """The most bits that two names can have together and earn `bar` when `bits` match: most_with, solved for them.

    It is twice the bits at least, where nothing is left over; whatever they have earns a bar of nothing.
    """
    if bar <= 0.0:
        return np.inf
    doubt = min(weights[DOUBT], weights[DOUBT_ALONE])
    left_over = (bits * bits / ((bits + doubt) * bar) - bits) / least_loss(weights) if bits > 0.0 else 0.0
    return 2.0 * bits + max(0.0, left_over)


@inner
def most_beside(bits, firm, soft, weights):  # type: ignore[no-untyped-def]
    """The most that a name can earn with `bits` to match, `firm` bits that are sure to be left over on one side, and
    `soft` ones that an initial or a short token may cover. What else is left over costs only more."""
    if bits <= 0.0:
        return 0.0
    lost = lost_bits(firm, 0.0, np.int64(2), weights) + least_spared(weights) * soft
    return bits / (bits + lost) * bits / (bits + min(weights[DOUBT], weights[DOUBT_ALONE]))


@inner
def most_apart(bits, both, mine, theirs, weights):  # type: ignore[no-untyped-def]
    """The most that two names of `both` bits together can earn when at most `bits` match, and of either side so many,
    `mine` and `theirs`, are sure to be left over."""
    bits = min(bits, 0.5 * both)
    if bits <= 0.0:
        return 0.0
    lost = max(least_loss(weights) * (both - 2.0 * bits), lost_bits(mine, theirs, np.int64(2), weights))
    return bits / (bits + lost) * bits / (bits + min(weights[DOUBT], weights[DOUBT_ALONE]))


@inner
def most_with(bits, both, weights):  # type: ignore[no-untyped-def]
    """The most that two names of `both` bits together can earn when at most `bits` match.

    Matching m bits covers at least 2 m of `both`; every other bit costs at least `least_loss`, which is
    less than one half, so the whole is least when nothing else is covered.
    """
    bits = min(bits, 0.5 * both)
    return most_earned(bits, both - 2.0 * bits, weights)


@inner
def _spread(unit, bits, side, most):  # type: ignore[no-untyped-def]
    """Let the positions that a unit covers have their share of `bits`, where it is more than they had."""
    mask, weight = side[0], side[1]
    if mask[unit] & (mask[unit] - np.uint32(1)) == 0:
        most[unit] = max(most[unit], bits)
        return
    for i in range(most.shape[0]):
        if mask[unit] >> np.uint32(i) & np.uint32(1):
            most[i] = max(most[i], bits * weight[i] / weight[unit])


@inner
def most_of_pairs(n, pairs, left, right, tables, weights, room):  # type: ignore[no-untyped-def]
    """The most that any alignment of `n` pairs of units can earn; arguments as in align.

    No token matches more than its best pair, no token without a pair is covered unless by an initial or by a short
    token one sound apart. `room`: two scratch columns, a row for each token of either name.
    """
    most_l, most_r = room[0][: _tokens(left[0])], room[1][: _tokens(right[0])]
    most_l[:] = -1.0
    most_r[:] = -1.0
    for k in range(n):
        a, b = pairs.left[k], pairs.right[k]
        bits = matched_bits(0.5 * (left[1][a] + right[1][b]), pairs.distance[k], weights)
        _spread(a, bits, left, most_l)
        _spread(b, bits, right, most_r)
    matched = SLACK + min(_sum(most_l), _sum(most_r))
    over_l, soft_l = _left_over(left, right, tables, most_l)
    over_r, soft_r = _left_over(right, left, (tables[1], tables[0]), most_r)
    spared = least_spared(weights) * (soft_l + soft_r)
    lost = lost_bits(over_l, over_r, np.int64(2), weights) + spared
    return earned_score((matched, lost, 0.0, 0.0, np.int64(2)), weights)


@inner
def _tokens(mask):  # type: ignore[no-untyped-def]
    """How many tokens a side has: its single units come first."""
    n = 0
    while n < mask.shape[0] and mask[n] == np.uint32(1) << np.uint32(n):
        n += 1
    return n


@inner
def _sum(most):  # type: ignore[no-untyped-def]
    total = 0.0
    for i in range(most.shape[0]):
        total += max(most[i], 0.0)
    return total


@inner
def _may_cover(a, b, mine, others, tables):  # type: ignore[no-untyped-def]
    """May a token of the other name cover one that has no pair: by an initial of either, as a near word?"""
    i, j = mine[2][a], others[2][b]
    if mine[3][a] != others[3][b]:
        return stands_for(tables[0], i, tables[1], j) if mine[3][a] else stands_for(tables[1], j, tables[0], i)
    if mine[3][a]:
        return False
    words = may_be_spared(mine[1][a], tables[0], i) and may_be_spared(others[1][b], tables[1], j)
    return is_no_particle(a, b, mine, others, tables) or (words and are_near(tables, i, j))


@inner
def _left_over(mine, others, tables, most):  # type: ignore[no-untyped-def]
    """Bits of the tokens that no pair covers: those that nothing can cover, and those that something else may."""
    weight, row = mine[1], mine[2]
    over = soft = 0.0
    for a in range(most.shape[0]):
        if most[a] >= 0.0:
            continue
        spared = tables[0][2][row[a]] & (FLAG_CUT | FLAG_PATRONYMIC) != 0 or (
            a > 0 and tables[0][2][row[a - 1]] & FLAG_CUT != 0
        )
        for b in range(_tokens(others[0])):
            spared = spared or tables[1][2][others[2][b]] & FLAG_CUT != 0
            spared = spared or _may_cover(a, b, mine, others, tables)
        if spared:
            soft += weight[a]
        else:
            over += weight[a]
    return over, soft
