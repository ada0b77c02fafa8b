"""The UN list: every entry of every edition is read, with each name that a field holds."""

import io
import lzma
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from comity.lists.un_sc import SOURCE
from comity.model.entity import Kind, NameKind
from comity.model.errors import BrokenFile
from comity.model.partial_date import PartialDate
from golden_un_ofac import edition_files, lines, read, source_file

HERE = Path(__file__).parent
EDITIONS = {
    "2018-10-29": (703, 390),
    "2021-01-27": (710, 293),
    "2021-09-08": (711, 257),
    "2022-03-04": (703, 255),
    "2023-08-02": (702, 253),
    "2023-10-19": (670, 192),
    "2024-02-21": (682, 193),
    "2024-09-28": (684, 193),
    "2025-06-16": (684, 193),
    "2025-11-15": (727, 273),
    "2026-02-27": (730, 273),
    "2026-08-01": (736, 275),
}


def real_edition(real_data: Path, date: str) -> bytes:
    return lzma.decompress((real_data / f"lists/un_sc/consolidated-{date}.xml.xz").read_bytes())


def test_an_edition_is_read_as_expected() -> None:
    heading, designations, _ = read(SOURCE, edition_files(["un_sc/edition.xml"]))
    assert heading.dated == PartialDate(2026, 5, 4)
    assert lines(designations) == (HERE / "expected.jsonl").read_text("utf-8")


def test_what_is_odd_is_reported_and_costs_no_listing() -> None:
    _, designations, reading = read(SOURCE, edition_files(["un_sc/edition.xml"]))
    assert {odd.field for odd in reading.odd_values} == {
        "INDIVIDUAL_DATE_OF_BIRTH/DATE",
        "NATIONALITY/VALUE",
        "NEW_FIELD_OF_2027",
        "ENTITY_ALIAS/QUALITY",
    }
    assert [one.reference for one in reading.quarantined] == ["MLi.903"]
    assert reading.dropped == {"RELIGION": 1}
    assert len(designations) == 3


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<CONSOLIDATED_LIST/>", "it lists nobody"),
        (b"<CONSOLIDATED_LIST dateGenerated='2026-01-01'><INDIVIDUALS><INDIV", "cut off or damaged"),
        (b"<sdnList/>", "outermost element"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><CONSOLIDATED_LIST>&a;</CONSOLIDATED_LIST>", "entities"),
        (b"<html><body>503</body></html>", "HTML"),
    ],
)
def test_what_is_not_the_list_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(BrokenFile, match=said):
        read(SOURCE, [source_file("consolidated.xml", content)])


def test_two_files_are_refused() -> None:
    with pytest.raises(BrokenFile, match="one file"):
        read(SOURCE, edition_files(["un_sc/edition.xml", "un_sc/edition.xml"]))


def test_a_file_cut_after_its_first_entries_is_refused() -> None:
    content = (HERE / "edition.xml").read_bytes()
    with pytest.raises(BrokenFile, match="cut off"):
        read(SOURCE, [source_file("consolidated.xml", content[: len(content) // 2])])


@pytest.mark.real
@pytest.mark.parametrize("date", EDITIONS)
def test_every_entry_of_a_real_edition_is_read(real_data: Path, date: str) -> None:
    heading, designations, reading = read(SOURCE, [source_file("un.xml", real_edition(real_data, date))])
    kinds = Counter(one.entity.kind for one in designations)
    assert (kinds[Kind.PERSON], kinds[Kind.ORGANISATION]) == EDITIONS[date]
    assert str(heading.dated) == date
    assert reading.quarantined == []
    assert not any(one.unread for one in designations)
    assert reading.odd_count < 15
    assert len({one.listing.reference for one in designations}) == len(designations)
    assert all(one.listing.listed_on for one in designations)
    assert not any(one.listing.legal_basis == "UN Charter, Art. 41" for one in designations)


@pytest.mark.real
def test_no_published_word_of_a_name_is_lost(real_data: Path) -> None:
    content = real_edition(real_data, "2026-08-01")
    _, designations, _ = read(SOURCE, [source_file("un.xml", content)])
    by_reference = {one.listing.reference: one.entity for one in designations}
    fields = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME", "NAME_ORIGINAL_SCRIPT", ".//ALIAS_NAME")
    published = 0
    for entry in etree.parse(io.BytesIO(content)).iter("INDIVIDUAL", "ENTITY"):
        entity = by_reference[str(entry.findtext("REFERENCE_NUMBER")).strip()]  # type: ignore[index]
        kept = {word for name in entity.names for word in name.published.text.split()}
        for text in (found.text or "" for field in fields for found in entry.iterfind(field)):
            published += bool(text.strip())
            assert set(text.split()) <= kept
    assert published > 5_000


@pytest.mark.real
def test_names_are_told_apart_by_quality_and_script(real_data: Path) -> None:
    _, designations, _ = read(SOURCE, [source_file("un.xml", real_edition(real_data, "2026-08-01"))])
    kinds = Counter(name.kind for one in designations for name in one.entity.names)
    assert kinds[NameKind.PRIMARY] == 736 + 275
    assert kinds[NameKind.ORIGINAL] > 378
    assert kinds[NameKind.WEAK] > 550
    assert kinds[NameKind.STRONG] > 2_000
