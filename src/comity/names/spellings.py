"""How Chinese and Korean syllables are spelled, by the standards and habits of syllables.toml and names.ideographs.

In Latin letters as the tables say; in Cyrillic ones composed, Chinese by Palladius and Korean by Kontsevich, whose
letters stand for initials, vowels and finals each by itself.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import product

from comity.names.ideographs import cantonese_syllable

FIRST_HANGUL = 0xAC00
# Kontsevich (2001), letter by letter: initials, vowels, finals in the order of Unicode; and as the names of the North
# have been written since before him.
IN_CYRILLIC = (
    "к,г кк н т,д тт р,л м п,б пп с сс - ч,дж,чж чч чх кх тх пх х",
    "а э я я о,е э,е ё е о ва вэ,ве ве,вэ ё у во ве ви ю ы ый,и и",
    "- к к к н н н т ль,л,р к м ль ль ль п ль м п п т т н т т к т п -",
)
PARTS = (
    ("pinyin", "wade_giles"), ("pinyin", "cantonese"), ("pinyin", "southern_min"), ("hangul", "surnames"),
    ("hangul", "given"),
)  # fmt: skip
STANDARDS = ("same", "wade_giles", "surnames", "given", "palladius", "kontsevich")
# A word by itself; a part of one; a word of others too; a title; a word that is not cut.
ALONE, WITHIN, ELSEWHERE, BESIDE, UNCUT = 1, 2, 4, 8, 16


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("comity.names").joinpath("syllables.toml").read_text("utf-8"))


def _pairs(text: str) -> Iterator[tuple[str, list[str]]]:
    words = text.split()
    for syllable, spellings in zip(words[::2], words[1::2], strict=True):
        yield syllable, spellings.split(",")


def spellings() -> tuple[dict[str, set[tuple[str, bool]]], dict[str, int]]:
    """What each spelling stands for, with whether by another language than the standard's; and its uses."""
    tables = _tables()
    meant: dict[str, set[tuple[str, bool]]] = {}
    uses: dict[str, int] = {}

    def add(spelling: str, syllable: str, part: str) -> None:
        meant.setdefault(spelling, set()).add((syllable, part not in STANDARDS))
        within = part in ("same", "wade_giles", "given", "palladius") and len(spelling) > 1
        uses[spelling] = uses.get(spelling, 0) | ALONE | (WITHIN if within else 0)

    for syllable in tables["pinyin"]["same"].split():
        add(syllable, syllable, "same")
    for section, part in PARTS:
        for syllable, spelled in _pairs(tables[section][part]):
            for spelling in spelled if section == "hangul" else (*spelled, syllable):
                add(spelling, syllable, "wade_giles" if spelling == syllable else part)
    for part, pairs in (
        ("palladius", _palladius(tables)), ("kontsevich", _kontsevich(tables["hangul"])),
        ("kontsevich", _each(tables["koryo_saram"]["surnames"])),
    ):  # fmt: skip
        for syllable, spelling in pairs:
            add(in_base_letters(spelling), syllable, part)
    for syllable, spelling in _composed(tables["jyutping"]):
        meant.setdefault(spelling, set()).add((cantonese_syllable(syllable), True))
        uses.setdefault(spelling, 0)
    others = tables["elsewhere"]["words"], tables["elsewhere"]["beside"], in_base_letters(tables["uncut"]["words"])
    for words, of_others in zip(others, (ELSEWHERE, BESIDE, UNCUT), strict=True):
        for word in words.split():
            uses[word] = uses.get(word, 0) | of_others
    return meant, uses


def in_base_letters(cyrillic: str) -> str:
    """A Cyrillic word without the marks that its base letters lack."""
    return cyrillic.replace("й", "и").replace("ё", "е")


def _each(text: str) -> Iterator[tuple[str, str]]:
    """Each syllable of a table with one of its spellings."""
    return ((syllable, spelling) for syllable, spelled in _pairs(text) for spelling in spelled)


def _palladius(tables: dict[str, dict[str, str]]) -> Iterator[tuple[str, str]]:
    """Chinese syllables, each with one of its spellings in Cyrillic letters."""
    known = in_pinyin()
    return ((syllable, spelling) for syllable, spelling in _composed(tables["palladius"]) if syllable in known)


def _kontsevich(table: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Korean syllables of names, each with one of its spellings in Cyrillic letters."""
    rows = [[part.replace("-", "").split(",") for part in row.split()] for row in IN_CYRILLIC]
    for syllable in sorted({syllable for part in ("surnames", "given") for syllable, _ in _pairs(table[part])}):
        if len(syllable) == 1:
            initial, rest = divmod(ord(syllable) - FIRST_HANGUL, 588)
            parts = initial, *divmod(rest, 28)
            for spelled in product(*(row[part] for row, part in zip(rows, parts, strict=True))):
                yield syllable, "".join(spelled)


def _composed(table: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Syllables by initial and final, each with one of its spellings."""
    whole = dict(_pairs(table["whole"]))
    for initial, begins in _pairs(table["initials"]):
        for final, ends in _pairs(table["finals"]):
            syllable = (initial + final).replace("-", "")
            composed = [(begin + end).replace("-", "") for begin in begins for end in ends]
            for spelling in whole.pop(syllable, composed):
                yield syllable, spelling
    for syllable, spelled in whole.items():
        yield from ((syllable, spelling) for spelling in spelled)


@cache
def in_korean(part: str) -> frozenset[str]:
    """How the syllables of Korean `surnames` or of `given` names are spelt."""
    return frozenset(spelling for _, spelled in _pairs(_tables()["hangul"][part]) for spelling in spelled)


@cache
def in_pinyin() -> frozenset[str]:
    """All syllables of pinyin."""
    table = _tables()["pinyin"]
    return frozenset((*table["same"].split(), *(syllable for syllable, _ in _pairs(table["wade_giles"]))))
