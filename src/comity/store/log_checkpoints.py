"""The log's signed checkpoints in the database, and the keys that the log names."""

from datetime import datetime

from comity.audit.checkpoint import SignedCheckpoint, read_checkpoint
from comity.audit.signers import NAME_KEY, KeyChange, key_change
from comity.store.log import LogFilter, logged
from comity.store.models import LogCheckpoint


def stored_checkpoints() -> list[tuple[int, str]]:
    """Every checkpoint as (size, note), rising, unchecked."""
    return list(LogCheckpoint.objects.order_by("size").values_list("size", "note"))


def last_checkpoint() -> SignedCheckpoint | None:
    """The checkpoint over the most entries; None before the first."""
    row = LogCheckpoint.objects.order_by("-size").first()
    return None if row is None else read_checkpoint(row.note)


def save_checkpoint(note: str, *, now: datetime) -> SignedCheckpoint:
    """Keep a checkpoint. The database refuses one that covers no more than the last."""
    signed = read_checkpoint(note)
    LogCheckpoint.objects.create(size=signed.checkpoint.size, at=now, note=note)
    return signed


def key_changes() -> tuple[KeyChange, ...]:
    """Which keys the log puts in force, in order."""
    found = logged(LogFilter(action=NAME_KEY), newest_first=False)
    changes = (key_change(each.index, each.entry) for each in found if each.entry is not None)
    return tuple(change for change in changes if change is not None)
