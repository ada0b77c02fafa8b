"""Compile the kernels once, ahead of the first screening; they are kept on disk beside the package."""

import gc
import os
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context

import numpy as np
from numpy.typing import NDArray

from comity.matching.ahead import compile_links, compile_search
from comity.matching.entries import EntryIndex
from comity.matching.index import NameIndex, build_index
from comity.matching.screen import Screener
from comity.model.designation import Designation
from comity.model.subject import Subject, SubjectId
from comity.model.subject_columns import batch_of

NAMES = ("Amra Testovna", "Омра Тестовна", "أمرة تست", "安 測試", "Test Trading Company")


def warm_up() -> None:
    """Screen a few invented names against themselves, which compiles whatever a screening needs."""
    text, starts = _names()
    count = len(NAMES)
    entries = EntryIndex(
        text, starts, np.zeros(count, np.uint8), np.zeros(0, np.uint64), np.zeros(0, np.uint32),
        np.zeros(count, np.uint16), np.arange(count, dtype=np.uint32),
    )  # fmt: skip
    screener = Screener(_index(), entries, _unpublished)
    screener.compile(batch_of([Subject(SubjectId(str(row)), (name,)) for row, name in enumerate(NAMES)]))


def compile_together() -> None:
    """The same, where nothing is compiled yet: in two processes, since compiling takes one processor each.

    Where no process can be started, all is compiled in this one.
    """
    if (os.cpu_count() or 1) > 1:
        with suppress(OSError):
            context, halves = get_context("spawn"), (_compile_search, _index)
            parts = [context.Process(target=_compile, args=(half,)) for half in halves]
            for part in parts:
                part.start()
            for part in parts:
                part.join()
    warm_up()


def _compile_search() -> None:
    """What names are searched and linked with, which have most of their parts in common."""
    compile_search()
    compile_links()


def _compile(part: Callable[[], object]) -> None:
    """Compile in a process of its own. It ends soon: what the compiler makes has no garbage worth looking for, and is
    not taken apart in the end, which would take seconds."""
    gc.disable()
    part()
    os._exit(0)


def _names() -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """The bytes of the invented names, and where each begins."""
    encoded = [name.encode() for name in NAMES]
    starts = np.zeros(len(NAMES) + 1, np.int64)
    np.cumsum([len(name) for name in encoded], out=starts[1:])
    return np.frombuffer(b"".join(encoded), np.uint8), starts


def _index() -> NameIndex:
    return build_index(*_names(), np.arange(len(NAMES), dtype=np.uint32))


def _unpublished(entry: int) -> Designation:
    raise ValueError(f"invented name {entry} is on no list")
