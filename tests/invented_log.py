"""A log with invented entries in the database, and the stand-alone verifier as whoever receives an export runs it."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from django.db import connection

from comity.audit.entry import Entry, Outcome
from comity.model.officer import Actor, Door
from comity.operations.checkpoint_log import CheckpointLog, checkpoint_log
from comity.store import log
from comity.store.log_keys import SigningKeys
from comity.store.transaction import atomic

AT = datetime(2026, 8, 1, 9, 30, tzinfo=UTC)
WITHOUT_COMITY = """
import runpy, sys
sys.modules["comity"] = None
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""
WRITER = """
import sys
from comity.node.prepare import prepare
prepare()
from datetime import UTC, datetime
from comity.audit.entry import Entry
from comity.store import log
from comity.store.transaction import atomic
name, rounds = sys.argv[1], int(sys.argv[2])
for number in range(rounds):
    with atomic():
        places = log.append_all([Entry(datetime.now(UTC), name, "alert.open", f"alert/{number}-{of}") for of in "ab"])
    print(*places, flush=True)
"""
KEEPER = Actor("ann", frozenset(), Door.CLI)


def decide(times: int) -> None:
    """So many alerts are decided, one a minute."""
    with atomic():
        first = log.size()
        log.append_all(
            [
                Entry(
                    AT + timedelta(minutes=number),
                    f"officer/{number % 3}",
                    "alert.decide",
                    f"alert/{number}",
                    Outcome.REFUSED if number % 5 == 0 else Outcome.DONE,
                    details={"because": "дата рождения", "score": 0.87},
                    versions={"engine": "1"},
                )
                for number in range(first, first + times)
            ]
        )


def signed(keys: SigningKeys) -> str:
    """The checkpoint over the log as it is."""
    return checkpoint_log(CheckpointLog(keys), actor=KEEPER, now=AT).text


def run_verifier(program: Path, *arguments: object) -> tuple[int, str]:
    """Exit code and words of the verifier, run where Comity is not."""
    ran = subprocess.run(
        [sys.executable, "-I", "-c", WITHOUT_COMITY, str(program), *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=program.parent,
        env={"PATH": "/usr/bin:/bin", "PYTHONIOENCODING": "utf-8"},
    )
    return ran.returncode, ran.stdout + ran.stderr


def writer(name: str, rounds: int) -> "subprocess.Popen[str]":
    """Another process that appends two entries at a time to the database of this test."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{database['NAME']}"
    else:
        port = f":{database['PORT']}" if database["PORT"] else ""
        login = f"{database['USER']}:{quote(database['PASSWORD'] or '', safe='')}"
        url = f"postgres://{login}@{quote(database['HOST'], safe='')}{port}/{database['NAME']}"
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, name, str(rounds)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "DATABASE_URL": url},
    )
