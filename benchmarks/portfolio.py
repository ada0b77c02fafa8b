"""A portfolio compiled once, then screened by changed listings alone.

    python benchmarks/portfolio.py [--population wikipedia] [--customers 1000000] [--changed 100] [--threads 2]
                                   [--check] [--work DIR]

Customers are the people of Wikipedia (a million), or generated ones: recombined from the real names of the data
folder (COMITY_TEST_DATA, else ../shared/data beside the repository), in Latin, Cyrillic, Arabic, Persian and
Chinese writing; a third have a passport number. Every ten-thousandth bears a listed name. Measured are so many
listings of the newest UN edition taken at random, and the step between two real UN editions, which added 125.
Prints the rate of compiling, the time to open, and the time of re-screening with the portfolio opened and kernels
compiled, from the two editions to the turns of the hits; CPU seconds stand beside the time on the clock, since they
do not depend on what else the machine does. --check compares the hits with those of a full run, and their times.
"""

import argparse
import csv
import gzip
import json
import lzma
import os
import platform
import random
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from comity import __version__
from comity.intake import IntakeOptions
from comity.lists import LISTS
from comity.matching.entries import collect
from comity.matching.index import build_index
from comity.matching.scorecard import ENGINE
from comity.matching.screen import Screener
from comity.model.designation import Designation, ListId
from comity.model.hit import Hit
from comity.operations.import_edition import Arrival, ImportEdition, import_edition
from comity.operations.import_portfolio import ImportPortfolio, import_portfolio
from comity.operations.rescreen_portfolio import between, rescreen_portfolio, step_between
from comity.operations.screen import ScreeningOrder
from comity.operations.screen_changes import Engine, screened
from comity.store.editions import EditionStore
from comity.store.manifest import EditionManifest
from comity.store.portfolio_reading import OpenPortfolio
from comity.store.portfolios import PortfolioStore

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("COMITY_TEST_DATA") or ROOT.parent / "shared" / "data")
SEED = 20261122
RUNS = 5
DAYS = ("2025-06-16", "2025-11-15", "2026-08-01")
LISTED_EACH = 10_000
COUNTRIES = ("US", "GB", "RU", "KZ", "EG", "IR", "CN", "TR", "PK", "DE")


class Names:
    """Names recombined from real ones: given names of one bearer, family name of another."""

    def __init__(self, data: Path, chance: random.Random) -> None:
        self._chance = chance
        people = _lines(data / "population/wikipedia_person_names.tsv.xz")
        self._latin = [line.partition("\t")[0].split() for line in people if line.strip()]
        given = [json.loads(line) for line in _lines(data / "names/russian_given_names.jsonl.xz")]
        given = [each for each in given if isinstance(each["count"], int) and each["count"] > 20]
        self._given, self._given_counts = [each["text"] for each in given], [each["count"] for each in given]
        self._russian = _lines(data / "names/russian_surnames.txt.xz")
        self._arabic = [line.partition(",")[2] for line in _lines(data / "names/arabic_names.csv.xz")[1:]]
        self._persian = list(json.loads("\n".join(_lines(data / "names/persian_names.json.xz"))))
        chinese = _lines(data / "translit/wd_chinese_train.tsv.xz")
        self._chinese = "".join(line.partition("\t")[2].replace(" ", "") for line in chinese)

    def some(self, count: int) -> list[str]:
        """That many names, in the proportions of a bank between several regions."""
        ways = (self._from_latin, self._from_russian, self._from_arabic, self._from_persian, self._from_chinese)
        chosen = self._chance.choices(ways, (70, 14, 8, 4, 4), k=count)
        return [way() for way in chosen]

    def _from_latin(self) -> str:
        first, last = self._chance.choice(self._latin), self._chance.choice(self._latin)
        return " ".join([*(first[:-1] or first), last[-1]])

    def _from_russian(self) -> str:
        given = self._chance.choices(self._given, self._given_counts)[0]
        return f"{self._chance.choice(self._russian)} {given}"

    def _from_arabic(self) -> str:
        return " ".join(self._chance.choices(self._arabic, k=3))

    def _from_persian(self) -> str:
        return " ".join(self._chance.choices(self._persian, k=2))

    def _from_chinese(self) -> str:
        return "".join(self._chance.choices(self._chinese, k=self._chance.choice((2, 3, 3))))


def _lines(path: Path) -> list[str]:
    unpack: Callable[[Path], bytes] = {".xz": _unxz, ".gz": _gunzip}.get(path.suffix, Path.read_bytes)
    return unpack(path).decode("utf-8-sig").splitlines()


def _unxz(path: Path) -> bytes:
    return lzma.decompress(path.read_bytes())


def _gunzip(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes())


def write_customers(path: Path, count: int, listed: list[str]) -> None:
    """Write a file of generated customers, the same one every time; each LISTED_EACH-th bears a listed name."""
    chance = random.Random(SEED)  # noqa: S311 - repeatable, not secret
    names = Names(DATA, chance)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("id", "name", "kind", "birth_date", "nationality", "passport"))
        for first in range(0, count, 10_000):
            for number, name in enumerate(names.some(min(10_000, count - first)), start=first):
                born = f"{chance.randint(1930, 2005)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
                if number % LISTED_EACH == LISTED_EACH - 1:
                    name = chance.choice(listed)
                passport = f"{chance.choice('ABCDEFGH')}{chance.randint(10**6, 10**7)}" if number % 3 == 0 else ""
                rows.writerow((number, name, "person", born, chance.choice(COUNTRIES), passport))


def write_wikipedia(path: Path, count: int, listed: list[str]) -> None:
    """Write a file of real people, a listed name in place of each LISTED_EACH-th."""
    chance = random.Random(SEED)  # noqa: S311 - as below
    people = _lines(DATA / "population/wikipedia_person_names.tsv.xz")
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("id", "name", "kind"))
        for number, line in enumerate(people[:count]):
            name = chance.choice(listed) if number % LISTED_EACH == LISTED_EACH - 1 else line.partition("\t")[0]
            rows.writerow((number, name, "person"))


def listings(home: Path, count: int) -> list[Designation]:
    """That many listings of the newest UN edition, chosen at random."""
    held = list(EditionStore(home).designations(imported(home)[-1]))
    return random.Random(SEED).sample(held, min(count, len(held)))  # noqa: S311 - as above


def imported(home: Path) -> list[EditionManifest]:
    """Three UN editions: two between which many were added, and the newest."""
    source, store = next(each for each in LISTS if each.id == "un_sc"), EditionStore(home)
    paths = [DATA / f"lists/un_sc/consolidated-{day}.xml.xz" for day in DAYS]
    orders = [ImportEdition(source, (Arrival(path, path.name),)) for path in paths]
    return [import_edition(order, store=store, now=datetime.now(UTC)).manifest for order in orders]


def timed(what: str, run: Callable[[], object], *, runs: int = 1) -> float:
    """Run something, print the median of its times, and give it."""
    clock, cpu = [], []
    for _ in range(runs):
        started, used = time.perf_counter(), time.process_time()
        run()
        clock.append(time.perf_counter() - started)
        cpu.append(time.process_time() - used)
    print(f"{what:<58}{statistics.median(clock):>10.3f} s{statistics.median(cpu):>10.3f} CPU s")
    return statistics.median(clock)


def measure(asked: argparse.Namespace, work: Path) -> None:
    """Everything, in a store of its own."""
    home, name = work / "home", f"{asked.population}{asked.customers}"
    changed, file = listings(home, asked.changed), work / f"{name}.csv"
    if not file.exists():
        listed = [name.text for designation in changed for name in designation.entity.names]
        write = write_wikipedia if asked.population == "wikipedia" else write_customers
        timed("customers written", lambda: write(file, asked.customers, listed))
    store = PortfolioStore(home, wait=10)
    if name not in {held.name for held in store.portfolios()}:
        order = ImportPortfolio(name, file, IntakeOptions())
        took = timed(
            "customers imported and compiled", lambda: import_portfolio(order, store=store, now=datetime.now(UTC))
        )
        print(f"{'':<58}{store.manifest(name).customers / took:>10,.0f} customers/s")
    (part,) = store.manifest(name).parts
    size = sum(path.stat().st_size for path in (store.home / name).rglob("*") if path.is_file())
    print(f"{part.customers:,} customers, {part.compiled.tokens:,} distinct tokens, {size / part.rows:.0f} bytes each")
    timed("opened", lambda: store.open(name), runs=RUNS)
    _rescreened(store.open(name), changed, asked, home)


def _rescreened(portfolio: OpenPortfolio, changed: list[Designation], asked: argparse.Namespace, home: Path) -> None:
    order, engine, editions = ScreeningOrder(), Engine(threads=asked.threads), EditionStore(home)

    def by_listings() -> list[Hit]:
        return [each.hit for hits in screened(portfolio.parts[0], changed, order, engine) for each in hits]

    def by_editions() -> Counter[str]:
        step = step_between(editions, ListId("un_sc"), DAYS[0], DAYS[1], None)
        turns = rescreen_portfolio(between(portfolio, step, order, engine=engine), editions=editions)
        return Counter(each.turn.value for customer in turns for each in customer.hits)

    timed("kernels loaded or compiled, files read for the first time", by_listings)
    hits = by_listings()
    turned = timed(f"screened by {len(changed)} changed listings: {len(hits):,} hits", by_listings, runs=RUNS)
    turns = by_editions()
    told = ", ".join(f"{count} {turn}" for turn, count in turns.items())
    timed(f"re-screened from {DAYS[0]} to {DAYS[1]}: {told}", by_editions, runs=RUNS)
    if asked.check:
        full: list[Hit] = []
        took = timed("the same listings by screening everybody", lambda: full.extend(_full(portfolio, changed, engine)))
        print(f"{'the same hits' if full == hits else 'NOT THE SAME HITS'}; {took / turned:,.0f} times as long")


def _full(portfolio: OpenPortfolio, changed: list[Designation], engine: Engine) -> Iterator[Hit]:
    entries, owner = collect((0, row, designation) for row, designation in enumerate(changed))
    index = build_index(entries.text, entries.starts, owner)
    screener = Screener(index, entries, changed.__getitem__, threads=engine.threads)
    for batch in portfolio.parts[0].columns.batches():
        yield from screener.screen_batch(batch)


def _machine() -> Iterator[str]:
    yield f"Comity {__version__}, {ENGINE}; Python {platform.python_version()}, {platform.platform(terse=True)}"
    yield f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}"


def main() -> int:
    """Measure, and print what was measured."""
    reading = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reading.add_argument("--population", choices=("wikipedia", "generated"), default="wikipedia")
    reading.add_argument("--check", action="store_true", help="compare with a full run")
    reading.add_argument("--customers", type=int, default=1_000_000)
    reading.add_argument("--changed", type=int, default=100)
    reading.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    reading.add_argument("--work", type=Path, help="where to keep customers and portfolio for the next run")
    asked = reading.parse_args()
    if not (DATA / "population").is_dir():
        print(f"{DATA} is not there; name the folder of real names with COMITY_TEST_DATA")
        return 0
    print("\n".join(_machine()))
    work = asked.work or Path(tempfile.mkdtemp(prefix="comity-bench-"))
    work.mkdir(parents=True, exist_ok=True)
    try:
        measure(asked, work)
        print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
    finally:
        if asked.work is None:
            shutil.rmtree(work)
    return 0


if __name__ == "__main__":
    sys.exit(main())
