"""`comity screen` at its door: what it writes, what it says, how it ends."""

import csv
import gzip
import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from comity.cli.main import app

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "examples"
CUSTOMERS = (
    "id;name;birth_date;religion\n"
    "A1;Орсан Тимурович Келденбаев;1979;none of our business\n"
    "A2;Nobody Whatsoever;1990-01-01;\n"
    "A3;???;1990-01-01;\n"
    "A4;Leyla Sarvinoz;31.02.1980;\n"
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds the invented lists of the UN and of a national authority."""
    home = tmp_path_factory.mktemp("home")
    for list_id, name in (("un_sc", "consolidated.xml"), ("national", "national.csv")):
        words = ["lists", "import", list_id, str(EXAMPLES / "lists" / list_id / name), "--accept-count"]
        assert CliRunner().invoke(app, words, env={"COMITY_HOME": str(home)}).exit_code == 0
    return home


class Shell:
    """`comity screen` in a directory of its own, against the invented lists."""

    def __init__(self, home: Path, directory: Path) -> None:
        self.home, self.directory = home, directory
        self.customers = directory / "customers.csv"
        self.customers.write_text(CUSTOMERS, encoding="utf-8")

    def screen(self, *words: object, exits: int) -> str:
        ended = CliRunner().invoke(app, ["screen", *map(str, words)], env={"COMITY_HOME": str(self.home)})
        if ended.exception is not None and not isinstance(ended.exception, SystemExit):
            raise ended.exception
        assert ended.exit_code == exits, ended.stderr
        self.talk = ended.stderr
        return ended.stdout

    def hits(self, *words: object, exits: int) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.screen(*words, "--format", "jsonl", exits=exits).splitlines()]

    def left(self) -> set[str]:
        return {path.name for path in self.directory.iterdir()}


@pytest.fixture
def shell(home: Path, tmp_path: Path) -> Shell:
    return Shell(home, tmp_path)


def test_a_file_with_a_hit_ends_with_3_and_every_record_is_accounted_for(shell: Shell) -> None:
    hits = shell.hits(shell.customers, exits=3)
    assert [(hit["subject_id"], hit["list"], hit["reference"]) for hit in hits] == [("A1", "un_sc", "QDi.9002")]
    assert len(hits[0]["edition"]) == len(hits[0]["scorecard"]) == 64
    assert "4 records received = 2 screened + 1 partial + 1 held" in shell.talk
    assert "held, not screened: line 4 (A3): " in shell.talk


def test_a_file_without_hits_ends_with_0_and_writes_what_was_asked_for(shell: Shell) -> None:
    shell.customers.write_text("id,name\nB1,Nobody Whatsoever\n", encoding="utf-8")
    out, report = shell.directory / "hits.jsonl", shell.directory / "report.html"
    assert shell.screen(shell.customers, "--out", out, "--report", report, exits=0) == ""
    assert out.read_bytes() == b""
    assert "No hits: nothing that was screened reached the threshold." in report.read_text(encoding="utf-8")
    assert "no hit at or above" in shell.talk


def test_hits_held_records_and_report_are_written_and_nothing_else_is_left(shell: Shell) -> None:
    out, report, held = (shell.directory / name for name in ("hits.parquet", "report.html", "held.jsonl"))
    assert shell.screen(shell.customers, "--out", out, "--report", report, "--held", held, exits=3) == ""
    assert pq.read_table(out).column("reference").to_pylist() == ["QDi.9002"]
    notes = [json.loads(line) for line in held.read_text(encoding="utf-8").splitlines()]
    assert sorted((note["id"], note["state"], note["place"]) for note in notes) == [
        ("A3", "held", "line 4"),
        ("A4", "partial", "line 5"),
    ]
    page = report.read_text(encoding="utf-8")
    assert "1 hit on 1 subject awaits a person’s decision." in page
    assert "1 record could not be read and has not been screened." in page
    assert "religion" in page
    assert "none of our business" not in page
    assert shell.left() == {"customers.csv", "hits.parquet", "report.html", "held.jsonl"}


def test_csv_and_jsonl_on_standard_output_say_the_same(shell: Shell) -> None:
    table = list(csv.DictReader(io.StringIO(shell.screen(shell.customers, "--format", "csv", exits=3), newline="")))
    assert [row["reference"] for row in table] == [hit["reference"] for hit in shell.hits(shell.customers, exits=3)]


def test_a_packed_file_is_screened_like_the_file_in_it(shell: Shell) -> None:
    packed = shell.directory / "customers.csv.gz"
    packed.write_bytes(gzip.compress(CUSTOMERS.encode("utf-8")))
    assert shell.hits(packed, exits=3) == shell.hits(shell.customers, exits=3)


def test_one_name_is_shown_with_its_reasons(shell: Shell) -> None:
    shown = shell.screen("--name", "Орсан Келденбаев", "--born", "1979", exits=3)
    assert "QDi.9002" in shown
    assert "“Келденбаев” is the same in both names" in shown
    assert "1 hit on 1 subject" in shell.talk


def test_that_a_name_is_rare_speaks_of_the_pair_and_is_not_called_missing(shell: Shell) -> None:
    rows = shell.screen("--name", "Орсан Келденбаев", "--born", "1979", exits=3).splitlines()
    (rare,) = (row for row in rows if "names are rare" in row)
    assert "overall" in rare
    assert "missing" not in rare


def test_one_name_gives_the_same_hit_as_a_file_of_it(shell: Shell) -> None:
    shell.customers.write_text("id,name,birth_date\n1,Орсан Келденбаев,1979\n", encoding="utf-8")
    named = shell.hits("--name", "Орсан Келденбаев", "--born", "1979", exits=3)
    assert named == shell.hits(shell.customers, exits=3)


def test_a_name_that_nobody_bears_ends_with_0(shell: Shell) -> None:
    assert shell.hits("--name", "Nobody Whatsoever", exits=0) == []


def test_a_number_alone_finds_its_listing(shell: Shell) -> None:
    hits = shell.hits("--name", "Nobody Whatsoever", "--id", "Z9900117", exits=3)
    assert [hit["reference"] for hit in hits] == ["QDi.9001"]


def test_only_the_lists_and_kinds_that_are_named_are_screened_against(shell: Shell) -> None:
    assert shell.hits(shell.customers, "--list", "national", exits=0) == []
    assert shell.hits(shell.customers, "--kind", "vessel", exits=0) == []
    assert len(shell.hits(shell.customers, "--list", "un_sc", "--kind", "person", exits=3)) == 1


def test_a_higher_threshold_finds_less(shell: Shell) -> None:
    assert shell.hits("--name", "Орсан Келденбаев", "--threshold", "0.99", exits=0) == []


def test_reasons_come_in_russian_when_asked_for(shell: Shell) -> None:
    hits = shell.hits("--name", "Орсан Келденбаев", "--language", "ru", exits=3)
    assert "совпадает" in " ".join(reason["words"] for reason in hits[0]["reasons"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "FILE or --name"),
        (("{customers}", "--name", "X"), "FILE or --name"),
        (("{customers}", "--born", "1957"), "--born"),
        (("--name", " "), "--name is empty"),
        (("--name", "X", "--born", "soon"), "'soon'"),
        (("--name", "X", "--nationality", "Atlantis"), "'Atlantis'"),
        (("--name", "X", "--kind", "cat"), "cat"),
        (("--name", "X", "--language", "tlh"), "tlh"),
        (("--name", "X", "--list", "no_such_list"), "no_such_list"),
        (("{customers}", "--format", "docx"), "docx"),
        (("{customers}", "--format", "table", "--out", "{directory}/hits.csv"), "a table is for reading"),
        (("{customers}", "--out", "{directory}/hits"), "--format"),
        (("{customers}", "--out", "{customers}"), "named twice"),
        (("{customers}", "--out", "{directory}/a.csv", "--report", "{directory}/a.csv"), "named twice"),
        (("{customers}", "--report", "{directory}/nowhere/report.html"), "nowhere"),
        (("{customers}", "--map", "name=Nothing"), "Nothing"),
        (("{directory}/no.csv",), "no.csv"),
        (("{directory}",), "it is a directory"),
        (("{customers}", "--report", "{directory}"), "is a directory"),
        (("--name", "..."), "no letter and no figure"),
        (("--name", "X", "--list", "un-sc"), "lists known: un_sc,"),
    ],
)
def test_misuse_ends_with_2_says_why_and_leaves_nothing(shell: Shell, words: tuple[str, ...], said: str) -> None:
    told = [word.format(customers=shell.customers, directory=shell.directory) for word in words]
    assert shell.screen(*told, exits=2) == ""
    assert said in shell.talk
    assert shell.left() == {"customers.csv"}
    assert shell.customers.read_text(encoding="utf-8") == CUSTOMERS


def test_a_file_that_cannot_be_read_is_refused_and_the_last_hits_stay(shell: Shell) -> None:
    out = shell.directory / "hits.jsonl"
    out.write_text("of yesterday")
    broken = shell.directory / "broken.csv"
    broken.write_bytes(b"<!doctype html><html>")
    shell.screen(broken, "--out", out, exits=1)
    assert "HTML" in shell.talk
    assert out.read_text() == "of yesterday"


def test_a_name_that_steers_terminals_and_spreadsheets_does_neither(shell: Shell) -> None:
    name = "=Орсан \u202eТимурович\x1b[31m Келденбаев"
    shell.customers.write_text(f"id,name\n=1+1,{name}\n", encoding="utf-8")
    assert not {"\x1b", "\u202e"} & set(shell.screen(shell.customers, exits=3))
    row = next(csv.DictReader(io.StringIO(shell.screen(shell.customers, "--format", "csv", exits=3), newline="")))
    assert row["subject_id"] == "'=1+1"
    assert row["subject_name"].startswith("'=")


def test_a_listed_name_in_square_brackets_is_shown_as_published(tmp_path: Path) -> None:
    text = (EXAMPLES / "lists" / "national" / "national.csv").read_text(encoding="utf-8-sig")
    (tmp_path / "national.csv").write_text(text.replace("Amber Heron", "Amber [/b] Heron"), encoding="utf-8")
    told = {"COMITY_HOME": str(tmp_path / "home")}
    words = ["lists", "import", "national", str(tmp_path / "national.csv"), "--accept-count"]
    assert CliRunner().invoke(app, words, env=told).exit_code == 0
    ended = CliRunner().invoke(app, ["screen", "--name", "Amber Heron"], env=told)
    assert (ended.exit_code, "Why Amber [/b] Heron (national" in ended.stdout) == (3, True)


def test_on_a_terminal_no_form_of_answer_steers_it_and_parquet_is_refused(shell: Shell) -> None:
    name = "Орсан \u202eТимурович\x1b[31m Келденбаев"
    shell.customers.write_text(f"id,name\nA1,{name}\n", encoding="utf-8")
    environment = {**os.environ, "COMITY_HOME": str(shell.home)}
    shown = {}
    for form in ("csv", "jsonl", "parquet"):
        ours, theirs = pty.openpty()
        command = [sys.executable, "-m", "comity", "screen", str(shell.customers), "--format", form]
        with os.fdopen(theirs, "wb") as terminal, os.fdopen(ours, "rb", buffering=0) as screen:
            ended = subprocess.run(command, env=environment, stdout=terminal, stderr=subprocess.PIPE, check=False)
            shown[form] = screen.read(100_000).decode() if ended.returncode == 3 else ended.stderr.decode()
    for form in ("csv", "jsonl"):
        assert "Келденбаев" in shown[form]
        assert "\u202e" not in shown[form]
        assert "\x1b[31m" not in shown[form]
    assert "--out hits.parquet" in shown["parquet"]


def test_a_reader_who_has_seen_enough_ends_it_quietly(shell: Shell) -> None:
    rows = "".join(f"{number},Орсан Тимурович Келденбаев\n" for number in range(5000))
    shell.customers.write_text(f"id,name\n{rows}", encoding="utf-8")
    command = [str(Path(sys.executable).with_name("comity")), "screen", str(shell.customers), "--format", "jsonl"]
    environment = {**os.environ, "COMITY_HOME": str(shell.home)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.readline().startswith(b"{")
        running.stdout.close()
        assert b"Traceback" not in running.stderr.read()
