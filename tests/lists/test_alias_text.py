"""Several names in one published field are read apart; remarks, acronyms and scripts are told from names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.lists.alias_text import foreign_runs, names_in
from comity.lists.document_text import read_document
from comity.model.partial_date import PartialDate

SEVERAL = [
    ("Abdul Rehman; Abd Ur-Rehman", ["Abdul Rehman", "Abd Ur-Rehman"]),
    ("Hamid Sabet b) M. Javad Sabet", ["Hamid Sabet", "M. Javad Sabet"]),
    ("حسن غول (Hassan Ghul; Hasan Gul)", ["حسن غول", "Hassan Ghul", "Hasan Gul"]),
    ("Akrin Saleh (أقرين صالح)", ["Akrin Saleh", "أقرين صالح"]),
    ("Amir (original script: Амир)", ["Amir", "Амир"]),
    ("Agha Jan Alizai اغا جان عالیزی", ["Agha Jan Alizai", "اغا جان عالیزی"]),
    ("Encep Nurjaman (birth name)", ["Encep Nurjaman"]),
    ("Ezatullah Haqqani (previously listed as)", ["Ezatullah Haqqani"]),
    (") Abdelrahman Juhan", ["Abdelrahman Juhan"]),
    ("Grey Heron Maritime (GHM)", ["Grey Heron Maritime", "GHM"]),
    ("HERON UL-MUJAHIDIN / HUM", ["HERON UL-MUJAHIDIN", "HUM"]),
    ("AL-HERON FOUNDATION (PAKISTAN)", ["AL-HERON FOUNDATION (PAKISTAN)"]),
    ("華信船務(香港)有限公司", ["華信船務(香港)有限公司"]),
    ("Lord’s Movement/Army", ["Lord’s Movement/Army"]),
    ("“Zargar”", ["Zargar"]),
]
OF_PERSONS = [
    ("ALI, Yasin Baynah", ["Yasin Baynah ALI"]),
    ('"MUKHTAR, Shaykh"', ["Shaykh MUKHTAR"]),
    ("Hilarion Santos, III (third)", ["Hilarion Santos, III"]),
    ("Abdurezak, Abdelrazaq, Abdulrazak", ["Abdurezak", "Abdelrazaq", "Abdulrazak"]),
    ("Khirullah Khairkhwa, born in Kandahar on 01 Jan.1967", ["Khirullah Khairkhwa"]),
]


@pytest.mark.parametrize(("text", "names"), SEVERAL)
def test_names_in_one_field_are_read_apart(text: str, names: list[str]) -> None:
    assert [name.text for name in names_in(text)] == names


@pytest.mark.parametrize(("text", "names"), OF_PERSONS)
def test_names_of_persons_are_turned(text: str, names: list[str]) -> None:
    assert [name.text for name in names_in(text, person=True)] == names


def test_scripts_acronyms_and_former_names_are_marked() -> None:
    assert [name.foreign for name in names_in("Akrin Saleh (أقرين صالح)")] == [False, True]
    assert [name.acronym for name in names_in("Grey Heron Maritime (GHM)")] == [False, True]
    assert names_in("Haqqani (previously listed as)")[0].listed_formerly
    assert foreign_runs("Previously listed as. In Arabic: رياض محمد حسن") == ("رياض محمد حسن",)


@given(st.text(max_size=60), st.booleans())
def test_a_text_with_letters_always_holds_a_name(text: str, person: bool) -> None:
    names = names_in(text, person=person)
    assert bool(names) == any(letter.isalnum() for letter in text)
    assert all(name.text.strip() for name in names)


@pytest.mark.parametrize(
    ("text", "value", "country"),
    [
        ("Libyan Passport No. 96/184442", "96/184442", "LY"),
        ("Afghan passport number SE 012820", "SE 012820", "AF"),
        ("R00012098, South Sudan", "R00012098", "SS"),
        ("403062567 (US)", "403062567", "US"),
        ("Central African Republic number O00065772", "O00065772", "CF"),
        ("German travel document (“Reiseausweis”) A 0139243", "A 0139243", "DE"),
        ("national identity card number 44103-5251752-5", "44103-5251752-5", None),
    ],
)
def test_the_number_of_a_document_is_found_among_words(text: str, value: str, country: str | None) -> None:
    document = read_document(text)
    assert document is not None
    assert (document.value, document.country) == (value, country)


def test_dates_of_a_document_are_found_among_words() -> None:
    document = read_document("Tunisian passport number L 191609 issued on 28 Feb. 1996, expired on 27 Feb. 2001")
    assert document is not None
    assert (document.issued_on, document.expires_on) == (PartialDate(1996, 2, 28), PartialDate(2001, 2, 27))
    assert read_document("issued in 1993, under another name") is None


@given(st.text(max_size=80))
def test_no_text_about_a_document_raises(text: str) -> None:
    read_document(text)
