"""The log in the database: gapless under many writers and sudden deaths, and refused to every hand."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from comity.audit.commitment import commitment
from comity.audit.entry import Entry, Outcome, read
from comity.audit.examination import Evidence, examine
from comity.audit.merkle import root
from comity.model.errors import LogTampered
from comity.store import log
from comity.store.log import LogFilter
from comity.store.log_checkpoints import save_checkpoint, stored_checkpoints
from comity.store.log_guard import missing_triggers
from comity.store.models import LogCheckpoint, LogEntry, LogNode
from invented_log import writer
from open_log import MIGRATION, open_log
from plain_tree import mth

AT = datetime(2026, 8, 1, 9, 30, 0, 123_456, tzinfo=UTC)


def decided(number: int, *, actor: str = "officer/7") -> Entry:
    return Entry(AT + timedelta(minutes=number), actor, "alert.decide", f"alert/{number}", details={"why": "имя"})


def logged(*numbers: int) -> range:
    with transaction.atomic():
        return log.append_all([decided(number) for number in numbers])


def sound() -> bool:
    examined = examine(log.stored_entries(), log.stored_nodes(), Evidence(stored_checkpoints(), (), ()))
    return examined.findings == ()


@pytest.mark.usefixtures("db")
def test_entries_take_one_place_after_another_and_read_back() -> None:
    assert (log.size(), list(logged(0, 1)), list(logged(2))) == (0, [0, 1], [2])
    found = [(each.index, each.entry) for each in log.logged(LogFilter())]
    assert found == [(2, decided(2)), (1, decided(1)), (0, decided(0))]


@pytest.mark.usefixtures("db")
def test_the_tree_is_that_of_the_rfc_over_salted_entries_and_no_salt_comes_twice() -> None:
    for number in range(21):
        logged(number)
    stored = list(log.stored_entries())
    leaves = [commitment(each.salt or b"", each.payload or b"") for each in stored]
    assert root(log.read_frontier(21)) == mth(leaves)
    assert root(log.read_frontier(13)) == mth(leaves[:13])
    assert len({each.salt for each in stored}) == 21
    assert [read(each.payload or b"")[0] for each in stored] == list(range(21))
    assert sound()


@pytest.mark.usefixtures("transactional_db")
def test_an_entry_outside_a_transaction_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="transaction"):
        log.append(decided(0))


@pytest.mark.usefixtures("transactional_db")
def test_an_entry_is_gone_with_the_transaction_that_it_told_of() -> None:
    logged(0, 1)

    def fails_half_way() -> None:
        with transaction.atomic():
            log.append(decided(2))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails_half_way()
    assert log.size() == 2
    assert list(logged(2)) == [2]
    assert sound()


def test_appending_to_a_long_log_reads_no_more_than_to_a_short_one(
    db: None, django_assert_num_queries: Callable[..., "transaction.Atomic"]
) -> None:
    assert db is None
    logged(*range(3))
    turn = 1 if connection.vendor == "postgresql" else 0
    for _ in range(3):
        with django_assert_num_queries(turn + 6):  # savepoint, size, frontier, entry, nodes, end of the savepoint
            logged(1)
        logged(*range(200))


@pytest.mark.usefixtures("db")
def test_entries_are_found_by_what_they_concern_by_actor_action_and_time() -> None:
    with transaction.atomic():
        log.append(Entry(AT, "officer/1", "alert.open", "alert/1"))
        log.append(Entry(AT + timedelta(days=1), "officer/2", "alert.decide", "alert/1", Outcome.REFUSED))
        log.append(Entry(AT + timedelta(days=2), "officer/1", "officers.appoint", "officer/2"))

    def found(**meant: object) -> list[int]:
        return [each.index for each in log.logged(LogFilter(**meant), newest_first=False)]  # type: ignore[arg-type]

    assert found(subject="alert/1") == [0, 1]
    assert found(actor="officer/1") == [0, 2]
    assert found(action="alert.decide") == [1]
    assert found(action="alert.") == [0, 1]
    assert found(action="alert") == []
    assert found(since=AT + timedelta(days=1)) == [1, 2]
    assert found(before=AT + timedelta(days=1)) == [0]
    assert found(actor="officer/1", action="alert.") == [0]


@pytest.mark.usefixtures("db")
def test_an_entry_that_was_changed_is_not_shown_as_if_it_were_sound() -> None:
    logged(0)
    with open_log():
        LogEntry.objects.update(actor="officer/8")
    with pytest.raises(LogTampered, match="entry 0"):
        list(log.logged(LogFilter()))
    with open_log():
        LogEntry.objects.update(payload=b"{}")
    with pytest.raises(LogTampered, match="cannot be read"):
        list(log.logged(LogFilter()))


@pytest.mark.usefixtures("db")
def test_a_log_whose_tree_has_a_hole_takes_no_entry() -> None:
    logged(0, 1, 2)
    with open_log():
        LogNode.objects.filter(position=2).delete()
    with pytest.raises(LogTampered, match="node 2"):
        logged(3)


# --- what the database itself refuses -----------------------------------------------------------

ERASED = "payload = NULL, salt = NULL, actor = '', action = '', subject = '', outcome = ''"
ERASURE = f"UPDATE comity_logentry SET {ERASED}, erased_at = '2026-08-01 00:00:00+00:00', erased_why = 'over'"  # noqa: S608


def by_hand(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE comity_logentry SET actor = 'officer/8' WHERE \"index\" = 1",
        "UPDATE comity_logentry SET payload = salt",
        "UPDATE comity_logentry SET leaf = salt",
        "UPDATE comity_logentry SET at = '2027-01-01 00:00:00+00:00'",
        'UPDATE comity_logentry SET "index" = "index" + 10',
        "UPDATE comity_logentry SET payload = NULL, salt = NULL",
        "UPDATE comity_logentry SET payload = NULL",
        ERASURE.replace("salt = NULL, ", ""),
        ERASURE.replace("'over'", "''"),
        ERASURE.replace("actor = ''", "actor = 'officer/8'"),
        ERASURE.replace("payload = NULL", "payload = NULL, leaf = salt"),
        ERASURE.replace("payload = NULL", "payload = NULL, at = '2027-01-01 00:00:00+00:00'"),
        ERASURE + " WHERE action = 'log.key'",
        "DELETE FROM comity_logentry",
        'DELETE FROM comity_logentry WHERE "index" = 2',
        "UPDATE comity_lognode SET hash = hash",
        "DELETE FROM comity_lognode",
        "INSERT INTO comity_lognode (position, hash) SELECT 77, hash FROM comity_lognode WHERE position = 0",
        "INSERT INTO comity_lognode (position, hash) SELECT 0, hash FROM comity_lognode WHERE position = 1",
        "UPDATE comity_logcheckpoint SET note = 'other'",
        "DELETE FROM comity_logcheckpoint",
        "INSERT INTO comity_logcheckpoint (size, at, note) SELECT 2, at, note FROM comity_logcheckpoint",
    ],
)
@pytest.mark.usefixtures("db")
def test_the_database_refuses_to_change_what_was_logged(statement: str) -> None:
    _a_small_log()
    before = _content()
    with pytest.raises(DatabaseError, match="append-only"):
        by_hand(statement)
    assert _content() == before


@pytest.mark.parametrize("table", ["comity_logentry", "comity_lognode", "comity_logcheckpoint"])
@pytest.mark.usefixtures("db")
def test_the_database_refuses_to_replace_or_to_empty(table: str) -> None:
    _a_small_log()
    before = _content()
    statement = (
        f"TRUNCATE {table}" if connection.vendor == "postgresql" else f"REPLACE INTO {table} SELECT * FROM {table}"  # noqa: S608
    )
    with pytest.raises(DatabaseError, match="append-only"):
        by_hand(statement)
    assert _content() == before


@pytest.mark.usefixtures("db")
def test_the_database_lets_a_content_be_erased_once_and_never_come_back() -> None:
    logged(0, 1, 2)
    by_hand(f'{ERASURE} WHERE "index" = 1')
    for again in (
        f'{ERASURE} WHERE "index" = 1',
        'UPDATE comity_logentry SET payload = leaf, salt = leaf WHERE "index" = 1',
        "UPDATE comity_logentry SET erased_why = 'another reason' WHERE \"index\" = 1",
    ):
        with pytest.raises(DatabaseError, match="append-only"):
            by_hand(again)
    (erased,) = [each for each in log.logged(LogFilter()) if each.entry is None]
    assert (erased.index, erased.erased_why) == (1, "over")


@pytest.mark.usefixtures("db")
def test_a_guard_that_was_taken_away_is_missed() -> None:
    assert missing_triggers() == ()
    with open_log():
        assert len(missing_triggers()) == (12 if connection.vendor == "postgresql" else 9)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE comity_logentry DISABLE TRIGGER comity_logentry_update")
        else:
            cursor.execute("DROP TRIGGER comity_logentry_update")
    assert missing_triggers() == ("comity_logentry_update",)


EMPTY_ON_SQLITE = "CREATE TRIGGER comity_logentry_delete BEFORE DELETE ON comity_logentry BEGIN SELECT 1; END"
WIDER_ON_SQLITE = (
    "CREATE TRIGGER comity_logentry_update BEFORE UPDATE ON comity_logentry FOR EACH ROW WHEN 0 "
    "BEGIN SELECT RAISE(ABORT, 'the log is append-only: a change was refused'); END"
)
REGROUPED = f"{MIGRATION.ERASURE} IS NOT TRUE"
EMPTY_ON_POSTGRES = "CREATE OR REPLACE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"
WIDER_ON_POSTGRES = (
    "CREATE TRIGGER comity_logentry_update BEFORE UPDATE ON comity_logentry FOR EACH ROW WHEN (false) "
    "EXECUTE FUNCTION comity_log_refuses('a change')"
)


@pytest.mark.usefixtures("db")
def test_a_guard_that_was_replaced_by_one_that_lets_everything_through_is_missed() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER comity_logentry_delete")
            cursor.execute(EMPTY_ON_SQLITE)
            assert missing_triggers() == ("comity_logentry_delete",)
            cursor.execute("DROP TRIGGER comity_logentry_update")
            cursor.execute(WIDER_ON_SQLITE)
            assert missing_triggers() == ("comity_logentry_delete", "comity_logentry_update")
            return
        cursor.execute("DROP TRIGGER comity_logentry_update ON comity_logentry")
        cursor.execute(WIDER_ON_POSTGRES)
        cursor.execute("ALTER TABLE comity_logentry ENABLE ALWAYS TRIGGER comity_logentry_update")
        assert missing_triggers() == ("comity_logentry_update",)
        cursor.execute("DROP TRIGGER comity_logentry_update ON comity_logentry")
        # the same words: but all parts must be right for a change to be stopped, where one wrong one should do
        cursor.execute(WIDER_ON_POSTGRES.replace("false", REGROUPED))
        cursor.execute("ALTER TABLE comity_logentry ENABLE ALWAYS TRIGGER comity_logentry_update")
        assert missing_triggers() == ("comity_logentry_update",)
        cursor.execute(EMPTY_ON_POSTGRES.format("comity_lognode_in_place"))
        assert missing_triggers() == ("comity_logentry_update", "comity_lognode_insert")
        cursor.execute(EMPTY_ON_POSTGRES.format("comity_log_refuses"))
        assert len(missing_triggers()) == 10  # all but two insertions


@pytest.mark.usefixtures("db")
def test_postgresql_refuses_in_a_replicas_session_too() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no replicas")
    logged(0)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
    with pytest.raises(DatabaseError, match="append-only"):
        by_hand("DELETE FROM comity_logentry")


# --- many writers, sudden deaths ----------------------------------------------------------------


@pytest.mark.usefixtures("transactional_db")
def test_many_writers_at_once_leave_no_gap_and_no_double() -> None:
    def append(number: int) -> int:
        try:
            with transaction.atomic():
                return log.append(decided(number, actor=f"officer/{number % 8}"))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as writers:
        places = list(writers.map(append, range(120)))
    assert sorted(places) == list(range(120))
    shown = {each.index: each.entry for each in log.logged(LogFilter())}
    assert all(shown[place] == decided(number, actor=f"officer/{number % 8}") for number, place in enumerate(places))
    assert sound()


@pytest.mark.usefixtures("transactional_db")
def test_processes_that_write_at_once_leave_no_gap_and_no_double() -> None:
    running = [writer(f"cli/{name}", 20) for name in ("ann", "bek", "cho")]
    places = [int(place) for process in running for place in process.communicate()[0].split()]
    assert [process.returncode for process in running] == [0, 0, 0]
    assert sorted(places) == list(range(120))
    assert sound()


@pytest.mark.usefixtures("transactional_db")
def test_writers_killed_in_the_midst_of_it_leave_whole_entries_and_nothing_that_was_acknowledged_is_lost() -> None:
    chance = random.Random(6962)  # noqa: S311 which moment, not which secret
    acknowledged: list[int] = []
    for round_ in range(6):
        process = writer(f"cli/{round_}", 100_000)
        assert process.stdout is not None
        for _ in range(chance.randint(1, 40)):
            acknowledged += [int(place) for place in process.stdout.readline().split()]
        process.kill()
        acknowledged += [int(place) for place in process.communicate()[0].split()]
    entries = list(log.logged(LogFilter(), newest_first=False))
    assert [each.index for each in entries] == list(range(len(entries)))
    assert acknowledged == sorted(acknowledged)
    assert set(acknowledged) <= set(range(len(entries)))
    assert len(entries) % 2 == 0  # each transaction held two
    assert len(entries) - len(acknowledged) <= 2 * 6  # committed, killed before the word of it
    logged(1)
    assert sound()


def _a_small_log() -> None:
    with transaction.atomic():
        log.append(Entry(AT, "node", "log.key", "log"))
        log.append_all([decided(1), decided(2)])
        save_checkpoint(
            "example.org/log\n3\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— example.org/log AAAAAAA=\n", now=AT
        )


def _content() -> list[list[object]]:
    return [list(model.objects.order_by("pk").values_list()) for model in (LogEntry, LogNode, LogCheckpoint)]
