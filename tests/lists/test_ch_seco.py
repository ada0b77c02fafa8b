"""The Swiss list: what is in force, names rebuilt from their parts, files refused."""

import pytest

from comity.lists.ch_seco import SOURCE
from comity.model.entity import Kind, NameKind
from comity.model.errors import BrokenFile
from golden_lists import HERE, read, source_file

GOLDEN = (HERE / "ch_seco/swiss-sanctions-list.xml").read_bytes()


def target(
    inner: str, modifications: str = '<modification modification-type="listed" effective-date="2020-01-01"/>'
) -> bytes:
    return (
        '<swiss-sanctions-list list-type="whole-list" date="2026-08-27">'
        '<sanctions-program ssid="1"><program-key lang="eng">K</program-key>'
        '<program-name lang="eng">Ordinance</program-name>'
        '<sanctions-set ssid="2" lang="eng">annex</sanctions-set></sanctions-program>'
        f'<target ssid="9"><sanctions-set-id>2</sanctions-set-id><individual><identity main="true">{inner}</identity>'
        f"</individual>{modifications}</target></swiss-sanctions-list>"
    ).encode()


def name(parts: str, attributes: str = 'name-type="primary-name" quality="good"') -> str:
    return f"<name {attributes}>{parts}</name>"


def part(kind: str, value: str, spellings: str = "") -> str:
    return f'<name-part order="1" name-part-type="{kind}"><value>{value}</value>{spellings}</name-part>'


def names_of(content: bytes) -> list[tuple[str, NameKind]]:
    designations, _ = read(SOURCE, source_file("seco.xml", content))
    return [(one.text, one.kind) for one in designations[0].entity.names]


def change(kind: str, day: str) -> str:
    return f'<modification modification-type="{kind}" effective-date="{day}"/>'


@pytest.mark.parametrize(
    ("changes", "in_force"),
    [
        ([("listed", "2020-01-01")], True),
        ([], True),
        ([("de-listed", "2021-01-01"), ("listed", "2020-01-01")], False),
        ([("amended", "2020-06-03"), ("de-listed", "2020-06-20"), ("listed", "2020-01-01")], False),
        ([("listed", "2022-01-01"), ("de-listed", "2021-01-01"), ("listed", "2020-01-01")], True),
        ([("de-listed", "2026-09-15"), ("listed", "2020-01-01")], True),
        ([("de-listed", "2021-01-01"), ("amended", "2021-01-01"), ("listed", "2020-01-01")], False),
    ],
    ids=["listed", "no history", "de-listed", "the date decides", "listed again", "to be de-listed", "same day"],
)
def test_the_latest_change_in_effect_decides_who_is_listed(changes: list[tuple[str, str]], in_force: bool) -> None:
    history = "".join(change(*one) for one in changes)
    designations, reading = read(SOURCE, source_file("seco.xml", target(name(part("whole-name", "X")), history)))
    assert bool(designations) is in_force
    assert reading.quarantined == []


def test_a_copy_of_a_target_within_its_history_is_not_a_listing() -> None:
    designations, _ = read(SOURCE, source_file("seco.xml", GOLDEN))
    assert [one.listing.reference for one in designations] == ["5142", "34461", "88"]
    assert "As It Was" not in [one.text for one in designations[0].entity.names]


def test_parts_of_a_name_are_put_into_reading_order() -> None:
    parts = part("family-name", "Vymyslov") + part("father-name", "Zhdanovich") + part("given-name", "Ostap")
    assert names_of(target(name(parts))) == [("Ostap Zhdanovich Vymyslov", NameKind.PRIMARY)]


def test_a_spelling_in_another_script_is_an_original_name_only_when_it_is_whole() -> None:
    cyrillic = '<spelling-variant lang="RUS" script="CYRL">{}</spelling-variant>'
    whole = part("family-name", "Vymyslov", cyrillic.format("Вымыслов")) + part(
        "given-name", "Ostap", cyrillic.format("Остап")
    )
    half = part("family-name", "Vymyslov", cyrillic.format("Вымыслов")) + part("given-name", "Ostap")
    assert names_of(target(name(whole)))[1] == ("Остап Вымыслов", NameKind.ORIGINAL)
    assert names_of(target(name(half)))[1] == ("Вымыслов", NameKind.WEAK)


def test_a_latin_spelling_of_one_part_is_another_name_with_the_other_parts() -> None:
    spellings = "<spelling-variant>Wymyslow</spelling-variant><spelling-variant>Vymyslau</spelling-variant>"
    parts = part("given-name", "Ostap") + part("family-name", "Vymyslov", spellings)
    assert names_of(target(name(parts))) == [
        ("Ostap Vymyslov", NameKind.PRIMARY),
        ("Ostap Wymyslow", NameKind.STRONG),
        ("Ostap Vymyslau", NameKind.STRONG),
    ]


def test_a_maiden_name_is_a_former_name() -> None:
    parts = part("given-name", "Anna") + part("family-name", "Vymyslova") + part("maiden-name", "Nikto")
    assert names_of(target(name(parts)))[1] == ("Anna Nikto", NameKind.FORMER)


def test_places_and_programmes_are_found_wherever_they_stand_in_the_file() -> None:
    designations, _ = read(SOURCE, source_file("seco.xml", GOLDEN))
    first = designations[0]
    assert first.listing.legal_basis == "Ordinance of 15 June 2016 on measures against Inventia"
    assert first.entity.birth_places[0].country == "BY"
    assert first.entity.addresses[0].city == "Minsk"
    assert designations[1].entity.kind is Kind.VESSEL


def test_odd_details_are_reported_and_leave_the_target_in_force() -> None:
    odd = name(part("whole-name", "X") + part("nickname", "Y"), 'name-type="stage-name"')
    odd += '<day-month-year day="31" month="2" year="1960"/><place-of-birth place-id="404"/><hobby>chess</hobby>'
    designations, reading = read(SOURCE, source_file("seco.xml", target(odd)))
    assert len(designations) == 1
    assert {one.field for one in reading.odd_values} == {
        "name/@name-type",
        "name-part/@name-part-type",
        "day-month-year/@day",
        "place-of-birth/place",
        "individual/identity/hobby",
    }


def test_a_target_without_a_name_or_a_programme_is_quarantined() -> None:
    nameless, first = read(SOURCE, source_file("seco.xml", target("")))
    lawless, second = read(
        SOURCE, source_file("seco.xml", target(name(part("whole-name", "X"))).replace(b">2<", b">3<"))
    )
    assert nameless == lawless == []
    assert [one.reference for one in (*first.quarantined, *second.quarantined)] == ["9", "9"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<!DOCTYPE html><html>SECO</html>",
        GOLDEN[: len(GOLDEN) // 2],
        GOLDEN.replace(b'list-type="whole-list"', b'list-type="delta-list"'),
        GOLDEN.replace(b'date="2026-08-27"', b""),
        b"<export/>",
    ],
    ids=["empty", "web page", "cut off", "a part of the list", "no date", "another list"],
)
def test_a_file_that_is_not_the_whole_list_is_refused(content: bytes) -> None:
    with pytest.raises(BrokenFile):
        read(SOURCE, source_file("seco.xml", content))
