"""Which names are known to be two."""

import pytest

from comity.names.known import are_forms, are_two_names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hasan", "Husayn"),
        ("Salim", "سليمان"),
        ("Adil", "Adib"),
        ("Khan", "חן"),
        ("Camille", "Camila"),
        ("Иван", "Ivana"),
    ],
)
def test_names_that_share_no_item_and_no_form_are_two_from_either_side(one: str, other: str) -> None:
    assert are_two_names(one, other)
    assert are_two_names(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hasan", "Hassan"),
        ("Hussein", "Husayn"),
        ("Mohamed", "محمد"),
        ("Sergei", "Serhiy"),
        ("David", "דוד"),
        ("Hasan", "Hasan"),
        ("Hasan", "Xyzzyrk"),
        ("Abdul Rahman", "Hasan"),
        ("", "Hasan"),
    ],
)
def test_forms_of_one_name_are_one_and_of_unknown_words_nothing_is_said(one: str, other: str) -> None:
    assert not are_two_names(one, other)
    assert not are_two_names(other, one)


def test_forms_of_one_name_are_known_as_such_and_unknown_words_are_not() -> None:
    assert are_forms("Julija", "Yulia")
    assert are_forms("Hasan", "حسن")
    assert not are_forms("Hasan", "Husayn")
    assert not are_forms("Xyzzyrk", "Xyzzyrk")
