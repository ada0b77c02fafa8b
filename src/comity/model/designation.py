"""The legal act and its entry on one published list.

Safeguard S1 holds here: a Listing without authority, legal basis or date cannot be built.
"""

from dataclasses import dataclass
from typing import NewType

from comity.model.entity import Entity, Published
from comity.model.errors import IncompleteListing
from comity.model.partial_date import PartialDate

ListId = NewType("ListId", str)
Reference = NewType("Reference", str)
EditionId = NewType("EditionId", str)  # SHA-256 of the edition's content, 64 hex digits


@dataclass(frozen=True, slots=True)
class Listing:
    """One entry on one list, as its authority published it.

    `listed_on` is None only where the publisher gives no date for the single entry; `stood_on`,
    the date of the edition in which the entry was read, is then the date that Comity vouches for.
    `reasons` may be empty only where the publisher states none; `programmes` then say why.
    """

    list: ListId
    reference: Reference
    authority: str
    legal_basis: str
    stood_on: PartialDate
    listed_on: PartialDate | None = None
    amended_on: tuple[PartialDate, ...] = ()
    programmes: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    url: str | None = None

    def __post_init__(self) -> None:
        for missing, value in (
            ("reference", self.reference),
            ("authority", self.authority),
            ("legal basis", self.legal_basis),
        ):
            if not value.strip():
                raise IncompleteListing(self.reference or "?", missing)


@dataclass(frozen=True, slots=True)
class Designation:
    """A listed entity with its listing, and the edition and place it was read from."""

    listing: Listing
    entity: Entity
    edition: EditionId
    place: str
    unread: tuple[Published, ...] = ()
