"""Which key had to sign which checkpoint: the log's own entries say so.

The first checkpoint follows the entry that names the first key. A new key is named in an entry too, and the checkpoint
right after that entry carries the signatures of both, so the old key hands over to the new one; from then on the new
one signs. If the old key was lost, nobody can hand over: the entry says why, and a verifier accepts the new key only
where it has received that key by another way.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from comity.audit.checkpoint import SignedCheckpoint
from comity.audit.entry import Entry
from comity.audit.note import PublicKey, read_public, signed_by

NAME_KEY = "log.key"


@dataclass(frozen=True, slots=True)
class KeyChange:
    """Entry `index` put this key in force. `lost`: why the key before could not hand over."""

    index: int
    key: PublicKey
    lost: str | None = None


def key_entry(key: PublicKey, *, actor: str, at: datetime, lost: str | None = None) -> Entry:
    """The entry that puts a key in force."""
    details = {"key": str(key)} if lost is None else {"key": str(key), "lost": lost}
    return Entry(at, actor, NAME_KEY, "log", details=details)


def key_change(index: int, entry: Entry) -> KeyChange | None:
    """What the entry says of keys; None for entries of other kinds. Raises ValueError for a key that cannot be read."""
    if entry.action != NAME_KEY:
        return None
    lost = entry.details.get("lost")
    return KeyChange(index, read_public(str(entry.details.get("key"))), None if lost is None else str(lost))


def signer(changes: Sequence[KeyChange], size: int) -> PublicKey | None:
    """The key that had to sign the checkpoint of this size; None where no key was named before it."""
    named = [change for change in changes if change.index < size]
    if not named:
        return None
    handing_over = named[-1].index == size - 1 and named[-1].lost is None and len(named) > 1
    return named[-2].key if handing_over else named[-1].key


def untrusted(
    changes: Sequence[KeyChange], signed: Iterable[SignedCheckpoint], trusted: Sequence[PublicKey]
) -> Iterator[tuple[KeyChange | None, str]]:
    """What speaks against the keys: each change that nobody trusted vouches for; None stands for the log as a whole."""
    if not any(change.key in trusted for change in changes):
        yield None, "none of the keys that you trust was ever in force in this log"
    notes = [(each.checkpoint.size, each.note) for each in signed]
    for before, change in pairwise(changes):
        handed = any(size == change.index + 1 and signed_by(note, before.key) for size, note in notes)
        if handed or change.key in trusted:
            continue
        reason = "" if change.lost is None else f" (it says: {change.lost})"
        yield change, f"puts the key {change.key} in force, and the key before did not sign that{reason}"
