"""Write a report on a measure from its record. It leaves only when a second officer has approved it."""

from dataclasses import dataclass, replace
from datetime import datetime

from comity.cases.disposition import check_text
from comity.cases.ids import MeasureId
from comity.cases.measure import Measure
from comity.cases.report_state import ReportState
from comity.cases.reports import Institution, Reporter, ReportFacts, form_of
from comity.cases.reports.goaml import Country, goaml, validate
from comity.cases.reports.report import Report, due_after
from comity.cases.workflow import Step, officer_of
from comity.model.errors import BadRequest, NotAllowedNow
from comity.model.officer import Actor
from comity.operations.gate import gated
from comity.operations.measure_entries import report_entry
from comity.store import alerts, log, measures, reports

GOAML = "goaml"
LONGEST = 100  # characters of a reference


@dataclass(frozen=True, slots=True)
class Means:
    """What a report is written with: who reports, and the unit's own goAML settings and schema, where there are any."""

    institution: Institution
    country: Country | None = None
    schema: bytes | None = None


@dataclass(frozen=True, slots=True)
class WriteReport:
    """The order. `first_name` and `last_name` are the subject's as the officer parts them; goAML asks for both."""

    measure: MeasureId
    form: str
    reference: str
    narrative: str
    action: str
    reporter: Reporter
    means: Means
    first_name: str = ""
    last_name: str = ""


@gated("reports.write")
def write_report(order: WriteReport, /, *, actor: Actor, now: datetime) -> Report:
    """The report, waiting for a second officer. Raises NotFound, NotAllowedNow, BadRequest."""
    officer = officer_of(actor, Step.PROPOSE)
    measure = measures.load(order.measure)
    if not measure.binding and measure.ended_at is None:
        raise NotAllowedNow(str(measure), measure.state.value, "to report", "only what was in force is reported")
    facts = _facts(order, measure, now)
    if order.form == GOAML:
        made = goaml(facts, order.means.country)
        if order.means.schema is not None:
            validate(made, order.means.schema, "goaml.xsd")
        due = None
    else:
        days = form_of(order.form).business_days
        due = None if days is None else due_after(measure.since.date(), days)
    report = Report(
        None, order.measure, order.form, replace(facts, due_on=due), ReportState.WAITING, officer, now, due_on=due
    )
    kept = reports.add(report)
    log.append(report_entry("reports.write", kept, actor=actor, now=now))
    return kept


def _facts(order: WriteReport, measure: Measure, now: datetime) -> ReportFacts:
    if not order.reference.strip() or len(order.reference) > LONGEST:
        raise BadRequest("a report has a reference of your own, at most {most} characters", most=LONGEST)
    if not order.narrative.strip():
        raise BadRequest("a report says what happened: fill in the reasons")
    check_text(order.narrative, what="the reasons")
    check_text(order.action, what="the action")
    alert = alerts.load(measure.alert)
    hit = next((each for each in alert.hits if each.listing == measure.basis.listing), None)
    if hit is None:
        raise NotAllowedNow(str(measure), "without its hit", "to report", "open its alert")
    first, last = _parted(alert.subject.names[0])
    return ReportFacts(
        reference=order.reference.strip(),
        written_at=now,
        institution=order.means.institution,
        reporter=order.reporter,
        measure=measure,
        subject=alert.subject,
        designation=hit.listed[0],
        first_name=order.first_name.strip() or first,
        last_name=order.last_name.strip() or last,
        narrative=order.narrative.strip(),
        action=order.action.strip(),
    )


def _parted(name: str) -> tuple[str, str]:
    """A first guess for the officer to mend: the last word is the family name."""
    *first, last = name.split() or [name]
    return " ".join(first), last
