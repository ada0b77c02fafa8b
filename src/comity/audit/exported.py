"""The lines of an export: entries and checkpoints as others read them.

    {"index": 12, "leaf": HEX, "salt": HEX, "payload": TEXT}     an entry; its payload is the text that was hashed
    {"index": 12, "leaf": HEX}                                   one whose content was erased
    {"note": TEXT}                                               a checkpoint

In a part of a log each entry has a "proof" that it is in the log of the last checkpoint there, and each checkpoint but
the first a "proof" that it continues the one before. Both are lists of hashes in hex, as in RFC 6962.
"""

from collections.abc import Sequence
from typing import Any

from comity.audit.examination import StoredEntry


def entry_record(entry: StoredEntry, proof: Sequence[bytes] | None = None) -> dict[str, Any]:
    """An entry as a line."""
    record: dict[str, Any] = {"index": entry.index, "leaf": entry.leaf.hex()}
    if entry.salt is not None and entry.payload is not None:
        record |= {"salt": entry.salt.hex(), "payload": entry.payload.decode("ascii")}
    return record if proof is None else record | {"proof": [each.hex() for each in proof]}


def checkpoint_record(note: str, proof: Sequence[bytes] = ()) -> dict[str, Any]:
    """A checkpoint as a line."""
    return {"note": note, "proof": [each.hex() for each in proof]} if proof else {"note": note}
