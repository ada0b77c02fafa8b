"""`comity evaluate`, on invented names and lists."""

import csv
import gzip
import json
import os
import re
from pathlib import Path

import pytest
from lxml import etree
from typer.testing import CliRunner, Result

from comity.cli.main import app
from comity.matching import DEFAULT_SCORECARD, DEFAULT_THRESHOLD, calibration


def comity(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


PAIRS = """group,schema,name1,name2,is_match,score
g1,Person,Grigory Pelagin,"PELAGIN, Grigory",true,old
g2,Person,Григорий Пелагин,Grigory Pelagin,true,old
g3,Company,=Pelagin Shipping,Quimby Foundries,false,old

g4,Vessel,,Grigory Pelagin,false,old
"""


# --- pairs --------------------------------------------------------------------------------------


def test_a_table_of_pairs_gains_score_and_match_and_keeps_the_rest(tmp_path: Path) -> None:
    (tmp_path / "pairs.csv").write_text(PAIRS, "utf-8")
    ended = comity("evaluate", "pairs", tmp_path / "pairs.csv", "--out", tmp_path / "out.csv", "--format", "json")
    assert ended.exit_code == 0, ended.output
    out = rows(tmp_path / "out.csv")
    assert list(out[0]) == ["group", "schema", "name1", "name2", "is_match", "score", "match"]
    assert [row["group"] for row in out] == ["g1", "g2", "g3", "g4"]
    assert out[2]["name1"] == "=Pelagin Shipping"
    for row in out:
        assert (float(row["score"]) >= DEFAULT_THRESHOLD) == (row["match"] == "true")
    assert [row["match"] for row in out] == ["true", "true", "false", "false"]
    assert json.loads(ended.stdout) == {"pairs": 4, "matches": 2}


def test_a_pair_owes_nothing_to_the_rows_around_it(tmp_path: Path) -> None:
    head, *lines = [line for line in PAIRS.splitlines() if line]
    whole, turned = tmp_path / "whole.csv", tmp_path / "turned.csv"
    whole.write_text("\n".join([head, *lines * 40]) + "\n", "utf-8")
    turned.write_text("\n".join([head, *reversed(lines)]) + "\n", "utf-8")
    for path in (whole, turned):
        assert comity("evaluate", "pairs", path, "--out", path).exit_code == 0
    scores = {row["group"]: row["score"] for row in rows(turned)}
    assert {(row["group"], row["score"]) for row in rows(whole)} == set(scores.items())


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"schema,name1\nPerson,a\n", "name2"),
        (b"", "name1"),
        (b"name1,name2\na,b,c\n", "row 2"),
        (b"name1,name2\n\xff\xfe\xff,b\n", "UTF-8"),
        (b'name1,name2\na,b\n"c,d\ne,f\n', "line 3: a quotation mark here is never closed"),
        (b"name1,name2,Name1\na,b,c\n", "2 columns are called name1"),
    ],
)
def test_a_table_that_is_none_is_refused_and_leaves_no_output(tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "pairs.csv").write_bytes(content)
    ended = comity("evaluate", "pairs", tmp_path / "pairs.csv", "--out", tmp_path / "out.csv")
    assert ended.exit_code == 1
    assert told in ended.output
    assert [path.name for path in tmp_path.iterdir()] == ["pairs.csv"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_table_is_read_however_a_spreadsheet_saved_it(
    tmp_path: Path, encoding: str, delimiter: str, end: str
) -> None:
    cells = (("Name2", "note", "Schema", "NAME1"), ('"Пелагин; Григорий,"', '"a\nb"', "person", "Grigory Pelagin"))
    text = "".join(delimiter.join(row) + end for row in cells)
    (tmp_path / "pairs.csv").write_bytes(text.encode(encoding))
    ended = comity("evaluate", "pairs", tmp_path / "pairs.csv", "--out", tmp_path / "out.csv")
    assert ended.exit_code == 0, ended.output
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as written:
        heading, row = csv.reader(written, delimiter=delimiter)
    assert heading == ["Name2", "note", "Schema", "NAME1", "score", "match"]
    assert row[:4] == ["Пелагин; Григорий,", "a\nb", "person", "Grigory Pelagin"]
    assert row[5] == "true"


def test_formulas_stand_as_they_were_read_and_are_told(tmp_path: Path) -> None:
    """The table is scored again, and joined to what it was made from: a guard would make other names of them."""
    (tmp_path / "pairs.csv").write_text(PAIRS, "utf-8")
    first = comity("evaluate", "pairs", tmp_path / "pairs.csv", "--out", tmp_path / "once.csv")
    again = comity("evaluate", "pairs", tmp_path / "once.csv", "--out", tmp_path / "twice.csv")
    assert "formula stand as they were read, in 1 of the rows" in first.stderr
    assert first.stderr == again.stderr
    assert (tmp_path / "once.csv").read_bytes() == (tmp_path / "twice.csv").read_bytes()


def test_a_row_is_called_by_its_number_in_a_spreadsheet(tmp_path: Path) -> None:
    file = tmp_path / "labelled.csv"
    file.write_text('name1,name2,is_match\n"a\nb",c,true\n\nd,e,perhaps\n', "utf-8")
    assert "row 4: is_match is 'perhaps'" in comity("evaluate", "calibrate", file).output


def test_an_absent_file_is_misuse(tmp_path: Path) -> None:
    assert comity("evaluate", "pairs", tmp_path / "none.csv", "--out", tmp_path / "out.csv").exit_code == 2
    assert comity("evaluate", "tune", tmp_path / "none.csv").exit_code == 2


# --- calibrate ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("label", "wanted"), [("true", "different"), ("false", "the same")])
def test_nothing_is_learnt_of_what_a_score_means_from_pairs_of_one_label(
    tmp_path: Path, label: str, wanted: str
) -> None:
    file = tmp_path / "labelled.csv"
    lines = [f"Hortensia Pelagin{number},Ambrose Pelagin{number},{label}" for number in range(60)]
    file.write_text("name1,name2,is_match\n" + "\n".join(lines) + "\n", "utf-8")
    ended = comity("evaluate", "calibrate", file, "--out", tmp_path / "c.toml")
    assert ended.exit_code == 1
    assert f"label pairs that are {wanted}" in " ".join(ended.stderr.split())
    assert not (tmp_path / "c.toml").exists()


def test_a_calibration_is_learnt_written_and_drawn(tmp_path: Path) -> None:
    names = [f"{given} Pelagin{letter}" for given in ("Hortensia", "Grigory", "Ambrose") for letter in "abdefgkl"]
    lines = [f"{name},{name},true" for name in names]
    lines += [f"{name},{other},false" for name, other in zip(names, reversed(names), strict=True)]
    lines += [f"{name},Quimby Foundries,false" for name in names]
    file = tmp_path / "labelled.csv"
    file.write_text("name1,name2,is_match\n" + "\n".join(lines) + "\n", "utf-8")
    ended = comity("evaluate", "calibrate", file, "--out", tmp_path / "c.toml", "--plot", tmp_path / "c.svg")
    assert ended.exit_code == 0, ended.output
    table = calibration.read((tmp_path / "c.toml").read_text("utf-8"))
    assert table.scorecard == DEFAULT_SCORECARD.digest()
    assert sum(step.pairs for step in table.steps) == len(lines)
    assert table.digest() in ended.stdout
    assert etree.parse(tmp_path / "c.svg").getroot().tag.endswith("svg")


def test_labels_that_are_neither_yes_nor_no_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "labelled.csv"
    file.write_text("name1,name2,is_match\na,b,perhaps\n", "utf-8")
    ended = comity("evaluate", "calibrate", file)
    assert ended.exit_code == 1
    assert "perhaps" in ended.output


def test_too_few_labelled_pairs_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "labelled.csv"
    file.write_text("name1,name2,is_match\na,b,true\n", "utf-8")
    assert comity("evaluate", "calibrate", file).exit_code == 1


# --- tune ---------------------------------------------------------------------------------------


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Path) -> Path:
    monkeypatch.setenv("COMITY_HOME", str(tmp_path / "home"))
    files = sorted((root / "examples" / "lists" / "un_sc").glob("*.xml"))
    ended = comity("lists", "import", "un_sc", files[-1], "--accept-count")
    assert ended.exit_code == 0, ended.output
    return tmp_path


def test_tuning_counts_alerts_that_only_fall_as_the_threshold_rises(home: Path, root: Path) -> None:
    page = home / "tune.html"
    customers = root / "examples" / "customers.csv"
    ended = comity("evaluate", "tune", customers, "--format", "json", "--out", page, "--lowest", "0.5")
    assert ended.exit_code == 0, ended.output
    told = json.loads(ended.stdout)
    alerts = [load["alerts"] for load in told["loads"]]
    assert alerts == sorted(alerts, reverse=True)
    assert alerts[0] > 0
    assert all(load["hits"] >= load["alerts"] for load in told["loads"])
    assert all(hit["earned"] >= told["working"] for hit in told["above"])
    assert all(hit["earned"] < told["working"] for hit in told["below"])
    html = page.read_text("utf-8")
    assert "<svg" in html
    assert f'<tr class="working"><td>{told["working"]:g}</td>' in html
    assert not re.search(r"(?:src|href)=", html), "the page needs nothing but itself"


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("lowest", ["0.5", "0.8"])
def test_the_working_threshold_is_among_those_tried_whatever_the_lowest(root: Path, lowest: str) -> None:
    ended = comity("evaluate", "tune", root / "examples" / "customers.csv", "--format", "json", "--lowest", lowest)
    told = json.loads(ended.stdout)
    (load,) = [load for load in told["loads"] if load["threshold"] == told["working"]]
    screened = comity("screen", root / "examples" / "customers.csv", "--format", "jsonl")
    assert load["hits"] == screened.stdout.count('"earned"') > 0


def test_customers_are_tuned_on_in_columns_that_only_their_officer_can_name(home: Path) -> None:
    file = home / "customers.csv"
    file.write_bytes("Q;W\n1;Тарик Зухайр аль-Марзубани\n2;...\n".encode("cp1251"))
    ended = comity("evaluate", "tune", file, "--format", "json")
    assert (ended.exit_code, "--map" in ended.stderr) == (1, True)
    named = ("--map", "id=Q", "--map", "name=W", "--encoding", "cp1251", "--delimiter", ";")
    ended = comity("evaluate", "tune", file, "--format", "json", *named)
    assert ended.exit_code == 0, ended.output
    assert json.loads(ended.stdout)["loads"][0]["alerts"] == 1


def test_tuning_says_what_became_of_every_record(home: Path) -> None:
    """Whoever is held was not screened: no alerts of theirs are no good news."""
    file = home / "customers.csv"
    file.write_text("id,name\n1,...\n", "utf-8")
    ended = comity("evaluate", "tune", file)
    assert "1 records received = 0 screened + 0 partial + 1 held, against un_sc" in ended.stderr


def test_no_page_is_written_over_what_it_is_made_from(home: Path) -> None:
    file = home / "file.csv"
    file.write_text("id,name\n1,Somebody\n", "utf-8")
    for words in (
        ("tune", file, "--out", file),
        ("calibrate", file, "--out", file),
        ("calibrate", file, "--out", home / "x", "--plot", home / "x"),
        ("run", "--data", home, "--out", home / "x", "--cases", home / "x"),
    ):
        ended = comity("evaluate", *words)
        assert (ended.exit_code, "would be overwritten" in ended.stderr) == (2, True), ended.output
    assert file.read_text("utf-8") == "id,name\n1,Somebody\n"


def test_a_name_cannot_write_into_the_page(home: Path) -> None:
    customers, page = home / "customers.csv", home / "tune.html"
    customers.write_text('id,name\n1,"Tariq Zuhair Fahim <script>Al Marzubani</script>"\n', "utf-8")
    assert comity("evaluate", "tune", customers, "--out", page, "--lowest", "0.3").exit_code == 0
    html = page.read_text("utf-8")
    assert "&lt;script&gt;" in html
    assert "<script" not in html


# --- where answers go ---------------------------------------------------------------------------


def test_a_pipe_named_as_output_stays_one_and_gets_the_scores(tmp_path: Path) -> None:
    (tmp_path / "pairs.csv").write_text(PAIRS, "utf-8")
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    ended = comity("evaluate", "pairs", tmp_path / "pairs.csv", "--out", tmp_path / "pipe")
    assert ended.exit_code == 0, ended.output
    assert os.read(reader, 1000).startswith(b"group,schema,name1,name2,is_match,score,match\n")
    assert (tmp_path / "pipe").is_fifo()
    os.close(reader)


def test_a_place_that_cannot_be_written_to_is_told_before_the_work_begins(home: Path, root: Path) -> None:
    customers, nowhere = root / "examples" / "customers.csv", home / "nowhere" / "page.html"
    for words in (
        ("tune", customers, "--out", nowhere),
        ("tune", customers, "--out", home),
        ("run", "--data", home, "--out", nowhere),
        ("calibrate", home / "labelled.csv", "--out", nowhere),
        ("run", "--data", home / "nowhere"),
    ):
        ended = comity("evaluate", *words)
        assert (ended.exit_code, "directory" in ended.stderr) == (2, True), ended.output
        assert ended.stdout == ""


@pytest.mark.usefixtures("home")
def test_packed_customers_are_tuned_on_as_they_are_screened(root: Path, tmp_path: Path) -> None:
    plain = root / "examples" / "customers.csv"
    (tmp_path / "customers.csv.gz").write_bytes(gzip.compress(plain.read_bytes()))
    told = [
        comity("evaluate", "tune", file, "--format", "json").stdout for file in (plain, tmp_path / "customers.csv.gz")
    ]
    assert told[0] == told[1]
    assert json.loads(told[0])["loads"]
