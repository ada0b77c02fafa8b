"""Backup and restore, by the commands that an operator types, on the database that the tests run on."""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

LISTS = "examples/lists/national/national.csv"
PASSWORD = "a-long-and-quiet-password"  # noqa: S105 invented


@dataclass(frozen=True, slots=True)
class Node:
    """A home and a database of its own."""

    home: Path
    url: str | None
    root: Path

    def run(self, *arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "COMITY_HOME": str(self.home)}
        environment.pop("DATABASE_URL", None)
        if self.url is not None:
            environment["DATABASE_URL"] = self.url
        return subprocess.run(
            [sys.executable, "-m", "comity.cli.main", *arguments],
            env=environment,
            input=text,
            capture_output=True,
            text=True,
            check=False,
            cwd=self.root,
        )

    def done(self, *arguments: str, text: str = "") -> str:
        result = self.run(*arguments, text=text)
        assert result.returncode == 0, result.stderr
        return result.stdout


@pytest.fixture
def nodes(tmp_path: Path, root: Path) -> Iterator[tuple[Node, Node]]:
    """Two empty nodes on the kind of database that DATABASE_URL names."""
    server = os.environ.get("DATABASE_URL")
    names = [f"backup_{secrets.token_hex(6)}" for _ in range(2)]
    if server is None:
        yield Node(tmp_path / "a", None, root), Node(tmp_path / "b", None, root)
        return
    with psycopg.connect(server.replace("postgres://", "postgresql://", 1), autocommit=True) as connection:
        for name in names:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        base = server.rsplit("/", 1)[0]
        yield (
            Node(tmp_path / "a", f"{base}/{names[0]}", root),
            Node(tmp_path / "b", f"{base}/{names[1]}", root),
        )
        for name in names:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def filled(nodes: tuple[Node, Node]) -> Node:
    """A node with a list, an officer, a portfolio and a log."""
    node, _ = nodes
    node.done("lists", "import", "national", LISTS, "--accept-count")
    node.done("portfolio", "import", "retail", "examples/customers.csv")
    node.done("officers", "add", "ann", "--name", "Ann Officer", "--role", "analyst", text=f"{PASSWORD}\n")
    node.done("watch", "--no-update")
    return node


@pytest.mark.database
def test_a_backup_restored_elsewhere_is_the_same_node(filled: Node, nodes: tuple[Node, Node], tmp_path: Path) -> None:
    _, other = nodes
    archive = tmp_path / "node.tar"
    filled.done("backup", str(archive))
    assert archive.stat().st_mode & 0o777 == 0o600
    other.done("restore", str(archive))
    for question in (("lists", "show"), ("officers", "list"), ("portfolio", "show"), ("audit", "show")):
        assert other.done(*question, "--format", "json") == filled.done(*question, "--format", "json"), question
    assert other.run("audit", "verify").returncode == 0
    again = other.run("watch", "--no-update")
    assert again.returncode == 0, again.stderr
    assert "0 screened whole" not in again.stderr


@pytest.mark.database
def test_a_node_that_holds_anything_is_not_restored_over(filled: Node, tmp_path: Path) -> None:
    archive = tmp_path / "node.tar"
    filled.done("backup", str(archive))
    before = filled.done("officers", "list", "--format", "json")
    refused = filled.run("restore", str(archive))
    assert refused.returncode == 2
    assert "empty" in refused.stderr
    assert filled.done("officers", "list", "--format", "json") == before
    twice = filled.run("backup", str(archive))
    assert "there is a file already" in twice.stderr


@pytest.mark.database
def test_a_damaged_backup_is_refused_and_leaves_the_home_empty(
    filled: Node, nodes: tuple[Node, Node], tmp_path: Path
) -> None:
    _, other = nodes
    archive = tmp_path / "node.tar"
    filled.done("backup", str(archive))
    whole = archive.read_bytes()
    middle = bytearray(whole)
    middle[len(whole) * 2 // 3] ^= 0xFF
    for damaged in (bytes(middle), whole[: len(whole) // 2], b"not an archive"):
        broken = tmp_path / f"broken-{len(damaged)}.tar"
        broken.write_bytes(damaged)
        refused = other.run("restore", str(broken))
        assert refused.returncode != 0
        assert broken.name in refused.stderr
        held = {path.name for path in other.home.rglob("*") if path.is_file()}
        assert held <= {"session.key", "node.sqlite3", "node.sqlite3-wal", "node.sqlite3-shm"}
    other.done("restore", str(archive))
