"""A portfolio while it is built, out of every reader's sight: customers in columns, and what finds them.

VERSION/portfolio.json             PortfolioManifest
        PART/subjects.arrow        the customers, batches of SUBJECT_SCHEMA (Arrow IPC file, not compressed)
             batches.npy           number of the first customer of each batch, and the end
             gone.npy              numbers of the customers that were removed or replaced, ascending
             notes.jsonl           why records are partial or held, one a line
             tokens/N/*.npy        matching.turned.TokenBlock
             names/N/*.npy         matching.turned.NameShard
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec
import numpy as np
import pyarrow as pa

from comity.matching.turned import BlockBuilder, ShardBuilder, TokenNumbers
from comity.matching.turned import shard as name_shard
from comity.matching.turned import tokens as token_block
from comity.model.subject import SUBJECT_SCHEMA, RecordNote
from comity.store.portfolio_manifest import Compiled
from comity.store.private import private_directory, private_file, save_array

SUBJECTS, BATCHES, GONE, NOTES, MANIFEST = "subjects.arrow", "batches.npy", "gone.npy", "notes.jsonl", "portfolio.json"
COMPILED = TOKENS, NAMES = "tokens", "names"
ROWS_TOGETHER = 50_000  # customers of one batch; smaller ones are joined


class CustomerWriter:
    """Keeps customers in columns, batch by batch, and the notes on their records."""

    def __init__(self, directory: Path, files: ExitStack) -> None:
        self._directory = directory
        self._waiting: list[pa.RecordBatch] = []
        self._starts = [0]
        self._notes: BinaryIO = files.enter_context(private_file(directory / NOTES))
        target = files.enter_context(private_file(directory / SUBJECTS))
        self._file = files.enter_context(pa.ipc.new_file(target, SUBJECT_SCHEMA))
        self._encoder = msgspec.json.Encoder()
        files.callback(self._finish)

    def add(self, batch: pa.RecordBatch) -> None:
        """Keep some customers."""
        self._waiting.append(batch)
        if sum(waiting.num_rows for waiting in self._waiting) >= ROWS_TOGETHER:
            self._write()

    def note(self, note: RecordNote) -> None:
        """Keep why a record is partial or held."""
        self._notes.write(self._encoder.encode(note) + b"\n")

    def _write(self) -> None:
        for batch in pa.Table.from_batches(self._waiting, SUBJECT_SCHEMA).combine_chunks().to_batches():
            self._file.write_batch(batch)
            self._starts.append(self._starts[-1] + batch.num_rows)
        self._waiting = []

    def _finish(self) -> None:
        self._write()
        save_array(self._directory / BATCHES, np.asarray(self._starts, np.int64))
        save_array(self._directory / GONE, np.zeros(0, np.uint32))


class CustomerCompiler:
    """Compiles batches of customers, a shard of names and a block of tokens at a time."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._numbers = TokenNumbers()
        self._shards, self._blocks = ShardBuilder(self._numbers), BlockBuilder()
        self._rows = self._names = self._identifiers = self._n_shards = self._n_blocks = 0
        private_directory(directory / TOKENS)
        private_directory(directory / NAMES)

    def add(self, batch: pa.RecordBatch) -> None:
        """Compile the names and numbers of some customers."""
        self._blocks.add(self._shards.add(batch, self._rows))
        self._rows += batch.num_rows
        if self._blocks.is_full:
            self._write_block()
        if self._shards.is_full:
            self._write_shard()

    def finish(self) -> Compiled:
        """Write what is left."""
        if self._shards.names:
            self._write_shard()
        while not self._blocks.is_empty:
            self._write_block()
        return Compiled(self._names, self._numbers.used, self._identifiers, self._n_blocks, self._n_shards)

    def _write_shard(self) -> None:
        shard = self._shards.take()
        self._names += shard.n_names
        self._identifiers += len(shard.number)
        directory = private_directory(self._directory / NAMES / str(self._n_shards))
        for name in name_shard.ARRAYS:
            save_array(directory / f"{name}.npy", getattr(shard, name))
        self._n_shards += 1

    def _write_block(self) -> None:
        block = self._blocks.take()
        directory = private_directory(self._directory / TOKENS / str(self._n_blocks))
        for name in token_block.ARRAYS:
            save_array(directory / f"{name}.npy", getattr(block, name))
        self._n_blocks += 1


class PartDraft:
    """The directory of one part to be."""

    def __init__(self, directory: Path) -> None:
        self.directory = private_directory(directory)

    @contextmanager
    def customers(self) -> Iterator[CustomerWriter]:
        """The writer of this part's customers."""
        with ExitStack() as files:
            yield CustomerWriter(self.directory, files)

    def compiler(self) -> CustomerCompiler:
        """The compiler of this part."""
        return CustomerCompiler(self.directory)


class PortfolioDraft:
    """The directory of one portfolio to be."""

    def __init__(self, name: str, directory: Path) -> None:
        self.name, self.directory = name, private_directory(directory)

    def part(self, part_id: str) -> PartDraft:
        """The directory of one part of it."""
        return PartDraft(self.directory / part_id)
