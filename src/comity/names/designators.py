"""What tells bodies of one name apart: a number in the name, the legal form, the country or quarter named in it.

Words are read as they are written, one at a time; a word that says none of this is None.
"""

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files

from comity.model.territory import country_code, country_name

ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})")  # I to XXXIX
SHORTEST_PLACE = 4  # letters; shorter ones are codes, and words of other languages
WIDEST_STATE = 6  # words: the Democratic People's Republic of Korea


def number_in(word: str) -> str | None:
    """The number that a word of a body's name is, in digits or Roman numerals, as it is written.

    One letter may as well be an initial: whoever wants numbers alone asks for more.
    """
    return word if word.isdecimal() or ROMAN.fullmatch(word) else None


def value_of(number: str) -> int:
    """What a number (number_in) is worth."""
    if number.isdecimal():
        return int(number)
    worth = [{"I": 1, "V": 5, "X": 10}[sign] for sign in number]
    return sum(-one if one < following else one for one, following in zip(worth, [*worth[1:], 0], strict=True))


def legal_form(word: str) -> str | None:
    """Which kind of body a word says that a body is: shares, limited, partnership."""
    return _words()["forms"].get(_letters(word))


def is_business(word: str) -> bool:
    """Does a word say in what business a body is, so that companies of one group are told apart by it?"""
    return _words()["kinds"].get(_letters(word)) == "business"


def quarter_of_the_sky(word: str) -> str | None:
    """Which of the four a word names, as a noun or an adjective."""
    return _words()["quarters"].get(_letters(word))


def place_in(words: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of the country that one or a few words name by its name, not by an adjective."""
    if len(words) < SHORTEST_PLACE:
        return None
    code = country_code(words)
    if code is None:
        return None
    names = (country_name(code, "en"), country_name(code, "ru"))
    return code if _letters(words) in {_letters(name) for name in names} else None


def states_in(words: list[str]) -> dict[str, str]:
    """The countries that the words of a name name, by noun or adjective: ISO 3166-1 alpha-2 codes, with the words.

    The longest reading of the words counts: the Republic of Korea is one; Korea alone may be either, and is none.
    """
    found: dict[str, str] = {}
    start = 0
    while start < len(words):
        widest = min(WIDEST_STATE, len(words) - start) if len(words[start]) >= SHORTEST_PLACE else 0
        for width in range(widest, 0, -1):
            said = " ".join(words[start : start + width])
            code = country_code(said)
            if code and _words()["kinds"].get(_letters(said)) != "shared":
                found.setdefault(code, said)
                start += width - 1
                break
        start += 1
    return found


@cache
def _words() -> dict[str, dict[str, str]]:
    sections = tomllib.loads(files("comity.names").joinpath("designators.toml").read_text("utf-8"))
    return {
        section: {_letters(word): group for group, words in groups.items() for word in words.split()}
        for section, groups in sections.items()
    }


def _letters(text: str) -> str:
    """Letters and digits without case, accents and punctuation."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if sign.isalnum())
