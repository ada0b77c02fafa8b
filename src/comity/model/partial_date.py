"""Dates known to the year, the month or the day, and spans of them. Lists seldom know more."""

import calendar
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A Gregorian date cut where its source stops. year 1-9999; month, day None when unpublished."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.year <= 9999:
            raise ValueError(f"year {self.year} is outside 1-9999")
        if self.month is None:
            if self.day is not None:
                raise ValueError("a day needs a month")
            return
        if not 1 <= self.month <= 12:
            raise ValueError(f"month {self.month} is outside 1-12")
        last = calendar.monthrange(self.year, self.month)[1]
        if self.day is not None and not 1 <= self.day <= last:
            raise ValueError(f"day {self.day} is not in {self.year}-{self.month:02}")

    def __str__(self) -> str:
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    def first(self) -> date:
        """The earliest day that this may be."""
        return date(self.year, self.month or 1, self.day or 1)

    def last(self) -> date:
        """The latest day that this may be."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


@dataclass(frozen=True, slots=True)
class DateSpan:
    """One published birth or founding date: a single partial date, or a span between two.

    `start == end` for a single date. None is an open end. `circa` is the publisher's own
    word for "approximately"; how far it reaches is a matter of the scorecard.
    """

    start: PartialDate | None
    end: PartialDate | None
    circa: bool = False

    def __post_init__(self) -> None:
        if self.start is None and self.end is None:
            raise ValueError("a span needs at least one end")
        if self.start is not None and self.end is not None and self.start.first() > self.end.last():
            raise ValueError(f"span {self.start} to {self.end} runs backwards")

    def __str__(self) -> str:
        about = "~" if self.circa else ""
        if self.start == self.end:
            return f"{about}{self.start}"
        return f"{about}{self.start or ''}/{self.end or ''}"


def single(value: PartialDate, *, circa: bool = False) -> DateSpan:
    """The span of one date."""
    return DateSpan(value, value, circa)


def parse_iso(text: str) -> PartialDate:
    """Read 1957, 1957-03 or 1957-03-10 (ISO 8601 calendar dates, reduced precision). Raises ValueError."""
    parts = text.split("-")
    if len(parts) > 3 or [len(part) for part in parts] != [4, 2, 2][: len(parts)]:
        raise ValueError(f"{text!r} is not a date of the form 1957, 1957-03 or 1957-03-10")
    if not all(part.isascii() and part.isdigit() for part in parts):
        raise ValueError(f"{text!r} is not a date of the form 1957, 1957-03 or 1957-03-10")
    return PartialDate(*(int(part) for part in parts))


def parse_span(text: str) -> DateSpan:
    """Read a span as DateSpan writes itself: 1957-03, ~1960, 1957/1960, 1957/, /1960. Raises ValueError."""
    circa = text.startswith("~")
    start, slash, end = text.removeprefix("~").partition("/")
    if not slash:
        date = parse_iso(start)
        return DateSpan(date, date, circa)
    return DateSpan(_open_end(start), _open_end(end), circa)


def _open_end(text: str) -> PartialDate | None:
    return parse_iso(text) if text else None


def may_agree(left: PartialDate, right: PartialDate) -> bool:
    """Could both be the same day? Compares only what both sources published."""
    pairs = ((left.year, right.year), (left.month, right.month), (left.day, right.day))
    return all(a is None or b is None or a == b for a, b in pairs)
