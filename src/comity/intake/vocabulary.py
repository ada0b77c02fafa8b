"""What the texts of single cells mean: dates, countries, kinds, genders. Each distinct text is read once a file."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import resources

from comity.intake.headings import normal_heading
from comity.intake.recognition import DayOrder
from comity.model.date_text import read_dates
from comity.model.territory import country_code

# The values that a text holds; None when it is not understood.
Reading = tuple[str, ...] | None

REMEMBERED = 200_000  # distinct texts a field; beyond, memory would grow with the file
FIGURES = re.compile(r"\s*(\d{1,2})\s*[/-]\s*(\d{1,2})\s*[/-]\s*\d{4}\b")
ISO = re.compile(r"(?:1[89]\d\d|20\d\d)-\d\d-\d\d", re.ASCII)
YEAR = re.compile(r"(1[5-9]\d\d|20\d\d)(?:\.0+)?")
BETWEEN_DATES = re.compile(r"[;,|\n]")
MAX_DATES = 30
SEVERAL = re.compile(r"[;|\n]")
# Systems that insist on a birth date are given these by people who do not know it.
PLACEHOLDER_DATES = frozenset({"1900-01-01", "1901-01-01", "1800-01-01"})
NO_DATE = re.compile(r"0{2,4}[-./]0{2}[-./]0{2,4}.*|9999-12-31.*|0001-01-01.*|31[./]12[./]9999.*|0?1[./]0?1[./]0001.*")


@dataclass(slots=True)
class Vocabulary:
    """Readers of cells. They remember what they read, so that a text costs once however often it stands there."""

    day_order: DayOrder
    remembered: dict[str, dict[str, Reading]] = field(default_factory=dict)

    def births(self, text: str) -> Reading:
        """Birth dates as DateSpan writes itself; both readings where the order of day and month is in doubt."""
        return self._read("births", text, self._births)

    def years(self, text: str) -> Reading:
        """A birth year, or whatever dates stand in its place."""
        match = YEAR.fullmatch(text)
        return (match[1],) if match else self.births(text)

    def countries(self, text: str) -> Reading:
        """Countries as ISO 3166-1 alpha-2; None unless every one is recognised."""
        return self._read("countries", text, _countries)

    def some_countries(self, text: str) -> Reading:
        """The countries recognised in a text, whether or not all are."""
        found = self.countries(text)
        return found if found is not None else tuple(code for part in _parts(text) if (code := country_code(part)))

    def place_countries(self, text: str) -> Reading:
        """The country that a place lies in, where it says one at its end; a place without is no fault."""
        return self._read("places", text, _place_countries)

    def _births(self, text: str) -> Reading:
        if ISO.fullmatch(text) and _is_day(text):
            # As most files have it, and as DateSpan writes it.
            return () if text in PLACEHOLDER_DATES else (text,)
        if NO_DATE.fullmatch(text):
            return ()
        whole = self._birth(text)
        parts = [part.strip() for part in BETWEEN_DATES.split(text) if part.strip()]
        if whole is not None or not 1 < len(parts) <= MAX_DATES:
            return whole
        each = [self._birth(part) for part in parts]
        found = tuple(dict.fromkeys(born for births in each if births is not None for born in births))
        return found if found and None not in each else None

    def _birth(self, text: str) -> Reading:
        """One date, or two readings of it."""
        if self.day_order is DayOrder.BOTH and FIGURES.match(text):
            orders: tuple[bool, ...] = (True, False)
        else:
            orders = (self.day_order not in {DayOrder.MONTH_FIRST, DayOrder.MONTH_FIRST_ASKED},)
        spans = (read_dates(text, day_first=order) for order in orders)
        texts = dict.fromkeys(str(span) for span in spans if span is not None)
        return tuple(each for each in texts if each not in PLACEHOLDER_DATES) if texts else None

    def _read(self, field: str, text: str, read: Callable[[str], Reading]) -> Reading:
        known = self.remembered.setdefault(field, {})
        if text in known:
            return known[text]
        if len(known) >= REMEMBERED:
            known.clear()
        reading = known[text] = read(text)
        return reading


def kinds(text: str) -> Reading:
    """What a subject is, by Kind's own words."""
    known = _words()["kind"].get(normal_heading(text))
    return None if known is None else (known,)


def genders(text: str) -> Reading:
    """Female or male; another word that is understood clears nothing, so it says nothing."""
    known = _words()["gender"].get(normal_heading(text))
    if known is None:
        return None
    return () if known == "neither" else (known,)


def day_order_of(texts: Iterable[str], asked: bool | None) -> DayOrder:
    """The order of day and month that a column's own dates prove; in doubt, and not asked for, both are read."""
    if asked is not None:
        return DayOrder.DAY_FIRST_ASKED if asked else DayOrder.MONTH_FIRST_ASKED
    day_first = month_first = 0
    for text in texts:
        match = FIGURES.match(text)
        if match is not None:
            first, second = int(match[1]), int(match[2])
            day_first += first > 12 >= second
            month_first += second > 12 >= first
    if day_first and not month_first:
        return DayOrder.DAY_FIRST
    if month_first and not day_first:
        return DayOrder.MONTH_FIRST
    return DayOrder.BOTH


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _countries(text: str) -> Reading:
    whole = country_code(text)
    if whole is not None and not SEVERAL.search(text):
        return (whole,)
    codes = [country_code(part) for part in _parts(text)]
    found = tuple(dict.fromkeys(code for code in codes if code is not None))
    return found if found and None not in codes else None


def _parts(text: str) -> list[str]:
    separator = SEVERAL if SEVERAL.search(text) else re.compile(r"[/,]")
    return [part for part in separator.split(text) if part.strip()]


def _place_countries(text: str) -> Reading:
    code = country_code(text) or country_code(text.rpartition(",")[2])
    return () if code is None else (code,)


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    text = resources.files("comity.intake").joinpath("vocabulary.toml").read_text(encoding="utf-8")
    return {
        part: {word: meaning for meaning, words in meanings.items() for word in words}
        for part, meanings in tomllib.loads(text).items()
    }
