"""Lets a test do to the log what the database refuses: its triggers are taken away and put back."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from django.db import connection

MIGRATION = import_module("comity.store.migrations.0002_log_is_append_only")


@contextmanager
def open_log() -> Iterator[None]:
    """Without the triggers that make the log append-only."""
    postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        for table, when in MIGRATION.postgres_names() if postgres else _sqlite_names():
            cursor.execute(f"DROP TRIGGER {when} ON {table}" if postgres else f"DROP TRIGGER {when}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for statement in MIGRATION.postgres_triggers() if postgres else MIGRATION.sqlite_triggers():
                if "CREATE FUNCTION" not in statement:
                    cursor.execute(statement)


def _sqlite_names() -> list[tuple[str, str]]:
    return [(table, name) for table, name in MIGRATION.postgres_names() if not name.endswith("truncate")]
