"""What `comity audit` answers: entries, and the result of a verification."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from comity.cli.output import write_lines, write_table

if TYPE_CHECKING:
    from comity.operations.verify_log import Verified
    from comity.store.log import LoggedEntry


def write_entries(shown: "Iterable[LoggedEntry]") -> None:
    """Entries, a line each."""
    headings = ("entry", "at (UTC)", "actor", "order", "concerns", "outcome", "details")
    write_table(headings, (_row(logged) for logged in shown))


def _row(logged: "LoggedEntry") -> tuple[object, ...]:
    at, entry = f"{logged.at:%Y-%m-%d %H:%M:%S}", logged.entry
    if entry is None:
        return logged.index, at, "", "", "", "erased", f"{logged.erased_why} ({logged.erased_at:%Y-%m-%d})"
    details = json.dumps({**entry.details, **entry.versions}, ensure_ascii=False) if entry.details else ""
    return logged.index, at, entry.actor, entry.action, entry.subject, entry.outcome.value, details


def logged_record(logged: "LoggedEntry") -> dict[str, Any]:
    """An entry for programs."""
    record: dict[str, Any] = {"index": logged.index, "at": logged.at}
    if logged.entry is None:
        return record | {"erased_at": logged.erased_at, "erased_why": logged.erased_why}
    entry = logged.entry
    return record | {
        "actor": entry.actor,
        "action": entry.action,
        "subject": entry.subject,
        "outcome": entry.outcome.value,
        "details": entry.details,
        "versions": entry.versions,
    }


def write_verified(verified: "Verified") -> None:
    """What was verified, then every finding on a line of its own."""
    examined = verified.examination
    write_lines(
        (
            ("entries", f"{examined.entries}, {examined.erased} of them erased"),
            ("checkpoints", examined.checkpoints),
            ("signed", f"the first {examined.covered} entries"),
            ("found", "nothing: the log is as it was written" if verified.sound else _count(verified)),
        )
    )
    write_lines((finding.place, finding.problem) for finding in examined.findings)
    write_lines(("unguarded", f"the database has lost the trigger {name}") for name in verified.unguarded)


def verified_record(verified: "Verified") -> dict[str, Any]:
    """What was verified, for programs."""
    examined = verified.examination
    return {
        "sound": verified.sound,
        "entries": examined.entries,
        "erased": examined.erased,
        "checkpoints": examined.checkpoints,
        "signed": examined.covered,
        "findings": [{"place": finding.place, "problem": finding.problem} for finding in examined.findings],
        "more": examined.more,
        "unguarded": list(verified.unguarded),
    }


def _count(verified: "Verified") -> str:
    told = len(verified.examination.findings) + len(verified.unguarded)
    more = f", and {verified.examination.more} more" if verified.examination.more else ""
    return f"{told} things that are not as they were written{more}"
