"""A report on its way: written by one officer, approved by another, sent. Pure: the next state, or a refusal."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from comity.cases.disposition import check_text
from comity.cases.ids import MeasureId, ReportId
from comity.cases.report_state import ReportState
from comity.cases.reports.facts import ReportFacts
from comity.cases.workflow import Step, officer_of, right_person, transition
from comity.model.errors import BadRequest
from comity.model.officer import Actor, OfficerId

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Report:
    """One report and its facts. `form` is an id of FORMS, or "goaml"."""

    id: ReportId | None
    measure: MeasureId
    form: str
    facts: ReportFacts
    state: ReportState
    written_by: OfficerId
    written_at: datetime
    due_on: date | None = None
    second: OfficerId | None = None
    second_at: datetime | None = None
    second_text: str = ""
    sent_at: datetime | None = None
    sent_by: OfficerId | None = None
    receipt: str = ""
    version: int = 1

    def __str__(self) -> str:
        return f"report/{self.id}" if self.id is not None else "the report"


def approve(report: Report, text: str = "", *, actor: Actor, now: datetime) -> Report:
    """A second officer lets the report leave. Raises SamePerson, NotAllowedNow."""
    return _seconded(report, Step.APPROVE, text, actor, now)


def refuse(report: Report, text: str, *, actor: Actor, now: datetime) -> Report:
    """A second officer does not let it leave, and says why. Raises SamePerson, NotAllowedNow, BadRequest."""
    if not text.strip():
        raise BadRequest("say why you refuse: its writer must be able to mend it")
    return _seconded(report, Step.REFUSE, text, actor, now)


def withdraw(report: Report, text: str = "", *, actor: Actor, now: datetime) -> Report:
    """Its writer takes the report back. Raises NotAllowedNow."""
    return _seconded(report, Step.WITHDRAW, text, actor, now)


def mark_sent(report: Report, receipt: str, *, actor: Actor, now: datetime) -> Report:
    """Record that an officer has sent it, and the authority's receipt where there is one. Raises NotAllowedNow."""
    row = transition(str(report), report.state, Step.SEND)
    check_text(receipt, what="the receipt")
    return replace(
        report, state=ReportState(row.next), sent_at=now, sent_by=officer_of(actor, row.step), receipt=receipt.strip()
    )


def is_overdue(report: Report, today: date) -> bool:
    """Has the day gone by on which the authority wants it?"""
    waiting = report.state in (ReportState.WAITING, ReportState.APPROVED)
    return waiting and report.due_on is not None and report.due_on < today


def due_after(start: date, business_days: int) -> date:
    """The day so many business days after `start`; Saturdays and Sundays do not count, public holidays do."""
    day = start
    while business_days:
        day += timedelta(days=1)
        business_days -= day.weekday() < SATURDAY
    return day


def _seconded(report: Report, step: Step, text: str, actor: Actor, now: datetime) -> Report:
    row = transition(str(report), report.state, step)
    officer = right_person(row, str(report), report.written_by, actor)
    check_text(text)
    return replace(report, state=ReportState(row.next), second=officer, second_at=now, second_text=text.strip())
