"""Show which editions are held, and which of them are in force."""

from collections.abc import Collection
from dataclasses import dataclass

from comity.model.designation import ListId
from comity.model.errors import NotFound
from comity.store.editions import EditionStore
from comity.store.manifest import EditionManifest


@dataclass(frozen=True, slots=True)
class HeldEdition:
    """An edition, and whether it is the newest of its part."""

    manifest: EditionManifest
    in_force: bool


def show_editions(store: EditionStore, list_ids: Collection[ListId] | None = None) -> tuple[HeldEdition, ...]:
    """The editions of the named lists (None: of all held), newest first within each list.

    Raises NotFound for a named list of which none is held.
    """
    shown: list[HeldEdition] = []
    for list_id in store.list_ids() if list_ids is None else list_ids:
        editions = store.editions(list_id)
        if not editions:
            raise NotFound("edition of list", list_id, f"run: comity lists import {list_id} FILE")
        in_force = {it.edition for it in store.in_force([list_id])}
        shown.extend(HeldEdition(it, it.edition in in_force) for it in editions)
    return tuple(shown)
