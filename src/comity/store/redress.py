"""Requests for redress in and out of the database."""

from django.db.models import F

from comity.cases.ids import AlertId, RedressId
from comity.cases.redress import Redress, RedressState
from comity.model.errors import LostRace, NotFound
from comity.model.officer import OfficerId
from comity.store.alert_rows import column
from comity.store.models import RedressRow


def load(id_: RedressId) -> Redress:
    """A request, whole. Raises NotFound."""
    row = RedressRow.objects.filter(pk=id_).first()
    if row is None:
        raise NotFound("request for redress", str(id_), "look for it in the list of requests")
    return _request(row)


def load_seen(id_: RedressId, version: int) -> Redress:
    """A request as an officer saw it. Raises NotFound; LostRace when it is another by now."""
    request = load(id_)
    if request.version != version:
        raise LostRace(str(request))
    return request


def of_alert(alert: AlertId) -> tuple[Redress, ...]:
    """The requests about an alert, newest first."""
    return tuple(_request(row) for row in RedressRow.objects.filter(alert=alert).order_by("-pk"))


def page(*, only_open: bool, before: int | None = None, limit: int = 100) -> tuple[Redress, ...]:
    """Requests: open ones by the day they are due, or all, newest first and below `before`."""
    if only_open:
        rows = RedressRow.objects.filter(state=RedressState.OPEN.value).order_by("due_at", "pk")
    else:
        rows = RedressRow.objects.order_by("-pk")
        if before is not None:
            rows = rows.filter(pk__lt=before)
    return tuple(_request(row) for row in rows[:limit])


def add(request: Redress) -> Redress:
    """Keep a new request; the store gives it its id."""
    row = RedressRow.objects.create(
        alert_id=request.alert,
        applicant=column(request.applicant),
        statement=column(request.statement),
        received_at=request.received_at,
        due_at=request.due_at,
        recorded_by_id=request.recorded_by,
        state=request.state.value,
    )
    return _request(row)


def save(after: Redress, before: Redress) -> Redress:
    """Keep an answer. Raises LostRace when `before` is outdated."""
    if before.id is None:
        raise ValueError("a request is added before it is answered")
    found = RedressRow.objects.filter(pk=before.id, version=before.version)
    changed = found.update(
        state=after.state.value,
        answer=column(after.answer),
        answered_at=after.answered_at,
        answered_by_id=after.answered_by,
        version=F("version") + 1,
    )
    if not changed:
        raise LostRace(str(before))
    return load(before.id)


def _request(row: RedressRow) -> Redress:
    return Redress(
        id=RedressId(row.pk),
        alert=AlertId(row.alert_id),
        applicant=row.applicant,
        statement=row.statement,
        received_at=row.received_at,
        due_at=row.due_at,
        recorded_by=OfficerId(row.recorded_by_id),
        state=RedressState(row.state),
        answer=row.answer,
        answered_at=row.answered_at,
        answered_by=None if row.answered_by_id is None else OfficerId(row.answered_by_id),
        version=row.version,
    )
