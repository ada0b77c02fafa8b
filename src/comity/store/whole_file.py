"""A file that appears whole or not at all, however its writer ends."""

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from comity.model.errors import BadRequest, NotFound

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """An open file that replaces `path` when the context ends without an error; until then `path` is as it was.

    A writer killed midway leaves a hidden .NAME.PID.part beside it, nothing else. What is no regular
    file (a pipe, a terminal, /dev/null) cannot be replaced and is written to directly. Raises NotFound without
    a directory to write to, BadRequest for a directory itself.
    """
    target = path.resolve()  # a symbolic link stays, what it leads to is replaced
    if target.is_dir():
        raise BadRequest(f"{path} is a directory; name the file in it that is to be written")
    if target.exists() and not target.is_file():
        with _opened(target, path) as stream:
            yield stream
        return
    if not target.parent.is_dir():
        raise NotFound("directory", str(path.parent), "create it, or write elsewhere")
    partial = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with _opened(partial, path) as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes) -> None:
    """Put this content in place. Raises as `whole_file` does."""
    with whole_file(path) as stream:
        stream.write(content)


class _Told(io.FileIO):
    """A file whose refusals name what was to be written: the system's own, of a full disk, name nothing."""

    def __init__(self, opened: Path, meant: Path) -> None:
        super().__init__(opened, "wb")
        self._meant = meant

    def write(self, content: "ReadableBuffer") -> int:
        try:
            return super().write(content)
        except OSError as refused:
            refused.filename = str(self._meant)
            raise


def _opened(path: Path, meant: Path) -> BinaryIO:
    return io.BufferedWriter(_Told(path, meant))
