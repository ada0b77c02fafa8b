"""Screens names as nomenklatura does in bulk: its blocker, then logic-v2. Run by benchmarks/throughput.py.

Reads {"listed": [{"schema", "names"}], "customers": [names]} from standard input; writes one line of JSON.
"""

import json
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

from followthemoney import Dataset, StatementEntity
from nomenklatura.blocker import Index
from nomenklatura.matching import get_algorithm
from nomenklatura.matching.types import ScoringConfig
from nomenklatura.resolver import Linker
from nomenklatura.store import MemoryStore

THRESHOLD = 0.7


def main() -> None:
    """Index the listed, block and score the customers."""
    asked = json.load(sys.stdin)
    dataset = Dataset.make({"name": "lists", "title": "Lists"})

    def entity(key: str, schema: str, names: list[str]) -> StatementEntity:
        data = {"id": key, "schema": schema, "properties": {"name": names}}
        return StatementEntity.from_data(dataset, data, cleaned=False)

    store = MemoryStore(dataset, Linker({}))
    with store.writer() as writer:
        for row, each in enumerate(asked["listed"]):
            writer.add_entity(entity(f"l{row}", each["schema"], each["names"]))
    view = store.default_view()
    customers = {f"c{row}": entity(f"c{row}", "Person", [name]) for row, name in enumerate(asked["customers"])}
    algorithm, config = get_algorithm("logic-v2"), ScoringConfig.defaults()
    pairs = hits = 0
    with tempfile.TemporaryDirectory() as scratch:
        began = time.process_time()
        index = Index(view, Path(scratch))
        index.build()
        built = time.process_time()
        for customer, matches in index.match_entities(customers.values()):
            for listed, _ in matches:
                other = view.get_entity(listed.id)
                pairs += 1
                hits += algorithm.compare(customers[customer.id], other, config).score >= THRESHOLD
        done = time.process_time()
        index.close()
    said = {"version": version("nomenklatura"), "index_cpu": built - began, "cpu": done - built}
    print(json.dumps(said | {"pairs": pairs, "hits": hits}))


if __name__ == "__main__":
    main()
