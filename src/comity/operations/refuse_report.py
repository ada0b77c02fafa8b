"""Do not let a report leave, as the second pair of eyes, with reasons."""

from dataclasses import dataclass
from datetime import datetime

from comity.cases.ids import ReportId
from comity.cases.reports.report import Report, refuse
from comity.model.officer import Actor
from comity.operations.gate import gated
from comity.operations.measure_entries import report_entry
from comity.store import log, reports


@dataclass(frozen=True, slots=True)
class RefuseReport:
    """The order. `version` is that of the report which the officer looked at."""

    report: ReportId
    version: int
    text: str


@gated("reports.refuse")
def refuse_report(order: RefuseReport, /, *, actor: Actor, now: datetime) -> Report:
    """The report after it. Raises SamePerson, NotAllowedNow, NotFound, BadRequest, LostRace."""
    before = reports.load(order.report)
    after = refuse(before, order.text, actor=actor, now=now)
    reports.check_seen(before, order.version)
    saved = reports.save(after, before)
    log.append(report_entry("reports.refuse", saved, actor=actor, now=now))
    return saved
