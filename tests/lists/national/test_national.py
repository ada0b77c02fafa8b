"""A national list: what it needs, what is refused, what a spreadsheet may do to it."""

import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from comity.lists.admission import without_duplicates
from comity.lists.national import SOURCE, read_header
from comity.lists.national_form import BY_FIELD, HEADER_FIELDS, SINGLE, NationalHeader
from comity.lists.national_write import template_csv, write_csv, write_json
from comity.lists.reading import Reading
from comity.lists.source import EditionRef, SourceFile, read_designations
from comity.model.designation import Designation, EditionId
from comity.model.entity import IdentifierType, Kind, NameKind
from comity.model.errors import BrokenFile, DoubtfulEncoding, DuplicateReference, IncompleteListing
from comity.model.partial_date import PartialDate, parse_iso

EDITION = (Path(__file__).parent / "kg-1373.csv").read_text("utf-8")
HEADER = NationalHeader("kg-1373", "A list", "An authority", PartialDate(2026, 8, 1), "An act")


def of(content: bytes | str) -> SourceFile:
    octets = content.encode() if isinstance(content, str) else content
    return SourceFile("list", lambda: io.BytesIO(octets))


def read(content: bytes | str) -> tuple[list[Designation], Reading]:
    reading = Reading()
    ref = EditionRef(EditionId("0" * 64), PartialDate(2026, 8, 1))
    return list(read_designations(SOURCE, [of(content)], ref, reading)), reading


def as_json(**changes: object) -> str:
    entry = {"reference": "T-001", "kind": "person", "names": ["Ivan Invented"], "listed_on": "2020-05-04"}
    whole = {
        "format": "comity-national-list",
        "version": 1,
        "list": "kg-1373",
        "title": "A list",
        "dated": "2026-08-01",
    }
    whole |= {"authority": "An authority", "legal_basis": "An act"}
    return json.dumps(whole | {"entries": [entry | {"reasons": ["Financing of terrorism"]} | changes]})


def test_a_row_becomes_a_listing_with_the_headings_authority_and_legal_basis() -> None:
    entries, _ = read(EDITION)
    entry = entries[0]
    assert (entry.listing.authority, entry.listing.legal_basis) == (
        "Invented Committee of Security",
        "Invented Act on Terrorism, Art. 5",
    )
    assert (entry.listing.listed_on, entry.listing.reasons) == (parse_iso("2020-05-04"), ("Financing of terrorism",))
    assert [(name.text, name.kind) for name in entry.entity.names] == [
        ("Иван Выдуманный", NameKind.PRIMARY),
        ("Ivan Invented", NameKind.STRONG),
    ]
    assert [str(birth.span) for birth in entry.entity.births] == ["1957-03-10", "~1960"]
    assert [nationality.country for nationality in entry.entity.nationalities] == ["KG"]
    assert [(one.type, one.value, one.country) for one in entry.entity.identifiers] == [
        (IdentifierType.PASSPORT, "AN 123456", "KG")
    ]
    assert entry.entity.remarks[0].text == "=1+1"
    assert entries[1].entity.kind is Kind.ORGANISATION
    assert entries[1].listing.listed_on == parse_iso("2021-05-04")


def test_the_lists_own_name_is_its_part() -> None:
    heading = SOURCE.heading([of(EDITION)])
    assert (heading.part, heading.dated) == ("kg-1373", parse_iso("2026-08-01"))


def test_an_entry_without_reasons_is_quarantined_by_row_and_column() -> None:
    entries, reading = read(EDITION)
    assert len(entries) == 2
    (record,) = reading.quarantined
    assert (record.place, record.reference) == ("list: line 12", "T-003")
    assert "reason_1" in record.problem


@pytest.mark.parametrize("field", ["authority", "legal_basis"])
def test_without_authority_or_legal_basis_in_heading_and_entry_nothing_is_listed(field: str) -> None:
    whole = json.loads(as_json()) | {field: ""}
    if field == "authority":
        with pytest.raises(BrokenFile, match="authority"):
            read(json.dumps(whole))
        return
    entries, reading = read(json.dumps(whole))
    assert not entries
    assert field in reading.quarantined[0].problem


@pytest.mark.parametrize(("field", "column"), [("listed_on", "listed_on"), ("reasons", "reason_1")])
@pytest.mark.parametrize("value", ["", None, "   "])
def test_without_date_or_reasons_an_entry_is_refused(field: str, column: str, value: str | None) -> None:
    entries, reading = read(as_json(**{field: value}))
    assert not entries
    assert column in reading.quarantined[0].problem


def test_a_date_that_is_none_is_no_date() -> None:
    entries, reading = read(as_json(listed_on="soon"))
    assert not entries
    assert [odd.text for odd in reading.odd_values] == ["soon"]


def test_the_same_reference_for_two_listings_is_refused() -> None:
    twice = EDITION.replace("T-002", "T-001")
    entries, reading = read(twice)
    with pytest.raises(DuplicateReference):
        list(without_duplicates(SOURCE, entries, reading))


def test_the_same_reference_is_not_written_twice() -> None:
    entries, _ = read(EDITION)
    with pytest.raises(DuplicateReference):
        write_json(HEADER, [entries[0], entries[0]])


@pytest.mark.parametrize("write", [write_csv, write_json])
def test_what_would_be_refused_is_not_written(write: Callable[[NationalHeader, list[Designation]], bytes]) -> None:
    (entry, _), _ = read(EDITION)
    for listing in (replace(entry.listing, reasons=()), replace(entry.listing, listed_on=None)):
        with pytest.raises(IncompleteListing):
            write(HEADER, [replace(entry, listing=listing)])


def test_unknown_fields_are_kept_and_sensitive_ones_dropped() -> None:
    entries, reading = read(as_json(shoe_size="44", religion="secret"))
    assert [(one.field, one.text) for one in entries[0].unread] == [("shoe_size", "44")]
    assert reading.dropped == {"religion": 1}
    assert "secret" not in repr(entries) + repr(reading.odd_values)


def test_odd_values_cost_no_entry() -> None:
    odd = as_json(kind="robot", genders=["neither"], birth_dates=["long ago"], nationalities=["Atlantis"])
    entries, reading = read(odd)
    assert entries[0].entity.kind is Kind.UNKNOWN
    assert entries[0].entity.nationalities[0].country is None
    assert {one.text for one in reading.odd_values} == {"robot", "neither", "long ago", "Atlantis"}


def test_another_delimiter_and_a_byte_order_mark_are_what_spreadsheets_do() -> None:
    entries, _ = read(EDITION)
    tabs, _ = read("\ufeff" + EDITION.replace(";", "\t").replace("\n", "\r\n"))
    assert [(one.listing, one.entity) for one in tabs] == [(one.listing, one.entity) for one in entries]


def test_a_spreadsheet_that_fills_up_its_lines_changes_nothing() -> None:
    padded = "\n".join(line + ";" * (15 - line.count(";")) for line in EDITION.splitlines())
    assert len(read(padded)[0]) == 2


def test_a_file_that_is_not_utf8_asks_for_its_encoding_instead_of_garbling_names() -> None:
    with pytest.raises(DoubtfulEncoding, match="UTF-8"):
        SOURCE.heading([of(EDITION.encode("cp1251"))])


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("", id="empty"),
        pytest.param("<html></html>", id="web page"),
        pytest.param("reference,name\n1,Ivan\n", id="without heading"),
        pytest.param(as_json()[:-20], id="cut off"),
        pytest.param('{"format": "other"}', id="another form"),
        pytest.param(as_json().replace("kg-1373", "../../etc"), id="no name for a list"),
        pytest.param(as_json().replace("2026-08-01", "yesterday"), id="no date"),
        pytest.param(as_json().replace('"version": 1', '"version": 2'), id="a later version"),
        pytest.param(as_json().replace('"entries": [', '"entries": [7, '), id="an entry that is none"),
    ],
)
def test_a_file_of_another_form_is_refused(content: str) -> None:
    with pytest.raises(BrokenFile):
        (SOURCE.heading([of(content)]), read(content))


def test_a_list_cut_off_between_rows_does_not_meet_its_own_count() -> None:
    entries, _ = read(EDITION)
    written = write_csv(HEADER, entries)
    shorter = written[: written.rindex(b"\r\n", 0, -2) + 2]
    assert SOURCE.heading([of(shorter)]).claimed == 2
    assert len(read(shorter)[0]) == 1


def test_an_empty_template_is_a_list_without_entries() -> None:
    template = template_csv(HEADER)
    assert read_header(of(template)) == HEADER
    assert read(template)[0] == []
    for column in (b"reference", b"name_1", b"listed_on", b"reason_1", b"legal_basis"):
        assert column in template


def blocks(root: Path, language: str) -> list[str]:
    """The code blocks of one language on the format's page."""
    page = (root / "docs" / "lists" / "national.md").read_text("utf-8")
    return re.findall(rf"```{language}\n(.*?)```", page, re.DOTALL)


def test_the_pages_csv_and_json_say_the_same(root: Path) -> None:
    (table,), (example, _) = blocks(root, "csv"), blocks(root, "json")
    (from_csv,), csv_reading = read(table)
    (from_json,), json_reading = read(example)
    assert (from_csv.listing, from_csv.entity) == (from_json.listing, from_json.entity)
    assert not csv_reading.odd_values + json_reading.odd_values
    assert read_header(of(table)) == read_header(of(example))


def test_the_pages_schema_names_every_field_and_no_other(root: Path) -> None:
    schema = json.loads(blocks(root, "json")[1])
    entry = schema["$defs"]["entry"]["properties"]
    assert set(entry) == {*SINGLE, *BY_FIELD}
    for field, repeated in BY_FIELD.items():
        if repeated.main is not None:
            assert set(entry[field]["items"]["properties"]) == {repeated.main, *repeated.parts}
    assert set(HEADER_FIELDS) <= set(schema["properties"])
