"""An edition while it is built, out of every reader's sight, in a directory of the staging area."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import msgspec
import numpy as np

from comity.lists.admission import fingerprint
from comity.model.designation import Designation, Reference
from comity.model.entity import Kind
from comity.model.errors import TooLarge
from comity.store.arrays import write_array
from comity.store.manifest import ReceivedFile
from comity.store.received_file import need_file

CHUNK = 1 << 20
DESIGNATIONS, OFFSETS, REFERENCES = "designations.jsonl", "offsets.npy", "references.json"
FINGERPRINTS = "fingerprints.bin"


class DesignationWriter:
    """Writes designations one a line, with the byte offset of each, so that one can be read without the rest."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._file: BinaryIO = (directory / DESIGNATIONS).open("wb")
        self._encoder = msgspec.json.Encoder()
        self._offsets = [0]
        self._references: list[Reference] = []
        self._fingerprints = bytearray()
        self.counts: Counter[Kind] = Counter()

    def add(self, designation: Designation) -> None:
        """Append one designation."""
        line = self._encoder.encode(designation)
        self._file.write(line + b"\n")
        self._offsets.append(self._offsets[-1] + len(line) + 1)
        self._references.append(designation.listing.reference)
        self._fingerprints += fingerprint(designation)
        self.counts[designation.entity.kind] += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        if error is None:
            write_array(self._directory / OFFSETS, np.asarray(self._offsets, dtype=np.int64))
            (self._directory / FINGERPRINTS).write_bytes(self._fingerprints)
            (self._directory / REFERENCES).write_bytes(self._encoder.encode(self._references))


class EditionDraft:
    """The directory of one edition to be, and the files received for it."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory / "edition"
        self.scratch = directory / "scratch"
        (self.directory / "received").mkdir(parents=True)
        self.scratch.mkdir()
        self.received: list[ReceivedFile] = []

    def receive(self, path: Path, *, name: str, url: str | None = None, limit: int) -> ReceivedFile:
        """Copy a file in, byte for byte, hashing it on the way. Raises NotFound, TooLarge over `limit` bytes."""
        kept = f"received/{len(self.received):02}-{safe_name(name)}"
        digest, size = hashlib.sha256(), 0
        need_file(path)
        with path.open("rb") as source, (self.directory / kept).open("wb") as target:
            for chunk in chunks(source):
                size += len(chunk)
                if size > limit:
                    raise TooLarge(name, "the file", limit, "bytes")
                digest.update(chunk)
                target.write(chunk)
        self.received.append(ReceivedFile(name, kept, digest.hexdigest(), size, url))
        return self.received[-1]

    @contextmanager
    def designations(self) -> Iterator[DesignationWriter]:
        """The writer of this edition's designations."""
        with DesignationWriter(self.directory) as writer:
            yield writer


def chunks(source: BinaryIO) -> Iterator[bytes]:
    """The bytes of an open file, a mebibyte at a time."""
    while chunk := source.read(CHUNK):
        yield chunk


def safe_name(name: str) -> str:
    """A sender's file name cut down to what can stand in a path."""
    return re.sub(r"[^A-Za-z0-9._-]", "_", name)[-100:].lstrip(".") or "file"
