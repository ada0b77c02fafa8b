"""Syllables of two Chinese or Korean names that are a letter apart, and two syllables nevertheless.

Such a pair neither agrees nor contradicts (matching.near): an error may have made one of the other. It seldom makes
a syllable that thousands have in their names, with as many letters, out of another such (Bong, Jong; Sang, Song); and
Rim Chol-min is no Min Chol Kim, where the two are families of Korea at either end of their names.

An error of who copies a name changes nothing else of it. Who spells another syllable otherwise, too, or joins other
syllables, or puts a Chinese family name at the other end, has not copied; two syllables that are both in use are two
then. And where both names show which syllable is the family's, it stands for no syllable of a given name, and the
others go in one order: Ho-dong is not Dong-ho.
"""

from collections.abc import Iterator

from comity.matching.name_evidence import Alignment, Written, fold
from comity.matching.near import OF_WEIGHT
from comity.matching.other_names import A_SPELLING, one_letter
from comity.matching.syllabic import WRITTEN, Syllabic, syllabic
from comity.names.family_names import spellings
from comity.names.spellings import in_korean, in_pinyin
from comity.names.tokens import FLAG_LATIN

COMMON = 7.0  # bits of a syllable
ANOTHER_LANGUAGE = 0.5  # distance; two spellings of one language are nearer


def other_syllables(alignment: Alignment, ours: Written, theirs: Written) -> Iterator[tuple[str, str]]:
    """The syllables, of the subject and of the listed name, that are two: one pair at most."""
    mine, listed = syllabic(ours), syllabic(theirs)
    pairs = _pairs(alignment)
    if not mine or not listed or pairs is None:
        return
    near = _near(alignment, ours, theirs)
    near = {left: right for left, right in near.items() if mine.letters[left] and listed.letters[right]}
    found = _families(mine, listed, pairs | near) or _turned(mine, listed, pairs | near)
    found = found or _readings(mine, listed, pairs, alignment)
    for left, right in near.items():
        common = max(ours.bits[left], theirs.bits[right]) <= COMMON
        one, other = mine.letters[left], listed.letters[right]
        ends = sorted((left, right)) == [0, ours.own - 1] and ours.own == theirs.own
        two = (common and _one_replaced(one, other)) or (ends and _are_families(one, other))
        if not found and (two or not _is_copy(mine, listed, pairs, (left, right))):
            found = left, right
    if found:
        yield mine.letters[found[0]], listed.letters[found[1]]


def other_words(alignment: Alignment, ours: Written, theirs: Written) -> Iterator[tuple[str, str]]:
    """Syllables that read as one word sound like a word of the other name, and do not spell it: Gao Di is not القاعدة,
    nor Mo Tse Mossa; a space too many changes no letter."""
    for (left, right), (distance, bits) in zip(alignment.masks.tolist(), alignment.apart.tolist(), strict=True):
        if bits < OF_WEIGHT or (left & (left - 1) == 0) == (right & (right - 1) == 0):
            continue
        name, mask = (ours, left) if left & (left - 1) else (theirs, right)
        syllables = all(name.flags[place] & WRITTEN == WRITTEN for place in _places(mask, name))
        one, other = ours.part(left), theirs.part(right)
        scripts = ours.script(left) ^ theirs.script(right)
        spelt = distance <= A_SPELLING if scripts & FLAG_LATIN else one_letter(fold(one), fold(other))
        if syllables and not spelt:
            yield one, other


def _pairs(alignment: Alignment) -> dict[int, int] | None:
    """The places of the syllables that correspond; None where one stands for several."""
    found = {}
    for left, right in alignment.masks.tolist():
        if left & (left - 1) or right & (right - 1):
            return None
        found[left.bit_length() - 1] = right.bit_length() - 1
    return found


def _near(alignment: Alignment, ours: Written, theirs: Written) -> dict[int, int]:
    """The places of two syllables that are only near; none where more are."""
    mine, listed = alignment.covered
    for left, right in alignment.masks.tolist():
        mine, listed = mine & ~left, listed & ~right
    places = _places(mine, ours), _places(listed, theirs)
    return {places[0][0]: places[1][0]} if len(places[0]) == len(places[1]) == 1 else {}


def _places(mask: int, name: Written) -> list[int]:
    return [place for place in range(name.own) if mask >> place & 1]


def _families(mine: Syllabic, listed: Syllabic, pairs: dict[int, int]) -> tuple[int, int] | None:
    """A family name that both names show, and a syllable of the other's given name that it would stand for."""
    if mine.family is None or listed.family is None or pairs.get(mine.family, listed.family) == listed.family:
        return None
    return mine.family, pairs[mine.family]


def _turned(mine: Syllabic, listed: Syllabic, pairs: dict[int, int]) -> tuple[int, int] | None:
    """The first syllable of a given name that stands behind the second in the other: Ho-dong, Tong-ho."""
    back = {right: left for left, right in pairs.items()}
    families = _family(mine, listed, back), _family(listed, mine, pairs)
    if None in families or not (mine.is_joined or listed.is_joined):
        return None
    given = [(left, right) for left, right in sorted(pairs.items()) if left != families[0] and right != families[1]]
    places = [right for _, right in given]
    return given[0] if places != sorted(places) else None


def _family(name: Syllabic, other: Syllabic, stands_for: dict[int, int]) -> int | None:
    """The place of a name's family name: where it shows, or where the other's, which shows, stands at an end of it."""
    if name.family is not None or other.family is None:
        return name.family
    place = stands_for.get(other.family)
    return place if place in (0, len(name.letters) - 1) else None


def _is_copy(mine: Syllabic, listed: Syllabic, pairs: dict[int, int], near: tuple[int, int]) -> bool:
    """Are two names written alike but for one syllable: the same letters, joined alike, and in pinyin, of which each
    misspelling is a syllable too, the family at one end?"""
    if any(mine.letters[left] != listed.letters[right] for left, right in pairs.items()):
        return False
    if sum(mine.joined) != sum(listed.joined) or mine.is_marked != listed.is_marked:
        return False
    in_order = all(left == right for left, right in (*pairs.items(), near))
    return in_order or not (mine.is_joined and _are_in(in_pinyin(), mine, listed))


def _readings(mine: Syllabic, listed: Syllabic, pairs: dict[int, int], alignment: Alignment) -> tuple[int, int] | None:
    """Two syllables that only another Chinese language reads alike (Jin as Chun, Sun as Song), in two names that are
    Korean ones throughout, or both of pinyin, which joins the two of a given name."""
    korean = in_korean("surnames") | in_korean("given")
    pinyin = mine.is_joined and listed.is_joined and _are_in(in_pinyin(), mine, listed)
    if not pinyin and not _are_in(korean, mine, listed):
        return None
    for (one, other), (distance, _) in zip(alignment.masks.tolist(), alignment.apart.tolist(), strict=True):
        left, right = one.bit_length() - 1, other.bit_length() - 1
        others = {place: at for place, at in pairs.items() if place != left}
        if distance >= ANOTHER_LANGUAGE and not _is_copy(mine, listed, others, (left, right)):
            return left, right
    return None


def _are_in(table: frozenset[str], mine: Syllabic, listed: Syllabic) -> bool:
    return table.issuperset(filter(None, (*mine.letters, *listed.letters)))


def _one_replaced(one: str, other: str) -> bool:
    """Have two words as many letters, of which one differs?"""
    return len(one) == len(other) and sum(left != right for left, right in zip(one, other, strict=True)) == 1


def _are_families(one: str, other: str) -> bool:
    """Are two words of as many letters family names of Korea?"""
    return len(one) == len(other) and one != other and {one, other} <= spellings()
