"""One entity is read as a whole file of them is read."""

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.intake.file import InputFile, IntakeOptions
from comity.intake.ftm import ftm_tables, open_ftm
from comity.intake.ftm_subject import knows_schema, subject_of
from comity.model.errors import BadRequest
from comity.model.subject import Subject
from comity.model.subject_columns import subject_at

VALUES = {
    "birth": ["1957-03-10", "1957", "10/03/1957", "1900-01-01", "some day", "1957-1960"],
    "country": ["us", "RU", "Russia", "kg; us", "Atlantis", "us; Atlantis"],
    "gender": ["male", "F", "other", "perhaps"],
    "text": ["Orsan Keldenbaev", "  Келденбаев ", "A;B | C", "unknown", "-", "12 34; 56", "Jalal-Abad, Kyrgyzstan", ""],
}
SPECIAL = {"birthDate": "birth", "nationality": "country", "country": "country", "gender": "gender"}
NAMES = sorted({*ftm_tables().properties, "religion", "ethnicity", "notes"})


def entities() -> st.SearchStrategy[dict[str, Any]]:
    def values(name: str) -> st.SearchStrategy[Any]:
        one = st.sampled_from(VALUES[SPECIAL.get(name, "text")])
        return st.one_of(one, st.lists(one, max_size=3))

    properties = st.lists(st.sampled_from(NAMES), max_size=6, unique=True).flatmap(
        lambda names: st.fixed_dictionaries({name: values(name) for name in ("name", *names)})
    )
    schemas = st.sampled_from(sorted(ftm_tables().kinds))
    return st.fixed_dictionaries({"id": st.just("a"), "schema": schemas, "properties": properties})


def from_file(entity: dict[str, Any]) -> tuple[list[Subject], int]:
    content = json.dumps(entity).encode() + b"\n"
    batches = list(open_ftm(InputFile("q", lambda: io.BytesIO(content)), IntakeOptions(day_first=None)).batches)
    subjects = [subject_at(each.subjects, row) for each in batches for row in range(each.subjects.num_rows)]
    return subjects, sum(len(each.notes) for each in batches)


@settings(max_examples=150, deadline=None)
@given(entities())
def test_one_entity_says_what_it_says_in_a_file(entity: dict[str, Any]) -> None:
    held, _ = from_file(entity)
    try:
        read = subject_of("a", entity["schema"], entity["properties"])
    except BadRequest:
        assert held == []  # held, for it has no name, and no identifier either
        return
    if not held:  # a file's record without a name is held; one that is asked about may have an identifier alone
        assert read.subject.names == ()
        assert read.subject.identifiers
        return
    (whole,) = held
    for field in ("id", "kind", "nationalities", "genders", "addresses"):
        assert getattr(read.subject, field) == getattr(whole, field), field
    assert set(read.subject.names) == set(whole.names)
    assert read.subject.names[0] == whole.names[0]
    assert sorted(read.subject.countries) == sorted(whole.countries)
    assert sorted(map(repr, read.subject.identifiers)) == sorted(map(repr, whole.identifiers))


def test_an_identifier_alone_can_be_screened() -> None:
    read = subject_of("a", "Person", {"passportNumber": ["A 123"]})
    assert read.subject.names == ()
    assert [each.value for each in read.subject.identifiers] == ["A 123"]


def test_what_must_not_be_kept_is_dropped_and_told() -> None:
    read = subject_of("a", "Person", {"name": "Orsan", "religion": "x", "political": ["y"], "weight": "3"})
    assert set(read.dropped) == {"religion", "political"}
    assert read.unused == ("weight",)


@pytest.mark.parametrize("schema", ["Address", "Ownership", "Sanction"])
def test_a_description_of_something_else_is_no_subject(schema: str) -> None:
    assert not knows_schema(schema)
