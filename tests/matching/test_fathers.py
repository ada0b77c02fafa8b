"""A Russian patronymic that one name lacks: when the other names are too unlike or too few without it."""

import pytest

from comity.matching.scorecard import DEFAULT_THRESHOLD
from comity.model.entity import Kind
from small_list import entity, score, subject


def alerts(one: str, other: str) -> bool:
    hit = score(subject(one, kind=Kind.PERSON), entity(other, kind=Kind.PERSON))
    return bool(hit) and hit.earned >= DEFAULT_THRESHOLD  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Oleg Mikhailovich", "Oleg Mikhaylovich SOTNIKOV"),  # a given name and a patronymic alone
        ("Evgeny Sokolov", "Evgeniy Mikhailovich SHKOLOV"),  # a family name that is only alike
        ("Евгений Соколов", "Evgeniy Mikhailovich SHKOLOV"),
    ],
)
def test_names_that_say_little_without_the_patronymic_do_not_alert(one: str, other: str) -> None:
    assert not alerts(one, other)
    assert not alerts(other, one)
    assert alerts(other, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dmitry Smirnov", "Dmitriy Konstantinovich SMIRNOV"),
        ("Igor Rotenberg", "Igor Arkadyevich ROTENBERG"),
        ("Dmitro Kovalchuk", "Dmytro Volodymyrovych KOVALCHUK"),
        ("Kyrylo Kovalchuk", "Kirill Mikhailovich KOVALCHUK"),
        ("Рамзан Кадыров", "Ramzan Akhmatovich Kadyrov"),
        ("Smirnov Dmitry Konstantinovich", "Dmitriy Konstantinovich SMIRNOV"),
        ("Oleg Mikhailovich Sotnkov", "Oleg Mikhaylovich SOTNIKOV"),
        ("Viktor Bout", "Viktor Anatolijevitch BOUT"),
    ],
)
def test_a_patronymic_left_out_or_a_wrong_letter_still_alerts(one: str, other: str) -> None:
    assert alerts(one, other)
    assert alerts(other, one)
