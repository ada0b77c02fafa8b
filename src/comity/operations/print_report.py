"""Print a report as the file that an authority takes. Only an approved one: what is printed, leaves."""

from dataclasses import dataclass
from datetime import datetime

from comity.cases.ids import ReportId
from comity.cases.report_state import ReportState
from comity.cases.reports import form_of
from comity.cases.reports.goaml import Country, goaml, validate
from comity.model.errors import BadRequest, NotAllowedNow
from comity.model.officer import Actor
from comity.operations.gate import gated
from comity.operations.measure_entries import report_entry
from comity.operations.report_files import MEDIA_TYPES, ReportFile, report_file
from comity.operations.write_report import GOAML
from comity.store import log, reports

LEAVING = frozenset({ReportState.APPROVED, ReportState.SENT})


@dataclass(frozen=True, slots=True)
class PrintReport:
    """The order. `suffix` is one of MEDIA_TYPES; goAML is XML alone, by the unit's own settings and schema."""

    report: ReportId
    suffix: str
    country: Country | None = None
    schema: bytes | None = None


@gated("reports.send")
def print_report(order: PrintReport, /, *, actor: Actor, now: datetime) -> ReportFile:
    """The file. Raises NotFound, NotAllowedNow for a report that is not approved, BadRequest for another suffix."""
    report = reports.load(order.report)
    if report.state not in LEAVING:
        raise NotAllowedNow(str(report), report.state.value, "to print", "a second officer must approve it first")
    suffixes = ("xml",) if report.form == GOAML else tuple(MEDIA_TYPES)
    if order.suffix not in suffixes:
        raise BadRequest(f"{report.form} is written as {', '.join(suffixes)}, not as {order.suffix!r}")
    if report.form == GOAML:
        content = goaml(report.facts, order.country)
        if order.schema is not None:
            validate(content, order.schema, "goaml.xsd")
        file = ReportFile(f"goaml-report-{report.id}.xml", MEDIA_TYPES["xml"], content)
    else:
        file = report_file(form_of(report.form), report.facts, order.suffix)
    log.append(report_entry("reports.print", report, actor=actor, now=now))
    return file
