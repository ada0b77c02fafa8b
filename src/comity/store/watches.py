"""What the node's own timer did, in and out of the database."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from comity.model.designation import ListId
from comity.store.alert_rows import column
from comity.store.models import ListCheckRow, WatchRow

LONGEST_PROBLEM = 2000


@dataclass(frozen=True, slots=True)
class ListCheck:
    """The last time that a publisher was asked for one set of files. `problem` is empty where nothing failed."""

    list: ListId
    checked_at: datetime
    succeeded_at: datetime | None
    outcome: str
    problem: str


@dataclass(frozen=True, slots=True)
class Watch:
    """One watch of a portfolio; see operations.watch_portfolio.Watched. Without an end it was cut off or is at work."""

    portfolio: str
    started_at: datetime
    finished_at: datetime | None
    problem: str
    customers: int
    whole: int
    changed: int
    opened: int
    updated: int
    silent: int


def note_check(list_id: ListId, urls: Sequence[str], outcome: str, problem: str, *, now: datetime) -> None:
    """Remember how asking for a set of files ended, in place of the time before."""
    key = hashlib.sha256("\n".join(urls).encode()).hexdigest()
    row, _ = ListCheckRow.objects.get_or_create(
        list=list_id, urls=key, defaults={"checked_at": now, "outcome": outcome}
    )
    ListCheckRow.objects.filter(pk=row.pk).update(
        checked_at=now,
        outcome=outcome,
        problem=column(problem, LONGEST_PROBLEM),
        succeeded_at=row.succeeded_at if problem else now,
    )


def checks() -> tuple[ListCheck, ...]:
    """The last check of every set of files, by list."""
    return tuple(
        ListCheck(ListId(row.list), row.checked_at, row.succeeded_at, row.outcome, row.problem)
        for row in ListCheckRow.objects.order_by("list", "pk")
    )


def begin(portfolio: str, now: datetime) -> int:
    """A watch begins. Returns its number."""
    return int(WatchRow.objects.create(portfolio=portfolio, started_at=now).pk)


def end(number: int, done: Watch) -> None:
    """A watch has ended, well or with a problem."""
    WatchRow.objects.filter(pk=number).update(
        finished_at=done.finished_at,
        problem=column(done.problem, LONGEST_PROBLEM),
        customers=done.customers,
        whole=done.whole,
        changed=done.changed,
        opened=done.opened,
        updated=done.updated,
        silent=done.silent,
    )


def recent(most: int = 20) -> tuple[Watch, ...]:
    """The watches begun last, newest first."""
    return tuple(_watch(row) for row in WatchRow.objects.order_by("-started_at", "-pk")[:most])


def last_of(portfolio: str) -> Watch | None:
    """The watch of a portfolio begun last; None where it was never watched."""
    row = WatchRow.objects.filter(portfolio=portfolio).order_by("-started_at", "-pk").first()
    return None if row is None else _watch(row)


def _watch(row: WatchRow) -> Watch:
    return Watch(
        row.portfolio, row.started_at, row.finished_at, row.problem,
        row.customers, row.whole, row.changed, row.opened, row.updated, row.silent,
    )  # fmt: skip
