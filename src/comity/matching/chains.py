"""Names that are chains of names of one stock (names.chain_names), and what two of them lack of each other.

Half of the men of a country bear one of a few dozen names, and their fathers and grandfathers did. That two or three
such names are the same is thus no sign of one person, where besides a name that tells him from the others has no
counterpart, where they stand in another order (X son of Y is not Y son of X), or where the servant of God is a
compound's other part alone: Abd al-Husayn is not Husayn.
"""

from collections.abc import Iterator
from itertools import pairwise

from comity.matching.joined_words import are_joined
from comity.matching.name_evidence import SLIGHT, Alignment, Written, fold
from comity.matching.near import OF_WEIGHT
from comity.names.chain_names import is_chain_name
from comity.names.tokens import FLAG_ABJAD, FLAG_BREATH, FLAG_PART, FLAG_PATRONYMIC, FLAG_SYLLABLE

FEW_BITS, FEW = 21.5, 2  # what two names of the stock weigh together
MANY_BITS = 30.0  # three in another order
OF_MANY, OF_ONE = 9.25, 12.2  # bits: of names that many bear, which are left out or put before others; of a rarer one
CUT_BITS = 25.0
A_PART = (2.5, 3.5)  # bits of the servant, the faith, the God of a compound


def are_chains(alignment: Alignment, ours: Written, theirs: Written) -> bool:
    """Are all names that correspond of the stock?"""
    pairs = _pairs(alignment, ours, theirs)
    return bool(pairs) and all(_is_of_stock(ours, left) and _is_of_stock(theirs, right) for left, right in pairs)


def is_one_of_many(alignment: Alignment, ours: Written, theirs: Written) -> bool:
    """Do two names of the stock correspond, and is another one left over: a rarer one, or one of the two again?

    Whoever's whole name of two begins the other may be the same, if one of the two is not borne by so many.
    """
    if alignment.matched > FEW_BITS or len(_pairs(alignment, ours, theirs)) > FEW:
        return False
    sides = ((ours, alignment.covered[0]), (theirs, alignment.covered[1]))
    if any(_has_again(name, covered) for name, covered in sides):
        return are_chains(alignment, ours, theirs)
    if not any(_has_own(name, covered) for name, covered in sides) or _begins(alignment, ours, theirs):
        return False
    return are_chains(alignment, ours, theirs)


def is_turned(alignment: Alignment, ours: Written, theirs: Written) -> bool:
    """Do names of the stock correspond in another order, and does one side lack one? That the last name stands first
    is a habit of writing; and of many names one that stands in the name twice is easily left out."""
    if alignment.matched > MANY_BITS or "," in ours.text + theirs.text:
        return False
    longer = theirs if alignment.left_over[1] > alignment.left_over[0] else ours
    covered = alignment.covered[1] if longer is theirs else alignment.covered[0]
    words = [place for place, bits in enumerate(longer.bits) if bits >= OF_WEIGHT]
    missing = [place for place in words if not covered >> place & 1]
    if not missing or any(longer.flags[place] & FLAG_PATRONYMIC for place in missing):
        return False
    if alignment.matched > CUT_BITS and _has_again(longer, covered):
        return False
    order = _order(alignment, longer is theirs, words)
    behind = order[1:] if order[:1] == [words[-1]] else order
    return behind != sorted(behind) and are_chains(alignment, ours, theirs)


def cut_compounds(alignment: Alignment, ours: Written, theirs: Written) -> Iterator[tuple[str, str]]:
    """Compounds of which one part alone corresponds, and what to: Abd al-Husayn, Husayn; Nur al-Din, Nur."""
    pairs = [each for each in alignment.masks.tolist() if min(ours.weight(each[0]), theirs.weight(each[1])) > SLIGHT]
    if alignment.matched > CUT_BITS or len(pairs) > FEW or (ours.script(1) ^ theirs.script(1)) & FLAG_ABJAD:
        return
    for left, right in pairs:
        mine, listed = _with_rest(ours, left, alignment.covered[0]), _with_rest(theirs, right, alignment.covered[1])
        if (mine, listed) != (left, right):
            yield ours.part(mine), theirs.part(listed)


def _pairs(alignment: Alignment, ours: Written, theirs: Written) -> list[tuple[int, int]]:
    """The names that correspond."""
    pairs = alignment.masks.tolist()
    return [(left, right) for left, right in pairs if min(ours.weight(left), theirs.weight(right)) >= OF_WEIGHT]


def _is_of_stock(name: Written, mask: int) -> bool:
    """Are all words in a mask of the stock? Those without vowels are what they correspond to."""
    for place, bits in enumerate(name.bits):
        flags = name.flags[place]
        if not mask >> place & 1 or bits < OF_WEIGHT or flags & FLAG_PART:
            continue
        unwritten = flags & FLAG_ABJAD and not flags & FLAG_BREATH
        if flags & FLAG_SYLLABLE or not (unwritten or is_chain_name(name.part(1 << place))):
            return False
    return True


def _left_over(name: Written, covered: int) -> list[int]:
    return [place for place in range(name.own) if not covered >> place & 1 and name.bits[place] >= OF_WEIGHT]


def _has_own(name: Written, covered: int) -> bool:
    """Is a name left over that not everyone bears, and no patronymic?"""
    again = {fold(name.part(1 << place)) for place in range(name.own) if covered >> place & 1}
    return any(
        name.bits[place] > OF_MANY
        and not name.flags[place] & FLAG_PATRONYMIC
        and fold(name.part(1 << place)) not in again
        for place in _left_over(name, covered)
    )


def _has_again(name: Written, covered: int) -> bool:
    """Is a name left over that corresponds in another place: Ali Ali Husayn, a son of his namesake?"""
    again = {fold(name.part(1 << place)) for place in range(name.own) if covered >> place & 1}
    return any(fold(name.part(1 << place)) in again for place in _left_over(name, covered))


def _begins(alignment: Alignment, ours: Written, theirs: Written) -> bool:
    """Is one name the other's beginning, in its order, and one of its words rather rare?"""
    pairs = sorted(_pairs(alignment, ours, theirs))
    if any(one[1] > other[1] for one, other in pairwise(pairs)):
        return False
    if all(bits <= OF_ONE for _, bits in alignment.apart.tolist()):
        return False
    mine, listed = _left_over(ours, alignment.covered[0]), _left_over(theirs, alignment.covered[1])
    if mine and listed:
        return False
    last = max(left if mine else right for left, right in pairs).bit_length() - 1
    return all(place > last for place in mine or listed)


def _order(alignment: Alignment, listed: bool, words: list[int]) -> list[int]:
    """The places of words of the listed name, or of the subject's, in the order of the other's that they are."""
    pairs = sorted((left, right) if listed else (right, left) for left, right in alignment.masks.tolist())
    firsts = (next((place for place in words if mask >> place & 1), None) for _, mask in pairs)
    return [place for place in firsts if place is not None]


def _with_rest(name: Written, mask: int, covered: int) -> int:
    """A mask with the part of its compound that is left over."""
    said = [place for place, bits in enumerate(name.bits) if bits > SLIGHT]
    for left, right in pairwise(said):
        part, rest = (left, right) if mask >> right & 1 else (right, left)
        if covered >> part & 1 or not mask >> rest & 1 or not A_PART[0] < name.bits[part] < A_PART[1]:
            continue
        if name.bits[rest] >= OF_WEIGHT and are_joined(name, left, right):
            return mask | 1 << part
    return mask
