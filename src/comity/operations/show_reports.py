"""List reports that have not left yet, those due first; or show one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from comity.cases.ids import ReportId
from comity.cases.reports.report import Report
from comity.model.officer import Actor, OfficerId
from comity.operations.gate import viewing
from comity.store import officers, reports


@dataclass(frozen=True, slots=True)
class ShowReports:
    """The order: one report, or (None) those that have not left."""

    report: ReportId | None = None


@dataclass(frozen=True, slots=True)
class ReportsShown:
    """Reports; `officers` names everybody who is mentioned."""

    reports: tuple[Report, ...]
    officers: Mapping[OfficerId, str]


@viewing("reports.see")
def show_reports(order: ShowReports, /, *, actor: Actor, now: datetime) -> ReportsShown:  # noqa: ARG001
    """The reports. Raises NotFound."""
    found = reports.unsent() if order.report is None else (reports.load(order.report),)
    return ReportsShown(found, officers.names())
