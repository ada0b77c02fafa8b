"""Keep watch: every portfolio held is brought to the lists in force, then every measure is looked at.

The node's timer does it after each update of lists. What fails is noted and shows on the first page until it is
mended; one portfolio that fails holds up no other.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from comity.model.designation import ListId
from comity.model.errors import ComityError
from comity.model.officer import Actor
from comity.operations.gate import gated
from comity.operations.review_measures import Reviewed, ReviewMeasures, review_measures
from comity.operations.watch_portfolio import TIMER, Watched, WatchMeans, watch_portfolio
from comity.store import watches
from comity.store.watches import ListCheck, Watch


@dataclass(frozen=True, slots=True)
class NoteListCheck:
    """The order: how asking a publisher for one set of files ended; `problem` is empty where nothing failed."""

    list: ListId
    urls: tuple[str, ...]
    outcome: str
    problem: str = ""


@gated("lists.note-check")
def note_list_check(order: NoteListCheck, /, *, actor: Actor, now: datetime) -> None:  # noqa: ARG001 nothing is decided
    """Remember it, for the first page."""
    watches.note_check(order.list, order.urls, order.outcome, order.problem, now=now)


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of one portfolio; `problem` where it could not be watched."""

    portfolio: str
    watched: Watched | None
    problem: str = ""


def keep_watch(means: WatchMeans, portfolios: Collection[str] | None = None, *, actor: Actor = TIMER) -> Iterator[Kept]:
    """Each portfolio (None: all held) as it is done."""
    names = [each.name for each in means.portfolios.portfolios()] if portfolios is None else list(portfolios)
    for name in names:
        yield _kept(name, means, actor)


def review(means: WatchMeans, *, actor: Actor = TIMER) -> Reviewed:
    """Look at every measure; a task shows on every one that lost its ground."""
    return review_measures(ReviewMeasures(means.editions), actor=actor, now=means.clock())


def _kept(name: str, means: WatchMeans, actor: Actor) -> Kept:
    started = means.clock()
    number = watches.begin(name, started)
    empty = Watch(name, started, None, "", 0, 0, 0, 0, 0, 0)
    try:
        done = watch_portfolio(name, means, actor=actor)
    except ComityError as refused:
        watches.end(number, replace(empty, finished_at=means.clock(), problem=str(refused)))
        return Kept(name, None, str(refused))
    counts = replace(
        empty,
        finished_at=means.clock(),
        customers=done.customers,
        whole=done.whole,
        changed=done.changed,
        opened=len(done.opened),
        updated=len(done.updated),
        silent=done.silent,
    )
    watches.end(number, counts)
    return Kept(name, done)


class Fault(StrEnum):
    """What can be wrong with the watch."""

    NOT_FETCHED = "not fetched"  # a publisher did not deliver, or what came was refused
    NOT_ASKED = "not asked"  # the timer did not run
    NOT_SCREENED = "not screened"  # a portfolio could not be watched
    CUT_OFF = "cut off"  # a watch began and never ended


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong: the list or portfolio, since when, and the problem where it told one."""

    fault: Fault
    what: str
    since: datetime
    problem: str = ""


def troubles(checks: Sequence[ListCheck], recent: Sequence[Watch], *, stale_before: datetime) -> tuple[Trouble, ...]:
    """What is wrong; empty where all went well. `recent` has the newest watch first."""
    told: list[Trouble] = []
    for check in checks:
        if check.problem:
            told.append(Trouble(Fault.NOT_FETCHED, check.list, check.succeeded_at or check.checked_at, check.problem))
        elif check.checked_at < stale_before:
            told.append(Trouble(Fault.NOT_ASKED, check.list, check.checked_at))
    last: dict[str, Watch] = {}
    for each in recent:
        last.setdefault(each.portfolio, each)
    for name, watch in last.items():
        if watch.problem:
            told.append(Trouble(Fault.NOT_SCREENED, name, watch.started_at, watch.problem))
        elif watch.finished_at is None and watch.started_at < stale_before:
            told.append(Trouble(Fault.CUT_OFF, name, watch.started_at))
    return tuple(told)
