"""Verify the whole log: every entry, the tree over them, every checkpoint, every key."""

from dataclasses import dataclass
from datetime import datetime

from comity.audit.examination import Evidence, Examination, examine
from comity.audit.note import PublicKey
from comity.model.officer import Actor
from comity.operations.gate import viewing
from comity.store import log
from comity.store.log_checkpoints import stored_checkpoints
from comity.store.log_guard import missing_triggers


@dataclass(frozen=True, slots=True)
class VerifyLog:
    """Verify the log against the keys that are known to be its own and checkpoints that were kept elsewhere."""

    trusted: tuple[PublicKey, ...]
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found. `unguarded`: triggers that the database has lost, so that it no longer refuses changes."""

    examination: Examination
    unguarded: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Is everything as it was logged, and guarded?"""
        return not self.examination.findings and not self.unguarded


@viewing("log.verify")
def verify_log(order: VerifyLog, *, actor: Actor, now: datetime) -> Verified:  # noqa: ARG001 as every order
    """Examine one state of the log, however long it takes; nobody waits for it."""
    evidence = Evidence(stored_checkpoints(), order.kept, order.trusted)
    examined = examine(log.stored_entries(), log.stored_nodes(), evidence)
    return Verified(examined, missing_triggers())
