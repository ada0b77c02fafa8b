"""Scores names by the methods that others use. Run by benchmarks/accuracy.py in an environment of its own.

Reads JSON lines {"schema", "name", "listed": [names]} from standard input; writes one JSON line of
versions, then one line of scores 0-1 by method for each input line.
"""

import json
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from itertools import count

Case = dict[str, object]
Method = Callable[[Case], float]


def rapidfuzz_methods() -> Iterator[tuple[str, Method]]:
    """Spelling alone: the best of the listed names counts."""
    from rapidfuzz import fuzz, utils
    from rapidfuzz.distance import JaroWinkler

    def token_sort(left: str, right: str) -> float:
        return fuzz.token_sort_ratio(left, right, processor=utils.default_process) / 100

    def weighted(left: str, right: str) -> float:
        return fuzz.WRatio(left, right, processor=utils.default_process) / 100

    def jaro_winkler(left: str, right: str) -> float:
        return JaroWinkler.similarity(left, right, processor=utils.default_process)

    for name, compare in (
        ("RapidFuzz token_sort_ratio", token_sort),
        ("RapidFuzz WRatio", weighted),
        ("Jaro-Winkler", jaro_winkler),
    ):
        yield name, lambda case, compare=compare: max(compare(case["name"], listed) for listed in case["listed"])


def nomenklatura_methods() -> Iterator[tuple[str, Method]]:
    """The engines of OpenSanctions, on entities that have names and a schema and nothing else."""
    from followthemoney import model
    from nomenklatura.matching import get_algorithm
    from nomenklatura.matching.types import ScoringConfig

    numbers = count()  # logic-v2 keeps what it computed by an entity's id: every entity needs one of its own

    def entity(schema: str, names: list[str]) -> object:
        return model.get_proxy({"id": f"e{next(numbers)}", "schema": schema, "properties": {"name": names}})

    for name in ("logic-v1", "logic-v2", "name-based", "ofac"):
        algorithm = get_algorithm(name)
        if algorithm is None:
            continue

        def score(case: Case, algorithm: object = algorithm) -> float:
            query = entity(case["schema"], [case["name"]])
            listed = entity(case["schema"], case["listed"])
            return algorithm.compare(query, listed, ScoringConfig.defaults()).score

        yield f"nomenklatura {name}", score


def main() -> None:
    """Score all cases by every method that can be loaded."""
    methods: dict[str, Method] = {}
    said = {}
    for library, load in (("rapidfuzz", rapidfuzz_methods), ("nomenklatura", nomenklatura_methods)):
        try:
            methods.update(load())
            said[library] = version(library)
        except ImportError as missing:
            said[library] = f"not installed ({missing})"
    print(json.dumps(said))
    for line in sys.stdin:
        case = json.loads(line)
        print(json.dumps({name: round(method(case), 6) for name, method in methods.items()}))


if __name__ == "__main__":
    main()
