"""Names in Chinese characters: by which Latin spellings they are found, and what they are kept apart from."""

import pytest

from comity.matching.scorecard import DEFAULT_THRESHOLD
from small_list import entity, score, subject


def alerts(name: str, listed: str) -> bool:
    hit = score(subject(name), entity(listed))
    return hit is not None and hit.earned >= DEFAULT_THRESHOLD


@pytest.mark.parametrize(
    ("characters", "spelled"),
    [
        ("蔡英文", "Cai Yingwen"),
        ("蔣介石", "Jiang Jieshi"),
        ("習近平", "Hsi Chin-p'ing"),
        ("黃之鋒", "Wong Chi-fung"),
        ("黃之鋒", "Huang Zhifeng"),
        ("鄒幸彤", "Chow Hang-tung"),
        ("金正恩", "Kim Jong Un"),
        ("玄哲海", "Hyon Chol-hae"),
        ("이순신", "李舜臣"),
    ],
)
def test_a_name_in_characters_is_found_by_each_language_that_reads_them(characters: str, spelled: str) -> None:
    assert alerts(characters, spelled)
    assert alerts(spelled, characters)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("蒋介石", "蔣介石"),
        ("习近平", "習近平"),
        ("刘 晓波", "劉曉波"),
        ("沢田一郎", "澤田一郎"),
        ("髙市早苗", "高市早苗"),
    ],
)
def test_the_forms_of_one_character_are_one(one: str, other: str) -> None:
    hit, same = score(subject(one), entity(other)), score(subject(one), entity(one))
    assert hit is not None
    assert same is not None
    assert hit.earned == same.earned >= DEFAULT_THRESHOLD
    assert {each.finding for each in hit.reasons if each.feature == "name part"} == {"same"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("习近朋", "习近平"),  # sound alike, and are others
        ("高石早苗", "高市早苗"),
        ("李英", "李鹰"),
        ("陳浩然", "Yun Ho-chin"),  # each syllable may be one of the other's, in no order that a name has
        ("孙欣怡", "Sunshine"),
        ("戴鹏", "Day Bank"),
        ("金正恩", "Kim Jong Il"),
        ("黃之鋒", "Wong Chi-wah"),
        ("北京", "Peking University"),
    ],
)
def test_characters_that_only_sound_alike_are_another_name(one: str, other: str) -> None:
    assert not alerts(one, other)
    assert not alerts(other, one)


def test_a_character_is_marked_where_it_stands() -> None:
    hit = score(subject("玄 哲海"), entity("Hyon Chol-hae"))
    assert hit is not None
    assert {(each.subject, each.subject_span) for each in hit.reasons if each.feature == "name part"} == {
        ("玄", (0, 1)), ("哲", (2, 3)), ("海", (3, 4)),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("日立製作所", "株式会社日立製作所"),
        ("トヨタ自動車(株)", "トヨタ自動車株式会社"),
        ("삼성전자(주)", "삼성전자 주식회사"),
        ("深圳市大疆创新科技", "深圳市大疆创新科技有限公司"),
    ],
)
def test_a_body_is_found_whatever_of_its_legal_form_is_written(one: str, other: str) -> None:
    assert alerts(one, other)
    assert alerts(other, one)


def test_a_legal_form_alone_is_no_likeness() -> None:
    assert not alerts("日立製作所株式会社", "東京電力株式会社")
    assert not alerts("주식회사 한화", "주식회사 두산")


@pytest.mark.parametrize(
    ("korean", "listed"),
    [
        ("세르게이 라브로프", "Sergei Lavrov"),
        ("알렉산드르 루카셴코", "Alexander Lukashenko"),
        ("바샤르 알아사드", "Bashar al-Assad"),
        ("하산 나스랄라", "Hassan Nasrallah"),
        ("이스마일 하니예", "Ismail Haniyeh"),
        ("볼로디미르 젤렌스키", "Volodymyr Zelensky"),
    ],
)
def test_a_foreign_name_in_korean_letters_is_found_whichever_of_l_and_r_it_has(korean: str, listed: str) -> None:
    assert alerts(korean, listed)
    assert alerts(listed, korean)


@pytest.mark.parametrize(
    ("korean", "listed"),
    [
        ("세르게이 이바노프", "Sergei Lavrov"),
        ("하산 루하니", "Hassan Nasrallah"),
        ("閔서윤", "Son Min"),
        ("柳주원", "Jhon Liu"),
        ("李주원", "John Lee"),
    ],
)
def test_another_name_is_another_and_a_short_word_in_korean_letters_a_korean_one(korean: str, listed: str) -> None:
    assert not alerts(korean, listed)
