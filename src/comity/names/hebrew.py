"""Hebrew words and Latin ones: how a name that is written in both begins and ends in each.

Hebrew writes no short vowel, so most words are like many others by their consonants. Yet it shows with what a name
begins and ends: a first vowel as an alef or an ayin, a last one as he, yod, vav or alef, and the hamza or ayin of an
Arabic name between two vowels by its letter: Da'ud is דאוד, David דוד. Of 32,000 words of Wikidata in both scripts two
in a hundred are otherwise, most of them titles or words of another name.
"""

import re

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
AYIN, VAV, ALEF_VAV = "ע", "ו", "או"
# A first o or u after an ayin is a vav, Omar עומר, Uthman עותמאן, but in these names, which are older than the habit.
WITHOUT_VAV = frozenset(("עמרי", "עפרה", "עפר", "עז", "עזי", "עזיאל", "עזיה", "עבדיה", "עקבא", "ערפה"))
W_AND_U = re.compile("[aeiou]w(u|oo|ou)")  # Dawud; each is a letter, or the second of them and an alef


def may_be_one(hebrew: str, latin: str) -> bool:
    """May a Hebrew word and a Latin one, both folded but for the apostrophes of the Latin one, be one name?"""
    letters = "".join(letter for letter in latin if letter not in APOSTROPHES)
    if not hebrew or not letters.isascii() or not letters:
        return True
    began = hebrew.startswith(ARTICLE) or letters[0] in FIRST.get(hebrew[0], letters[0])
    ended = letters[-1] not in NEVER_LAST.get(hebrew[-1], "")
    if not began or not ended or (parts_vowels(latin) and GUTTURAL.isdisjoint(hebrew[1:])):
        return False
    if W_AND_U.search(letters) and hebrew.count(VAV) < 2 and ALEF_VAV not in hebrew:
        return False
    rounded = hebrew[0] == AYIN and letters[0] in "ou" and hebrew not in WITHOUT_VAV
    return not rounded or hebrew[1:2] == VAV


def parts_vowels(latin: str) -> bool:
    """Does an apostrophe stand between two vowels?"""
    runs = zip(latin, latin[1:], latin[2:], strict=False)
    return any(mark in APOSTROPHES and before in VOWELS and after in VOWELS for before, mark, after in runs)
