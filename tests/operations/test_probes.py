"""The probes of what must never alert: which name is the given one, whose sibling is asked about, and what is the
list's own doing."""

import pytest

from comity.model.designation import Designation
from comity.operations.evaluation import probes
from comity.operations.evaluation.bench import Bench, Engine, bench_of
from comity.operations.evaluation.figures import Figure
from comity.operations.evaluation.namesakes import Cause, cause_of, names_in_text
from small_list import designation, entity, score, subject

OTHERS = ("Omar", "Hortensia", "Grigory", "Tariq", "Wilhelmina")


def bench(*listed: Designation) -> Bench:
    return bench_of(listed, Engine(threads=1))


def wrong(found: object) -> list[str]:
    assert isinstance(found, Figure)
    return [case.told for case in found.wrong]


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("Yusuf Pelagin", "Yusuf"),
        ("Sayyid Yusuf Pelagin", "Sayyid Yusuf"),
        ("‘Abd al-Rahman bin Umar Pelagin", "‘Abd al-Rahman"),
        ("Abu Bakr Pelagin", "Abu Bakr"),
        ("M. Yusuf Pelagin", "M. Yusuf"),
        ("Abdullah Pelagin", "Abdullah"),
        ("Abdur Rehman", ""),
        ("Haji Yusuf", ""),
        ("", ""),
    ],
)
def test_a_given_name_has_its_titles_and_its_heads_and_is_never_the_whole(name: str, given: str) -> None:
    assert probes._given(name.split()) == given


def test_a_listed_name_that_is_but_one_is_the_lists_own_doing() -> None:
    persons = [designation("AA1", entity("Abdul Satar Quimby", "Haji Abdul Satar"))]
    assert wrong(probes.given_names(bench(*persons), persons, frozenset())) == []
    named_alike = [designation("AA1", entity("Zerubbabel Quimby Vantongeren", "Zerubbabel Qu."))]
    figure = probes.given_names(bench(*named_alike), named_alike, frozenset())
    assert isinstance(figure, Figure)
    assert figure.both.of == 1


def test_the_sibling_of_someone_listed_without_the_given_name_too_is_asked_about_by_the_other_names() -> None:
    names = "Ambrose Quimby Vantongeren Pelagin", "Quimby Vantongeren"
    others = [designation(f"AA{i}", entity(f"{new} Marzubani")) for i, new in enumerate(OTHERS, 2)]
    alone, besides = designation("AA1", entity(names[0])), designation("AA1", entity(*names))
    for person in (alone, besides):
        figure = probes.siblings(bench(person, *others), [person, *others])
        assert isinstance(figure, Figure)
        assert figure.both.of > 1
        assert figure.both.count == 0
    assert probes._with_given(besides, "Ambrose") == [names[0]]


def test_a_sibling_bears_another_given_name_than_the_listed_one() -> None:
    persons = [designation(f"AA{i}", entity(f"Ambrose Pelagin{end}")) for i, end in enumerate(("ov", "ski", "idze"))]
    assert list(probes._siblings(persons)) == []


def test_an_alert_on_a_name_with_the_given_name_is_told() -> None:
    father = "Quimby Vantongeren Marzubani Pelagin Zwemmerly Oxenholme Trevanion"
    persons = [designation(f"AA{i}", entity(f"{given} {father}")) for i, given in enumerate(OTHERS)]
    found = wrong(probes.siblings(bench(*persons), persons))
    assert found
    assert all(name.removesuffix(father).strip() in OTHERS for name in found)


def test_a_name_of_others_words_does_not_have_the_given_name() -> None:
    person = designation("AA1", entity("Ali Quimby Vantongeren Pelagin", "Vantongeren Pelagin", "Aly Pelagin"))
    assert probes._with_given(person, "Ali") == ["Ali Quimby Vantongeren Pelagin", "Aly Pelagin"]


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("Zaki Ur-Rehman", 1),
        ("Abdur Rehman", 1),
        ("Abu Bakr", 1),
        ("Haji Yusuf", 1),
        ("Abu Bakr Pelagin", 2),
        ("Yusuf Pelagin", 2),
        ("Yas Air", 2),
    ],
)
def test_names_are_counted_by_whom_they_name_and_not_by_words(name: str, names: int) -> None:
    assert names_in_text(name) == names


def test_a_given_name_that_the_person_bears_too_is_no_siblings() -> None:
    person = designation("AA1", entity("Ambrose Quimby Pelagin", "Ambrose Tariq Pelagin"))
    made = [(person, "Ambrose", "Tariq"), (person, "Ambrose", "Wilhelmina"), (person, "Abu Omar", "Omar")]
    assert probes._are_own(made) == {0, 2}


def test_a_sibling_in_korea_has_the_family_name_that_stands_first() -> None:
    persons = [
        designation(f"AA{i}", entity(name)) for i, name in enumerate(("KIM CHOL NAM", "RI SONG HYOK", "CHOE HWI"))
    ]
    siblings = list(probes._siblings(persons))
    assert {given for _, given, _ in siblings} == {"CHOL NAM", "SONG HYOK", "HWI"}
    assert "KIM SONG HYOK" in {
        probes._renamed("KIM CHOL NAM", given, new) for _, given, new in siblings if given == "CHOL NAM"
    }
    assert probes._renamed("Ambrose Pelagin", "Ambrose", "Tariq") == "Tariq Pelagin"


def test_each_person_has_several_siblings() -> None:
    persons = [designation(f"AA{i}", entity(f"{new} Marzubani")) for i, new in enumerate(OTHERS, 2)]
    of_one = [new for person, _, new in probes._siblings(persons) if person is persons[0]]
    assert len(set(of_one)) == len(of_one) > 1


@pytest.mark.parametrize(
    ("name", "listed", "cause"),
    [
        ("Mohammed Hassan Pelagin", "Muhammad Hasan PELAGIN", Cause.NAMESAKE),
        ("Hassan, Mohammed", "محمد حسن", Cause.NAMESAKE),
        ("Mohammed Hassan Pelagin", "Muhammad PELAGIN", Cause.ABSENT),
        ("Mohammed Hassan Pelagin", "Muhammad PELADIN", Cause.ABSENT),
        ("Mohammed Pelagin", "Muhammad PELADIN", Cause.ALIKE),
        ("Dr. Mohammed Pelagin", "Muhammad PELAGIN", Cause.NAMESAKE),
    ],
)
def test_an_alarm_comes_of_a_namesake_an_absent_name_or_other_letters(name: str, listed: str, cause: Cause) -> None:
    hit = score(subject(name), entity(listed))
    assert hit is not None
    assert cause_of(hit) is cause


def test_abd_allah_is_a_given_name_and_what_follows_is_the_fathers() -> None:
    assert probes._given(["ABD", "ALLAH", "MOHAMED", "RAGAB"]) == "ABD ALLAH"
    assert probes._given(["HAJI", "ABDUL", "SATAR", "BARAKZAI"]) == "HAJI ABDUL SATAR"
    assert probes._given(["ABD", "EL", "JASIM", "MUHAMMAD"]) == "ABD EL JASIM"
