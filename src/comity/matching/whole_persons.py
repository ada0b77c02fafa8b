"""What two names of persons say as wholes: whose son, whose grandson, and whether more than one name is the same.

A name of the Arab world, of Somalia or of Afghanistan is a chain: a person's own name, the father's, the grandfather's.
Whoever bears in the middle of it what another begins with is that other's descendant, or nobody's.
"""

from collections.abc import Iterator
from itertools import chain, pairwise

from comity.matching.chains import cut_compounds, is_one_of_many, is_turned
from comity.matching.fathers import is_without_family, other_family
from comity.matching.features.verdict import Verdict
from comity.matching.joined_words import are_one, is_one
from comity.matching.name_evidence import SLIGHT, Alignment, Written, fold
from comity.matching.near import OF_WEIGHT
from comity.matching.other_links import other_links
from comity.matching.other_names import other_names
from comity.matching.scorecard import ClearingWeights
from comity.model.hit import Bearing
from comity.names.tokens import FLAG_SYLLABLE

A_LETTER = 0.55  # distance; a spelling is nearer
OF_MANY, FEW = 9.25, 3  # bits of a name that many bear; names that correspond
HYPHENS = frozenset("-‐‑–")
SON_OF = frozenset(("bin", "ben", "ibn", "ibni", "bn", "بن", "ابن"))


def compare_persons(
    alignment: Alignment, ours: Written, theirs: Written, weights: ClearingWeights
) -> Iterator[Verdict]:
    """Verdicts on the names of a person as wholes."""
    if _exchanged(alignment, ours, theirs):
        yield Verdict("generations", "exchanged", Bearing.CONTRADICTS, ours.text, theirs.text,
                      factor=weights.other_generation)  # fmt: skip
    elif _is_elder(ours, theirs, dict(alignment.masks.tolist()), alignment.covered[0]) or _is_elder(
        theirs, ours, {right: left for left, right in alignment.masks.tolist()}, alignment.covered[1]
    ):
        yield Verdict("generations", "elder", Bearing.CONTRADICTS, ours.text, theirs.text, factor=weights.elder)
    elif is_turned(alignment, ours, theirs):
        yield Verdict("generations", "turned", Bearing.CONTRADICTS, ours.text, theirs.text, factor=weights.elder)
    left_over = max(alignment.left_over) >= OF_WEIGHT
    if left_over and (are_one(ours, alignment.covered[0]) or are_one(theirs, alignment.covered[1])):
        yield Verdict("given name", "one of two words", Bearing.MISSING, ours.text, theirs.text,
                      factor=weights.one_given)  # fmt: skip
    elif left_over and is_without_family(alignment, ours, theirs):
        yield Verdict("given name", "no family name", Bearing.MISSING, ours.text, theirs.text,
                      factor=weights.one_given)  # fmt: skip
    elif (left_over and _are_of_many(alignment, ours, theirs)) or is_one_of_many(alignment, ours, theirs):
        yield Verdict("given name", "names of many", Bearing.MISSING, ours.text, theirs.text,
                      factor=weights.one_given)  # fmt: skip
    elif _is_hyphened(ours) != _is_hyphened(theirs) and _is_misspelt(alignment):
        yield Verdict("name part", "another name", Bearing.CONTRADICTS, ours.text, theirs.text,
                      factor=weights.one_given)  # fmt: skip
    others = (find(alignment, ours, theirs) for find in (other_names, other_links, other_family, cut_compounds))
    for mine, listed in dict.fromkeys(chain.from_iterable(others)):
        yield Verdict("name part", "another name", Bearing.CONTRADICTS, mine, listed, factor=weights.other_name)


def _are_of_many(alignment: Alignment, ours: Written, theirs: Written) -> bool:
    """Are the two or three names that correspond each one that many bear: Ali Mohammed Mustafa? Each culture has
    thousands of whom that holds, and what one of them is called besides is what tells him from the others."""
    names = 0
    for (left, right), (_, bits) in zip(alignment.masks.tolist(), alignment.apart.tolist(), strict=True):
        if min(ours.weight(left), theirs.weight(right)) < OF_WEIGHT:
            continue
        names += 1
        flags = ours.flags[left.bit_length() - 1] | theirs.flags[right.bit_length() - 1]
        if bits > OF_MANY or flags & FLAG_SYLLABLE:
            return False
    return 0 < names <= FEW


def _is_hyphened(name: Written) -> bool:
    """Do hyphens and nothing else join all words of weight, as those of one given name: Mohammad-Omar?"""
    said = [place for place, bits in enumerate(name.bits) if bits > SLIGHT]
    between = [name.text[name.spans[left][1] : name.spans[right][0]] for left, right in pairwise(said)]
    return len(said) > 1 and all(joint in HYPHENS for joint in between) and not name.flags[said[0]] & FLAG_SYLLABLE


def _is_misspelt(alignment: Alignment) -> bool:
    """Is a name a letter off? One given name, Mohammad-Omar, is then not the two names of another, Mohammed Oman."""
    return any(distance >= A_LETTER and bits >= OF_WEIGHT for distance, bits in alignment.apart.tolist())


def _exchanged(alignment: Alignment, ours: Written, theirs: Written) -> bool:
    mine, listed = _father(ours), _father(theirs)
    if not mine or not listed:
        return False
    stands_for = dict(alignment.masks.tolist())
    return stands_for.get(1 << mine[0]) == 1 << listed[1] and stands_for.get(1 << mine[1]) == 1 << listed[0]


def _father(name: Written) -> tuple[int, int] | None:
    """Places of the words around the first "son of" of a name: whose son, and of whom."""
    words = [fold(name.text[start:stop]) for start, stop in name.spans]
    for place in range(1, len(words) - 1):
        if words[place] in SON_OF:
            return place - 1, place + 1
    return None


def _is_elder(name: Written, other: Written, stands_for: dict[int, int], covered: int) -> bool:
    """Does the other's first word stand in a name after its bearer's own and the father's, or after what follows it?"""
    words, heads = _names(name), _names(other)
    if not words or not heads or covered >> words[0] & 1 or _is_repeated(name, words):
        return False
    begin = next((place for place in words if stands_for.get(1 << place) == 1 << heads[0]), None)
    if begin is None:
        return False
    between = [place for place in words[1:] if place < begin and not is_one(name, words[0], place)]
    left_over = [place for place in between if not covered >> place & 1]
    return bool(left_over) or any(stands_for.get(1 << place, 0) > 1 << heads[0] for place in between)


def _names(name: Written) -> list[int]:
    return [place for place, bits in enumerate(name.bits) if bits >= OF_WEIGHT]


def _is_repeated(name: Written, words: list[int]) -> bool:
    """Does a name's first word stand in it again?"""
    folded = [fold(name.part(1 << place)) for place in words]
    return folded[0] in folded[1:]
