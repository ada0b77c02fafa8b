"""What clerks, machines and travel documents do to a name, the same way on every run."""

import unicodedata
from collections.abc import Callable, Mapping
from random import Random

LETTERS = "abcdefghijklmnopqrstuvwxyz"
NOT_DECOMPOSED = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss"})

Spoil = Callable[[str, Random], str]


def delete(name: str, random: Random) -> str:
    """One letter left out."""
    at = _letter(name, random)
    return name[:at] + name[at + 1 :]


def insert(name: str, random: Random) -> str:
    """One letter too many."""
    at = _letter(name, random)
    return name[:at] + _any_letter(name[at], random) + name[at:]


def substitute(name: str, random: Random) -> str:
    """One letter replaced by another."""
    at = _letter(name, random)
    letter = name[at]
    while letter.casefold() == name[at].casefold():
        letter = _any_letter(name[at], random)
    return name[:at] + letter + name[at + 1 :]


def transpose(name: str, random: Random) -> str:
    """Two neighbouring letters exchanged."""
    pairs = [at for at in range(len(name) - 1) if name[at : at + 2].isalpha() and name[at] != name[at + 1]]
    if not pairs:
        return delete(name, random)
    at = random.choice(pairs)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def reorder(name: str, random: Random) -> str:
    """The words in another order; a single word stays."""
    words = name.split()
    if len(set(words)) < 2:
        return name
    mixed = list(words)
    while mixed == words:
        random.shuffle(mixed)
    return " ".join(mixed)


def reorder_and_mistype(name: str, random: Random) -> str:
    """Another order, and one typing error."""
    return mistype(reorder(name, random), random)


def mistype(name: str, random: Random) -> str:
    """One typing error of any of the four kinds."""
    return random.choice((delete, insert, substitute, transpose))(name, random)


def machine_readable(name: str, random: Random) -> str:
    """Capitals without diacritics; apostrophes vanish, hyphens part (ICAO Doc 9303-3, section 4.6)."""
    plain = without_marks(name, random).upper()
    joined = "".join(letter for letter in plain if letter not in "'’‘ʼʻ`´")
    return " ".join("".join(letter if letter.isalpha() else " " for letter in joined).split()) or plain


def without_marks(name: str, random: Random) -> str:  # noqa: ARG001 - every Spoil takes both
    """Without diacritics."""
    decomposed = unicodedata.normalize("NFKD", name.translate(NOT_DECOMPOSED))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


SPOILS: Mapping[str, tuple[str, Spoil]] = {
    "delete": ("one letter left out", delete),
    "insert": ("one letter too many", insert),
    "substitute": ("one letter replaced", substitute),
    "transpose": ("two letters exchanged", transpose),
    "reorder": ("words in another order", reorder),
    "reorder-mistype": ("another order and one typing error", reorder_and_mistype),
    "mrz": ("as in a machine-readable zone", machine_readable),
}


def spoilt(name: str, kind: str) -> str:
    """A name spoilt in one of the ways of SPOILS. The name itself seeds the chance."""
    return SPOILS[kind][1](name, Random(f"{kind}:{name}"))  # noqa: S311 - measurement, not secrecy


def _letter(name: str, random: Random) -> int:
    places = [at for at, letter in enumerate(name) if letter.isalpha()]
    return random.choice(places or list(range(len(name))))


def _any_letter(beside: str, random: Random) -> str:
    letter = random.choice(LETTERS)
    return letter.upper() if beside.isupper() else letter
