"""The British list in its three formats: names in reading order, rows joined, files refused."""

import csv
import io
import lzma
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from comity.lists.uk import SOURCE
from comity.model.designation import Designation
from comity.model.entity import Kind, NameKind
from comity.model.errors import BrokenFile
from golden_lists import HERE, read, read_path, source_file

XML = (HERE / "uk/UK-Sanctions-List.xml").read_bytes()
CONLIST_HEADINGS = (
    "Name 6,Name 1,Name 2,Title,DOB,Nationality,Passport Details,Other Information,"
    "Group Type,Alias Type,Regime,Listed On,Last Updated,Group ID"
)


def conlist(*rows: str) -> bytes:
    return "\r\n".join(("Last Updated,13/04/2018", CONLIST_HEADINGS, *rows, "")).encode("cp1252")


def names(designation: Designation) -> list[tuple[str, NameKind]]:
    return [(name.text, name.kind) for name in designation.entity.names]


def test_name_6_is_the_family_name_and_is_read_last() -> None:
    rows = conlist(" AL-X,Sheikh,Farooq,,,,,,Individual,AKA,R,01/04/2016,01/04/2016,1")
    designations, _ = read(SOURCE, source_file("ConList.csv", rows))
    assert names(designations[0]) == [("Sheikh Farooq AL-X", NameKind.STRONG)]


def test_rows_of_a_group_are_one_listing_wherever_they_stand() -> None:
    rows = conlist(
        "X,A,,,00/00/1980,,,,Individual,AKA,R,01/04/2016,01/04/2016,1",
        "Y,B,,,,,,,Entity,Prime Alias,R,01/04/2016,01/04/2016,2",
        "Z,A,,Dr,07/03/1981,,,,Individual,Prime Alias,S,01/04/2015,01/04/2016,1",
    )
    designations, _ = read(SOURCE, source_file("ConList.csv", rows))
    assert [one.listing.reference for one in designations] == ["1", "2"]
    first = designations[0]
    assert names(first) == [("A Z", NameKind.PRIMARY), ("A X", NameKind.STRONG)]
    assert [str(birth.span) for birth in first.entity.births] == ["1980", "1981-03-07"]
    assert first.listing.programmes == ("R", "S")
    assert str(first.listing.listed_on) == "2015-04-01"


def test_numbered_cells_are_read_one_by_one() -> None:
    cell = "(1) SE 012820 (Afghan). Issued on 4 Nov 2000 (2) 842 781"
    row = f"X,A,,,,(1) Somali (2) Swedish,{cell},,Individual,AKA,R,01/04/2016,01/04/2016,1"
    designations, reading = read(SOURCE, source_file("ConList.csv", conlist(row)))
    entity = designations[0].entity
    assert [one.country for one in entity.nationalities] == ["SO", "SE"]
    assert [(one.value, one.country) for one in entity.identifiers] == [("SE 012820", "AF"), ("842 781", None)]
    assert reading.odd_count == 0


def test_odd_details_are_reported_and_leave_the_group_in_force() -> None:
    row = "X,A,,,29/02/1969,Ruritanian,,,Robot,Nickname,R,01/04/2016,01/04/2016,1,surplus"
    designations, reading = read(SOURCE, source_file("ConList.csv", conlist(row)))
    assert designations[0].entity.kind is Kind.UNKNOWN
    assert {one.field for one in reading.odd_values} == {
        "Group/DOB",
        "Group/Nationality",
        "Group/Group Type",
        "Group/Alias Type",
        "column 15",
    }


@pytest.mark.parametrize(
    ("row", "reference"),
    [
        (",,,,,,,,Individual,AKA,R,01/04/2016,01/04/2016,7", "7"),
        ("X,A,,,,,,,Individual,AKA,R,01/04/2016,01/04/2016,", None),
        ("X,A,,,,,,,Individual,AKA,,01/04/2016,01/04/2016,8", "8"),
    ],
    ids=["no name", "no reference", "no regime"],
)
def test_what_cannot_be_put_in_force_is_quarantined(row: str, reference: str | None) -> None:
    good = "X,A,,,,,,,Individual,AKA,R,01/04/2016,01/04/2016,1"
    designations, reading = read(SOURCE, source_file("ConList.csv", conlist(row, good)))
    assert [one.listing.reference for one in designations] == ["1"]
    assert [one.reference for one in reading.quarantined] == [reference]


def test_the_table_and_the_xml_read_alike() -> None:
    table, _ = read_path(SOURCE, HERE / "uk/UK-Sanctions-List.csv")
    xml, _ = read_path(SOURCE, HERE / "uk/UK-Sanctions-List.xml")
    by_reference = {one.listing.reference: one for one in xml}
    for one in table:
        other = by_reference[one.listing.reference]
        assert one.listing == other.listing
        assert set(one.entity.identifiers) <= set(other.entity.identifiers)
        assert one.entity.births == other.entity.births
        assert one.entity.addresses == other.entity.addresses
        assert one.entity.remarks == other.entity.remarks


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<!DOCTYPE html><html>GOV.UK</html>",
        b"fileGenerationDate;Entity_LogicalId\n04/03/2026;1\n",
        XML[: len(XML) // 2],
        XML.replace(b"02/09/2026", b"the second of"),
        b"Last Updated,yesterday\nName 6,Name 1,Group Type,Alias Type,Regime,Listed On,Group ID\n",
        conlist("X,A,,,,,,,Individual,AKA,R,01/04/2016,01/04/2016,1")[:-8],
        b"Report Date: 02-Sep-2026\nUnique ID,Name 6\nAFG0001,X\n",
        b"<sdnList/>",
    ],
    ids=["empty", "web page", "another list", "cut XML", "no date", "no date in table", "cut table", "few", "another"],
)
def test_a_file_that_is_not_a_whole_list_is_refused(content: bytes) -> None:
    with pytest.raises(BrokenFile):
        read(SOURCE, source_file("uk", content))


@pytest.mark.real
@pytest.mark.parametrize(
    ("edition", "persons", "organisations"), [("2014-04-02", 1337, 960), ("2018-04-13", 1426, 680)]
)
def test_the_consolidated_lists_read_whole(real_data: Path, edition: str, persons: int, organisations: int) -> None:
    path = real_data / f"lists/uk/ConList-{edition}.csv.xz"
    table = csv.DictReader(io.StringIO(lzma.decompress(path.read_bytes()).decode("cp1252").split("\n", 1)[1]))
    published: dict[str, set[str]] = defaultdict(set)
    for row in table:
        parts = [*(row[f"Name {number}"] for number in (1, 2, 3, 4, 5)), row["Name 6"]]
        published[row["Group ID"]].add(" ".join(" ".join(parts).split()))
    designations, reading = read_path(SOURCE, path)
    assert str(designations[0].listing.stood_on) == edition
    assert Counter(one.entity.kind for one in designations) == {Kind.PERSON: persons, Kind.ORGANISATION: organisations}
    assert {one.listing.reference: {name for name, _ in names(one)} for one in designations} == published
    assert reading.quarantined == []
    assert {one.field for one in reading.odd_values} <= {"Group/Nationality", "Group/DOB"}
    assert reading.odd_count < 30


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(lzma.decompress(path.read_bytes()).decode("utf-8"))))


def report(rows: Iterable[Mapping[str, str]], headings: list[str]) -> bytes:
    text = io.StringIO()
    text.write("Report Date: 15-May-2026\r\n")
    table = csv.DictWriter(text, headings)
    table.writeheader()
    table.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


@pytest.mark.real
def test_the_words_and_names_of_the_list_of_may_2026_are_known(real_data: Path) -> None:
    """The real content, of which only a third party's tables are at hand, put into the publisher's form."""
    folder = real_data / "lists/uk"
    subjects = {row["unique_id"]: row for row in rows_of(folder / "uksl-2026-05-subjects.csv.xz")}
    people = rows_of(folder / "uksl-2026-05-subject_names.csv.xz")
    headings = [
        cell
        for line in (HERE / "uk/UK-Sanctions-List.csv").read_text("utf-8-sig").splitlines()[1:2]
        for cell in line.split(",")
    ]
    types = {"primary": "Primary Name", "primary_variation": "Primary Name Variation", "alias": "Alias"}
    rows = [
        {
            "Unique ID": row["unique_id"],
            "Name type": types.get(row["name_type"], row["name_type"]),
            "Alias strength": row["alias_strength"],
            **{f"Name {number}": row[f"name_{number}"] for number in range(1, 7)},
            "Designation Type": subjects[row["unique_id"]]["subject_type"],
            "UN Reference Number": subjects[row["unique_id"]]["un_reference_number"],
            "OFSI Group ID": subjects[row["unique_id"]]["ofsi_group_id"],
            "Date Designated": subjects[row["unique_id"]]["date_designated"],
            "Last Updated": subjects[row["unique_id"]]["last_updated"],
            "Regime Name": "not in the tables",
        }
        for row in people
    ]
    designations, reading = read(SOURCE, source_file("UK-Sanctions-List.csv", report(rows, headings)))
    published: dict[str, set[str]] = defaultdict(set)
    for row in people:
        published[row["unique_id"]].add(" ".join(row["full_name"].split()))
    assert {one.listing.reference: {name for name, _ in names(one)} for one in designations} == published
    assert Counter(one.entity.kind for one in designations)[Kind.UNKNOWN] == 0
    assert all(one.listing.listed_on is not None for one in designations)
    assert reading.quarantined == []
    assert reading.odd_values == []
