"""Subjects travel in columns and come back whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.model.entity import Gender, IdentifierType, Kind
from comity.model.partial_date import DateSpan, PartialDate, parse_span
from comity.model.subject import SUBJECT_SCHEMA, Subject, SubjectId, SubjectIdentifier
from comity.model.subject_columns import batch_of, subject_at

dates = st.one_of(
    st.builds(PartialDate, st.integers(1, 9999)),
    st.builds(PartialDate, st.integers(1, 9999), st.integers(1, 12)),
    st.dates().map(lambda day: PartialDate(day.year, day.month, day.day)),
)


@st.composite
def spans(draw: st.DrawFn) -> DateSpan:
    start, end = sorted((draw(dates), draw(dates)), key=PartialDate.first)
    shape = draw(st.sampled_from(["single", "span", "from", "until"]))
    circa = draw(st.booleans())
    match shape:
        case "span" if start.first() <= end.last():
            return DateSpan(start, end, circa)
        case "from":
            return DateSpan(start, None, circa)
        case "until":
            return DateSpan(None, end, circa)
    return DateSpan(start, start, circa)


texts = st.text(min_size=1, max_size=20)
subjects = st.builds(
    Subject,
    id=texts.map(SubjectId),
    names=st.lists(texts, min_size=1, max_size=3).map(tuple),
    kind=st.sampled_from(Kind),
    births=st.lists(spans(), max_size=2).map(tuple),
    nationalities=st.lists(st.sampled_from(["AF", "RU"]), max_size=2).map(tuple),
    countries=st.lists(st.sampled_from(["AF", "RU"]), max_size=2).map(tuple),
    genders=st.lists(st.sampled_from(Gender), max_size=1).map(tuple),
    identifiers=st.lists(
        st.builds(SubjectIdentifier, st.sampled_from(IdentifierType), texts, st.one_of(st.none(), st.just("KG"))),
        max_size=2,
    ).map(tuple),
    addresses=st.lists(texts, max_size=2).map(tuple),
)


@given(st.lists(subjects, max_size=5))
def test_subjects_come_back_from_columns_as_they_went_in(people: list[Subject]) -> None:
    batch = batch_of(people)
    assert batch.schema == SUBJECT_SCHEMA
    assert [subject_at(batch, row) for row in range(batch.num_rows)] == people


@given(spans())
def test_a_span_reads_as_it_is_written(span: DateSpan) -> None:
    assert parse_span(str(span)) == span


@pytest.mark.parametrize("text", ["", "/", "~", "1957-13", "19570310", "1960/1957", "around 1957"])
def test_a_text_that_is_no_span_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_span(text)
