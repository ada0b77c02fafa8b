"""What changed between two editions of a list, and the life of one listing, by content.

Publishers' version numbers and dates do not move with every change (the UN's do not), so listings are
compared by what is published of them. The order of names or addresses is not content, nor are
the edition, the place in the file and the name of the publisher's field.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum, StrEnum

from comity.lists.admission import fingerprint
from comity.model.designation import Designation, EditionId, Listing, Reference
from comity.model.entity import Entity, Identifier, Published

Contents = Callable[[], Iterable[Designation]]  # every designation of an edition, as often as asked

_LISTING_FIELDS = tuple(field.name for field in fields(Listing) if field.name not in {"list", "reference", "stood_on"})
_ENTITY_FIELDS = tuple(field.name for field in fields(Entity))


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a listing that changed: the values that are gone, and the new ones, in words."""

    field: str
    gone: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Amended:
    """A listing whose content changed."""

    reference: Reference
    changes: tuple[FieldChange, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields that changed."""
        return tuple(change.field for change in self.changes)


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from one edition to another; references in the order of the editions."""

    added: tuple[Reference, ...]
    removed: tuple[Reference, ...]
    amended: tuple[Amended, ...]


class Turn(StrEnum):
    """What happened to a listing from one edition to the next."""

    LISTED = "listed"
    AMENDED = "amended"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Version:
    """What one edition holds under one reference; nothing where the listing is not on it."""

    edition: EditionId
    dated: date
    designations: tuple[Designation, ...]


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """One turn in the life of a listing, seen in the edition that brought it."""

    turn: Turn
    edition: EditionId
    dated: date
    changes: tuple[FieldChange, ...] = ()


def compare(before: Contents, after: Contents) -> Difference:
    """What changed between two editions. Reads each twice, and keeps only digests and what changed."""
    old, new = _digests(before()), _digests(after())
    suspects = {reference for reference in old.keys() & new.keys() if old[reference] != new[reference]}
    earlier, later = _chosen(before(), suspects), _chosen(after(), suspects)
    amended = (
        Amended(reference, changes(earlier[reference], later[reference])) for reference in new if reference in suspects
    )
    return Difference(
        added=tuple(reference for reference in new if reference not in old),
        removed=tuple(reference for reference in old if reference not in new),
        amended=tuple(listing for listing in amended if listing.changes),
    )


def changes(before: Sequence[Designation], after: Sequence[Designation]) -> tuple[FieldChange, ...]:
    """Which fields of a listing changed, and how. More than one designation where a reference stands for several."""
    old, new = _content(before), _content(after)
    return tuple(
        FieldChange(field, tuple((old[field] - new[field]).elements()), tuple((new[field] - old[field]).elements()))
        for field in old
        if old[field] != new[field]
    )


def life(versions: Iterable[Version]) -> Iterator[LifeEvent]:
    """The turns in the life of one listing, over editions of one part of a list, oldest first."""
    held: tuple[Designation, ...] = ()
    for version in versions:
        if version.designations and not held:
            yield LifeEvent(Turn.LISTED, version.edition, version.dated)
        elif held and not version.designations:
            yield LifeEvent(Turn.REMOVED, version.edition, version.dated)
        elif changed := changes(held, version.designations):
            yield LifeEvent(Turn.AMENDED, version.edition, version.dated, changed)
        held = version.designations


def _digests(designations: Iterable[Designation]) -> dict[Reference, list[bytes]]:
    digests: dict[Reference, list[bytes]] = {}
    for designation in designations:
        digests.setdefault(designation.listing.reference, []).append(fingerprint(designation))
    return digests


def _chosen(designations: Iterable[Designation], references: set[Reference]) -> dict[Reference, list[Designation]]:
    chosen: dict[Reference, list[Designation]] = {}
    for designation in designations:
        if designation.listing.reference in references:
            chosen.setdefault(designation.listing.reference, []).append(designation)
    return chosen


def _content(designations: Sequence[Designation]) -> Mapping[str, Counter[str]]:
    """The values of every field in words, and how often each, over all designations of one reference."""
    content: dict[str, Counter[str]] = {field: Counter() for field in (*_LISTING_FIELDS, *_ENTITY_FIELDS, "unread")}
    for designation in designations:
        for holder, names in ((designation.listing, _LISTING_FIELDS), (designation.entity, _ENTITY_FIELDS)):
            for name in names:
                value = getattr(holder, name)
                if isinstance(value, tuple):
                    content[name].update(in_words(part) for part in value)
                elif value is not None:
                    content[name][in_words(value)] = 1  # the same authority over two listings is one value
        content["unread"].update(f"{value.field}: {value.text}" for value in designation.unread)
    return content


def in_words(value: object) -> str:
    """A value of a listing as an officer reads it: its main part, then the rest in brackets."""
    if isinstance(value, Published):
        return value.text
    if isinstance(value, Enum):
        return str(value.value)
    if not is_dataclass(value) or type(value).__str__ is not object.__str__:
        return str(value)
    held = {field.name: getattr(value, field.name) for field in fields(value)}
    published: Published | None = held.pop("published", None)
    parts = [in_words(part) for part in held.values() if part is not None]
    if isinstance(value, Identifier):
        parts[:2] = [f"{parts[0]}: {parts[1]}"]
    if not parts and published is not None:
        return published.text
    main, *rest = parts
    if published is not None and not any(published.text in part for part in parts):
        rest.append(f"published as {published.text!r}")
    return f"{main} ({', '.join(rest)})" if rest else main
