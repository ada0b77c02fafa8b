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
        ("Ri Sangchol", "Song Chol RI"),
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
        ("Park Chung-il", "PAK CHUN IL"),  # spelt otherwise
        ("Ri Hyong-mu", "RI YONG MU"),  # joined otherwise
        ("Hong Kwang-hak", "HONG KWANG HAN"),
        ("Li Xiaoping", "Xiaoming LI"),  # the family name at the other end
        ("Wang Dongqing", "Dongming WANG"),
        ("Kim Gwang-jin", "Kwang Chun KIM"),  # Jin is Chun in Cantonese alone
        ("Li Jizhong", "Jicheng LI"),
        ("Kim Bong-chol", "Kim Yong-ch'ol"),  # by another standard
        ("Kim Su-gyong", "Yong Su KIM"),
        ("Kim Tae-gun", "KIM SE GON"),  # Gon is a syllable of few names
        ("Park Hee-jin", "Jin Hek PAK"),
    ],
)
def test_a_syllable_a_letter_off_in_a_name_that_is_no_copy_does_not_alert(one: str, other: str) -> None:
    assert not alerts(one, other)
    assert not alerts(other, one)
    assert alerts(other, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kim Ho-dong", "KIM TONG-HO"),
        ("Pak Nam-chol", "Chol Nam PAK"),
        ("Ri Jin-seok", "Ri Sok-Jin"),
        ("Fu Zhongwen", "Wen-Fu ZHANG"),
        ("Nam Ki-il", "Il-Nam KIM"),  # each family name is a syllable of the other's given name
        ("Song Eun-i", "Song Un RI"),
        ("Cui Yuying", "Cuiying LIU"),
        ("Kwang Soo Kim", "Su-Kwang KIM"),  # one of them shows the family's name, at an end of the other
        ("Song Eun-i", "Ri Eun Song"),
    ],
)
def test_a_given_name_turned_round_and_a_family_name_that_is_part_of_one_do_not_alert(one: str, other: str) -> None:
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
        ("JO HYONG-WON", "JO YONG-WON"),  # a copy, and one letter wrong
        ("KIM TON-HO", "KIM TONG-HO"),
        ("TONG-FO KIM", "KIM TONG-HO"),
        ("Kim Tong-hv", "KIM TONG HO"),  # no syllable
        ("KIM SE ON", "KIM SE GON"),
        ("RI WON HB", "RI WON HO"),
        ("Jung Sung-hwa", "Song Hwa JONG"),  # each spelt otherwise
        ("Park Tae-jun", "Tae-joon PARK"),
        ("Chih-wei Lau", "Chi Wai LAU"),  # Mandarin and Cantonese
        ("Lee Ming", "LI Ming"),
        ("Kwang Soo Kim", "KIM Kwang-su"),
        ("TONG KIM HO", "KIM TONG-HO"),  # three words in any order
    ],
)
def test_a_wrong_letter_another_spelling_and_another_order_still_alert(one: str, other: str) -> None:
    assert alerts(one, other)
    assert alerts(other, one)


@pytest.mark.parametrize("kind", [Kind.PERSON, Kind.ORGANISATION])
@pytest.mark.parametrize(("one", "other"), [("Mo Tse", "Ag Mossa"), ("Gao Di", "القاعدة"), ("Mingyang", "Min KANG")])
def test_syllables_that_sound_like_a_word_and_do_not_spell_it_are_no_alert(kind: Kind, one: str, other: str) -> None:
    hits = [score(subject(left), entity(right, kind=kind)) for left, right in ((one, other), (other, one))]
    assert all(hit is None or hit.earned < DEFAULT_THRESHOLD for hit in hits)


def test_a_space_within_a_name_of_two_syllables_is_no_other_name() -> None:
    assert alerts("Kwang Il KIM", "Kwangil KIM")
    assert alerts("Bei Jing", "Beijing")


def test_the_same_holds_for_a_body_whose_name_is_in_syllables() -> None:
    company = entity("WEI TA LEE COMPANY", kind=Kind.ORGANISATION)
    hits = [score(subject(name, kind=Kind.UNKNOWN), company) for name in ("Lee Da-hae", "Lee Ta-hai")]
    assert all(hit is None or hit.earned < DEFAULT_THRESHOLD for hit in hits)
    assert score(subject("Wei Ta Li Co.", kind=Kind.UNKNOWN), company).earned >= DEFAULT_THRESHOLD  # type: ignore[union-attr]
