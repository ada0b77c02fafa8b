"""Opens what a publisher sends: plain, .xz, .gz, .zip, and those in one another to a small depth.

Formats are recognised by their first bytes, never by a suffix. Content is written to numbered
files of a scratch directory, so that a path inside an archive is only ever a name. Limits hold
over all files of one edition together; real lists unpack at about 20:1.
"""

import hashlib
import zipfile
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import BinaryIO

from comity.lists.source import SourceFile
from comity.model.errors import BrokenFile, TooLarge
from comity.store.inflate import DAMAGED, directory_bytes, gunzip, unxz, unzip
from comity.store.manifest import ContentFile

XZ, GZIP = b"\xfd7zXZ\x00", b"\x1f\x8b"
ZIPS = (b"PK\x03\x04", b"PK\x05\x06")  # with members, and empty
ENCRYPTED = 0x1  # in a member's flags (PKWARE APPNOTE 4.4.4)
WORKBOOK = "[Content_Types].xml"  # names the parts of an Office document (ECMA-376 part 2, 7.2.3)


@dataclass(frozen=True, slots=True)
class Limits:
    """Where unpacking stops. The ratio counts once `grace` bytes were written."""

    bytes: int = 2 << 30
    ratio: int = 200
    grace: int = 10 << 20
    depth: int = 3
    files: int = 100
    directory: int = 1 << 20


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Unpacked:
    """One file of the content. `packed_on` is the day its archive gives it, None outside a zip."""

    name: str
    path: Path
    packed_on: date | None = None
    depth: int = 0

    def source_file(self) -> SourceFile:
        """What an importer reads."""
        return SourceFile(self.name, partial(_read, self.path))

    def content_file(self) -> ContentFile:
        """What the manifest records."""
        with self.path.open("rb") as content:
            digest = hashlib.file_digest(content, "sha256").hexdigest()
        return ContentFile(self.name, digest, self.path.stat().st_size)


@dataclass(slots=True)
class _Job:
    """What was written so far, against the limits; `received` is the size of all files as they came."""

    scratch: Path
    limits: Limits
    received: int
    written: int = 0
    files: int = 0

    def check_depth(self, packed: Unpacked) -> None:
        """Refuse an archive that lies as deep as archives may not lie."""
        if packed.depth == self.limits.depth:
            raise TooLarge(packed.name, "the depth of archives in archives", self.limits.depth, "layers")

    def write(self, packed: Unpacked, pieces: Iterable[bytes]) -> Path:
        """The next numbered scratch file, holding the pieces."""
        self.files += 1
        if self.files > self.limits.files:
            raise TooLarge(packed.name, "the number of packed files", self.limits.files, "files")
        path = self.scratch / f"{self.files:04}"
        with path.open("xb") as target:
            for piece in self.counted(packed, pieces):
                target.write(piece)
        return path

    def counted(self, packed: Unpacked, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The pieces, until a limit is passed."""
        for piece in pieces:
            self.written += len(piece)
            if self.written > self.limits.bytes:
                raise TooLarge(packed.name, "the unpacked content", self.limits.bytes, "bytes")
            if self.written > self.limits.grace and self.written > self.limits.ratio * self.received:
                raise TooLarge(packed.name, "the unpacked content", self.limits.ratio, "times its packed size")
            yield piece


def unpack(received: Sequence[Unpacked], scratch: Path, limits: Limits = LIMITS) -> tuple[Unpacked, ...]:
    """The content of received files, in order; scratch files are removed with `scratch`.

    Raises BrokenFile for a damaged, encrypted or empty archive, TooLarge over a limit.
    """
    job = _Job(scratch, limits, sum(file.path.stat().st_size for file in received))
    waiting, content = deque(received), list[Unpacked]()
    while waiting:
        file = waiting.popleft()
        inner = _open(file, job)
        if inner is None:
            content.append(file)
        else:
            waiting.extendleft(reversed(inner))
    return tuple(content)


def _read(path: Path) -> BinaryIO:
    return path.open("rb")


def _open(file: Unpacked, job: _Job) -> tuple[Unpacked, ...] | None:
    """What is inside of one archive; None when the file is not one."""
    with file.path.open("rb") as content:
        first = content.read(8)
    if first.startswith(ZIPS):
        return _open_zip(file, job)
    if not first.startswith((XZ, GZIP)):
        return None
    job.check_depth(file)
    inflate, suffix = (unxz, ".xz") if first.startswith(XZ) else (gunzip, ".gz")
    with file.path.open("rb") as content, _damage_named(file):
        path = job.write(file, inflate(content))
    return (Unpacked(file.name.removesuffix(suffix), path, file.packed_on, file.depth + 1),)


def _open_zip(file: Unpacked, job: _Job) -> tuple[Unpacked, ...] | None:
    with _damage_named(file):
        if directory_bytes(file.path) > job.limits.directory:
            raise TooLarge(file.name, "the directory of the archive", job.limits.directory, "bytes")
        with zipfile.ZipFile(file.path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir() and not _is_litter(member)]
            for member in members:
                if member.flag_bits & ENCRYPTED:
                    raise BrokenFile(file.name, "archive", "it is encrypted", "unpack it with its password first")
            if any(member.filename == WORKBOOK for member in members):
                # Its reader unpacks it whole; so its true size is measured here, before.
                for member in members:
                    for _ in job.counted(file, unzip(archive, member)):
                        pass
                return None
            if not members:
                raise BrokenFile(file.name, "archive", "it holds no file", "fetch it again")
            job.check_depth(file)
            return tuple(_member(file, archive, member, job) for member in members)


def _member(file: Unpacked, archive: zipfile.ZipFile, member: zipfile.ZipInfo, job: _Job) -> Unpacked:
    path = job.write(file, unzip(archive, member))
    name = member.filename.replace("\\", "/").rsplit("/", 1)[-1] or file.name
    return Unpacked(name, path, _packed_on(member), file.depth + 1)


def _is_litter(member: zipfile.ZipInfo) -> bool:
    """What file managers leave in archives beside the files themselves."""
    return member.filename.startswith("__MACOSX/") or member.filename.endswith((".DS_Store", "Thumbs.db"))


def _packed_on(member: zipfile.ZipInfo) -> date | None:
    year, month, day = member.date_time[:3]
    if year <= 1980:  # the zero of the format: its writer stated no time
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


@contextmanager
def _damage_named(file: Unpacked) -> Iterator[None]:
    try:
        yield
    except DAMAGED as damage:
        raise BrokenFile(file.name, "archive", f"damaged or cut off ({damage})", "fetch it again") from damage
