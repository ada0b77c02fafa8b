"""People who are not listed, by script and name culture: whose false alarms are counted and compared (safeguard S7).

real        names of people with articles in Wikipedia, by nationality; a few of them are listed themselves
generated   given names and surnames of one culture put together by chance, all in their own script or all in Latin
"""

import json
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from random import Random

from comity.model.errors import NotFound
from comity.model.partial_date import DateSpan, PartialDate, single
from comity.operations.evaluation.folder import DataFolder, lines, table

MOST = 5_000  # names of one group
PERSIAN_ENDINGS = ("ی", "زاده", "پور", "نژاد", "یان")  # patronymic surnames
ADDED_LETTERS = frozenset("پچژگکی")
REAL = "real"  # the source of people who exist
OLDEST, YOUNGEST = 1940, 2006  # years of birth of a bank's customers


@dataclass(frozen=True, slots=True)
class Group:
    """Names of people who share a script or a name culture."""

    source: str
    name: str
    names: tuple[str, ...]


def groups(folder: DataFolder) -> Iterator[Group]:
    """Every group for which there is data."""
    for made in (_wikipedia, _by_country, _arabic, _persian, _russian, _kyrgyz):
        try:
            yield from made(folder)
        except NotFound:
            continue


def birth_of(name: str) -> DateSpan:
    """A birth date drawn by chance for a person who is not listed, always the same for the name."""
    random = Random(f"born {name}")  # noqa: S311 - measurement, not secrecy
    year, month, day = random.randint(OLDEST, YOUNGEST), random.randint(1, 12), random.randint(1, 28)
    return single(PartialDate(year, month, day))


def script_of(name: str) -> str:
    """The script of most of a name's letters; for Arabic letters, Persian where letters say so."""
    counts: dict[str, int] = defaultdict(int)
    for letter in name:
        if letter.isalpha():
            counts[unicodedata.name(letter, "?").split()[0].capitalize()] += 1
    if not counts:
        return "other"
    script = max(counts, key=lambda each: counts[each])
    if script == "Arabic" and ADDED_LETTERS & set(name):
        return "Persian and Urdu"
    return {"Cjk": "Chinese", "Hiragana": "Japanese kana", "Katakana": "Japanese kana"}.get(script, script)


def _wikipedia(folder: DataFolder) -> Iterator[Group]:
    culture = {word: name for name, words in _cultures("nationality").items() for word in words}
    found: dict[str, list[str]] = defaultdict(list)
    for line in lines(folder.need("population/wikipedia_person_names.tsv.xz")):
        name, _, nationality = line.partition("\t")
        if nationality in culture and " " in name:
            found[culture[nationality]].append(name)
    for group, names in sorted(found.items()):
        yield Group(REAL, group, _some(names))


def _by_country(folder: DataFolder) -> Iterator[Group]:
    fore = _columns(folder, "names/common-forenames-by-country.csv")
    sur = _columns(folder, "names/common-surnames-by-country.csv")
    forms = _forms(folder)
    for culture, countries in _cultures("country").items():
        for column, writing in (("Localized Name", "own script"), ("Romanized Name", "Latin")):
            pools = [(fore[country, column], sur[country, column]) for country in countries]
            if writing != "Latin":
                pools = [(_in_script_of(family, given, forms), family) for given, family in pools]
            pools = [(given, family) for given, family in pools if given and family]
            given_pool = [name for country in countries for name in fore[country, column]]
            family_pool = [name for country in countries for name in sur[country, column]]
            if not pools and not (given_pool and family_pool):
                continue
            order = "{1}{0}" if culture in ("Chinese", "Japanese", "Korean") and writing != "Latin" else "{0} {1}"
            shape = "{0} {1} {2}" if culture == "Latin American" else order
            names = _made(f"{culture} {writing}", pools or [(given_pool, family_pool)], shape)
            scripts = {script_of(name) for name in names}
            if writing == "Latin" or scripts != {"Latin"}:
                yield Group("generated", f"{culture}, {writing}", names)


def _forms(folder: DataFolder) -> Mapping[str, Sequence[str]]:
    """The forms of given names in all scripts, by each of them; empty where there is no table of them."""
    try:
        path = folder.need("names/wikidata_given_names_multiscript.txt.gz")
    except NotFound:
        return {}
    found: dict[str, list[str]] = {}
    for line in lines(path):
        forms = line.partition(" => ")[0].split(", ")
        for form in forms:
            found.setdefault(form, forms)
    return found


def _in_script_of(family: Sequence[str], given: Sequence[str], forms: Mapping[str, Sequence[str]]) -> list[str]:
    """Given names in the script of the family names, as the table of forms has them; the others are left out. A name
    put together of two scripts is nobody's."""
    scripts = Counter(script_of(name) for name in family)
    if not scripts:
        return []
    script = scripts.most_common(1)[0][0]
    found = (
        next((form for form in (name, *forms.get(name.casefold(), ())) if script_of(form) == script), None)
        for name in given
    )
    return [name for name in found if name is not None]


def _arabic(folder: DataFolder) -> Iterator[Group]:
    rows = list(table(folder.need("names/arabic_names.csv.xz")))
    given = sorted({row["name"].strip() for row in rows if row["name"].strip()})
    fathers = sorted({row["name"].strip() for row in rows if row["gender"].strip() == "ذكر" and row["name"].strip()})
    yield Group("generated", "Arabic, own script", _made("Arabic", [(given, fathers)], "{0} {1} {2}"))
    latin = _columns(folder, "names/common-forenames-by-country.csv")
    countries = ("EG", "SA", "IQ", "JO", "LB", "LY", "MA", "DZ", "TN", "AE", "KW")
    names = [name for country in countries for name in latin[country, "Romanized Name"]]
    yield Group("generated", "Arabic, Latin", _made("Arabic Latin", [(names, names)], "{0} {1} {2}"))


def _persian(folder: DataFolder) -> Iterator[Group]:
    text = next(lines(folder.need("names/persian_names.json.xz")))
    given = list(json.loads(text))[:600]  # the most common come first
    fathers = [name + end for name in given[:300] if " " not in name for end in PERSIAN_ENDINGS]
    yield Group("generated", "Persian, own script", _made("Persian", [(given, fathers)], "{0} {1}"))


def _russian(folder: DataFolder) -> Iterator[Group]:
    rows = [json.loads(line) for line in lines(folder.need("names/russian_given_names.jsonl.xz")) if line]
    given = [row["text"] for row in rows if row.get("gender") == "m"][:300]
    family = [line for line in lines(folder.need("names/russian_surnames.txt.xz")) if line.strip()]
    yield Group("generated", "Russian, all surnames, own script", _made("Russian all", [(given, family)], "{0} {1}"))


def _kyrgyz(folder: DataFolder) -> Iterator[Group]:
    names = [line for line in lines(folder.need("names/kyrgyz_names.txt")) if line and not line.startswith("#")]
    family = [name for name in names if name.endswith(("ов", "ев"))]
    given = [name for name in names if not name.endswith(("ов", "ев", "ова", "ева"))]
    yield Group("generated", "Kyrgyz, own script", _made("Kyrgyz", [(given, family)], "{0} {1}"))


def _columns(folder: DataFolder, name: str) -> Mapping[tuple[str, str], list[str]]:
    """Names by (country, column)."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in table(folder.need(name)):
        for column in ("Localized Name", "Romanized Name"):
            if row[column].strip():
                found[row["Country"], column].append(row[column].strip())
    return found


def _made(seed: str, pools: Sequence[tuple[Sequence[str], Sequence[str]]], shape: str) -> tuple[str, ...]:
    """Distinct names put together by chance, each from one pool of given names and surnames."""
    random = Random(seed)  # noqa: S311 - measurement, not secrecy
    made: dict[str, None] = {}
    for _ in range(4 * MOST):
        given, family = random.choice(pools)
        parts = (random.choice(given), random.choice(family), random.choice(family))
        if parts[1] != parts[2]:
            made[shape.format(*parts)] = None
        if len(made) == MOST:
            break
    return tuple(made)


def _some(names: Sequence[str]) -> tuple[str, ...]:
    """At most MOST of the names, chosen by hash, so that the choice owes nothing to their order."""
    digest: Callable[[str], bytes] = lambda name: blake2b(name.encode(), digest_size=8).digest()  # noqa: E731
    return tuple(sorted(sorted(set(names), key=digest)[:MOST]))


@cache
def _cultures(part: str) -> dict[str, list[str]]:
    text = files("comity.operations.evaluation").joinpath("cultures.toml").read_text("utf-8")
    cultures: dict[str, list[str]] = tomllib.loads(text)[part]
    return cultures
