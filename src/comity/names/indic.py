"""Words in the scripts of India and Latin ones: how a name that is written in both begins and ends in each.

Bengali, Devanagari and their kin write every vowel but the short a within a consonant; of two names that share their
consonants a first or last vowel often tells: হোসেন is Hossain and not Ehsan, আহম্মেদ Ahmed and neither Hamed nor Ahmadi.
The scripts are laid out alike, each in a block of 128 code points, from Devanagari to Malayalam.
"""

from comity.names.hebrew import parts_vowels

FIRST_POINT, LAST_POINT, BLOCK = 0x0900, 0x0D7F, 0x80
VOWELS, CONSONANTS, SIGNS = range(0x05, 0x15), range(0x15, 0x3A), range(0x3E, 0x4D)  # places in a block
CARRIERS = frozenset((0x72, 0x73))  # the bare vowels of Gurmukhi
TO_SIGN = 0x38  # from a vowel that stands alone to its sign: ई, ी
SYLLABIC_R, HA = 0x0B, 0x39
GLIDES = frozenset((0x2F, 0x35, 0x5F))  # ya, va and the Bengali য়, which are vowels as well; w and y may begin with one
# Vowels that a name may end with in Latin letters where its last sign is one of those; h may be silent, s and t too.
ENDS = {
    **dict.fromkeys(range(0x3F, 0x41), "iyejhst"), **dict.fromkeys(range(0x41, 0x43), "uoewvhst"),
    **dict.fromkeys(range(0x45, 0x49), "eiyahst"), **dict.fromkeys(range(0x49, 0x4D), "ouwavhyst"),
}  # fmt: skip


def is_indic(word: str) -> bool:
    """Does a word begin with a letter of one of these scripts?"""
    return bool(word) and FIRST_POINT <= ord(word[0]) <= LAST_POINT


def may_be_one(word: str, latin: str) -> bool:
    """May a word in one of these scripts and a Latin one, folded but for its apostrophes, be one name?"""
    places = [ord(letter) % BLOCK for letter in word]
    letters = "".join(letter for letter in latin if letter.isalpha())
    if not letters or not letters.isascii() or places[0] in GLIDES:
        return True
    if not _may_begin(places, letters[0]):
        return False
    if parts_vowels(latin) and not any(place in VOWELS or place in GLIDES for place in places[1:]):
        return False
    return _may_end(places, letters[-1])


def _may_begin(places: list[int], letter: str) -> bool:
    """May a name with these letters begin with a Latin one? The h of Henri is silent, that of Hamed is not."""
    if places[0] == SYLLABIC_R:
        return True
    if places[0] not in VOWELS and places[0] not in CARRIERS:
        return letter not in "aeiou"
    return letter in "aeiouywvj" or (letter == "h" and HA not in places)


def _may_end(places: list[int], letter: str) -> bool:
    """May a name with these letters end in a Latin one? After a consonant an a may be silent or heard."""
    last = places[-1] + TO_SIGN if len(places) > 1 and places[-1] in VOWELS else places[-1]
    if last in CONSONANTS and last not in GLIDES:
        return letter not in "iyu"
    return letter in ENDS.get(last, letter)
