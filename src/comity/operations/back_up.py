"""Back a node up into one file, while it works: database, lists, keys, attachments, portfolios, settings."""

import secrets
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from comity import __version__
from comity.audit.entry import Entry, JsonValue, acted_by
from comity.model.errors import BadRequest
from comity.model.officer import Actor
from comity.operations.gate import gated
from comity.store import database_dump, log
from comity.store.backup_archive import FORMAT, BackupManifest, Source, write_backup

DATABASE = "database"
EMBEDDED = ("node.sqlite3", "node.sqlite3-wal", "node.sqlite3-shm")
PORTFOLIOS = "portfolios"


@dataclass(frozen=True, slots=True)
class BackUp:
    """The order. Compiled indexes are left out: they are made again. So are portfolios, if so asked."""

    home: Path
    target: Path
    portfolios: bool = True


@gated("node.back-up")
def note_backup(order: BackUp, /, *, actor: Actor, now: datetime) -> None:
    """Leave an entry that a backup is made: it takes personal data out of the node."""
    details: dict[str, JsonValue] = {"target": order.target.name, "portfolios": order.portfolios}
    log.append(Entry(now, acted_by(actor), "node.back-up", "node", details=details))


def back_up(order: BackUp, *, actor: Actor, now: datetime) -> BackupManifest:
    """What was backed up. The file appears whole or not at all. Raises BadRequest, Forbidden."""
    if order.target.exists():
        raise BadRequest(f"{order.target}: there is a file already; name another one")
    if not order.target.parent.is_dir():
        raise BadRequest(f"{order.target.parent}: no such folder; make it first")
    note_backup(order, actor=actor, now=now)
    work = order.home / f".backup-{secrets.token_hex(6)}"
    work.mkdir(mode=0o700)
    try:
        database_dump.dump(work / DATABASE)
        described = BackupManifest(FORMAT, now, __version__, database_dump.kind(), database_dump.last_migration(), ())
        sources = [Source(work / DATABASE, DATABASE), *_files(order)]
        return write_backup(order.target, sources, described)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _files(order: BackUp) -> list[Source]:
    """Every file of the home that cannot be made again. What is hidden is a draft of somebody at work."""
    found = []
    for file in sorted(order.home.rglob("*")):
        place = file.relative_to(order.home)
        hidden = any(part.startswith(".") for part in place.parts)
        made_again = place.parts[0] in ("index", "downloads") or place.name in EMBEDDED
        left_out = place.parts[0] == PORTFOLIOS and not order.portfolios
        building = any(part.endswith((".building", ".part")) for part in place.parts)
        if file.is_file() and not file.is_symlink() and not (hidden or made_again or left_out or building):
            found.append(Source(file, f"home/{place.as_posix()}"))
    return found
