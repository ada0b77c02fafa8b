"""One subject at a time: warm in process, the index opened and built, a cold command.

    python benchmarks/latency.py [--subjects 5000] [--home DIR] [--compile]

With --compile also the one-time compilation of the kernels, in a cache of its own.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from held.lists import recombined, store_of_lists
from held.machine import DATA, has_data, head, median_of, timed

from comity.model.subject import Subject, SubjectId
from comity.operations.evaluation.folder import lines
from comity.operations.open_screener import open_screener
from comity.store.editions import EditionStore

COMMAND = (sys.executable, "-c", "from comity.cli.main import app; app()")
NAMES = "population/wikipedia_person_names.tsv.xz"


def one_by_one(store: EditionStore, count: int) -> None:
    """Percentiles of one screening, of people met for the first time and of the same again."""
    real = [line.partition("\t")[0] for line in lines(DATA / NAMES)]
    screener = open_screener(store).screener
    subjects = [Subject(SubjectId(str(row)), (name,)) for row, name in enumerate(recombined(real, count, 5))]
    for subject in subjects[:200]:
        screener.screen(subject)
    for title in ("first met", "met before"):
        clock, cpu = [], []
        for subject in subjects:
            began, used = time.perf_counter(), time.thread_time()
            screener.screen(subject)
            clock.append(1000 * (time.perf_counter() - began))
            cpu.append(1000 * (time.thread_time() - used))
        for what, took in (("on the clock", clock), ("of CPU", cpu)):
            half, last = np.percentile(took, (50, 99))
            print(f"one subject, warm, {title}, {what}: p50 {half:.3f} ms (bar 0.2), p99 {last:.3f} ms (bar 1)")


def of_the_index(store: EditionStore) -> None:
    """Building it anew, and opening it."""
    shutil.rmtree(store.home / "index", ignore_errors=True)
    with timed() as built:
        open_screener(store)
    print(f"index: built in {built.clock:.1f} s, {built.cpu:.1f} CPU s (bar 10)")
    opened = median_of(9, lambda: open_screener(store))
    print(f"index: opened in {1000 * opened.clock:.0f} ms, {1000 * opened.cpu:.0f} ms of CPU (bar 50)")


def installed() -> dict[str, str]:
    """The environment of a command whose modules are kept as bytecode, as installing leaves them."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def of_the_command(home: Path) -> None:
    """`comity screen --name`, each time in a process of its own."""
    command = [*COMMAND, "screen", "--name", "John Example"]
    environment = installed() | {"COMITY_HOME": str(home)}

    def run() -> None:
        subprocess.run(command, env=environment, capture_output=True, check=False)

    run()
    began = os.times()
    took = median_of(5, run)
    used = (os.times().children_user + os.times().children_system - began.children_user - began.children_system) / 5
    print(f"cold command, one name: {took.clock:.2f} s, {used:.2f} CPU s (bar 1.5)")


def of_the_kernels() -> None:
    """`comity warm-up` with nothing compiled yet."""
    with tempfile.TemporaryDirectory(prefix="comity-kernels-") as cache, timed() as took:
        began = os.times()
        environment = installed() | {"NUMBA_CACHE_DIR": cache}
        subprocess.run([*COMMAND, "warm-up"], env=environment, capture_output=True, check=True)
        used = os.times().children_user - began.children_user
    print(f"kernels compiled once: {took.clock:.1f} s, {used:.1f} CPU s (bar 15)")


def main() -> None:
    """Measure and print."""
    reading = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reading.add_argument("--subjects", type=int, default=5000)
    reading.add_argument("--home", type=Path, help="where to keep the lists for the next run")
    reading.add_argument("--compile", action="store_true")
    asked = reading.parse_args()
    head()
    if not has_data(NAMES, "lists"):
        return
    with tempfile.TemporaryDirectory(prefix="comity-bench-") as scratch:
        store = store_of_lists(asked.home or Path(scratch) / "home")
        open_screener(store).screener.screen(Subject(SubjectId("first"), ("John Example",)))  # loads the kernels
        of_the_index(store)
        one_by_one(store, asked.subjects)
        of_the_command(store.home)
    if asked.compile:
        of_the_kernels()


if __name__ == "__main__":
    main()
