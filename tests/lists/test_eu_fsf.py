"""The EU's list: what a weak alias is, what stands for an entity, and which files are refused."""

import lzma
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from comity.lists.eu_fsf import SOURCE
from comity.model.entity import Kind, NameKind
from comity.model.errors import BrokenFile, TooLarge
from comity.model.partial_date import PartialDate
from golden_lists import HERE, read, read_path, source_file

GOLDEN = (HERE / "eu_fsf/fsf-1.1.xml").read_bytes()


def entity(inner: str, attributes: str = 'euReferenceNumber="EU.1.1" logicalId="1"') -> bytes:
    return (
        '<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-03-04T17:22:09" globalFileId="1">'
        f"<sanctionEntity {attributes}>"
        '<regulation numberTitle="1/2020" programme="X" publicationDate="2020-01-01"/>'
        f'<subjectType code="person"/>{inner}</sanctionEntity></export>'
    ).encode()


def test_only_a_strong_name_in_latin_letters_stands_for_the_entity() -> None:
    names = (
        '<nameAlias wholeName="Низ" strong="true"/><nameAlias wholeName="Nick" strong="false"/>'
        '<nameAlias wholeName="Nizam" strong="true"/><nameAlias wholeName="Nizaam" strong="true"/>'
    )
    designations, _ = read(SOURCE, source_file("eu.xml", entity(names)))
    assert [(name.text, name.kind) for name in designations[0].entity.names] == [
        ("Nizam", NameKind.PRIMARY),
        ("Низ", NameKind.ORIGINAL),
        ("Nick", NameKind.WEAK),
        ("Nizaam", NameKind.STRONG),
    ]


def test_an_entry_without_an_eu_reference_is_known_by_its_logical_id() -> None:
    content = entity('<nameAlias wholeName="Nizam"/>', 'euReferenceNumber="" logicalId="77"')
    designations, _ = read(SOURCE, source_file("eu.xml", content))
    assert [one.listing.reference for one in designations] == ["77"]


def test_an_entry_without_names_is_quarantined_with_its_reference() -> None:
    designations, reading = read(SOURCE, source_file("eu.xml", entity("")))
    assert designations == []
    assert [(one.reference, one.place) for one in reading.quarantined] == [("EU.1.1", "eu.xml: sanctionEntity 1")]


def test_odd_details_are_reported_and_leave_the_entry_in_force() -> None:
    odd = (
        '<nameAlias wholeName="Nizam" gender="X" shoeSize="44"/><citizenship countryIso2Code="ZZ"/>'
        '<birthdate calendarType="COPTIC" year="1680"/><birthdate year="1960" monthOfYear="13"/>'
        '<identification number="5" identificationTypeCode="library card"/><religion>none of our business</religion>'
    )
    designations, reading = read(SOURCE, source_file("eu.xml", entity(odd)))
    assert len(designations) == 1
    assert {one.field for one in reading.odd_values} == {
        "nameAlias/@gender",
        "nameAlias/@shoeSize",
        "citizenship/@countryIso2Code",
        "birthdate/@calendarType",
        "birthdate/@birthdate",
        "identification/@identificationTypeCode",
    }
    assert dict(reading.dropped) == {"religion": 1}
    assert [(one.field, one.text) for one in designations[0].unread] == [("nameAlias/@shoeSize", "44")]


def test_a_name_whose_letters_were_lost_counts_only_where_there_is_no_other() -> None:
    lost = '<nameAlias wholeName="???? Ulema ??????"/>'
    both, reading = read(SOURCE, source_file("eu.xml", entity(lost + '<nameAlias wholeName="Nizam"/>')))
    alone, _ = read(SOURCE, source_file("eu.xml", entity(lost)))
    assert [name.text for name in both[0].entity.names] == ["Nizam"]
    assert [name.text for name in alone[0].entity.names] == ["???? Ulema ??????"]
    assert [one.text for one in reading.odd_values] == ["???? Ulema ??????"]


def test_the_table_and_the_xml_of_one_format_read_alike() -> None:
    table, _ = read_path(SOURCE, HERE / "eu_fsf/fsf-1.1.csv")
    xml, _ = read_path(SOURCE, HERE / "eu_fsf/fsf-1.1.xml")
    assert table[0].listing == xml[0].listing
    assert table[0].entity.names[0] == xml[0].entity.names[0]
    assert table[0].entity.births[0] == xml[0].entity.births[0]
    assert table[0].entity.nationalities == xml[0].entity.nationalities


@pytest.mark.parametrize("first_line", [b'"Date_file;Entity_logical_id;Subject_type;Naal_wholename"\t\t'])
def test_a_table_that_went_through_a_spreadsheet_is_unwrapped(first_line: bytes) -> None:
    content = first_line + b'\r\n"04/07/2018;7;P;A ""quoted"" name"\t\t\r\n"04/07/2018;7;P;Other"\t\t\r\n'
    heading = SOURCE.heading([source_file("eu.csv", content)])
    _, reading = read(SOURCE, source_file("eu.csv", content))
    assert heading.dated == PartialDate(2018, 7, 4)
    assert [one.problem for one in reading.quarantined] == [
        "listing '7': no legal basis; a listing needs its legal basis, authority, date and reasons"
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<!DOCTYPE html><html>Sign in to EU Login</html>",
        b"Last Updated,13/04/2018\nName 6,Group ID\n",
        GOLDEN[: len(GOLDEN) // 2],
        GOLDEN.replace(b'generationDate="2026-03-04', b'generationDate="yesterday'),
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + GOLDEN.partition(b"?>")[2],
        b"<CONSOLIDATED_LIST/>",
    ],
    ids=["empty", "web page", "another list", "cut off", "no date", "entities", "another XML"],
)
def test_a_file_that_is_not_a_whole_list_is_refused(content: bytes) -> None:
    with pytest.raises(BrokenFile):
        read(SOURCE, source_file("eu", content))


def test_a_name_of_fifty_megabytes_is_refused() -> None:
    with pytest.raises(TooLarge):
        read(SOURCE, source_file("eu.xml", entity(f'<nameAlias wholeName="{"x" * 50_000_000}"/>')))


def test_more_than_one_file_is_refused() -> None:
    file = source_file("eu.xml", GOLDEN)
    with pytest.raises(BrokenFile, match="one file"):
        SOURCE.heading([file, file])


@pytest.mark.real
def test_the_file_of_2016_reads_whole(real_data: Path) -> None:
    path = real_data / "lists/eu_fsf/global-fsd10-2016-02-11.xml.xz"
    designations, reading = read_path(SOURCE, path)
    assert Counter(one.entity.kind for one in designations) == {Kind.PERSON: 319, Kind.ORGANISATION: 276}
    assert sum(name.kind is NameKind.PRIMARY for one in designations for name in one.entity.names) == 595
    assert {one.listing.reference: {birth.published.text for birth in one.entity.births} for one in designations} == {
        entity.get("Id"): {str(date.text).strip() for date in entity.iterfind("BIRTH/DATE") if date.text}
        for entity in etree.fromstring(lzma.decompress(path.read_bytes())).iterfind("ENTITY")
    }
    assert reading.quarantined == []
    assert [one.text for one in reading.odd_values] == ["YUG"]


@pytest.mark.real
def test_the_sample_of_the_table_reads_whole(real_data: Path) -> None:
    path = real_data / "lists/eu_fsf/fsf-sample.csv"
    numbers = {line.split(b";")[1] for line in path.read_bytes().splitlines()[1:] if line.startswith(b'"04/07/2018;')}
    designations, reading = read_path(SOURCE, path)
    assert len(designations) == len(numbers) == 93
    assert reading.quarantined == []
    assert {one.problem.partition(" before")[0] for one in reading.odd_values} == {"letters lost"}
