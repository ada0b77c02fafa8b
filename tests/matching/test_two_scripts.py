"""Names across two scripts that are not Latin, and across languages that write one name each in its own way."""

import pytest

from comity.matching.scorecard import DEFAULT_THRESHOLD
from small_list import earned


def alerts(one: str, listed: str) -> bool:
    return earned(one, listed) >= DEFAULT_THRESHOLD


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Забихулла Муджахид", "ذبيح الله مجاهد"),
        ("Рухолла Хомейни", "روح الله خميني"),
        ("Слободан Милошевић", "سلوبودان ميلوسيفيتش"),
        ("Recep Tayyip Erdogan", "رجب طيب أردوغان"),
        ("Chalid Maschal", "خالد مشعل"),
        ("Володимир Зеленський", "Владимир Зеленский"),
        ("Alyaksandr Lukashenka", "Alexander Lukashenko"),
        ("Svitlana Halynova", "Светлана Галинова"),
    ],
)
def test_a_name_is_found_across_two_scripts_and_two_languages(one: str, other: str) -> None:
    assert alerts(one, other)
    assert alerts(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Забихулла Муджахид", "ذبيح الله سلوبودان"),
        ("Chalid Maschal", "سليم مشعل"),
        ("Олена Галинова", "Елизавета Галинова"),
    ],
)
def test_other_names_are_kept_apart_across_them(one: str, other: str) -> None:
    assert not alerts(one, other)
