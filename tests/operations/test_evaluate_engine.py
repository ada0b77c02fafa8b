"""The measurement itself, on a small folder of invented files."""

import gzip
import lzma
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from comity.lists import LISTS
from comity.matching.evaluate import Half, half_of
from comity.model.hit import Hit
from comity.operations.evaluate_engine import Evaluation, evaluate_engine
from comity.operations.evaluation import noise
from comity.operations.evaluation.bench import Engine, bench_of, latin_only
from comity.operations.evaluation.fairness import by_script, group_alarms
from comity.operations.evaluation.figures import Case, Figure, PairsFigure, Skipped, figure
from comity.operations.evaluation.folder import DataFolder, un_newest
from comity.operations.evaluation.known_names import OWN_REFERENCE
from comity.operations.evaluation.namesakes import Cause
from comity.operations.evaluation.strangers import OLDEST, REAL, YOUNGEST, Group, birth_of, groups, script_of
from comity.web.evaluation_page import evaluation_page
from small_list import designation, entity

CALM = tuple(f"Ambrose Vantongeren {number}" for number in range(500))
NAMES = ("Tariq Zuhair Fahim Al Marzubani", "Grigory Pelagin", "Hortensia Quimby")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    path = tmp_path_factory.mktemp("data")
    edition = Path(__file__).parents[2] / "examples" / "lists" / "un_sc"
    (path / "lists" / "un_sc").mkdir(parents=True)
    (path / "pairs").mkdir()
    (path / "population").mkdir()
    with lzma.open(path / "lists" / "un_sc" / "consolidated-2026-01-01.xml.xz", "wb") as out:
        out.write(sorted(edition.glob("*.xml"))[-1].read_bytes())
    lines = [f"Person,{name} {letter},{name} {letter},true" for name in NAMES for letter in "abcdef"]
    lines += [f"Person,{name},Ambrose Vantongeren,false" for name in NAMES]
    (path / "pairs" / "name_pairs_dev.csv").write_text(
        "schema,name1,name2,is_match\n" + "\n".join(lines) + "\n", "utf-8"
    )
    return DataFolder(path, LISTS)


@pytest.fixture(scope="module")
def evaluation(folder: DataFolder) -> Evaluation:
    return evaluate_engine(folder, Engine(threads=1))


def by_id(evaluation: Evaluation) -> dict[str, Figure | PairsFigure | Skipped]:
    return {each.id: each for each in evaluation.figures}


def test_what_is_there_is_measured_and_what_is_absent_is_skipped_with_its_reason(evaluation: Evaluation) -> None:
    figures = by_id(evaluation)
    assert isinstance(figures["pairs"], PairsFigure)
    assert isinstance(figures["original"], Figure)
    assert isinstance(figures["probe-weak"], Figure)
    skipped = [each for each in evaluation.figures if isinstance(each, Skipped)]
    assert any("sdn" in each.reason for each in skipped)
    assert any("negatives_us" in each.reason for each in skipped)
    assert all(each.reason for each in skipped)


def test_the_halves_of_every_figure_add_up(evaluation: Evaluation) -> None:
    for each in evaluation.figures:
        if isinstance(each, Figure):
            halves = [half for half in (each.report, each.development) if half is not None]
            assert sum(half.of for half in halves) == each.both.of
            assert sum(half.count for half in halves) == each.both.count


def test_listed_names_are_found_and_every_wrong_case_is_told(evaluation: Evaluation) -> None:
    figure_ = by_id(evaluation)["verbatim"]
    assert isinstance(figure_, Figure)
    assert figure_.both.value > 0.9
    assert len(figure_.wrong) == figure_.both.of - figure_.both.count


def test_the_page_shows_every_figure_and_what_was_not_measured(evaluation: Evaluation) -> None:
    page = evaluation_page(evaluation, "evaluation").text
    for each in evaluation.figures:
        assert each.title in page
    assert f"default: {evaluation.threshold:g}" in page
    assert "{" not in page


def test_an_index_of_latin_names_holds_no_other_script(folder: DataFolder) -> None:
    un = un_newest(folder)
    names = [name.text for designation in latin_only(un) for name in designation.entity.names]
    assert any(not name.text.isascii() for designation in un for name in designation.entity.names)
    assert all(script_of(name) == "Latin" for name in names)


# --- figures ------------------------------------------------------------------------------------


def test_what_is_counted_decides_what_is_wrong() -> None:
    cases = [Case("a", True, "a"), Case("b", False, "b"), Case("b", False, "b")]
    wanted, unwanted = (figure("x", "x", cases, good=good) for good in (True, False))
    assert isinstance(wanted, Figure)
    assert isinstance(unwanted, Figure)
    assert [case.told for case in wanted.wrong] == ["b", "b"]
    assert [case.told for case in unwanted.wrong] == ["a"]
    report = [case for case in cases if half_of(case.key) is Half.REPORT]
    assert (wanted.report.of if wanted.report else 0) == len(report)


def test_a_figure_of_no_cases_is_skipped() -> None:
    assert isinstance(figure("x", "x", [], good=True), Skipped)


# --- what is done to names ----------------------------------------------------------------------


@pytest.mark.parametrize("kind", noise.SPOILS)
def test_a_name_is_spoilt_the_same_way_on_every_run(kind: str) -> None:
    assert noise.spoilt("Júlio Ñandú O'Hara", kind) == noise.spoilt("Júlio Ñandú O'Hara", kind)


def test_each_typing_error_is_one_edit() -> None:
    name = "Tariq Zuhair Fahim"
    for seed in range(200):
        random = Random(seed)  # noqa: S311 - a fixed seed is the point
        assert len(noise.delete(name, random)) == len(name) - 1
        assert len(noise.insert(name, random)) == len(name) + 1
        changed = [a != b for a, b in zip(noise.substitute(name, random), name, strict=True)]
        assert sum(changed) == 1
        assert sorted(noise.transpose(name, random)) == sorted(name)
        assert sorted(noise.reorder(name, random).split()) == sorted(name.split())


def test_a_machine_readable_zone_has_capitals_and_nothing_else() -> None:
    assert noise.spoilt("Júlio al-Ñandú O’Hara", "mrz") == "JULIO AL NANDU OHARA"


# --- truth --------------------------------------------------------------------------------------


def test_only_an_entrys_own_reference_is_taken_from_remarks() -> None:
    remark = "EU and UN. UN Ref QDi.407. Leader of Islamic State, listed as Al-Qaida in Iraq (QDe.115)."
    assert OWN_REFERENCE.findall(remark) == ["QDi.407"]


# --- fairness -----------------------------------------------------------------------------------


def test_a_group_over_twice_the_median_is_flagged(folder: DataFolder) -> None:
    bench = bench_of(un_newest(folder), Engine(threads=1))
    listed = [designation.entity.names[0].text for designation in bench.designations]
    names = {"calm": CALM, "calmer": CALM, "burdened": (*CALM, *listed)}
    groups = [Group("generated", group, bearers) for group, bearers in names.items()]
    found = {each.group: each for each in group_alarms(bench, groups)}
    assert not found["calm"].alone.over
    assert found["burdened"].alone.over
    causes = found["burdened"].causes
    assert causes[Cause.NAMESAKE] > 0
    assert sum(causes.values()) == found["burdened"].alone.share.count
    assert found["burdened"].alone.share.count >= len(listed) - 1


def test_a_birth_date_takes_most_of_a_groups_alarms_away(folder: DataFolder) -> None:
    bench = bench_of(un_newest(folder), Engine(threads=1))
    listed = [each.entity for each in bench.designations if each.entity.births]
    (found,) = group_alarms(bench, [Group("generated", "namesakes", tuple(entity.names[0].text for entity in listed))])
    assert found.alone.share.count == len(listed)
    assert found.dated.share.count < len(listed) / 2


def test_who_exists_and_bears_a_rare_listed_name_is_the_listed_person_and_no_false_alarm() -> None:
    rare, common = "Zerubbabel Vantongeren Quimby", "Muhammad Hasan"
    bench = bench_of([designation("AA1", entity(rare)), designation("AA2", entity(common))], Engine(threads=1))
    names = (rare, "Mohammed Hassan", "Zerubbabel Vantongeren Quimbi Trevanion", *CALM)
    real, made = group_alarms(bench, [Group(source, "Pelagian", names) for source in (REAL, "generated")])
    assert (real.listed, made.listed) == (1, 0)
    assert (real.alone.share.of, made.alone.share.of) == (len(names) - 1, len(names))
    assert made.alone.share.count - real.alone.share.count == 1
    assert "Mohammed Hassan" in {name for name, _, _ in real.examples}
    assert rare not in {name for name, _, _ in real.examples}
    assert sum(real.causes.values()) == real.alone.share.count


def test_the_page_says_how_many_are_the_listed_themselves(evaluation: Evaluation) -> None:
    rare = "Zerubbabel Vantongeren Quimby"
    bench = bench_of([designation("AA1", entity(rare))], Engine(threads=1))
    found = group_alarms(bench, [Group(REAL, "Pelagian", (rare, *CALM)), Group(REAL, "Ostrogian", CALM)])
    page = evaluation_page(replace(evaluation, groups=found), "evaluation").text
    assert "\nThe listed themselves, not counted: Pelagian 1.\n" in page


def test_a_group_of_nobody_but_the_listed_is_left_out() -> None:
    rare = "Zerubbabel Vantongeren Quimby"
    bench = bench_of([designation("AA1", entity(rare))], Engine(threads=1))
    assert group_alarms(bench, [Group(REAL, "Pelagian", (rare,))]) == ()


def test_a_birth_date_drawn_by_chance_is_a_grown_ups_and_always_the_same() -> None:
    drawn = [birth_of(f"Ambrose Vantongeren {number}") for number in range(300)]
    assert drawn == [birth_of(f"Ambrose Vantongeren {number}") for number in range(300)]
    years = {span.start.year for span in drawn if span.start}
    assert min(years) >= OLDEST
    assert max(years) <= YOUNGEST
    assert len(years) > 50


def test_a_generated_name_is_of_one_script(tmp_path: Path) -> None:
    (tmp_path / "names").mkdir()
    heads = "Country,Localized Name,Romanized Name"
    (tmp_path / "names" / "common-forenames-by-country.csv").write_text(f"{heads}\nIL,Noam,Noam\nIL,Zwi,Zwi\n", "utf-8")
    (tmp_path / "names" / "common-surnames-by-country.csv").write_text(f"{heads}\nIL,כהן,Cohen\nIL,לוי,Levi\n", "utf-8")
    with gzip.open(tmp_path / "names" / "wikidata_given_names_multiscript.txt.gz", "wb") as out:
        out.write("noam, ноам, נועם => Q1\n".encode())
    made = {each.name: set(each.names) for each in groups(DataFolder(tmp_path, LISTS))}
    assert made["Hebrew, own script"] == {"נועם כהן", "נועם לוי"}
    assert made["Hebrew, Latin"] == {"Noam Cohen", "Noam Levi", "Zwi Cohen", "Zwi Levi"}


def test_people_are_counted_under_the_script_of_their_names() -> None:
    names = ["Grigory Pelagin", "Григорий Пелагин", "김정식", "王伟", "محمد", "گلناز", "123"]
    scripts = [script_of(name) for name in names]
    assert scripts == ["Latin", "Cyrillic", "Hangul", "Chinese", "Arabic", "Persian and Urdu", "other"]
    hits: list[list[Hit]] = [[] for _ in names]
    assert [(each.group, each.alone.share.of) for each in by_script(names, hits, hits, scripts)] == [
        (script, 1) for script in sorted(scripts)
    ]
