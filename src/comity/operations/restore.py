"""Restore a node from a backup into an empty home and an empty database. Every file is checked before any is placed."""

import secrets
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from comity.model.errors import BadRequest
from comity.operations.back_up import DATABASE
from comity.store import database_dump
from comity.store.backup_archive import BackupManifest, read_manifest, unpack_backup

OWN = frozenset({"keys/session.key"})  # made by whoever loads the settings; the backup's takes its place


@dataclass(frozen=True, slots=True)
class Restore:
    """The order."""

    backup: Path
    home: Path


def restore(order: Restore, *, now: datetime) -> BackupManifest:
    """What was restored. Raises BrokenFile, BadRequest where anything is there already; then nothing is changed."""
    manifest = read_manifest(order.backup)
    if manifest.database != database_dump.kind():
        raise BadRequest(
            f"{order.backup.name} holds a {manifest.database} database, this node uses {database_dump.kind()}; "
            "set DATABASE_URL as it was"
        )
    if manifest.made_at > now:
        raise BadRequest(f"{order.backup.name} says it is of {manifest.made_at:%Y-%m-%d %H:%M}, which is yet to come")
    _refuse_used(order.home)
    work = order.home.parent / f".restore-{secrets.token_hex(6)}"
    work.mkdir(mode=0o700)
    try:
        unpack_backup(order.backup, work)
        database_dump.restore(work / DATABASE)
        _put_in_place(work / "home", order.home)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return manifest


def _refuse_used(home: Path) -> None:
    held = [path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()]
    used = [path for path in held if path not in OWN and not path.startswith("node.sqlite3")]
    if used:
        raise BadRequest(f"{home} is not empty ({used[0]}); restore into a new home: set COMITY_HOME")


def _put_in_place(source: Path, home: Path) -> None:
    if not source.is_dir():
        return
    for file in sorted(path for path in source.rglob("*") if path.is_file()):
        target = home / file.relative_to(source)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.move(str(file), target)
