"""The machine, the versions, and times: of the clock, and of the processors, which other work disturbs less."""

import os
import platform
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from comity import __version__
from comity.matching.scorecard import DEFAULT_SCORECARD, ENGINE

ROOT = Path(__file__).resolve().parent.parent.parent
DATA = Path(os.environ.get("COMITY_TEST_DATA") or ROOT.parent / "shared" / "data")
PEERS = ROOT / ".venv-peers" / "bin" / "python"


def head() -> None:
    """Print what this was measured with."""
    print(f"Comity {__version__} ({ENGINE}, scorecard {DEFAULT_SCORECARD.digest()[:12]}), "
          f"Python {platform.python_version()}, {platform.platform(terse=True)}")  # fmt: skip
    print(f"{_processor()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} at the beginning")


def has_data(*parts: str) -> bool:
    """Are the real files there? Says so if not."""
    absent = [part for part in parts if not (DATA / part).exists()]
    if absent:
        print(f"Skipped: {', '.join(absent)} is not in {DATA}; name the folder of real files with COMITY_TEST_DATA.")
    return not absent


@dataclass(slots=True)
class Took:
    """Seconds of the clock and of all processors."""

    clock: float = 0.0
    cpu: float = 0.0


@contextmanager
def timed() -> Iterator[Took]:
    """Measure what is done inside."""
    took = Took()
    began, used = time.perf_counter(), time.process_time()
    yield took
    took.clock, took.cpu = time.perf_counter() - began, time.process_time() - used


def median_of(runs: int, work: Callable[[], object]) -> Took:
    """The median of several runs, clock and processors each by itself."""
    each = []
    for _ in range(runs):
        with timed() as took:
            work()
        each.append(took)
    return Took(statistics.median(it.clock for it in each), statistics.median(it.cpu for it in each))


def most_memory() -> str:
    """The most memory that this process ever held."""
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "processor")
