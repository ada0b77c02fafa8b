"""Builds `letters.npz` from `scripts/*.toml`: python -m comity.names.build_letters

Needed only when a table changes. Letters for which no script has a row (Tibetan, Thaana, Cherokee, ...) get
the ASCII spelling of anyascii and are read as Latin.
"""

import itertools
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from anyascii import anyascii
from pypinyin import Style, pinyin

from comity.names.alphabet import CODE
from comity.names.letters import MAX_EXPANSION, PLANE, Kind, LetterTable

JOINERS = "'`´‘’‛′‵＇ʹʺʻʼʽʾʿˈˊˋ՚׳״ߴߵꞋꞌ"
UNSOUNDED = "ـฯๆໆ々〻ーｰゝゞヽヾ"  # letters by Unicode's category, but signs to a name
DOTTED_CIRCLE = "◌"  # carries a combining mark in the tables
FORMS_OF_ONE = ("TSCharacters", "JPVariants")  # OpenCC: traditional and simplified; traditional and Japanese
CHINESE = ("gb2312", "big5")  # 芸 is a character of Chinese as well, and not 艺
PINYIN_INITIALS = ("zh", "ch", "sh", *"bpmfdtnlgkhjqxrzcsyw")


class Letter(NamedTuple):
    """A kind, and phones or, for LATIN, ASCII letters."""

    kind: Kind
    sounds: str = ""


SEPARATOR = Letter(Kind.SEPARATOR)
MARK = Letter(Kind.MARK)


@cache
def table(script: str) -> dict[str, Any]:
    """One file of `scripts/`."""
    return tomllib.loads(files("comity.names").joinpath(f"scripts/{script}.toml").read_text("utf-8"))


def scripts() -> list[str]:
    """The scripts that have a table, in order."""
    folder = files("comity.names").joinpath("scripts")
    return sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))


def pairs(text: str) -> Iterator[tuple[str, str]]:
    """The letters of a table and what each stands for ("-": nothing)."""
    words = text.split()
    for letter, sounds in zip(words[::2], words[1::2], strict=True):
        bare = letter.replace(DOTTED_CIRCLE, "")
        if len(bare) != 1:
            raise ValueError(f"{letter!r} is {len(bare)} code points; write it with an escape")
        yield bare, sounds.replace("-", "")


def build() -> LetterTable:
    """The whole table."""
    letters = _letters_of_scripts() | _hangul() | _han()
    kind = np.zeros(PLANE, np.uint8)
    length = np.zeros(PLANE, np.uint8)
    phones = np.zeros((PLANE, MAX_EXPANSION), np.uint8)
    base = np.arange(PLANE, dtype=np.uint32)
    same = {form: group[0] for script in scripts() for group in table(script).get("same", ()) for form in group}
    same |= _forms_of_one_character(letters)
    for point in range(PLANE):
        letter = resolve(chr(point), letters)
        sounds = letter.sounds[:MAX_EXPANSION]
        kind[point], length[point] = letter.kind, len(sounds)
        phones[point, : len(sounds)] = [ord(s) if letter.kind is Kind.LATIN else CODE[s] for s in sounds]
        base[point] = ord(_base(chr(point), letter, same))
    return LetterTable(kind=kind, length=length, phones=phones, base=base)


def resolve(char: str, letters: dict[str, Letter]) -> Letter:
    """What a character stands for: by table, else by its lower case, its decomposition, its ASCII spelling."""
    if char in letters:
        return letters[char]
    category = unicodedata.category(char)
    if char in JOINERS or (category in ("Lm", "Sk") and "\u02b0" <= char <= "\u02ff"):
        return Letter(Kind.JOINER)
    if char in UNSOUNDED or category == "Cf":
        return MARK
    if category == "Nd":
        return Letter(Kind.DIGIT, str(unicodedata.digit(char)))
    if unicodedata.decomposition(char).startswith("<super> 003"):  # a tone number: Lin² Piao¹
        return MARK
    if category in ("Cn", "Cs", "Co", "Cc", "Zs", "Zl", "Zp") or category[0] == "P":
        return SEPARATOR
    if len(char.lower()) == 1 and char.lower() != char:
        return resolve(char.lower(), letters)
    parts = unicodedata.normalize("NFKD", char)
    if parts != char:
        sounding = [part for part in parts if part in letters or not unicodedata.combining(part)]
        return _joined([resolve(part, letters) for part in sounding or parts])
    return _by_ascii(char, category)


def _joined(parts: list[Letter]) -> Letter:
    """The letter that decomposes into these; a separator among them makes it no letter (½, ﷺ, ⑴)."""
    sounding = [part for part in parts if part.kind not in (Kind.MARK, Kind.JOINER)]
    if not sounding:
        return parts[0]
    if len({part.kind for part in sounding}) > 1 or sounding[0].kind is Kind.SEPARATOR:
        return SEPARATOR
    return Letter(sounding[0].kind, "".join(part.sounds for part in sounding))


def _script(char: str) -> str:
    return unicodedata.name(char, "").partition(" ")[0]


@cache
def _scripts_with_a_table() -> frozenset[str]:
    return frozenset(_script(letter) for letter in _letters_of_scripts())


def _by_ascii(char: str, category: str) -> Letter:
    """A letter without a row: anyascii's spelling, read as Latin. Of marks, the vowels of scripts without a table."""
    spelt = "".join(c for c in anyascii(char).lower() if "a" <= c <= "z")
    if category in ("Mn", "Me", "Mc"):
        vowel = spelt and _script(char) not in _scripts_with_a_table() | {"COMBINING"}
        return Letter(Kind.LATIN, spelt) if vowel else MARK
    if category[0] == "L" or category == "Nl":
        return Letter(Kind.LATIN, spelt) if spelt else MARK
    return SEPARATOR


def _letters_of_scripts() -> dict[str, Letter]:
    letters: dict[str, Letter] = {chr(point): Letter(Kind.LATIN, chr(point)) for point in range(ord("a"), ord("z") + 1)}
    # Files with parallels go first, so that a script's own table prevails.
    for script in sorted(scripts(), key=lambda name: "parallel" not in table(name)):
        content = table(script)
        if "kind" not in content:
            continue
        kind = Kind[content["kind"].upper()]
        rows = list(_syllables(content)) + list(pairs(content["letters"]))
        for char, sounds in rows:
            letters[char] = Letter(kind, sounds)
            letters.update({twin: Letter(kind, sounds) for twin in _parallels(char, content)})
    return letters


def _syllables(content: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The syllables of a syllabary given by its rows (Ethiopic)."""
    for first, consonant in pairs(content.get("rows", "")):
        for order, vowel in enumerate(content["vowels"]):
            yield chr(ord(first) + order), consonant + vowel


def _parallels(char: str, content: dict[str, Any]) -> Iterator[str]:
    """The same letter in scripts that Unicode lays out in parallel: the one of the same name."""
    block = ord(char) & ~0x1F
    home = {0x3040: 0x3040, 0x3060: 0x3040, 0x3080: 0x3040}.get(block, 0x0900)
    for start in content.get("parallel", ()):
        twin = chr(ord(char) - home + start)
        if _letter_name(twin) == _letter_name(char):
            yield twin


def _letter_name(char: str) -> str:
    """Unicode's name without the script, and without the length of e and o, which scripts count differently."""
    name = unicodedata.name(char, f"UNASSIGNED {ord(char)}").partition(" ")[2]
    return name.replace("SHORT ", "").replace("EE", "E").replace("OO", "O")


def _hangul() -> dict[str, Letter]:
    parts = table("hangul")
    letters = {}
    order = itertools.product(parts["initials"], enumerate(parts["vowels"]), parts["finals"])
    for at, (initial, (number, vowel), final) in enumerate(order):
        silent = number == parts["filler"] and initial and not final
        letters[chr(0xAC00 + at)] = Letter(Kind.HANGUL, initial + ("" if silent else vowel) + final)
    return letters


def _han() -> dict[str, Letter]:
    readings: dict[str, str] = table("han")["readings"]
    letters = {}
    for point in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)):
        char = chr(point)
        reading = readings.get(char) or pinyin(char, style=Style.NORMAL, errors="ignore", v_to_u=False)
        syllable = reading if isinstance(reading, str) else (reading[0][0] if reading else "")
        if syllable:
            letters[char] = Letter(Kind.HAN, pinyin_phones(syllable))
    return letters


def _forms_of_one_character(letters: dict[str, Letter]) -> dict[str, str]:
    """The simplified form of traditional and Japanese characters, where both are read alike (not 乾, for 干)."""
    found: dict[str, str] = {}
    simplified, japanese = (list(_opencc(name)) for name in FORMS_OF_ONE)
    japanese = [(form, traditional) for traditional, form in japanese if not in_a_charset(form, CHINESE)]
    for traditional, form in (*simplified, *japanese):
        form = found.get(form, form)
        if traditional != form and traditional in letters and letters[traditional] == letters.get(form):
            found[traditional] = form
    for variant, form in table("han")["variants"].items():
        found[variant] = found.get(form, form)
    return found


def _opencc(name: str) -> Iterator[tuple[str, str]]:
    """The rows of a table of OpenCC, with the first of several forms."""
    for row in files("opencc").joinpath(f"dictionary/{name}.txt").read_text("utf-8").splitlines():
        char, _, forms = row.partition("\t")
        yield char, forms.split(" ")[0]


def in_a_charset(char: str, charsets: Iterable[str]) -> bool:
    """Does one of the national character sets have a character?"""
    for charset in charsets:
        try:
            char.encode(charset)
        except UnicodeEncodeError:
            continue
        return True
    return False


def pinyin_phones(syllable: str) -> str:
    """The phones of a pinyin syllable without tone ("zhang", "lv")."""
    han = table("han")
    initial = next((start for start in PINYIN_INITIALS if syllable.startswith(start)), "")
    final = syllable[len(initial) :]
    return str(han["initials"].get(initial, "")) + str(han["finals"].get(final, final))


def _base(char: str, letter: Letter, same: dict[str, str]) -> str:
    char = char.lower() if len(char.lower()) == 1 else char
    if char in same:
        return same[char]
    if letter.kind in (Kind.HANGUL, Kind.HAN, Kind.SEPARATOR, Kind.MARK, Kind.JOINER):
        folded = unicodedata.normalize("NFKC", char)
        return folded if len(folded) == 1 and ord(folded) < PLANE else char
    if letter.kind is Kind.DIGIT:
        return letter.sounds[0]
    plain = unicodedata.normalize("NFKC", char).lower()
    if "\u3040" <= plain[0] <= "\u30ff":  # a voicing mark is no diacritic
        return plain[0]
    stripped = [c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c)]
    if len(stripped) != 1:
        return char if len(unicodedata.normalize("NFKC", char)) > 1 or not stripped else stripped[0]
    if letter.kind is Kind.LATIN and unicodedata.name(char, "").startswith("LATIN") and not stripped[0].isascii():
        return letter.sounds[0] if letter.sounds else char
    return same.get(stripped[0], stripped[0])


def main() -> None:
    """Write the packaged table; uncompressed, since unpacking would be most of the time that loading takes."""
    built = build()
    path = Path(__file__).with_name("letters.npz")
    np.savez(path, kind=built.kind, length=built.length, phones=built.phones, base=built.base)
    print(f"{path.name}: {path.stat().st_size} bytes, {np.count_nonzero(built.kind)} code points")


if __name__ == "__main__":
    main()
