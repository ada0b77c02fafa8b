"""Which syllable of a Chinese or Korean name is the family's, by how the name is written."""

import pytest

from comity.matching.name_evidence import rewritten
from comity.matching.syllabic import syllabic
from comity.operations.evaluation.namesakes import bits_of


def family_of(name: str) -> str | None:
    read = syllabic(rewritten(name, bits_of(name)))
    assert read
    return None if read.family is None else read.letters[read.family]


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Kim Jong-un", "kim"),
        ("Jong-un Kim", "kim"),
        ("JO YONG-WON", "jo"),
        ("KO CH'O'-CHAE", "ko"),
        ("Wang Xiaoming", "wang"),
        ("Jong Un KIM", "kim"),
        ("Dr. Kim Jong-un", "kim"),
        ("KIM JONG UN", None),
        ("Kim Jong Un", None),
        ("Li WEI", "wei"),
    ],
)
def test_joined_syllables_and_capitals_show_the_family_name(name: str, family: str | None) -> None:
    assert family_of(name) == family


@pytest.mark.parametrize("name", ["Kim Smith", "김정은", "Ким Чен Ын", "Jong"])
def test_only_syllables_of_latin_letters_are_read_so(name: str) -> None:
    assert syllabic(rewritten(name, bits_of(name))) is None
