"""The safeguards of docs/law.md that the nouns themselves uphold. Each test names its safeguard."""

import dataclasses
import importlib
import pkgutil
from collections.abc import Iterator

import pytest

import comity.model
from comity.cases.alert import HitState
from comity.cases.material import changes_between
from comity.cases.workflow import HITS, Who
from comity.lists.reading import Reading
from comity.lists.record import Record
from comity.model.designation import ListId, Listing, Reference
from comity.model.errors import IncompleteListing
from comity.model.hit import Hit
from comity.model.partial_date import PartialDate
from comity.model.sensitive import is_sensitive
from comity.model.subject import SUBJECT_SCHEMA, Account, Subject, SubjectId


def listing(**changed: str) -> Listing:
    published = {"reference": "XX.1", "authority": "An invented authority", "legal_basis": "An invented act", **changed}
    return Listing(
        ListId("invented"),
        Reference(published["reference"]),
        published["authority"],
        published["legal_basis"],
        PartialDate(2026, 1, 1),
    )


def model_fields() -> Iterator[tuple[str, str]]:
    for module in pkgutil.iter_modules(comity.model.__path__, "comity.model."):
        for noun in vars(importlib.import_module(module.name)).values():
            if isinstance(noun, type) and dataclasses.is_dataclass(noun):
                yield from ((noun.__name__, field.name) for field in dataclasses.fields(noun))


@pytest.mark.parametrize("missing", ["reference", "authority", "legal_basis"])
def test_s1_a_listing_without_its_ground_cannot_be_built(missing: str) -> None:
    assert listing().legal_basis == "An invented act"
    with pytest.raises(IncompleteListing):
        listing(**{missing: " "})


def test_s2_no_noun_has_a_field_for_what_must_not_be_kept() -> None:
    fields = list(model_fields())
    assert ("Entity", "nationalities") in fields
    assert [each for each in fields if is_sensitive(each[1])] == []
    assert [name for name in SUBJECT_SCHEMA.names if is_sensitive(name)] == []


@pytest.mark.parametrize("field", ["religion", "Ethnic_Origin", "political opinion", "health_status"])
def test_s2_what_must_not_be_kept_is_dropped_at_the_door_and_only_the_drop_is_recorded(field: str) -> None:
    reading = Reading()
    record = Record("entry", {field: ["secret words"], "colour": ["green"]}, place="line 1", reading=reading)
    kept = record.done()
    assert [each.text for each in kept] == ["green"]
    assert reading.dropped == {field: 1}
    assert "secret words" not in repr(reading)


def test_s3_a_hit_has_no_place_for_a_decision() -> None:
    names = {field.name for field in dataclasses.fields(Hit)}
    assert names.isdisjoint({"decision", "disposition", "status", "outcome", "true_match", "frozen", "verdict"})


def test_s3_a_true_match_and_a_clearing_are_made_by_a_second_person_only() -> None:
    judged = [row for row in HITS if row.next in (HitState.TRUE_MATCH, HitState.FALSE_POSITIVE)]
    assert {row.next for row in judged} == {HitState.TRUE_MATCH, HitState.FALSE_POSITIVE}
    assert {row.who for row in judged} == {Who.SECOND}


def test_s5_whom_two_officers_cleared_stays_silent_until_a_side_changes() -> None:
    then = Subject(SubjectId("1"), ("Anna Ivanova",))
    moved = Subject(SubjectId("1"), ("IVANOVA, Anna",), addresses=("Osh",))
    assert changes_between((then, []), (moved, [])) == ()
    assert changes_between((then, []), (Subject(SubjectId("1"), ("Anna Petrova",)), []))


def test_s9_a_hit_names_what_made_it() -> None:
    required = {field.name for field in dataclasses.fields(Hit) if field.default is dataclasses.MISSING}
    assert {"edition", "scorecard", "engine"} <= required


def test_an_account_that_does_not_add_up_cannot_be_built() -> None:
    assert Account(received=3, screened=1, partial=1, held=1).held == 1
    with pytest.raises(ValueError, match="add up"):
        Account(received=3, screened=1, partial=1, held=0)
