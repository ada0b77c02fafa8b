"""Two common words that are alike are two names; an error in one, another spelling, another script is not."""

import pytest

from comity.matching.scorecard import DEFAULT_THRESHOLD
from comity.model.entity import Kind
from comity.model.hit import Bearing
from small_list import entity, score, subject


def alerts(one: str, other: str, kind: Kind = Kind.PERSON) -> bool:
    hit = score(subject(one, kind=kind), entity(other, kind=kind))
    return bool(hit) and hit.earned >= DEFAULT_THRESHOLD  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hassan Nazari", "Hossein NAZARI"),
        ("Amir Hazan", "Ammar HASAN"),
        ("Carol Lee", "Karl LEE"),
        ("Ahmed Al-Shehri", "Ahmed ASSIRI"),
        ("Yusef Khen", "Hani Yusef"),
        ("עלי חזן", "Hassan ALI"),
        ("איברהים חן", "Haji Ibrahim KHAN"),
        ("قاسم سلطانی", "قاسم سلیمانی"),
    ],
)
def test_two_names_that_are_only_alike_do_not_alert_from_either_side(one: str, other: str) -> None:
    assert not alerts(one, other)
    assert not alerts(other, one)
    assert alerts(other, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Abdul Rehman Makki", "ABDULRAHMAN MAKKI"),
        ("Ahmed Saïd", "Saeed Ahmed"),
        ("Michel Obama", "Michelle Obama"),
        ("Narender Modi", "Narendra Modi"),
        ("Harry Page", "Larry Page"),
        ("Hassan Allane", "Hacene ALLANE"),
        ("Julija Tymoschenko", "Yulia TYMOSHENKO"),
        ("Arif Ali Zardari", "Asif Ali Zardari"),
        ("Владимир Пулин", "Владимир Путин"),
        ("דוד כהן", "David Cohen"),
        ("Salim Jassem Sulaiman Ali Abo Ghaith", "سليم جاسم سليمان علي أبوغيث"),
    ],
)
def test_a_spelling_an_error_and_another_script_still_alert(one: str, other: str) -> None:
    assert alerts(one, other)
    assert alerts(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohamed Hamout", "Muhammad AL-HAMATI"),
        ("Fatima Selmani", "Fatima SALAMA"),
        ("Ibrahim Chahrani", "Ibrahim JATHRAN"),
        ("Ivan Borodov", "Ivan BARADEN"),
        ("Mohammed Aqib", "محمد يعقوب"),
    ],
)
def test_beside_nothing_but_a_name_of_many_a_word_that_only_sounds_alike_is_another(one: str, other: str) -> None:
    assert not alerts(one, other)
    assert not alerts(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohamed Hamout", "Muhammad HAMUT"),  # the same in another spelling
        ("Muhammad Qasir", "Muhammad QASR"),  # one letter is wrong
        ("Владимир Пулин", "Владимир ПУТИН"),
        ("محمد بن سلطان", "محمد بن سلمان"),
        ("Mikhail Khordorovsky", "Mikhail KHODORKOVSKY"),  # long and rare
        ("Sirajudin Hakani", "Sirajuddin HAQQANI"),  # no other word is a name of many
    ],
)
def test_beside_a_name_of_many_a_spelling_and_an_error_still_alert(one: str, other: str) -> None:
    assert alerts(one, other)
    assert alerts(other, one)


def test_that_two_words_are_two_names_is_a_reason_of_its_own() -> None:
    hit = score(subject("Omar Ali Hassan", kind=Kind.PERSON), entity("Omar Ali Hussain", kind=Kind.PERSON))
    assert hit is not None
    reason = next(reason for reason in hit.reasons if reason.finding == "another name")
    assert (reason.subject, reason.listed, reason.bearing) == ("Hassan", "Hussain", Bearing.CONTRADICTS)
    assert reason.weight < 0.0
    assert abs(sum(reason.weight for reason in hit.reasons) - hit.score) < 1e-6


def test_bodies_are_not_called_as_persons_are() -> None:
    assert alerts("Ahmed Al-Shehri", "Ahmed ASSIRI", Kind.ORGANISATION)


def test_a_given_name_without_vowels_is_not_two_words_of_a_body_that_sound_so() -> None:
    assert not alerts("ياسر", "YAS AIR", Kind.ORGANISATION)
    assert alerts("ياس إير", "YAS AIR", Kind.ORGANISATION)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("سيد محمد", "Muhammad Saeed"),
        ("عبدالحميد", "Abid Hammadou"),
        ("Seifallah Ben Taher Ben Faleh Ouni Harzi", "علي بن الطاھر بن الفالح العوني الحرزي"),
    ],
)
def test_a_title_and_half_a_compound_without_vowels_are_no_name_that_sounds_so(one: str, other: str) -> None:
    assert not alerts(one, other)
    assert not alerts(other, one)
    assert alerts("سيد أحمد شهيد خيل", "Said Ahmed Shahidkhel")


def test_a_name_without_vowels_is_not_two_words_that_only_sound_like_it() -> None:
    assert not alerts("ياسر", "Yas Air")
    assert alerts("الملثمون", "Al-Mulathamun")
    assert alerts("နေဝင်း", "Ne Win")
