"""The queue of alerts: found, sorted and counted by the database, a page at a time.

A page begins after the last line of the one before (its sort value and id), so that pages neither skip nor repeat
lines while alerts come and go.
"""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from comity.cases.alert import WORK, AlertState
from comity.cases.disposition import DispositionState
from comity.cases.ids import AlertId, CaseId
from comity.cases.queue import MOST_LINES, Counts, Line, ListedName, Order, Page, Wanted
from comity.model.designation import ListId
from comity.model.errors import BadRequest
from comity.model.officer import OfficerId
from comity.store.alert_rows import clock_of, searchable
from comity.store.models import AlertHitRow, AlertRow, DispositionRow

SHOWN_HITS = 3

# How each order sorts: the column, and whether its greatest value comes first.
COLUMNS: Mapping[Order, tuple[str, bool]] = {
    Order.DUE: ("due_at", False),
    Order.SCORE: ("score", True),
    Order.AGE: ("opened_at", False),
    Order.NEWEST: ("opened_at", True),
}


def page(wanted: Wanted, order: Order = Order.DUE, *, after: str | None = None, size: int = 50) -> Page:
    """One page of the queue, `after` being the `next` of the page before. Raises BadRequest."""
    if not 1 <= size <= MOST_LINES:
        raise BadRequest(f"a page of the queue has 1-{MOST_LINES} lines")
    found = _found(wanted)
    column, falling = COLUMNS[order]
    place = found if after is None else found.filter(_beyond(after, order))
    sign = "-" if falling else ""
    rows = list(place.defer("subject", "search").order_by(f"{sign}{column}", f"{sign}pk")[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    following = _place(order, getattr(rows[-1], column), rows[-1].pk) if more else None
    return Page(_lines(rows), following, found.count())


def matching(wanted: Wanted, *, most: int) -> tuple[AlertId, ...]:
    """The ids of at most so many alerts of the queue, oldest due first: for what is done to all of them."""
    return tuple(AlertId(pk) for pk in _found(wanted).order_by("due_at", "pk").values_list("pk", flat=True)[:most])


def counts(now: datetime, officer: OfficerId | None) -> Counts:
    """How much work there is; `mine` are the open alerts of this officer."""
    states = dict(AlertRow.objects.values_list("state").annotate(Count("pk")))
    work = AlertRow.objects.filter(closed=False).aggregate(
        overdue=Count("pk", filter=Q(due_at__lte=now)),
        unassigned=Count("pk", filter=Q(assignee=None)),
        escalated=Count("pk", filter=Q(escalated_at__isnull=False)),
        mine=Count("pk", filter=Q(assignee=officer) if officer is not None else Q(pk=None)),
    )
    return Counts(tuple((state, states.get(state.value, 0)) for state in AlertState), **work)


def _found(wanted: Wanted) -> QuerySet[AlertRow]:
    states = wanted.states or WORK
    found = AlertRow.objects.filter(state__in=[state.value for state in states])
    if states <= WORK:
        found = found.filter(closed=False)  # the indexes begin with it
    simple = {
        "assignee": wanted.assignee,
        "portfolio": wanted.portfolio,
        "run": wanted.run,
        "case": wanted.case,
        "due_at__lte": wanted.overdue_at,
        "opened_at__lt": wanted.opened_before,
        "score__gte": wanted.least_score,
    }
    found = found.filter(**{name: value for name, value in simple.items() if value is not None})
    if wanted.unassigned:
        found = found.filter(assignee=None)
    if wanted.escalated:
        found = found.filter(escalated_at__isnull=False)
    if wanted.list is not None:
        found = found.filter(Exists(AlertHitRow.objects.filter(alert=OuterRef("pk"), list=wanted.list)))
    for word in searchable(wanted.text).split():
        found = found.filter(search__contains=word)
    if wanted.not_proposed_by is not None:
        own = DispositionRow.objects.filter(
            alert=OuterRef("pk"), state=DispositionState.WAITING.value, proposed_by=wanted.not_proposed_by
        )
        found = found.exclude(Exists(own))
    return found


def _lines(rows: Sequence[AlertRow]) -> tuple[Line, ...]:
    listed: dict[int, list[ListedName]] = {row.pk: [] for row in rows}
    hits = AlertHitRow.objects.filter(alert__in=list(listed)).order_by("-score", "pk")
    for alert, list_, reference, name in hits.values_list("alert", "list", "reference", "name"):
        if len(listed[alert]) < SHOWN_HITS:
            listed[alert].append(ListedName(ListId(list_), reference, name))
    return tuple(_line(row, tuple(listed[row.pk])) for row in rows)


def _line(row: AlertRow, listed: tuple[ListedName, ...]) -> Line:
    return Line(
        id=AlertId(row.pk),
        portfolio=row.portfolio,
        subject=row.subject_id,
        name=row.name,
        state=AlertState(row.state),
        score=row.score,
        hits=row.hits_count,
        unjudged=row.unjudged,
        listed=listed,
        opened_at=row.opened_at,
        due_at=row.due_at,
        version=row.version,
        edition=clock_of(row),
        assignee=None if row.assignee_id is None else OfficerId(row.assignee_id),
        case=None if row.case_id is None else CaseId(row.case_id),
        escalated=row.escalated_at is not None,
    )


def _place(order: Order, value: float | datetime, id_: int) -> str:
    """Where a page ends, as a word that can stand in an address."""
    told = value.isoformat() if isinstance(value, datetime) else value
    return base64.urlsafe_b64encode(json.dumps([order.value, told, id_]).encode()).decode().rstrip("=")


def _beyond(place: str, order: Order) -> Q:
    column, falling = COLUMNS[order]
    try:
        told_order, told, id_ = json.loads(base64.urlsafe_b64decode(place + "=" * (-len(place) % 4)))
        value: Any = float(told) if column == "score" else datetime.fromisoformat(told)
        if told_order != order.value or not isinstance(id_, int):
            raise ValueError(place)
    except (ValueError, TypeError, binascii.Error) as broken:
        raise BadRequest("this place in the queue cannot be read; begin at its first page") from broken
    side = "lt" if falling else "gt"
    return Q(**{f"{column}__{side}": value}) | Q(**{column: value, f"pk__{side}": id_})
