"""Chains of names of one stock: what is missing, another order and half a compound tell bearers apart."""

import pytest

from comity.matching.scorecard import DEFAULT_THRESHOLD
from comity.model.entity import Kind
from small_list import entity, score, subject


def alerts(one: str, other: str, kind: Kind = Kind.PERSON) -> bool:
    hit = score(subject(one, kind=kind), entity(other, kind=kind))
    return bool(hit) and hit.earned >= DEFAULT_THRESHOLD  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Khaled Juma", "Khalid Ahmad Jumah AL-SUDANI"),
        ("Mustafa Kamel Murad", "Mustafa KAMEL"),
        ("Mohammed Al-Zubaidi", "Mohammed Hamza AL-ZUBAIDI"),
        ("Omar Omar Ali", "Ali Omar"),
        ("Abdel Kader Mohamed", "Abdul Kader Ibrahim MOHAMED"),
        ("Faisal Jassim", "Faisal Jassim Mohammed al-Amri AL-KHALIDI"),
        ("Mohammed Rabee", "Muhammad Rabi' AL-BAHTITI"),
        ("Hussein Ali Hussein", "Husayn Ali"),
    ],
)
def test_two_names_of_the_stock_are_nobody_where_a_rarer_one_or_one_of_them_again_is_left_over(
    one: str, other: str
) -> None:
    assert not alerts(one, other)
    assert not alerts(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Akhtar Mansour", "Akhtar Mohammad Mansour Shah Mohammed"),
        ("Hafiz Saeed", "Hafiz Muhammad Saeed"),
        ("Mohammad Yaqoub Haqqani", "Mohammad Yaqoub"),
        ("Omar al Bashir", "Omar Hassan Ahmad al-Bashir"),
        ("Abdul Rahman Juma", "Abdel Rahman Juma Barkalla"),
        ("Sirajuddin Haqqani", "Sirajuddin Jallaloudine Haqqani"),
        ("Idi Amin Dada", "Idi Amin"),
    ],
)
def test_names_that_everyone_bears_may_be_left_out_and_rarer_ones_say_enough(one: str, other: str) -> None:
    assert alerts(one, other)
    assert alerts(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohammed Qassem", "Kassem Mohamad SALEH"),
        ("Majid Jafar", "Jawhar Majid AL-DURI"),
        ("Abdel Halim Muhammad", "Muhammad Abd-al-Halim HUMAYDAH"),
        ("Mohamed Ali Noor", "Ali Mohammad Noor MOHAMMAD"),
        ("Ibrahim Salim Saad", "Ibrahim Saeed Salim Jadhran"),
        ("Khalid Ahmed Mohamed", "Muhammad Ahmed Khaliq"),
    ],
)
def test_names_in_another_order_and_one_missing_are_another_member_of_the_family(one: str, other: str) -> None:
    assert not alerts(one, other)
    assert not alerts(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("El Aissami, Tareck", "Tareck Zaidan El Aissami Maddah"),
        ("Kovalchuk Yury Valentinovich", "Yuri Kovalchuk"),
        ("Al-Houthi Abdulmalik", "Abdulmalik Badruddin al-Houthi"),
        ("Saleh Mohammed Kadhim", "Kadhim Saleh Mohammed"),
        ("Falkenrath Sebastian Johannes", "Sebastian Falkenrath"),
        ("Hassan Mahmood Awhmad", "Ahmad Mahmood Hassan"),
        ("Mohammed Mujahid Yhaya", "Mohammed Yahya Mujahid"),
    ],
)
def test_the_family_name_may_stand_first_and_a_slip_in_another_order_is_no_name(one: str, other: str) -> None:
    assert alerts(one, other)
    assert alerts(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohammed Abdul Hussein", "Hussein Muhammad"),
        ("Abdelhamid Hassan", "Hameed ul HASSAN"),
        ("Mohammed Noor", "Mohamad NOUREDDINE"),
        ("Salar Ayoubi", "Salahuddin AYUBI"),
    ],
)
def test_one_part_of_a_compound_is_another_name(one: str, other: str) -> None:
    assert not alerts(one, other)
    assert not alerts(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("صالح قاسمي", "Salah Eddine Gasmi"),
        ("Din Mohammad Abdul Hanif", "Din Mohammad Hanif"),
        ("Rasyid Ridho Ba'asyir", "Abdul Rosyid Ridho Ba'asyir"),
    ],
)
def test_beside_names_that_say_more_and_in_another_script_a_part_may_be_left_out(one: str, other: str) -> None:
    assert alerts(one, other)
    assert alerts(other, one)
