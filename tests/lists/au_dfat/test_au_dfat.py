"""Australia's spreadsheet: rows become entries, every value counts, hostile files are refused."""

import io
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from comity.lists.au_dfat import SOURCE
from comity.lists.reading import Reading
from comity.lists.source import EditionRef, SourceFile, read_designations
from comity.model.designation import Designation, EditionId
from comity.model.entity import IdentifierType, Kind, NameKind
from comity.model.errors import BrokenFile, TooLarge
from comity.model.partial_date import PartialDate, parse_iso
from invented_workbook import Cell, workbook

HEADINGS = (
    *("Reference", "Name of Individual or Entity", "Type", "Name Type", "Alias Strength", "Date of Birth"),
    *("Place of Birth", "Citizenship", "Address", "Additional Information", "Listing Information", "IMO Number"),
    *("Committees", "Control Date", "Instrument of Designation", "Targeted Financial Sanction", "Travel Ban"),
    *("Arms Embargo", "Maritime Restriction"),
)


def row(reference: Cell, name: str, name_type: str = "Primary Name", strength: str = "", **cells: Cell) -> list[Cell]:
    """A row of the sheet: an individual listed by the 1988 committee, unless said otherwise."""
    usual: dict[str, Cell] = {
        "Type": "Individual",
        "Committees": "1988 (Taliban)",
        "Control Date": date(2026, 4, 14),
        "Instrument of Designation": "Charter of the United Nations (Sanctions—the Taliban) Regulation 2013",
        "Listing Information": "Listed on 25 January 2001 (amended on 3 Sep. 2003, 20 December 2005)",
        "Targeted Financial Sanction": True,
        "Travel Ban": False,
    }
    named = {"Reference": reference, HEADINGS[1]: name, "Name Type": name_type, "Alias Strength": strength}
    values = usual | {key.replace("_", " "): cell for key, cell in cells.items()} | named
    return [values.get(heading) for heading in HEADINGS]


def file(*rows: list[Cell]) -> SourceFile:
    return of(workbook([list(HEADINGS), *rows]))


def of(content: bytes) -> SourceFile:
    return SourceFile("list.xlsx", lambda: io.BytesIO(content))


def read(source_file: SourceFile) -> tuple[list[Designation], Reading]:
    reading = Reading()
    dated = SOURCE.heading([source_file]).dated or PartialDate(2000)
    return list(read_designations(SOURCE, [source_file], EditionRef(EditionId("0" * 64), dated), reading)), reading


def test_rows_of_one_number_are_one_entry_with_every_different_value() -> None:
    (entry,), reading = read(
        file(
            row(2, "Ivan INVENTED", Citizenship="Russia;Ukraine", Date_of_Birth=date(1958, 3, 9)),
            row("2a", "Иван Выдуманный", "Original Script", Date_of_Birth=1959),
            row("2b", "Vanya", "Alias", "Weak", Date_of_Birth="22/09/1988, circa 1984"),
            row("2c", "Iwan Inventar (previously listed as)", "Alias", "Strong"),
        )
    )
    assert entry.listing.reference == "2"
    assert [(name.text, name.kind) for name in entry.entity.names] == [
        ("Ivan INVENTED", NameKind.PRIMARY),
        ("Иван Выдуманный", NameKind.ORIGINAL),
        ("Vanya", NameKind.WEAK),
        ("Iwan Inventar", NameKind.FORMER),
    ]
    assert [str(birth.span) for birth in entry.entity.births] == ["1958-03-09", "1959", "1988-09-22", "~1984"]
    assert [nationality.country for nationality in entry.entity.nationalities] == ["RU", "UA"]
    assert not reading.odd_values
    assert not reading.quarantined


def test_the_law_and_the_dates_are_read_from_the_listing_information() -> None:
    (entry,), _ = read(file(row(7, "Ivan Invented", Additional_Information="A close associate.")))
    listing = entry.listing
    assert listing.legal_basis == "Charter of the United Nations (Sanctions—the Taliban) Regulation 2013"
    assert listing.listed_on == parse_iso("2001-01-25")
    assert [str(day) for day in listing.amended_on] == ["2003-09-03", "2005-12-20", "2026-04-14"]
    assert (listing.programmes, listing.reasons) == (("1988 (Taliban)",), ("A close associate.",))


def test_a_date_instead_of_an_instrument_leads_to_the_law_behind_the_committee() -> None:
    (entry,), _ = read(
        file(
            row(
                8,
                "Ivan Invented",
                Instrument_of_Designation=date(2013, 3, 7),
                Listing_Information=date(2013, 3, 7),
                Committees="Autonomous (Iran)",
            )
        )
    )
    assert entry.listing.legal_basis.startswith("Autonomous Sanctions Act 2011")
    assert entry.listing.listed_on == parse_iso("2013-03-07")


def test_lettered_addresses_are_single_addresses_with_their_countries() -> None:
    text = "a) Syrian Arab Republic (located in as at Aug. 2015)  b) 5 Main Street, Kabul 1001, Afghanistan"
    (entry,), _ = read(file(row(9, "Ivan Invented", Address=text)))
    assert [(address.text, address.country) for address in entry.entity.addresses] == [
        ("Syrian Arab Republic (located in as at Aug. 2015)", "SY"),
        ("5 Main Street, Kabul 1001, Afghanistan", "AF"),
    ]


def test_a_vessel_is_known_by_its_number() -> None:
    (entry,), _ = read(file(row(10, "OCEAN INVENTED", Type="Vessel", IMO_Number=9288693)))
    assert entry.entity.kind is Kind.VESSEL
    assert [(one.type, one.value) for one in entry.entity.identifiers] == [(IdentifierType.IMO, "9288693")]


def test_only_measures_that_apply_are_kept() -> None:
    (entry,), _ = read(file(row(11, "Ivan Invented")))
    assert [remark.field for remark in entry.entity.remarks] == ["Listing Information", "Targeted Financial Sanction"]


def test_odd_values_are_kept_and_reported_and_cost_no_entry() -> None:
    sheet = workbook(
        [
            [*HEADINGS, "Religion", "New Column"],
            [*row(12, "Ivan Invented", Type="Robot", Date_of_Birth="/02/1961"), "secret", "new"],
        ]
    )
    (entry,), reading = read(of(sheet))
    assert entry.entity.kind is Kind.UNKNOWN
    assert {odd.text for odd in reading.odd_values} == {"Robot", "/02/1961", "new"}
    assert reading.dropped == {"Religion": 1}
    assert [published.text for published in entry.unread] == ["new"]


def test_an_entry_without_a_name_is_quarantined_by_its_reference() -> None:
    entries, reading = read(file(row(13, ""), row(14, "Ivan Invented")))
    assert [entry.listing.reference for entry in entries] == ["14"]
    assert [record.reference for record in reading.quarantined] == ["13"]


def test_a_formula_in_a_name_is_a_text_like_any_other() -> None:
    (entry,), _ = read(file(row(15, '=HYPERLINK("http://example.org","x")')))
    assert entry.entity.names[0].text == '=HYPERLINK("http://example.org","x")'


def test_the_edition_is_dated_by_its_newest_control_date() -> None:
    rows = [row(1, "One", Control_Date=date(2024, 1, 12)), row(2, "Two", Control_Date=date(2026, 7, 21))]
    assert SOURCE.heading([file(*rows)]).dated == parse_iso("2026-07-21")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"<!DOCTYPE html><html></html>", id="web page"),
        pytest.param(b"PK\x03\x04 and no more", id="stump"),
        pytest.param(workbook([["a"]])[:-40], id="cut off"),
        pytest.param(workbook([["Name", "Born"]]), id="another sheet"),
    ],
)
def test_a_file_that_is_not_the_list_is_refused(content: bytes) -> None:
    with pytest.raises(BrokenFile):
        SOURCE.heading([of(content)])


def test_a_part_whose_bytes_were_changed_is_refused() -> None:
    content = bytearray(workbook([list(HEADINGS), row(1, "Ivan Invented")]))
    content[content.index(b"xl/styles.xml") + 40] ^= 0xFF
    with pytest.raises(BrokenFile):
        SOURCE.heading([of(bytes(content))])


def test_an_archive_that_unpacks_to_very_much_is_refused_unread() -> None:
    bomb = workbook([list(HEADINGS)], parts={"xl/media/bomb.bin": bytes(60 << 20)})
    assert len(bomb) < 200_000
    with pytest.raises(TooLarge, match="packed size"):
        SOURCE.heading([of(bomb)])


def test_a_cell_at_the_far_corner_is_refused_before_the_area_is_laid_out() -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    with pytest.raises(TooLarge, match="cells"):
        SOURCE.heading([of(workbook([list(HEADINGS), row(1, "Ivan Invented")], extra=far))])


@pytest.mark.real
def test_the_real_list_is_read_whole(real_data: Path) -> None:
    path = real_data / "lists" / "au_dfat" / "dfat_consolidated-2026-08.xlsx"
    entries, reading = read(of(path.read_bytes()))
    assert Counter(entry.entity.kind for entry in entries) == {
        Kind.PERSON: 2543,
        Kind.ORGANISATION: 1041,
        Kind.VESSEL: 262,
    }
    names = Counter(name.kind for entry in entries for name in entry.entity.names)
    assert names[NameKind.PRIMARY] == 3846
    assert sum(names.values()) >= 11_040  # 11,068 rows, a few of which repeat a name
    assert not reading.quarantined
    assert reading.odd_count <= 5
