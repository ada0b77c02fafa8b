"""Alerts in and out of the database. A save of what somebody else has changed meanwhile is refused."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from django.db import IntegrityError
from django.db.models import F

from comity.cases.alert import Alert, AlertHit
from comity.cases.ids import AlertId
from comity.cases.pair import SubjectKey
from comity.model.designation import Designation, ListId
from comity.model.errors import LostRace, NotFound
from comity.store.alert_rows import alert_columns, alert_of, encoded, hit_columns, hit_of, subject_key
from comity.store.models import AlertHitRow, AlertRow, ListedRow

ValueT = TypeVar("ValueT")

TOGETHER = 500  # rows asked for at once: databases bound the length of a statement


def load(id_: AlertId) -> Alert:
    """An alert, whole. Raises NotFound."""
    for alert in load_many([id_]):
        return alert
    raise NotFound("alert", str(id_), "look for it in the queue")


def load_many(ids: Collection[AlertId]) -> tuple[Alert, ...]:
    """The alerts of these ids that are there, in the order of their ids."""
    rows: list[AlertRow] = []
    for part in parts(sorted(set(ids))):
        rows += AlertRow.objects.filter(pk__in=part).order_by("pk")
    return tuple(_whole(rows))


def load_seen(id_: AlertId, version: int) -> Alert:
    """An alert as an officer saw it. Raises NotFound; LostRace when it is another by now."""
    alert = load(id_)
    check_seen(alert, version)
    return alert


def check_seen(alert: Alert, version: int) -> None:
    """Refuse an order about what is no longer so. Raises LostRace."""
    if alert.version != version:
        raise LostRace(str(alert))


def of_subject(key: SubjectKey) -> tuple[Alert, ...]:
    """Every alert of a subject, newest first."""
    rows = AlertRow.objects.filter(key=subject_key(key)).order_by("-opened_at", "-pk")
    return tuple(_whole(list(rows)))


def open_of_subject(key: SubjectKey) -> Alert | None:
    """The open alert of a subject; None where it has none."""
    rows = AlertRow.objects.filter(key=subject_key(key), closed=False)
    return next(iter(_whole(list(rows))), None)


def locked_open(keys: Collection[SubjectKey]) -> dict[SubjectKey, Alert]:
    """The open alerts of these subjects, held until the transaction ends.

    They are taken in one order, so that no two runs wait for each other.
    """
    rows: list[AlertRow] = []
    for part in parts(sorted(subject_key(key) for key in keys)):
        rows += AlertRow.objects.select_for_update().filter(key__in=part, closed=False).order_by("key")
    return {alert.key: alert for alert in _whole(rows)}


def open_many(alerts: Sequence[Alert]) -> dict[SubjectKey, AlertId]:
    """Insert new alerts with their hits (ids and versions are the store's). Returns the ids of those inserted.

    A subject that somebody else opened an alert for at the same time is left out: meet that alert instead.
    """
    ordered = sorted(alerts, key=lambda alert: subject_key(alert.key))
    rows = [AlertRow(**alert_columns(alert)) for alert in ordered]
    AlertRow.objects.bulk_create(rows, ignore_conflicts=True, batch_size=TOGETHER)
    opened: dict[str, int] = {}
    for part in parts([row.key for row in rows]):
        # An alert of somebody else's finished transaction has hits; one without is what was just inserted here.
        fresh = AlertRow.objects.filter(key__in=part, closed=False, hits=None)
        opened.update(fresh.values_list("key", "pk"))
    inserted = [(opened[row.key], alert) for row, alert in zip(rows, ordered, strict=True) if row.key in opened]
    listed = _listed_ids(hit for _, alert in inserted for hit in alert.hits)
    hits = [
        AlertHitRow(alert_id=id_, **hit_columns(hit, listed[hit.digest]))
        for id_, alert in inserted
        for hit in alert.hits
    ]
    AlertHitRow.objects.bulk_create(hits, batch_size=TOGETHER)
    return {alert.key: AlertId(id_) for id_, alert in inserted}


def save(after: Alert, before: Alert) -> Alert:
    """Keep a changed alert; only what differs from `before` is written. Raises LostRace when `before` is outdated."""
    columns = alert_columns(after)
    try:
        rows = AlertRow.objects.filter(pk=before.id, version=before.version)
        changed = rows.update(**columns, version=F("version") + 1)
    except IntegrityError as second:  # its subject has another open alert by now
        raise LostRace(str(before)) from second
    if not changed:
        raise LostRace(str(before))
    known = {hit.id: hit for hit in before.hits}
    different = [hit for hit in after.hits if hit.id is None or known[hit.id] != hit]
    listed = _listed_ids(different)
    for hit in different:
        columns = hit_columns(hit, listed[hit.digest])
        if hit.id is None:
            AlertHitRow.objects.create(alert_id=after.id, **columns)
        else:
            AlertHitRow.objects.filter(pk=hit.id).update(**columns)
    return load(after.id)


def locked(ids: Collection[AlertId]) -> tuple[Alert, ...]:
    """These alerts, held until the transaction ends, in the order in which everybody takes them."""
    rows: list[AlertRow] = []
    for part in parts(sorted(set(ids))):
        rows += AlertRow.objects.select_for_update().filter(pk__in=part).order_by("key")
    return tuple(_whole(rows))


def standing(portfolio: str) -> Iterator[tuple[AlertId, str, ListId, str]]:
    """Every hit still found of the open alerts of a portfolio: alert, key of its subject, list, key of its listing."""
    hits = AlertHitRow.objects.filter(alert__portfolio=portfolio, alert__closed=False, gone_at=None).order_by("alert")
    for alert, subject, list_, listing in hits.values_list("alert", "alert__key", "list", "listing").iterator(2000):
        yield AlertId(alert), subject, ListId(list_), listing


def parts(values: Sequence[ValueT]) -> Iterable[Sequence[ValueT]]:
    """The same values, some at a time."""
    return (values[at : at + TOGETHER] for at in range(0, len(values), TOGETHER))


def _whole(rows: Sequence[AlertRow]) -> list[Alert]:
    hits: dict[int, list[AlertHit]] = {row.pk: [] for row in rows}
    for part in parts(sorted(hits)):
        for row in AlertHitRow.objects.filter(alert__in=part).select_related("listed").order_by("-score", "pk"):
            hits[row.alert_id].append(hit_of(row))
    return [alert_of(row, tuple(hits[row.pk])) for row in rows]


def _listed_ids(hits: Iterable[AlertHit]) -> Mapping[str, int]:
    """The row of what is listed for every digest; written where it is new."""
    contents: dict[str, tuple[Designation, ...]] = {hit.digest: hit.listed for hit in hits}
    ids: dict[str, int] = {}
    for part in parts(sorted(contents)):
        ids.update(ListedRow.objects.filter(digest__in=part).values_list("digest", "pk"))
    new = [
        ListedRow(digest=digest, content=encoded(contents[digest])) for digest in sorted(contents) if digest not in ids
    ]
    if new:
        ListedRow.objects.bulk_create(new, ignore_conflicts=True, batch_size=TOGETHER)
        for part in parts([row.digest for row in new]):
            ids.update(ListedRow.objects.filter(digest__in=part).values_list("digest", "pk"))
    return ids
