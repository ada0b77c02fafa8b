"""Compile the index of the editions in force as soon as they are, so that no request has to wait for it."""

from collections.abc import Callable

from comity.store.editions import EditionStore
from comity.store.index_files import open_index


def compile_index(store: EditionStore, building: Callable[[int], None] = lambda _: None) -> None:
    """The compiled index is on the disk afterwards; whoever screens opens it in no time. Raises StoreBusy.

    `building` is told the number of listings where there is something to do.
    """
    editions = store.in_force()
    if editions:
        open_index(store, editions, building=building)
