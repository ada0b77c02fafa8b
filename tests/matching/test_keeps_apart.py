"""What the shipped scorecard keeps apart at its working threshold, and beside it what it still finds."""

import pytest

from comity.matching.scorecard import DEFAULT_THRESHOLD
from small_list import score


def scored(one: str, listed: str) -> float:
    hit = score(one, listed)
    return hit.earned if hit else 0.0


def alerts(one: str, listed: str) -> bool:
    return scored(one, listed) >= DEFAULT_THRESHOLD


@pytest.mark.parametrize(
    ("name", "listed"), [("Itzel Corral", "ISIL-K"), ("Kaba Sambou", "S-Cape"), ("Fito Mendoza", "M-Vito")]
)
def test_an_initial_is_no_word_that_corresponds(name: str, listed: str) -> None:
    assert not alerts(name, listed)
    assert alerts("Mohsen Hojati", "M. Hojati")


def test_a_particle_does_not_stand_for_a_name_that_only_begins_as_it_does() -> None:
    assert not alerts("Watban Hassan al-Majid al-Tikriti", "علي حسن المجيد التكريتي")
    assert alerts("Ali Hassan al-Majid al-Tikriti", "علي حسن المجيد التكريتي")


def test_of_a_word_that_a_name_has_twice_the_one_in_its_place_corresponds() -> None:
    father = "Ibrahim Awwad Ibrahim Ali al-Badri al-Samarrai"
    first = scored("Salah Awwad Ibrahim Ali al-Badri al-Samarrai", father)
    last = scored("Ibrahim Awwad Salah Ali al-Badri al-Samarrai", father)
    assert first < last


@pytest.mark.parametrize(("one", "other"), [("Habib Ullah", "Habibullah"), ("Nasir Uddin", "Nasiruddin")])
def test_ullah_and_uddin_written_apart_are_parts_of_the_name_before(one: str, other: str) -> None:
    assert scored(f"{one} Qalandari", f"{other} Qalandari") == pytest.approx(
        scored(f"{other} Qalandari", f"{other} Qalandari"), abs=0.02
    )
    assert not alerts(f"Rahmat {one.split()[1]} Khan", f"{other} Khan")


def test_words_of_two_scripts_are_not_read_as_one() -> None:
    assert not alerts("Sarah עמר", "Syriamar")
    assert alerts("Syria Mar", "Syriamar")


@pytest.mark.parametrize(
    ("brother", "listed"),
    [
        ("Salah Awwad Ibrahim Ali al-Badri al-Samarrai", "Dr. Ibrahim Awwad Ibrahim Ali al-Badri al-Samarrai"),
        ("Abdullah Salim Ibrahim al-Milad", "Abd al-Rahman Salim Ibrahim al-Milad"),
        ("Abdifatah Osman Mohamed Caddow", "Abdullahi Osman Mohamed Caddow"),
        ("Abdul Bari Qasim Mir Wali Khudai Rahim", "Mohammed Qasim Mir Wali Khudai Rahim"),
    ],
)
def test_brothers_are_told_apart_where_a_name_is_repeated_a_compound_or_long(brother: str, listed: str) -> None:
    assert not alerts(brother, listed)
    assert not alerts(listed, brother)


@pytest.mark.parametrize(("one", "other"), [("은정 김", "Jong Un Kim"), ("Jung Soo-young", "Yong Su Jong")])
def test_syllables_in_another_order_are_another_given_name(one: str, other: str) -> None:
    assert not alerts(one, other)


@pytest.mark.parametrize("name", ["Kim Jong Un", "Jong Un Kim", "Kim Jong-un", "Un Kim Jong"])
def test_the_family_name_may_come_first_or_last(name: str) -> None:
    assert scored(name, "Kim Jong Un") == pytest.approx(scored("Kim Jong Un", "Kim Jong Un"))


def test_words_exchanged_by_chance_still_find_a_name_in_syllables() -> None:
    assert DEFAULT_THRESHOLD <= scored("Jang Taek Song", "Jang Song Taek") < scored("Song Taek Jang", "Jang Song Taek")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohamed Awal", "Muhammad Awad"),
        ("Jorge Castaño", "Jorge Castro"),
        ("Andrea Martinez", "Andrea Martina"),
    ],
)
def test_two_common_names_a_letter_apart_are_two_names(one: str, other: str) -> None:
    assert not alerts(one, other)
    assert not alerts(other, one)


@pytest.mark.parametrize(
    ("misspelt", "name"),
    [("Mohamed Awaj", "Mohamed Awad"), ("Jorge Casttro", "Jorge Castro"), ("Jorgw Castro", "Jorge Castro")],
)
def test_a_word_that_nobody_bears_is_an_error_for_the_name_next_to_it(misspelt: str, name: str) -> None:
    assert alerts(misspelt, name)


@pytest.mark.parametrize(
    ("brother", "listed"),
    [
        ("Hamidullah Shah Noorzai Obaidullah", "Ahmed Shah Noorzai Obaidullah"),
        ("Hala Saddam Hussein Al-Tikriti", "علي صدام حسين التكريتي"),
        ("Charles Kyungu Mutanga wa Bafunkwa Kanonga", "Gédéon Kyungu Mutanga wa Bafunkwa Kanonga"),
    ],
)
def test_brothers_are_told_apart_where_their_names_are_alike_or_all_others_are_rare(brother: str, listed: str) -> None:
    assert not alerts(brother, listed)
    assert not alerts(listed, brother)
    assert alerts(listed, listed)


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("Ahmad Shah Noorzai Obaidullah", "Ahmed Shah Noorzai Obaidullah"),
        ("Amhed Shah Noorzai Obaidullah", "Ahmed Shah Noorzai Obaidullah"),
        ("Ali Sadam Husain Al-Tikriti", "علي صدام حسين التكريتي"),
    ],
)
def test_a_first_name_in_another_spelling_or_with_a_wrong_letter_is_found(name: str, listed: str) -> None:
    assert alerts(name, listed)
    assert alerts(listed, name)


def test_syllables_that_only_sound_alike_are_two_and_a_wrong_letter_is_an_error() -> None:
    assert not alerts("Jang Young-nam", "Jang Sung Nam")
    assert alerts("Jang Sungg Nam", "Jang Sung Nam")
    assert alerts("Jang Sing Nam", "Jang Sung Nam")


@pytest.mark.parametrize(
    ("given", "family"),
    [("Mohammad Aziz", "Mohammad Azizi"), ("Ali Hussein", "Ali Hosseini"), ("محمد نور", "محمد نوري")],
)
def test_a_family_name_that_is_made_of_a_given_name_by_an_i_is_another(given: str, family: str) -> None:
    assert not alerts(given, family)
    assert not alerts(family, given)
    assert alerts(family, family)
    assert alerts(f"{family.split()[1]} {family.split()[0]}", family)


def test_a_name_of_many_is_not_two_words_that_do_not_spell_it() -> None:
    assert not alerts("Yasir", "Yas Air")
    assert alerts("Yasair", "Yas Air")
    assert alerts("Zerubbabel Vantongeren", "Zerubbabel Van Tongeren")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Abdulkhaliq Badr al-Din al-Kashif", "Abdulmalik Badr al-Din al-Kashif"),
        ("قاسم سلیمی", "قاسم سلیمانی"),
    ],
)
def test_words_alike_in_a_part_that_thousands_share_are_other_names(one: str, other: str) -> None:
    assert not alerts(one, other)
    assert not alerts(other, one)


def test_a_compound_with_one_letter_wrong_is_still_found() -> None:
    assert alerts("Abdulkhaliq Badr al-Din al-Kashif", "Abdulkhaliw Badr al-Din al-Kashif")
    assert alerts("Abdulmalik al-Kashif", "Abdulmalek al-Kashif")
    assert alerts("رحمن الکاشف", "رحمان الکاشف")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Jang Chol Su", "Kang Chol Su"), ("Ri Kyong-su", "Ra Kyong-su"), ("Ko Yong-won", "Jo Yong-won")],
)
def test_another_family_name_of_korea_is_another_family(one: str, other: str) -> None:
    assert not alerts(one, other)
    assert not alerts(other, one)


@pytest.mark.parametrize(("misspelt", "name"), [("Kabg Chol Su", "Kang Chol Su"), ("Cho Chol Su", "Choe Chol Su")])
def test_an_error_in_a_family_name_of_korea_is_found(misspelt: str, name: str) -> None:
    assert alerts(misspelt, name)


@pytest.mark.parametrize(
    ("brother", "listed"),
    [
        ("Hamid Shah Noorzai Obaid", "Hamidullah Shah Noorzai Obaid"),
        ("Hamidullah Shah Noorzai Obaidullah", "احمد شاه نورزی عبیدالله"),
    ],
)
def test_a_first_name_with_allah_is_not_the_one_without(brother: str, listed: str) -> None:
    assert not alerts(brother, listed)
    assert not alerts(listed, brother)
    assert alerts("Amin Ullah Amin Quddus", "Aminullah Amin Quddus")


def test_an_article_is_not_allah_and_another_compound_is_another_given_name() -> None:
    assert not alerts("Abd-al-Hamid Ahmed Abdullah el Alfi", "عبد الله احمد عبدالله الالفي")
    assert alerts("Abd Allah Ahmed Abdullah el Alfi", "عبد الله احمد عبدالله الالفي")


@pytest.mark.parametrize(
    ("family", "other", "misspelt"),
    [
        ("Стојановић", "Јовановић", "Стојанвић"),
        ("Курашенко", "Кравченко", "Курашенка"),
        ("Γιωτόπουλος", "Γιαννόπουλος", "Γιοτόπουλος"),
        ("Kapanashvili", "Khorashvili", "Kapanasvili"),
    ],
)
def test_what_many_families_end_in_is_not_what_two_names_share(family: str, other: str, misspelt: str) -> None:
    assert not alerts(f"Zoran {other}", f"Zoran {family}")
    assert alerts(f"Zoran {misspelt}", f"Zoran {family}")


@pytest.mark.parametrize(
    ("body", "other"),
    [("UPS Group AG", "UBS Group AG"), ("BWI Industries", "BAE Industries"), ("MBZ Plant", "BMZ Plant")],
)
def test_a_body_of_three_letters_is_another_with_another_letter(body: str, other: str) -> None:
    assert not alerts(body, other)
    assert alerts(body, body.lower())
    assert alerts("Zya Kandersee", "Zia Kandersee")


@pytest.mark.parametrize(
    ("body", "listed"),
    [
        ("Islamic Group", "Islamic Movement"),
        ("Jihad Group", "Jihad Movement"),
        ("Trading Organization", "Trading Group"),
        ("Northern Group", "Southern Movement"),
    ],
)
def test_of_two_bodies_with_one_common_word_group_and_movement_are_not_one(body: str, listed: str) -> None:
    assert not alerts(body, listed)
    assert not alerts(listed, body)
    assert alerts("Taliban Group", "Taliban Movement")
