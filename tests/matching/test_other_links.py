"""Two names of the stock that chains are made of are two; a slip, another spelling and a name of elsewhere is not."""

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
        ("Mohamed Jawad", "Muhammad AWAD"),
        ("Salem Ould Habib", "Saleh HABIB"),
        ("Mohammad Zahir", "Mohammad ZAHID"),
        ("Majid Al-Majid", "Sajid MAJID"),
        ("Ahmed Nasser", "Nazeer AHMED"),
        ("Mohammad Azam", "Muhammad Azami"),
        ("Ahmed Nazif", "Nazim AHMAD"),
        ("Khalid Al-Mansour", "Khalil MANSUR"),
        ("Yassin Kadi", "Abdul Hadi Yasin"),
        ("Ali Gholam", "Ali GHOLAMI"),
        ("Mohamed Hashem", "Seyed Mohammad HASHEMI"),
        ("Sayed Mohamed Adnan", "Seyed Mohammad ADNANI"),
        ("Ali Omari", "Ali Omar"),
        ("Salim Hussein", "Husain Salimi"),
        ("Saleh Mohammed Kadhim", "Kassem Mohamad SALEH"),
        ("Mohammad Ali Safa", "Ali Mohammad SALAH"),
    ],
)
def test_two_names_of_the_stock_do_not_alert_from_either_side(one: str, other: str) -> None:
    assert not alerts(one, other)
    assert not alerts(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mamadu Ure", "Mamadu Ture"),
        ("Peter Cheri", "Peter Cherif"),
        ("Arif Sadi", "Said Arif"),
        ("Amri Abdullah", "Amir Abdullah"),
        ("Ayyub Ashir", "Ayyub Bashir"),
        ("Omar el-Béchir", "Omar al-Bashir"),
        ("Mohamed Selim", "Mohamed Salim"),
        ("Mohammed Jaafar", "Muhammad Jafar"),
        ("Abdul Manaf Ghamari Kassim", "Abdul Manan Ghamari Kassim"),
        ("Al Kony", "Ali Kony"),
        ("Ahmadi Omhammad", "Mohammad Ahmadi"),
        ("Kony Alu", "Ali Kony"),
    ],
)
def test_slips_spellings_and_one_letter_in_a_longer_name_still_alert(one: str, other: str) -> None:
    assert alerts(one, other)
    assert alerts(other, one)
