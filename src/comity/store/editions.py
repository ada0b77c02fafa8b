"""The editions held under one home directory: read by everyone, written by one process at a time.

HOME/lists/LIST/editions/EDITION/manifest.json       what it is (EditionManifest)
                                 account.json        what an officer should look at (Account)
                                 designations.jsonl  one Designation a line
                                 offsets.npy         byte offset of each line, and the end: rows + 1 of int64
                                 references.json     reference of each row
                                 fingerprints.bin    fingerprint of each row, 16 bytes (lists.admission)
                                 received/           the files exactly as they came
HOME/staging/                                        editions being built; swept by the next writer
"""

import re
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path

import msgspec
import numpy as np

from comity.lists.admission import FINGERPRINT_BYTES, fingerprint
from comity.model.designation import Designation, EditionId, ListId, Reference
from comity.model.errors import NotFound
from comity.store.draft import DESIGNATIONS, FINGERPRINTS, OFFSETS, REFERENCES, EditionDraft
from comity.store.durable import flush_tree, put_in_place
from comity.store.lock import locked
from comity.store.manifest import Account, EditionManifest

MANIFEST, ACCOUNT = "manifest.json", "account.json"
WAIT = 120.0  # seconds a writer waits for another


class EditionStore:
    """Editions under `home`. Opening one reads nothing and creates nothing."""

    def __init__(self, home: Path, *, wait: float = WAIT) -> None:
        self.home = home
        self.wait = wait

    def list_ids(self) -> tuple[ListId, ...]:
        """The lists of which at least one edition is held, by name."""
        return tuple(
            ListId(path.name)
            for path in sorted((self.home / "lists").glob("*"))
            if next(path.glob(f"editions/*/{MANIFEST}"), None) is not None
        )

    def editions(self, list_id: ListId) -> tuple[EditionManifest, ...]:
        """All editions held of one list, newest first; of one day, the last imported first."""
        found = (
            _manifest_decoder().decode(path.read_bytes()) for path in self._editions_of(list_id).glob(f"*/{MANIFEST}")
        )
        return tuple(sorted(found, key=lambda manifest: (manifest.dated, manifest.imported_at), reverse=True))

    def edition(self, list_id: ListId, edition: EditionId) -> EditionManifest | None:
        """One edition by its full id; None when it is not held."""
        path = self._editions_of(list_id) / edition / MANIFEST
        return _manifest_decoder().decode(path.read_bytes()) if path.exists() else None

    def preceding(self, list_id: ListId, part: str, dated: date) -> EditionManifest | None:
        """The edition of one part of a list that a new one of this date follows; None for the first."""
        earlier = (it for it in self.editions(list_id) if it.part == part and it.dated <= dated)
        return next(earlier, None)

    def in_force(self, list_ids: Collection[ListId] | None = None) -> tuple[EditionManifest, ...]:
        """The newest edition of each part of each list (None: all lists held).

        Raises NotFound for a list of which no edition is held.
        """
        chosen: list[EditionManifest] = []
        for list_id in self.list_ids() if list_ids is None else dict.fromkeys(list_ids):
            newest: dict[str, EditionManifest] = {}
            for manifest in self.editions(list_id):
                newest.setdefault(manifest.part, manifest)
            if not newest:
                raise NotFound("edition of list", list_id, f"run: comity lists import {list_id} FILE")
            chosen.extend(newest[part] for part in sorted(newest))
        return tuple(chosen)

    def path(self, manifest: EditionManifest) -> Path:
        """The directory of one edition."""
        return self._editions_of(manifest.list) / manifest.edition

    def designations(self, manifest: EditionManifest) -> Iterator[Designation]:
        """Every designation of one edition, in the publisher's order, carried ones last."""
        decode = _designation_decoder().decode
        with (self.path(manifest) / DESIGNATIONS).open("rb") as lines:
            for line in lines:
                yield decode(line)

    def designation_at(self, manifest: EditionManifest, row: int) -> Designation:
        """The designation in one row, counted from 0, without reading the others. Raises IndexError."""
        if row < 0:
            raise IndexError(f"row {row} of edition {manifest.edition}")
        directory = self.path(manifest)
        offsets = np.load(directory / OFFSETS, mmap_mode="r")
        start, stop = int(offsets[row]), int(offsets[row + 1])
        with (directory / DESIGNATIONS).open("rb") as lines:
            lines.seek(start)
            return _designation_decoder().decode(lines.read(stop - start))

    def reader(self, manifest: EditionManifest) -> Callable[[int], Designation]:
        """What gives the designation in a row of one edition, as designation_at does, with its files kept open."""
        directory, decode = self.path(manifest), _designation_decoder().decode
        offsets, content = np.load(directory / OFFSETS), memoryview(b"")
        if offsets[-1]:
            content = memoryview(np.memmap(directory / DESIGNATIONS, np.uint8, mode="r"))  # type: ignore[arg-type]
        return lambda row: decode(content[int(offsets[row]) : int(offsets[row + 1])])

    def references(self, manifest: EditionManifest) -> tuple[Reference, ...]:
        """The reference of each row of one edition."""
        content = (self.path(manifest) / REFERENCES).read_bytes()
        return msgspec.json.decode(content, type=tuple[Reference, ...])

    def fingerprints(self, manifest: EditionManifest) -> tuple[bytes, ...]:
        """The fingerprint of each row of one edition; made of the rows where it was not kept."""
        try:
            content = (self.path(manifest) / FINGERPRINTS).read_bytes()
        except FileNotFoundError:
            return tuple(map(fingerprint, self.designations(manifest)))
        return tuple(content[at : at + FINGERPRINT_BYTES] for at in range(0, len(content), FINGERPRINT_BYTES))

    def account(self, manifest: EditionManifest) -> Account:
        """What an officer should look at in one edition."""
        return msgspec.json.decode((self.path(manifest) / ACCOUNT).read_bytes(), type=Account)

    @contextmanager
    def draft(self) -> Iterator[EditionDraft]:
        """A draft, held by the only writer; whatever is not published is gone afterwards. Raises StoreBusy."""
        with locked(self.home / "lock", wait=self.wait):
            staging = self.home / "staging"
            # Only the lock's holder builds here, so anything found is what a killed writer left.
            shutil.rmtree(staging, ignore_errors=True)
            staging.mkdir(parents=True)
            directory = Path(tempfile.mkdtemp(dir=staging))
            try:
                yield EditionDraft(directory)
            finally:
                shutil.rmtree(staging, ignore_errors=True)

    def publish(self, draft: EditionDraft, manifest: EditionManifest, account: Account) -> None:
        """Put a finished draft in force: one rename, after everything in it is on the disk."""
        (draft.directory / ACCOUNT).write_bytes(msgspec.json.encode(account))
        (draft.directory / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=2))
        flush_tree(draft.directory)
        put_in_place(draft.directory, self.path(manifest))

    def _editions_of(self, list_id: ListId) -> Path:
        if not re.fullmatch(r"[a-z0-9_]{1,40}", list_id):  # it becomes part of a path
            raise NotFound("list", list_id, "ids of lists are small letters, digits and _")
        return self.home / "lists" / list_id / "editions"


@cache
def _manifest_decoder() -> msgspec.json.Decoder[EditionManifest]:
    return msgspec.json.Decoder(EditionManifest)


@cache
def _designation_decoder() -> msgspec.json.Decoder[Designation]:
    return msgspec.json.Decoder(Designation)
