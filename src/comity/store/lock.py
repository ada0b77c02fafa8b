"""One writer at a time: an advisory lock that the kernel releases when its holder dies, however it dies."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from comity.model.errors import StoreBusy

PAUSE = 0.05  # seconds between two attempts


@contextmanager
def locked(file: Path, *, wait: float) -> Iterator[None]:
    """Hold the lock `file`; waits up to `wait` seconds for another holder, then raises StoreBusy."""
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        _acquire(descriptor, file, time.monotonic() + wait)
        yield
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, file: Path, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            if time.monotonic() >= deadline:
                raise StoreBusy(str(file.parent)) from held
            time.sleep(PAUSE)
        else:
            return
