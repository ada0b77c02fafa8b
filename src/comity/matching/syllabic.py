"""A Chinese or Korean name as its syllables, and what the way it is written says of them.

A family name has one syllable, a given name mostly two. Who joins two syllables, Jong-un, Jianming, or writes one word
in capitals beside others, KIM Jong Un, Jong Un KIM, says thereby which is the family name and in what order the others
go; of three words alike nothing says so but custom.
"""

from dataclasses import dataclass
from functools import cache

from comity.matching.name_evidence import SLIGHT, Written, fold
from comity.matching.table import cut
from comity.names.spellings import in_korean, in_pinyin
from comity.names.tokens import FLAG_CUT, FLAG_LATIN, FLAG_SYLLABLE, tokenise_texts

HYPHENS = frozenset("-‐‑–")
# Korean syllables of few names: 곤, 론, 군, 돈, 궁, 극, 협, 즉, and 혁 as French writes it.
SELDOM = frozenset(("gon", "kon", "ron", "gun", "kun", "don", "ton", "gung", "kung", "geuk", "hek"))
APOSTROPHES = "'’‘ʼʻ`"
WRITTEN = FLAG_LATIN | FLAG_SYLLABLE


@dataclass(frozen=True, slots=True)
class Syllabic:
    """A name in syllables of Latin letters.

    letters: of each syllable, in the order of the name's tokens, none of a title; `joined` tells of each whether it is
    one word with the next; family: the place of the family name, None where the writing does not tell; is_marked: does
    it have the apostrophes of McCune and Reischauer or of Wade and Giles.
    """

    letters: tuple[str, ...]
    joined: tuple[bool, ...]
    family: int | None
    is_marked: bool

    @property
    def is_joined(self) -> bool:
        """Are two of its syllables one word?"""
        return any(self.joined)


def syllabic(name: Written) -> Syllabic | None:
    """A name that is in syllables of Latin letters and nothing else, but for titles and legal forms; None of any other.

    A syllable that few bear is none where names are cut (syllables.toml): what an error makes of it is found as a word.
    """
    said = [place for place, bits in enumerate(name.bits) if bits > SLIGHT]
    if len(said) < 2 or any(not name.flags[place] & FLAG_LATIN for place in said):
        return None
    words = [place for place in said if not name.flags[place] & FLAG_SYLLABLE]
    if any(fold(name.part(1 << place)) not in _known() for place in words):
        return None
    tokens = cut(tokenise_texts([name.text]))
    if len(tokens.flags) != len(name.flags):
        return None
    rows = zip(tokens.spelling, tokens.n_spelling.tolist(), strict=True)
    letters = tuple(bytes(row[:n]).decode("latin-1") for row, n in rows)
    letters = tuple(spelt if place in said else "" for place, spelt in enumerate(letters))
    joined = tuple(_is_joined(name, place) for place in range(name.own))
    marked = any(mark in name.text for mark in APOSTROPHES)
    return Syllabic(letters, joined, _family(name, joined, said), marked)


@cache
def _known() -> frozenset[str]:
    return in_pinyin() | in_korean("surnames") | in_korean("given") | SELDOM


def _is_joined(name: Written, place: int) -> bool:
    if place + 1 >= name.own:
        return False
    between = name.text[name.spans[place][1] : name.spans[place + 1][0]].strip(APOSTROPHES + " ")
    return bool(name.flags[place] & FLAG_CUT) or between in HYPHENS


def _family(name: Written, joined: tuple[bool, ...], said: list[int]) -> int | None:
    """The one syllable that stands beside two joined ones, or the one word in capitals beside others."""
    alone = [place for place in said if not joined[place] and not (place and joined[place - 1])]
    if len(alone) == 1 and any(joined):
        return alone[0]
    capital = [place for place in alone if len(name.part(1 << place)) > 1 and name.part(1 << place).isupper()]
    return capital[0] if len(alone) == len(said) and len(capital) == 1 else None
