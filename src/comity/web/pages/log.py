"""The log: who ordered what, when, and whether it was done; signed, and verified on demand."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import HttpResponse, QueryDict
from django.urls import reverse

from comity import runtime
from comity.model.officer import OfficerId
from comity.operations.checkpoint_log import CheckpointLog, checkpoint_log
from comity.operations.permits import may
from comity.operations.show_log import ShowLog, show_log
from comity.operations.verify_log import VerifyLog, verify_log
from comity.store.log import LogFilter, LoggedEntry
from comity.store.log_checkpoints import last_checkpoint
from comity.store.log_keys import public_key
from comity.store.officers import names
from comity.web.frame import render
from comity.web.visit import Visit

MOST = 100

PAGES_OF = {
    "alert": "alerts-one",
    "case": "cases-one",
    "measure": "measures-one",
    "report": "reports-one",
    "redress": "redress-one",
}


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry. `details` are written out; empty for an entry whose content was erased."""

    index: int
    at: datetime
    actor: str
    name: str
    action: str
    subject: str
    address: str
    refused: bool
    details: str
    erased: str


@dataclass(frozen=True, slots=True)
class VerifiedShown:
    """What verifying found."""

    sound: bool
    entries: int
    erased: int
    checkpoints: int
    covered: int
    findings: tuple[tuple[str, str], ...]
    more: int
    unguarded: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LogPage:
    """Entries, the last checkpoint, and what verifying found if it was asked for."""

    entries: tuple[EntryRow, ...]
    subject: str
    actor: str
    action: str
    before: str
    older: str
    size: int
    checkpoint: str
    key: str
    verified: VerifiedShown | None
    may_sign: bool


def page(visit: Visit) -> HttpResponse:
    """Show entries, newest first."""
    return _page(visit, None)


def verify(visit: Visit) -> HttpResponse:
    """Verify the whole log, now."""
    own = public_key(runtime.log_keys().folder)
    order = VerifyLog(() if own is None else (own,))
    verified = verify_log(order, actor=visit.actor, now=visit.now)
    told = verified.examination
    found = VerifiedShown(
        sound=verified.sound,
        entries=told.entries,
        erased=told.erased,
        checkpoints=told.checkpoints,
        covered=told.covered,
        findings=tuple((each.place, each.problem) for each in told.findings[:MOST]),
        more=max(len(told.findings) - MOST, 0) + told.more,
        unguarded=verified.unguarded,
    )
    return _page(visit, found)


def sign(visit: Visit) -> HttpResponse:
    """Sign the log as it is now."""
    checkpoint_log(CheckpointLog(runtime.log_keys()), actor=visit.actor, now=visit.now)
    return _page(visit, None)


def _page(visit: Visit, verified: VerifiedShown | None) -> HttpResponse:
    asked = visit.request.GET
    subject, actor, action = (asked.get(name, "").strip()[:100] for name in ("subject", "actor", "action"))
    before = _instant(asked.get("before", ""))
    meant = LogFilter(subject or None, actor or None, action or None, None, before)
    found: tuple[LoggedEntry, ...] = ()
    if may(visit.actor, "log.show"):
        found = show_log(ShowLog(meant, MOST), actor=visit.actor, now=visit.now)
    officers = names()
    signed = last_checkpoint()
    kept = {"subject": subject, "actor": actor, "action": action}
    own = public_key(runtime.log_keys().folder)
    shown = LogPage(
        entries=tuple(_row(each, officers) for each in found),
        subject=subject,
        actor=actor,
        action=action,
        before=asked.get("before", "")[:40],
        older=_older(kept, found[-1].at) if len(found) == MOST else "",
        size=0 if signed is None else signed.checkpoint.size,
        checkpoint="" if signed is None else signed.text,
        key="" if own is None else str(own),
        verified=verified,
        may_sign=may(visit.actor, "log.checkpoint"),
    )
    return render(visit, "log", shown)


def _row(logged: LoggedEntry, officers: dict[OfficerId, str]) -> EntryRow:
    entry = logged.entry
    if entry is None:
        return EntryRow(
            logged.index, logged.at, "", "", "", "", "", refused=False, details="", erased=logged.erased_why
        )
    details = {**dict(entry.details), **({"versions": dict(entry.versions)} if entry.versions else {})}
    return EntryRow(
        index=logged.index,
        at=logged.at,
        actor=entry.actor,
        name=_name(entry.actor, officers),
        action=entry.action,
        subject=entry.subject,
        address=_address(entry.subject),
        refused=entry.outcome.value == "refused",
        details=json.dumps(details, ensure_ascii=False, default=str) if details else "",
        erased="",
    )


def _name(actor: str, officers: dict[OfficerId, str]) -> str:
    kind, _, number = actor.partition("/")
    return officers.get(OfficerId(int(number)), "") if kind == "officer" and number.isdecimal() else ""


def _address(subject: str) -> str:
    """The page of what an entry concerns, where it has one."""
    kind, _, number = subject.partition("/")
    if not number.isdecimal():
        return ""
    if kind not in PAGES_OF:
        return ""
    return reverse(PAGES_OF[kind], kwargs={kind: int(number)})


def _instant(said: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _older(kept: dict[str, str], before: datetime) -> str:
    query = QueryDict(mutable=True)
    query.update({name: value for name, value in kept.items() if value})
    query["before"] = before.isoformat()
    return f"{reverse('log')}?{query.urlencode()}"
