"""Typing errors: what they leave to be found at the working threshold, and what is another name."""

import pytest

from comity.matching.scorecard import DEFAULT_THRESHOLD
from small_list import earned


def alerts(one: str, listed: str) -> bool:
    return earned(one, listed) >= DEFAULT_THRESHOLD


@pytest.mark.parametrize(
    ("misspelt", "name"),
    [
        ("Гульбеддин Хекмтьяр", "Гульбеддин Хекматьяр"),
        ("סמואל לורנה", "סמואל לורה"),
        ("يوسف القضاري", "يوسف القادري"),
        ("Γεώργιος Παπαδόκουλος", "Γεώργιος Παπαδόπουλος"),
        ("გიორგი გელაშვიმი", "გიორგი გელაშვილი"),
        ("Արմեն Սարգսան", "Արմեն Սարգսյան"),
        ("अनन्या पल्वी", "अनन्या पाल्वी"),
        ("নরেন্দ্র মুখোপধ্যায়", "নরেন্দ্র মুখোপাধ্যায়"),
        ("รัตนแสรสรวง จินดา", "รัตนแสงสรวง จินดา"),
        ("たかはし さくろこ", "たかはし さくらこ"),
        ("タカハシ さくらこ", "たかはし さくらこ"),
        ("ገብረመስቀል ተስፋዬ", "ገብረመስቀል ተስፋየ"),
        ("கார்த்திகேயன் முருகசன்", "கார்த்திகேயன் முருகேசன்"),
        ("ម៉ានិត សុខគុន្ធា", "ម៉ានិត សុគន្ធា"),
    ],
)
def test_a_typing_error_in_any_alphabet_does_not_hide_a_name(misspelt: str, name: str) -> None:
    assert alerts(misspelt, name)
    assert alerts(name, misspelt)


@pytest.mark.parametrize(
    ("other", "name"),
    [
        ("たなか さくらこ", "なかむら さくらこ"),
        ("王小明", "王小红"),
        ("김정은", "김정일"),
        ("Гульбеддин Махсудов", "Гульбеддин Хекматьяр"),
        ("يوسف السالمي", "يوسف القادري"),
    ],
)
def test_another_word_in_the_same_script_is_another_name(other: str, name: str) -> None:
    assert not alerts(other, name)


@pytest.mark.parametrize(
    ("misspelt", "name"),
    [
        ("Mohammed Aur", "Mohammed Nur"),
        ("Kim Kpyu", "Kim Kyu"),
        ("Mamadu Ure", "Mamadu Ture"),
        ("Choe Hfi", "Choe Hwi"),
        ("Kim Kyq", "Kim Kyu"),
        ("Clho Il U", "Cho Il U"),
        ("Hxi Choe", "Choe Hwi"),
    ],
)
def test_a_short_word_that_nobody_bears_is_an_error_for_the_name_next_to_it(misspelt: str, name: str) -> None:
    assert alerts(misspelt, name)
    assert alerts(name, misspelt)


@pytest.mark.parametrize(
    ("other", "name"), [("Kim Ku", "Kim Kyu"), ("Said Ari", "Said Arif"), ("Choe Hui", "Choe Hwi")]
)
def test_a_short_name_that_many_bear_is_no_error_for_the_name_next_to_it(other: str, name: str) -> None:
    assert not alerts(other, name)


@pytest.mark.parametrize(
    ("misspelt", "name"),
    [
        ("Tayeb Nai", "Tayeb Nail"),
        ("Mohamed Ain Mostafa", "Mohamed Amin Mostafa"),
    ],
)
def test_short_names_that_are_only_near_do_not_hide_the_rest_of_the_name(misspelt: str, name: str) -> None:
    assert alerts(misspelt, name)
    assert alerts(name, misspelt)


@pytest.mark.parametrize("misspelt", ["Abdlu Haq", "Haq Abddel", "Abdlel Haq", "Abdle Haq"])
def test_abdul_with_a_letter_too_many_or_two_exchanged_is_no_name_of_its_own(misspelt: str) -> None:
    assert alerts(misspelt, "Abdul Haq")


@pytest.mark.parametrize("name", ["Abdullo Karimov", "Abdala Karimov", "Abdelali Karimov"])
def test_what_follows_abd_is_no_article_where_it_is_a_name(name: str) -> None:
    assert not alerts(name, "Abdul Karimov")


def test_haj_is_a_title() -> None:
    assert alerts("Ashraf Haj Muhammad", "Haji Muhammad Ashraf")
    assert not alerts("Haj Muhammad", "Haj Ashraf")


def test_an_article_is_no_error_for_a_short_name() -> None:
    assert not alerts("Abd al-Latif Musa al-Shawakh", "Ali Musa al-Shawakh")


def test_a_word_of_many_vowels_is_as_long_as_it_is_written() -> None:
    assert alerts("Ali Aychou", "Ali Maychou")


@pytest.mark.parametrize(
    ("misspelt", "name"),
    [
        ("Muhammad As hraf Chotani", "Muhammad Ashraf Chotani"),
        ("Ibrah im Sabawi", "Ibrahim Sabawi"),
        ("Anashasan Khattab", "Anas Hasan Khattab"),
        ("Innocentzimurinda", "Innocent Zimurinda"),
        ("Khalidabdul Qadir", "Khalid Abdul Qadir"),
        ("Oman Roc hman", "Oman Rochman"),
        ("Innoc ent Kaina", "Innocent Kaina"),
        ("Ab dul Hakim Murad", "Abdul Hakim Murad"),
    ],
)
def test_a_space_too_many_or_missing_does_not_change_how_a_word_is_read(misspelt: str, name: str) -> None:
    assert alerts(misspelt, name)
    assert alerts(name, misspelt)


@pytest.mark.parametrize(
    ("misspelt", "name"),
    [
        ("Al Kony", "Ali Kony"),
        ("Bakht Ul", "Bakht Gul"),
        ("Saidullah An", "Saidullah Jan"),
        ("Kim Kyong L", "Kim Kyong Il"),
    ],
)
def test_a_name_of_which_a_lost_letter_makes_a_particle_or_an_initial_is_found(misspelt: str, name: str) -> None:
    assert alerts(misspelt, name)
    assert alerts(name, misspelt)


def test_a_particle_in_another_place_is_no_name() -> None:
    assert not alerts("Watban Hassan al-Majid", "Ali Hassan Majid")


def test_a_title_behind_the_article_at_the_end_is_a_family_name() -> None:
    assert alerts("Elshaee el Sheikh", "Elshafee el Sheikh")
    assert not alerts("Elshafee Mansur", "Elshafee el Sheikh")
    assert earned("Sheikh Elshafee", "Elshafee") > earned("Elshafee el Sheikh", "Elshafee")


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("กิตติศักดิ์ ณรงค์ฤทธิ์", "Kittisak Narongrit"),
        ("อภิรัตน์ จันทร์ทอง", "Apirat Chanthong"),
        ("พีรญา ศักดิ์ระพี", "Phiraya Sakraphi"),
    ],
)
def test_thai_letters_that_are_silent_are_no_part_of_a_name(name: str, listed: str) -> None:
    assert alerts(name, listed)
    assert alerts(listed, name)
