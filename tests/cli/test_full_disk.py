"""A disk that takes no more: a clear word, nothing half done, and the same command does it once there is room.

What a file may hold is limited here (RLIMIT_FSIZE): the system then refuses to write as it does on a full disk.
"""

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from served_node import served

Run = Callable[..., "subprocess.CompletedProcess[str]"]
HEAD = (
    "comity-national-list,1\nlist,full\ntitle,Invented\nauthority,Nobody\nlegal_basis,Resolution 0\ndated,2026-01-01\n"
)
COLUMNS = "language,en\nreference,kind,name_1,name_1_kind,reason_1,listed_on\n"


@pytest.fixture
def comity(tmp_path: Path, own_database: str | None) -> Run:
    """Runs `comity …`; with `room`, no file that it writes may be larger than so many bytes."""
    environment = {**os.environ, "COMITY_HOME": str(tmp_path / "home")}
    environment.pop("DATABASE_URL", None)
    if own_database is not None:
        environment["DATABASE_URL"] = own_database

    def run(
        *words: object, room: int | None = None, typed: str = "", ends: int = 0
    ) -> "subprocess.CompletedProcess[str]":
        def limited() -> None:
            if room is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

        command = [sys.executable, "-m", "comity.cli.main", *map(str, words)]
        ran = subprocess.run(command, env=environment, input=typed, capture_output=True, text=True, preexec_fn=limited)
        assert ran.returncode == ends, ran.stdout + ran.stderr
        assert "Traceback" not in ran.stderr
        return ran

    return run


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    file = tmp_path / "list.csv"
    rows = (f"F-{n},person,Wilhelmina Ostrogska {n},primary,invented,2026-01-01\n" for n in range(500))
    file.write_text(HEAD + COLUMNS + "".join(rows))
    return file


@pytest.fixture
def customers(tmp_path: Path) -> Path:
    file = tmp_path / "customers.csv"
    file.write_text("id,name\n" + "".join(f"C{n},Somebody Number{n}\n" for n in range(20_000)))
    return file


def test_an_import_of_a_list_leaves_nothing_in_force_and_is_simply_done_again(
    comity: Run, edition: Path, tmp_path: Path
) -> None:
    told = comity("lists", "import", "national", edition, room=30_000, ends=1).stderr
    assert "File too large" in told
    assert "nothing was changed" in told
    home = tmp_path / "home"
    assert not list(home.glob("lists/*/editions/*"))
    assert not list(home.glob("staging/*"))
    comity("lists", "import", "national", edition)
    assert len(list(home.glob("lists/*/editions/*"))) == 1


def test_an_index_that_finds_no_room_is_compiled_later(comity: Run, edition: Path, tmp_path: Path) -> None:
    comity("lists", "import", "national", edition)
    subject = tmp_path / "one.csv"
    subject.write_text("id,name\nC1,Wilhelmina Ostrogska 7\n")
    assert "No space left" in comity("screen", subject, room=5_000, ends=1).stderr
    assert [each.suffix for each in (tmp_path / "home").glob("index/*") if not each.suffix] == []
    comity("screen", subject, ends=3)


def test_an_import_of_a_portfolio_leaves_the_one_before(comity: Run, customers: Path, tmp_path: Path) -> None:
    few = tmp_path / "few.csv"
    few.write_text("id,name\nC1,Somebody\n")
    comity("portfolio", "import", "kept", few)
    assert "File too large" in comity("portfolio", "import", "kept", customers, room=100_000, ends=1).stderr
    assert '"customers": 1,' in comity("portfolio", "show", "kept", "--format", "json").stdout
    comity("portfolio", "import", "kept", customers)
    assert '"customers": 20000,' in comity("portfolio", "show", "kept", "--format", "json").stdout


@pytest.mark.database
def test_a_backup_is_there_whole_or_not_at_all(comity: Run, customers: Path, tmp_path: Path) -> None:
    comity("portfolio", "import", "kept", customers)
    comity("audit", "checkpoint")
    target = tmp_path / "backup.tar"
    assert "nothing was changed" in comity("backup", target, room=150_000, ends=1).stderr
    assert not target.exists()
    assert not [each.name for each in tmp_path.iterdir() if each.suffix == ".part"]
    assert not list((tmp_path / "home").glob(".backup-*"))
    comity("backup", target)


@pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="limits the file of the embedded database")
def test_an_order_that_the_database_has_no_room_for_is_undone_with_its_entry(comity: Run) -> None:
    comity("audit", "checkpoint")
    ann = ("officers", "add", "ann", "--name", "Ann", "--role", "analyst")
    told = comity(*ann, typed="correct horse battery staple\n", room=4_000, ends=1).stderr
    assert "takes nothing" in told
    assert "nothing was changed" in told
    assert "Ann" not in comity("officers", "list").stdout
    assert "as it was written" in comity("audit", "verify").stdout
    comity(*ann, typed="correct horse battery staple\n")
    assert "as it was written" in comity("audit", "verify").stdout


@pytest.mark.slow
@pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="the same server, whichever database it has")
def test_a_file_handed_in_that_finds_no_room_is_refused_and_leaves_nothing(comity: Run, tmp_path: Path) -> None:
    comity("lists", "import", "national", "examples/lists/national/national.csv")
    comity("audit", "checkpoint")
    room = 4 << 20
    with served(tmp_path / "home", room=room) as (client, secret):
        headers = {"Authorization": f"Bearer {secret}"}
        large = {"file": ("customers.csv", b"id,name\n" + b"C1,Somebody\n" * 600_000)}
        asked: dict[str, Any] = {"headers": headers, "data": {"portfolio": "customers"}}
        refused: httpx.Response = client.post("/api/v1/screenings", files=large, **asked)
        assert (refused.status_code, refused.json()["code"]) == (503, "store.away"), refused.text
        assert not list((tmp_path / "home" / "uploads").glob("*"))
        small = {"file": ("customers.csv", b"id,name\nC1,Somebody\n")}
        with httpx.Client(base_url=client.base_url, timeout=60) as again:  # a refused content ends its connection
            assert again.post("/api/v1/screenings", files=small, **asked).status_code == 202
