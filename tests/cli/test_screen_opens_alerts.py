"""`comity screen FILE --open-alerts PORTFOLIO` at its door, on a node of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from comity.cli.main import app

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "examples"
CUSTOMERS = "id;name;birth_date\nA1;Орсан Тимурович Келденбаев;1979\nA2;Nobody Whatsoever;1990-01-01\n"
QUEUE = """
from comity.node.prepare import prepare
prepare()
from comity.cases.queue import Wanted
from comity.store import alert_queue, runs
for line in alert_queue.page(Wanted()).lines:
    print(line.id, line.portfolio, line.subject, line.hits)
for run in runs.recent():
    print(run.door, run.opened, run.updated, run.finished_at is not None)
"""


class Node:
    """The command line with a home of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.customers = home / "customers.csv"
        self.customers.write_text(CUSTOMERS, encoding="utf-8")

    def run(self, *words: object) -> "subprocess.CompletedProcess[str]":
        environ = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        return subprocess.run(
            [sys.executable, *map(str, words)],
            env=environ | {"COMITY_HOME": str(self.home)},
            capture_output=True,
            text=True,
            check=False,
        )

    def comity(self, *words: object, exits: int) -> str:
        ended = self.run("-m", "comity.cli.main", *words)
        assert ended.returncode == exits, ended.stderr
        return ended.stderr


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Node:
    """A node that holds the invented list of the UN."""
    node = Node(tmp_path_factory.mktemp("home"))
    file = EXAMPLES / "lists" / "un_sc" / "consolidated.xml"
    node.comity("lists", "import", "un_sc", file, "--accept-count", exits=0)
    return node


def test_a_file_opens_alerts_once_however_often_it_is_screened(node: Node) -> None:
    told = node.comity("screen", node.customers, "--open-alerts", "customers", exits=3)
    assert "alerts of customers: 1 opened, 0 updated, 0 as they were" in told
    told = node.comity("screen", node.customers, "--open-alerts", "customers", exits=3)
    assert "alerts of customers: 0 opened, 0 updated, 1 as they were" in told
    assert node.run("-c", QUEUE).stdout.splitlines() == ["1 customers A1 1", "cli 1 0 True"]


def test_a_report_that_cannot_be_written_does_not_hide_the_alerts_that_were_opened(node: Node) -> None:
    again = ("screen", node.customers, "--open-alerts", "others")
    told = node.comity(*again, "--report", "/dev/full", exits=1)
    assert "alerts of others: 1 opened" in told
    assert "No space left on device; alerts of others opened by then stand" in told
    assert "nothing was changed" not in told
    assert "alerts of others: 0 opened, 0 updated, 1 as they were" in node.comity(*again, exits=3)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--name", "Orsan", "--open-alerts", "customers"), "goes with a FILE"),
        (("FILE", "--threshold", "0.9", "--open-alerts", "customers"), "without --threshold"),
        (("FILE", "--kind", "person", "--open-alerts", "customers"), "without --threshold"),
        (("FILE", "--open-alerts", "../customers"), "portfolio name"),
    ],
)
def test_what_could_not_be_followed_up_is_refused(words: tuple[str, ...], message: str) -> None:
    ended = CliRunner().invoke(app, ["screen", *words])
    assert ended.exit_code == 2
    assert message in ended.stderr


def test_customers_without_ids_open_no_alerts(node: Node, tmp_path: Path) -> None:
    file = tmp_path / "names.csv"
    file.write_text("name\nОрсан Тимурович Келденбаев\n", encoding="utf-8")
    assert "no column of ids" in node.comity("screen", file, "--open-alerts", "customers", exits=2)
