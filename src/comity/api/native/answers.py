"""Core values as programs receive them. Field by field the shapes of `shapes`, which OpenAPI documents."""

from datetime import datetime
from typing import Any

import msgspec

from comity.cases.alert import Alert, AlertHit
from comity.cases.case import Case, Note
from comity.cases.disposition import Disposition
from comity.cases.judge import Judged
from comity.cases.measure import Measure
from comity.cases.queue import Counts, Line
from comity.model.designation import Designation
from comity.model.hit import Hit
from comity.operations import hit_files
from comity.operations.assign_alerts import Assigned
from comity.operations.show_alert import AlertShown
from comity.store.log import LoggedEntry
from comity.store.manifest import EditionManifest

Document = dict[str, Any]


def fields(found: object, *names: str) -> Document:
    """What programs see under the same name as we do."""
    return {name: getattr(found, name) for name in names}


def hit(found: Hit, language: str = "en") -> Document:
    """A hit with its reasons in words."""
    whole = hit_files.record(found, language)
    for unsaid in ("subject_id", "subject_name", "listed_name_kind", "scorecard", "engine"):
        del whole[unsaid]
    for reason in whole["reasons"]:
        del reason["subject_span"], reason["listed_span"]
    return whole


def edition(manifest: EditionManifest, *, in_force: bool = True) -> Document:
    """One published state of a list."""
    return {**fields(manifest, "list", "part", "edition", "dated", "imported_at", "total"), "in_force": in_force}


def listing(designation: Designation) -> Document:
    """A listing, as its publisher has it."""
    return {
        "list": designation.listing.list,
        "reference": designation.listing.reference,
        "name": designation.entity.names[0].text,
        "kind": designation.entity.kind,
        "listing": msgspec.to_builtins(designation),
    }


def line(found: Line, now: datetime) -> Document:
    """An alert as the queue shows it."""
    same = fields(
        found, "id", "portfolio", "subject", "name", "state", "score", "hits", "unjudged", "opened_at", "due_at",
        "version", "assignee", "case", "escalated",
    )  # fmt: skip
    return {**same, "overdue": found.is_overdue(now)}


def counts(found: Counts) -> Document:
    """How much work there is."""
    by_state = [{"state": state, "alerts": number} for state, number in found.by_state]
    return {"by_state": by_state, **fields(found, "overdue", "unassigned", "escalated", "mine")}


def alert(found: Alert) -> Document:
    """An alert by itself."""
    return {
        **fields(found, "id", "version", "state", "opened_at", "due_at", "closed_at", "assignee", "case"),
        "score": round(found.score, 4),
        "subject": msgspec.to_builtins(found.subject),
        "portfolio": found.key.portfolio,
        "hits": [_alert_hit(each) for each in found.hits],
        "dispositions": [],
        "notes": [],
    }


def shown(found: AlertShown) -> Document:
    """An alert with everything that is needed to judge it."""
    return {
        **alert(found.alert),
        "dispositions": [disposition(each) for each in found.dispositions],
        "notes": [note(each) for each in found.notes],
    }


def judged(found: Judged) -> Document:
    """What one step made of an alert and a judgement."""
    return {
        "alert": found.alert.id,
        "alert_version": found.alert.version,
        "alert_state": found.alert.state,
        "disposition": disposition(found.disposition),
    }


def disposition(made: Disposition) -> Document:
    """A judgement."""
    return {
        "id": made.id,
        "outcome": made.outcome,
        "state": made.state,
        "reasons": made.judgement.reasons,
        "text": made.judgement.text,
        "evidence": made.judgement.evidence,
        "listings": [str(each) for each in made.listings],
        "proposed_by": made.proposed_by,
        "proposed_at": made.proposed_at,
        "second_by": None if made.second is None else made.second.by,
        "second_text": None if made.second is None else made.second.text,
    }


def note(made: Note) -> Document:
    """A note."""
    return {"id": made.id, "by": made.by, "at": made.at, "text": made.text}


def assigned(done: Assigned) -> Document:
    """Which alerts were handed over, and which were left."""
    return {"done": done.done, "left": [{"alert": each, "why": why} for each, why in done.left]}


def case(found: Case) -> Document:
    """Alerts investigated together."""
    return fields(found, "id", "title", "opened_by", "opened_at", "alerts", "version")


def measure(found: Measure) -> Document:
    """A freeze or a hold."""
    same = fields(found, "id", "kind", "state", "alert", "version")
    return {**same, "listings": [str(found.basis.listing)], "on": found.asset.description}


def entry(logged: LoggedEntry) -> Document:
    """One entry of the log."""
    return {
        "index": logged.index,
        "at": logged.at,
        "entry": None if logged.entry is None else msgspec.to_builtins(logged.entry),
        "erased_at": logged.erased_at,
    }


def _alert_hit(found: AlertHit) -> Document:
    return {
        **fields(found, "id", "state", "disposition", "found_at", "gone_at"),
        "hit": hit(found.hit),
        "listed": msgspec.to_builtins(found.listed[0]) if found.listed else {},
    }
