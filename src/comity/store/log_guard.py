"""Does the database still refuse to change the log? Whoever wants to change it removes its triggers first, or puts
empty ones in their place: so each is compared with the definition that it was made with, word by word."""

import re
from collections.abc import Mapping
from importlib import import_module
from types import ModuleType

from django.db import connection

_PRESENT = """
    SELECT t.tgname, pg_get_triggerdef(t.oid), p.prosrc
    FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_class c ON c.oid = t.tgrelid
    WHERE t.tgenabled = 'A' AND NOT t.tgisinternal AND c.relname = ANY(%s)
"""
_TRIGGER = re.compile(r"CREATE TRIGGER (\w+) ")
_FUNCTION = re.compile(r"CREATE FUNCTION (\w+)\(\).*?\$\$(.*)\$\$", re.DOTALL)
_CALLED = re.compile(r"EXECUTE FUNCTION (\w+)\(")


def missing_triggers() -> tuple[str, ...]:
    """The triggers that should be there and are not, are switched off, or do something else than they were made for."""
    postgres = connection.vendor == "postgresql"
    made = _made()
    expected = _expected_on_postgres(made) if postgres else _expected_on_sqlite(made)
    present = _present_on_postgres(made) if postgres else _present_on_sqlite()
    return tuple(sorted(name for name, definition in expected.items() if present.get(name) != definition))


def _made() -> ModuleType:
    """The module with the statements that made the triggers: the one that made them in this database."""
    return import_module("comity.store.migrations.0002_log_is_append_only")


def _expected_on_sqlite(made: ModuleType) -> Mapping[str, str]:
    return {_TRIGGER.match(each)[1]: " ".join(each.split()) for each in made.sqlite_triggers()}  # type: ignore[index]


def _present_on_sqlite() -> Mapping[str, str]:
    """SQLite keeps the statement as it was given."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return {name: " ".join(statement.split()) for name, statement in cursor.fetchall()}


def _expected_on_postgres(made: ModuleType) -> Mapping[str, tuple[str, str]]:
    statements = made.postgres_triggers()
    bodies = {found[1]: found[2] for each in statements if (found := _FUNCTION.match(each))}
    triggers = {found[1]: each for each in statements if (found := _TRIGGER.match(each))}
    erasure = f"(({made.ERASURE}) IS NOT TRUE)"
    written = ") AND (".join(re.split(r"\s+AND\s+", made.ERASURE))
    return {
        name: (
            _spoken(each.replace(erasure, f"(((({written})) IS NOT TRUE))")),
            bodies[_CALLED.search(each)[1]],  # type: ignore[index]
        )
        for name, each in triggers.items()
    }


def _present_on_postgres(made: ModuleType) -> Mapping[str, tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_PRESENT, [list(made.TABLES)])
        return {name: (_spoken(trigger), body) for name, trigger, body in cursor.fetchall()}


def _spoken(trigger: str) -> str:
    """A definition without what PostgreSQL adds when it writes one: schema, casts to text, its names of operators.

    Its brackets are kept: they say what belongs together, and it sets them round every part.
    """
    plain = re.sub(r"\((\w+\.\w+)\)::text|::text|\b\w+\.(?=comity_)", r"\1", trigger.replace('"', ""))
    return " ".join(plain.replace("NOT LIKE", "!~~").lower().split())
