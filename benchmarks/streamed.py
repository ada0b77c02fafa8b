"""Generated customers streamed through the screening: is the cost linear, does the memory stay flat?

    python benchmarks/streamed.py [--millions 10] [--threads 2] [--home DIR]

Customers are recombined from real names and made while they are screened, in batches; nothing of them is
kept. Ten marks on the way say how much each tenth took. A million takes about half a minute.
"""

import argparse
import os
import tempfile
from pathlib import Path

from held.lists import recombined, store_of_lists
from held.machine import DATA, has_data, head, most_memory, timed

from comity.model.entity import Kind
from comity.model.subject import Subject, SubjectId
from comity.model.subject_columns import batch_of
from comity.operations.evaluation.folder import lines
from comity.operations.open_screener import open_screener

NAMES = "population/wikipedia_person_names.tsv.xz"
BATCH, MARKS = 10_000, 10


def main() -> None:
    """Measure and print."""
    reading = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reading.add_argument("--millions", type=float, default=1.0)
    reading.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    reading.add_argument("--home", type=Path, help="where to keep the lists for the next run")
    asked = reading.parse_args()
    head()
    if not has_data(NAMES, "lists"):
        return
    real = [line.partition("\t")[0] for line in lines(DATA / NAMES)]
    with tempfile.TemporaryDirectory(prefix="comity-bench-") as scratch:
        store = store_of_lists(asked.home or Path(scratch) / "home")
        screener = open_screener(store, threads=asked.threads).screener
        batches = max(MARKS, int(asked.millions * 1e6) // BATCH)
        names, hits, screened, cpu = recombined(real, batches * BATCH), 0, 0, 0.0
        for number in range(batches):
            rows = range(number * BATCH, (number + 1) * BATCH)
            batch = batch_of([Subject(SubjectId(str(row)), (next(names),), Kind.PERSON) for row in rows])
            with timed() as took:
                hits += len(screener.screen_batch(batch))
            cpu, screened = cpu + took.cpu, screened + BATCH
            if (number + 1) % (batches // MARKS) == 0:
                print(f"{rows.stop:>12,} customers: {1e6 * cpu / screened:5.1f} µs of CPU each of the last "
                      f"{screened:,}, {hits:,} hits so far, most memory {most_memory()}", flush=True)  # fmt: skip
                cpu, screened = 0.0, 0


if __name__ == "__main__":
    main()
