"""`comity officers`: the first administrator is appointed on the machine."""

import json
import os
import subprocess
import sys
from pathlib import Path

PASSWORD = "correct horse battery staple"  # noqa: S105 of an invented officer


def comity(home: Path, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "COMITY_HOME": str(home)}
    environment.pop("DATABASE_URL", None)
    return subprocess.run(
        [sys.executable, "-m", "comity.cli.main", *words],
        env=environment, input=typed, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_first_administrator_is_appointed_listed_and_reset_from_the_terminal(tmp_path: Path) -> None:
    add = ("officers", "add", "root", "--name", "Root Example", "--role", "administrator")
    weak = comity(tmp_path, *add, typed="short\n")
    assert weak.returncode == 1
    assert "short" in weak.stderr
    assert comity(tmp_path, *add, typed="").returncode == 2
    made = comity(tmp_path, *add, typed=f"{PASSWORD}\n")
    assert made.returncode == 0, made.stderr
    assert PASSWORD not in made.stdout + made.stderr
    shown = json.loads(comity(tmp_path, "officers", "list", "--format", "json").stdout)
    assert [(each["username"], each["roles"], each["active"]) for each in shown] == [("root", ["administrator"], True)]
    reset = comity(tmp_path, "officers", "reset", "root", "--reason", "lost", typed="another entirely new one\n")
    assert reset.returncode == 0, reset.stderr
    assert comity(tmp_path, "officers", "reset", "nobody", "--reason", "lost", typed="x\n").returncode == 2


def test_an_unknown_role_is_refused(tmp_path: Path) -> None:
    refused = comity(tmp_path, "officers", "add", "root", "--name", "Root", "--role", "king", typed=f"{PASSWORD}\n")
    assert refused.returncode == 2
    assert "administrator" in refused.stderr
