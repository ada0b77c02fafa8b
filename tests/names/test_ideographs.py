"""How Chinese characters are read in names: the packaged table, what makes it, which names are cut into characters."""

import numpy as np
import pytest

import plain_syllables as plain
from comity.names import build_han, ideographs, letters
from comity.names.japanese import FLAG_READING
from comity.names.syllables import BY_LANGUAGE, BY_READING, BY_STANDARD, MOST_MEANT
from comity.names.tokens import FLAG_HAN, FLAG_SYLLABLE, tokenise_texts

IN_CHARACTERS = FLAG_HAN | FLAG_SYLLABLE


def reading(char: str) -> ideographs.Reading:
    base = chr(letters.load().base[ord(char)])
    return plain.READINGS[plain.CODES[base]]


def test_the_packaged_readings_are_up_to_date() -> None:
    packaged = "".join(
        f"{each.mandarin} {each.korean or '-'} {each.cantonese or '-'} {chars}\n"
        for each, chars in ideographs.readings()
    )
    assert build_han.build(build_han.packaged_korean()) == packaged, "run python -m comity.names.build_han"


@pytest.mark.parametrize(
    ("char", "mandarin", "korean", "cantonese"),
    [("金", "jin", "금,김", "gam"), ("李", "li", "리,이", "lei"), ("翟", "zhai", "적", "dik,zaak"),
     ("幸", "xing", "행", "hang"),
     ("东", "dong", "동", "dung"), ("東", "dong", "동", "dung"), ("女", "nv", "녀,여", "neoi")],
)  # fmt: skip
def test_a_character_is_read_as_in_names(char: str, mandarin: str, korean: str, cantonese: str) -> None:
    assert reading(char) == (mandarin, korean, cantonese)


@pytest.mark.parametrize(
    ("row", "expected"),
    [('"\\u674E": "\\uB9AC"', {"李": "리,이"}), ('"玄": "현"', {"玄": "현"}), ("老: 로", {"老": "노,로"}),
     ("# 老 is old", {}), ("", {})],
)  # fmt: skip
def test_a_table_of_korean_readings_is_read_with_the_southern_spelling(row: str, expected: dict[str, str]) -> None:
    assert build_han.korean_readings([row]) == expected


@pytest.mark.parametrize(
    "name", ["习近平", "習近平", "玄 哲海", "王伟", "山田太郎", "山田 太郎", "歐陽 震華", "李·光·耀", "沢田一郎"]
)
def test_a_short_name_is_cut_into_its_characters(name: str) -> None:
    tokens = tokenise_texts([name])
    own = tokens.flags[tokens.flags & FLAG_READING == 0]
    assert own.tolist() == [IN_CHARACTERS] * sum(char not in " ·" for char in name)
    assert np.all((tokens.stop - tokens.start)[: len(own)] == 3)


@pytest.mark.parametrize(
    "name",
    [
        "王",
        "北京大学出版社",
        "華為技術服務有限公司",
        "习近平 Xi",
        "金 정은",
        "大江健三郎",
        "中国 人民 银行",
        "山田 太郎 2",
    ],
)
def test_other_names_are_not(name: str) -> None:
    assert not any(flags & FLAG_SYLLABLE for flags in tokenise_texts([name]).flags)


def test_a_character_weighs_and_sounds_as_its_pinyin_does() -> None:
    characters, spelled = tokenise_texts(["黃之鋒"]), tokenise_texts(["Huang Zhifeng"])
    assert characters.sound.tolist() == spelled.sound.tolist()
    assert not set(characters.native.tolist()) & set(spelled.native.tolist())


@pytest.mark.parametrize(
    ("char", "spelling", "expected"),
    [("黃", "huang", BY_STANDARD), ("章", "chang", BY_STANDARD), ("黃", "wong", BY_READING), ("金", "kim", BY_READING),
     ("陳", "tan", BY_LANGUAGE), ("金", "wong", None), ("黃", "hwang", BY_READING)],
)  # fmt: skip
def test_a_character_stands_for_each_spelling_of_its_readings(char: str, spelling: str, expected: int | None) -> None:
    code = plain.CODES[chr(letters.load().base[ord(char)])]
    assert plain.apart(code, spelling, (BY_STANDARD, BY_READING, BY_LANGUAGE)) == expected


def test_no_character_is_read_in_more_ways_than_a_token_has_keys_for() -> None:
    assert max(len(each.syllables()) for each, _ in ideographs.readings()) <= MOST_MEANT
    assert not ideographs.load().reading.flags.writeable
