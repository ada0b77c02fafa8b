"""Compile the kernels once, ahead of the first screening; they are kept on disk beside the package."""

import numpy as np

from comity.matching.entries import EntryIndex
from comity.matching.index import build_index
from comity.matching.screen import Screener
from comity.model.designation import Designation
from comity.model.subject import Subject, SubjectId
from comity.model.subject_columns import batch_of

NAMES = ("Amra Testovna", "Омра Тестовна", "أمرة تست", "安 測試", "Test Trading Company")


def warm_up() -> None:
    """Screen a few invented names against themselves, which compiles whatever a screening needs."""
    encoded = [name.encode() for name in NAMES]
    starts = np.zeros(len(NAMES) + 1, np.int64)
    np.cumsum([len(name) for name in encoded], out=starts[1:])
    text = np.frombuffer(b"".join(encoded), np.uint8)
    count = len(NAMES)
    entries = EntryIndex(
        text, starts, np.zeros(count, np.uint8), np.zeros(0, np.uint64), np.zeros(0, np.uint32),
        np.zeros(count, np.uint16), np.arange(count, dtype=np.uint32),
    )  # fmt: skip
    index = build_index(text, starts, np.arange(count, dtype=np.uint32))
    screener = Screener(index, entries, _unpublished)
    screener.compile(batch_of([Subject(SubjectId(str(row)), (name,)) for row, name in enumerate(NAMES)]))


def _unpublished(entry: int) -> Designation:
    raise ValueError(f"invented name {entry} is on no list")
