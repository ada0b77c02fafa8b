"""Hebrew words and Latin ones: how a name that is written in both begins and ends in each.

Hebrew writes no short vowel, so most words are like many others by their consonants. Yet it shows with what a name
begins and ends: a first vowel as an alef or an ayin, a last one as he, yod, vav or alef, and the hamza or ayin of an
Arabic name between two vowels by its letter: Da'ud is דאוד, David דוד. Of 32,000 words of Wikidata in both scripts two
in a hundred are otherwise, most of them titles or words of another name.
"""

FIRST = {
    "א": "aeiouyh", "ע": "aeiouyhg", "ב": "bv", "ג": "gjdczq", "ד": "dz", "ה": "haeiou", "ו": "vwuo", "ז": "zsjgd",
    "ח": "hkcjgx", "ט": "tz", "י": "yjieuh", "כ": "kchqx", "ל": "l", "מ": "m", "נ": "nk", "ס": "scz", "פ": "pfv",
    "צ": "ctzsjqd", "ק": "kcqgx", "ר": "rw", "ש": "scxz", "ת": "ts",
}  # fmt: skip
# What a Latin word does not end with. A silent e, s or t ends French ones, -er is heard as e, and -ah is.
NEVER_LAST = {
    **dict.fromkeys("בגדזחטכךלמםנןסעפףצקר", "aiouy"), "ץ": "aouy", "ה": "bcdfgijklmnpqvyz", "י": "bcdfgklmnopquvw",
    "ו": "bcgiklmpqry", "ע": "bcdfgjklmpqrsvwxz",
}  # fmt: skip
VOWELS = frozenset("aeiou")
GUTTURAL = frozenset("אע")
APOSTROPHES = frozenset("'’‘ʼʻʾʿ`")
ARTICLE = "אל"


def may_be_one(hebrew: str, latin: str) -> bool:
    """May a Hebrew word and a Latin one, both folded but for the apostrophes of the Latin one, be one name?"""
    letters = "".join(letter for letter in latin if letter not in APOSTROPHES)
    if not hebrew or not letters.isascii() or not letters:
        return True
    began = hebrew.startswith(ARTICLE) or letters[0] in FIRST.get(hebrew[0], letters[0])
    ended = letters[-1] not in NEVER_LAST.get(hebrew[-1], "")
    return began and ended and (not parts_vowels(latin) or not GUTTURAL.isdisjoint(hebrew[1:]))


def parts_vowels(latin: str) -> bool:
    """Does an apostrophe stand between two vowels?"""
    runs = zip(latin, latin[1:], latin[2:], strict=False)
    return any(mark in APOSTROPHES and before in VOWELS and after in VOWELS for before, mark, after in runs)
