"""Words that correspond by their consonants to one in Latin letters, and are two names nevertheless.

Their first and last letters tell, in Hebrew (names.hebrew) and in the scripts of India (names.indic): Ayala is not Oil,
nor Ahmed Hamed. And a given name and a family name are two words in Hebrew as they are elsewhere: Ari Amar is not
Orimar.
"""

import unicodedata
from collections.abc import Iterator

from comity.matching.name_evidence import HEBREW, Alignment, Written, fold
from comity.matching.near import OF_WEIGHT
from comity.names import hebrew, indic
from comity.names.known import is_known
from comity.names.tokens import FLAG_LATIN, FLAG_PART

# Words that a name of two words begins with, which may be one in Latin letters: Ben-David, Bat-Sheva, Har-Shalom.
HEADS = frozenset(("בן", "בת", "בר", "בית", "הר", "אל", "אבו", "עבד", "אום"))


def other_letters(alignment: Alignment, ours: Written, theirs: Written) -> Iterator[tuple[str, str]]:
    """The words, of the subject and of the listed name."""
    for (left, right), (distance, bits) in zip(alignment.masks.tolist(), alignment.apart.tolist(), strict=True):
        scripts = ours.script(left), theirs.script(right)
        if bits < OF_WEIGHT or distance <= 0.0 or not (scripts[0] ^ scripts[1]) & FLAG_LATIN:
            continue
        native, latin = ((ours, left), (theirs, right))[:: -1 if scripts[0] & FLAG_LATIN else 1]
        if latin[0].is_name(latin[1]) and _are_two(*native, latin[0].part(latin[1])):
            yield ours.part(left), theirs.part(right)


def _are_two(native: Written, mask: int, latin: str) -> bool:
    word, in_hebrew = native.part(mask), native.script(mask) == HEBREW
    if native.is_name(mask):
        if in_hebrew:
            return not hebrew.may_be_one(fold(word), _with_apostrophes(latin))
        return indic.is_indic(word) and not indic.may_be_one(word, _with_apostrophes(latin))
    places = [place for place in range(native.own) if mask >> place & 1]
    return in_hebrew and len(places) > 1 and all(_stands_alone(native, place) for place in places)


def _stands_alone(name: Written, place: int) -> bool:
    """Is a word a known name, and no part of a compound?"""
    word = name.part(1 << place)
    part = name.flags[place] & FLAG_PART or name.bits[place] < OF_WEIGHT or fold(word) in HEADS
    return not part and is_known(word)


def _with_apostrophes(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in letters if letter.isalnum() or letter in hebrew.APOSTROPHES)
