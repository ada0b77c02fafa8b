"""Compiled indexes: directories of flat arrays, opened memory-mapped and shared by any number of processes.

HOME/index/KEY/*.npy, where KEY digests the editions, the engine and the layout, so that an index is never
read for lists or code that it was not made from. One that a disk damaged is built again. A new set of editions gets
a new directory; old ones beyond KEPT are removed by the next build.
"""

import hashlib
import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from comity.matching import entries as entry_index
from comity.matching import index as name_index
from comity.matching.entries import EntryIndex, collect
from comity.matching.index import NameIndex, build_index
from comity.matching.scorecard import ENGINE
from comity.model.designation import Designation
from comity.model.errors import BrokenFile
from comity.store.arrays import open_arrays, write_array
from comity.store.durable import flush_tree, put_in_place
from comity.store.editions import EditionStore
from comity.store.lock import locked
from comity.store.manifest import EditionManifest

LAYOUT = "28"  # raised when the arrays change their meaning
KEPT = 8
REBUILT = "remove its directory; it is built again from the lists"
HELD_IN_MEMORY = 4096  # designations of recent hits


@dataclass(frozen=True, slots=True)
class OpenIndex:
    """A compiled index and the way to the designations behind it."""

    names: NameIndex
    entries: EntryIndex
    load: Callable[[int], Designation]


def index_key(manifests: Sequence[EditionManifest]) -> str:
    """What a compiled index is filed under, 32 hex digits."""
    parts = [LAYOUT, ENGINE, *sorted(f"{manifest.list}/{manifest.edition}" for manifest in manifests)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def open_index(
    store: EditionStore,
    manifests: Sequence[EditionManifest],
    *,
    building: Callable[[int], None] = lambda _: None,
) -> OpenIndex:
    """The index of these editions, built first where it is not there yet, or not whole.

    `building` is told the number of listings before a build. Raises StoreBusy.
    """
    ordered = sorted(manifests, key=lambda manifest: (manifest.list, manifest.edition))
    directory = _directory(store, ordered)
    with suppress(FileNotFoundError, BrokenFile):
        return _opened(store, ordered, directory)
    with locked(store.home / "index.lock", wait=store.wait):
        with suppress(FileNotFoundError, BrokenFile):  # another process built it meanwhile
            return _opened(store, ordered, directory)
        building(sum(sum(manifest.counts.values()) for manifest in ordered))
        shutil.rmtree(directory, ignore_errors=True)
        _build(store, ordered, directory)
        return _opened(store, ordered, directory)


def _opened(store: EditionStore, manifests: Sequence[EditionManifest], directory: Path) -> OpenIndex:
    """The index in a directory. Raises FileNotFoundError, BrokenFile."""
    names = NameIndex(*open_arrays(directory, name_index.ARRAYS, REBUILT))
    entries = EntryIndex(*open_arrays(directory, entry_index.ARRAYS, REBUILT))
    return OpenIndex(names, entries, _loader(store, manifests, entries))


def is_compiled(store: EditionStore, manifests: Sequence[EditionManifest]) -> bool:
    """Can the index of these editions be opened at once?"""
    return _directory(store, manifests).is_dir()


def _directory(store: EditionStore, manifests: Sequence[EditionManifest]) -> Path:
    return store.home / "index" / index_key(manifests)


def _build(store: EditionStore, manifests: Sequence[EditionManifest], directory: Path) -> None:
    staging = directory.with_name(f"{directory.name}.building")
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    entries, entry_of_name = collect(_rows(store, manifests))
    names = build_index(entries.text, entries.starts, entry_of_name)
    for name in name_index.ARRAYS:
        write_array(staging / f"{name}.npy", getattr(names, name))
    for name in entry_index.ARRAYS:
        write_array(staging / f"{name}.npy", getattr(entries, name))
    flush_tree(staging)
    put_in_place(staging, directory)
    _sweep(directory)


def _rows(store: EditionStore, manifests: Sequence[EditionManifest]) -> Iterable[tuple[int, int, Designation]]:
    for edition, manifest in enumerate(manifests):
        for row, designation in enumerate(store.designations(manifest)):
            yield edition, row, designation


def _sweep(newest: Path) -> None:
    """Remove what killed builds left, and the indexes unused for longest."""
    others = sorted(
        (path for path in newest.parent.iterdir() if path.is_dir() and path != newest),
        key=lambda path: path.stat().st_mtime,
        reverse=True,
    )
    for place, path in enumerate(others):
        if path.suffix == ".building" or place >= KEPT - 1:
            shutil.rmtree(path, ignore_errors=True)


def _loader(
    store: EditionStore, manifests: Sequence[EditionManifest], entries: EntryIndex
) -> Callable[[int], Designation]:
    reader = cache(lambda edition: store.reader(manifests[edition]))

    @lru_cache(maxsize=HELD_IN_MEMORY)
    def load(entry: int) -> Designation:
        return reader(int(entries.edition[entry]))(int(entries.row[entry]))

    return load
