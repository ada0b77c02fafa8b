"""Other processes and threads that work on the database of the present test."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import TypeVar
from urllib.parse import quote

from django.db import connection

ResultT = TypeVar("ResultT")
TESTS = Path(__file__).resolve().parent


def database_url() -> str:
    """The address of the database of this test."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    port = f":{database['PORT']}" if database["PORT"] else ""
    login = f"{database['USER']}:{quote(database['PASSWORD'] or '', safe='')}"
    return f"postgres://{login}@{quote(database['HOST'], safe='')}{port}/{database['NAME']}"


PROGRAM = """
import sys
sys.path.insert(0, sys.argv[1])
from comity.node.prepare import prepare
prepare()
from importlib import import_module
import_module(sys.argv[2]).main(*sys.argv[3:])
"""


def process_beside(program: str, *args: str) -> "subprocess.Popen[str]":
    """Another process that runs the `main` of a module of the tests on the database of this test."""
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(TESTS), program, *args],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "DATABASE_URL": database_url()},
    )


def at_once(acts: Iterable[Callable[[], ResultT]]) -> list[ResultT | Exception]:
    """What each act returned or raised, all of them begun at the same moment, each with a connection of its own."""
    waiting = list(acts)
    start = Barrier(len(waiting))

    def begun(act: Callable[[], ResultT]) -> ResultT | Exception:
        try:
            start.wait()
            return act()
        except Exception as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(waiting)) as pool:
        return list(pool.map(begun, waiting))
