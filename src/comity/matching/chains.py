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

FEW, MANY_BITS, CUT_BITS = 2, 30.0, 25.0  # names that correspond; bits of more in another order, of half a compound
# What two names of the stock weigh that are thousands', where one is left over that is not everybody's (Muhammad, Ali),
# that few bear, or two such are, and the last.
FEWER_BITS, FEW_BITS, FEW_OF_LONG = 20.5, 21.5, 26.0
OF_ALL, OF_MANY, OF_ONE = 7.6, 9.25, 12.2  # bits of names
A_SPELLING = 0.3  # distance; spellings of one name are nearer
A_PART = (2.5, 3.5)  # bits of the servant, the faith, the God of a compound


def are_chains(alignment: Alignment, ours: Written, theirs: Written) -> bool:
    """Are all names that correspond of the stock, as one side has them?"""
    pairs = _pairs(alignment, ours, theirs)
    return bool(pairs) and all(_is_of_stock(ours, left) or _is_of_stock(theirs, right) for left, right in pairs)


def is_one_of_many(alignment: Alignment, ours: Written, theirs: Written) -> bool:
    """Do two names of the stock correspond, and is another one left over: a rarer one, or one of the two again?

    Whoever's whole name of two begins the other may be the same, if of the two and the third some are not so rare.
    """
    if alignment.matched > FEW_OF_LONG or len(_pairs(alignment, ours, theirs)) > FEW:
        return False
    sides = ((ours, alignment.covered[0]), (theirs, alignment.covered[1]))
    if alignment.matched <= FEW_BITS and any(_has_again(name, covered) for name, covered in sides):
        return are_chains(alignment, ours, theirs)
    own = [(name, place) for name, covered in sides for place in _own(name, covered)]
    most = max((name.bits[place] for name, place in own), default=0.0)
    if alignment.matched > _most_bits(own, most) or (most <= OF_ONE and _begins(alignment, ours, theirs)):
        return False
    return are_chains(alignment, ours, theirs)


def _most_bits(own: list[tuple[Written, int]], most: float) -> float:
    """What the names that correspond may weigh, by those left over, of which the rarest weighs `most`."""
    if most <= OF_MANY:
        return FEWER_BITS if most > OF_ALL else 0.0
    rare = [(name, place) for name, place in own if name.bits[place] > OF_MANY]
    ends = any(not any(bits >= OF_WEIGHT for bits in name.bits[place + 1 :]) for name, place in own)
    return FEW_OF_LONG if len(rare) > 1 and ends else FEW_BITS


def is_turned(alignment: Alignment, ours: Written, theirs: Written) -> bool:
    """Do names of the stock correspond in another order, and does one side lack one, or is one respelt? That the last
    name stands first is a habit of writing; and of many names one that stands in the name twice is easily left out."""
    if alignment.matched > MANY_BITS or "," in ours.text + theirs.text:
        return False
    longer = theirs if alignment.left_over[1] > alignment.left_over[0] else ours
    covered = alignment.covered[1] if longer is theirs else alignment.covered[0]
    words = [place for place, bits in enumerate(longer.bits) if bits >= OF_WEIGHT]
    missing = [place for place in words if not covered >> place & 1]
    if any(longer.flags[place] & FLAG_PATRONYMIC for place in missing):
        return False
    if alignment.matched > CUT_BITS and _has_again(longer, covered):
        return False
    order = _order(alignment, longer is theirs, words)
    behind = order[1:] if order[:1] == words[-1:] else order
    if not missing:
        at = order.index(min(order)) if order else 0
        behind = order[at:] + order[:at] if _is_respelt(alignment, ours, theirs) else []
    return behind != sorted(behind) and are_chains(alignment, ours, theirs)


def _is_respelt(alignment: Alignment, ours: Written, theirs: Written) -> bool:
    """Is one of three names another of the stock, and not by two letters exchanged?"""
    if len(_pairs(alignment, ours, theirs)) <= FEW:
        return False
    for (left, right), (distance, bits) in zip(alignment.masks.tolist(), alignment.apart.tolist(), strict=True):
        if bits < OF_WEIGHT or distance < A_SPELLING:
            continue
        exchanged = sorted(fold(ours.part(left))) == sorted(fold(theirs.part(right)))
        if not exchanged and _is_of_stock(ours, left) and _is_of_stock(theirs, right):
            return True
    return False


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


def _own(name: Written, covered: int) -> list[int]:
    """The names left over, but patronymics and those that correspond in another place."""
    again = {fold(name.part(1 << place)) for place in range(name.own) if covered >> place & 1}
    left = [place for place in _left_over(name, covered) if not name.flags[place] & FLAG_PATRONYMIC]
    return [place for place in left if fold(name.part(1 << place)) not in again]


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
