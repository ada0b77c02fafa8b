"""Dates of the Islamic lunar calendar as spans of Gregorian days.

Computed by the tabular calendar (thirty-year cycle, leap years 2 5 7 10 13 16 18 21 24 26 29, civil
epoch 16 July 622 Julian). Official calendars follow sightings of the moon and differ from it by up
to two days, so every span reaches two days further each way.
"""

import re
from datetime import date, timedelta

from comity.model.partial_date import DateSpan, PartialDate

FIRST_YEAR, LAST_YEAR = 1200, 1500  # 1785-2077
EPOCH = date(622, 7, 19)  # 16 July 622 Julian in the Gregorian calendar that `date` extends backwards
TOLERANCE = timedelta(days=2)
DATE = re.compile(r"(?:(\d{1,2})[/.-](\d{1,2})[/.-])?(\d{4})|(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})")


def hijri_span(text: str, *, circa: bool = False) -> DateSpan | None:
    """The Gregorian days that a year ("1380") or a day ("10/03/1380", "1380-03-10") may be; None if unread."""
    found = DATE.fullmatch(text.strip())
    if found is None:
        return None
    day, month, year = (found[1], found[2], found[3]) if found[3] else (found[6], found[5], found[4])
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return None
    if day is None:
        first, last = gregorian(int(year), 1, 1), gregorian(int(year) + 1, 1, 1) - timedelta(days=1)
    else:
        if not (1 <= int(month) <= 12 and 1 <= int(day) <= 30):
            return None
        first = last = gregorian(int(year), int(month), int(day))
    return DateSpan(_day(first - TOLERANCE), _day(last + TOLERANCE), circa)


def gregorian(year: int, month: int, day: int) -> date:
    """The Gregorian day of a day of the tabular Islamic calendar."""
    leap_days = (3 + 11 * year) // 30
    days = (year - 1) * 354 + leap_days + (59 * (month - 1) + 1) // 2 + day - 1
    return EPOCH + timedelta(days=days)


def _day(value: date) -> PartialDate:
    return PartialDate(value.year, value.month, value.day)
