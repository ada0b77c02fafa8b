"""Export the log for somebody who checks it without Comity, and without trusting whoever runs it."""

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from comity.audit.entry import Entry, acted_by
from comity.audit.exported import checkpoint_record, entry_record
from comity.model.errors import BadRequest
from comity.model.officer import Actor
from comity.operations.checkpoint_log import sign_log
from comity.operations.gate import gated
from comity.operations.print_verifier import print_verifier
from comity.operations.prove_entries import checkpoint_lines, entry_lines
from comity.store import log
from comity.store.durable import flush_tree, put_in_place
from comity.store.log_checkpoints import key_changes, stored_checkpoints
from comity.store.log_keys import SigningKeys
from comity.store.transaction import snapshot

LOG, CHECKPOINT, KEY, VERIFIER = "log.jsonl", "checkpoint.txt", "key.txt", "verify.py"


@dataclass(frozen=True, slots=True)
class ExportLog:
    """Write the log, or its entries from `first` to `last`, into a directory that does not exist yet or is empty."""

    folder: Path
    keys: SigningKeys
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: how many entries, under a checkpoint over how many."""

    entries: int
    size: int
    folder: Path


def export_log(order: ExportLog, *, actor: Actor, now: datetime) -> Exported:
    """Log that an export was made, sign the log, and write it: whole, or not at all.

    A part of the log comes with a proof for every entry in it, and with the entries that name the log's keys.
    """
    size = _sign(order, actor=actor, now=now)
    draft = order.folder.with_name(f".{order.folder.name}.{os.getpid()}.part")
    try:
        draft.mkdir(mode=0o700)
        with snapshot():
            exported = _write(order, draft)
        flush_tree(draft)
        put_in_place(draft, order.folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return Exported(exported, size, order.folder)


@gated("log.export")
def _sign(order: ExportLog, *, actor: Actor, now: datetime) -> int:
    """Log the export and sign: how many entries the log has with that."""
    if order.folder.exists() and (not order.folder.is_dir() or any(order.folder.iterdir())):
        raise BadRequest(f"{order.folder} is there already and not empty; export into a new directory")
    if not order.folder.absolute().parent.is_dir():
        raise BadRequest(f"there is no directory {order.folder.absolute().parent} to export into; create it")
    indices = _meant(order, log.size())
    details = {"first": indices.start, "last": indices.stop - 1}
    log.append(Entry(now, acted_by(actor), "log.export", "log", details=details))
    return sign_log(order.keys, actor=actor, now=now).checkpoint.size


def _write(order: ExportLog, draft: Path) -> int:
    """Write the files of the export; how many entries they hold."""
    notes = stored_checkpoints()
    size = notes[-1][0]
    written = 0
    with (draft / LOG).open("w", encoding="ascii") as lines:
        for record in _lines(order, [note for _, note in notes], size):
            lines.write(json.dumps(record, separators=(",", ":")) + "\n")
            written += "index" in record
    (draft / CHECKPOINT).write_text(notes[-1][1], "utf-8")
    (draft / KEY).write_text(f"{key_changes()[-1].key}\n", "utf-8")
    (draft / VERIFIER).write_bytes(print_verifier())
    return written


def _lines(order: ExportLog, notes: list[str], size: int) -> Iterator[dict[str, Any]]:
    if order.first is None and order.last is None:
        yield from map(checkpoint_record, notes)
        yield from map(entry_record, log.stored_entries(range(size)))
        return
    keys = {change.index for change in key_changes() if change.index < size}
    yield from checkpoint_lines(notes)
    yield from entry_lines(sorted(keys | set(_meant(order, size))), size)


def _meant(order: ExportLog, size: int) -> range:
    """The places to export. BadRequest for what is no range of the log."""
    first = 0 if order.first is None else order.first
    last = size - 1 if order.last is None else order.last
    if not 0 <= first <= last + 1 <= size:
        raise BadRequest(f"the log has no entries {first} to {last}: it has {size}, counted from 0")
    return range(first, last + 1)
