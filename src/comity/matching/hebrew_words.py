"""Words of Hebrew and of Latin letters that correspond by their consonants, and are two names nevertheless.

Their first and last letters tell (names.hebrew): Ayala is not Oil, nor Leah Lu'ay. And a given name and a family name
are two words in Hebrew as they are elsewhere: Ari Amar is not Orimar.
"""

import unicodedata
from collections.abc import Iterator

from comity.matching.name_evidence import HEBREW, Alignment, Written, fold
from comity.matching.near import OF_WEIGHT
from comity.names.hebrew import APOSTROPHES, may_be_one
from comity.names.known import is_known
from comity.names.tokens import FLAG_LATIN, FLAG_PART

# Words that a name of two words begins with, which may be one in Latin letters: Ben-David, Bat-Sheva, Har-Shalom.
HEADS = frozenset(("בן", "בת", "בר", "בית", "הר", "אל", "אבו", "עבד", "אום"))


def other_letters(alignment: Alignment, ours: Written, theirs: Written) -> Iterator[tuple[str, str]]:
    """The words, of the subject and of the listed name."""
    for (left, right), (distance, bits) in zip(alignment.masks.tolist(), alignment.apart.tolist(), strict=True):
        scripts = ours.script(left), theirs.script(right)
        if bits < OF_WEIGHT or distance <= 0.0 or sorted(scripts) != [FLAG_LATIN, HEBREW]:
            continue
        hebrew, latin = ((ours, left), (theirs, right))[:: 1 if scripts[0] == HEBREW else -1]
        if _are_two(*hebrew, *latin):
            yield ours.part(left), theirs.part(right)


def _are_two(hebrew: Written, mask: int, latin: Written, other: int) -> bool:
    if hebrew.is_name(mask) and latin.is_name(other):
        return not may_be_one(fold(hebrew.part(mask)), _with_apostrophes(latin.part(other)))
    places = [place for place in range(hebrew.own) if mask >> place & 1]
    return len(places) > 1 and latin.is_name(other) and all(_stands_alone(hebrew, place) for place in places)


def _stands_alone(hebrew: Written, place: int) -> bool:
    """Is a word a known name, and no part of a compound?"""
    word = hebrew.part(1 << place)
    part = hebrew.flags[place] & FLAG_PART or hebrew.bits[place] < OF_WEIGHT or fold(word) in HEADS
    return not part and is_known(word)


def _with_apostrophes(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in letters if letter.isalnum() or letter in APOSTROPHES)
