"""What the log says of measures, reports and redress: ids, states, the ground they stand on, the officers' reasons."""

from datetime import datetime

from comity.audit.entry import Entry, JsonValue, acted_by
from comity.cases.measure import Measure
from comity.cases.redress import Redress
from comity.cases.release_task import ReleaseTask
from comity.cases.reports.report import Report
from comity.model.officer import Actor


def measure_entry(action: str, measure: Measure, *, actor: Actor, now: datetime) -> Entry:
    """A step of a measure. What is frozen, its value and its owner stand in the record, not in the log."""
    listing = measure.basis.listing
    details: dict[str, JsonValue] = {
        "door": actor.door.value,
        "kind": measure.kind.value,
        "state": measure.state.value,
        "alert": f"alert/{measure.alert}",
        "list": listing.list,
        "reference": listing.reference,
        "legal_basis": measure.basis.legal_basis,
        "text": measure.history[-1].text,
        "proposed_by": f"officer/{measure.proposed.by}",
    }
    versions: dict[str, JsonValue] = {"editions": {listing.list: measure.basis.edition}}
    return Entry(now, acted_by(actor), action, str(measure), details=details, versions=versions)


def exemption_entry(action: str, measure: Measure, *, actor: Actor, now: datetime) -> Entry:
    """Something that may pass, or may not, although a measure stands."""
    details: dict[str, JsonValue] = {
        "door": actor.door.value,
        "exemptions": [
            {"id": each.id, "basis": each.exemption.basis.value, "state": each.state.value, "text": each.second_text}
            for each in measure.exemptions
        ],
    }
    return Entry(now, acted_by(actor), action, str(measure), details=details)


def task_entry(action: str, task: ReleaseTask, *, actor: Actor, now: datetime) -> Entry:
    """A measure that lost its ground, or has it back."""
    details: dict[str, JsonValue] = {
        "cause": task.cause.value,
        "state": task.state.value,
        "list": task.listing.list,
        "reference": task.listing.reference,
        "noticed_in": task.noticed_in,
    }
    return Entry(now, acted_by(actor), action, f"measure/{task.measure}", details=details)


def report_entry(action: str, report: Report, *, actor: Actor, now: datetime) -> Entry:
    """A step of a report."""
    details: dict[str, JsonValue] = {
        "door": actor.door.value,
        "measure": f"measure/{report.measure}",
        "form": report.form,
        "state": report.state.value,
        "reference": report.facts.reference,
        "text": report.second_text,
        "receipt": report.receipt,
    }
    return Entry(now, acted_by(actor), action, str(report), details=details)


def redress_entry(action: str, request: Redress, *, actor: Actor, now: datetime) -> Entry:
    """A request of a person, or its answer. What the person says stands in the record, not in the log."""
    details: dict[str, JsonValue] = {
        "door": actor.door.value,
        "alert": f"alert/{request.alert}",
        "state": request.state.value,
    }
    return Entry(now, acted_by(actor), action, str(request), details=details)
