"""Names in kanji: into which words they are cut, and how these are read."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from comity.names.alphabet import phones_of
from comity.names.build_japanese import in_hepburn, one_spelling
from comity.names.japanese import FLAG_READING
from comity.names.tokens import tokenise_texts
from plain_tokens import tokens


def read(name: str) -> set[tuple[str, int, int]]:
    """How the words of a name sound, each with the first character that it is read from and how many."""
    found = tokenise_texts([name])
    return {
        (phones_of(phones[:n]), int(spelling[0]), int(spelling[1]))
        for phones, n, spelling, flags in zip(found.phones, found.n_phones, found.spelling, found.flags, strict=True)
        if flags & FLAG_READING
    }


@pytest.mark.parametrize(
    ("name", "family", "given", "cut"),
    [
        ("高橋健一", "takahaSi", "keniCi", 2),
        ("高橋 健一", "takahaSi", "keniCi", 2),
        ("林文雄", "hayaSi", "fumio", 1),
        ("長谷川健太郎", "hasegawa", "kentarW", 3),
        ("佐々木 誠", "sasaki", "makoto", 2),
        ("髙橋健一", "takahaSi", "keniCi", 2),
    ],
)
def test_a_name_in_kanji_is_read_as_family_name_and_given_name(name: str, family: str, given: str, cut: int) -> None:
    found = read(name)
    assert (family, 0, cut) in found
    assert any(phones == given and begin == cut for phones, begin, _ in found)


def test_a_family_name_is_read_before_a_given_name_in_kana() -> None:
    assert ("takahaSi", 0, 2) in read("高橋さくら")
    assert ("takahaSi", 0, 2) in read("高橋 サクラ")


@pytest.mark.parametrize("name", ["習近平", "毛泽东", "金正恩", "高橋", "健一", "高橋健一株式会社", "高橋健一 Ltd"])
def test_what_is_no_japanese_name_as_a_whole_is_not_read_as_one(name: str) -> None:
    assert not read(name)


def test_a_space_says_where_the_given_name_begins() -> None:
    assert {begin for _, begin, _ in read("小 林 誠")} >= {0, 2}
    assert {(begin, size) for _, begin, size in read("小林 誠")} == {(0, 2), (2, 1)}


def test_a_given_name_may_stand_before_a_space() -> None:
    assert ("takahaSi", 2, 2) in read("健一 高橋")
    assert not read("健一高橋")


@settings(max_examples=300, deadline=None)
@given(st.text("高橋健一林小文雄誠佐々木さクー 、株式会社ル金a1", max_size=8))
@example("長谷川健太郎")
@example("小 林 誠")
@example("高橋健一")
@example("健一 高橋")
def test_readings_are_those_of_the_plain_twin(name: str) -> None:
    expected = {(token.phones, *token.reads) for token in tokens(name) if token.reads}
    assert read(name) == expected


@pytest.mark.parametrize(
    ("kana", "spelled"),
    [
        ("たかはし", "takahashi"),
        ("しゅんいち", "shunichi"),
        ("いっせい", "issei"),
        ("きょうこ", "kyouko"),
        ("まっちゃ", "matcha"),
    ],
)
def test_kana_are_spelled_as_hepburn_does(kana: str, spelled: str) -> None:
    assert in_hepburn(kana) == spelled


@pytest.mark.parametrize(
    ("one", "other"),
    [("Satō", "Satoh"), ("Satou", "Sato"), ("Jun'ichi", "Zyuniti"), ("Kyōko", "Kyouko"), ("Fujita", "Huzita"),
     ("Namba", "Nanba"), ("Matsuda", "Matuda"), ("Shōta", "Syouta")],
)  # fmt: skip
def test_romanisations_of_one_name_have_one_spelling(one: str, other: str) -> None:
    assert one_spelling(one) == one_spelling(other)


def test_names_of_one_consonant_more_do_not() -> None:
    assert one_spelling("Satta") != one_spelling("Sata")
    assert one_spelling("Yuko") != one_spelling("Yoko")
