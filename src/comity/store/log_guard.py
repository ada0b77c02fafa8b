"""Does the database still refuse to change the log? Whoever wants to change it removes its triggers first."""

from django.db import connection

from comity.store.models import LogCheckpoint, LogEntry, LogNode

_TABLES = tuple(model._meta.db_table for model in (LogEntry, LogNode, LogCheckpoint))
_SQLITE = ("insert", "update", "delete")
_POSTGRES = (*_SQLITE, "truncate")


def missing_triggers() -> tuple[str, ...]:
    """The triggers that should be there and are not, or are switched off."""
    if connection.vendor == "postgresql":
        names = {f"{table}_{when}" for table in _TABLES for when in _POSTGRES}
        query = "SELECT tgname FROM pg_trigger WHERE tgenabled = 'A' AND NOT tgisinternal"
    else:
        names = {f"{table}_{when}" for table in _TABLES for when in _SQLITE}
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {name for (name,) in cursor.fetchall()}
    return tuple(sorted(names - present))
