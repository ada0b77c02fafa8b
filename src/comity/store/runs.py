"""Runs that opened alerts. Counts grow with every portion of a run; a portion repeated adds nothing."""

from datetime import datetime

from django.db.models import F

from comity.cases.ids import RunId
from comity.cases.run import AlertRun
from comity.model.officer import Door
from comity.store.alert_rows import column
from comity.store.models import RunRow


def count(run: AlertRun) -> None:
    """Add what one portion did to the counts of its run; the first portion begins the run."""
    RunRow.objects.bulk_create(
        [
            RunRow(
                run=run.id,
                portfolio=run.portfolio,
                door=run.door.value,
                by=column(run.by, 200),
                started_at=run.started_at,
            )
        ],
        ignore_conflicts=True,
    )
    RunRow.objects.filter(run=run.id).update(
        opened=F("opened") + run.opened, updated=F("updated") + run.updated, silent=F("silent") + run.silent
    )


def finish(run: RunId, now: datetime) -> None:
    """The run came to its end."""
    RunRow.objects.filter(run=run).update(finished_at=now)


def recent(most: int = 20) -> tuple[AlertRun, ...]:
    """The runs begun last, newest first."""
    return tuple(_run(row) for row in RunRow.objects.order_by("-started_at", "-pk")[:most])


def load(run: RunId) -> AlertRun | None:
    """One run; None where it never began."""
    row = RunRow.objects.filter(run=run).first()
    return None if row is None else _run(row)


def _run(row: RunRow) -> AlertRun:
    return AlertRun(
        RunId(row.run),
        row.portfolio,
        Door(row.door),
        row.by,
        row.started_at,
        row.finished_at,
        row.opened,
        row.updated,
        row.silent,
    )
