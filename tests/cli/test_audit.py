"""`comity audit` from signing to a database that somebody changed by hand."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

pytestmark = pytest.mark.database  # of its own, beside the one that other tests share
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def database(own_database: str | None, tmp_path: Path) -> Callable[..., None]:
    """Changes the database by hand: database("DELETE …")."""

    def by_hand(*statements: str) -> None:
        if own_database is None:
            with sqlite3.connect(tmp_path / "home" / "node.sqlite3") as embedded:
                for statement in statements:
                    embedded.execute(statement)
            return
        with psycopg.connect(own_database) as served:
            for statement in statements:
                served.execute(statement)

    return by_hand


@pytest.fixture
def comity(tmp_path: Path, own_database: str | None) -> Run:
    """Runs `comity audit …` with a home and a database of its own; an export runs beside it."""
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "COMITY_LOG_NAME")}
    environment |= {"COMITY_HOME": str(tmp_path / "home"), "COMITY_LOG_NAME": "example.org/log", "COLUMNS": "200"}
    if own_database is not None:
        environment["DATABASE_URL"] = own_database

    def run(*words: object, code: int = 0) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "comity.cli.main", "audit", *map(str, words)]
        ran = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=tmp_path)
        assert ran.returncode == code, ran.stdout + ran.stderr
        return ran

    return run


def test_a_log_is_signed_exported_checked_elsewhere_and_a_changed_row_is_found(
    comity: Run, database: Callable[..., None], own_database: str | None, tmp_path: Path
) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text(comity("checkpoint").stdout)
    assert kept.read_text().startswith("example.org/log\n1\n")
    key = comity("key").stdout.strip()
    assert key.startswith("example.org/log+")
    handed_over = comity("new-key").stdout
    assert handed_over.count("— example.org/log ") == 2

    entries = json.loads(comity("show", "--action", "log.", "--format", "json").stdout)
    assert [(entry["index"], entry["action"]) for entry in entries] == [(1, "log.key"), (0, "log.key")]
    assert comity("show", "--most", 1).stdout.count("log.key") == 1

    told = comity("export", "out").stderr
    assert "3 of 3 entries" in told
    program = tmp_path / "verify.py"
    program.write_text(comity("verifier").stdout)
    assert program.read_bytes() == (tmp_path / "out" / "verify.py").read_bytes()
    proof = tmp_path / "proof.jsonl"
    proof.write_text(comity("proof", 1, "--since", 1).stdout)
    for what in (tmp_path / "out" / "log.jsonl", proof):
        checked = subprocess.run(
            [sys.executable, "-I", program, what, "--key", key, "--kept", kept], capture_output=True, text=True
        )
        assert checked.returncode == 0, checked.stdout + checked.stderr

    sound = json.loads(comity("verify", "--kept", kept, "--key", key, "--format", "json").stdout)
    assert (sound["sound"], sound["entries"], sound["signed"], sound["findings"]) == (True, 3, 3, [])

    on = "" if own_database is None else " ON comity_logentry"
    database(
        f"DROP TRIGGER comity_logentry_update{on}",
        "UPDATE comity_logentry SET at = '2020-01-01 00:00:00' WHERE \"index\" = 1",
    )
    found = comity("verify", code=3).stdout
    assert "entry 1       what is kept for searching is not what its content says" in found
    assert "unguarded     the database has lost the trigger comity_logentry_update" in found
    assert "entry 1" in comity("show", code=1).stderr


def test_a_log_that_was_never_signed_is_verified_and_what_cannot_be_done_is_said(comity: Run, tmp_path: Path) -> None:
    assert "nothing: the log is as it was written" in comity("verify").stdout
    assert "comity audit checkpoint makes the first one" in comity("key", code=2).stderr
    assert "never signed" in comity("new-key", code=2).stderr
    assert "0 are signed" in comity("proof", 0, code=2).stderr
    assert "--since is 'yesterday'" in comity("show", "--since", "yesterday", code=2).stderr
    assert "says which entries it means" in comity("erase", "--why", "over", code=2).stderr
    assert "0 entries" in comity("erase", "--why", "over", "--before", "2026-01-01").stderr
    assert "no file" in comity("verify", "--kept", "nowhere.txt", code=2).stderr
    assert "not a public key" in comity("verify", "--key", "nonsense", code=2).stderr
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    assert "not empty" in comity("export", "out", code=2).stderr
