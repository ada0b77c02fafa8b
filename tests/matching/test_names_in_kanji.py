"""Japanese names in kanji: by which Latin spellings and kana they are found, and what they are kept apart from."""

import pytest

from comity.matching.scorecard import DEFAULT_SCORECARD, DEFAULT_THRESHOLD
from comity.model.hit import Bearing
from plain_scorer import name_score
from small_list import entity, list_of_names, score, subject


def alerts(name: str, listed: str) -> bool:
    hit = score(subject(name), entity(listed))
    return hit is not None and hit.earned >= DEFAULT_THRESHOLD


@pytest.mark.parametrize("kanji", ["高橋健一", "高橋 健一", "髙橋健一", "健一 高橋"])
@pytest.mark.parametrize(
    "spelled",
    ["Takahashi Ken'ichi", "Kenichi Takahashi", "TAKAHASI Keniti", "Ken-ichi Takahashi", "タカハシ・ケンイチ",
     "たかはし けんいち", "Takahashi, Ken'ichi"],
)  # fmt: skip
def test_a_name_in_kanji_is_found_however_it_is_read_and_spelled(kanji: str, spelled: str) -> None:
    assert alerts(kanji, spelled)
    assert alerts(spelled, kanji)


@pytest.mark.parametrize(
    ("kanji", "spelled"),
    [
        ("林文雄", "Fumio Hayashi"),
        ("小沢一郎", "Ozawa Ichirō"),
        ("小沢一郎", "Kozawa Ichiro"),  # read so by some
        ("長谷川健太郎", "Hasegawa Kentarō"),
        ("佐々木誠", "Makoto Sasaki"),
        ("高橋さくら", "Takahashi Sakura"),
        ("船越純一", "Funakosi Junichi"),
        ("伊藤翔太", "Itoh Shouta"),
    ],
)
def test_each_likely_reading_counts(kanji: str, spelled: str) -> None:
    assert alerts(kanji, spelled)
    assert alerts(spelled, kanji)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("高橋健一", "高橋謙一"),  # both Ken'ichi, and others
        ("高橋健一", "Takahashi Kenji"),
        ("高橋健一", "Takahashi Hiroshi"),
        ("高橋健一", "Tanaka Ken'ichi"),
        ("高橋健一", "Takahashi"),
        ("伊藤裕子", "Ito Yuka"),
        ("安東愛", "Endo Ai"),
        ("齊藤英雄", "Hideko Saito"),
        ("習近平", "Shuichi Kondo"),
        ("李文雄", "Hayashi Fumio"),
        ("龙秦", "Ryu Jin"),  # a Korean name; 龙 may be read Ryu
    ],
)
def test_other_names_are_kept_apart(one: str, other: str) -> None:
    assert not alerts(one, other)
    assert not alerts(other, one)


def test_a_name_that_a_chinese_may_bear_is_still_found_by_mandarin_and_cantonese() -> None:
    assert alerts("林文雄", "Lin Wenxiong")
    assert alerts("林文雄", "Lam Man-hung")


def test_the_same_characters_are_compared_as_characters() -> None:
    hit = score(subject("高橋健一"), entity("高橋健一"))
    assert hit is not None
    words = [each for each in hit.reasons if each.feature == "name part"]
    assert [each.finding for each in words] == ["same"] * 4


def test_reasons_show_the_words_that_were_read() -> None:
    hit = score(subject("高橋健一"), entity("Takahashi Ken'ichi"))
    assert hit is not None
    words = {(each.subject, each.listed, each.finding) for each in hit.reasons if each.feature == "name part"}
    assert words == {
        ("高橋", "Takahashi", "same in another script"), ("健一", "Ken'ichi", "same in another script"),
    }  # fmt: skip
    assert sum(each.weight for each in hit.reasons if each.feature.startswith("name")) == pytest.approx(hit.earned)


def test_what_is_missing_is_the_character_not_its_reading() -> None:
    hit = score(subject("高橋健一"), entity("Takahashi"))
    assert hit is not None
    missing = [each.subject for each in hit.reasons if each.bearing is Bearing.MISSING and each.feature == "name part"]
    assert missing == ["健", "一"] or missing == ["一", "健"]


def test_the_search_finds_what_the_scorer_would() -> None:
    names = ["高橋健一", "高橋 健一", "林文雄", "長谷川健太郎", "高橋さくら", "Takahashi Kenichi",
             "Hasegawa Kentaro", "Hayashi Fumio", "たかはし けんいち", "Lin Wenxiong",
             "Takahashi Sakura", "林誠", "Makoto Hayashi"]  # fmt: skip
    match = list_of_names(names)
    scores = match.all_pairs(names)
    for threshold in (0.3, DEFAULT_THRESHOLD, 0.8):
        expected = {(a, b) for a in range(len(names)) for b in range(len(names)) if scores[a, b] >= threshold}
        assert set(match.found(names, threshold)) == expected


def test_two_names_earn_what_the_rules_say() -> None:
    names = ["高橋健一", "高橋 健一", "髙橋 謙一", "林誠", "長谷川健太郎", "高橋さくら", "龙秦",
             "Takahasi Keniti", "Kenta Takahashi", "Hasegawa Kentarou", "たかはし けんいち",
             "タカハシ ショウイチ", "Ryu Jin", "Такахаси Кэнъити", "Lam Shing"]  # fmt: skip
    scores = list_of_names(names).all_pairs(names)
    for row, one in enumerate(names):
        for column, other in enumerate(names):
            assert scores[row, column] == pytest.approx(name_score(one, other, DEFAULT_SCORECARD.names), abs=2e-4)
