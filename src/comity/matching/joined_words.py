"""Words that are one name: Abd al-Rahman, Nur al-Din, Abu Bakr, Zia ur-Rahman, Sally-Anne."""

from itertools import pairwise

from comity.matching.name_evidence import SLIGHT, Written, fold
from comity.matching.near import OF_WEIGHT

# Words that begin a name of two words: Abu Bakr, Umm Kulthum, Abd al-Rahman; and what joins two in Persian and Urdu.
HEADS = frozenset((
    "abu", "abou", "abo", "umm", "om", "abd", "abdu", "abdul", "abdal", "abdel", "abdur", "abdus", "abdud", "abdun",
    "абу", "абд", "абдул", "ابو", "أبو", "ام", "أم", "عبد",
))  # fmt: skip
JOINTS = frozenset(("ul", "ur", "us", "ud", "uz", "un", "u"))
ORNAMENTS, ARTICLES = frozenset(("zayn", "zain", "zein", "zeyn")), frozenset(("al", "el", "ol"))  # Zayn al-Abidin


def names_in(name: Written) -> int:
    """How many names a name is of: Zia ur-Rahman is one, and so is Abu Bakr."""
    said = [place for place, bits in enumerate(name.bits) if bits > SLIGHT]
    joined = sum(are_joined(name, left, right) for left, right in pairwise(said))
    return len(said) - joined if any(name.bits[place] >= OF_WEIGHT for place in said) else 0


def are_one(name: Written, covered: int) -> bool:
    """Are the words of a name that correspond one name: Sally-Anne, Abu Bakr, Zia ur-Rahman?"""
    said = [place for place, bits in enumerate(name.bits) if covered >> place & 1 and bits > SLIGHT]
    return len(said) > 1 and all(are_joined(name, left, right) for left, right in pairwise(said))


def is_one(name: Written, first: int, last: int) -> bool:
    """Are the words from one place to another all one name?"""
    said = [place for place, bits in enumerate(name.bits) if first <= place <= last and bits > SLIGHT]
    return all(are_joined(name, left, right) for left, right in pairwise(said))


def are_joined(name: Written, left: int, right: int) -> bool:
    """Are two words one name? The parts of a compound (Abd al-Rahman, Nur al-Din) weigh less than names: what ends one
    is of one name with the word before it, what begins one with the word after it."""
    (start, stop), (begin, end) = name.spans[left], name.spans[right]
    begins_another = fold(name.text[begin:end]) in HEADS or name.spans[right + 1 : right + 2] == ((begin, end),)
    if begin >= stop and name.bits[right] < OF_WEIGHT and not begins_another:
        return True
    first, between = fold(name.text[start:stop]), name.text[stop:begin].strip()
    hyphens = between.strip("-‐‑– ")
    tight = between[:1] + between[-1:] == "--" and " " not in between and len(hyphens) < 3
    joint = fold(hyphens)
    return begin < stop or tight or first in HEADS or joint in JOINTS or (first in ORNAMENTS and joint in ARTICLES)
