"""The content of attachments: HOME/attachments/SHA256, for the node only. No name from outside is ever a path."""

import hashlib
import os
import re
import secrets
from collections.abc import Collection
from pathlib import Path
from typing import BinaryIO

from comity.model.errors import BrokenFile, NotFound, TooLarge
from comity.store.draft import chunks

FOLDER = "attachments"


def keep(home: Path, content: BinaryIO, *, limit: int) -> tuple[str, int]:
    """Keep a content; its SHA-256 and size. The same content is kept once. Raises TooLarge over `limit` bytes."""
    folder = home / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = folder / f".{os.getpid()}.{secrets.token_hex(8)}"
    digest, size = hashlib.sha256(), 0
    try:
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            for chunk in chunks(content):
                size += len(chunk)
                if size > limit:
                    raise TooLarge("the attachment", "its content", limit, "bytes")
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(folder / digest.hexdigest())
    finally:
        draft.unlink(missing_ok=True)
    _flush(folder)
    return digest.hexdigest(), size


def read(home: Path, sha256: str, name: str) -> bytes:
    """A content, as it was kept. Raises NotFound, BrokenFile when it is not what was kept."""
    if not re.fullmatch(r"[0-9a-f]{64}", sha256):  # it becomes part of a path
        raise NotFound("attachment", name, "open its alert again")
    try:
        content = (home / FOLDER / sha256).read_bytes()
    except FileNotFoundError as missing:
        raise NotFound("content of attachment", name, "restore it from a backup") from missing
    if hashlib.sha256(content).hexdigest() != sha256:
        raise BrokenFile(name, "whole file", "its content is not what was attached", "restore it from a backup")
    return content


def erase_others(home: Path, kept: Collection[str], *, before: float) -> int:
    """Erase every content that is none of `kept` and older than `before` (seconds of the clock); how many.

    A content is kept on disk a moment before it is attached: a young one may be just that.
    """
    others = [
        path for path in (home / FOLDER).glob("[0-9a-f]*") if path.name not in kept and path.stat().st_mtime < before
    ]
    for path in others:
        path.unlink(missing_ok=True)
    return len(others)


def _flush(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
