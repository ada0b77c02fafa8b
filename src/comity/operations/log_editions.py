"""Write down which editions came into force: the log says since when which listings count (S8), programs are told.

Editions are files, and the log is in the database: a process that is killed between the two leaves an edition in force
that the log does not know. So what is in force is compared with what was logged, by every import, update and watch.
"""

from dataclasses import dataclass
from datetime import datetime

from comity.audit.entry import Entry, JsonValue, acted_by
from comity.model.officer import Actor
from comity.operations.gate import gated
from comity.store import log
from comity.store.editions import EditionStore
from comity.store.log import LogFilter
from comity.store.manifest import EditionManifest

ACTION = "lists.update"


@dataclass(frozen=True, slots=True)
class LogEditions:
    """The order. `editions` is where they are kept."""

    editions: EditionStore


@gated("lists.log")
def log_editions(order: LogEditions, /, *, actor: Actor, now: datetime) -> tuple[EditionManifest, ...]:
    """Those that were not in the log yet."""
    fresh = tuple(each for each in order.editions.in_force() if not _known(each))
    log.append_all([_entry(each, actor, now) for each in fresh])
    return fresh


def _known(edition: EditionManifest) -> bool:
    return next(log.logged(LogFilter(subject=_subject(edition), action=ACTION)), None) is not None


def _entry(edition: EditionManifest, actor: Actor, now: datetime) -> Entry:
    details: dict[str, JsonValue] = {
        "list": edition.list,
        "part": edition.part,
        "edition": edition.edition,
        "dated": edition.dated.isoformat(),
        "imported_at": edition.imported_at.isoformat(),
        "listings": edition.total,
        "quarantined": edition.quarantined,
    }
    return Entry(now, acted_by(actor), ACTION, _subject(edition), details=details)


def _subject(edition: EditionManifest) -> str:
    return f"edition/{edition.list}/{edition.edition[:16]}"
