"""What is written is what is read, for every list that the form can hold."""

import io
from datetime import date
from typing import TypeVar

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.lists.national import SOURCE, read_header
from comity.lists.national_csv import bare, guarded
from comity.lists.national_form import NationalHeader
from comity.lists.national_write import write_csv, write_json
from comity.lists.reading import Reading
from comity.lists.source import EditionRef, SourceFile, read_designations
from comity.model.designation import Designation, EditionId, Listing, Reference
from comity.model.entity import (
    Address,
    Birth,
    Entity,
    Gender,
    Identifier,
    IdentifierType,
    Kind,
    Name,
    NameKind,
    Nationality,
    Place,
    Published,
)
from comity.model.partial_date import DateSpan, PartialDate, single

REF = EditionRef(EditionId("e" * 64), PartialDate(2026, 8, 1))

letters = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffd")
texts = st.text(letters, min_size=1, max_size=30).map(str.strip).filter(bool)
starts = st.sampled_from(["", "=", "+", "-", "@", "'", "''=", "'", '"', ";", "＝"])
words = st.builds(lambda start, text: f"{start}{text}", starts, texts)
lines = st.lists(words, min_size=1, max_size=3).map("\n".join)
days = st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(lambda day: PartialDate(day.year, day.month, day.day))
dates = st.one_of(days, st.integers(1800, 2050).map(PartialDate))
countries = st.sampled_from([None, "KG", "NA", "XK", "TJ"])
spans = st.one_of(
    st.builds(lambda day, circa: single(day, circa=circa), dates, st.booleans()),
    st.builds(lambda start: DateSpan(start, None), dates),
    st.builds(lambda end: DateSpan(None, end), dates),
)
headers = st.builds(
    NationalHeader,
    list=st.sampled_from(["kg-1373", "eaeu-list"]),
    title=words.map(lambda text: " ".join(text.split())),
    authority=words.map(lambda text: " ".join(text.split())),
    dated=days,
    legal_basis=st.one_of(st.just(""), words.map(lambda text: " ".join(text.split()))),
)


Value = TypeVar("Value")


def several(strategy: st.SearchStrategy[Value], *, least: int = 0) -> st.SearchStrategy[tuple[Value, ...]]:
    return st.lists(strategy, min_size=least, max_size=3).map(tuple)


names = st.builds(
    lambda text, kind, language: Name(text, kind, Published("names", text), language),
    words,
    st.sampled_from(list(NameKind)),
    st.sampled_from([None, "ky", "ru"]),
)
identifiers = st.builds(
    lambda value, type_, label, country, issued, expires, note: Identifier(
        type_, value, Published("identifiers", value), label, country, issued, expires, note
    ),
    words,
    st.sampled_from(list(IdentifierType)),
    st.one_of(st.none(), words),
    countries,
    st.one_of(st.none(), days),
    st.one_of(st.none(), days),
    st.one_of(st.none(), words),
)
addresses = st.builds(
    lambda text, city, country: Address(text, Published("addresses", text), city=city, country=country),
    lines,
    st.one_of(st.none(), words),
    countries,
)
entities = st.builds(
    Entity,
    kind=st.sampled_from(list(Kind)),
    names=several(names, least=1),
    births=several(spans.map(lambda span: Birth(span, Published("birth_dates", str(span))))),
    birth_places=several(
        st.builds(lambda text, code: Place(text, code, Published("birth_places", text)), words, countries)
    ),
    nationalities=several(
        st.sampled_from(["KG", "NA", "XK"]).map(lambda code: Nationality(code, Published("nationalities", code)))
    ),
    genders=several(st.sampled_from(list(Gender))),
    identifiers=several(identifiers),
    addresses=several(addresses),
    titles=several(words),
    positions=several(lines),
    remarks=several(lines.map(lambda text: Published("remarks", text))),
)


@st.composite
def lists(draw: st.DrawFn) -> tuple[NationalHeader, list[tuple[Listing, Entity]]]:
    header = draw(headers)
    entries = []
    for reference in draw(st.lists(words, max_size=4, unique=True)):
        listing = Listing(
            list=SOURCE.id,
            reference=Reference(reference),
            authority=draw(st.one_of(st.just(header.authority), words)),
            legal_basis=header.legal_basis or draw(words),
            stood_on=REF.stood_on,
            listed_on=draw(days),
            amended_on=draw(several(days)),
            programmes=draw(several(words)),
            reasons=draw(several(lines, least=1)),
            url=draw(st.one_of(st.none(), st.just("https://example.org/1"))),
        )
        entries.append((listing, draw(entities)))
    return header, entries


def designations(entries: list[tuple[Listing, Entity]], places: str) -> list[Designation]:
    return [Designation(listing, entity, REF.id, places) for listing, entity in entries]


def read(content: bytes) -> tuple[NationalHeader, list[tuple[Listing, Entity]], Reading]:
    file = SourceFile("list", lambda: io.BytesIO(content))
    reading = Reading()
    heading = SOURCE.heading([file])
    found = [(each.listing, each.entity) for each in read_designations(SOURCE, [file], REF, reading)]
    assert heading.claimed == len(found) + len(reading.quarantined)
    return read_header(file), found, reading


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(lists())
def test_a_list_written_as_json_is_read_again_as_it_was(
    written: tuple[NationalHeader, list[tuple[Listing, Entity]]],
) -> None:
    header, entries = written
    found_header, found, reading = read(write_json(header, designations(entries, "x")))
    assert (found_header, found) == (header, entries)
    assert not reading.odd_values


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(lists())
def test_a_list_written_as_csv_is_read_again_as_it_was(
    written: tuple[NationalHeader, list[tuple[Listing, Entity]]],
) -> None:
    header, entries = written
    found_header, found, reading = read(write_csv(header, designations(entries, "x")))
    assert (found_header, found) == (header, entries)
    assert not reading.odd_values


@given(words)
def test_no_cell_is_written_that_a_spreadsheet_runs_as_a_formula(text: str) -> None:
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert bare(guarded(text)) == text
