"""Open a screener over the editions in force of some lists, or of all lists held."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from comity.matching.scorecard import DEFAULT_SCORECARD, Scorecard
from comity.matching.screen import Screener
from comity.model.designation import ListId
from comity.model.errors import NotFound
from comity.store.editions import EditionStore
from comity.store.index_files import open_index
from comity.store.manifest import EditionManifest


@dataclass(frozen=True, slots=True)
class OpenScreener:
    """A screener and the editions it screens against."""

    screener: Screener
    editions: tuple[EditionManifest, ...]


def open_screener(
    store: EditionStore,
    lists: Collection[ListId] | None = None,
    *,
    scorecard: Scorecard = DEFAULT_SCORECARD,
    threads: int = 1,
    building: Callable[[int], None] = lambda _: None,
) -> OpenScreener:
    """Open the newest edition of each list; the index is compiled first where it is not there yet.

    Raises NotFound when a list, or any list at all, is not held.
    """
    editions = store.in_force(lists)
    if not editions:
        raise NotFound("list in", str(store.home), "run: comity lists update, or comity lists import LIST FILE")
    index = open_index(store, editions, building=building)
    return OpenScreener(
        Screener(index.names, index.entries, index.load, scorecard=scorecard, threads=threads), editions
    )
