import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from comity import runtime
from comity.cli.main import app
from invented_list import file_of, persons
from invented_publisher import publishing


class Shell:
    """`comity` with a home of its own, and the invented list as another package would add it."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def write(self, name: str, content: bytes) -> str:
        path = self.directory / name
        path.write_bytes(content)
        return str(path)

    def run(self, *words: str, exits: int = 0) -> str:
        ended = CliRunner().invoke(app, words)
        if ended.exception is not None and not isinstance(ended.exception, SystemExit):
            raise ended.exception
        assert ended.exit_code == exits, ended.stderr
        self.talk = ended.stderr
        return ended.stdout

    def ask(self, *words: str) -> Any:
        return json.loads(self.run(*words, "--format", "json"))


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    packaged = tmp_path / "site" / "invented-1.dist-info"
    packaged.mkdir(parents=True)
    (packaged / "METADATA").write_text("Metadata-Version: 2.1\nName: invented\nVersion: 1\n")
    (packaged / "entry_points.txt").write_text("[comity.lists]\ninvented = invented_list:SOURCE\n")
    monkeypatch.syspath_prepend(str(packaged.parent))
    monkeypatch.setenv("COMITY_HOME", str(tmp_path / "a home"))
    runtime.known_lists.cache_clear()
    return Shell(tmp_path)


def test_import_show_diff_and_log_tell_one_story(shell: Shell) -> None:
    january = shell.write("a.txt", file_of(*persons(3), "O1|organisation|Invented Ltd||"))
    february = shell.write(
        "b.txt", file_of(*persons(3, first=2), "O1|organisation|Invented Ltd|New|", dated="2026-02-01")
    )
    first = shell.ask("lists", "import", "invented", january)
    second = shell.ask("lists", "import", "invented", february)
    assert first["counts"] == {"person": 3, "organisation": 1}
    assert (first["dated"], first["quarantined"], first["new"]) == ("2026-01-01", 0, True)

    shown = shell.ask("lists", "show", "invented")
    assert [it["edition"] for it in shown] == [second["edition"], first["edition"]]
    assert [it["in_force"] for it in shown] == [True, False]
    assert shell.ask("lists", "show") == shown

    difference = shell.ask("lists", "diff", "invented", "2026-01-01", second["edition"][:8])
    assert (difference["added"], difference["removed"]) == (["P4"], ["P1"])
    assert [(it["reference"], it["fields"]) for it in difference["amended"]] == [("O1", ["names"])]

    (life,) = shell.ask("lists", "log", "O1")
    assert [event["turn"] for event in life["events"]] == ["listed", "amended"]
    assert life["events"][1]["changes"] == [{"field": "names", "gone": [], "new": ["New (strong alias)"]}]
    (gone,) = shell.ask("lists", "log", "P1")
    assert [(event["turn"], event["dated"]) for event in gone["events"]] == [
        ("listed", "2026-01-01"),
        ("removed", "2026-02-01"),
    ]


def test_tables_say_the_same_to_an_officer(shell: Shell) -> None:
    odd = file_of(*persons(3), "P7|person|Анна||x|eyes=\x1b[31mgrey", "P8|person|||")
    imported = shell.run("lists", "import", "invented", shell.write("a.txt", odd))
    assert "4 person" in imported
    assert "1 records quarantined, 1 odd values" in shell.talk
    shell.run("lists", "import", "invented", shell.write("b.txt", file_of(*persons(4), dated="2026-02-01")))
    assert "2026-02-01" in shell.run("lists", "show")
    assert "removed" in shell.run("lists", "diff", "invented", "2026-01-01", "2026-02-01")
    assert "Анна" in shell.run("lists", "log", "P7")
    account = shell.run("lists", "odd", "invented", "2026-01-01")
    assert "unknown field" in account
    assert "quarantined" in account
    assert "\x1b" not in account


def test_what_an_officer_should_look_at_is_told_in_json_too(shell: Shell) -> None:
    odd = file_of(*persons(3), "P7|person|Anna||x|eyes=grey|religion=any", "P8|person|||")
    shell.run("lists", "import", "invented", shell.write("a.txt", odd))
    account = shell.ask("lists", "odd", "invented")
    assert account["odd_values"][0]["text"] == "grey"
    assert account["quarantined"][0]["reference"] == "P8"
    assert account["dropped"] == {"religion": 1}


def test_importing_twice_changes_nothing_and_says_so(shell: Shell) -> None:
    path = shell.write("a.txt", file_of(*persons(3)))
    first = shell.ask("lists", "import", "invented", path)
    again = shell.ask("lists", "import", "invented", path)
    assert (again["edition"], again["new"]) == (first["edition"], False)
    assert "held already" in shell.talk


def test_a_refused_edition_exits_1_and_names_file_and_reason(shell: Shell) -> None:
    page = shell.write("page.xml", b"<!DOCTYPE html>")
    assert shell.run("lists", "import", "invented", page, exits=1) == ""
    assert "page.xml" in shell.talk


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("lists", "import", "nowhere", "x"), "no list 'nowhere'"),
        (("lists", "import", "invented", "missing.xml"), "missing.xml"),
        (("lists", "import", "invented", "x", "--dated", "soon"), "--dated"),
        (("lists", "show", "invented"), "comity lists import invented"),
        (("lists", "diff", "invented", "aaaa", "bbbb"), "no edition"),
        (("lists", "log", "P1"), "no listing 'P1'"),
        (("lists", "odd", "invented"), "no edition"),
    ],
)
def test_misuse_exits_2_and_says_what_to_do(shell: Shell, words: tuple[str, ...], said: str) -> None:
    shell.run(*words, exits=2)
    assert said in shell.talk


def test_a_date_that_fits_two_editions_asks_for_the_hash(shell: Shell) -> None:
    for number in (3, 4):
        shell.run("lists", "import", "invented", shell.write("a.txt", file_of(*persons(number))))
    shell.run("lists", "diff", "invented", "2026-01-01", "2026-01", exits=2)
    assert "more than one edition fits" in shell.talk


def test_an_absurd_count_is_refused_until_an_officer_accepts_it(shell: Shell) -> None:
    shell.run("lists", "import", "invented", shell.write("a.txt", file_of(*persons(30))))
    shrunk = shell.write("b.txt", file_of(*persons(3), dated="2026-02-01"))
    shell.run("lists", "import", "invented", shrunk, exits=1)
    assert "--accept-count" in shell.talk
    shell.run("lists", "import", "invented", shrunk, "--accept-count")


def test_update_fetches_what_changed_and_exits_1_when_anything_failed(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMITY_ALLOW_LOOPBACK", "1")
    with publishing(list=file_of(*persons(3))) as publisher:
        ask = ("lists", "update", "invented", "--url", publisher.url("/list"))
        assert [it["outcome"] for it in shell.ask(*ask)] == ["new"]
        assert [it["outcome"] for it in shell.ask(*ask)] == ["unchanged"]
        assert "2026-01-01" in shell.run(*ask)
        publisher.files["/list"] = b"<!DOCTYPE html>"
        (failed,) = json.loads(shell.run(*ask, "--format", "json", exits=1))
    assert failed["outcome"] == "failed"
    assert failed["problem"] in shell.talk
    assert len(shell.ask("lists", "show", "invented")) == 1


def test_this_machine_is_not_fetched_from_unasked(shell: Shell) -> None:
    shell.run("lists", "update", "invented", "--url", "http://127.0.0.1:9/list", exits=1)
    assert "not a public address" in shell.talk


@pytest.mark.parametrize("words", [("--url", "http://x"), ("invented", "other", "--url", "http://x")])
def test_an_address_needs_exactly_one_list(shell: Shell, words: tuple[str, ...]) -> None:
    shell.run("lists", "update", *words, exits=2)


def test_a_national_list_is_written_filled_in_brought_in_and_written_again(shell: Shell) -> None:
    form = shell.directory / "form.csv"
    shell.run("lists", "export", "national", "--empty", "--heading", "list=xx-1373", "--out", str(form))
    assert "xx-1373" in form.read_text("utf-8-sig")
    example = Path(__file__).parents[2] / "examples" / "lists" / "national"
    (published, *_) = sorted(example.iterdir())
    imported = shell.ask("lists", "import", "national", str(published))
    written = shell.directory / "written.json"
    shell.run("lists", "export", "national", "--format", "json", "--out", str(written))
    again = shell.ask("lists", "import", "national", str(written))
    assert again["counts"] == imported["counts"]
    difference = shell.ask("lists", "diff", "national", imported["edition"], again["edition"])
    assert (difference["added"], difference["removed"], difference["amended"]) == ([], [], [])
    shell.run("lists", "export", "national", "--heading", "no equals sign", exits=2)


def test_a_list_that_another_package_adds_cannot_take_the_place_of_a_known_one(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packaged = tmp_path / "rival" / "rival-1.dist-info"
    packaged.mkdir(parents=True)
    (packaged / "METADATA").write_text("Metadata-Version: 2.1\nName: rival\nVersion: 1\n")
    (packaged / "entry_points.txt").write_text("[comity.lists]\nrival = invented_list:SOURCE\n")
    monkeypatch.syspath_prepend(str(packaged.parent))
    runtime.known_lists.cache_clear()
    shell.run("lists", "import", "invented", "x", exits=2)
    assert "which exists" in shell.talk
    runtime.known_lists.cache_clear()


def test_the_command_itself_writes_data_to_stdout_and_talk_to_stderr(shell: Shell) -> None:
    path = shell.write("a.txt", file_of(*persons(3), "P9|person|||"))
    tests = Path(__file__).parents[1]
    environ = {**os.environ, "PYTHONPATH": f"{shell.directory / 'site'}{os.pathsep}{tests}"}
    command = [sys.executable, "-m", "comity.cli.main", "lists", "import", "invented", path, "--format", "json"]
    ended = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
    assert json.loads(ended.stdout)["counts"] == {"person": 3}
    assert ended.stderr.startswith("invented: 1 records quarantined")


def test_an_edition_brought_by_hand_to_a_node_is_watched_as_an_update_is(tmp_path: Path, root: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}

    def comity(*words: object, typed: str = "") -> str:
        command = [sys.executable, "-m", "comity.cli.main", *map(str, words)]
        environment = {**kept, "COMITY_HOME": str(tmp_path / "home")}
        ran = subprocess.run(command, env=environment, input=typed, capture_output=True, text=True, check=True)
        return ran.stderr

    lists = root / "examples" / "lists" / "un_sc"
    assert "portfolio" not in comity("lists", "import", "un_sc", lists / "consolidated.xml", "--accept-count")
    comity("officers", "add", "ann", "--name", "Ann", "--role", "analyst", typed="correct horse battery staple\n")
    comity("portfolio", "import", "bank", root / "examples" / "portfolio.csv")
    comity("watch", "--no-update")
    told = comity("lists", "import", "un_sc", lists / "later" / "consolidated.xml", "--accept-count")
    assert "portfolio bank: 82 customers, 4 listings changed" in told
    assert "measures: 0 looked at" in told
