"""The portfolios held under one home directory: read by everyone who may, written by one process at a time.

HOME/portfolios/.lock                 one writer at a time
                .screened             one writer of screened.json at a time; held for a moment only
                NAME/current          which version is in force
                     screened.json    what each part was last screened against
                     VERSION/         one version (see portfolio_draft), put in place by one rename
                     VERSION.building what a writer is at work on; swept by the next one

A portfolio is personal data: directories are open to their owner only, files too, and nothing of a
customer is in a message or a log.
"""

import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import BinaryIO, TypeVar

import msgspec

from comity.model.errors import BadRequest, NotFound
from comity.model.subject import RecordNote
from comity.store.arrays import damage_told
from comity.store.durable import flush_tree, put_in_place
from comity.store.lock import locked
from comity.store.portfolio_draft import BATCHES, COMPILED, GONE, MANIFEST, NOTES, SUBJECTS, PortfolioDraft
from comity.store.portfolio_manifest import LastScreening, Part, PortfolioManifest
from comity.store.portfolio_reading import IMPORT_AGAIN, HeldCustomers, OpenPortfolio, open_columns, open_portfolio
from comity.store.private import linked_tree, private_directory, private_file

T = TypeVar("T")
CURRENT, SCREENED, SCREENED_LOCK = "current", "screened.json", ".screened"
DELETED = ".deleted"


class PortfolioStore:
    """Portfolios under `home`. Opening one reads nothing and creates nothing."""

    def __init__(self, home: Path, *, wait: float) -> None:
        self.home = home / "portfolios"
        self.wait = wait

    def portfolios(self) -> tuple[PortfolioManifest, ...]:
        """All portfolios held, by name."""
        names = sorted(path.parent.name for path in self.home.glob(f"[!.]*/{CURRENT}"))
        return tuple(self.manifest(name) for name in names)

    def manifest(self, name: str) -> PortfolioManifest:
        """What is held under a name. Raises NotFound."""
        return self._in_force(name, lambda directory: _decoded(directory / MANIFEST, _manifests()))

    def open(self, name: str) -> OpenPortfolio:
        """The portfolio of this name, memory-mapped. Raises NotFound."""

        def opened(directory: Path) -> OpenPortfolio:
            return open_portfolio(directory, _decoded(directory / MANIFEST, _manifests()))

        return self._in_force(name, opened)

    def customers(self, name: str) -> HeldCustomers:
        """The customers of a portfolio in columns, whatever engine it was compiled for. Raises NotFound."""

        def opened(directory: Path) -> HeldCustomers:
            manifest = _decoded(directory / MANIFEST, _manifests())
            return HeldCustomers(manifest, tuple(open_columns(directory / part.id) for part in manifest.parts))

        return self._in_force(name, opened)

    def notes(self, name: str, part: Part | None = None) -> Iterator[RecordNote]:
        """Why records of the files, or of one part's, are partial or held, in their order. Raises NotFound."""

        def opened(directory: Path) -> list[BinaryIO]:
            parts = (part,) if part else _decoded(directory / MANIFEST, _manifests()).parts
            return [(directory / each.id / NOTES).open("rb") for each in parts]

        for file in self._in_force(name, opened):
            with file as notes:
                for line in notes:
                    yield msgspec.json.decode(line, type=RecordNote)

    @contextmanager
    def draft(self, name: str) -> Iterator[PortfolioDraft]:
        """A draft, held by the only writer; whatever is not published is gone afterwards. Raises StoreBusy."""
        directory = self._directory(name)
        with self._writing():
            private_directory(directory)
            building = directory / f"{secrets.token_hex(8)}.building"
            try:
                yield PortfolioDraft(name, building)
            finally:
                shutil.rmtree(building, ignore_errors=True)
                if not (directory / CURRENT).exists():
                    shutil.rmtree(directory, ignore_errors=True)

    def publish(self, draft: PortfolioDraft, manifest: PortfolioManifest) -> None:
        """Put a finished draft in force, after everything in it is on the disk; the version before is removed."""
        directory = self._directory(manifest.name)
        with private_file(draft.directory / MANIFEST) as file:
            file.write(msgspec.json.format(msgspec.json.encode(manifest), indent=2))
        flush_tree(draft.directory)
        put_in_place(draft.directory, directory / manifest.version)
        _replace(directory / CURRENT, manifest.version.encode())
        for other in directory.iterdir():
            if other.is_dir() and other.name != manifest.version:
                shutil.rmtree(other, ignore_errors=True)

    def keep_part(self, draft: PortfolioDraft, part: Part) -> None:
        """Let a draft have a part of the version in force, as it is. Raises NotFound."""
        self._in_force(draft.name, lambda held: linked_tree(held / part.id, draft.part(part.id).directory))

    def keep_customers(self, draft: PortfolioDraft, part: Part) -> None:
        """Let a draft have the customers of a part of the version in force, not what finds them. Raises NotFound."""

        def link(held: Path) -> None:
            for kept in (SUBJECTS, BATCHES, GONE, NOTES):
                os.link(held / part.id / kept, draft.part(part.id).directory / kept)

        self._in_force(draft.name, link)

    def keep_compiled(self, draft: PortfolioDraft, part: Part) -> None:
        """Let a draft have what finds the customers of a part of the version in force, not them. Raises NotFound."""

        def link(held: Path) -> None:
            for kept in COMPILED:
                linked_tree(held / part.id / kept, draft.part(part.id).directory / kept)

        self._in_force(draft.name, link)

    def delete(self, name: str) -> None:
        """Remove a portfolio with everything in it. Raises NotFound, StoreBusy."""
        directory = self._directory(name)
        with self._writing():
            if not (directory / CURRENT).exists():
                raise _unknown(name)
            put_in_place(directory, self.home / f"{DELETED}-{secrets.token_hex(8)}")
            self._sweep()

    def last_screenings(self, name: str) -> Mapping[str, LastScreening]:
        """What each part was last screened against; those that never were are not there."""
        try:
            return _decoded(self._directory(name) / SCREENED, _screenings())
        except FileNotFoundError:
            return {}

    def remember_screenings(self, name: str, screened: Mapping[str, LastScreening]) -> None:
        """Remember what parts were screened against, and forget parts that are held no more."""
        with locked(self.home / SCREENED_LOCK, wait=self.wait):
            try:
                held = {part.id for part in self.manifest(name).parts}
            except NotFound:
                return
            kept = {**self.last_screenings(name), **screened}
            kept = {part: last for part, last in kept.items() if part in held or part in screened}
            for partial in self._directory(name).glob(f".{SCREENED}.*"):  # of a killed writer
                partial.unlink(missing_ok=True)
            _replace(self._directory(name) / SCREENED, msgspec.json.encode(kept))

    def _in_force(self, name: str, read: Callable[[Path], T]) -> T:
        """What `read` makes of the version in force; read again where it was replaced meanwhile."""
        directory = self._directory(name)
        seen = None
        while True:
            try:
                version = (directory / CURRENT).read_text()
            except FileNotFoundError:
                raise _unknown(name) from None
            try:
                return read(directory / version)
            except FileNotFoundError:
                if version == seen:
                    raise
                seen = version

    @contextmanager
    def _writing(self) -> Iterator[None]:
        private_directory(self.home)
        with locked(self.home / ".lock", wait=self.wait):
            self._sweep()
            yield

    def _sweep(self) -> None:
        """Remove what killed writers left: only the lock's holder builds or deletes here."""
        for path in (*self.home.glob(f"{DELETED}-*"), *self.home.glob("*/*.building")):
            shutil.rmtree(path, ignore_errors=True)
        for partial in self.home.glob(f"*/.{CURRENT}.*"):
            partial.unlink(missing_ok=True)

    def _directory(self, name: str) -> Path:
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}", name):  # it becomes part of a path
            raise BadRequest("names of portfolios are at most 60 letters a-z, digits, _ and -")
        return self.home / name


def _replace(path: Path, content: bytes) -> None:
    """Put a small file in place at once."""
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with private_file(partial) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    put_in_place(partial, path)


def _unknown(name: str) -> NotFound:
    return NotFound("portfolio", name, "run: comity portfolio show, or comity portfolio import NAME FILE")


def _decoded(path: Path, decoder: msgspec.json.Decoder[T]) -> T:
    with damage_told(path, IMPORT_AGAIN):
        return decoder.decode(path.read_bytes())


@cache
def _manifests() -> msgspec.json.Decoder[PortfolioManifest]:
    return msgspec.json.Decoder(PortfolioManifest)


@cache
def _screenings() -> msgspec.json.Decoder[dict[str, LastScreening]]:
    return msgspec.json.Decoder(dict[str, LastScreening])
