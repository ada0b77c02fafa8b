"""The whole database as one file, and back: SQLite by its own online backup, PostgreSQL by pg_dump and pg_restore."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder

from comity.model.errors import BadRequest, BrokenFile, NotFound

SQLITE, POSTGRESQL = "sqlite", "postgresql"


def kind() -> str:
    """Which database this node uses."""
    return str(connection.vendor)


def last_migration() -> str:
    """The name of the last change of the tables that was applied; empty where there are no tables yet."""
    recorder = MigrationRecorder(connection)
    if not recorder.has_table():
        return ""
    names = recorder.migration_qs.filter(app="comity").order_by("name").values_list("name", flat=True)
    return str(names.last() or "")


def dump(target: Path) -> None:
    """The database as it is at one moment; others go on writing. Raises NotFound where pg_dump is not installed."""
    if kind() == SQLITE:
        connection.ensure_connection()
        with closing(sqlite3.connect(target)) as copy:
            connection.connection.backup(copy)
        target.chmod(0o600)
        return
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def restore(source: Path) -> None:
    """Put a dump in the place of an empty database. Raises BadRequest for one that holds anything, BrokenFile."""
    if last_migration():
        raise BadRequest("the database holds a node already; restore into an empty one")
    if kind() == SQLITE:
        _check(source)
        connections.close_all()
        target = Path(str(connection.settings_dict["NAME"]))
        with closing(sqlite3.connect(source)) as kept, closing(sqlite3.connect(target)) as database:
            kept.backup(database)
        target.chmod(0o600)
        return
    _run("pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction",
         f"--dbname={_settings()['NAME']}", str(source))  # fmt: skip


def _check(source: Path) -> None:
    try:
        with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as database:
            told = database.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise BrokenFile(source.name, "whole file", str(error), "take another backup") from error
    if told != "ok":
        raise BrokenFile(source.name, "whole file", str(told), "take another backup")


def _settings() -> dict[str, Any]:
    return dict(connection.settings_dict)


def _run(program: str, *arguments: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise NotFound("program", program, "on Debian: apt-get install postgresql-client")
    settings = _settings()
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    told = {variable: str(settings[key]) for variable, key in names.items() if settings.get(key)}
    done = subprocess.run(  # noqa: S603 our own arguments; the password goes by the environment, which no list of processes shows
        [found, *arguments], env={**os.environ, **told}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BadRequest(f"{program}: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'failed'}")
