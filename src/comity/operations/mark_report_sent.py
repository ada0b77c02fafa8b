"""Record that an officer has sent an approved report, and the authority's receipt."""

from dataclasses import dataclass
from datetime import datetime

from comity.cases.ids import ReportId
from comity.cases.reports.report import Report, mark_sent
from comity.model.officer import Actor
from comity.operations.gate import gated
from comity.operations.measure_entries import report_entry
from comity.store import log, reports


@dataclass(frozen=True, slots=True)
class MarkReportSent:
    """The order. `version` is that of the report which the officer looked at; `text` is the receipt."""

    report: ReportId
    version: int
    text: str = ""


@gated("reports.send")
def mark_report_sent(order: MarkReportSent, /, *, actor: Actor, now: datetime) -> Report:
    """The report after it. Raises NotAllowedNow, NotFound, LostRace."""
    before = reports.load(order.report)
    after = mark_sent(before, order.text, actor=actor, now=now)
    reports.check_seen(before, order.version)
    saved = reports.save(after, before)
    log.append(report_entry("reports.send", saved, actor=actor, now=now))
    return saved
