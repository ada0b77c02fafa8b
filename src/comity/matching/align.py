"""Two names token by token: which correspond, which are missing, which contradict, and the score they earn.

This is the only scorer of names. The bulk path calls it for survivors, `explain` for one pair.
An *account* of two names is (matched bits, what spelling costs, bits left over left, right, how many tokens of weight
correspond). First tokens that are both left over count more than their bits, by the weight `first`; a patronymic
that is only missing counts less, by the weight `father`; a first token that is only missing costs more, by `uncalled`.
"""

import numpy as np

from comity.matching.near import (
    OF_PARTICLES,
    OF_WEIGHT,
    are_others,
    first_name,
    is_better_spared,
    is_no_allah,
    is_single,
    other_word,
    share_a_part,
    slightly_off,
    stands_for,
)
from comity.matching.weights import (
    A_NAME,
    AGAIN,
    ALONE,
    BEYOND,
    CONFLICT,
    CUT_OTHERWISE,
    DOUBT,
    DOUBT_ALONE,
    EDIT,
    FATHER,
    FIRST,
    INITIAL_LOSS,
    MISSING,
    STRAIN,
    TURNED,
    UNCALLED,
)
from comity.names.japanese import FLAG_READING
from comity.names.kernel import inner, kernel
from comity.names.tokens import FLAG_HEARD, FLAG_PATRONYMIC, FLAG_SYLLABLE

MAX_PAIRS = 256
ONE_EDIT = 1.0  # distance of one letter at most
OF_A_FORM = 0.2  # bits; a word of a legal form has fewer, every other has more (names.rarity)
NOTHING = -1e6  # what a pair is worth that is not looked at
MOST_WEIGHED = 64  # pairs that are weighed against each other; names with more repeat themselves


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
    `tables`: (phones, their count, flags, letters, their count) of the token rows of each side.
    Returns (how many were chosen, the account, masks covered left and right).
    """
    pair_left, pair_right, distance, chosen, worth = pairs
    mask_l, weight_l = left[0], left[1]
    mask_r, weight_r = right[0], right[1]
    first_l, first_r = first_name(left), first_name(right)
    for k in range(n):
        bits = 0.5 * (weight_l[pair_left[k]] + weight_r[pair_right[k]])
        # What is matched less what is lost; of words alike in all else, those in one place.
        place = 1e-9 * abs(float(mask_l[pair_left[k]]) - float(mask_r[pair_right[k]]))
        kept = matched_bits(bits, distance[k], weights)
        worth[k] = 2.0 * kept - bits - place
        a, b = np.int64(pair_left[k]), np.int64(pair_right[k])
        if is_better_spared(a, b, (bits, kept, distance[k]), left, right, tables, weights):
            worth[k] = NOTHING
        if _are_two_names(a, b, distance[k], first_l, first_r, left, right, tables):
            worth[k] = NOTHING
    taken_l = taken_r = np.uint64(0)
    matched = spelling = apart = worst = 0.0
    count, tokens = np.int64(0), 0
    while True:
        best = np.int64(-1)
        for k in range(n):
            if mask_l[pair_left[k]] & taken_l or mask_r[pair_right[k]] & taken_r or worth[k] == NOTHING:
                continue
            if best < 0 or worth[k] > worth[best]:
                best = np.int64(k)
        if best < 0:
            break
        for pick in _instead(best, n, pairs, left, right, taken_l, taken_r):
            if pick < 0:
                continue
            a, b = pair_left[pick], pair_right[pick]
            taken_l |= mask_l[a]
            taken_r |= mask_r[b]
            bits = 0.5 * (weight_l[a] + weight_r[b])
            kept = matched_bits(bits, distance[pick], weights)
            matched += kept
            if bits >= OF_WEIGHT:
                apart += distance[pick]
                worst = max(worst, distance[pick])
                spelling += other_word(a, b, distance[pick], left, right, tables, weights)
            else:
                spelling += bits - kept
            one = (tables[0][2][left[2][a]] | tables[1][2][right[2][b]]) & FLAG_READING != 0
            tokens += _tokens_of_weight(mask_l[a], mask_r[b], bits, kept, one)
            chosen[count] = pick
            count += 1
    spelling += _cut_otherwise(count, pairs, left, right, tables, weights)
    taken_l, taken_r, near, (slips, names) = slightly_off(left, right, tables, taken_l, taken_r, weights)
    taken_l, taken_r, some = _initials(left, right, tables, taken_l, taken_r)
    taken_r, taken_l, more = _initials(right, left, (tables[1], tables[0]), taken_r, taken_l)
    tokens += names > 0  # so far only; how many near words there are says little
    tokens += tokens == 1 and _same_form(count, pairs, left, right)
    again = apart + slips - max(worst, min(1.0, float(slips)))
    spelling += weights[STRAIN] * apart + weights[AGAIN] * again
    spelling += weights[INITIAL_LOSS] * (some + more) + near
    spelling += weights[TURNED] * (_turns(count, pairs, left, right, tables) > 1)
    over_l, over_r, uncalled = _over(left, right, tables, (taken_l, taken_r), (count, pairs, tokens), weights)
    account = (matched, spelling + uncalled, over_l, over_r, tokens)
    return count, account, taken_l, taken_r


@inner
def _are_two_names(a, b, distance, first_l, first_r, left, right, tables):  # type: ignore[no-untyped-def]
    """Are two units given names, or two compounds of one part, that are only alike, or an article and Allah?"""
    if is_no_allah(a, b, left, right, tables):
        return True
    if a == first_l and b == first_r and are_others(a, b, distance, left, right, tables):
        return True
    return distance > ONE_EDIT and share_a_part(left[0][a], right[0][b], left, right, tables)


@inner
def _same_form(count, pairs, left, right):  # type: ignore[no-untyped-def]
    """Does a word of a legal form correspond? Then one word beside it is the whole name of a body."""
    for k in range(count):
        a, b = pairs[0][pairs[3][k]], pairs[1][pairs[3][k]]
        if left[1][a] < OF_A_FORM and right[1][b] < OF_A_FORM:
            return True
    return False


@inner
def _cut_otherwise(count, pairs, left, right, tables, weights):  # type: ignore[no-untyped-def]
    """What it costs that all that corresponds is a name of many and words that, read as one, are not quite that name:
    whoever is called Yasir is not misspelt and cut in two."""
    if count != 1:
        return 0.0
    a, b = pairs[0][pairs[3][0]], pairs[1][pairs[3][0]]
    one_l, one_r = is_single(left[0][a]), is_single(right[0][b])
    flags = tables[0][2][left[2][a]] if one_l else tables[1][2][right[2][b]]
    if one_l == one_r or not flags & FLAG_HEARD or flags & FLAG_SYLLABLE:
        return 0.0
    if one_l:
        spelt = _spells(right, right[0][b], tables[1], tables[0], left[2][a])
    else:
        spelt = _spells(left, left[0][a], tables[0], tables[1], right[2][b])
    return 0.0 if spelt else float(weights[CUT_OTHERWISE])


@inner
def _spells(side, mask, columns, others, row):  # type: ignore[no-untyped-def]
    """Are the letters of the words in a mask, one after another, those of a word of the other name?"""
    at = np.int64(0)
    for unit in range(side[0].shape[0]):
        if not is_single(side[0][unit]) or not side[0][unit] & mask:
            continue
        for k in range(columns[4][side[2][unit]]):
            if at == others[4][row] or columns[3][side[2][unit], k] != others[3][row, at]:
                return False
            at += 1
    return at == others[4][row]


@inner
def _over(left, right, tables, taken, chosen, weights):  # type: ignore[no-untyped-def]
    """Bits left over on either side, and what it costs that the first token of one of them is only missing.

    `chosen`: how many pairs were, of which, and how many tokens of weight correspond.
    """
    count, pairs, tokens = chosen
    first_l, first_r = _first_over(left, taken[0]), _first_over(right, taken[1])
    first = weights[FIRST] * min(first_l, first_r)
    over_l, over_r = _rest(left, taken[0]) + first, _rest(right, taken[1]) + first
    uncalled = weights[UNCALLED] * max(first_l, first_r) if min(over_l, over_r) < OF_WEIGHT else 0.0
    if tokens > 1:
        spared_l = _of_little_note(left, tables[0], taken[0], (pairs[0], pairs[3], count))
        spared_r = _of_little_note(right, tables[1], taken[1], (pairs[1], pairs[3], count))
        missing_l, missing_r = max(0.0, over_l - over_r), max(0.0, over_r - over_l)
        over_l -= min(missing_l, weights[FATHER] * spared_l)
        over_r -= min(missing_r, weights[FATHER] * spared_r)
    return over_l, over_r, uncalled


@inner
def _instead(best, n, pairs, left, right, taken_l, taken_r):  # type: ignore[no-untyped-def]
    """The best pair, or what leaves less over than it would: one pair of wider units, or two; -1 for no second.

    Of Abdullah and Abkdullah the words correspond, though their last parts are the same; of Mohamed Mohamud and
    Mohaded Mohamud, Mohamud takes its like, though Mohamed would do as well.
    """
    pair_left, pair_right, _, _, worth = pairs
    mask_l, weight_l, mask_r, weight_r = left[0], left[1], right[0], right[1]
    a, b = pair_left[best], pair_right[best]
    first, second, most = best, -1, 1e-3
    if n > MOST_WEIGHED:
        return first, second
    used_l, used_r = taken_l | mask_l[a], taken_r | mask_r[b]
    for k in range(n):
        c, d = pair_left[k], pair_right[k]
        if k == best or mask_l[c] & taken_l or mask_r[d] & taken_r:
            continue
        if mask_l[c] & mask_l[a] == mask_l[a] and mask_r[d] & mask_r[b] == mask_r[b]:
            lost = 0.5 * (weight_l[a] - weight_l[c] + weight_r[b] - weight_r[d])
            gained = worth[k] - worth[best] - _beside(n, pairs, left, right, (used_l, used_r), (c, d), lost)
            if gained > most:
                first, second, most = k, -1, gained
        elif c == a and not mask_r[d] & mask_r[b]:
            for other in range(n):
                e = pair_left[other]
                if pair_right[other] != b or mask_l[e] & used_l:
                    continue
                lost = -0.5 * (weight_l[e] + weight_r[d])
                gained = worth[k] + worth[other] - worth[best]
                gained -= _beside(n, pairs, left, right, (used_l, used_r), (e, d), lost)
                if gained > most:
                    first, second, most = k, other, gained
    return first, second


@inner
def _beside(n, pairs, left, right, used, units, lost):  # type: ignore[no-untyped-def]
    """What corresponds beside the best pair, at best, of what two units cover; `lost` where nothing does."""
    most = lost
    for k in range(n):
        mask_l, mask_r = left[0][pairs[0][k]], right[0][pairs[1][k]]
        if mask_l & used[0] or mask_r & used[1]:
            continue
        if mask_l & left[0][units[0]] or mask_r & right[0][units[1]]:
            most = max(most, pairs[4][k])
    return most


@inner
def _first_over(side, taken):  # type: ignore[no-untyped-def]
    """Bits of a name's first word, the given name in most, where it is left over; 0 where it is not.

    Abd belongs to the word after it. A word that stands in the name twice is left over where one of the two is.
    """
    mask, weight, row = side[0], side[1], side[2]
    bits = 0.0
    for unit in range(mask.shape[0]):
        if not is_single(mask[unit]) or side[3][unit] or weight[unit] <= OF_PARTICLES:
            continue
        ends = weight[unit] >= OF_WEIGHT or bits > 0.0
        bits += float(weight[unit])
        if ends:
            over = mask[unit] & taken == 0
            for other in range(unit + 1, mask.shape[0]):
                over = over or (is_single(mask[other]) and row[other] == row[unit] and mask[other] & taken == 0)
            return bits if over else 0.0
    return 0.0


@inner
def _turns(count, pairs, left, right, tables):  # type: ignore[no-untyped-def]
    """How often the syllables of a name in syllables that correspond go back in the other name, which is read in a
    ring: once where they are in one order, family name first or last; Ho-dong is not Dong-ho."""
    first = last = np.uint32(0)
    turns = np.int64(0)
    for unit in range(left[0].shape[0]):
        for k in range(count):
            a, b = pairs[0][pairs[3][k]], pairs[1][pairs[3][k]]
            if a != unit or not is_single(left[0][a]) or not is_single(right[0][b]):
                continue
            if tables[0][2][left[2][a]] & tables[1][2][right[2][b]] & FLAG_SYLLABLE:
                turns += right[0][b] < last
                first = first if last else right[0][b]
                last = right[0][b]
    return turns + (first < last)


@inner
def _tokens_of_weight(mask_l, mask_r, bits, kept, one):  # type: ignore[no-untyped-def]
    """A word that is two on the other side counts two, but for a reading (`one`); one that says nothing counts none."""
    if bits < OF_WEIGHT or kept <= 0.0:
        return 0
    return 1 if one or (is_single(mask_l) and is_single(mask_r)) else 2


@inner
def _initials(left, right, tables, taken_l, taken_r):  # type: ignore[no-untyped-def]
    """Let the initials left over on the left stand for names left over on the right.

    An initial adds no matched bits; its name is not missing, but some of its bits are lost.
    It counts as no token that corresponds: most names begin with one of a few letters.
    """
    mask_l, weight_l, row_l, initial_l = left
    mask_r, weight_r, row_r, initial_r = right
    bits = 0.0
    for a in range(mask_l.shape[0]):
        if not initial_l[a] or mask_l[a] & taken_l or not is_single(mask_l[a]):
            continue
        for b in range(mask_r.shape[0]):
            if mask_r[b] & taken_r or initial_r[b] or not is_single(mask_r[b]):
                continue
            if stands_for(tables[0], row_l[a], tables[1], row_r[b]):
                taken_l |= mask_l[a]
                taken_r |= mask_r[b]
                bits += weight_l[a] + weight_r[b]
                break
    return taken_l, taken_r, bits


@inner
def _of_little_note(side, table, taken, paired):  # type: ignore[no-untyped-def]
    """Bits of the patronymics left over, which who is asked for a name often leaves out, and of the first word left
    over that only repeats one that corresponds. `paired`: units of the pairs, which were chosen, how many."""
    mask, weight, row = side[0], side[1], side[2]
    bits, repeated = 0.0, False
    for unit in range(mask.shape[0]):
        if not is_single(mask[unit]) or mask[unit] & taken:
            continue
        if table[2][row[unit]] & FLAG_PATRONYMIC:
            bits += weight[unit]
        elif not repeated and weight[unit] >= OF_WEIGHT and _is_repeated(unit, side, paired):
            bits += weight[unit]
            repeated = True
    return bits


@inner
def _is_repeated(unit, side, paired):  # type: ignore[no-untyped-def]
    """Does a word that corresponds by itself stand in the name a second time, as this unit?"""
    mask, row = side[0], side[2]
    found = False
    for k in range(paired[2]):
        other = paired[0][paired[1][k]]
        found = found or (is_single(mask[other]) and row[other] == row[unit])
    return found


@inner
def _rest(side, taken):  # type: ignore[no-untyped-def]
    mask, weight = side[0], side[1]
    rest = 0.0
    for unit in range(mask.shape[0]):
        if is_single(mask[unit]) and not mask[unit] & taken:
            rest += weight[unit]
    return rest
