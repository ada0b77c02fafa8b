"""A portfolio opened: its customers in columns and everything that finds them, memory-mapped."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from comity.matching.turned import Customers, NameShard, TokenBlock
from comity.matching.turned import shard as name_shard
from comity.matching.turned import tokens as token_block
from comity.model.subject import SUBJECT_SCHEMA
from comity.store.arrays import damage_told, open_arrays
from comity.store.portfolio_draft import BATCHES, GONE, NAMES, ROWS_TOGETHER, SUBJECTS, TOKENS
from comity.store.portfolio_manifest import Part, PortfolioManifest

IMPORT_AGAIN = "bring the customers again: comity portfolio import NAME FILE, or restore a backup"


@dataclass(frozen=True, slots=True)
class CustomerColumns:
    """The customers of a part; readable as long as they are open, even when the portfolio is replaced.

    `gone`: the numbers of those that were removed or replaced, ascending; they are never given.
    """

    _file: pa.ipc.RecordBatchFileReader
    _starts: NDArray[np.int64]
    gone: NDArray[np.uint32]

    @property
    def count(self) -> int:
        """How many customers there are."""
        return int(self._starts[-1]) - len(self.gone)

    def batches(self) -> Iterator[pa.RecordBatch]:
        """All customers, in batches of SUBJECT_SCHEMA, in the order of their file."""
        for batch, gone in self.batches_with_gone():
            if not len(gone):
                yield batch
                continue
            kept = np.ones(batch.num_rows, bool)
            kept[gone] = False
            yield batch.filter(pa.array(kept))

    def batches_with_gone(self) -> Iterator[tuple[pa.RecordBatch, NDArray[np.int64]]]:
        """All rows, and which of each batch are gone."""
        edges = np.searchsorted(self.gone, self._starts)
        for place in range(self._file.num_record_batches):
            gone = self.gone[edges[place] : edges[place + 1]].astype(np.int64) - self._starts[place]
            yield self._file.get_batch(place), gone

    def taken(self, rows: NDArray[np.uint32]) -> Iterator[pa.RecordBatch]:
        """Some customers by their numbers, ascending, in batches of SUBJECT_SCHEMA."""
        rows = np.setdiff1d(rows, self.gone, assume_unique=True)
        place = np.searchsorted(self._starts, rows, side="right") - 1
        edges = np.flatnonzero(np.diff(place)) + 1
        parts = [
            self._file.get_batch(int(place[start])).take(pa.array(rows[start:stop] - self._starts[place[start]]))
            for start, stop in zip([0, *edges.tolist()], [*edges.tolist(), len(rows)], strict=True)
            if start < stop
        ]
        yield from pa.Table.from_batches(parts, SUBJECT_SCHEMA).combine_chunks().to_batches(ROWS_TOGETHER)

    def ids(self) -> Iterator[pa.Array]:
        """The ids of all customers, batch by batch."""
        for batch in self.batches():
            yield batch.column("id")

    def rows_of(self, ids: pa.Array) -> NDArray[np.uint32]:
        """The numbers of the customers with these ids, ascending."""
        found = [np.zeros(0, np.uint32)]
        held = pa.chunked_array([batch.column("id") for batch, _ in self.batches_with_gone()], pa.string())
        start = 0
        for among in pc.is_in(held, value_set=ids).chunks:
            found.append((np.flatnonzero(among.to_numpy(zero_copy_only=False)) + start).astype(np.uint32))
            start += len(among)
        return np.setdiff1d(np.concatenate(found), self.gone, assume_unique=True)


@dataclass(frozen=True, slots=True)
class HeldCustomers:
    """A portfolio's customers alone: what it is, and the columns of each part."""

    manifest: PortfolioManifest
    columns: tuple[CustomerColumns, ...]

    def batches(self) -> Iterator[pa.RecordBatch]:
        """All customers, in batches of SUBJECT_SCHEMA, part by part."""
        for columns in self.columns:
            yield from columns.batches()


@dataclass(frozen=True, slots=True)
class OpenPart:
    """Customers that were brought together: what they are, their columns, and what finds them."""

    manifest: Part
    columns: CustomerColumns
    customers: Customers


@dataclass(frozen=True, slots=True)
class OpenPortfolio:
    """A portfolio: what it is, and its parts opened."""

    manifest: PortfolioManifest
    parts: tuple[OpenPart, ...]


def open_columns(directory: Path) -> CustomerColumns:
    """The customers of the part in one directory.

    Raises FileNotFoundError when it was replaced meanwhile, BrokenFile.
    """
    with damage_told(directory / SUBJECTS, IMPORT_AGAIN):
        file = pa.ipc.open_file(pa.memory_map(str(directory / SUBJECTS)))
    starts, gone = (_array(directory / name) for name in (BATCHES, GONE))
    return CustomerColumns(file, starts, gone)


def _array(path: Path) -> NDArray[Any]:
    with damage_told(path, IMPORT_AGAIN):
        return np.asarray(np.load(path))


def open_portfolio(directory: Path, manifest: PortfolioManifest) -> OpenPortfolio:
    """The portfolio in one directory. Raises FileNotFoundError when it was replaced meanwhile, BrokenFile."""
    return OpenPortfolio(manifest, tuple(_open_part(directory / part.id, part) for part in manifest.parts))


def _open_part(directory: Path, part: Part) -> OpenPart:
    blocks = tuple(
        TokenBlock(*open_arrays(directory / TOKENS / str(block), token_block.ARRAYS, IMPORT_AGAIN))
        for block in range(part.compiled.blocks)
    )
    shards = tuple(
        NameShard(*open_arrays(directory / NAMES / str(shard), name_shard.ARRAYS, IMPORT_AGAIN))
        for shard in range(part.compiled.shards)
    )
    return OpenPart(part, open_columns(directory), Customers(blocks, shards))
