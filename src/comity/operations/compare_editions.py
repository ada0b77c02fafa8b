"""Compare two editions of a list by content."""

from dataclasses import dataclass
from functools import partial

from comity.lists.difference import Difference, compare
from comity.model.designation import ListId
from comity.model.errors import BadRequest
from comity.operations.choose_edition import choose_edition
from comity.store.editions import EditionStore
from comity.store.manifest import EditionManifest


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from one edition to another."""

    before: EditionManifest
    after: EditionManifest
    difference: Difference


def compare_editions(
    store: EditionStore, list_id: ListId, before: str, after: str, *, part: str | None = None
) -> Comparison:
    """What changed from edition `before` to edition `after`, each named by its hash or date.

    Raises NotFound, and BadRequest where a name fits several editions or the two are not of one part.
    """
    earlier = choose_edition(store, list_id, before, part=part)
    later = choose_edition(store, list_id, after, part=part)
    if earlier.part != later.part:
        raise BadRequest(
            f"list {list_id}: {before} is of part {earlier.part!r}, {after} of {later.part!r}; compare like"
        )
    difference = compare(partial(store.designations, earlier), partial(store.designations, later))
    return Comparison(earlier, later, difference)
