"""How Canada writes further names of a listed person, entity or ship into one field, "Aliases".

"Andrei Ramanavich TARASEVICH, Belarusian: Андрэй ТАРАСЕВIЧ; Russian: Андрей ТАРАСЕВИЧ" are three names;
'КВЗ-Ремсервис, АО' is one. Nothing of the text is lost: each name keeps the whole as its provenance.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files as resources
from typing import Any

# Outside quotation marks and brackets.
SEPARATOR = re.compile(r"[;,]|\s/\s")
OPENING, CLOSING = "(«“„[", ")»””]"
LABEL = re.compile(r"^\(?([A-Z][a-z]+)\s*:\s*")
JOIN = re.compile(r"^(?:and|or|et|ou)\s+", re.IGNORECASE)
EITHER = re.compile(r"\s+(?:or|and)\s+")
BILINGUAL = re.compile(r"\s*/\s*")
AKA = re.compile(r"\s+a\.?k\.?a\.?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WrittenName:
    """One name of a field that holds several. `language` is ISO 639-1 where the field says it."""

    text: str
    language: str | None = None


def aliases(text: str, *, person: bool) -> tuple[WrittenName, ...]:
    """The names in the field "Aliases", in the order published, each once."""
    found: dict[str, WrittenName] = {}
    for part in _whole_names(_split(" ".join(text.split()), SEPARATOR), person=person):
        label = LABEL.match(part)
        language = _tables()["languages"].get(label[1].casefold()) if label else None
        bare = part[label.end() :] if label and language else part
        for name in (name for one in _either(bare, person=person) for name in bilingual(one)):
            if any(letter.isalpha() for letter in name):
                found.setdefault(name, WrittenName(name, language))
    return tuple(found.values())


def bilingual(text: str) -> tuple[str, ...]:
    """The names in "Hara Institute/Institut Hara": English, then French. One name where the parts are no names."""
    parts = _split(text, BILINGUAL)
    if len(parts) == 1 or any(len(part.split()) < 2 for part in parts):
        return (_tidy(text),)
    return tuple(dict.fromkeys(_tidy(part) for part in parts))


def _split(text: str, separator: re.Pattern[str]) -> list[str]:
    """Cut where a separator stands outside quotation marks and brackets (unless they are never closed)."""
    inside = _inside(text)
    parts, start = [], 0
    for cut in separator.finditer(text):
        if not inside[cut.start()]:
            parts.append(text[start : cut.start()])
            start = cut.end()
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip()]


def _inside(text: str) -> list[bool]:
    inside = [False] * len(text)
    open_at: list[tuple[str, int]] = []
    for position, letter in enumerate(text):
        if letter == '"' and open_at and open_at[-1][0] == '"':
            _mark(inside, open_at.pop()[1], position)
        elif letter in OPENING or letter == '"':
            open_at.append((letter, position))
        elif letter in CLOSING and open_at and open_at[-1][0] != '"':
            _mark(inside, open_at.pop()[1], position)
    return inside


def _mark(inside: list[bool], start: int, stop: int) -> None:
    inside[start:stop] = [True] * (stop - start)


def _whole_names(parts: list[str], *, person: bool) -> list[str]:
    """Parts that are no name of their own, joined again to the name before them (or after, at the start).

    Those are a legal form, and what goes on in small Cyrillic letters: "Агентство по делам СНГ, соотечественников".
    """
    if person:
        return parts
    joined: list[str] = []
    for part in parts:
        if joined and (_is_legal_form(part) or _is_legal_form(joined[-1]) or "а" <= part[0] <= "я"):
            joined[-1] = f"{joined[-1]}, {part}"
        else:
            joined.append(part)
    return joined


def _is_legal_form(part: str) -> bool:
    plain = re.sub(r"[.\s]+", " ", part.casefold()).strip()
    return plain in _legal_forms() or plain.replace(" ", "") in _legal_forms()


def _either(text: str, *, person: bool) -> list[str]:
    """Cut "X or Y": of persons only where both are whole names ("Aleksandr or Alexander Korol" is not)."""
    if not person:
        return re.split(r"\s+or\s+", text)
    parts = EITHER.split(text)
    return [text] if any(len(part.split()) < 2 for part in parts) else parts


def _tidy(text: str) -> str:
    name = AKA.sub("", JOIN.sub("", " ".join(text.split()).strip(" ,;:/"))).strip()
    if name.endswith(")") and name.count(")") > name.count("("):
        name = name[:-1].rstrip()
    if name.startswith("(") and name.count("(") > name.count(")"):
        name = name[1:].lstrip()
    return name


@cache
def _legal_forms() -> frozenset[str]:
    return frozenset(_tables()["legal_forms"]["words"])


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(resources("comity.lists").joinpath("ca_sema.toml").read_text("utf-8"))
