"""Release tasks: a measure whose ground has fallen away, and which an officer must end without delay (S5).

A task is opened by the node whenever it looks at the lists, never by a change alone: so none is missed when a
node was switched off while a list changed. It closes by the release, or when the ground is back.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from comity.cases.alert import Alert
from comity.cases.ids import AlertId, MeasureId, ReleaseTaskId
from comity.cases.measure import Measure, MeasureKind
from comity.cases.pair import ListingKey, Pair
from comity.model.designation import ListId

WITHOUT_DELAY = timedelta(hours=24)


class Cause(StrEnum):
    """Why a measure has lost its ground."""

    DELISTED = "delisted"  # the listing is in no edition in force any more
    REJUDGED = "rejudged"  # its hit is no longer a confirmed true match
    RUN_OUT = "run out"  # a hold that nobody decided in time


class TaskState(StrEnum):
    """An open task is work; the others are history."""

    OPEN = "open"
    RELEASED = "released"
    GROUND_IS_BACK = "ground is back"


@dataclass(frozen=True, slots=True)
class ReleaseTask:
    """One measure that must be released, or decided anew. `noticed_in` names the editions looked at."""

    id: ReleaseTaskId | None
    measure: MeasureId
    cause: Cause
    listing: ListingKey
    opened_at: datetime
    due_at: datetime
    noticed_in: str
    state: TaskState = TaskState.OPEN
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """What measures stand on at one moment: the lists held, the listings in force of those asked for, the alerts, and
    which pairs are judged true matches now. A judgement ends with its alert reopened, and when a side changed so much
    that the pair returned, unjudged, in an alert of its own.

    A list that this node holds no edition of says nothing: a measure under it stays and is no task.
    """

    lists: frozenset[ListId]
    listed: frozenset[ListingKey]
    alerts: Mapping[AlertId, Alert]
    matches: frozenset[Pair]
    editions: str


@dataclass(frozen=True, slots=True)
class Review:
    """What to do about the tasks of some measures."""

    opened: tuple[ReleaseTask, ...]
    closed: tuple[ReleaseTask, ...]


def review(
    measures: Collection[Measure], open_tasks: Collection[ReleaseTask], ground: Ground, *, now: datetime
) -> Review:
    """Tasks to open and to close. Repeating it on the same ground changes nothing."""
    known = {(task.measure, task.cause): task for task in open_tasks}
    opened: list[ReleaseTask] = []
    closed: list[ReleaseTask] = []
    for measure in measures:
        if measure.id is None:
            raise ValueError("a measure that is not stored has no task")
        causes = causes_of(measure, ground, now) if measure.binding else frozenset()
        for cause in sorted(causes):
            if known.pop((measure.id, cause), None) is None:
                listing = measure.basis.listing
                due = now + WITHOUT_DELAY
                opened.append(ReleaseTask(None, measure.id, cause, listing, now, due, ground.editions))
        ended = TaskState.GROUND_IS_BACK if measure.binding else TaskState.RELEASED
        gone = [task for (of, _), task in known.items() if of == measure.id]
        closed += [replace(task, state=ended, closed_at=now) for task in gone]
    return Review(tuple(opened), tuple(closed))


def causes_of(measure: Measure, ground: Ground, now: datetime) -> frozenset[Cause]:
    """Why a binding measure has lost its ground; empty while it stands."""
    causes: set[Cause] = set()
    listing = measure.basis.listing
    if listing.list in ground.lists and listing not in ground.listed:
        causes.add(Cause.DELISTED)
    alert = ground.alerts.get(measure.alert)
    if measure.kind is MeasureKind.FREEZE and alert is not None and Pair(alert.key, listing) not in ground.matches:
        causes.add(Cause.REJUDGED)
    if measure.until is not None and measure.until <= now:
        causes.add(Cause.RUN_OUT)
    return frozenset(causes)
