"""How many calls each token has left: one token bucket each, shared by all server processes of a machine.

HOME/run/allowance is a file of records of 16 bytes, one for each token by its number: what is left in the
bucket, and when that was so. A bucket holds CAPACITY seconds' worth of calls and fills steadily; a record is
read and written under a lock of its own, so that no call is counted twice or not at all. Nothing here is
precious: where the file is lost every bucket is full again. Nodes of several machines count for themselves.
"""

import fcntl
import os
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

RECORD = struct.Struct("<dd")
CAPACITY = 10.0  # seconds' worth of calls that may come at once


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a call: `left` may follow at once; `wait` seconds until it may be tried again, 0 if taken."""

    limit: int
    left: int
    reset: float
    wait: float = 0.0


class Allowance:
    """The buckets under a home directory. `clock` must be one for all processes of a machine."""

    def __init__(self, home: Path, *, clock: Callable[[], float] = time.monotonic) -> None:
        folder = home / "run"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._file = os.open(folder / "allowance", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self._clock, self._threads = clock, Lock()

    def take(self, number: int, per_minute: int, calls: int = 1) -> Taken:
        """Take so many calls from the bucket of a token.

        More calls in one than the bucket holds are let through when it is full, and paid for afterwards.
        """
        rate = per_minute / 60.0
        full = max(1.0, rate * CAPACITY)
        place = number * RECORD.size
        with self._threads:  # the kernel's lock is the process's: it does not tell threads apart
            fcntl.lockf(self._file, fcntl.LOCK_EX, RECORD.size, place)
            try:
                now = self._clock()
                left = self._filled(place, full, rate, now)
                needed = min(float(calls), full)
                if left < needed:
                    return Taken(per_minute, 0, (full - left) / rate, (needed - left) / rate)
                left -= calls
                os.pwrite(self._file, RECORD.pack(left, now), place)
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN, RECORD.size, place)
        return Taken(per_minute, max(0, int(left)), (full - left) / rate)

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)

    def _filled(self, place: int, full: float, rate: float, now: float) -> float:
        """What is in a bucket by now. A record from before the machine's last start is none."""
        kept = os.pread(self._file, RECORD.size, place)
        if len(kept) < RECORD.size:
            return full
        left, at = RECORD.unpack(kept)
        if at == 0.0 or at > now or left != left:
            return full
        return float(min(full, left + (now - at) * rate))
