"""Dates of OFAC's enhanced XML: the first and last day between which a date lies, at its start and its end."""

from comity.lists.record import Record
from comity.model.date_text import read_date
from comity.model.partial_date import DateSpan, PartialDate


def span_of(date: Record) -> DateSpan | None:
    """The span of a date record; whole years and months are cut to such. None when it holds no date."""
    start, end = _date(date, "fromDateBegin"), _date(date, "toDateEnd")
    about = date.take("isApproximate") == "true"
    date.done(ignoring=("@id", "fromDateEnd", "toDateBegin", "isDateRange"))
    if start is None or end is None or start.first() > end.last():
        return None
    for cut in (PartialDate(start.year), PartialDate(start.year, start.month)):
        if (cut.first(), cut.last()) == (start.first(), end.last()):
            return DateSpan(cut, cut, about)
    whole_years = (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
    return (
        DateSpan(PartialDate(start.year), PartialDate(end.year), about) if whole_years else DateSpan(start, end, about)
    )


def day_of(record: Record, field: str) -> str | None:
    """A document's date as a text: its day, or the year or month that it is known to."""
    spans = [span for date in record.take_records(field) if (span := span_of(date)) is not None]
    return str(spans[0].start) if spans else record.take(field)


def _date(date: Record, field: str) -> PartialDate | None:
    text = date.take(field)
    read = read_date(text) if text is not None else None
    if text is not None and read is None:
        date.odd(field, text, "not a date")
    return read
