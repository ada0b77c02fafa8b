"""Prove to others that entries are in the signed log, without showing them the rest."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from comity.audit.checkpoint import read_checkpoint
from comity.audit.exported import checkpoint_record, entry_record
from comity.audit.proof import Plan, assemble, needed, plan_consistency, plan_inclusion
from comity.model.errors import BadRequest, NotFound
from comity.model.officer import Actor
from comity.operations.gate import viewing
from comity.store import log
from comity.store.log_checkpoints import key_changes, stored_checkpoints


@dataclass(frozen=True, slots=True)
class ProveEntries:
    """Prove these entries. `since`: the size of a checkpoint that the receiver keeps, to be shown to continue."""

    indices: tuple[int, ...]
    since: int | None = None


@viewing("log.prove")
def prove_entries(order: ProveEntries, *, actor: Actor, now: datetime) -> list[dict[str, Any]]:  # noqa: ARG001
    """The entries, those that name the log's keys, and the checkpoints that it takes, as lines of an export.

    Raises NotFound for an entry that is not there or that no checkpoint covers yet.
    """
    notes = dict(stored_checkpoints())
    size = max(notes, default=0)
    for index in order.indices:
        if not 0 <= index < size:
            raise NotFound("signed entry", str(index), f"{size} are signed; comity audit checkpoint signs the rest")
    if order.since is not None and order.since not in notes:
        raise BadRequest(f"no checkpoint was signed over {order.since} entries: see the second line of the one kept")
    changes = key_changes()
    handed_over = {change.index + 1 for change in changes[1:]}
    sizes = sorted((handed_over | {size} | ({order.since} if order.since else set())) & notes.keys())
    wanted = sorted({*order.indices, *(change.index for change in changes if change.index < size)})
    return [*checkpoint_lines([notes[each] for each in sizes]), *entry_lines(wanted, size)]


def entry_lines(indices: Iterable[int], size: int) -> Iterator[dict[str, Any]]:
    """Entries with the proof that each is in the log of the first `size` ones."""
    for index in indices:
        for entry in log.stored_entries(range(index, index + 1)):
            yield entry_record(entry, _proof(plan_inclusion(index, size)))


def checkpoint_lines(notes: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Checkpoints in rising order, each with the proof that it continues the one before."""
    if notes:
        yield checkpoint_record(notes[0])
    for before, after in pairwise(notes):
        old, new = read_checkpoint(before).checkpoint.size, read_checkpoint(after).checkpoint.size
        yield checkpoint_record(after, _proof(plan_consistency(old, new)))


def _proof(plan: Plan) -> tuple[bytes, ...]:
    return assemble(plan, log.node_hashes(needed(plan)))
