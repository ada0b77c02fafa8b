"""The plain twin of the scorer of names: two names, token by token, by the words of its rules.

Tokens, their weights and the tables of costs come from the engine; which tokens are linked, which are chosen and
what they earn is worked out here a second time, without arrays, indexes or bounds.
"""

from collections.abc import Iterator, Sequence
from itertools import product

from comity.matching.weights import NameWeights
from comity.names.tokens import (
    FLAG_CUT,
    FLAG_HAN,
    FLAG_HANGUL,
    FLAG_HEARD,
    FLAG_PART,
    FLAG_PATRONYMIC,
    FLAG_SYLLABLE,
)
from plain_links import linked
from plain_others import Pair, are_brothers, are_two, cut_otherwise, is_no_allah
from plain_sounds import letter_distance, one_apart
from plain_units import Unit, units


def name_score(left_text: str, right_text: str, weights: NameWeights) -> float:
    """What two names earn, 0-1."""
    left, right = units(left_text), units(right_text)
    pairs = [(a, b, apart) for a, b in product(left, right) for apart in [linked(a, b, weights)] if apart is not None]
    kept = {id(pair): max(0.0, _bits(pair) - weights.edit * pair[2]) for pair in pairs}
    worth = {id(pair): 2 * kept[id(pair)] - _bits(pair) - _place(pair) for pair in pairs}
    taken: tuple[set[int], set[int]] = (set(), set())
    matched = spelling = 0.0
    tokens = 0
    slips: list[float] = []
    chosen: list[Pair] = []
    spared = {id(pair) for pair in pairs if kept[id(pair)] == 0.0 and _no_name(pair)}
    spared |= {id(pair) for pair in pairs if _is_dear(pair, kept[id(pair)], weights) and _are_spared(*pair[:2])}
    spared |= {id(pair) for pair in pairs if are_brothers(pair, left, right) or _share_a_part(pair, left, right)}
    spared |= {id(pair) for pair in pairs if is_no_allah(pair)}
    while free := [pair for pair in pairs if not _touches(pair, taken) and id(pair) not in spared]:
        best = max(free, key=lambda pair: worth[id(pair)])
        for pair in _instead(best, free, worth, len(pairs)):
            a, b, _ = pair
            chosen.append(pair)
            taken[0].update(a.places)
            taken[1].update(b.places)
            matched += kept[id(pair)]
            if _bits(pair) >= 3.0:
                slips.append(pair[2])
                spelling += weights.other_word * pair[2] * _are_other_words(pair)
            else:
                spelling += _bits(pair) - kept[id(pair)]
            if _bits(pair) >= 3.0 and kept[id(pair)] > 0.0:
                tokens += 1 if (a.single and b.single) or a.reads or b.reads else 2
    spelling += weights.strain * sum(slips) + cut_otherwise(chosen, left, right, weights)
    near, wrong, names, initials = _left_over(left, right, taken, weights)
    tokens += names > 0
    tokens += tokens == 1 and any(max(a.bits, b.bits) < 0.2 for a, b, _ in chosen)
    slips += [1.0] * wrong
    spelling += weights.again * (sum(slips) - max(slips, default=0.0))
    spelling += near + weights.initial_loss * initials + weights.turned * (_turns(chosen) > 1)
    firsts = _first_over(left, taken[0]), _first_over(right, taken[1])
    rests = [_rest(side, own) + weights.first * min(firsts) for side, own in zip((left, right), taken, strict=True)]
    spelling += weights.uncalled * max(firsts) if min(rests) < 3.0 else 0.0
    if tokens > 1:
        more = max(rests) - min(rests)
        side, own = (left, taken[0]) if rests[0] > rests[1] else (right, taken[1])
        fathers = sum(unit.bits for unit in _free(side, own) if unit.flags & FLAG_PATRONYMIC)
        mine = [pair[0] if side is left else pair[1] for pair in chosen]
        repeated = [unit.bits for unit in _free(side, own) if _is_repeated(unit, mine)][:1]
        rests = [min(rests), max(rests) - min(more, weights.father * (fathers + sum(repeated)))]
    return _earned(matched, spelling, rests, tokens, weights)


def _is_dear(pair: Pair, kept: float, weights: NameWeights) -> bool:
    """Do two words match nothing, or cost more by what they are apart than near words do?"""
    costs = pair[2] * (weights.strain + weights.other_word * _are_other_words(pair))
    return kept == 0.0 or (pair[2] >= 1.0 and costs - kept > 2.0 * weights.near_loss * _bits(pair))


def _is_repeated(unit: Unit, chosen: Sequence[Unit]) -> bool:
    same = (it for it in chosen if it.single)
    own = unit.bits >= 3.0 and not unit.flags & FLAG_PATRONYMIC
    return own and any(
        (it.native, it.phones, it.spelling, it.flags) == (unit.native, unit.phones, unit.spelling, unit.flags)
        for it in same
    )


def _are_other_words(pair: Pair) -> bool:
    """Are two words a letter apart, and both names of many?"""
    a, b, apart = pair
    heard = a.flags & b.flags & FLAG_HEARD and not a.flags & b.flags & FLAG_SYLLABLE
    return a.single and b.single and apart >= 0.55 and bool(heard)


def _share_a_part(pair: Pair, left: Sequence[Unit], right: Sequence[Unit]) -> bool:
    """Are two words of two parts more than a letter apart, and one part of each the same sounds?"""
    parts = [_parts(unit, side) for unit, side in zip(pair[:2], (left, right), strict=True)]
    return pair[2] > 1.0 and any(a == b for a, b in zip(*parts, strict=False))


def _parts(unit: Unit, side: Sequence[Unit]) -> list[str]:
    """The sounds of the two neighbours that a unit is, where they are parts of a compound."""
    found = [it for it in side if it.single and it.places < unit.places]
    return [it.phones for it in found] if len(found) == 2 and found[0].flags & FLAG_PART else []


def _no_name(pair: Pair) -> bool:
    """Is one a particle, title or the like, and the other a name?"""
    few, many = sorted(unit.bits for unit in pair[:2])
    return few <= 1.0 < many


def _touches(pair: Pair, taken: tuple[set[int], set[int]]) -> bool:
    return bool(pair[0].places & taken[0] or pair[1].places & taken[1])


def _instead(best: Pair, free: Sequence[Pair], worth: dict[int, float], n_pairs: int) -> tuple[Pair, ...]:
    """The best pair; or a wider one that holds it, or two that share its units, where less is left over by them."""
    a, b, _ = best
    choices: list[tuple[tuple[Pair, ...], frozenset[int], frozenset[int], float]] = []
    for pair in free if n_pairs <= 64 else ():
        c, d, _ = pair
        if pair is not best and c.places >= a.places and d.places >= b.places:
            choices.append(((pair,), c.places, d.places, 0.5 * (a.bits - c.bits + b.bits - d.bits)))
        elif c is a and not d.places & b.places:
            for other in free:
                e = other[0]
                if other[1] is b and not e.places & a.places:
                    choices.append(((pair, other), e.places, d.places, -0.5 * (e.bits + d.bits)))
    found: tuple[Pair, ...] = (best,)
    most = 1e-3
    for chosen, mine, theirs, lost in choices:
        beside = [
            worth[id(pair)]
            for pair in free
            if not _touches(pair, (set(a.places), set(b.places))) and (pair[0].places & mine or pair[1].places & theirs)
        ]
        gained = sum(worth[id(pair)] for pair in chosen) - worth[id(best)] - max([lost, *beside])
        if gained > most:
            found, most = chosen, gained
    return found


def _first_over(side: Sequence[Unit], taken: set[int]) -> float:
    """Bits of the first word, with the abd before it, where it is left over, here or where it stands again."""
    words = [unit for unit in side if unit.single and not unit.initial and unit.bits > 1.0]
    last = next((place for place, unit in enumerate(words) if unit.bits >= 3.0 or place), None)
    if last is None:
        return 0.0
    again = [unit for unit in words[last:] if _same_token(unit, words[last])]
    left_over = any(not unit.places & taken for unit in again)
    return sum(unit.bits for unit in words[: last + 1]) if left_over else 0.0


def _same_token(left: Unit, right: Unit) -> bool:
    return (left.native, left.phones, left.flags) == (right.native, right.phones, right.flags)


def _turns(chosen: Sequence[Pair]) -> int:
    """How often the corresponding syllables go back in the other name, read in a ring."""
    places = [
        (min(a.places), min(b.places))
        for a, b, _ in chosen
        if a.single and b.single and a.flags & b.flags & FLAG_SYLLABLE
    ]
    theirs = [place for _, place in sorted(places)]
    return sum(theirs[i] < theirs[i - 1] for i in range(len(theirs))) if len(theirs) > 1 else 0


def _bits(pair: tuple[Unit, Unit, float]) -> float:
    return 0.5 * (pair[0].bits + pair[1].bits)


def _place(pair: tuple[Unit, Unit, float]) -> float:
    left, right = (sum(1 << place for place in unit.places) for unit in pair[:2])
    return 1e-9 * abs(left - right)


def _free(side: Sequence[Unit], taken: set[int]) -> Iterator[Unit]:
    for unit in side:
        if unit.single and not unit.places & taken:
            yield unit


def _left_over(
    left: Sequence[Unit], right: Sequence[Unit], taken: tuple[set[int], set[int]], weights: NameWeights
) -> tuple[float, int, int, float]:
    """What near words cost and how many pairs there are, of them those of names; bits of initials and the names they
    stand for."""
    near, wrong, light = 0.0, 0, 0
    for one, other, mine, theirs in ((left, right, *taken), (right, left, taken[1], taken[0])):
        for a, rest, b in product(one, one, other):
            if (
                a.flags & FLAG_CUT
                and _follows(a, rest)
                and are_near_cut(a, rest, b)
                and all(
                    unit.single and not unit.places & covered
                    for unit, covered in ((a, mine), (rest, mine), (b, theirs))
                )
            ):
                near += (_take(a, b, (mine, theirs)) + rest.bits) * weights.near_loss
                mine.update(rest.places)
                wrong += 1
    for a in _free(left, taken[0]):
        for b in _free(right, taken[1]):
            if _are_spared(a, b) and not are_two(a, b, left, right):
                proper = a.flags & b.flags & FLAG_SYLLABLE
                near += _take(a, b, taken) * (weights.near_syllable if proper else weights.near_loss)
                wrong += 1
                light += min(a.bits, b.bits) < 3.0
                break
    particles = _particles(left, right, taken)
    near += sum(particles) * weights.near_loss
    wrong, light = wrong + len(particles), light + len(particles)
    initials = 0.0
    for one, other, mine, theirs in ((left, right, *taken), (right, left, taken[1], taken[0])):
        for a in _free(one, mine):
            for b in _free(other, theirs):
                if a.initial and not b.initial and _stands_for(a, b):
                    initials += _take(a, b, (mine, theirs))
                    break
    return near, wrong, wrong - light, initials


def _particles(left: Sequence[Unit], right: Sequence[Unit], taken: tuple[set[int], set[int]]) -> list[float]:
    """Bits of the names left over of which a wrong letter made a particle."""
    pairs = [(a, b) for a, b in product(_free(left, taken[0]), _free(right, taken[1])) if _is_no_particle(a, b)]
    return [_take(a, b, taken) for a, b in pairs if not _touches((a, b, 0.0), taken)]


def _stands_for(initial: Unit, name: Unit) -> bool:
    syllable = name.flags & FLAG_SYLLABLE and len(name.phones) == 2
    return initial.phones[0] == name.phones[0] or (bool(syllable) and initial.phones[0] == name.phones[1])


def _take(a: Unit, b: Unit, taken: tuple[set[int], set[int]]) -> float:
    taken[0].update(a.places)
    taken[1].update(b.places)
    return a.bits + b.bits


def _are_spared(left: Unit, right: Unit) -> bool:
    words = all(unit.single and not unit.initial and (unit.bits >= 3.0 or _is_abd(unit)) for unit in (left, right))
    return words and are_near(left, right)


def _is_no_particle(left: Unit, right: Unit) -> bool:
    """In one place of both names a light word, and a name that one letter makes of it."""
    few, many = sorted((left.bits, right.bits))
    words = left.places == right.places and few <= 1.0 and many >= 3.0 and not left.initial and not right.initial
    return words and one_apart(left.spelling, right.spelling, 2, 5)


def _is_abd(unit: Unit) -> bool:
    return unit.bits > 1.0 and len(unit.phones) == 3 and unit.phones[1:] == "bd"


def are_near(left: Unit, right: Unit) -> bool:
    """Two short words of which one edit of a sound or of a letter makes one."""
    if (left.flags ^ right.flags) & (FLAG_HAN | FLAG_HANGUL) or left.flags & right.flags & FLAG_HAN:
        return False
    syllables = left.flags & right.flags & FLAG_SYLLABLE
    if syllables and left.spelling and right.spelling:
        return one_apart(left.spelling, right.spelling, 1, 5)
    least = 1 if syllables else 2
    return one_apart(left.phones, right.phones, least, 4) or one_apart(left.spelling, right.spelling, least, 5)


def _follows(left: Unit, right: Unit) -> bool:
    return left.single and right.single and max(left.places) + 1 == min(right.places)


def are_near_cut(left: Unit, right: Unit, other: Unit) -> bool:
    """Two syllables of one word, and one that one edit of their letters makes."""
    short = all(len(unit.phones) <= 4 or 0 < len(unit.spelling) <= 5 for unit in (left, right, other))
    word = left.spelling + right.spelling
    return short and bool(other.flags & FLAG_SYLLABLE) and letter_distance(word, other.spelling) <= 1


def _rest(side: Sequence[Unit], taken: set[int]) -> float:
    return sum(unit.bits for unit in _free(side, taken))


def _earned(matched: float, spelling: float, rests: Sequence[float], tokens: int, weights: NameWeights) -> float:
    if matched <= 0.0:
        return 0.0
    conflict, missing = min(rests), max(rests) - min(rests)
    alone = weights.alone if tokens < 2 and missing >= 3.0 else 1.0
    first, more = min(missing, weights.a_name), max(0.0, missing - weights.a_name)
    lost = 2 * weights.conflict * conflict + alone * (weights.missing * first + weights.beyond * more)
    doubt = weights.doubt_alone if tokens < 2 else weights.doubt
    return matched / (matched + spelling + lost) * matched / (matched + doubt)
