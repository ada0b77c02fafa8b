"""Writes that survive a power cut: flush to the disk first, then rename into place."""

import os
from pathlib import Path


def flush_tree(directory: Path) -> None:
    """Bring every file and directory below `directory`, and itself, to the disk."""
    for root, _, files in os.walk(directory):
        for name in files:
            flush(Path(root, name))
        flush(Path(root))


def put_in_place(source: Path, target: Path) -> None:
    """Rename `source`, already flushed, to `target`; the rename itself is on the disk on return."""
    _make_directories(target.parent)
    source.rename(target)
    flush(target.parent)


def write_whole(path: Path, content: bytes, *, staging: Path) -> None:
    """Replace a small file at once: a reader sees the old content or the new, never a part."""
    staging.mkdir(parents=True, exist_ok=True)
    partial = staging / f"{path.name}.{os.getpid()}"
    partial.write_bytes(content)
    flush(partial)
    put_in_place(partial, path)


def _make_directories(directory: Path) -> None:
    missing = [path for path in (directory, *directory.parents) if not path.exists()]
    directory.mkdir(parents=True, exist_ok=True)
    for path in missing:
        flush(path.parent)


def flush(path: Path) -> None:
    """Bring one file or directory to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
