"""One published text that holds several names: "a) X; Y b) Z", "حسن غول (Hassan Ghul; Hassan Gul)", "Group (GRP)".

Publishers squeeze variants, acronyms, the original script and remarks into one field. Each name
is read apart; the caller keeps the whole text as published beside every one of them.
"""

import re
import unicodedata
from dataclasses import dataclass

SCRIPT_LABEL = re.compile(
    r"\(?(?:the\s+)?(?:name\s+)?(?:in\s+)?(?:original|arabic|cyrillic|persian|dari|pashto|urdu|russian|chinese|korean)"
    r"(?:\s+script)?(?:\s+name)?\s*[:)]\s*|\(?(?:original|arabic) script\)?|الكنية",
    re.IGNORECASE,
)
LISTED_AS = re.compile(r"\(?\b(?:previously|formerly) listed as\b\.?\)?", re.IGNORECASE)
ENUMERATED = re.compile(r"(?:^|[\s;,])\(?[a-z]\)\s+")
GROUP = re.compile(r"\(((?:[^()]|\([^()]*\))*)\)")
REMARK = re.compile(
    r"\b(?:birth name|combat name|nom de guerre|third|tigrinya|amharic|located|identit\w+|passport|sub-unit|document\w*"
    r"|linked|translation|[a-z]{2}e\.\d{3}|deceased|maiden name|call sign)\b",
    re.IGNORECASE,
)
BORN = re.compile(r"[,;]?\s+born\b.*\d.*$", re.IGNORECASE | re.DOTALL)
SUFFIX = re.compile(r"(?:I{1,3}|IV|V|JR|SR|PHD|MD)\.?", re.IGNORECASE)
QUOTES = "\"“”„«»‘’'`"
EDGES = " ,;:.)"


@dataclass(frozen=True, slots=True)
class NameText:
    """One name read from a longer text. `foreign`: written in another than the Latin script.

    `acronym`: capitals taken from brackets, "AAB"; nobody but the brackets says that it is a name.
    """

    text: str
    foreign: bool
    listed_formerly: bool = False
    acronym: bool = False


def names_in(text: str, *, person: bool = False) -> tuple[NameText, ...]:
    """The names that a text holds, in their order, without repetition; never empty for a text with letters.

    For a person, "LAST, First" is turned round.
    """
    former = LISTED_AS.search(text) is not None
    plain = SCRIPT_LABEL.sub(" ", LISTED_AS.sub(" ", text))
    found: list[str] = []
    for part in ENUMERATED.split(plain):
        found += _split_groups(part)
    names = [one for part in found for piece in _scripts(part) for one in _turned(_bare(piece), person=person)]
    unique = dict.fromkeys(name for name in names if any(letter.isalnum() for letter in name))
    if not unique and any(letter.isalnum() for letter in text):
        unique = {" ".join(text.split()): None}
    first = next(iter(unique), "")
    return tuple(NameText(name, is_foreign(name), former, name != first and is_acronym(name, first)) for name in unique)


def is_foreign(text: str) -> bool:
    """Is a text written in another than the Latin script? Most of its letters decide."""
    letters = [letter for letter in text if letter.isalpha()]
    return sum(map(_foreign_letter, letters)) * 2 > len(letters)


def foreign_runs(text: str) -> tuple[str, ...]:
    """The stretches of words in another than the Latin script, in a text that is mostly prose."""
    runs = (_bare(run) for run in _scripts(SCRIPT_LABEL.sub(" ", text)))
    return tuple(run for run in runs if is_foreign(run) and sum(letter.isalpha() for letter in run) > 1)


def _split_groups(text: str) -> list[str]:
    """Names apart at semicolons and round brackets: a remark is dropped, an acronym or another script is a name."""
    groups = [group for group in GROUP.findall(text) if group.strip()]
    outer = GROUP.sub(lambda found: " " if found[1].strip() else found[0], text)
    names = _split(outer)
    for group in groups:
        further = _group_names(group, outer)
        if further is None and len(groups) == 1 and len(names) <= 1:
            return [text]  # "Foundation (Pakistan)", "(Sheikh) Musa": part of the one name
        names += further or []
    return [piece for name in names for piece in _slashed(name)]


def _group_names(group: str, outer: str) -> list[str] | None:
    """The names within brackets; none for a remark; None when the brackets belong to the name before them."""
    acronyms = [part for part in re.split(r"\s*[;,]\s*", group) if part]
    if acronyms and is_acronym(acronyms[0], outer):
        return acronyms
    other_script = is_foreign(group) != is_foreign(outer) and any(letter.isalpha() for letter in outer)
    if REMARK.search(group) and ";" not in group and not is_foreign(group):
        return [re.split(r"\s[-–]\s", group)[0]] if other_script else []
    if other_script or ";" in group:
        return [name for part in _split(group) for name in _split_groups(part)]
    return None


def _split(text: str) -> list[str]:
    return [part for part in re.split(r"[;،]", text) if part.strip(EDGES)]


def _slashed(name: str) -> list[str]:
    """ "HARAKAT UL-MUJAHIDIN / HUM" is a name and its acronym; other strokes belong to the name."""
    first, stroke, last = name.partition(" / ")
    return [first, last] if stroke and is_acronym(last, first) else [name]


def is_acronym(short: str, long: str) -> bool:
    """May `short` be the acronym of `long`: capitals that occur in it, in that order, from a word's first letter?"""
    short = short.strip(EDGES)
    capitals = [letter for letter in short.upper() if letter.isalpha()]
    if not 2 <= len(capitals) <= 12 or len(short) > 24 or sum(map(str.isupper, short)) * 2 < len(capitals):
        return False
    if len(capitals) * 2 > sum(map(str.isalpha, long)):
        return False
    initials = {word[0] for word in re.split(r"[^\w]+", long.upper()) if word}
    rest = iter(long.upper())
    return capitals[0] in initials and all(letter in rest for letter in capitals)


def _scripts(text: str) -> list[str]:
    """Apart where Latin words meet words of another script; a text of one script stays whole."""
    runs: list[list[str]] = []
    last: bool | None = None
    for word in text.split():
        lettered = any(letter.isalpha() for letter in word)
        foreign = is_foreign(word) if lettered else last
        if not runs or (lettered and last is not None and foreign != last):
            runs.append([])
        runs[-1].append(word)
        last = foreign
    return [" ".join(run) for run in runs]


def _bare(name: str) -> str:
    """Without what follows the name (birth, loose brackets) and without quotation marks around all of it."""
    name = BORN.sub("", " ".join(name.split())).lstrip(EDGES)
    name = name.rstrip(" ,;:") if name.count("(") == name.count(")") else name.replace("(", " ").strip(EDGES)
    if len(name) > 2 and name[0] in QUOTES[:6] and name[-1] in QUOTES[:6]:
        name = name[1:-1].strip()
    return " ".join(name.split())


def _turned(name: str, *, person: bool) -> list[str]:
    """ "LAST, First" as "First LAST"; several commas between single words are several names."""
    parts = [part.strip() for part in name.split(",") if part.strip()]
    if not person or len(parts) == 1 or is_foreign(name):
        return [name]
    if len(parts) == 2 and not SUFFIX.fullmatch(parts[1].split("(")[0].strip()):
        return [f"{parts[1]} {parts[0]}"]
    if len(parts) > 2 and all(len(part.split()) == 1 for part in parts):
        return parts
    return [name]


def _foreign_letter(letter: str) -> bool:
    return letter > "\u024f" and not unicodedata.name(letter, "LATIN").startswith(
        ("LATIN", "MODIFIER", "FULLWIDTH LATIN")
    )
