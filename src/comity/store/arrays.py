"""Arrays into files and out of them.

With the system's word where there is no room, since NumPy only counts what it could not write; and with the file's
name where it is damaged.
"""

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
import numpy as np
from numpy.typing import NDArray

from comity.model.errors import BrokenFile


def write_array(target: Path | BinaryIO, array: NDArray[Any]) -> None:
    """Write one array. Raises OSError, ENOSPC where it could not be written whole."""
    try:
        np.save(target, array)
    except OSError as problem:
        if problem.errno is not None:
            raise
        name = str(target if isinstance(target, Path) else getattr(target, "name", "file"))
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), name) from problem


@contextmanager
def damage_told(path: Path, next_step: str) -> Iterator[None]:
    """Raise BrokenFile for what a reader says of a file that it cannot make sense of."""
    try:
        yield
    except (ValueError, EOFError, msgspec.DecodeError) as problem:
        raise BrokenFile(str(path), "whole file", f"is damaged or cut off ({problem})", next_step) from problem


def open_arrays(directory: Path, names: Iterable[str], next_step: str) -> list[NDArray[Any]]:
    """The arrays kept under these names in a directory, memory-mapped and read-only.

    Raises FileNotFoundError; BrokenFile with the next step, where one is not whole.
    """
    return [_mapped(directory / f"{name}.npy", next_step) for name in names]


def _mapped(path: Path, next_step: str) -> NDArray[Any]:
    try:
        array = np.asarray(np.load(path, mmap_mode="r"))
    except (
        ValueError,
        EOFError,
    ):  # an empty array, which cannot be memory-mapped and needs no mapping, or a damaged one
        with damage_told(path, next_step):
            array = np.load(path)
    array.flags.writeable = False
    return array
