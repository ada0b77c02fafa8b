"""Cells that number several values, and sentences that hold a document's number."""

import pytest

from comity.lists.original_script import is_original_script
from comity.lists.published_parts import document, entries, numbered
from comity.model.territory import country_code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Saudi Arabia", {1: "Saudi Arabia"}),
        ("(1) Somali (2) Swedish", {1: "Somali", 2: "Swedish"}),
        ("a) General b)Major General", {1: "General", 2: "Major General"}),
        ("(1)-(3) Tunisia (4) Algeria", {1: "Tunisia", 2: "Tunisia", 3: "Tunisia", 4: "Algeria"}),
        ("(1) to (2) Algeria (3) Morocco", {1: "Algeria", 2: "Algeria", 3: "Morocco"}),
        ("(1) (2) Egypt", {1: "Egypt", 2: "Egypt"}),
        ("Iran (Islamic Republic of)", {1: "Iran (Islamic Republic of)"}),
    ],
)
def test_a_numbered_cell_is_taken_apart_by_its_numbers(text: str, expected: dict[int, str]) -> None:
    assert numbered(text) == expected
    assert entries(text) == tuple(dict.fromkeys(expected.values()))


@pytest.mark.parametrize(
    ("text", "value", "country"),
    [
        ("Passport No: 592667 (Qatari passport issued on 3 May 2007).", "592667", "QA"),
        ("SE 012820 (Afghan). Issued on 4 Nov 2000", "SE 012820", "AF"),
        ("Mali Passport no.A1037434. Issued: 10/8/2001", "A1037434", "ML"),
        ("issued on 17/08/2006: 9632078", "9632078", None),
        ("Identity card 26563400140 (Qatari)", "26563400140", "QA"),
        ("842 781", "842 781", None),
        ("B014995", "B014995", None),
        ("number not known", "number not known", None),
    ],
)
def test_the_number_of_a_document_is_found_within_its_sentence(text: str, value: str, country: str | None) -> None:
    read = document(text, country_code)
    assert (read.value, read.country) == (value, country)
    assert read.note == (None if read.value == text else text)


@pytest.mark.parametrize(
    ("name", "original"),
    [
        ("Усама", True),
        ("أسامة", True),
        ("王伟", True),
        ("OOO «Журавль»", True),
        ("Qoussaï", False),
        ("Nguyễn Văn Ẩn", False),
        ("Ra‘d Muḥammad ʿAlī", False),
        ("Łukasz", False),
        ("Usama", False),
        ("1234", False),
    ],
)
def test_the_letters_decide_what_stands_in_its_own_script(name: str, original: bool) -> None:
    assert is_original_script(name) is original
