"""Canada's list: lasting references, aliases as single names, regimes that are no nationality."""

import io
import lzma
from collections import Counter
from pathlib import Path

import pytest

from comity.lists.ca_sema import SOURCE
from comity.lists.ca_sema_names import aliases, bilingual
from comity.lists.reading import Reading
from comity.lists.source import EditionRef, SourceFile, read_designations
from comity.model.designation import Designation, EditionId
from comity.model.entity import IdentifierType, Kind, NameKind
from comity.model.errors import BrokenFile
from comity.model.partial_date import PartialDate, parse_iso

EDITION = Path(__file__).parent / "sema-lmes.xml"


def of(content: bytes) -> SourceFile:
    return SourceFile("sema-lmes.xml", lambda: io.BytesIO(content))


def read(content: bytes) -> tuple[list[Designation], Reading]:
    reading = Reading()
    ref = EditionRef(EditionId("0" * 64), PartialDate(2025, 3, 20))
    return list(read_designations(SOURCE, [of(content)], ref, reading)), reading


@pytest.fixture(scope="module")
def entries() -> dict[str, Designation]:
    return {entry.listing.reference: entry for entry in read(EDITION.read_bytes())[0]}


def test_regime_schedule_and_item_are_the_reference(entries: dict[str, Designation]) -> None:
    assert list(entries) == ["BY/1, Part 3/4", "JVCFOR/52", "SY/Part 1/9", "RU/1.1/7", "UA/Part 1/12"]


def test_the_act_behind_the_regime_is_the_legal_basis(entries: dict[str, Designation]) -> None:
    assert entries["SY/Part 1/9"].listing.legal_basis.startswith("Special Economic Measures Act")
    assert entries["JVCFOR/52"].listing.legal_basis.startswith("Justice for Victims of Corrupt Foreign Officials Act")
    assert entries["SY/Part 1/9"].listing.programmes == ("Syria / Syrie",)


def test_a_regime_is_no_nationality(entries: dict[str, Designation]) -> None:
    assert not any(entry.entity.nationalities for entry in entries.values())


def test_aliases_are_single_names_with_their_languages(entries: dict[str, Designation]) -> None:
    person = entries["BY/1, Part 3/4"].entity
    assert [(name.text, name.kind, name.language) for name in person.names] == [
        ("Andrei Ramanavich INVENTED", NameKind.PRIMARY, None),
        ("Andrej Invented", NameKind.STRONG, None),
        ("Андрэй ВЫДУМАНЫ", NameKind.ORIGINAL, "be"),
        ("Андрей Романович ВЫДУМАННЫЙ", NameKind.ORIGINAL, "ru"),
        ("Andrei", NameKind.WEAK, None),
    ]
    assert {name.published.text for name in person.names[1:]} == {
        "Andrej Invented, Belarusian: Андрэй ВЫДУМАНЫ; Russian: Андрей Романович ВЫДУМАННЫЙ, Andrei"
    }
    assert [str(birth.span) for birth in person.births] == ["1972-08-10", "1972-08-11"]
    assert person.titles == ("Major General/major-général",)


def test_a_bilingual_name_is_two_names(entries: dict[str, Designation]) -> None:
    texts = [name.text for name in entries["SY/Part 1/9"].entity.names]
    assert texts == ["Invented Bank of Syria", "Banque inventée de Syrie", "IBS", "Invented Trading, Co. Ltd."]


def test_a_ship_is_a_vessel_with_its_number(entries: dict[str, Designation]) -> None:
    ship = entries["RU/1.1/7"].entity
    assert ship.kind is Kind.VESSEL
    assert [(one.type, one.value) for one in ship.identifiers] == [(IdentifierType.IMO, "9288693")]
    assert [remark.text for remark in ship.remarks] == ["Oil Tanker"]


def test_odd_values_are_reported_and_sensitive_ones_dropped() -> None:
    entries, reading = read(EDITION.read_bytes())
    assert len(entries) == 5
    assert [odd.text for odd in reading.odd_values] == ["born in the early 1970s", "new"]
    assert reading.dropped == {"Ethnicity": 1}
    assert not any("secret" in repr(entry) for entry in entries)


def test_the_edition_is_dated_by_its_newest_listing() -> None:
    assert SOURCE.heading([of(EDITION.read_bytes())]).dated == parse_iso("2025-02-21")


@pytest.mark.parametrize("field", ["Item", "Country", "LastName"])
def test_a_record_without_reference_or_name_is_quarantined_and_costs_no_other(field: str) -> None:
    content = EDITION.read_text("utf-8")
    start = content.index("<Country>Ukraine")
    broken = content[:start] + content[start:].replace(f"<{field}>", f"<{field}/><X>").replace(f"</{field}>", "</X>")
    broken = broken.replace("<GivenName>Olena</GivenName>", "")
    entries, reading = read(broken.encode())
    assert len(entries) == 4
    assert len(reading.quarantined) == 1


def test_a_file_cut_off_is_refused() -> None:
    with pytest.raises(BrokenFile):
        read(EDITION.read_bytes()[:-60])


@pytest.mark.parametrize(
    ("text", "person", "names"),
    [
        ("КВЗ-Ремсервис, АО", False, ["КВЗ-Ремсервис, АО"]),
        ("АО, Воронежский опытный завод", False, ["АО, Воронежский опытный завод"]),
        ('АО "Завод, имени Иванова", ОАО "Завод"', False, ['АО "Завод, имени Иванова"', 'ОАО "Завод"']),
        (
            "Агентство по делам Содружества, соотечественников",
            False,
            ["Агентство по делам Содружества, соотечественников"],
        ),
        (
            "ОАО РЖД or Российские железные дороги; OAO RZhD",
            False,
            ["ОАО РЖД", "Российские железные дороги", "OAO RZhD"],
        ),
        ("Hanna Liavusik or Anna Leusik", True, ["Hanna Liavusik", "Anna Leusik"]),
        ("Katsiaryna or Katerina Smuschkovich", True, ["Katsiaryna or Katerina Smuschkovich"]),
        ("Михаил КУШАКОВ / Михайло КУШАКОВ", True, ["Михаил КУШАКОВ", "Михайло КУШАКОВ"]),
        ("(Юрий ГОВТВИН / Юрiй ГОВТВIН", True, ["Юрий ГОВТВИН", "Юрiй ГОВТВIН"]),
        ("King Royal Co. Ltd.,\nKing\nRoyal Ltd.", False, ["King Royal Co. Ltd.", "King Royal Ltd."]),
        (" , ;", True, []),
        ('unclosed "quotation, and bracket (', False, ['unclosed "quotation', "bracket ("]),
    ],
)
def test_a_field_of_aliases_is_cut_into_names(text: str, person: bool, names: list[str]) -> None:
    assert [name.text for name in aliases(text, person=person)] == names


def test_a_stroke_within_a_name_does_not_cut_it() -> None:
    assert bilingual("MEC Steel Mills (Hmaw Bi/Pyi/Ywama)") == ("MEC Steel Mills (Hmaw Bi/Pyi/Ywama)",)
    assert bilingual("GORT/ORTAS") == ("GORT/ORTAS",)


@pytest.mark.real
@pytest.mark.parametrize(("year", "count"), [(2020, 1369), (2025, 4759)])
def test_the_real_lists_are_read_whole_under_unique_references(real_data: Path, year: int, count: int) -> None:
    path = real_data / "lists" / "ca_sema" / f"sema-lmes-{year}.xml.xz"
    entries, reading = read(lzma.decompress(path.read_bytes()))
    assert len({entry.listing.reference for entry in entries}) == len(entries) == count
    assert not reading.quarantined
    assert reading.odd_count <= 2
    if year == 2025:
        kinds = Counter(entry.entity.kind for entry in entries)
        assert kinds == {Kind.PERSON: 3334, Kind.ORGANISATION: 1316, Kind.VESSEL: 109}


@pytest.mark.real
def test_most_listings_of_2020_are_found_again_in_2025(real_data: Path) -> None:
    editions = [
        {
            entry.listing.reference: sorted(entry.entity.names[0].text.casefold().split())
            for entry in read(lzma.decompress((real_data / "lists" / "ca_sema" / name).read_bytes()))[0]
        }
        for name in ("sema-lmes-2020.xml.xz", "sema-lmes-2025.xml.xz")
    ]
    old, new = editions
    assert sum(new.get(reference) == name for reference, name in old.items()) == 1254
