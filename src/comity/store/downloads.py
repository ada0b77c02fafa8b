"""What is remembered of publishers' addresses between two updates, so that an unchanged list is not fetched again.

HOME/downloads/LIST/known.json   validators of the files of the edition last put in force
                    HASH         a file on its way; HASH.part what has arrived of it
                    lock         one update of a list at a time
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from comity.model.designation import EditionId, ListId
from comity.store.durable import write_whole
from comity.store.lock import locked


@dataclass(frozen=True, slots=True)
class KnownFile:
    """What a server said of one file when it was fetched."""

    url: str
    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True)
class KnownSet:
    """The files of one set of addresses, and the edition that they became."""

    edition: EditionId
    files: tuple[KnownFile, ...]


class DownloadShelf:
    """Downloads of one list."""

    def __init__(self, home: Path, list_id: ListId) -> None:
        self.directory = home / "downloads" / list_id

    def target(self, url: str) -> Path:
        """Where the file of one address arrives."""
        return self.directory / hashlib.sha256(url.encode()).hexdigest()[:16]

    def known(self, urls: tuple[str, ...]) -> KnownSet | None:
        """What is remembered of a set of addresses; None when nothing or something illegible is."""
        return next((it for it in self._sets() if tuple(file.url for file in it.files) == urls), None)

    def remember(self, fetched: KnownSet) -> None:
        """Remember a set of files once its edition is in force."""
        urls = [file.url for file in fetched.files]
        others = [it for it in self._sets() if [file.url for file in it.files] != urls]
        content = msgspec.json.encode((*others, fetched))
        write_whole(self.directory / "known.json", content, staging=self.directory / "staging")

    @contextmanager
    def held(self, *, wait: float) -> Iterator[None]:
        """Keep other updates of this list away. Raises StoreBusy."""
        with locked(self.directory / "lock", wait=wait):
            yield

    def _sets(self) -> tuple[KnownSet, ...]:
        try:
            return msgspec.json.decode((self.directory / "known.json").read_bytes(), type=tuple[KnownSet, ...])
        except (FileNotFoundError, msgspec.DecodeError):
            return ()
