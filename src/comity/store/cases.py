"""Cases and notes in and out of the database."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.db.models import F

from comity.cases.case import Case, Note
from comity.cases.ids import AlertId, CaseId, NoteId
from comity.model.errors import LostRace, NotFound
from comity.model.officer import OfficerId
from comity.store.alerts import parts
from comity.store.models import AlertRow, CaseRow, NoteRow

MOST_CASES = 500


def open_case(title: str, by: OfficerId, now: datetime) -> Case:
    """A new case without alerts."""
    row = CaseRow.objects.create(title=title, opened_by_id=by, opened_at=now)
    return load(CaseId(row.pk))


def load(id_: CaseId) -> Case:
    """A case with the ids of its alerts. Raises NotFound."""
    row = CaseRow.objects.filter(pk=id_).first()
    if row is None:
        raise NotFound("case", str(id_), "look for it among the cases")
    return _case(row)


def load_seen(id_: CaseId, version: int) -> Case:
    """A case as an officer saw it. Raises NotFound; LostRace when it is another by now."""
    case = load(id_)
    if case.version != version:
        raise LostRace(str(case))
    return case


def newest(most: int = 100) -> tuple[Case, ...]:
    """Cases, newest first."""
    return tuple(_case(row) for row in CaseRow.objects.order_by("-opened_at", "-pk")[: min(most, MOST_CASES)])


def touch(case: Case) -> Case:
    """Its alerts are to change: nobody else may change them at the same time. Raises LostRace."""
    changed = CaseRow.objects.filter(pk=case.id, version=case.version).update(version=F("version") + 1)
    if not changed:
        raise LostRace(str(case))
    return replace(case, version=case.version + 1)


def put(alerts: Collection[AlertId], case: CaseId | None) -> None:
    """Put alerts into a case, or into none."""
    for part in parts(sorted(alerts)):
        AlertRow.objects.filter(pk__in=part).update(case=case, version=F("version") + 1)


def note_on_alert(alert: AlertId, text: str, by: OfficerId, now: datetime) -> Note:
    """Add a note to an alert."""
    return _note(NoteRow.objects.create(alert_id=alert, text=text, by_id=by, at=now))


def note_on_case(case: CaseId, text: str, by: OfficerId, now: datetime) -> Note:
    """Add a note to a case."""
    return _note(NoteRow.objects.create(case_id=case, text=text, by_id=by, at=now))


def notes_of_alert(alert: AlertId) -> tuple[Note, ...]:
    """The notes on an alert, oldest first."""
    return tuple(_note(row) for row in NoteRow.objects.filter(alert=alert).order_by("at", "pk"))


def notes_of_case(case: CaseId) -> tuple[Note, ...]:
    """The notes on a case itself, oldest first."""
    return tuple(_note(row) for row in NoteRow.objects.filter(case=case).order_by("at", "pk"))


def _case(row: CaseRow) -> Case:
    alerts = AlertRow.objects.filter(case=row.pk).order_by("pk").values_list("pk", flat=True)
    return Case(
        id=CaseId(row.pk),
        title=row.title,
        opened_by=OfficerId(row.opened_by_id),
        opened_at=row.opened_at,
        alerts=tuple(AlertId(pk) for pk in alerts),
        version=row.version,
    )


def _note(row: NoteRow) -> Note:
    return Note(NoteId(row.pk), OfficerId(row.by_id), row.at, row.text)
