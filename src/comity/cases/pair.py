"""What is judged: one subject of one portfolio beside one listing of one list."""

from dataclasses import dataclass

from comity.model.designation import ListId, Reference
from comity.model.hit import Hit
from comity.model.subject import SubjectId


@dataclass(frozen=True, slots=True, order=True)
class SubjectKey:
    """Who is screened: the id of a subject means something only within its portfolio."""

    portfolio: str
    subject: SubjectId


@dataclass(frozen=True, slots=True, order=True)
class ListingKey:
    """Which listing. Parts of one list that carry the same reference speak of the same listing."""

    list: ListId
    reference: Reference

    def __str__(self) -> str:
        return f"{self.list} {self.reference}"


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """A subject and a listing."""

    subject: SubjectKey
    listing: ListingKey


def listing_of(hit: Hit) -> ListingKey:
    """The listing that a hit points to."""
    return ListingKey(hit.list, hit.reference)
