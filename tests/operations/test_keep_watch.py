"""The watch: a new edition opens, updates and closes alerts by what changed alone, and opens release tasks."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from case_work import CLEARED, MATCH, all_hits
from comity.cases.alert import Alert, AlertState, HitState
from comity.cases.ids import AlertId
from comity.cases.measure import Asset, AssetKind
from comity.cases.measuring import Wanted
from comity.cases.queue import Wanted as WantedAlerts
from comity.cases.release_task import Cause, TaskState
from comity.intake import IntakeOptions
from comity.model.errors import NotFound
from comity.model.officer import Actor, Role
from comity.operations.confirm_disposition import ConfirmDisposition, confirm_disposition
from comity.operations.import_edition import Arrival, ImportEdition, import_edition
from comity.operations.import_portfolio import ImportPortfolio, import_portfolio
from comity.operations.keep_watch import Fault, Kept, NoteListCheck, keep_watch, note_list_check, review, troubles
from comity.operations.propose_disposition import ProposeDisposition, propose_disposition
from comity.operations.propose_freeze import ProposeFreeze, propose_freeze
from comity.operations.watch_portfolio import TIMER, WatchMeans
from comity.store import alert_queue, alerts, measures, watches
from comity.store.editions import EditionStore
from comity.store.portfolios import PortfolioStore
from invented_list import SOURCE, file_of

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TARIK = "P1|person|Tarik Samir Hazari||"
OTHER = "P2|person|Wilhelmina Ostrogska||"
CUSTOMERS = "id,name\nC1,Tarik Samir Hazari\nC2,Wilhelmina Ostrogska\nC3,Nobody Atall\n"


class Desk:
    """A node with one portfolio; editions are brought one after the other."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.now, self.count = folder, NOW, 0
        self.means = WatchMeans(EditionStore(folder / "home"), PortfolioStore(folder / "home", wait=1), self.clock)

    def clock(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def bring(self, *entries: str) -> None:
        """A new edition with these entries."""
        self.count += 1
        file = self.folder / f"edition{self.count}.txt"
        file.write_bytes(file_of(*entries, "P9|person|Filler Person||", dated=f"2026-01-{self.count:02}"))
        order = ImportEdition(SOURCE, (Arrival(file, file.name),))
        import_edition(order, store=self.means.editions, now=self.clock())

    def customers(self, text: str = CUSTOMERS, name: str = "retail") -> None:
        file = self.folder / f"{name}.csv"
        file.write_text(text, encoding="utf-8")
        order = ImportPortfolio(name, file, IntakeOptions())
        import_portfolio(order, store=self.means.portfolios, now=self.clock())

    def watch(self) -> Kept:
        (done,) = keep_watch(self.means)
        return done


@pytest.fixture
def desk(db: None, tmp_path: Path) -> Desk:  # noqa: ARG001
    made = Desk(tmp_path)
    made.customers()
    return made


def queue() -> dict[str, tuple[AlertState, list[tuple[str, HitState, bool]]]]:
    """Every alert there is, by subject: its state, and its hits with whether they are gone."""
    found = alerts.load_many(alert_queue.matching(WantedAlerts(states=frozenset(AlertState)), most=5000))
    return {
        each.key.subject: (each.state, [(hit.hit.reference, hit.state, hit.gone_at is not None) for hit in each.hits])
        for each in found
    }


def test_a_listing_added_amended_and_removed_opens_updates_and_closes_an_alert(desk: Desk) -> None:
    desk.bring(OTHER)
    first = desk.watch()
    assert first.watched is not None
    assert (first.watched.whole, len(first.watched.opened)) == (3, 1)
    assert set(queue()) == {"C2"}

    desk.bring(OTHER, TARIK)
    second = desk.watch()
    assert second.watched is not None
    assert (second.watched.whole, second.watched.changed, len(second.watched.opened)) == (0, 1, 1)
    assert queue()["C1"] == (AlertState.OPEN, [("P1", HitState.UNJUDGED, False)])

    desk.bring(OTHER)
    third = desk.watch()
    assert third.watched is not None
    assert (len(third.watched.opened), len(third.watched.updated)) == (0, 1)
    assert queue()["C1"] == (AlertState.GONE, [("P1", HitState.UNJUDGED, True)])
    assert queue()["C2"][0] is AlertState.OPEN


def test_a_watch_without_a_new_edition_changes_nothing(desk: Desk) -> None:
    desk.bring(OTHER, TARIK)
    desk.watch()
    before = queue()
    again = desk.watch()
    assert again.watched is not None
    assert (again.watched.opened, again.watched.updated, again.watched.whole) == ((), (), 0)
    assert queue() == before


def test_a_cleared_pair_stays_silent_and_returns_when_its_listing_changes(
    desk: Desk, acting: Callable[..., Actor]
) -> None:
    ann, bob = acting("ann", Role.ANALYST), acting("bob", Role.SUPERVISOR)
    desk.bring(TARIK)
    opened = desk.watch().watched
    assert opened is not None
    alert = alerts.load(opened.opened[0])
    made = propose_disposition(
        ProposeDisposition(alert.id, alert.version, all_hits(alert), CLEARED), actor=ann, now=desk.clock()
    )
    assert made.disposition.id is not None
    order = ConfirmDisposition(made.disposition.id, made.alert.version)
    confirm_disposition(order, actor=bob, now=desk.clock())

    desk.bring(TARIK, OTHER)  # a new edition that says nothing new of the cleared listing
    quiet = desk.watch().watched
    assert quiet is not None
    assert queue()["C1"][0] is AlertState.CLEARED

    desk.bring("P1|person|Tarik Samir Hazari|Abu Samir|", OTHER)
    loud = desk.watch().watched
    assert loud is not None
    assert len(loud.opened) == 1
    returned = alerts.load(loud.opened[0])
    assert returned.hits[0].changes


def test_a_delisting_opens_a_release_task_on_the_measure_under_it(desk: Desk, acting: Callable[..., Actor]) -> None:
    ann, bob = acting("ann", Role.ANALYST), acting("bob", Role.SUPERVISOR)
    desk.bring(TARIK)
    opened = desk.watch().watched
    assert opened is not None
    sure = confirmed(opened.opened[0], ann, bob, desk)
    wanted = Wanted(all_hits(sure)[0], Asset(AssetKind.ACCOUNT, "account"), "listed")
    measure = propose_freeze(ProposeFreeze(sure.id, sure.version, wanted), actor=ann, now=desk.clock())
    assert review(desk.means).opened == ()

    desk.bring(OTHER)
    desk.watch()
    assert [(task.measure, task.cause) for task in review(desk.means).opened] == [(measure.id, Cause.DELISTED)]
    assert [task.cause for task in measures.all_open_tasks()] == [Cause.DELISTED]


def test_a_true_match_whose_listing_changes_returns_unjudged_and_its_measure_waits_for_a_release(
    desk: Desk, acting: Callable[..., Actor]
) -> None:
    ann, bob = acting("ann", Role.ANALYST), acting("bob", Role.SUPERVISOR)
    desk.bring(TARIK)
    opened = desk.watch().watched
    assert opened is not None
    sure = confirmed(opened.opened[0], ann, bob, desk)
    wanted = Wanted(all_hits(sure)[0], Asset(AssetKind.ACCOUNT, "account"), "listed")
    measure = propose_freeze(ProposeFreeze(sure.id, sure.version, wanted), actor=ann, now=desk.clock())
    assert measure.id is not None

    desk.bring(TARIK, OTHER)  # says nothing new of the listing
    desk.watch()
    assert review(desk.means).opened == ()

    desk.bring("P1|person|Tarik Samir Hazari|Abu Samir|", OTHER)
    desk.watch()
    assert queue()["C1"] == (AlertState.OPEN, [("P1", HitState.UNJUDGED, False)])
    assert [(task.measure, task.cause) for task in review(desk.means).opened] == [(measure.id, Cause.REJUDGED)]

    (again,) = [each.id for each in alerts.of_subject(sure.key) if each.state is AlertState.OPEN]
    confirmed(again, ann, bob, desk)
    back = review(desk.means)
    assert (back.opened, [task.state for task in back.closed]) == ((), [TaskState.GROUND_IS_BACK])


def confirmed(id_: AlertId, ann: Actor, bob: Actor, desk: Desk) -> Alert:
    """The alert, judged a true match by two."""
    alert = alerts.load(id_)
    order = ProposeDisposition(alert.id, alert.version, all_hits(alert), MATCH)
    made = propose_disposition(order, actor=ann, now=desk.clock())
    assert made.disposition.id is not None
    done = ConfirmDisposition(made.disposition.id, made.alert.version)
    return confirm_disposition(done, actor=bob, now=desk.clock()).alert


def test_a_failure_is_told_until_it_is_mended_and_holds_up_no_other_portfolio(desk: Desk) -> None:
    desk.customers("id,name\nD1,Wilhelmina Ostrogska\n", name="trade")
    done = {each.portfolio: each for each in keep_watch(desk.means)}
    assert all("comity lists" in each.problem for each in done.values())  # no list is held yet
    told = troubles(watches.checks(), watches.recent(), stale_before=NOW - timedelta(days=1))
    assert {(each.fault, each.what) for each in told} == {(Fault.NOT_SCREENED, "retail"), (Fault.NOT_SCREENED, "trade")}
    desk.bring(OTHER)
    assert all(each.watched is not None for each in keep_watch(desk.means))
    assert troubles(watches.checks(), watches.recent(), stale_before=NOW - timedelta(days=1)) == ()


def test_a_list_that_was_not_fetched_or_not_asked_for_shows(db: None) -> None:  # noqa: ARG001
    failed = NoteListCheck(SOURCE.id, ("https://example.org/list",), "failed", "the server is away")
    note_list_check(failed, actor=TIMER, now=NOW)
    told = troubles(watches.checks(), (), stale_before=NOW - timedelta(days=1))
    assert [(each.fault, each.problem) for each in told] == [(Fault.NOT_FETCHED, "the server is away")]
    note_list_check(NoteListCheck(SOURCE.id, failed.urls, "unchanged"), actor=TIMER, now=NOW)
    assert troubles(watches.checks(), (), stale_before=NOW - timedelta(days=1)) == ()
    late = troubles(watches.checks(), (), stale_before=NOW + timedelta(hours=1))
    assert [each.fault for each in late] == [Fault.NOT_ASKED]


def test_a_portfolio_that_is_not_held_is_refused(desk: Desk) -> None:
    (done,) = keep_watch(desk.means, ["nobodys"])
    assert done.watched is None
    assert "nobodys" in done.problem
    with pytest.raises(NotFound):
        desk.means.portfolios.open("nobodys")


WATCHING = """
import os, sys
from pathlib import Path
os.environ["COMITY_HOME"] = sys.argv[1]
from comity.node.prepare import migrate, prepare
prepare(); migrate()
from comity import runtime
from comity.operations.keep_watch import keep_watch
print("ready", flush=True)
for done in keep_watch(runtime.watch_means(threads=1)):
    print(done.problem or "done", flush=True)
"""


@pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="makes a home and an embedded database of its own")
def test_a_watch_killed_at_any_moment_is_done_again_without_loss_or_double(tmp_path: Path) -> None:
    home = tmp_path / "home"
    desk = Desk(tmp_path)
    many = "".join(f"C{number},Tarik Samir Hazari\n" for number in range(1, 1501))
    desk.customers("id,name\n" + many)
    desk.bring(TARIK)
    delays, kills = iter((0.05, 0.4, 0.9, 1.5, 2.2)), 0
    while True:
        process = subprocess.Popen([sys.executable, "-c", WATCHING, home], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        delay = next(delays, None)
        if delay is None:
            assert process.communicate()[0] == "done\n"
            break
        try:
            process.wait(delay)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            kills += 1
        process.communicate()
    assert kills
    count = subprocess.run(
        [sys.executable, "-c", COUNTING, home], capture_output=True, text=True, check=True
    ).stdout.split()
    assert count == ["1500", "1500", "1500"]  # alerts, subjects, entries of the log


COUNTING = """
import os, sys
os.environ["COMITY_HOME"] = sys.argv[1]
from comity.node.prepare import prepare
prepare()
from comity.store.models import AlertRow, LogEntry
print(AlertRow.objects.count(), AlertRow.objects.values("key").distinct().count(), LogEntry.objects.count())
"""
