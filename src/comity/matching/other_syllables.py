"""Syllables of two Chinese or Korean names that are a letter apart, and two syllables nevertheless.

Such a pair neither agrees nor contradicts (matching.near): an error may have made one of the other. It seldom makes
a syllable that thousands have in their names, with as many letters, out of another such (Bong, Jong; Sang, Song); and
Rim Chol-min is no Min Chol Kim, where the two are families of Korea at either end of their names.
"""

from collections.abc import Iterator

from comity.matching.name_evidence import Alignment, Written, fold
from comity.names.family_names import spellings
from comity.names.tokens import FLAG_LATIN, FLAG_SYLLABLE

COMMON = 7.0  # bits of a syllable
WRITTEN = FLAG_LATIN | FLAG_SYLLABLE


def other_syllables(alignment: Alignment, ours: Written, theirs: Written) -> Iterator[tuple[str, str]]:
    """The syllables, of the subject and of the listed name, where one of each is only near."""
    mine, listed = alignment.covered
    for left, right in alignment.masks.tolist():
        mine, listed = mine & ~left, listed & ~right
    places = _places(mine, ours), _places(listed, theirs)
    if len(places[0]) != 1 or len(places[1]) != 1:
        return
    left, right = places[0][0], places[1][0]
    if ours.flags[left] & theirs.flags[right] & WRITTEN != WRITTEN:
        return
    one, other = ours.part(1 << left), theirs.part(1 << right)
    common = max(ours.bits[left], theirs.bits[right]) <= COMMON
    if (common and _one_replaced(fold(one), fold(other))) or (
        sorted((left, right)) == [0, ours.own - 1] and ours.own == theirs.own and _families(fold(one), fold(other))
    ):
        yield one, other


def _places(mask: int, name: Written) -> list[int]:
    return [place for place in range(name.own) if mask >> place & 1]


def _one_replaced(one: str, other: str) -> bool:
    """Have two words as many letters, of which one differs?"""
    return len(one) == len(other) and sum(left != right for left, right in zip(one, other, strict=True)) == 1


def _families(one: str, other: str) -> bool:
    """Are two words of as many letters family names of Korea?"""
    return len(one) == len(other) and one != other and {one, other} <= spellings()
