"""A file that appears whole or not at all, however its writer ends."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from comity.model.errors import NotFound


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """An open file that replaces `path` when the context ends without an error; until then `path` is as it was.

    A writer killed midway leaves a hidden .NAME.PID.part beside it, nothing else. What is no regular
    file (a pipe, a terminal, /dev/null) cannot be replaced and is written to directly. Raises NotFound without
    a directory to write to.
    """
    target = path.resolve()  # a symbolic link stays, what it leads to is replaced
    if target.exists() and not target.is_file():
        with target.open("wb") as stream:
            yield stream
        return
    if not target.parent.is_dir():
        raise NotFound("directory", str(path.parent), "create it, or write elsewhere")
    partial = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with partial.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
