"""A million real names against five real lists, from a file to hits on disk; beside nomenklatura on a sample.

    python benchmarks/throughput.py [--names 1074617] [--threads 2] [--sample 1000] [--home DIR]

End to end means what `comity screen FILE --out hits.jsonl` does: reading, tokenising, searching, features,
reasons, writing. nomenklatura (in .venv-peers, `make bench-peers-setup`) blocks and scores the sample with
logic-v2 against the same listed names, in the same run; its index is not counted.
"""

import argparse
import csv
import json
import os
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from held.lists import store_of_lists
from held.machine import DATA, PEERS, ROOT, Took, has_data, head, most_memory, timed

from comity.intake import IntakeOptions
from comity.operations.evaluation.folder import lines
from comity.operations.hit_files import HitFormat, hit_file
from comity.operations.open_screener import OpenScreener, open_screener
from comity.operations.screen import Means, ScreeningOrder, opened_input, recognised, screen_batches, screened_lists
from comity.operations.screening import Screening
from comity.store.editions import EditionStore

NAMES = "population/wikipedia_person_names.tsv.xz"
SCHEMA = {"person": "Person", "organisation": "Organization", "vessel": "Vessel", "aircraft": "Airplane"}
CUSTOMERS, FEW = "customers.csv", "few.csv"
NAMES_A_SECOND, TIMES_THE_PEER, GIGABYTES = 50_000, 300, 2.0


def write_customers(path: Path, names: list[str]) -> None:
    """A CSV of customers of whom no more is known than their names."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("id", "name", "kind"))
        rows.writerows((row, name, "person") for row, name in enumerate(names))


def screen_file(screener: OpenScreener, customers: Path, out: Path) -> Screening:
    """Screen a file and write all hits, as the command does."""
    with opened_input(customers, IntakeOptions()) as (opened, screened), hit_file(out, HitFormat.JSONL) as hits:
        lists = screened_lists(screener, lambda list_id: (list_id, ""))
        means = Means(lists, lambda: datetime.now(UTC), hit=hits.write)
        return screen_batches(
            screener, opened.batches, ScreeningOrder(keep=0), means,
            screened=lambda: recognised(screened, opened.recognition),
        )  # fmt: skip


def measure(store: EditionStore, threads: int, work: Path) -> Took:
    """Comity, end to end, over the customers in a folder; the kernels are loaded before, by a few of them."""
    screener = open_screener(store, threads=threads)
    listings = sum(sum(manifest.counts.values()) for manifest in screener.editions)
    print(f"{listings:,} listings of {len(screener.editions)} lists")
    customers, few = work / CUSTOMERS, work / FEW
    with timed() as took:
        screen_file(open_screener(store, threads=threads), few, work / "few.jsonl")
    print(f"kernels loaded or compiled: {took.clock:.1f} s")
    with timed() as took:
        found = screen_file(screener, customers, work / "hits.jsonl")
    count = found.account.received
    print(f"{count:,} names, {threads} threads: {took.clock:.1f} s, {took.cpu:.1f} CPU s, {found.hits:,} hits of "
          f"{found.subjects_with_hits:,} names, most memory {most_memory()} (bar {GIGABYTES})")  # fmt: skip
    print(f"  {count / took.clock:,.0f} names/s on the clock (bar {NAMES_A_SECOND:,}); "
          f"{1e6 * took.cpu / count:.1f} µs of CPU a name, so {threads * count / took.cpu:,.0f} names/s "
          f"where {threads} processors have nothing else to do")  # fmt: skip
    return Took(took.clock / count, took.cpu / count)


def measure_peer(store: EditionStore, sample: list[str]) -> float | None:
    """CPU seconds a name of nomenklatura's blocker and logic-v2, over the same listings; None where it is absent."""
    python = Path(os.environ.get("COMITY_PEERS_PYTHON") or PEERS)
    if not python.exists():
        print("nomenklatura: not measured; run make bench-peers-setup")
        return None
    listed = [
        {"schema": SCHEMA.get(each.entity.kind.value, "LegalEntity"), "names": [it.text for it in each.entity.names]}
        for manifest in store.in_force(None)
        for each in store.designations(manifest)
    ]
    asked = json.dumps({"listed": listed, "customers": sample})
    run = subprocess.run(
        [python, ROOT / "benchmarks" / "peers" / "screen_names.py"],
        input=asked, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if run.returncode:
        print(f"nomenklatura: not measured; {run.stderr.strip().splitlines()[-1]}")
        return None
    said = json.loads(run.stdout.splitlines()[-1])
    print(f"nomenklatura {said['version']}: {len(sample):,} names in {said['cpu']:.1f} CPU s ({said['index_cpu']:.1f} "
          f"more for its index): {len(sample) / said['cpu']:,.0f} names a CPU-second, {said['pairs']:,} pairs scored, "
          f"{said['hits']:,} hits from 0.7 on")  # fmt: skip
    return float(said["cpu"]) / len(sample)


def main() -> None:
    """Measure and print."""
    reading = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reading.add_argument("--names", type=int, default=2_000_000, help="at most so many of the names")
    reading.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    reading.add_argument("--sample", type=int, default=1000, help="names for nomenklatura; 0: leave it out")
    reading.add_argument("--home", type=Path, help="where to keep the lists for the next run")
    asked = reading.parse_args()
    head()
    if not has_data(NAMES, "lists"):
        return
    with tempfile.TemporaryDirectory(prefix="comity-bench-") as scratch:
        store = store_of_lists(asked.home or Path(scratch) / "home")
        names = [line.partition("\t")[0] for line in lines(DATA / NAMES)][: asked.names]
        write_customers(Path(scratch) / CUSTOMERS, names)
        write_customers(Path(scratch) / FEW, names[:2000])
        sample = names[:: max(1, len(names) // asked.sample)][: asked.sample] if asked.sample else []
        del names  # a million texts of ours are no part of what is measured
        ours = measure(store, asked.threads, Path(scratch))
        theirs = measure_peer(store, sample) if sample else None
        if theirs:
            print(f"per CPU-second: {theirs / ours.cpu:,.0f} times nomenklatura (bar {TIMES_THE_PEER})")


if __name__ == "__main__":
    main()
