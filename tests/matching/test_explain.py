"""Every reason that the scorer can give has words, in every language, and none has words that it never gives."""

import string
import tomllib
from importlib.resources import files
from typing import Any

import pytest

from comity.matching.explain import LANGUAGES, in_words
from comity.matching.features.birth import GRADES
from comity.model.entity import (
    Birth,
    Entity,
    Gender,
    Identifier,
    IdentifierType,
    Kind,
    NameKind,
    Nationality,
    Published,
)
from comity.model.hit import Evidence
from comity.model.partial_date import DateSpan, parse_span
from comity.model.subject import SubjectIdentifier
from small_list import entity, score, subject

SAID = Published("field", "as published")


def sentences(language: str) -> dict[str, dict[str, str]]:
    return tomllib.loads(files("comity.matching").joinpath(f"explain.{language}.toml").read_text("utf-8"))


def listed() -> Entity:
    return entity(
        "Gulbuddin Hekmatyar",
        genders=(Gender.MALE,),
        births=(Birth(parse_span("1957-03-10"), SAID),),
        nationalities=(Nationality("AF", SAID),),
        identifiers=(Identifier(IdentifierType.PASSPORT, "A1234567", SAID, country="AF"),),
    )


def given() -> list[Evidence]:
    """Reasons of pairs made so that each finding occurs."""
    pairs = [
        ("Gulbuddin Hekmatyar", listed()),
        ("Golboddin Hekmatyar", listed()),
        ("Gulbudin Hekmatyar", listed()),
        ("Gulbuddin Hekmatyor", listed()),
        ("Gulbuddin Hikmatiyur", listed()),
        ("Golbadden Hekmetior", listed()),
        ("гулбуддин хекматьяр", listed()),
        ("Рамзан Магомедовик", entity("Ramzan Magomedovit")),
        ("گلبدین حکمتیار", listed()),
        ("Gulbuddin G. Hekmatyar Qalam", listed()),
        ("G. Hekmatyar", listed()),
        ("Усама бин Ладен", entity("Usama bin Laden")),
        ("Osamabinladen", entity("Osama bin Laden")),
        ("Mohammed Ali", entity("Muhammad Aly")),
        ("Ali", entity("Ali")),
        ("Wali Khan", entity("Wazir Khan")),
        ("Zawahiri", entity("x", ("Zawahiri", NameKind.WEAK))),
        ("Zawahiri", entity("x", ("Zawahiri", NameKind.FORMER))),
        ("Владимир Путин", entity("Vladimer Poutine")),
        ("Aleksandr Lukashenka", entity("Alexander Lukachenko")),
        ("Sergei Shoygu", entity("Sergey Shoigu")),
        ("Хаfиз Саид", entity("Hafez Sayed")),
        ("Эспиноса", entity("Espinoza")),
        ("Doku Umarov", entity("Doku Khamatovich Umarov")),
        ("Doku Khamatovich Umarov", entity("Doku Umarov")),
        ("Dou Khamatovich Umarov", entity("Doku Khamatovich Umarov")),
    ]
    names = [hit for name, whom in pairs for hit in [score(name, whom)] if hit]
    spans = ["1957-03-10", "1957-03", "1957", "1955/1958", "1958", "1990"]
    number = (IdentifierType.PASSPORT, "A1234567")
    known: list[dict[str, Any]] = [
        *({"births": (span(text),)} for text in spans),
        {"kind": Kind.PERSON}, {"kind": Kind.VESSEL},
        {"genders": (Gender.MALE,)}, {"genders": (Gender.FEMALE,)},
        {"nationalities": ("AF",)}, {"nationalities": ("FR",)},
        {"identifiers": (SubjectIdentifier(*number, "AF"),)},
        {"identifiers": (SubjectIdentifier(*number, "FR"),)},
        {"identifiers": (SubjectIdentifier(IdentifierType.PASSPORT, "B7654321", "AF"),)},
    ]  # fmt: skip
    bodies = [
        ("Nordland AG", "Nordland GmbH"), ("Nordland Fund", "Nordland Fund II"), ("Nordland Fund 2", "Nordland Fund"),
        ("Nordland Trust", "Nordland"), ("Nordland", "Nordland Trust"),
        ("Nordland Mexico", "Nordland"), ("Nordland", "Nordland Mexico"), ("Nordland Iran", "Nordland Iraq"),
        ("East Nordland", "West Nordland"),
    ]  # fmt: skip
    body = Kind.ORGANISATION
    wholes = [score(subject(one, kind=body), entity(other, kind=body)) for one, other in bodies]
    wholes.append(score(subject("Nordland 2", kind=Kind.VESSEL), entity("Nordland 3", kind=Kind.VESSEL)))
    wholes.append(score("Salman bin Muhammad", entity("Muhammad bin Salman")))
    wholes.append(score("Omar Ali Hassan", entity("Omar Ali Hussain")))
    wholes.append(score("Sally-Anne", entity("Sally-Anne Quimby")))
    wholes.append(score("Yazid Mushakhas Sanad Mubarak al-Bathali", entity("Mubarak Mushakhas Sanad al-Bathali")))
    wholes.append(score("Oleg Mikhailovich", entity("Oleg Mikhaylovich Sotnikov")))
    wholes.append(score("Mohammed Qassem", entity("Kassem Mohamad SALEH")))
    others = [score(subject("Gulbuddin Hekmatyar", **each), listed()) for each in known]
    return [reason for hit in (*names, *wholes, *others) if hit for reason in hit.reasons]


def span(text: str) -> DateSpan:
    return parse_span(text)


def test_every_finding_that_occurs_has_words_and_every_sentence_occurs() -> None:
    occurring = {(reason.feature, reason.finding) for reason in given()}
    for language in LANGUAGES:
        worded = {(feature, finding) for feature, rows in sentences(language).items() for finding in rows}
        assert occurring <= worded, occurring - worded
        assert worded <= occurring, worded - occurring


def test_every_birth_grade_has_words() -> None:
    for language in LANGUAGES:
        assert set(sentences(language)["birth"]) == set(GRADES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_says_what_was_compared_and_asks_for_nothing_else(language: str) -> None:
    for rows in sentences(language).values():
        for sentence in rows.values():
            fields = {field for _, field, _, _ in string.Formatter().parse(sentence) if field is not None}
            assert fields <= {"subject", "listed"}
    for reason in given():
        words = in_words(reason, language)
        assert words
        assert "None" not in words
        assert "{" not in words


def test_languages_say_the_same_of_the_same_things() -> None:
    english, russian = sentences("en"), sentences("ru")
    assert {feature: set(rows) for feature, rows in english.items()} == {
        feature: set(rows) for feature, rows in russian.items()
    }


def test_a_text_with_braces_is_shown_as_it_is() -> None:
    hit = score("{subject} Hekmatyar", "{subject} Hekmatyar")
    assert hit is not None
    assert any("Hekmatyar" in in_words(reason) for reason in hit.reasons)


def test_the_parts_that_reasons_point_to_are_where_they_say() -> None:
    for reason in given():
        assert (reason.subject_span is None) or reason.subject
    for name, whom in [("أسامة بن لادن", "Osama bin Laden"), ("Dr. Ayman al-Zawahiri, M.", "ZAWAHIRI Aiman (Dr)")]:
        hit = score(name, whom)
        assert hit is not None
        for reason in hit.reasons:
            if reason.subject_span:
                assert hit.subject_name[slice(*reason.subject_span)] == reason.subject
            if reason.listed_span:
                assert hit.listed_name[slice(*reason.listed_span)] == reason.listed
