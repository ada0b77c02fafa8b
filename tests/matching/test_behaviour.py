"""How the shipped scorecard behaves at its working threshold, on names of nobody and on well-known listings."""

from dataclasses import replace

import pytest

from comity.matching.scorecard import DEFAULT_THRESHOLD
from comity.model.entity import Birth, Entity, Kind, NameKind, Published
from comity.model.hit import Hit
from comity.model.partial_date import parse_span
from comity.model.subject import Subject
from small_list import designation, entity, score, screener_of, subject


def alerts(one: Subject | str, listed: Entity | str) -> bool:
    hit = score(one, listed)
    return hit is not None and hit.earned >= DEFAULT_THRESHOLD


def scored(one: Subject | str, listed: Entity | str) -> float:
    hit = score(one, listed)
    return hit.score if hit else 0.0


def born(who: str, date: str) -> Subject:
    return subject(who, births=(parse_span(date),))


def listed_born(date: str, *names: str | tuple[str, NameKind]) -> Entity:
    return entity(*names, births=(Birth(parse_span(date), Published("born", date)),))


BIN_LADEN = entity("Usama Muhammed Awad bin Laden", "Osama bin Laden", ("The Director", NameKind.WEAK))
AYMAN = entity("Aiman Muhammed Rabi al-Zawahiri", "Ayman Al-Zawahari")


# --- what raises no alert --------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["The Director", "Director"])
def test_a_weak_alias_alone_never_raises_an_alert(name: str) -> None:
    assert not alerts(name, BIN_LADEN)


@pytest.mark.parametrize("alias", ["Khalid", "Mansur Haqqani", "Abdul Rahman"])
def test_a_weak_alias_that_is_the_same_raises_no_alert(alias: str) -> None:
    assert not alerts(alias, entity("Gulbuddin Hekmatyar", (alias, NameKind.WEAK)))


@pytest.mark.parametrize("name", ["Usama", "Muhammed", "Osama", "Ayman"])
def test_a_given_name_alone_raises_no_alert(name: str) -> None:
    assert not alerts(name, BIN_LADEN)
    assert not alerts(name, AYMAN)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ruben Jamal Abd-al Rahim Ahmad al-Kashif", "Muhammad Jamal Abd-al Rahim Ahmad al-Kashif"),
        ("Idris Sabawi Ibrahim Hasan al-Tikriti", "Yasir Sabawi Ibrahim Hasan al-Tikriti"),
    ],
)
def test_brothers_raise_no_alert_for_each_other(one: str, other: str) -> None:
    assert not alerts(one, other)
    assert not alerts(other, one)


def test_letters_with_dots_are_one_word_in_their_order() -> None:
    assert alerts("A.B.C. Company", "ABC Co.")
    assert not alerts("C.B.A. Company", "A.B.C. Company")


def test_one_name_of_an_alias_says_less_than_the_whole_of_a_primary_name() -> None:
    alias = score("Walijan", entity("Gulbuddin Hekmatyar", ("Haji Walijan", NameKind.STRONG), kind=Kind.PERSON))
    primary = score("Walijan", entity("Haji Walijan", kind=Kind.PERSON))
    assert primary is not None
    assert alias is None or alias.earned < primary.earned


def test_two_proper_syllables_are_further_apart_than_a_syllable_and_a_misspelling() -> None:
    assert scored("Kim Kyong Ir", "Kim Kyong Il") > 0.0
    assert scored("Kim Yong Il", "Kim Kyong Il") < scored("Kim Kyong Il", "Kim Kyong Il") - 0.2


@pytest.mark.parametrize("name", ["Mohammed", "Ali", "Khan", "Li", "Garcia", "Ivanov", "محمد", "Иванов", "王"])
def test_a_single_common_token_raises_no_alert_even_when_it_is_the_whole_listed_name(name: str) -> None:
    assert not alerts(name, name)


@pytest.mark.parametrize(
    ("subject_name", "listed_name"),
    [
        ("Hassan Hussein", "Hassan Ali Hussein Mahmoud"),
        ("Mohammed Ali", "Mohammed Hassan"),
        ("Ivan Ivanov", "Ivan Petrov"),
        ("Kim Jong Un", "Kim Jong Il"),
        ("Kim Jong", "Kim Jong Il"),
        ("Jang Yong Son", "Chun-hung Zhang"),
        ("Li Hongli", "Li Hongmei"),
        ("Zhang Lei", "Zhang Li"),
        ("Wang Wei", "Wang Lei"),
        ("Maria Garcia", "Maria Lopez"),
        ("Islamic Bank", "Islamic Company"),
        ("National Trading Company", "General Trading Company"),
        ("Haqqani Network (ISIL)", "ISIL"),
        ("Second Battalion", "Third Battalion"),
        ("Rohani Abdul Karim", "Abdul Karim"),
        ("Abdul Aziz Abbasin", "Abdul Abbas"),
    ],
)
def test_people_who_share_common_names_only_raise_no_alert(subject_name: str, listed_name: str) -> None:
    assert not alerts(subject_name, listed_name)


@pytest.mark.parametrize(
    ("subject_name", "listed_name"),
    [
        ("Kim Chong Un", "KIM Jong-un"),
        ("Cho Yongwon", "JO YONG-WON"),
        ("Lee Jae-hyok", "RI JAE HYOK"),
        ("Pak Chunil", "Park Chun Il"),
        ("Mr Kim Yo Jong", "KIM YO JONG"),
        ("Hsiao Chih-chung", "Xiao Zhizhong"),
        ("Dongming Wang", "WANG Dong-ming"),
    ],
)
def test_a_chinese_or_korean_name_is_found_by_another_romanisation(subject_name: str, listed_name: str) -> None:
    assert alerts(subject_name, listed_name)
    assert alerts(listed_name, subject_name)


@pytest.mark.parametrize(
    ("subject_name", "listed_name"),
    [
        ("Tarek Qurtubawi", "Salem Qurtubawi"),
        ("Viktor Zherebtsov", "Maria Zherebtsova"),
        ("Dokka Umarov", "Akhmed Umarov"),
        ("Ghazi Takriti", "Barzan Takriti"),
    ],
)
def test_a_sibling_raises_no_alert(subject_name: str, listed_name: str) -> None:
    assert not alerts(subject_name, listed_name)


@pytest.mark.parametrize("name", ["Mohammed Ali Hassan", "Sergei Petrov", "Li Wei"])
def test_a_common_name_with_another_year_of_birth_raises_no_alert(name: str) -> None:
    assert not alerts(born(name, "1991"), listed_born("1957", name))


def test_an_organisation_is_not_the_person_whose_name_it_bears() -> None:
    person = replace(BIN_LADEN, kind=Kind.PERSON)
    assert not alerts(subject("Usama bin Laden", kind=Kind.VESSEL), person)


@pytest.mark.parametrize("name", ["", "...", "Mr", "Al", "Ltd", "J.", "A. B."])
def test_what_is_hardly_a_name_raises_no_alert(name: str) -> None:
    for listed in (BIN_LADEN, entity("Al"), entity("J. B."), entity("Company Ltd")):
        assert not alerts(name, listed)


# --- ranked pairs: this scores above that -------------------------------------------------------------


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (("Gulbuddin Hekmatyar", "Gulbuddin Hekmatyar"), ("Gulbuddin Hekmatyor", "Gulbuddin Hekmatyar")),
        (("Gulbuddin Hekmatyar", "Gulbuddin Hekmatyar"), ("Ali Ahmed", "Ali Ahmed")),
        (("Gulbudin Hekmatyar", "Gulbuddin Hekmatyar"), ("Gulbuddin Khan", "Gulbuddin Hekmatyar")),
        (("Usama bin Laden", "Usama bin Laden"), ("Usama bin Laden Khan", "Usama bin Laden")),
        (("Ramzan Kadyrov", "Ramzan Akhmatovich Kadyrov"), ("Ramzan Petrov", "Ramzan Akhmatovich Kadyrov")),
        (("R. Kadyrov", "Ramzan Kadyrov"), ("Petr Kadyrov", "Ramzan Kadyrov")),
        (("Kim Jong Un", "Kim Jong Un"), ("Kim Jong Un", "Kim Jong Il")),
    ],
)
def test_the_pair_that_agrees_better_scores_above_the_other(above: tuple[str, str], below: tuple[str, str]) -> None:
    assert scored(*above) > scored(*below)


def test_a_strong_alias_counts_more_than_a_weak_one() -> None:
    def as_kind(kind: NameKind) -> float:
        return scored("Gulbuddin Hekmatyar", entity("Somebody Else", ("Gulbuddin Hekmatyar", kind)))

    assert as_kind(NameKind.STRONG) > as_kind(NameKind.FORMER) > as_kind(NameKind.WEAK)


def test_a_hit_names_the_listed_name_that_earned_it() -> None:
    screener = screener_of([designation("X", BIN_LADEN), designation("Y", AYMAN)])
    hits: tuple[Hit, ...] = screener.screen(subject("Osama bin Laden"))
    assert [(hit.reference, hit.listed_name) for hit in hits] == [("X", "Osama bin Laden")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Atiqullnah Wali Mohammad", "Atiqullah Wali Mohammad"),
        ("Ghalib Abkdullah al-Zaidi", "Ghalib Abdullah al-Zaidi"),
        ("Mohaded Mohamud Mire", "Mohamed Mohamud Mire"),
        ("Dou Khamatovich Umarov", "Doku Khamatovich Umarov"),
        ("عبد الله محمد رجب عبد الرحمن", "Abd Allah Mohamed Ragab Abdel Rahman"),
        ("حكمت مزبان إبراهيم العزاوي", "Hikmat Mizban Ibrahim al-Azzawi"),
        ("Al Qaeda", "Al Qa'ida"),
        ("Yahia Adallah al-Ubaidi", "Yahia Abdallah al-Ubaidi"),
        ("Reshad Habbiullah", "Habibullah Reshad"),
        ("Laagoub Abdmlkader", "Abdelkader Laagoub"),
        ("Sixajuddin Haqqani", "Sirajuddin Haqqani"),
        ("Sai Bahaji", "Said Bahaji"),
        ("Pak Won U", "Pak Won Uk"),
        ("Keang-Il Kim", "Kim Kwang-Il"),
        ("Kim Chol Saok", "Kim Sok Chol"),
        ("Yanxiog Zheng", "Yanxiong Zheng"),
        ("Huinnng Luo", "Huining Luo"),
        ("Qbd el-Kader Mahmoud", "Abd el-Kader Mahmoud"),
        ("Ayesha Qadhafi", "Aisha Muammar Muhammed Abu Minyar Qadhafi"),
        ("Sami Ben Khemais Essid", "Sami Ben Khamis Ben Saleh Elsseid"),
        ("Serhiy Shoigu", "Sergei Shoigu"),
        ("Sergejs Lavrovs", "Sergey Lavrov"),
        ("Shoigu Shoigu Sergey", "Sergey Shoigu"),
        ("Alb Kony", "Ali Kony"),
        ("Dmitrijs Rogozins", "Dmitry Rogozin"),
        ("Maghomedizakirovich Abduvaliev", "Maghomedzakirovich Abduvaliev"),
    ],
)
def test_a_misspelling_or_another_romanisation_is_found_from_either_side(one: str, other: str) -> None:
    assert alerts(one, other)
    assert alerts(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nasrullah Karimi", "Nusratullah Karimi"),
        ("Abdulkarim Nazari", "Abdulrahim Nazari"),
        ("Abdulhamid Salimi", "Abdulhafiz Salimi"),
        ("Abdulnasir Omar", "Abdulqadir Omar"),
        ("Kim Ku", "Kim Kyu"),
        ("Pak U", "Pak Uk"),
        ("Kim Haeun", "Kim Hun"),
        ("Li Jiaan Xiaomei", "Li Jin Yan"),
        ("國華 李", "Guihua Li"),
        ("Sai Bahaj", "Said Bahar"),
        ("Bad Karim Nazari", "Abd Karim Sultani"),
        ("Serhiy Rogozin", "Sergey Ragulin"),
        ("Martins Kalnins", "Martin Kalina"),
        ("Javad Javad Karimi Sabet", "Mohsen Javad Karimi Sabet"),
    ],
)
def test_names_that_share_one_part_are_other_names(one: str, other: str) -> None:
    assert not alerts(one, other)
    assert not alerts(other, one)


def test_a_short_word_with_one_wrong_letter_is_told_as_such_and_not_as_an_initial() -> None:
    hit = score("Adam Khamatovich Bai", "Adam Khamatovich Badi")
    assert hit is not None
    (told,) = [reason for reason in hit.reasons if reason.subject == "Bai"]
    assert (told.finding, told.listed, told.weight) == ("nearly the same", "Badi", 0.0)
    nobodys = score("Dou Khamatovich Umarov", "Doku Khamatovich Umarov")
    assert nobodys is not None
    (told,) = [reason for reason in nobodys.reasons if reason.subject == "Dou"]
    assert (told.finding, told.listed) == ("spelled alike", "Doku")
    short = score("D. Khamatovich Umarov", "Doku Khamatovich Umarov")
    assert short is not None
    assert [reason.finding for reason in short.reasons if reason.subject == "D"] == ["initial"]


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("Société Générale S.A.", "Societe Generale"),
        ("Siemens Aktiengeselschaft", "Siemens AG"),
        ("Nordland Incorporatd", "Nordland"),
    ],
)
def test_a_body_of_common_words_or_a_misspelt_legal_form_is_found(name: str, listed: str) -> None:
    assert alerts(subject(name, kind=Kind.ORGANISATION), entity(listed, kind=Kind.ORGANISATION))


def test_one_common_word_with_a_legal_form_raises_no_alert_on_others() -> None:
    assert not alerts("Bank Ltd", "Bank of Pelagin Ltd")
    assert not alerts("Societe", "Societe Generale")


def test_a_number_in_words_is_the_number_in_digits() -> None:
    assert alerts("Brigade Forty 4", "Brigade 44")
    assert alerts("Forty-Fourth Pelagin Brigade", "Pelagin Brigade 44")
    assert not alerts("Brigade Forty 5", "Brigade 44")


def test_a_doubled_digit_is_another_number() -> None:
    assert not alerts("Brigade 4", "Brigade 44")
    assert alerts("Nordland Brigade 44", "Nordland Brigade 44")


@pytest.mark.parametrize(
    ("telex", "listed"),
    [
        ("Fran?ois M?ller", "François Müller"),
        ("Aym?n al-Zaw?hir?", "Ayman al-Zawahiri"),
        ("?mer ?ahin", "Ömer Şahin"),
        ("Vu?ić Aleksandar", "Aleksandar Vučić"),
        ("Aleksandar Vu?ic?", "Aleksandar Vučić"),
        ("S\ufffdren Kierkegaard", "Søren Kierkegaard"),
    ],
)
def test_letters_lost_on_the_way_do_not_hide_a_name(telex: str, listed: str) -> None:
    assert alerts(telex, listed)
    assert alerts(listed, telex)


def test_a_lost_letter_is_not_every_name() -> None:
    assert not alerts("Fran?ois M?ller", "Francine Miller")
    assert not alerts("Al? Khan", "Aldo Khan")


@pytest.mark.parametrize(
    "name",
    [
        "FAZEEL-A-TUL SHAYKH ABU MOHAMMED AMEEN AL-PESHAWARI",
        "ABD EL HAMID SALIM IBRAHIM BRUKAN AL-KHATOUNI",
        "SHER MOHAMMAD ABBAS STANEKZAI PADSHAH KHAN",
    ],
)
def test_a_name_cut_off_in_a_travel_document_is_found(name: str) -> None:
    *given, family = name.replace("-", " ").split()
    line = f"{family}<<{'<'.join(given)}"[:39]
    assert alerts(line, name)
