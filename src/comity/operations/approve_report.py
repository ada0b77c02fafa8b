"""Let a report leave, as the second pair of eyes: a disclosure needs two officers."""

from dataclasses import dataclass
from datetime import datetime

from comity.cases.ids import ReportId
from comity.cases.reports.report import Report, approve
from comity.model.officer import Actor
from comity.operations.gate import gated
from comity.operations.measure_entries import report_entry
from comity.store import log, reports


@dataclass(frozen=True, slots=True)
class ApproveReport:
    """The order. `version` is that of the report which the officer looked at."""

    report: ReportId
    version: int
    text: str = ""


@gated("reports.approve")
def approve_report(order: ApproveReport, /, *, actor: Actor, now: datetime) -> Report:
    """The report after it. Raises SamePerson, NotAllowedNow, NotFound, LostRace."""
    before = reports.load(order.report)
    after = approve(before, order.text, actor=actor, now=now)
    reports.check_seen(before, order.version)
    saved = reports.save(after, before)
    log.append(report_entry("reports.approve", saved, actor=actor, now=now))
    return saved
