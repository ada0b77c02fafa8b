"""A node as its people have it: the command in a process of its own, a home of its own, a server on a free port."""

import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import httpx
import psycopg


class ServedNode:
    """`comity …` with one home and database, and what its server answers at."""

    def __init__(self, home: Path, database: str | None) -> None:
        self.home, self.database = home, database
        apart = ("DATABASE_URL", "COMITY_URL", "COMITY_HOSTS", "COMITY_LOG_NAME")
        self.environment = {name: value for name, value in os.environ.items() if name not in apart}
        self.environment |= {"COMITY_HOME": str(home), "COMITY_LOG_NAME": "example.org/story", "COLUMNS": "200"}
        if database is not None:
            self.environment["DATABASE_URL"] = database

    def run(self, *words: object, exits: int = 0, typed: str = "") -> str:
        """What a command answers; standard error behind it."""
        command = [sys.executable, "-m", "comity.cli.main", *map(str, words)]
        ran = subprocess.run(command, env=self.environment, input=typed, capture_output=True, text=True, check=False)
        assert ran.returncode == exits, ran.stdout + ran.stderr
        return ran.stdout + ran.stderr

    @contextmanager
    def serving(self, port: int) -> Iterator[str]:
        """The address of the server, which is stopped with Ctrl-C at the end."""
        command = [sys.executable, "-m", "comity.cli.main", "serve", "--port", str(port)]
        with subprocess.Popen(command, env=self.environment, stderr=subprocess.PIPE, text=True) as server:
            try:
                assert server.stderr is not None
                assert f"http://127.0.0.1:{port}" in server.stderr.readline()
                with httpx.Client(transport=httpx.HTTPTransport(retries=12)) as client:
                    assert client.get(f"http://127.0.0.1:{port}/sign-in", timeout=60).status_code == 200
                yield f"http://127.0.0.1:{port}"
            finally:
                server.send_signal(signal.SIGINT)
            assert server.wait(timeout=60) == 0

    def by_hand(self, *statements: str) -> None:
        """Change the database as somebody with its file or its password would."""
        if self.database is None:
            import sqlite3

            with sqlite3.connect(self.home / "node.sqlite3") as file:
                for statement in statements:
                    file.execute(statement)
            return
        with psycopg.connect(self.database) as connection:
            for statement in statements:
                connection.execute(statement.encode())


@contextmanager
def database_of_its_own() -> Iterator[str | None]:
    """A fresh database where DATABASE_URL names a PostgreSQL server, dropped at the end; None for SQLite."""
    server = os.environ.get("DATABASE_URL")
    if server is None:
        yield None
        return
    name = f"story_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())
