"""Take one's own report back before it is approved."""

from dataclasses import dataclass
from datetime import datetime

from comity.cases.ids import ReportId
from comity.cases.reports.report import Report, withdraw
from comity.model.officer import Actor
from comity.operations.gate import gated
from comity.operations.measure_entries import report_entry
from comity.store import log, reports


@dataclass(frozen=True, slots=True)
class WithdrawReport:
    """The order. `version` is that of the report which the officer looked at."""

    report: ReportId
    version: int
    text: str = ""


@gated("reports.withdraw")
def withdraw_report(order: WithdrawReport, /, *, actor: Actor, now: datetime) -> Report:
    """The report after it. Raises NotAllowedNow, NotFound, LostRace."""
    before = reports.load(order.report)
    after = withdraw(before, order.text, actor=actor, now=now)
    reports.check_seen(before, order.version)
    saved = reports.save(after, before)
    log.append(report_entry("reports.withdraw", saved, actor=actor, now=now))
    return saved
