"""The database itself refuses to change or remove what was logged.

An entry, a node and a checkpoint can only be added, entries and nodes in the next place. Of an entry the content may be
erased once, whole, with a reason; entries that the log needs for itself (`log.…`: keys, erasures) not even that. On SQLite
the triggers also stop REPLACE, which removes rows without asking the triggers for removals: it is an insertion into a
place that is taken. On PostgreSQL they fire in replicas' sessions too, and TRUNCATE is refused.

A later migration that alters one of these tables on SQLite makes the table anew, without its triggers: it must add them
again. A test tells, and `comity audit verify` does.
"""

from django.db import migrations

ERASURE = """NEW."index" = OLD."index" AND NEW.at = OLD.at AND NEW.leaf = OLD.leaf
    AND OLD.payload IS NOT NULL AND OLD.action NOT LIKE 'log.%'
    AND NEW.payload IS NULL AND NEW.salt IS NULL AND NEW.erased_at IS NOT NULL AND NEW.erased_why <> ''
    AND NEW.actor = '' AND NEW.action = '' AND NEW.subject = '' AND NEW.outcome = ''"""

# table: the column that numbers its rows, whether they follow one another without a gap, what an update may do
TABLES = {
    "comity_logentry": ('"index"', True, ERASURE),
    "comity_lognode": ("position", True, None),
    "comity_logcheckpoint": ("size", False, None),
}
REFUSED = "the log is append-only: %s was refused"


def sqlite_triggers() -> list[str]:
    """What makes the three tables append-only on SQLite."""
    statements = []
    for table, (number, gapless, allowed) in TABLES.items():
        place = f"(SELECT COALESCE(MAX({number}) + 1, 0) FROM {table})"  # noqa: S608 from the table above
        wrong = f"NEW.{number} IS NOT {place}" if gapless else f"NEW.{number} < {place}"
        kept = f"WHEN ({allowed}) IS NOT TRUE" if allowed else ""
        for when, condition, what in (
            ("INSERT", f"WHEN {wrong}", "an insertion out of place"),
            ("UPDATE", kept, "a change"),
            ("DELETE", "", "a removal"),
        ):
            statements.append(
                f"CREATE TRIGGER {table}_{when.lower()} BEFORE {when} ON {table} FOR EACH ROW {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSED % what}'); END"
            )
    return statements


def postgres_triggers() -> list[str]:
    """What makes the three tables append-only on PostgreSQL."""
    statements = [
        "CREATE FUNCTION comity_log_refuses() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{REFUSED % '%'}', TG_ARGV[0]; END $$"
    ]
    for table, (number, gapless, allowed) in TABLES.items():
        operator = "<>" if gapless else "<"
        place = f"(SELECT COALESCE(MAX({number}) + 1, 0) FROM {table})"  # noqa: S608 from the table above
        statements.append(
            f"CREATE FUNCTION {table}_in_place() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF NEW.{number} {operator} {place} THEN "
            f"RAISE EXCEPTION '{REFUSED % 'an insertion out of place'}'; END IF; RETURN NEW; END $$"
        )
        statements.append(
            f"CREATE TRIGGER {table}_insert BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_in_place()"
        )
        kept = f"WHEN (({allowed}) IS NOT TRUE)" if allowed else ""
        for when, level, condition, what in (
            ("UPDATE", "ROW", kept, "a change"),
            ("DELETE", "ROW", "", "a removal"),
            ("TRUNCATE", "STATEMENT", "", "a removal"),
        ):
            statements.append(
                f"CREATE TRIGGER {table}_{when.lower()} BEFORE {when} ON {table} FOR EACH {level} {condition} "
                f"EXECUTE FUNCTION comity_log_refuses('{what}')"
            )
    statements += [f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}" for table, name in postgres_names()]
    return statements


def postgres_names() -> list[tuple[str, str]]:
    """Every trigger with its table."""
    return [(table, f"{table}_{when}") for table in TABLES for when in ("insert", "update", "delete", "truncate")]


def add_triggers(apps, schema_editor):  # type: ignore[no-untyped-def] # noqa: ARG001 called by Django
    """Add the triggers that this kind of database needs."""
    made = {"sqlite": sqlite_triggers, "postgresql": postgres_triggers}[schema_editor.connection.vendor]
    for statement in made():
        # without parameters, so that % in a statement stands for itself
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("comity", "0001_initial")]
    operations = [migrations.RunPython(add_triggers, elidable=False)]
