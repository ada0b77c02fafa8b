"""Measures and release tasks in and out of the database. A save of what somebody else has changed is refused."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from django.db.models import F

from comity.cases.alert import HitState
from comity.cases.ids import AlertId, ExemptionId, MeasureId, ReleaseTaskId
from comity.cases.measure import (
    Asset,
    Basis,
    Exemption,
    ExemptionRecord,
    ExemptionState,
    Measure,
    MeasureKind,
    MeasureState,
    Turn,
)
from comity.cases.pair import ListingKey, SubjectKey
from comity.cases.release_task import Cause, ReleaseTask, TaskState
from comity.model.designation import ListId, Reference
from comity.model.errors import LostRace, NotFound
from comity.model.officer import OfficerId
from comity.model.subject import SubjectId
from comity.store.alert_rows import NAMED, column, decoded, encoded, listing_key, subject_key
from comity.store.alerts import parts
from comity.store.models import AlertHitRow, AlertRow, ExemptionRow, MeasureRow, ReleaseTaskRow


class Turns(msgspec.Struct, frozen=True):
    """The steps of a measure as they are kept."""

    proposed: Turn
    confirmed: Turn | None
    history: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class MeasureRowShown:
    """One line of the list of measures."""

    measure: Measure
    name: str
    tasks: tuple[ReleaseTask, ...]


def load(id_: MeasureId) -> Measure:
    """A measure, whole. Raises NotFound."""
    for measure in _whole(MeasureRow.objects.filter(pk=id_)):
        return measure
    raise NotFound("measure", str(id_), "look for it in the list of measures")


def load_seen(id_: MeasureId, version: int) -> Measure:
    """A measure as an officer saw it. Raises NotFound; LostRace when it is another by now."""
    measure = load(id_)
    check_seen(measure, version)
    return measure


def check_seen(measure: Measure, version: int) -> None:
    """Refuse an order about what is no longer so. Raises LostRace."""
    if measure.version != version:
        raise LostRace(str(measure))


def of_alert(alert: AlertId) -> tuple[Measure, ...]:
    """The measures taken on an alert, newest first."""
    return tuple(_whole(MeasureRow.objects.filter(alert=alert).order_by("-pk")))


def binding(after: int = 0, limit: int = 500) -> tuple[Measure, ...]:
    """Measures that hold property out of reach, in the order of their ids, those above `after`."""
    return tuple(_whole(MeasureRow.objects.filter(binding=True, pk__gt=after).order_by("pk")[:limit]))


def listed_page(*, only_binding: bool, before: int | None = None, limit: int = 100) -> tuple[MeasureRowShown, ...]:
    """Measures for a page, newest first, those with an id below `before`."""
    rows = MeasureRow.objects.filter(binding=True) if only_binding else MeasureRow.objects.all()
    if before is not None:
        rows = rows.filter(pk__lt=before)
    chosen = list(rows.order_by("-pk")[:limit])
    names = {row.pk: row.name for row in chosen}
    tasks = open_tasks([MeasureId(row.pk) for row in chosen])
    return tuple(
        MeasureRowShown(each, names[each.id or 0], tuple(task for task in tasks if task.measure == each.id))
        for each in _whole(chosen)
    )


def add(measure: Measure, name: str) -> Measure:
    """Keep a new measure; the store gives it its id. `name` is its subject's, for lists."""
    row = MeasureRow.objects.create(**_columns(measure), name=column(name, NAMED))
    return load(MeasureId(row.pk))


def save(after: Measure, before: Measure) -> Measure:
    """Keep a changed measure. Raises LostRace when `before` is outdated."""
    if before.id is None:
        raise ValueError("a measure is added before it is changed")
    found = MeasureRow.objects.filter(pk=before.id, version=before.version)
    if not found.update(**_columns(after), version=F("version") + 1):
        raise LostRace(str(before))
    for record in after.exemptions:
        if record.id is None:
            ExemptionRow.objects.create(measure_id=before.id, **_exemption_columns(record))
        elif record not in before.exemptions:
            ExemptionRow.objects.filter(pk=record.id).update(**_exemption_columns(record))
    return load(before.id)


def open_tasks(measures: Collection[MeasureId]) -> tuple[ReleaseTask, ...]:
    """The open release tasks of these measures."""
    found: list[ReleaseTask] = []
    for part in parts(sorted(measures)):
        rows = ReleaseTaskRow.objects.filter(measure__in=part, state=TaskState.OPEN.value).order_by("due_at", "pk")
        found += [_task(row) for row in rows]
    return tuple(found)


def all_open_tasks(limit: int = 200) -> tuple[ReleaseTask, ...]:
    """Open release tasks, the most urgent first."""
    rows = ReleaseTaskRow.objects.filter(state=TaskState.OPEN.value).order_by("due_at", "pk")[:limit]
    return tuple(_task(row) for row in rows)


def tasks_of(measure: MeasureId) -> tuple[ReleaseTask, ...]:
    """Every task there ever was of a measure, newest first."""
    return tuple(_task(row) for row in ReleaseTaskRow.objects.filter(measure=measure).order_by("-pk"))


def open_task(task: ReleaseTask) -> ReleaseTask:
    """Keep a new task. One that somebody opened at the same time is the same one."""
    row, _ = ReleaseTaskRow.objects.get_or_create(
        measure_id=task.measure,
        cause=task.cause.value,
        state=TaskState.OPEN.value,
        defaults={
            "list": task.listing.list,
            "reference": column(task.listing.reference),
            "opened_at": task.opened_at,
            "due_at": task.due_at,
            "noticed_in": task.noticed_in,
        },
    )
    return _task(row)


def close_task(task: ReleaseTask) -> None:
    """Keep how a task ended. One that is closed already stays as it was."""
    if task.id is None:
        raise ValueError("a task is opened before it is closed")
    rows = ReleaseTaskRow.objects.filter(pk=task.id, state=TaskState.OPEN.value)
    rows.update(state=task.state.value, closed_at=task.closed_at)


def true_matches_without(limit: int = 200) -> tuple[AlertId, ...]:
    """Alerts with a confirmed true match on which nothing was ever frozen: somebody must look."""
    rows = AlertHitRow.objects.filter(state=HitState.TRUE_MATCH.value, gone_at=None, alert__measures=None)
    return tuple(AlertId(pk) for pk in rows.order_by("alert").values_list("alert", flat=True).distinct()[:limit])


def names_on_alerts(alerts: Collection[AlertId]) -> dict[AlertId, str]:
    """What the subjects of these alerts are called."""
    return {AlertId(pk): name for pk, name in AlertRow.objects.filter(pk__in=alerts).values_list("pk", "name")}


def names_on_measures(measures: Collection[MeasureId]) -> dict[MeasureId, str]:
    """What the subjects of these measures are called."""
    return {MeasureId(pk): name for pk, name in MeasureRow.objects.filter(pk__in=measures).values_list("pk", "name")}


def _columns(measure: Measure) -> dict[str, Any]:
    listing = measure.basis.listing
    return {
        "alert_id": measure.alert,
        "key": subject_key(measure.subject),
        "portfolio": measure.subject.portfolio,
        "subject_id": column(measure.subject.subject),
        "kind": measure.kind.value,
        "state": measure.state.value,
        "binding": measure.binding,
        "listing": listing_key(listing),
        "list": listing.list,
        "reference": column(listing.reference),
        "asset": encoded(measure.asset),
        "basis": encoded(measure.basis),
        "since": measure.since,
        "proposed_by_id": measure.proposed.by,
        "confirmed_by_id": None if measure.confirmed is None else measure.confirmed.by,
        "turns": encoded(Turns(measure.proposed, measure.confirmed, measure.history)),
        "until": measure.until,
        "ended_at": measure.ended_at,
    }


def _exemption_columns(record: ExemptionRecord) -> dict[str, Any]:
    return {
        "exemption": encoded(record.exemption),
        "state": record.state.value,
        "by_id": record.by,
        "at": record.at,
        "second_id": record.second,
        "second_at": record.second_at,
        "second_text": column(record.second_text),
    }


def _whole(rows: Iterable[MeasureRow]) -> Sequence[Measure]:
    chosen = list(rows)
    exemptions: dict[int, list[ExemptionRecord]] = {row.pk: [] for row in chosen}
    for part in parts(sorted(exemptions)):
        for each in ExemptionRow.objects.filter(measure__in=part).order_by("pk"):
            exemptions[each.measure_id].append(_exemption(each))
    return [_measure(row, tuple(exemptions[row.pk])) for row in chosen]


def _measure(row: MeasureRow, exemptions: tuple[ExemptionRecord, ...]) -> Measure:
    turns = decoded(row.turns, Turns)
    return Measure(
        id=MeasureId(row.pk),
        kind=MeasureKind(row.kind),
        state=MeasureState(row.state),
        alert=AlertId(row.alert_id),
        subject=SubjectKey(row.portfolio, SubjectId(row.subject_id)),
        asset=decoded(row.asset, Asset),
        basis=decoded(row.basis, Basis),
        since=row.since,
        proposed=turns.proposed,
        confirmed=turns.confirmed,
        until=row.until,
        ended_at=row.ended_at,
        version=row.version,
        history=turns.history,
        exemptions=exemptions,
    )


def _exemption(row: ExemptionRow) -> ExemptionRecord:
    return ExemptionRecord(
        exemption=decoded(row.exemption, Exemption),
        state=ExemptionState(row.state),
        by=OfficerId(row.by_id),
        at=row.at,
        second=None if row.second_id is None else OfficerId(row.second_id),
        second_at=row.second_at,
        second_text=row.second_text,
        id=ExemptionId(row.pk),
    )


def _task(row: ReleaseTaskRow) -> ReleaseTask:
    return ReleaseTask(
        id=ReleaseTaskId(row.pk),
        measure=MeasureId(row.measure_id),
        cause=Cause(row.cause),
        listing=ListingKey(ListId(row.list), Reference(row.reference)),
        opened_at=row.opened_at,
        due_at=row.due_at,
        noticed_in=row.noticed_in,
        state=TaskState(row.state),
        closed_at=row.closed_at,
    )
