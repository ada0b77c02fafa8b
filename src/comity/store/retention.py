"""What is due to be erased, and its erasure. Nothing goes that something kept still rests on.

Every function takes the moment before which a record must have ended and erases at most `most` records; it
returns how many it did erase, and is called again until there are none.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any

from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from comity.cases.alert import AlertState
from comity.cases.redress import RedressState
from comity.cases.release_task import TaskState
from comity.cases.retention import RecordKind
from comity.store.models import (
    AlertHitRow,
    AlertRow,
    AttachmentRow,
    CaseRow,
    DispositionRow,
    JudgedPairRow,
    ListedRow,
    MeasureRow,
    RedressRow,
    ReleaseTaskRow,
    ReportRow,
    RunRow,
    SignInFailures,
    WatchRow,
)

Erase = Callable[[datetime, int], int]


def _redress(before: datetime, most: int) -> int:
    due = RedressRow.objects.exclude(state=RedressState.OPEN.value).filter(answered_at__lt=before)
    return _deleted(due, most)


def _measures(before: datetime, most: int) -> int:
    """With their reports and exemptions. Never one that binds, or whose release is a task still."""
    open_task = ReleaseTaskRow.objects.filter(measure=OuterRef("pk"), state=TaskState.OPEN.value)
    due = MeasureRow.objects.filter(~Exists(open_task), binding=False, ended_at__lt=before)
    ids = list(due.order_by("pk").values_list("pk", flat=True)[:most])
    ReportRow.objects.filter(measure__in=ids).delete()
    MeasureRow.objects.filter(pk__in=ids).delete()
    return len(ids)


def _judgements(before: datetime, most: int) -> int:
    """Pairs that no screening has met for so long, and those whose judgement ended so long ago."""
    met = JudgedPairRow.objects.annotate(met=Coalesce("ended_at", "silent_at", "judged_at"))
    # What stands on an alert with a measure is the ground of that measure.
    measured = MeasureRow.objects.filter(alert=OuterRef("alert"))
    return _deleted(met.filter(~Exists(measured), met__lt=before), most)


def _alerts(states: Collection[AlertState]) -> Erase:
    def erase(before: datetime, most: int) -> int:
        """With hits, dispositions, notes and what is said about attachments."""
        rests = (
            Exists(MeasureRow.objects.filter(alert=OuterRef("pk")))
            | Exists(RedressRow.objects.filter(alert=OuterRef("pk")))
            | Exists(JudgedPairRow.objects.filter(alert=OuterRef("pk")))
            | Exists(AlertRow.objects.filter(case=OuterRef("case"), closed=False))
        )
        named = [state.value for state in states]
        due = AlertRow.objects.filter(~rests, closed=True, state__in=named, closed_at__lt=before)
        ids = list(due.order_by("pk").values_list("pk", flat=True)[:most])
        AlertHitRow.objects.filter(alert__in=ids).update(disposition=None)
        DispositionRow.objects.filter(alert__in=ids).delete()
        AlertRow.objects.filter(pk__in=ids).delete()
        _listed_of_nobody()
        return len(ids)

    return erase


def _cases(before: datetime, most: int) -> int:
    empty = ~Exists(AlertRow.objects.filter(case=OuterRef("pk")))
    return _deleted(CaseRow.objects.filter(empty, opened_at__lt=before), most)


def _runs(before: datetime, most: int) -> int:
    return _deleted(RunRow.objects.filter(started_at__lt=before), most)


def _watches(before: datetime, most: int) -> int:
    """Never the last one of a portfolio: the first page shows it."""
    newer = WatchRow.objects.filter(portfolio=OuterRef("portfolio"), started_at__gt=OuterRef("started_at"))
    return _deleted(WatchRow.objects.filter(Exists(newer), started_at__lt=before), most)


def _sessions(before: datetime, most: int) -> int:
    keys = list(Session.objects.filter(expire_date__lt=before).values_list("pk", flat=True)[:most])
    Session.objects.filter(pk__in=keys).delete()
    return len(keys)


def _sign_in(before: datetime, most: int) -> int:
    free = Q(locked_until=None) | Q(locked_until__lt=before)
    return _deleted(SignInFailures.objects.filter(free, since__lt=before), most)


ERASE: Mapping[RecordKind, Erase] = {
    RecordKind.REDRESS: _redress,
    RecordKind.MEASURES: _measures,
    RecordKind.JUDGEMENTS: _judgements,
    RecordKind.CLEARED_ALERTS: _alerts((AlertState.CLEARED, AlertState.GONE)),
    RecordKind.TRUE_MATCHES: _alerts((AlertState.TRUE_MATCH,)),
    RecordKind.CASES: _cases,
    RecordKind.RUNS: _runs,
    RecordKind.WATCHES: _watches,
    RecordKind.SESSIONS: _sessions,
    RecordKind.SIGN_IN: _sign_in,
}


def attached() -> frozenset[str]:
    """The contents, by SHA-256, that an alert still refers to."""
    return frozenset(AttachmentRow.objects.values_list("sha256", flat=True).distinct())


def _deleted(due: QuerySet[Any], most: int) -> int:
    ids = list(due.order_by("pk").values_list("pk", flat=True)[:most])
    due.model._default_manager.filter(pk__in=ids).delete()
    return len(ids)


def _listed_of_nobody() -> None:
    """What lists said of a listing that no hit and no judgement refers to any more."""
    used = Exists(AlertHitRow.objects.filter(listed=OuterRef("pk"))) | Exists(
        JudgedPairRow.objects.filter(listed=OuterRef("pk"))
    )
    ListedRow.objects.filter(~used).delete()
