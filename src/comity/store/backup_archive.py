"""A backup as one file: a tar with a manifest at its beginning that names every file with its size and SHA-256.

It is written out of sight and put in place whole. Reading it checks every file before anything is put in place,
and takes no path from it that leaves the folder.
"""

import hashlib
import io
import os
import tarfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import IO

import msgspec

from comity.model.errors import BrokenFile, TooLarge

MANIFEST = "manifest.json"
FORMAT = 1
CHUNK = 1 << 20
LARGEST_MANIFEST = 256 << 20


class BackedFile(msgspec.Struct, frozen=True):
    """One file of a backup, by its place in the home or in the archive."""

    path: str
    bytes: int
    sha256: str


class BackupManifest(msgspec.Struct, frozen=True):
    """What a backup holds. `database` is "sqlite" or "postgresql"; `migration` the last one that was applied."""

    format: int
    made_at: datetime
    version: str
    database: str
    migration: str
    files: tuple[BackedFile, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be backed up, and its place in the archive."""

    file: Path
    path: str


def write_backup(target: Path, sources: Sequence[Source], described: BackupManifest) -> BackupManifest:
    """Write an archive with these files; the manifest is completed by what was read. Only its owner can read it."""
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            files = tuple(_measured(source) for source in sources)
            manifest = msgspec.structs.replace(described, files=files)
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as archive:
                _add_bytes(archive, MANIFEST, msgspec.json.encode(manifest))
                for source, measured in zip(sources, files, strict=True):
                    _add_file(archive, source, measured)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return manifest


def read_manifest(backup: Path) -> BackupManifest:
    """What a backup says that it holds. Raises BrokenFile."""
    with _opened(backup) as archive, _told(backup):
        return _manifest(archive, backup)


def unpack_backup(backup: Path, folder: Path) -> BackupManifest:
    """Every file of a backup below an empty folder, each checked. Raises BrokenFile, and then leaves what it wrote."""
    with _opened(backup) as archive, _told(backup):
        manifest = _manifest(archive, backup)
        expected = {each.path: each for each in manifest.files}
        for member in islice(archive, 1, None):  # the first is the manifest, which was read
            known = expected.pop(member.name, None)
            if known is None or not member.isfile() or not _stays_inside(member.name):
                raise BrokenFile(backup.name, member.name, "is not one of its files", "take another backup")
            content = archive.extractfile(member)
            if content is None:
                raise BrokenFile(backup.name, member.name, "has no content", "take another backup")
            target = folder / member.name
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _copy(content, target, known, backup)
    if expected:
        missing = ", ".join(sorted(expected)[:3])
        raise BrokenFile(
            backup.name, "its end", f"{len(expected)} files are missing ({missing})", "take another backup"
        )
    return manifest


def _opened(backup: Path) -> tarfile.TarFile:
    try:
        return tarfile.open(backup, mode="r:")
    except (tarfile.TarError, EOFError) as error:
        raise BrokenFile(backup.name, "its beginning", "not a backup of Comity", "name the file of a backup") from error


@contextmanager
def _told(backup: Path) -> Iterator[None]:
    """What the archive's reader finds wrong, in our words."""
    try:
        yield
    except (tarfile.TarError, EOFError) as error:
        raise BrokenFile(backup.name, "the archive", f"cut off or damaged ({error})", "take another backup") from error


def _manifest(archive: tarfile.TarFile, backup: Path) -> BackupManifest:
    problem = "not a backup of Comity"
    first = archive.next()
    if first is None or first.name != MANIFEST or not first.isfile():
        raise BrokenFile(backup.name, "its beginning", problem, "name the file of a backup")
    if first.size > LARGEST_MANIFEST:
        raise TooLarge(backup.name, "its manifest", LARGEST_MANIFEST, "bytes")
    content = archive.extractfile(first)
    try:
        manifest = msgspec.json.decode(content.read() if content else b"", type=BackupManifest)
    except msgspec.DecodeError as error:
        raise BrokenFile(backup.name, MANIFEST, problem, "name the file of a backup") from error
    if manifest.format != FORMAT:
        raise BrokenFile(
            backup.name,
            MANIFEST,
            f"of format {manifest.format}; this version reads {FORMAT}",
            "use the version it names",
        )
    return manifest


def _stays_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name


def _measured(source: Source) -> BackedFile:
    digest, size = hashlib.sha256(), 0
    with source.file.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return BackedFile(source.path, size, digest.hexdigest())


def _add_bytes(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(content), 0o600
    archive.addfile(member, io.BytesIO(content))


def _add_file(archive: tarfile.TarFile, source: Source, measured: BackedFile) -> None:
    member = tarfile.TarInfo(source.path)
    member.size, member.mode = measured.bytes, 0o600
    with source.file.open("rb") as file:
        archive.addfile(member, file)


def _copy(content: IO[bytes], target: Path, known: BackedFile, backup: Path) -> None:
    digest, size = hashlib.sha256(), 0
    with os.fdopen(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        while chunk := content.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    if (size, digest.hexdigest()) != (known.bytes, known.sha256):
        raise BrokenFile(backup.name, known.path, "is not what was backed up", "take another backup")
