"""Files that hold personal data: nobody but the account that runs Comity can read them, from their first byte on."""

import os
from pathlib import Path
from typing import Any, BinaryIO

from numpy.typing import NDArray

from comity.store.arrays import write_array

FILE, DIRECTORY = 0o600, 0o700


def private_directory(path: Path) -> Path:
    """A directory for its owner only, made where it is missing; one that others could read is closed to them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.mkdir(mode=DIRECTORY, exist_ok=True)
    if path.stat().st_mode & 0o077:
        path.chmod(DIRECTORY)
    return path


def private_file(path: Path) -> BinaryIO:
    """A new file for its owner only, open to be written."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, FILE), "wb")


def linked_tree(source: Path, target: Path) -> None:
    """Give a directory a second name, file by file, without copying any of them."""
    private_directory(target)
    for path in source.iterdir():
        if path.is_dir():
            linked_tree(path, target / path.name)
        else:
            os.link(path, target / path.name)


def save_array(path: Path, array: NDArray[Any]) -> None:
    """Write one array so."""
    with private_file(path) as file:
        write_array(file, array)
