"""`comity portfolio` at its door: what it writes, what it says, how it ends, and what it never says."""

import json
from pathlib import Path
from typing import Any

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
LISTED = "Келденбаев"


class Shell:
    """`comity` with a store of its own that holds two editions of the invented UN list."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.customers = directory / "customers.csv"
        self.customers.write_text(CUSTOMERS, encoding="utf-8")
        newest = EXAMPLES / "lists" / "un_sc" / "consolidated.xml"
        text, earlier = newest.read_text(encoding="utf-8"), directory / "earlier.xml"
        at = text.index("KELDENBAEV")
        begin, end = text.rindex("<INDIVIDUAL>", 0, at), text.index("</INDIVIDUAL>", at) + len("</INDIVIDUAL>")
        earlier.write_text((text[:begin] + text[end:]).replace('Generated="2026', 'Generated="2025'), encoding="utf-8")
        for path in (earlier, newest):
            self.run("lists", "import", "un_sc", path, "--accept-count")
        self.run("portfolio", "import", "bank", self.customers)

    def run(self, *words: object, exits: int = 0) -> str:
        ended = CliRunner().invoke(app, [*map(str, words)], env={"COMITY_HOME": str(self.directory / "home")})
        if ended.exception is not None and not isinstance(ended.exception, SystemExit):
            raise ended.exception
        assert ended.exit_code == exits, ended.stderr
        self.talk = ended.stderr
        return ended.stdout

    def lines(self, *words: object, exits: int) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.run("portfolio", *words, exits=exits).splitlines()]


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def test_an_import_accounts_for_every_record_and_names_no_customer(shell: Shell) -> None:
    shell.run("portfolio", "import", "bank", shell.customers)
    assert "4 records received = 2 whole + 1 partial + 1 held" in shell.talk
    assert "not kept, as they may not be: religion" in shell.talk
    assert LISTED not in shell.talk
    (shown,) = json.loads(shell.run("portfolio", "show", "bank", "--format", "json"))
    assert {key: shown[key] for key in ("name", "customers", "names", "held", "files", "screened_against")} == {
        "name": "bank", "customers": 3, "names": 3, "held": 1, "files": ["customers.csv"], "screened_against": {},
    }  # fmt: skip
    assert "bank" in shell.run("portfolio", "show")


def test_a_portfolio_is_screened_whole_once_then_by_what_changes(shell: Shell) -> None:
    found = shell.lines("rescreen", "bank", "--format", "jsonl", exits=3)
    assert "3 customers were not yet screened by this measure: they are screened whole" in shell.talk
    assert [(each["turn"], each["listing"], each["subject_id"]) for each in found] == [("found", None, "A1")]
    whole = shell.lines("screen", "bank", "--format", "jsonl", exits=3)
    assert [{key: each[key] for key in each if key not in ("turn", "listing")} for each in found] == whole
    assert "4 records received = 2 screened + 1 partial + 1 held" in shell.talk
    assert shell.lines("rescreen", "bank", "--format", "jsonl", exits=0) == []
    (shown,) = json.loads(shell.run("portfolio", "show", "bank", "--format", "json"))
    assert [*shown["screened_against"]] == ["un_sc/"]
    shell.lines("rescreen", "bank", "--threshold", "0.8", "--format", "jsonl", exits=3)
    assert "screened whole" in shell.talk


def test_customers_come_and_go_and_only_they_are_screened_whole(shell: Shell) -> None:
    shell.run("portfolio", "screen", "bank", exits=3)
    more = shell.directory / "more.csv"
    more.write_text("id;name\nA2;Orsan Keldenbaev\nB1;Nobody Else\n", encoding="utf-8")
    shell.run("portfolio", "update", "bank", more)
    assert "2 customers came, 1 went or were replaced, 4 are held" in shell.talk
    found = shell.lines("rescreen", "bank", "--format", "jsonl", exits=3)
    assert "2 customers were not yet screened" in shell.talk
    assert [(each["turn"], each["subject_id"]) for each in found] == [("found", "A2")]
    ids = shell.directory / "ids.txt"
    ids.write_text("A1\n\nA2\n", encoding="utf-8")
    shell.run("portfolio", "remove", "bank", "B1", "--ids", ids)
    assert "0 customers came, 3 went or were replaced, 1 are held" in shell.talk
    shell.run("portfolio", "screen", "bank", exits=0)
    shell.run("portfolio", "remove", "bank", "B1")
    assert "nobody in portfolio bank has the id 'B1'" in shell.talk


def test_a_new_edition_shows_new_hits_and_the_way_back_those_that_fall_away(shell: Shell) -> None:
    out = shell.directory / "hits.jsonl"
    shell.run("portfolio", "rescreen", "bank", "--list", "un_sc", "--from", "2025-03-02", "--out", out, exits=3)
    (hit,) = (json.loads(line) for line in out.read_text(encoding="utf-8").splitlines())
    (whole,) = shell.lines("screen", "bank", "--format", "jsonl", exits=3)
    assert hit == {"turn": "new", "listing": "added", **whole}
    back = ("rescreen", "bank", "--list", "un_sc", "--from", "2026-03-02", "--to", "2025-03-02")
    (gone,) = shell.lines(*back, "--format", "jsonl", exits=0)
    assert (gone["turn"], gone["listing"], gone["subject_id"]) == ("gone", "removed", "A1")
    assert "0 new, 0 changed, 0 same, 1 gone" in shell.talk
    assert "Келденбаев" in shell.run("portfolio", *back)


def test_a_deleted_portfolio_is_gone(shell: Shell) -> None:
    shell.run("portfolio", "delete", "bank")
    assert "no portfolio 'bank'" in _refused(shell, "screen", "bank")
    assert "no portfolio 'bank'" in _refused(shell, "delete", "bank")
    assert shell.run("portfolio", "show", "--format", "json").strip() == "[]"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("rescreen", "bank", "--from", "2025-03-02"), "name the list with --list"),
        (("rescreen", "bank", "--to", "2025-03-02"), "go with --from"),
        (("remove", "bank"), "name the ids"),
        (("remove", "bank", "--ids", "nowhere.txt"), "no file"),
        (("update", "nobody", "nowhere.csv"), "no portfolio 'nobody'"),
        (("screen", "../bank"), "names of portfolios"),
        (("rescreen", "bank", "--list", "un_sc", "--from", "1999-01-01"), "no edition of list un_sc"),
        (("import", "bank", "nowhere.csv"), "no file"),
    ],
)
def test_what_cannot_be_done_is_said_and_leaves_the_portfolio_as_it_was(
    shell: Shell, words: tuple[str, ...], said: str
) -> None:
    before = shell.run("portfolio", "show", "--format", "json")
    assert said in _refused(shell, *words)
    assert LISTED not in shell.talk
    assert shell.run("portfolio", "show", "--format", "json") == before


def _refused(shell: Shell, *words: object) -> str:
    shell.run("portfolio", *words, exits=2)
    return shell.talk
