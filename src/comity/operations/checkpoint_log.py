"""Sign the log as it is now: its size and root, for everyone who wants to check later that nothing was changed."""

from dataclasses import dataclass
from datetime import datetime

from comity.audit.checkpoint import Checkpoint, SignedCheckpoint, sign_checkpoint
from comity.audit.entry import acted_by
from comity.audit.merkle import Frontier, root
from comity.audit.note import SecretKey
from comity.audit.proof import assemble, continues, needed, plan_consistency
from comity.audit.signers import key_entry
from comity.model.errors import BadRequest, LogTampered
from comity.model.officer import Actor
from comity.operations.gate import gated
from comity.store import log
from comity.store.log_checkpoints import key_changes, last_checkpoint, save_checkpoint
from comity.store.log_keys import SigningKeys, signing_key


@dataclass(frozen=True, slots=True)
class CheckpointLog:
    """Sign the log."""

    keys: SigningKeys


@gated("log.checkpoint")
def checkpoint_log(order: CheckpointLog, *, actor: Actor, now: datetime) -> SignedCheckpoint:
    """The checkpoint over the whole log; the last one where nothing was logged since."""
    return sign_log(order.keys, actor=actor, now=now)


def sign_log(keys: SigningKeys, *, actor: Actor, now: datetime) -> SignedCheckpoint:
    """Sign the log within the present transaction. The first time, an entry names the key before it signs.

    Raises LogTampered where the log does not continue what was signed last.
    """
    log.take_turn()
    changes = key_changes()
    try:
        key = signing_key(keys, changes[-1].key if changes else None)
    except ValueError as problem:
        raise BadRequest(f"the log's name: {problem}") from problem
    if not changes:
        log.append(key_entry(key.public, actor=acted_by(actor), at=now))
    return sign_with([key], now=now)


def sign_with(keys: list[SecretKey], *, now: datetime) -> SignedCheckpoint:
    """Sign the log with these keys, once it is shown to continue what was signed last."""
    frontier, last = log.read_frontier(log.size()), last_checkpoint()
    if last is not None:
        if last.checkpoint.size == frontier.size and last.checkpoint.root == root(frontier):
            return last
        _require_continued(last.checkpoint, frontier)
    checkpoint = Checkpoint(keys[0].name, frontier.size, root(frontier))
    return save_checkpoint(sign_checkpoint(checkpoint, keys), now=now)


def _require_continued(last: Checkpoint, frontier: Frontier) -> None:
    """A log never signs what contradicts an earlier signature of its own (C2SP tlog-checkpoint)."""
    place = f"checkpoint {last.size}"
    if last.size > frontier.size:
        raise LogTampered(place, f"it was signed over {last.size} entries, and the log has {frontier.size}")
    plan = plan_consistency(last.size, frontier.size)
    proof = assemble(plan, log.node_hashes(needed(plan)))
    if not continues((last.size, last.root), (frontier.size, root(frontier)), proof):
        raise LogTampered(place, "the log does not continue what it was signed over")
