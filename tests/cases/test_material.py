"""What is material to a judgement, and what is only form."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.cases.material import MATERIAL, Change, Side, changes_between, material_digest
from comity.model.designation import Designation, EditionId
from comity.model.entity import (
    Address,
    Birth,
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
from comity.model.partial_date import parse_iso, parse_span, single
from comity.model.subject import Subject, SubjectIdentifier
from invented_screening import TARIK, USAMA

WORD = Published("FIELD", "text")


def entity(**changed: object) -> Designation:
    return replace(USAMA, entity=replace(USAMA.entity, **changed))  # type: ignore[arg-type]


def listing(**changed: object) -> Designation:
    return replace(USAMA, listing=replace(USAMA.listing, **changed))  # type: ignore[arg-type]


def changed_subject(**changed: object) -> Subject:
    return replace(TARIK, **changed)  # type: ignore[arg-type]


def changes(subject: Subject = TARIK, designation: Designation = USAMA) -> tuple[Change, ...]:
    return changes_between((TARIK, [USAMA]), (subject, [designation]))


NAMES = USAMA.entity.names
FORMS: dict[str, Designation] = {
    "order of names": entity(names=NAMES[::-1]),
    "order of identifiers": entity(identifiers=USAMA.entity.identifiers[::-1]),
    "capitals": entity(names=(replace(NAMES[0], text=NAMES[0].text.upper()), *NAMES[1:])),
    "order of words": entity(names=(replace(NAMES[0], text="Al-Hazari, Tarik SAMIR"), *NAMES[1:])),
    "a name twice": entity(names=(*NAMES, NAMES[0])),
    "quality of an alias": entity(names=(*NAMES[:5], replace(NAMES[5], kind=NameKind.STRONG), *NAMES[6:])),
    "spaces in a number": entity(
        identifiers=(USAMA.entity.identifiers[0], replace(USAMA.entity.identifiers[1], value="9711004312"))
    ),
    "remarks": entity(remarks=(Published("COMMENTS1", "something else"),)),
    "titles": entity(titles=("Dr",)),
    "address in the same state": entity(addresses=(Address("elsewhere", WORD, country="JO"),)),
    "amended": listing(amended_on=(parse_iso("2026-01-01"),)),
    "programmes": listing(programmes=("another",)),
    "reasons": listing(reasons=()),
    "edition": replace(USAMA, edition=EditionId("e" * 64), place="line 9"),
}
FACTS: dict[str, Designation] = {
    "names": entity(names=(*NAMES, Name("Nobody Knew", NameKind.WEAK, WORD))),
    "kind": entity(kind=Kind.ORGANISATION),
    "births": entity(births=(*USAMA.entity.births, Birth(single(parse_iso("1980")), WORD))),
    "birth places": entity(birth_places=(Place("Amman", "JO", WORD),)),
    "nationalities": entity(nationalities=(Nationality("DE", WORD),)),
    "countries": entity(addresses=(Address("Berlin", WORD, country="DE"),)),
    "genders": entity(genders=()),
    "identifiers": entity(identifiers=(Identifier(IdentifierType.PASSPORT, "X1", WORD),)),
}
SUBJECT_FACTS: dict[str, Subject] = {
    "names": changed_subject(names=(*TARIK.names, "Somebody Else")),
    "kind": changed_subject(kind=Kind.UNKNOWN),
    "births": changed_subject(births=(parse_span("1971"),)),
    "nationalities": changed_subject(nationalities=("DE",)),
    "countries": changed_subject(countries=()),
    "genders": changed_subject(genders=(Gender.FEMALE,)),
    "identifiers": changed_subject(identifiers=(SubjectIdentifier(IdentifierType.PASSPORT, "K048787", "DE"),)),
}


@pytest.mark.parametrize("form", FORMS)
def test_form_is_not_material(form: str) -> None:
    assert FORMS[form] != USAMA
    assert changes(designation=FORMS[form]) == ()
    assert material_digest(TARIK, [FORMS[form]]) == material_digest(TARIK, [USAMA])


@pytest.mark.parametrize("field", FACTS)
def test_a_new_fact_of_the_listing_is_material_and_named(field: str) -> None:
    (change,) = changes(designation=FACTS[field])
    assert (change.side, change.field) == (Side.LISTING, field)
    assert change.gone or change.new
    assert material_digest(TARIK, [FACTS[field]]) != material_digest(TARIK, [USAMA])


@pytest.mark.parametrize("field", SUBJECT_FACTS)
def test_a_new_fact_of_the_subject_is_material_and_named(field: str) -> None:
    (change,) = changes(subject=SUBJECT_FACTS[field])
    assert (change.side, change.field) == (Side.SUBJECT, field)
    assert material_digest(SUBJECT_FACTS[field], [USAMA]) != material_digest(TARIK, [USAMA])


def test_every_row_of_the_rule_is_tried_above() -> None:
    rows = {(row.side, row.field) for row in MATERIAL}
    assert rows == {(Side.LISTING, field) for field in FACTS} | {(Side.SUBJECT, field) for field in SUBJECT_FACTS}


def test_a_change_shows_the_old_and_the_new_value_as_they_were_written() -> None:
    (change,) = changes(designation=FACTS["identifiers"])
    assert change.gone == ("passport K048787 (JO)", "national id 9711 004 312 (JO)")
    assert change.new == ("passport X1",)


def test_an_address_of_the_subject_is_not_material_but_its_state_is() -> None:
    assert changes(subject=changed_subject(addresses=("Main Street 1",))) == ()


def test_which_part_of_a_list_comes_first_is_not_material() -> None:
    other = FACTS["births"]
    assert changes_between((TARIK, [USAMA, other]), (TARIK, [other, USAMA])) == ()


shuffled = st.permutations(range(len(NAMES)))


@given(shuffled, st.sampled_from([str.upper, str.lower, str.title, lambda text: f" {text} ."]))
def test_names_in_any_order_and_dress_are_the_same_names(order: list[int], dress: Callable[[str], str]) -> None:
    dressed = tuple(replace(NAMES[at], text=dress(NAMES[at].text)) for at in order)
    assert changes(designation=entity(names=dressed)) == ()


@given(st.text(min_size=1).filter(lambda text: text.strip()))
def test_any_other_text_is_either_the_same_name_or_a_change(text: str) -> None:
    changed = changes(designation=entity(names=(*NAMES, Name(text, NameKind.STRONG, WORD))))
    assert (changed == ()) == (
        material_digest(TARIK, [entity(names=(*NAMES, Name(text, NameKind.STRONG, WORD)))])
        == material_digest(TARIK, [USAMA])
    )
