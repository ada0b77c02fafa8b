"""Files handed in to be screened: said in the database, kept below HOME/uploads until they are screened."""

import hashlib
import os
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

import msgspec

from comity.cases.ids import RunId
from comity.cases.upload import Upload, UploadState, as_it_is
from comity.model.errors import BadRequest, NotFound, TooLarge
from comity.model.officer import OfficerId
from comity.model.subject import Account, RecordNote
from comity.store.alert_rows import column
from comity.store.draft import chunks
from comity.store.models import UploadRow

FOLDER = "uploads"
LARGEST = 2 << 30
LONGEST_NAME = 200
LONGEST_PROBLEM = 2000
ON_ITS_WAY = timedelta(hours=1)


def keep(home: Path, run: RunId, name: str, content: BinaryIO) -> tuple[Path, str, int]:
    """Keep a file until it is screened: where, its SHA-256, its size. Its name is never a path of its own choosing.

    Raises TooLarge, BadRequest for an empty one.
    """
    folder = home / FOLDER / run
    folder.mkdir(mode=0o700, parents=True)
    place = folder / plain_name(name)
    digest, size = hashlib.sha256(), 0
    try:
        with os.fdopen(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            for chunk in chunks(content):
                size += len(chunk)
                if size > LARGEST:
                    raise TooLarge(place.name, "the file", LARGEST >> 30, "GiB")
                digest.update(chunk)
                file.write(chunk)
        if not size:
            raise BadRequest("the file is empty; choose another")
    except BaseException:
        drop(home, run)
        raise
    return place, digest.hexdigest(), size


def plain_name(name: str) -> str:
    """What a file is kept as: letters, digits, full stops, - and _, from the end of its name, where its kind stands."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(letter if letter.isascii() and (letter.isalnum() or letter in ".-_") else "_" for letter in base)
    return plain[-100:].lstrip(".") or "file"


def drop(home: Path, run: RunId) -> None:
    """The file is no longer needed."""
    shutil.rmtree(home / FOLDER / run, ignore_errors=True)


def sweep(home: Path, now: datetime) -> None:
    """Remove files whose screening ended, or was cut off.

    One that the database does not know may still be on its way into another process of this server.
    """
    for folder in (home / FOLDER).glob("*"):
        row = UploadRow.objects.filter(run=folder.name).first()
        if row is None:
            ended = _abandoned(folder, now)
        else:
            ended = as_it_is(_upload(row), now).state in (UploadState.DONE, UploadState.FAILED)
        if ended:
            shutil.rmtree(folder, ignore_errors=True)


def _abandoned(folder: Path, now: datetime) -> bool:
    """Has nothing been written into it for long?"""
    try:
        last = max(path.stat().st_mtime for path in (folder, *folder.iterdir()))
    except FileNotFoundError:
        return False  # gone by itself
    return datetime.fromtimestamp(last, UTC) < now - ON_ITS_WAY


def add(upload: Upload) -> None:
    """A file was handed in."""
    UploadRow.objects.create(run=upload.run, by_id=upload.by, **_columns(upload))


def save(upload: Upload) -> None:
    """How far it is by now."""
    UploadRow.objects.filter(run=upload.run).update(**_columns(upload))


def seen(run: RunId, received: int, now: datetime) -> None:
    """A sign of life, and how many records were read."""
    UploadRow.objects.filter(run=run).update(state=UploadState.RUNNING.value, received=received, seen_at=now)


def load(run: RunId, now: datetime) -> Upload:
    """One upload. Raises NotFound."""
    row = UploadRow.objects.filter(run=run).first()
    if row is None:
        raise NotFound("file handed in", run, "the list of screenings shows what was")
    return as_it_is(_upload(row), now)


def recent(now: datetime, most: int = 50) -> tuple[Upload, ...]:
    """The files handed in last, newest first, without the notes on their records."""
    rows = UploadRow.objects.defer("notes", "columns").order_by("-began_at", "-pk")[:most]
    return tuple(replace(as_it_is(_upload(row, whole=False), now)) for row in rows)


def _columns(upload: Upload) -> dict[str, object]:
    account = upload.account
    return {
        "name": column(upload.name, LONGEST_NAME),
        "bytes": upload.bytes,
        "sha256": upload.sha256,
        "portfolio": upload.portfolio,
        "began_at": upload.began_at,
        "seen_at": upload.seen_at,
        "ended_at": upload.ended_at,
        "state": upload.state.value,
        "received": account.received,
        "screened": account.screened,
        "partial": account.partial,
        "held": account.held,
        "hits": upload.hits,
        "subjects": upload.subjects,
        "format": upload.format,
        "columns": msgspec.json.encode(upload.columns).decode(),
        "notes": msgspec.json.encode(upload.notes).decode(),
        "problem": column(upload.problem, LONGEST_PROBLEM),
    }


def _upload(row: UploadRow, *, whole: bool = True) -> Upload:
    counted = row.screened + row.partial + row.held
    account = (
        Account(row.received, row.screened, row.partial, row.held)
        if counted == row.received
        else Account(row.received, screened=row.received)  # while it runs only what was read is known
    )
    return Upload(
        run=RunId(row.run),
        name=row.name,
        bytes=row.bytes,
        sha256=row.sha256,
        portfolio=row.portfolio,
        by=OfficerId(row.by_id),
        began_at=row.began_at,
        seen_at=row.seen_at,
        state=UploadState(row.state),
        ended_at=row.ended_at,
        account=account,
        hits=row.hits,
        subjects=row.subjects,
        format=row.format,
        columns=msgspec.json.decode(row.columns, type=tuple[tuple[str, str], ...]) if whole else (),
        notes=msgspec.json.decode(row.notes, type=tuple[RecordNote, ...]) if whole else (),
        problem=row.problem,
    )
