"""Dates as written, read or left alone; never a guess, never an error."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.model.date_text import read_dates
from comity.model.hijri import gregorian
from comity.model.partial_date import DateSpan, PartialDate, single

READ = """
1957                        | 1957
10 Mar 1957                 | 1957-03-10
Mar. 1957                   | 1957-03
March 10, 1957              | 1957-03-10
10/03/1957                  | 1957-03-10
10.03.1957                  | 1957-03-10
13/12/1957                  | 1957-12-13
12/13/1957                  | 1957-12-13
1957-03-10                  | 1957-03-10
1957-03-10T00:00:00         | 1957-03-10
1957-03-10 00:00:00         | 1957-03-10
2018-10-29T19:09:49.856-04:00 | 2018-10-29
2023-08-02T22:15:05.948Z    | 2023-08-02
1957-03-10-05:00            | 1957-03-10
1957/03/10                  | 1957-03-10
19570310                    | 1957-03-10
1957-03                     | 1957-03
03/1957                     | 1957-03
circa 1971                  | ~1971
approximately 1971          | ~1971
Approximately March 1971    | ~1971-03
c. 1971                     | ~1971
c1971                       | ~1971
ca 1971                     | ~1971
~1971                       | ~1971
1971?                       | ~1971
1971 (approx.)              | ~1971
between 1958 and 1963       | 1958/1963
1958-1963                   | 1958/1963
1958 – 1963                 | 1958/1963
1958 to 1963                | 1958/1963
1963/1964                   | 1963/1964
1963/64                     | 1963/1964
1963-64                     | 1963/1964
circa 1958-1963             | ~1958/1963
1957 or 1958                | 1957/1958
01 Jan 1960 to 31 Dec 1965  | 1960-01-01/1965-12-31
Sep 1960 to Oct 1961        | 1960-09/1961-10
Between Sep. 1960 and Oct. 1961 | 1960-09/1961-10
Between Aug. and Sep. 1977  | 1977-08/1977-09
00/00/1971                  | 1971
dd/mm/1971                  | 1971
xx/05/1971                  | 1971-05
00/05/1971                  | 1971-05
1971-00-00                  | 1971
1960s                       | 1960/1969
late 1960s                  | ~1965/1969
early 1960s                 | ~1960/1964
mid-1960s                   | ~1963/1967
late 1962                   | 1962
10 марта 1957 г.            | 1957-03-10
10 марта 1957 года          | 1957-03-10
март 1957                   | 1957-03
май 1957                    | 1957-05
около 1957 г.               | ~1957
между 1958 и 1963 гг.       | 1958/1963
1er février 1957            | 1957-02-01
10 août 1957                | 1957-08-10
né le 3 décembre 1957       | 1957-12-03
entre 1958 et 1963          | 1958/1963
١٠/٠٣/١٩٥٧                  | 1957-03-10
۱۹۵۷                        | 1957
10-MAR-1957                 | 1957-03-10
10Mar1957                   | 1957-03-10
10th of March, 1957         | 1957-03-10
1957 Mar 10                 | 1957-03-10
DOB: 10 Mar 1957            | 1957-03-10
before 1960                 | /1960
after Mar 1960              | 1960-03/
1377 AH                     | 1957-07-27/1958-07-19
1377 H.                     | 1957-07-27/1958-07-19
01/09/1377 هـ               | 1958-03-20/1958-03-24
AH 1377                     | 1957-07-27/1958-07-19
"""
CASES = [tuple(part.strip() for part in line.split("|")) for line in READ.strip().splitlines()]

UNREAD = ["", " ", "unknown", "n/a", "-", "0", "57", "10/03/57", "31/02/1971", "29 Feb 1971", "1963-1958", "1377"]
UNREAD += ["2520", "19571", "10 Foo 1957", "born in Cairo", "March", "1957 1958 1959", "∞", "²", "9999 AH"]
UNREAD += [
    "45/13/1377 AH",
    "1957" * 60,
    "\x00",
    "10/10",
    "10 March",
    "March March 1957",
    "1957-13-45",
    "٣" * 90,
    "10 1957 10 March",
]


@pytest.mark.parametrize(("text", "meaning"), CASES)
def test_a_date_is_read_as_meant(text: str, meaning: str) -> None:
    assert str(read_dates(text)) == meaning


@pytest.mark.parametrize("text", UNREAD)
def test_what_is_not_understood_is_left_alone(text: str) -> None:
    assert read_dates(text) is None


def test_the_month_comes_first_where_the_source_writes_so() -> None:
    assert str(read_dates("03/10/1957", day_first=False)) == "1957-03-10"
    assert str(read_dates("13/10/1957", day_first=False)) == "1957-10-13"
    assert str(read_dates("10.03.1957", day_first=False)) == "1957-03-10"


@given(st.text(max_size=120))
def test_no_text_raises(text: str) -> None:
    read_dates(text)


@given(st.lists(st.sampled_from([*"0123456789/.-~? ", "1957", "AH", "and", "to", "mar", "circa", "between", "s"])))
def test_no_text_of_date_like_pieces_raises(pieces: list[str]) -> None:
    read_dates("".join(pieces))
    read_dates(" ".join(pieces))


@given(st.dates(min_value=date(1700, 1, 1), max_value=date(2100, 12, 31)))
def test_every_way_of_writing_one_day_means_that_day(day: date) -> None:
    meant = single(PartialDate(day.year, day.month, day.day))
    for form in (
        "%Y-%m-%d",
        "%d/%m/%Y",
        "%d.%m.%Y",
        "%d %b %Y",
        "%B %d, %Y",
        "%Y%m%d",
        "%d-%b-%Y",
        "%Y-%m-%dT%H:%M:%S",
    ):
        assert read_dates(day.strftime(form)) == meant, form
    assert read_dates(day.strftime("%m/%d/%Y"), day_first=False) == meant


@given(st.integers(1700, 2100), st.integers(1700, 2100))
def test_a_span_of_years_is_that_span_or_nothing(first: int, last: int) -> None:
    span = read_dates(f"between {first} and {last}")
    assert span == (DateSpan(PartialDate(first), PartialDate(last)) if first <= last else None)


@pytest.mark.parametrize(
    ("year", "first_day"), [(1400, date(1979, 11, 21)), (1377, date(1957, 7, 29)), (1445, date(2023, 7, 19))]
)
def test_islamic_years_begin_on_their_known_days(year: int, first_day: date) -> None:
    assert gregorian(year, 1, 1) == first_day
