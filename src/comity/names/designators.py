"""What tells bodies of one name apart: a number in the name, the legal form, the country named in it.

Words are read as they are written, one at a time; a word that says none of this is None.
"""

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files

from comity.model.territory import country_code, country_name

ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})")  # I to XXXIX
BUSINESS = "business"
SHORTEST_PLACE = 4  # letters; shorter ones are codes, and words of other languages


def number_in(word: str) -> str | None:
    """The number that a word of a body's name is, in digits or Roman numerals, as it is written.

    One letter may as well be an initial: whoever wants numbers alone asks for more.
    """
    return word if word.isdecimal() or ROMAN.fullmatch(word) else None


def legal_form(word: str) -> str | None:
    """Which kind of body a word says that a body is: shares, limited, partnership."""
    form = _words().get(_letters(word))
    return None if form == BUSINESS else form


def is_business(word: str) -> bool:
    """Does a word say in what business a body is, so that companies of one group are told apart by it?"""
    return _words().get(_letters(word)) == BUSINESS


def place_in(words: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of the country that one or a few words name by its name, not by an adjective."""
    if len(words) < SHORTEST_PLACE:
        return None
    code = country_code(words)
    if code is None:
        return None
    names = (country_name(code, "en"), country_name(code, "ru"))
    return code if _letters(words) in {_letters(name) for name in names} else None


@cache
def _words() -> dict[str, str]:
    groups = tomllib.loads(files("comity.names").joinpath("designators.toml").read_text("utf-8"))
    return {_letters(word): form for form, words in groups.items() for word in words.split()}


def _letters(text: str) -> str:
    """Letters and digits without case, accents and punctuation."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if sign.isalnum())
