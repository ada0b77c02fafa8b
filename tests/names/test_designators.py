"""Words that tell bodies of one name apart."""

import pytest

from comity.names.designators import legal_form, number_in, place_in, quarter_of_the_sky, states_in, value_of


@pytest.mark.parametrize(("word", "form"), [
    ("AG", "shares"), ("S.A.S.", "shares"), ("акционерное", "shares"), ("GmbH", "limited"), ("G.m.b.H.", "limited"),
    ("Ответственностью", "limited"), ("L.P.", "partnership"),
])  # fmt: skip
def test_a_legal_form_is_known_however_it_is_dotted_and_cased(word: str, form: str) -> None:
    assert legal_form(word) == form


@pytest.mark.parametrize("word", ["Ltd", "Inc", "Corp", "Company", "Bank", ""])
def test_what_translators_write_for_any_form_says_none(word: str) -> None:
    assert legal_form(word) is None


@pytest.mark.parametrize("word", ["2", "2007", "44", "II", "IX", "XVIII", "V"])
def test_numbers_are_known_in_digits_and_roman_numerals(word: str) -> None:
    assert number_in(word) == word


@pytest.mark.parametrize("word", ["", "2A", "ii", "IIX", "VX", "MIX", "Fund"])
def test_other_words_are_no_numbers(word: str) -> None:
    assert number_in(word) is None


def test_a_country_is_known_by_its_name_and_not_by_an_adjective_or_a_code() -> None:
    assert [place_in(words) for words in ("Mexico", "México", "Saudi Arabia", "Россия")] == ["MX", "MX", "SA", "RU"]
    assert [place_in(words) for words in ("Iranian", "MX", "IN", "Bank", "", "North")] == [None] * 6


@pytest.mark.parametrize(("name", "codes"), [
    ("Ministry of Defence of Iraq", ["IQ"]), ("Bank of the Republic of Korea", ["KR"]),
    ("Government of the Democratic People's Republic of Korea", ["KP"]), ("Iranian Nigerian Trading", ["IR", "NG"]),
    ("Korea Mining", []), ("Bank of the Congo", []), ("IR and IN", []), ("", []),
])  # fmt: skip
def test_countries_are_read_from_the_words_of_a_name_the_longest_first(name: str, codes: list[str]) -> None:
    assert list(states_in(name.split())) == codes


def test_quarters_of_the_sky_are_known_as_nouns_and_adjectives() -> None:
    assert [quarter_of_the_sky(word) for word in ("Eastern", "ost", "Южный", "North", "Bank", "")] == [
        "east", "east", "south", "north", None, None,
    ]  # fmt: skip


def test_a_number_is_worth_the_same_in_roman_numerals() -> None:
    assert [value_of(number) for number in ("4", "IV", "XIX", "XXXVIII", "018")] == [4, 4, 19, 38, 18]
