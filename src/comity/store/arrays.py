"""Arrays into files, with the system's word where there is no room: NumPy only counts what it could not write."""

import errno
import os
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray


def write_array(target: Path | BinaryIO, array: NDArray[Any]) -> None:
    """Write one array. Raises OSError, ENOSPC where it could not be written whole."""
    try:
        np.save(target, array)
    except OSError as problem:
        if problem.errno is not None:
            raise
        name = str(target if isinstance(target, Path) else getattr(target, "name", "file"))
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), name) from problem
