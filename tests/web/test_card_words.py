"""A hit card speaks the reader's language: every value of ours has words, every code a territory's name."""

from dataclasses import replace

from comity.model.entity import Gender, IdentifierType, Kind, NameKind
from comity.web.card_words import RUSSIAN, Tongue
from comity.web.hit_card import hit_card
from invented_screening import findings


def test_every_value_of_the_model_has_words() -> None:
    values = {each.value for kind in (Kind, Gender, NameKind, IdentifierType) for each in kind}
    assert values - RUSSIAN.keys() == set()


def test_a_card_in_russian_leaves_no_value_of_ours_in_english() -> None:
    finding = findings()[0]
    subject = replace(finding.subject, kind=Kind.PERSON, genders=(Gender.MALE,), nationalities=("KG",))
    card = hit_card(
        replace(finding, subject=subject), anchor="a", list_title="UN", threshold=0.5, language="ru"
    )  # fmt: skip
    told = {row.label: " ".join(row.subject) for row in card.comparisons}
    assert "лицо" in told["Kind"]
    assert "мужской" in told["Gender"]
    assert "Киргизия" in told["Nationality"]
    everything = " ".join(str(value) for row in card.comparisons for value in (*row.subject, *row.listed))
    assert [word for word in RUSSIAN if word != RUSSIAN[word] and f">{word}<" in everything] == []
    assert Tongue("ru").number("passport K048787") == "паспорт K048787"
    assert Tongue("en").word("person") == "person"
    assert Tongue("en").country("KG") == "Kyrgyzstan"
