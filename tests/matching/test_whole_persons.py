"""What two names of persons say as wholes: it clears hits on descendants and on one given name alone."""

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
        ("Yazid Mushakhas Sanad Mubarak al-Bathali", "Mubarak Mushakhas Sanad al-Bathali"),
        ("Ramzi Ahmed Othman al-Ghamdi", "Othman al-Ghamdi"),
        ("Sally-Anne", "Sally-Anne Frances Jones"),
        ("Abu Bakr", "Abu Bakr Ahmad"),
        ("Zia-ur-Rahman", "Zia-ur-Rahman Madani"),
        ("Zia ur Rahman", "Zia-ur-Rahman Madani"),
        ("Zayn al-Abidin", "Zain al-Abidin Madani"),
        ("أبو بكر", "Abu Bakr Ahmad"),
    ],
)
def test_a_descendant_and_a_given_name_alone_are_cleared_from_either_side(one: str, other: str) -> None:
    assert not alerts(one, other)
    assert not alerts(other, one)
    assert alerts(other, other)


def test_names_of_many_alone_are_nobody_where_another_name_has_no_counterpart() -> None:
    listed = "Ali Sayyid Muhamed Mustafa Bakri"
    assert not alerts("Ali Mustafa Mohammed", listed)
    assert not alerts(listed, "Ali Mustafa Mohammed")
    assert alerts("Ali Mustafa Mohammed Bakri", listed)
    assert alerts("Sirajuddin Haqqani", "Sirajuddin Jallaloudine Haqqani")


def test_one_given_name_of_two_words_a_letter_off_is_not_the_two_names_of_another() -> None:
    assert not alerts("Mohammad-Omar", "Mullah Mohammed Oman")
    assert alerts("Mohammad Omar", "Mullah Mohammed Oman")
    assert alerts("Mohammad-Oman", "Mullah Mohammed Oman")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Abu Musab Ahmad Fadil al-Khalayleh", "Ahmad Fadil al-Khalayleh"),
        ("al-Khalayleh, Ahmad Fadil", "Ahmad Fadil al-Khalayleh"),
        ("Shoigu Shoigu Sergey", "Sergey Shoigu"),
        ("Mohammad Reza Naqdi", "Reza Naqdi"),
        ("Sally-Anne Jones", "Sally-Anne Frances Jones"),
        ("Abu Bakr", "Abu Bakr"),
        ("Zia-ur-Rahman", "Zia ur Rahman"),
        ("Zayn al-Abidin", "Zein Al Abidin"),
    ],
)
def test_a_kunya_a_word_written_twice_and_a_whole_name_are_still_found(one: str, other: str) -> None:
    assert alerts(one, other)
    assert alerts(other, one)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Sirajuddin Kashifi", "Sirajuddin Jalaluddin Kashifi"),
        ("Nooruddin Pelagi", "Nooruddin Muhammad Pelagi"),
        ("Ubaidullah Kashifi", "Ubaidullah Khan Kashifi"),
        ("Gal-Kashifi Abdulmalik", "Abdulmalik al-Kashifi"),
    ],
)
def test_a_compound_and_a_family_name_are_two_names(short: str, full: str) -> None:
    for one, other in ((short, full), (full, short)):
        hit = score(subject(one), entity(other))
        assert hit is not None
        assert "given name" not in {reason.feature for reason in hit.reasons}
        assert hit.earned >= DEFAULT_THRESHOLD
