"""Names of other languages in letters that have no sign for some of their sounds: Korean, kana."""

import pytest

from comity.matching.scorecard import DEFAULT_THRESHOLD
from small_list import earned


def alerts(one: str, listed: str) -> bool:
    return earned(one, listed) >= DEFAULT_THRESHOLD


@pytest.mark.parametrize(
    ("korean", "latin"),
    [
        ("블라디미르 푸틴", "Vladimir Putin"),
        ("오사마 빈 라덴", "Osama bin Laden"),
        ("아이만 알자와히리", "Ayman al-Zawahiri"),
        ("드미트리 메드베데프", "Dmitry Medvedev"),
        ("실비오 베를루스코니", "Silvio Berlusconi"),
        ("지네딘 지단", "Zinedine Zidane"),
        ("무함마드 알리", "Muhammad Ali"),
    ],
)
def test_a_foreign_name_in_korean_letters_is_found(korean: str, latin: str) -> None:
    assert alerts(korean, latin)
    assert alerts(latin, korean)


@pytest.mark.parametrize(
    ("korean", "latin"),
    [("블라디미르 푸틴", "Valery Putin"), ("사담 후세인", "Saad Hassan"), ("버락 오바마", "Barak Obaid")],
)
def test_another_foreign_name_in_korean_letters_is_not(korean: str, latin: str) -> None:
    assert not alerts(korean, latin)


@pytest.mark.parametrize(
    ("kana", "latin"),
    [
        ("フィデル・カストロ", "Fidel Castro"),
        ("サッダーム・フセイン", "Saddam Hussein"),
        ("ジェイコブ・ズマ", "Jacob Zuma"),
        ("ヴィクトル・オルバン", "Viktor Orban"),
        ("ファイサル・アル・ハムダニ", "Faisal al-Hamdani"),
        ("ネルソン・マンデラ", "Nelson Mandela"),
    ],
)
def test_a_foreign_name_in_katakana_is_found(kana: str, latin: str) -> None:
    assert alerts(kana, latin)
    assert alerts(latin, kana)
