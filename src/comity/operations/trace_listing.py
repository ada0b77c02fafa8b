"""Tell the life of one listing over all editions held."""

from collections.abc import Collection
from dataclasses import dataclass

from comity.lists.difference import LifeEvent, Version, life
from comity.model.designation import Designation, ListId, Reference
from comity.model.errors import NotFound
from comity.store.editions import EditionStore
from comity.store.manifest import EditionManifest


@dataclass(frozen=True, slots=True)
class ListingLife:
    """What happened to one listing, oldest first; `name` is the first one of its last version."""

    list: ListId
    part: str
    reference: Reference
    name: str
    events: tuple[LifeEvent, ...]


def trace_listing(
    store: EditionStore, reference: Reference, *, list_ids: Collection[ListId] | None = None
) -> tuple[ListingLife, ...]:
    """The life of the listing on every list (None: all held) that ever had this reference.

    Raises NotFound when none did.
    """
    lives: list[ListingLife] = []
    for list_id in store.list_ids() if list_ids is None else list_ids:
        editions = store.editions(list_id)
        for part in sorted({it.part for it in editions}):
            of_part = [it for it in reversed(editions) if it.part == part]
            versions = tuple(_version(store, manifest, reference) for manifest in of_part)
            held = [version.designations for version in versions if version.designations]
            if held:
                name = held[-1][0].entity.names[0].text
                lives.append(ListingLife(list_id, part, reference, name, tuple(life(versions))))
    if not lives:
        raise NotFound(
            "listing",
            reference,
            "check the reference as the publisher writes it; lists held: " + (", ".join(store.list_ids()) or "none"),
        )
    return tuple(lives)


def _version(store: EditionStore, manifest: EditionManifest, reference: Reference) -> Version:
    rows = (row for row, held in enumerate(store.references(manifest)) if held == reference)
    designations: tuple[Designation, ...] = tuple(store.designation_at(manifest, row) for row in rows)
    return Version(manifest.edition, manifest.dated, designations)
