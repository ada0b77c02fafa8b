"""What evidence may do to a score (safeguard S2), and that the reasons add up to it."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.matching.score import NameScore, Scored, score_pair
from comity.matching.scorecard import DEFAULT_SCORECARD
from comity.model.entity import (
    Address,
    Birth,
    Entity,
    Gender,
    Identifier,
    IdentifierType,
    Kind,
    NameKind,
    Nationality,
    Place,
    Published,
)
from comity.model.hit import Bearing, Evidence
from comity.model.partial_date import DateSpan, PartialDate
from comity.model.subject import Subject, SubjectIdentifier
from invented_names import names
from small_list import designation, entity, score, screener_of, subject

SAID = Published("field", "as published")
COUNTRIES = st.sampled_from(["AF", "RU", "CN", "FR"])
DATES = st.one_of(
    st.builds(PartialDate, st.integers(1950, 1960)),
    st.builds(PartialDate, st.integers(1955, 1957), st.integers(3, 5)),
    st.builds(PartialDate, st.integers(1955, 1957), st.integers(3, 5), st.integers(1, 3)),
)
SPANS = st.one_of(
    st.builds(lambda date, circa: DateSpan(date, date, circa), DATES, st.booleans()),
    st.builds(lambda year, more: DateSpan(PartialDate(year), PartialDate(year + more)), st.integers(1950, 1960),
              st.integers(0, 5)),
    st.builds(lambda year: DateSpan(None, PartialDate(year)), st.integers(1950, 1960)),
)  # fmt: skip
TYPES = st.sampled_from([IdentifierType.PASSPORT, IdentifierType.TAX, IdentifierType.OTHER, IdentifierType.PHONE])
NUMBERS = st.sampled_from(["A123456", "a 123-456", "B999999", "12"])
ISSUERS = st.one_of(st.none(), COUNTRIES)
KINDS = st.sampled_from(Kind)
GENDERS = st.lists(st.sampled_from(Gender), max_size=2, unique=True).map(tuple)


def few(of: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(of, max_size=3).map(tuple)


SUBJECTS = st.builds(
    subject, st.just("Ivan"), kind=KINDS, births=few(SPANS), nationalities=few(COUNTRIES), countries=few(COUNTRIES),
    genders=GENDERS, identifiers=few(st.builds(SubjectIdentifier, TYPES, NUMBERS, ISSUERS)),
)  # fmt: skip
ENTITIES = st.builds(
    entity, st.just("Ivan"), kind=KINDS, genders=GENDERS,
    births=few(st.builds(Birth, SPANS, st.just(SAID))),
    nationalities=few(st.builds(Nationality, ISSUERS, st.just(SAID))),
    birth_places=few(st.builds(Place, st.just("Town"), ISSUERS, st.just(SAID))),
    addresses=few(st.builds(lambda country: Address("Street", SAID, country=country), ISSUERS)),
    identifiers=few(
        st.builds(lambda type, value, country: Identifier(type, value, SAID, country=country), TYPES, NUMBERS, ISSUERS)
    ),
)  # fmt: skip


def ivan(earned: float, kind: NameKind) -> NameScore:
    return NameScore("Ivan", "Ivan", kind, earned, (Evidence("name part", "same", Bearing.AGREES, earned),))


NAME_SCORES = st.builds(ivan, st.floats(0.0, 1.0), st.sampled_from(NameKind))


def scored(names: NameScore, who: Subject, whom: Entity) -> Scored:
    return score_pair(names, who, whom, DEFAULT_SCORECARD)


@settings(max_examples=150, deadline=None)
@given(NAME_SCORES, SUBJECTS, ENTITIES)
def test_the_reasons_add_up_to_the_score_and_nothing_leaves_its_bounds(
    names: NameScore, who: Subject, whom: Entity
) -> None:
    found = scored(names, who, whom)
    assert 0.0 <= found.earned <= found.score <= 1.0
    assert sum(reason.weight for reason in found.reasons) == pytest.approx(found.score, abs=1e-9)


@settings(max_examples=150, deadline=None)
@given(NAME_SCORES, SUBJECTS, ENTITIES)
def test_nationality_country_and_gender_never_raise(names: NameScore, who: Subject, whom: Entity) -> None:
    known = scored(names, who, whom)
    for unknown in (
        replace(who, nationalities=(), countries=()),
        replace(who, genders=()),
        replace(who, nationalities=(), countries=(), genders=(), addresses=()),
    ):
        without = scored(names, unknown, whom)
        assert known.earned <= without.earned + 1e-12
        assert known.score <= without.score + 1e-12


@settings(max_examples=150, deadline=None)
@given(NAME_SCORES, SUBJECTS, ENTITIES)
def test_places_and_countries_of_the_listing_never_raise(names: NameScore, who: Subject, whom: Entity) -> None:
    bare = replace(whom, nationalities=(), birth_places=(), addresses=(), genders=())
    assert scored(names, who, whom).score <= scored(names, who, bare).score + 1e-12


@settings(max_examples=150, deadline=None)
@given(NAME_SCORES, SUBJECTS, ENTITIES)
def test_a_birth_date_never_adds_to_what_is_held_against_the_threshold(
    names: NameScore, who: Subject, whom: Entity
) -> None:
    assert scored(names, who, whom).earned <= scored(names, replace(who, births=()), whom).earned + 1e-12


@settings(max_examples=150, deadline=None)
@given(NAME_SCORES, SUBJECTS, ENTITIES)
def test_agreeing_evidence_never_lowers(names: NameScore, who: Subject, whom: Entity) -> None:
    before = scored(names, who, whom)
    listed = [each.country for each in whom.nationalities if each.country]
    agreeing = [replace(who, births=(*who.births, each.span)) for each in whom.births]
    agreeing += [replace(who, nationalities=(*who.nationalities, country)) for country in listed]
    agreeing += [replace(who, genders=(*who.genders, gender)) for gender in whom.genders]
    agreeing += [
        replace(who, identifiers=(*who.identifiers, SubjectIdentifier(each.type, each.value, each.country)))
        for each in whom.identifiers
    ]
    agreeing.append(replace(who, kind=whom.kind))
    for more in agreeing:
        after = scored(names, more, whom)
        assert after.earned >= before.earned - 1e-12
        assert after.score >= before.score - 1e-12


@settings(max_examples=100, deadline=None)
@given(SUBJECTS, ENTITIES, st.floats(0, 1), st.floats(0, 1), st.sampled_from(NameKind))
def test_names_that_agree_better_never_score_less(
    who: Subject, whom: Entity, one: float, other: float, kind: NameKind
) -> None:
    low, high = (scored(NameScore("Ivan", "Ivan", kind, earned, ()), who, whom) for earned in sorted((one, other)))
    assert low.earned <= high.earned + 1e-12
    assert low.score <= high.score + 1e-12


# --- through the kernels ---------------------------------------------------------------------------


def test_the_reasons_of_every_hit_add_up_to_its_score() -> None:
    listed = [
        designation(f"L{number}", entity(name, kind=Kind.PERSON, births=(born(1957, 3, 10),), genders=(Gender.MALE,)))
        for number, name in enumerate(name for name in names(31, 400) if name.strip())
    ]
    screener, hits = screener_of(listed), 0
    for number, name in enumerate(names(32, 600)):
        who = subject(name, births=(span(1957 + number % 2),), genders=(Gender.MALE,) if number % 3 else ())
        for hit in screener.screen(who, threshold=0.2):
            hits += 1
            assert sum(reason.weight for reason in hit.reasons) == pytest.approx(hit.score, abs=1e-5), hit
            assert 0.0 <= hit.earned <= hit.score <= 1.0
    assert hits > 300


def span(*date: int) -> DateSpan:
    return DateSpan(PartialDate(*date), PartialDate(*date))


def born(*date: int) -> Birth:
    return Birth(span(*date), SAID)


def test_rare_names_with_agreeing_births_rank_above_rare_names_and_those_above_common_ones() -> None:
    rare, common = "Gulbuddin Hekmatyar Qalamuddin", "Ali Ahmed"
    whole = score(subject(rare, births=(span(1957, 3, 10),)), entity(rare, births=(born(1957, 3, 10),)))
    year = score(subject(rare, births=(span(1957),)), entity(rare, births=(born(1957, 3, 10),)))
    alone = score(rare, rare)
    few_know = score(common, common)
    assert whole is not None
    assert year is not None
    assert alone is not None
    assert few_know is not None
    assert whole.score > year.score > alone.score > few_know.score
    assert whole.earned == alone.earned
    assert whole.score < 1.0  # only an agreeing number besides reaches the top


def test_an_agreeing_number_on_top_of_everything_ranks_first() -> None:
    passport = Identifier(IdentifierType.PASSPORT, "A 1234567", SAID, country="AF")
    whom = entity("Gulbuddin Hekmatyar", births=(born(1957, 3, 10),), identifiers=(passport,))
    dated = subject("Gulbuddin Hekmatyar", births=(span(1957, 3, 10),))
    numbered = replace(dated, identifiers=(SubjectIdentifier(IdentifierType.PASSPORT, "a1234567", "AF"),))
    one, other = score(numbered, whom), score(dated, whom)
    assert one is not None
    assert other is not None
    assert one.score > other.score


def test_a_shared_number_hits_whatever_the_name_and_the_name_counts_below_the_threshold_too() -> None:
    passport = Identifier(IdentifierType.PASSPORT, "A 1234567", SAID, country="AF")
    whom = entity("Gulbuddin Hekmatyar", identifiers=(passport,))
    number = (SubjectIdentifier(IdentifierType.PASSPORT, "a1234567", "AF"),)
    screener = screener_of([designation("X", whom)])
    (other,) = screener.screen(subject("Maria Lopez", identifiers=number), threshold=0.7)
    (partly,) = screener.screen(subject("Gulbuddin Ivanov Petrov", identifiers=number), threshold=0.7)
    (low,) = screener.screen(subject("Gulbuddin Ivanov Petrov", identifiers=number), threshold=0.1)
    assert partly.score > other.score
    assert partly == low  # a pair scores the same whatever the threshold
