"""FollowTheMoney files: what is marked as listed is listed, with what its Sanctions say, later changes applied."""

import io
import json
from pathlib import Path

import pytest

from comity.lists.ftm import SOURCE
from comity.lists.reading import Reading
from comity.lists.source import EditionRef, SourceFile, read_designations
from comity.model.designation import Designation, EditionId
from comity.model.entity import IdentifierType, Kind, NameKind
from comity.model.errors import BrokenFile
from comity.model.partial_date import PartialDate, parse_iso

Fields = dict[str, object]


def entity(id_: str, schema: str, **properties: list[object]) -> Fields:
    seen = {"first_seen": "2024-01-01T00:00:00", "last_seen": "2024-05-28T10:00:00", "target": False}
    return {"id": id_, "caption": id_, "schema": schema, "properties": properties, "datasets": ["xx_list"], **seen}


def person(id_: str, *names: str, **properties: list[object]) -> Fields:
    return entity(id_, "Person", name=[*names], topics=["sanction"], **properties)


def of(*lines: Fields, name: str = "entities.ftm.json") -> SourceFile:
    content = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()
    return SourceFile(name, lambda: io.BytesIO(content))


def delta(*changes: tuple[str, Fields], version: str = "20240528014702-pfh") -> SourceFile:
    lines: list[Fields] = [{"op": op, "entity": fields} for op, fields in changes]
    return of(*lines, name=f"{version}.delta.json")


def read(*files: SourceFile) -> tuple[list[Designation], Reading]:
    reading = Reading()
    ref = EditionRef(EditionId("0" * 64), PartialDate(2024, 6, 1))
    return list(read_designations(SOURCE, files, ref, reading)), reading


def references(*files: SourceFile) -> list[str]:
    return [entry.listing.reference for entry in read(*files)[0]]


SANCTION = entity(
    "s1",
    "Sanction",
    entity=["p1"],
    authority=["Ministry of Nowhere"],
    program=["Law 1"],
    programId=["XX-1"],
    reason=["Financing of terrorism"],
    listingDate=["2020-05-04", "2019-03-02"],
    endDate=["2030-01-01"],
    sourceUrl=["https://example.org/1"],
)


def test_a_sanction_gives_authority_basis_dates_and_reasons() -> None:
    (entry,), reading = read(of(entity("p1", "Person", name=["Ivan Invented"]), SANCTION))
    listing = entry.listing
    assert (listing.reference, listing.authority, listing.legal_basis) == ("p1", "Ministry of Nowhere", "Law 1")
    assert (listing.listed_on, listing.reasons) == (parse_iso("2019-03-02"), ("Financing of terrorism",))
    assert (listing.programmes, listing.url) == (("Law 1", "XX-1"), "https://example.org/1")
    assert [(remark.field, remark.text) for remark in entry.entity.remarks] == [("Sanction/endDate", "2030-01-01")]
    assert not reading.odd_values


def test_what_the_file_does_not_state_is_said_to_be_not_stated() -> None:
    (entry,), _ = read(of(person("p1", "Ivan Invented")))
    assert entry.listing.authority == "not stated by the publisher (dataset xx_list)"
    assert entry.listing.legal_basis == "not stated by the publisher (dataset xx_list)"
    assert entry.listing.listed_on is None


def test_an_index_names_the_publisher() -> None:
    index = of({"name": "xx_list", "publisher": {"name": "Agency of Nowhere"}, "updated_at": "2024-06-13T02:00:00"})
    files = (of(person("p1", "Ivan Invented")), index)
    (entry,), _ = read(*files)
    assert entry.listing.authority == "Agency of Nowhere"
    assert SOURCE.heading(files).dated == parse_iso("2024-06-13")


def test_whoever_is_only_mentioned_is_no_entry_and_is_reported() -> None:
    relative = entity("p2", "Person", name=["Maria Mentioned"])
    linked = entity("c1", "Company", name=["Linked Ltd"], topics=["sanction.linked"])
    entries, reading = read(of(person("p1", "Ivan Invented"), relative, linked))
    assert [entry.listing.reference for entry in entries] == ["p1"]
    assert [odd.problem[:9] for odd in reading.odd_values] == ["mentioned", "mentioned"]


def test_a_file_that_marks_nobody_as_listed_is_refused() -> None:
    with pytest.raises(BrokenFile, match="none is marked as listed"):
        SOURCE.heading([of(entity("p1", "Person", name=["Ivan Donor"]))])


def test_names_keep_their_kinds_and_the_caption_comes_first() -> None:
    fields = person("Ivan Invented", "Iwan Invented", "Ivan Invented", "Иван Выдуманный", weakAlias=["Vanya"])
    (entry,), _ = read(of(fields))
    assert [(name.text, name.kind) for name in entry.entity.names] == [
        ("Ivan Invented", NameKind.PRIMARY),
        ("Iwan Invented", NameKind.STRONG),
        ("Иван Выдуманный", NameKind.ORIGINAL),
        ("Vanya", NameKind.WEAK),
    ]


def test_documents_wallets_and_addresses_are_joined_from_anywhere_in_the_file() -> None:
    lines = (
        entity("d1", "Passport", holder=["p1"], number=["A123"], country=["na"]),
        person("p1", "Ivan Invented", addressEntity=["a1"], country=["ru"], nationality=["na"]),
        entity("w1", "CryptoWallet", holder=["p1"], publicKey=["bc1qxyz"], currency=["BTC"]),
        entity("a1", "Address", full=["5 Main Street, Moscow"], city=["Moscow"], country=["ru"]),
    )
    (entry,), reading = read(of(*lines))
    assert [(one.type, one.value, one.country) for one in entry.entity.identifiers] == [
        (IdentifierType.PASSPORT, "A123", "NA"),
        (IdentifierType.CRYPTO_ADDRESS, "bc1qxyz", None),
    ]
    assert [(one.text, one.city, one.country) for one in entry.entity.addresses] == [
        ("5 Main Street, Moscow", "Moscow", "RU")
    ]
    assert [one.country for one in entry.entity.nationalities] == ["NA"]
    assert not reading.odd_values


def test_nested_entities_are_read_as_those_that_stand_alone() -> None:
    nested = person("p1", "Ivan Invented", sanctions=[SANCTION], addressEntity=[entity("a", "Address", full=["Osh"])])
    (entry,), reading = read(of(nested))
    assert entry.listing.authority == "Ministry of Nowhere"
    assert [one.text for one in entry.entity.addresses] == ["Osh"]
    assert not reading.odd_values


def test_religion_ethnicity_and_politics_are_dropped_by_name() -> None:
    fields = person("p1", "Ivan Invented", religion=["secret"], ethnicity=["secret"], political=["secret"])
    entries, reading = read(of(fields))
    assert reading.dropped == {"religion": 1, "ethnicity": 1, "political": 1}
    assert "secret" not in repr(entries) + repr(reading.odd_values)


def test_an_unknown_property_is_kept_and_an_unknown_schema_reported() -> None:
    fields = person("p1", "Ivan Invented", shoeSize=["44"])
    (entry,), reading = read(of(fields, entity("x", "Spaceship", name=["Enterprise"])))
    assert [(one.field, one.text) for one in entry.unread] == [("shoeSize", "44")]
    assert [odd.field for odd in reading.odd_values] == ["shoeSize", "schema"]


def test_deltas_are_applied_in_the_order_of_their_versions() -> None:
    base = of(person("p1", "Old Name"), person("p2", "Two"), SANCTION)
    later = delta(("DEL", {"id": "p2"}), ("MOD", person("p3", "Three Again")), version="20240528014702-aaa")
    earlier = delta(("MOD", person("p1", "New Name")), ("ADD", person("p3", "Three")), version="20240527014702-zzz")
    entries, reading = read(later, base, earlier)
    assert {entry.listing.reference: entry.entity.names[0].text for entry in entries} == {
        "p1": "New Name",
        "p3": "Three Again",
    }
    assert entries[0].listing.authority == "Ministry of Nowhere"
    assert not reading.odd_values


def test_an_added_entity_may_be_removed_again() -> None:
    changes = (
        delta(("ADD", person("p1", "One")), ("ADD", person("p2", "Two"))),
        delta(("DEL", {"id": "p2"}), version="20240529014702-pfh"),
    )
    assert references(*changes) == ["p1"]


def test_a_change_of_what_no_file_holds_asks_for_the_file_before_it() -> None:
    with pytest.raises(BrokenFile, match="entities file"):
        read(delta(("MOD", person("p1", "One"))))


def test_a_removal_of_what_is_not_there_is_reported() -> None:
    _, reading = read(of(person("p1", "One")), delta(("DEL", {"id": "p9"})))
    assert [odd.text for odd in reading.odd_values] == ["p9"]


def test_the_dataset_is_the_part_and_the_last_observation_the_date() -> None:
    heading = SOURCE.heading([of(person("p1", "One"))])
    assert (heading.part, heading.dated) == ("xx_list", parse_iso("2024-05-28"))


def test_a_collection_of_datasets_is_known_by_its_files_name() -> None:
    mixed = person("p1", "One") | {"datasets": ["a_list", "b_list"]}
    assert SOURCE.heading([of(mixed, name="dataset_zala_entities.ftm.json")]).part == "zala"
    assert SOURCE.heading([of(mixed, name="zala-20240528.entities.ftm.json")]).part == "zala"


def test_a_listed_entity_without_a_name_is_quarantined_and_costs_no_other() -> None:
    nameless = entity("p1", "Person", topics=["sanction"])
    del nameless["caption"]
    entries, reading = read(of(nameless, person("p2", "Two")))
    assert [entry.listing.reference for entry in entries] == ["p2"]
    assert [record.reference for record in reading.quarantined] == ["p1"]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b'{"id": "p1", "schema": "Person", "properties": {"name": ["On', id="cut off"),
        pytest.param(b"<!DOCTYPE html>", id="web page"),
        pytest.param(b"id,name\n1,Ivan\n", id="table"),
        pytest.param(b'{"id": "p1", "schema": "Person"}\n["not an object"]\n', id="not an object"),
        pytest.param(b'{"hello": "world"}', id="neither entities nor an index"),
        pytest.param(b'{"id": "p1", "schema": "Person", "properties": ' + b"[" * 100_000, id="deep nesting"),
    ],
)
def test_a_file_of_another_form_is_refused(content: bytes) -> None:
    with pytest.raises(BrokenFile):
        SOURCE.heading([SourceFile("entities.ftm.json", lambda: io.BytesIO(content))])


@pytest.mark.real
def test_the_real_datasets_are_read_whole(real_data: Path) -> None:
    folder = real_data / "lists" / "ftm"

    def file(name: str) -> SourceFile:
        return SourceFile(name, lambda: (folder / name).open("rb"))

    zala, reading = read(file("dataset_zala_entities.ftm.json"))
    assert [kind for kind in Kind if any(entry.entity.kind is kind for entry in zala)] == [
        Kind.PERSON,
        Kind.ORGANISATION,
    ]
    assert (len(zala), len(reading.quarantined), reading.odd_count) == (13, 0, 4)  # 4 are only mentioned
    deltas = [file(path.name) for path in sorted(folder.glob("*.delta.json"))]
    entries, reading = read(*deltas)
    assert (len(entries), reading.odd_count) == (3, 0)
    entries, reading = read(file("dataset_t1_entities.ftm.json"), file("dataset_t1_index.json"))
    assert {entry.listing.authority for entry in entries} == {"European External Action Service"}
    assert (len(entries), reading.odd_count) == (6, 0)
