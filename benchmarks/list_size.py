"""How the cost of screening grows with the list: 25,000, 250,000 and 1,000,000 listed names.

    python benchmarks/list_size.py [--sizes 25000 250000 1000000] [--customers 10000]

Lists and customers are recombined from real names. Customers are screened cold (every word linked anew) and
warm; the exponent is that of the power of the list's size by which the cost grows.
"""

import argparse
import math

import numpy as np
from held.lists import recombined
from held.machine import DATA, has_data, head, most_memory, timed

from comity.matching.entries import EntryIndex
from comity.matching.index import build_index
from comity.matching.screen import Screener
from comity.model.designation import Designation
from comity.model.subject import Subject, SubjectId
from comity.model.subject_columns import batch_of
from comity.operations.evaluation.folder import lines

NAMES = "population/wikipedia_person_names.tsv.xz"


def screener_of(names: list[str]) -> Screener:
    """A screener over bare names, which searches and makes no hits."""
    encoded = [name.encode() for name in names]
    starts = np.zeros(len(names) + 1, np.int64)
    np.cumsum([len(name) for name in encoded], out=starts[1:])
    text, owner = np.frombuffer(b"".join(encoded), np.uint8), np.arange(len(names), dtype=np.uint32)
    none64, none32, kinds = np.zeros(0, np.uint64), np.zeros(0, np.uint32), np.zeros(len(names), np.uint8)
    entries = EntryIndex(text, starts, kinds, none64, none32, np.zeros(len(names), np.uint16), owner)
    return Screener(build_index(text, starts, owner), entries, _unpublished)


def _unpublished(entry: int) -> Designation:
    raise ValueError(f"generated name {entry} is on no list")


def main() -> None:
    """Measure and print."""
    reading = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reading.add_argument("--sizes", type=int, nargs="+", default=[25_000, 250_000, 1_000_000])
    reading.add_argument("--customers", type=int, default=10_000)
    asked = reading.parse_args()
    head()
    if not has_data(NAMES):
        return
    real = [line.partition("\t")[0] for line in lines(DATA / NAMES)]
    subjects = [Subject(SubjectId(str(row)), (name,)) for row, name in enumerate(recombined(real, asked.customers, 11))]
    batch, few = batch_of(subjects), batch_of(subjects[:100])
    screener_of(real[:100]).search_batch(few, threshold=0.63)  # the kernels are loaded before
    before: tuple[int, float, float] | None = None
    for size in asked.sizes:
        with timed() as built:
            screener = screener_of(list(recombined(real, size)))
        bar = screener.scorecard.threshold
        with timed() as cold:
            pairs = len(screener.search_batch(batch, threshold=bar)[0])
        with timed() as warm:
            screener.search_batch(batch, threshold=bar)
        each = [1e6 * took.cpu / asked.customers for took in (cold, warm)]
        grows = ""
        if before:
            ratio = math.log(size / before[0])
            exponents = [math.log(now / then) / ratio for now, then in zip(each, before[1:], strict=True)]
            grows = f"; exponents {exponents[0]:.2f}, {exponents[1]:.2f} (bar < 1)"
        print(f"{size:>10,} listed names: {each[0]:8.1f} µs of CPU a customer cold, {each[1]:8.1f} warm{grows}; "
              f"{pairs:,} pairs; built in {built.cpu:.1f} CPU s; most memory {most_memory()}", flush=True)  # fmt: skip
        before = (size, each[0], each[1])


if __name__ == "__main__":
    main()
