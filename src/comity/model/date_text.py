"""Dates as publishers and institutions write them: "10 Mar. 1957", "circa 1971", "between 1958 and 1963".

What is not understood is None, never a guess: the caller keeps the text as published.
"""

import re
import unicodedata
from functools import lru_cache

from comity.model.hijri import hijri_span
from comity.model.month_names import MONTHS
from comity.model.partial_date import DateSpan, PartialDate, single

FIRST_YEAR, LAST_YEAR = 1700, 2100  # outside, a number is no Gregorian year of a person, firm or ship
LONGEST = 100  # characters; a longer text is prose

ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
TIME = re.compile(
    r"(?<=\d)[t ]\s*\d\d?:\d\d(?::\d\d(?:\.\d+)?)?\s*(?:[ap]m)?\s*(?:z|[+-]\d\d:?\d\d)?$"
    r"|(?<=\d{4}-\d\d-\d\d)(?:z|[+-]\d\d:?\d\d)$"
)
OPENING = re.compile(r"^(?:(?:d\.?o\.?b|date of birth|born|born on|ne le|nee le|on|in|le|в|род)\b[.:]?\s*)+")
CIRCA = re.compile(
    r"~|≈|\?$|\b(?:circa|approximately|approximatively|approx|appr|about|around|estimated|est|possibly|probably"
    r"|environ|vers|около|примерно|приблизительно|ок)\b\.?|\b(?:ca|c)\.?(?=\s*\d|\s+[a-zа-я]|$)"
)
CLOSING = re.compile(r"(?:\s*(?:\bгода?|\bгг?|\bр)\b\.?|\s*[;,.])+$")
MISSING_PART = re.compile(r"\b(?:0{1,2}|d{1,2}|m{1,2}|x{1,2}|jj)\b|\?{1,2}|-{2}|(?<=[/.-])_+|_+(?=[/.-])")

NUMERIC = re.compile(r"(\d{1,2}|#)([./ -])(\d{1,2}|#)\2(\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})(?:([./-])(\d{1,2}|#)(?:\2(\d{1,2}|#))?)?")
COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
MONTH_YEAR = re.compile(r"(\d{1,2}|#)[./-](\d{4})")
DECADE = re.compile(r"(?:(early|mid|late|начало|середина|конец)[\s-]*)?(?:the\s+)?(\d{3}0)(?:'?s|-?х|-?е)")
PART_OF_YEAR = re.compile(r"(?:early|mid|late|end of|beginning of|начало|середина|конец)[\s-]+(?=\D*\d{4}$)")
SPAN = (
    re.compile(r"(?:between|entre|между)\s+(.+?)\s+(?:and|to|&|et|и)\s+(.+)"),
    re.compile(r"(?:(?:from|de|du|с)\s+)?(.+?)\s+(?:to|till|until|through|or|and|au?|a|по|до|или|ou|et|и)\s+(.+)"),
    re.compile(r"(.+?)\s+[-/]\s*(.+)|(.*\D\d{4})-(\D.*)"),
    re.compile(r"(\d{4})\s*[-/]\s*(\d{4})"),
)
SHORT_SPAN = re.compile(r"(\d\d)(\d\d)\s*[-/]\s*(\d\d)")
BEFORE = re.compile(r"(?:before|until|prior to|no later than|not later than|до|avant)\s+(.+)")
AFTER = re.compile(r"(?:after|since|from|no earlier than|после|apres|depuis)\s+(.+)")
HIJRI = re.compile(r"(.*?\d)\s*(?:a\.?h\b\.?|h\b\.?|hijri|هـ|ه)|(?:hijri|a\.?h\.?)\s*:?\s*(\d.*)")


@lru_cache(maxsize=65_536)
def read_dates(text: str, *, day_first: bool = True) -> DateSpan | None:
    """The date or span of dates that a text means, None when not understood.

    `day_first` decides "10/03/1957", unless only the other reading is possible; with dots the day
    is always first. Hijri dates are converted only when marked ("1380 AH") and reach two days
    further each way, because the calendar follows sightings of the moon.
    """
    iso = ISO.fullmatch(text)
    if iso is not None:
        return _span_of(_date(*iso.groups()))
    if len(text) > LONGEST:
        return None
    plain = OPENING.sub("", _plain(text))
    bare = CLOSING.sub("", CIRCA.sub(" ", plain).replace("()", "").strip(" ,;:()[]"))
    circa = CIRCA.search(plain) is not None
    hijri = HIJRI.fullmatch(bare)
    if hijri is not None:
        return hijri_span(hijri[1] or hijri[2], circa=circa)
    span = _span(TIME.sub("", bare), day_first)
    if span is None or not circa:
        return span
    return DateSpan(span.start, span.end, circa=True)


def read_date(text: str, *, day_first: bool = True) -> PartialDate | None:
    """The single date that a text means; None for a span, for "about", and when not understood."""
    span = read_dates(text, day_first=day_first)
    return span.start if span is not None and span.start == span.end and not span.circa else None


def _plain(text: str) -> str:
    """Lower case, ASCII digits, no accents, plain dashes, single spaces."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(
        str(unicodedata.digit(letter)) if unicodedata.category(letter) == "Nd" else letter
        for letter in folded
        if not unicodedata.combining(letter) and unicodedata.category(letter) != "Cf"
    )
    return " ".join(re.sub(r"[‐-―−]", "-", kept).split())


def _span(text: str, day_first: bool) -> DateSpan | None:
    found = _one(text, day_first)
    if found is not None:
        return found
    for pattern in SPAN:
        ends = pattern.fullmatch(text)
        if ends is not None:
            first, last = (part for part in ends.groups() if part is not None)
            year = last[-4:] if last[-4:].isdigit() else ""  # "Aug. and Sep. 1977": the first has no year of its own
            joined = _join(_one(first, day_first) or _one(f"{first} {year}", day_first), _one(last, day_first))
            if joined is not None:
                return joined
    short = SHORT_SPAN.fullmatch(text)
    if short is not None:
        century, start, end = short.groups()
        return _join(_one(century + start, day_first), _one(century + end, day_first))
    return _open_span(text, day_first)


def _open_span(text: str, day_first: bool) -> DateSpan | None:
    for pattern, is_end in ((BEFORE, True), (AFTER, False)):
        found = pattern.fullmatch(text)
        limit = _one(found[1], day_first) if found is not None else None
        if limit is not None:
            return DateSpan(None, limit.end) if is_end else DateSpan(limit.start, None)
    return None


def _one(text: str, day_first: bool) -> DateSpan | None:
    """A single date, or a decade."""
    text = text.strip(" ,;:()")
    decade = DECADE.fullmatch(text)
    if decade is not None:
        return _decade(decade[1], int(decade[2]))
    text = PART_OF_YEAR.sub("", text)
    return _span_of(_figures(MISSING_PART.sub("#", text), day_first) or _words(text))


def _decade(part: str | None, year: int) -> DateSpan | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    early, late = part in ("early", "начало"), part in ("late", "конец")
    first, last = (0, 4) if early else (5, 9) if late else (0, 9) if part is None else (3, 7)
    return DateSpan(PartialDate(year + first), PartialDate(year + last), circa=part is not None)


def _figures(text: str, day_first: bool) -> PartialDate | None:
    """Dates in figures only. "#" stands for a part that is said to be unknown."""
    found = YEAR_FIRST.fullmatch(text)
    if found is not None:
        return _date(found[1], found[3], found[4])
    found = COMPACT.fullmatch(text)
    if found is not None:
        return _date(*found.groups())
    found = MONTH_YEAR.fullmatch(text)
    if found is not None:
        return _date(found[2], found[1], None)
    found = NUMERIC.fullmatch(text)
    if found is None:
        return None
    first, mark, second, year = found.groups()
    if day_first or mark == ".":
        return _date(year, second, first) or _date(year, first, second)
    return _date(year, first, second) or _date(year, second, first)


def _words(text: str) -> PartialDate | None:
    """Dates with the month in letters, in any order: "10 march 1957", "march 10, 1957", "1957-mar-10"."""
    parts = re.sub(r"(?<=\d)(?:st|nd|rd|th|er|-?е|-?го)\b|\bof\b|\bde\b", " ", text)
    parts = re.sub(r"(?<=\d)(?=[^\W\d])|(?<=[^\W\d])(?=\d)", " ", parts)
    year = month = day = None
    for part in re.split(r"[\s,./-]+", parts.strip(" ,./-")):
        if part in MONTHS and month is None:
            month = str(MONTHS[part])
        elif part.isdigit() and len(part) == 4 and year is None:
            year = part
        elif part.isdigit() and len(part) <= 2 and day is None:
            day = part
        else:
            return None
    return None if year is None or month is None else _date(year, month, day)


def _date(year: str, month: str | None, day: str | None) -> PartialDate | None:
    """A partial date; zero or "#" is an unknown part. None when there is no such day."""
    y, m, d = (int(part) if part and part != "#" else None for part in (year, month, day))
    if y is None or not FIRST_YEAR <= y <= LAST_YEAR:
        return None
    try:
        return PartialDate(y, m or None, (d or None) if m else None)
    except ValueError:
        return None


def _span_of(date: PartialDate | None) -> DateSpan | None:
    return None if date is None else single(date)


def _join(first: DateSpan | None, last: DateSpan | None) -> DateSpan | None:
    """One span from the start of the first to the end of the last; None when it would run backwards."""
    if first is None or last is None or first.start is None or last.end is None:
        return None
    if first.start.first() > last.end.last():
        return None
    return DateSpan(first.start, last.end, circa=first.circa or last.circa)
