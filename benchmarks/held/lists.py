"""The lists that speed is measured against: UN, OFAC 2021, ConList 2018, DFAT, SEMA; larger ones made of names."""

import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from comity.lists import LISTS
from comity.operations.evaluation.folder import DataFolder
from comity.operations.import_edition import ImportEdition, arrival, import_edition
from comity.store.editions import EditionStore
from held.machine import DATA

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PATTERNS = (
    ("un_sc", "lists/un_sc/consolidated-*.xml.xz"),
    ("us_ofac", "lists/us_ofac/sdn-2021-*/*.csv.xz"),
    ("uk", "lists/uk/ConList-2018-*.csv.xz"),
    ("au_dfat", "lists/au_dfat/*.xlsx"),
    ("ca_sema", "lists/ca_sema/sema-lmes-2025*.xml.xz"),
)


def store_of_lists(home: Path) -> EditionStore:
    """A store with the newest edition of each list; what it holds already is kept."""
    store = EditionStore(home)
    folder = DataFolder(DATA, LISTS)
    held = {manifest.list for manifest in store.in_force(None)} if (home / "lists").is_dir() else set()
    for list_id, pattern in PATTERNS:
        if list_id in held:
            continue
        found = folder.all(pattern)
        files = found if list_id == "us_ofac" else found[-1:]
        source = next(source for source in LISTS if source.id == list_id)
        order = ImportEdition(source, tuple(arrival(path) for path in files), None, accept_count=True)
        began = time.process_time()
        manifest = import_edition(order, store=store, now=NOW).manifest
        count, cpu = sum(manifest.counts.values()), time.process_time() - began
        print(f"  {list_id} {count:,} listings ({cpu:.1f} CPU s to import)")
    return store


def recombined(names: list[str], count: int, seed: int = 7) -> Iterator[str]:
    """Names made of the first tokens of one real name and the last of another, the same ones every time."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    parts = [name.split() for name in names]
    for _ in range(count):
        first, last = chance.choice(parts), chance.choice(parts)
        yield " ".join([*(first[:-1] or first), last[-1]])
