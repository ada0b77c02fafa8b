"""Write a note on an alert or on a case. Notes are added, never changed."""

from dataclasses import dataclass
from datetime import datetime

from comity.cases.case import Note, check_note
from comity.cases.ids import AlertId, CaseId
from comity.cases.workflow import Step, officer_of
from comity.model.officer import Actor
from comity.operations.case_entries import case_entry
from comity.operations.gate import gated
from comity.store import alerts, cases, log


@dataclass(frozen=True, slots=True)
class NoteOnAlert:
    """The order: a note on an alert, of whatever state."""

    alert: AlertId
    text: str


@dataclass(frozen=True, slots=True)
class NoteOnCase:
    """The order: a note on a case."""

    case: CaseId
    text: str


@gated("alerts.note")
def add_note(order: NoteOnAlert | NoteOnCase, /, *, actor: Actor, now: datetime) -> Note:
    """The note as it is kept. Raises NotFound, BadRequest."""
    text = check_note(order.text)
    officer = officer_of(actor, Step.NOTE)
    if isinstance(order, NoteOnAlert):
        subject: object = alerts.load(order.alert)
        note = cases.note_on_alert(order.alert, text, officer, now)
    else:
        subject = cases.load(order.case)
        note = cases.note_on_case(order.case, text, officer, now)
    log.append(case_entry("alerts.note", subject, actor, now, {"note": note.id}))
    return note
