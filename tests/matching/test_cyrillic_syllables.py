"""Chinese and Korean names as Russian writes them: what they are found by and kept apart from."""

import pytest

from comity.matching.scorecard import DEFAULT_THRESHOLD
from small_list import entity, score, subject


def alerts(name: str, listed: str) -> bool:
    hit = score(subject(name), entity(listed))
    return hit is not None and hit.earned >= DEFAULT_THRESHOLD


@pytest.mark.parametrize(
    ("cyrillic", "spelled"),
    [
        ("Си Цзиньпин", "Xi Jinping"),
        ("Си Цзиньпин", "习近平"),
        ("Мао Цзэдун", "Mao Tse-tung"),
        ("Цзян Цзэминь", "Jiang Zemin"),
        ("Чжоу Юнкан", "ZHOU, Yongkang"),
        ("Хуан Гуанъюй", "Huang Guangyu"),
        ("Ли Кэцян", "Li Keqiang"),
        ("Ван И", "Wang Yi"),
        ("Ким Чен Ын", "Kim Jong Un"),
        ("Ким Чен Ын", "김정은"),
        ("Ким Ир Сен", "Kim Il Sung"),
        ("Пак Кын Хе", "Park Geun-hye"),
        ("Чхве Рён Хэ", "Choe Ryong-hae"),
        ("Чан Сон Тхэк", "Jang Song-thaek"),
        ("Ли Ён Хо", "이영호"),
        ("Цой Рён Хэ", "최룡해"),
        ("Цой Хви", "Choe Hwi"),
        ("Анна Ким", "Anna Kim"),
        ("Сергей Пак", "Sergei Pak"),
        ("Иван Ли", "Ivan Li"),
    ],
)
def test_a_name_in_cyrillic_syllables_is_found(cyrillic: str, spelled: str) -> None:
    assert alerts(cyrillic, spelled)
    assert alerts(spelled, cyrillic)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ким Чен Ын", "Kim Jong Il"),
        ("Ким Чен Ын", "Kim Yong Un"),
        ("Си Цзиньпин", "Xi Jingbo"),
        ("Ли Кэцян", "Li Keqin"),
        ("Ван Инь", "Wang Ying"),
        ("Ким Ир", "Ким Ын"),
    ],
)
def test_other_syllables_are_another_name(one: str, other: str) -> None:
    assert not alerts(one, other)
    assert not alerts(other, one)


def test_a_syllable_is_said_to_be_the_same_in_another_script() -> None:
    hit = score(subject("Си Цзиньпин"), entity("Xi Jinping"))
    assert hit is not None
    assert {(each.subject, each.listed, each.finding) for each in hit.reasons if each.feature == "name part"} == {
        ("Си", "Xi", "same in another script"),
        ("Цзиньпин", "Jinping", "same in another script"),
    }
