"""Which state or territory a text names: its ISO 3166-1 alpha-2 code, from the spellings that publishers use.

Word order, case, accents, punctuation and decoration ("the", "citizen of", "(at time of listing)") do not
matter. A text that names no existing territory, or more than one, has no code: None is never a guess. So
states that broke up (USSR, Yugoslavia) have none, while renamed ones (Burma, Zaire) have their present code.
Kosovo is XK. Crimea, Gaza and the like have the code of the territory that the United Nations see them in.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

# Upper-case letters are a code, except where publishers write them for "not available".
NOT_A_CODE = frozenset({"NA", "na", "Na", "no", "No"})
OLD_CODES = {"UK": "GB", "EL": "GR", "BU": "MM", "ZR": "CD", "TP": "TL", "ZAR": "CD", "BUR": "MM", "ROM": "RO"}
ARABIC_FORMS = str.maketrans({"ة": "ه", "ى": "ي", "ـ": None, "ی": "ي", "ک": "ك"})
APART = re.compile(r"[.'’`ʼ´\u0092]+")
BETWEEN = re.compile(r"[^\w|\t\n]+|_")
EMPTY_WORDS = frozenset({"the", "of", "and", "и", "la", "le", "et", "de", "du", "des", "d", "y", "del"})
# Dropped where nothing else fits (spelt as `_folded` leaves them): words that say what a territory is, or
# what the person has to do with it.
GENERAL_WORDS = (
    "republic state kingdom federation federal rep islamic union commonwealth sultanate citizen citizens citizenship "
    "national nationality nationals possibly passport born birth by in from region former formerly stateless dual "
    "ssr soviet socialist республика сср гражданин гражданка гражданство подданный republique "
    "republica جمهوريه دوله مملكه"
)
GENERAL = frozenset(GENERAL_WORDS.split())
NO_LONGER = re.compile(r"revoked|withdrawn|renounced|stripped|\buntil\b|лишен|утрачен", re.IGNORECASE)
PARTS = re.compile(r"[/()\[\];]|\b(?:as (?:of|at)|since|by birth)\b", re.IGNORECASE)
LONGEST = 200


@dataclass(frozen=True, slots=True)
class _Territories:
    codes: dict[str, str]
    spellings: dict[str, str]
    english: dict[str, str]
    russian: dict[str, str]


def country_code(text: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of the one territory that `text` names; None when it names none, or several."""
    text = text.strip()
    if not text or len(text) > LONGEST:
        return None
    if len(text) <= 3 and text.isascii() and text.isalpha():
        if text in NOT_A_CODE:
            return None
        code = _territories().codes.get(text.upper())
        if code is not None:
            return code
    return _named(text)


def country_name(code: str, language: Literal["en", "ru"] = "en") -> str:
    """The short name of a territory; the code itself when it is not an ISO 3166-1 alpha-2 code."""
    territories = _territories()
    return (territories.russian if language == "ru" else territories.english).get(code, code)


def is_country(code: str) -> bool:
    """Is this an ISO 3166-1 alpha-2 code (or XK)?"""
    return code in _territories().english


@lru_cache(maxsize=16_384)
def _named(text: str) -> str | None:
    spellings = _territories().spellings
    code = spellings.get(_key(text))
    if code is not None:
        return code
    if NO_LONGER.search(text):
        return None
    found = {code for part in PARTS.split(text) if (code := spellings.get(_best_key(part)))}
    return found.pop() if len(found) == 1 else None


def _best_key(text: str) -> str:
    """The comparable form of a text; without its general words when it is not known with them."""
    key = _key(text)
    if key in _territories().spellings:
        return key
    return " ".join(word for word in key.split() if word not in GENERAL)


def _key(text: str) -> str:
    return _sorted_words(_folded(text))


def _folded(text: str) -> str:
    """Case, accents, Arabic letter forms and punctuation evened out; tabs, bars and line ends stay."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join([letter for letter in decomposed if not unicodedata.combining(letter)])
    return BETWEEN.sub(" ", APART.sub("", plain.translate(ARABIC_FORMS)))


def _sorted_words(folded: str) -> str:
    words = (word.removeprefix("ال") if len(word) > 4 else word for word in folded.split())
    return " ".join(sorted(word for word in words if word not in EMPTY_WORDS))


@cache
def _territories() -> _Territories:
    text = files("comity.model").joinpath("territory.tsv").read_text("utf-8")
    body = "\n".join(line for line in text.splitlines() if line and not line.startswith("#"))
    found = _Territories(codes=dict(OLD_CODES), spellings={}, english={}, russian={})
    for line, folded in zip(body.split("\n"), _folded(body).split("\n"), strict=True):
        code, alpha3, english, russian, _ = line.split("\t")
        found.codes[code] = code
        if alpha3:
            found.codes[alpha3] = code
        found.english[code], found.russian[code] = english, russian
        for spelling in folded.split("\t", 2)[2].replace("\t", "|").split("|"):
            found.spellings[_sorted_words(spelling)] = code
    found.spellings.pop("", None)
    return found
