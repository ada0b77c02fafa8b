"""Syllables a letter apart that thousands have in their names are two; what an error made of one is not."""

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
        ("Kim Jong-chol", "KIM YONG CHOL"),
        ("Ri Sang-chol", "Song Chol RI"),
        ("Rim Chol-min", "Min Chol KIM"),  # two families, at either end
        ("Mo Il-hwan", "Il Hwan KO"),
        ("Kim Jong-hun", "Jong Hun KIL"),
    ],
)
def test_two_syllables_of_many_and_two_families_at_either_end_do_not_alert(one: str, other: str) -> None:
    assert not alerts(one, other)
    assert not alerts(other, one)
    assert alerts(other, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dim Jong Sik", "KIM JONG SIK"),  # nobody's family
        ("Jang Sung Nao", "JANG SUNG NAM"),
        ("Ri Won Oh", "RI WON HO"),  # the family is at the other end
        ("Kim Chol Sa", "KIM CHOL SAM"),  # a letter is left out
        ("Kim Jong-un", "Jong Un KIM"),
    ],
)
def test_a_wrong_letter_and_another_order_still_alert(one: str, other: str) -> None:
    assert alerts(one, other)
    assert alerts(other, one)
