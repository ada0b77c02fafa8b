"""Customers taken out of a part: erased from its columns and notes at once, and never given again.

What finds them stays as it was compiled, so that the others need not be compiled anew; it holds no name, but
numbers of words and of sounds, and goes with the next compilation.
"""

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

import msgspec
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from comity.model.subject import SUBJECT_SCHEMA, RecordNote, Subject, SubjectId
from comity.model.subject_columns import batch_of
from comity.store.portfolio_draft import BATCHES, GONE, NOTES, SUBJECTS, PartDraft
from comity.store.portfolio_reading import CustomerColumns
from comity.store.private import private_file, save_array

NOBODY = batch_of([Subject(SubjectId(""), ())])


def erase(columns: CustomerColumns, rows: NDArray[np.uint32], notes: Iterable[RecordNote], target: PartDraft) -> None:
    """Write a part's customers without those in `rows`, whose places stay empty; `notes` are the ones that are left."""
    gone = np.union1d(columns.gone, rows).astype(np.uint32)
    starts = [0]
    with ExitStack() as files:
        file = files.enter_context(private_file(target.directory / SUBJECTS))
        writer = files.enter_context(pa.ipc.new_file(file, SUBJECT_SCHEMA))
        for batch, _ in columns.batches_with_gone():
            empty = gone[np.searchsorted(gone, starts[-1]) : np.searchsorted(gone, starts[-1] + batch.num_rows)]
            writer.write_batch(_emptied(batch, empty.astype(np.int64) - starts[-1]))
            starts.append(starts[-1] + batch.num_rows)
    save_array(target.directory / BATCHES, np.asarray(starts, np.int64))
    save_array(target.directory / GONE, gone)
    _write_notes(target.directory / NOTES, notes)


def _emptied(batch: pa.RecordBatch, rows: NDArray[np.int64]) -> pa.RecordBatch:
    if not len(rows):
        return batch
    taken = np.arange(batch.num_rows)
    taken[rows] = batch.num_rows
    (emptied,) = pa.Table.from_batches([batch, NOBODY]).take(pa.array(taken)).combine_chunks().to_batches()
    return emptied


def _write_notes(path: Path, notes: Iterable[RecordNote]) -> None:
    encoder = msgspec.json.Encoder()
    with private_file(path) as file:
        for note in notes:
            file.write(encoder.encode(note) + b"\n")
