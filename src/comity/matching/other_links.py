"""Words of two chains that are two names of one stock (names.chain_names), however rare: Nadeem, Nayeem; Jawad, Awad.

The slip of a pen makes of a name a word that nobody is called, or a name of elsewhere (Ure, Cheri, Kari), seldom
another one of the stock. Beside one more name that settles it; beside more of them a letter may be wrong all the same,
and two neighbours exchanged (Said, Sadi) may be wrong anywhere. A name and what is called by it with an i (Gholam,
Gholami; Hashem, Hashemi) are a given name and a family, also where tables of forms hold them together (Omar, Omari).
"""

from collections.abc import Iterator

from comity.matching.name_evidence import Alignment, Written, fold
from comity.matching.near import OF_WEIGHT
from comity.matching.other_names import A_LETTER, A_SPELLING, ENOUGH, consonants, one_letter
from comity.names.chain_names import is_chain_name
from comity.names.known import are_forms, are_two_names, is_known
from comity.names.tokens import FLAG_ABJAD, FLAG_INITIAL, FLAG_LATIN, FLAG_SYLLABLE

FEW_BITS, MANY_BITS = 16.5, 34.0  # that correspond where a letter is another, and where more is
A_HABIT = 0.1  # distance; below, words are written otherwise and sound the same
NISBA = frozenset(("i", "y", "ie", "ee"))
SHORTEST = 4  # letters of a name that a family is called by
NO_LINK = FLAG_SYLLABLE | FLAG_ABJAD | FLAG_INITIAL


def other_links(alignment: Alignment, ours: Written, theirs: Written) -> Iterator[tuple[str, str]]:
    """The words, of the subject and of the listed name."""
    pairs = list(zip(alignment.masks.tolist(), alignment.apart.tolist(), strict=True))
    names = sum(min(ours.weight(left), theirs.weight(right)) >= OF_WEIGHT for (left, right), _ in pairs)
    few = names <= ENOUGH and alignment.matched <= FEW_BITS
    turned = _is_turned([(left, right) for (left, right), (_, bits) in pairs if bits >= OF_WEIGHT])
    for (left, right), (distance, bits) in pairs:
        words = ours.is_name(left) and theirs.is_name(right) and ours.script(left) & theirs.script(right) & FLAG_LATIN
        if not words or distance < A_HABIT or bits < OF_WEIGHT or alignment.matched > MANY_BITS:
            continue
        one, other = ours.part(left), theirs.part(right)
        if distance < A_SPELLING:
            if few and is_chain_name(one) and is_chain_name(other) and are_two_names(one, other):
                yield one, other
        elif (few and turned and _is_of_stock_beside_known(one, other)) or (
            (few or not one_letter(fold(one), fold(other))) and _are_two(one, other, distance, few)
        ):
            yield one, other
    yield from _near(alignment, ours, theirs)


def _are_two(one: str, other: str, distance: float, few: bool) -> bool:
    """Are two words of the stock two names: by their consonants, as far as is known, or one of a family?"""
    left, right = fold(one), fold(other)
    if few and _is_nisba(min(left, right, key=len), max(left, right, key=len)):
        return is_chain_name(min(one, other, key=len))
    if not (is_chain_name(one) and is_chain_name(other)) or _are_exchanged(left, right):
        return False
    exact = distance >= A_LETTER
    if consonants(one, exact) != consonants(other, exact):
        return not are_forms(one, other)
    return are_two_names(one, other)


def _is_of_stock_beside_known(one: str, other: str) -> bool:
    """Is one of two words of the stock, and the other a known name at least? In another order a letter is doubt enough
    for that."""
    known = (is_chain_name(one) and is_known(other)) or (is_chain_name(other) and is_known(one))
    return known and not are_forms(one, other) and not _are_exchanged(fold(one), fold(other))


def _is_turned(pairs: list[tuple[int, int]]) -> bool:
    """Do two names stand in another order?"""
    order = [right for _, right in sorted(pairs)]
    return len(order) == ENOUGH and order != sorted(order)


def _are_exchanged(one: str, other: str) -> bool:
    """Are two words of the same letters?"""
    return sorted(one) == sorted(other)


def _is_nisba(name: str, family: str) -> bool:
    return len(name) >= SHORTEST and family.startswith(name) and family[len(name) :] in NISBA


def _near(alignment: Alignment, ours: Written, theirs: Written) -> Iterator[tuple[str, str]]:
    """The one word left over on either side that only is near the other's: two names of the stock that differ in more
    than a letter (Sassi, Salih)."""
    mine, listed = alignment.covered
    for left, right in alignment.masks.tolist():
        mine, listed = mine & ~left, listed & ~right
    if mine.bit_count() != 1 or listed.bit_count() != 1:
        return
    one, other = ours.part(mine), theirs.part(listed)
    if (ours.flags[mine.bit_length() - 1] | theirs.flags[listed.bit_length() - 1]) & NO_LINK:
        return
    two = is_chain_name(one) and is_chain_name(other) and not are_forms(one, other)
    if two and not one_letter(fold(one), fold(other)):
        yield one, other
