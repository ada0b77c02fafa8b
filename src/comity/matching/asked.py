"""The subjects of one search, as the kernels take them: columns of a batch, or a few subjects by themselves.

A few subjects need no columns: making them would cost more than screening does.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from comity.model.entity import IdentifierType
from comity.model.subject import Subject, SubjectIdentifier
from comity.model.subject_columns import subject_at


@dataclass(frozen=True, slots=True)
class Asked:
    """UTF-8 bytes of all names, where each starts, the row it belongs to; identifiers and subject of each row."""

    text: NDArray[np.uint8]
    starts: NDArray[np.int64]
    row_of: NDArray[np.int64]
    identifiers: Iterable[tuple[int, Sequence[SubjectIdentifier]]]
    subject: Callable[[int], Subject]


def asked_of_batch(batch: pa.RecordBatch) -> Asked:
    """The subjects of a batch of SUBJECT_SCHEMA."""
    text, starts, row_of = name_column(batch)
    return Asked(text, starts, row_of, _identifiers(batch), lambda row: subject_at(batch, row))


def name_column(batch: pa.RecordBatch) -> tuple[NDArray[np.uint8], NDArray[np.int64], NDArray[np.int64]]:
    """UTF-8 bytes of all names of a batch, where each starts, and the row it belongs to."""
    column = batch.column("names")
    flat = column.flatten()
    row_of = np.repeat(np.arange(len(column)), column.value_lengths().to_numpy(zero_copy_only=False))
    if not len(flat):
        return np.zeros(0, np.uint8), np.zeros(1, np.int64), row_of
    _, offsets, content = flat.buffers()
    starts = np.frombuffer(offsets, np.int32)[flat.offset : flat.offset + len(flat) + 1].astype(np.int64)
    text = np.frombuffer(content, np.uint8) if content is not None else np.zeros(0, np.uint8)
    return text, starts, row_of


def asked_of(subjects: Sequence[Subject]) -> Asked:
    """A few subjects. Characters that no file can hold are read as question marks, as in a batch."""
    encoded = [name.encode("utf-8", "replace") for subject in subjects for name in subject.names]
    starts = np.zeros(len(encoded) + 1, np.int64)
    np.cumsum([len(name) for name in encoded], out=starts[1:])
    row_of = np.repeat(np.arange(len(subjects)), [len(subject.names) for subject in subjects])
    return Asked(
        text=np.frombuffer(b"".join(encoded), np.uint8),
        starts=starts,
        row_of=row_of,
        identifiers=[(row, subject.identifiers) for row, subject in enumerate(subjects) if subject.identifiers],
        subject=subjects.__getitem__,
    )


def _identifiers(batch: pa.RecordBatch) -> Iterable[tuple[int, Sequence[SubjectIdentifier]]]:
    column = batch.column("identifiers")
    if not len(column.values):
        return
    for row, identifiers in enumerate(column.to_pylist()):
        if identifiers:
            yield row, [SubjectIdentifier(IdentifierType(it["type"]), it["value"], it["country"]) for it in identifiers]
