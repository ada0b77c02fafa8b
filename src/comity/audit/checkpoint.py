"""The size and root of the log at one moment, signed (C2SP tlog-checkpoint).

Whoever keeps a checkpoint can tell later whether the log still begins with what it was then.
"""

import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass

from comity.audit.merkle import HASH_BYTES
from comity.audit.note import Note, SecretKey, decode_base64, read_note, sign

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A log of `size` entries with this root. `origin` is the log's own name."""

    origin: str
    size: int
    root: bytes


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    """A checkpoint as it was read from a note whose signatures are unchecked; `text` is the whole note."""

    checkpoint: Checkpoint
    note: Note
    text: str


def sign_checkpoint(checkpoint: Checkpoint, keys: Sequence[SecretKey]) -> str:
    """The checkpoint as a note signed by each key. The origin is the name of the keys."""
    if any(key.name != checkpoint.origin for key in keys):
        raise ValueError(f"a checkpoint of {checkpoint.origin} is signed by keys of that name")
    return sign(f"{checkpoint.origin}\n{checkpoint.size}\n{b64encode(checkpoint.root).decode()}\n", keys)


def read_checkpoint(text: str) -> SignedCheckpoint:
    """The checkpoint that a note holds. Lines that others add below the root are signed, and not read.

    Raises ValueError for what is no checkpoint.
    """
    note = read_note(text)
    lines = note.text.split("\n")[:-1]
    if len(lines) < 3 or not all(lines):
        raise ValueError("not a checkpoint: its lines are origin, size, root")
    if not _SIZE.fullmatch(lines[1]):
        raise ValueError(f"not a checkpoint: {lines[1]!r} is no size")
    root = decode_base64(lines[2])
    if len(root) != HASH_BYTES:
        raise ValueError(f"not a checkpoint: {lines[2]!r} is no root hash")
    return SignedCheckpoint(Checkpoint(lines[0], int(lines[1]), root), note, text)
