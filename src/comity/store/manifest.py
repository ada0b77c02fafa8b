"""What the store says of one edition: where it came from, what is in it, and what an officer should look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from comity.lists.admission import DatedBy
from comity.lists.reading import OddValue, Quarantined
from comity.model.designation import EditionId, ListId, Reference
from comity.model.entity import Kind


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """One file as it came: `name` as its sender called it, `kept` its path inside the edition's directory.

    `url` is where it was fetched from, None when an officer handed it in.
    """

    name: str
    kept: str
    sha256: str
    bytes: int
    url: str | None = None


@dataclass(frozen=True, slots=True)
class ContentFile:
    """One file of the content, unpacked: what the importer read. The edition's id is made of these hashes."""

    name: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class EditionManifest:
    """One published state of a list, or of a part of it, as the store holds it.

    `counts` are listings in force by kind, carried ones included. `carried` are listings whose
    record could not be read here, so that their last good version stays in force.
    """

    list: ListId
    edition: EditionId
    part: str
    dated: date
    dated_by: DatedBy
    imported_at: datetime
    comity: str
    received: tuple[ReceivedFile, ...]
    content: tuple[ContentFile, ...]
    counts: Mapping[Kind, int]
    quarantined: int
    carried: int
    odd: int
    dropped: Mapping[str, int]

    @property
    def total(self) -> int:
        """Listings in force in this edition."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Account:
    """What an officer should look at in one edition, value by value.

    `odd_values` is bounded, the manifest has the full count; it also names the fields dropped.
    """

    odd_values: tuple[OddValue, ...]
    quarantined: tuple[Quarantined, ...]
    carried: tuple[Reference, ...]
