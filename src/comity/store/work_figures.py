"""How the work goes, counted by the database: ages of open alerts, what was decided by day, whose alerts were false."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.db.models.functions import TruncDate

from comity.cases.disposition import DispositionState, Outcome
from comity.store.models import AlertRow, DispositionRow

MOST_NAMES = 20_000


@dataclass(frozen=True, slots=True)
class DayDecided:
    """What two officers decided on one day."""

    day: date
    true_matches: int
    false_positives: int


@dataclass(frozen=True, slots=True)
class JudgedAlert:
    """The name on an alert that is decided, and whether all of it was false."""

    name: str
    false: bool


def open_by_age(now: datetime, bounds: Sequence[timedelta]) -> tuple[int, ...]:
    """How many open alerts are younger than each bound (and not than the one before), and how many are older."""
    edges = [timedelta(0), *bounds]
    counted = {
        f"under_{place}": Count("pk", filter=Q(opened_at__gt=now - bound, opened_at__lte=now - edges[place]))
        for place, bound in enumerate(bounds)
    }
    found = AlertRow.objects.filter(closed=False).aggregate(
        **counted, older=Count("pk", filter=Q(opened_at__lte=now - bounds[-1]))
    )
    return (*(found[f"under_{place}"] for place in range(len(bounds))), found["older"])


def decided_by_day(since: datetime) -> tuple[DayDecided, ...]:
    """Decisions since then, by the day of the second officer's word; days without any are left out."""
    rows = (
        DispositionRow.objects.filter(state=DispositionState.CONFIRMED.value, second_at__gte=since)
        .annotate(day=TruncDate("second_at"))
        .values("day")
        .annotate(
            true=Count("pk", filter=Q(outcome=Outcome.TRUE_MATCH.value)),
            false=Count("pk", filter=Q(outcome=Outcome.FALSE_POSITIVE.value)),
        )
        .order_by("day")
    )
    return tuple(DayDecided(row["day"], row["true"], row["false"]) for row in rows)


def judged_since(since: datetime) -> tuple[JudgedAlert, ...]:
    """The newest alerts that were decided since then, at most MOST_NAMES."""
    rows = AlertRow.objects.filter(closed=True, closed_at__gte=since, state__in=["true match", "cleared"])
    found = rows.order_by("-closed_at").values_list("name", "state")[:MOST_NAMES]
    return tuple(JudgedAlert(name, state == "cleared") for name, state in found)
