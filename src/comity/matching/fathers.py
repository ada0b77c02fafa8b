"""Russian names, of which one has a patronymic that the other lacks.

Who is asked for a name often leaves it out, so it counts little (matching.align). But where it is missing a family name
that is only alike is another one, for nothing else tells so many of one given name from each other. A given name and a
patronymic by themselves are how people address each other, and no name by which one is found.
"""

from collections.abc import Iterator

from comity.matching.name_evidence import Alignment, Written
from comity.matching.near import OF_WEIGHT
from comity.names.known import are_forms

A_SPELLING, ALIKE = 0.3, 0.45  # distances
OF_MANY = 9.25  # bits of a given name that many bear
NAMES = 2  # the given name and that of the family


def is_without_family(alignment: Alignment, ours: Written, theirs: Written) -> bool:
    """Are a given name and a patronymic all that corresponds, and is the family's name on one side alone?"""
    names = _pairs(alignment, ours, theirs)
    left = _left_over(ours, alignment.covered[0]), _left_over(theirs, alignment.covered[1])
    if len(names) != NAMES or bool(left[0]) == bool(left[1]) or _fathers(ours, left[0]) or _fathers(theirs, left[1]):
        return False
    return any(ours.is_patronymic(mine) and theirs.is_patronymic(listed) for mine, listed, _, _ in names)


def other_family(alignment: Alignment, ours: Written, theirs: Written) -> Iterator[tuple[str, str]]:
    """The family names that are only alike, where a patronymic is missing and the given name is one of many."""
    names = sorted(_pairs(alignment, ours, theirs), key=lambda pair: pair[3])
    if not _lacks_father(alignment, ours, theirs) or len(names) != NAMES:
        return
    (_, _, given, bits), (mine, listed, distance, _) = names
    one, other = ours.part(mine), theirs.part(listed)
    if given < A_SPELLING and bits <= OF_MANY and distance >= ALIKE and not are_forms(one, other):
        yield one, other


def _pairs(alignment: Alignment, ours: Written, theirs: Written) -> list[tuple[int, int, float, float]]:
    """The names that correspond: their masks, distance and bits."""
    rows = zip(alignment.masks.tolist(), alignment.apart.tolist(), strict=True)
    found = ((left, right, distance, bits) for (left, right), (distance, bits) in rows)
    return [pair for pair in found if min(ours.weight(pair[0]), theirs.weight(pair[1])) >= OF_WEIGHT]


def _lacks_father(alignment: Alignment, ours: Written, theirs: Written) -> bool:
    """Is one patronymic all that is left over, but for an initial?"""
    left = _left_over(ours, alignment.covered[0]), _left_over(theirs, alignment.covered[1])
    return len(left[0]) + len(left[1]) == 1 and _fathers(ours, left[0]) + _fathers(theirs, left[1]) == 1


def _left_over(name: Written, covered: int) -> list[int]:
    return [mask for mask in name.uncovered(covered) if name.weight(mask) >= OF_WEIGHT]


def _fathers(name: Written, masks: list[int]) -> int:
    return sum(name.is_patronymic(mask) for mask in masks)
