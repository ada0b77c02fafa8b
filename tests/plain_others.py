"""The plain twin of what says that two words alike are two names: brothers, families, a name of many beside several."""

from collections.abc import Sequence

from comity.matching.weights import NameWeights
from comity.names.tokens import FLAG_HEARD, FLAG_LATIN, FLAG_SYLLABLE
from plain_sounds import one_apart
from plain_units import Unit

Pair = tuple[Unit, Unit, float]


def cut_otherwise(chosen: Sequence[Pair], left: Sequence[Unit], right: Sequence[Unit], weights: NameWeights) -> float:
    """What it costs that a name of many and words that do not quite spell it are all that corresponds."""
    if len(chosen) != 1 or chosen[0][0].single == chosen[0][1].single:
        return 0.0
    one, several = chosen[0][:2] if chosen[0][0].single else chosen[0][1::-1]
    side = right if one is chosen[0][0] else left
    written = "".join(unit.spelling for unit in side if unit.single and unit.places <= several.places)
    heard = one.flags & FLAG_HEARD and not one.flags & FLAG_SYLLABLE
    return weights.cut_otherwise if heard and one.spelling != written else 0.0


def is_no_allah(pair: Pair) -> bool:
    """Is one word an article or the like, and the other Allah?"""
    few, many = sorted(pair[:2], key=lambda unit: unit.bits)
    return few.single and many.single and few.bits <= 1.0 < many.bits and many.phones == "ala"


def are_brothers(pair: Pair, left: Sequence[Unit], right: Sequence[Unit]) -> bool:
    """Are the first words of two names, each of many, two names, and neither the other with one letter wrong?"""
    a, b, apart = pair
    if a is not _first_name(left) or b is not _first_name(right):
        return False
    if _is_of_allah(a, left) != _is_of_allah(b, right):
        return True
    least = 0.55 if a.flags & b.flags & FLAG_LATIN else 1.0
    return apart >= least and max(a.bits, b.bits) <= 12.0 and not one_apart(a.spelling, b.spelling, 2, 20)


def _is_of_allah(unit: Unit, side: Sequence[Unit]) -> bool:
    """Does a word go on with Allah, as Hamidullah does?"""
    following = max(unit.places) + 1
    return any(it.single and it.places == frozenset({following}) and it.phones == "ala" for it in side)


def _are_families(a: Unit, b: Unit) -> bool:
    """Two family names of Korea, of as many letters, that begin their names."""
    if min(a.places) > 0 or min(b.places) > 0 or len(a.spelling) != len(b.spelling):
        return False
    return bool(a.flags & b.flags & FLAG_HEARD and a.flags & b.flags & FLAG_SYLLABLE)


def _first_name(side: Sequence[Unit]) -> Unit | None:
    return next((unit for unit in side if unit.single and not unit.initial and unit.bits >= 3.0), None)


def are_two(a: Unit, b: Unit, left: Sequence[Unit], right: Sequence[Unit]) -> bool:
    """Two near words that are two names nevertheless: first names, one of them with Allah, or families of Korea."""
    first = a is _first_name(left) and b is _first_name(right)
    return _are_families(a, b) or (first and _is_of_allah(a, left) != _is_of_allah(b, right))
