"""Accuracy beside others, on the same names in the same run.

Needs the real files (COMITY_TEST_DATA, else ../shared/data beside the repository), and for the peers
`make bench-peers-setup`. Every method is judged at the threshold that is best for it on the development half of the
labelled pairs; Comity also at the working threshold that it ships with, which is the one that counts.
"""

import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from comity import __version__
from comity.lists import LISTS
from comity.lists.original_script import is_original_script
from comity.matching.evaluate import Half, Share, best_threshold, classify, half_of, share
from comity.matching.name_pairs import score_name_pairs
from comity.matching.scorecard import DEFAULT_THRESHOLD, ENGINE
from comity.model.designation import Designation
from comity.model.entity import Kind
from comity.model.errors import NotFound
from comity.operations.evaluate_pairs import read_labelled
from comity.operations.evaluation.bench import Bench, Engine, bench_of, people
from comity.operations.evaluation.folder import DataFolder, lines, ofac_newest, table, un_newest
from comity.operations.evaluation.known_names import (
    Known,
    customers,
    names_only,
    original_script,
    same_numbers,
    spoil,
    uk_tables,
)

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("COMITY_TEST_DATA") or ROOT.parent / "shared" / "data")
PEERS = ROOT / ".venv-peers" / "bin" / "python"
SCORER = ROOT / "benchmarks" / "peers" / "score_names.py"
STRANGERS = 400  # customers of each population
FAINT = 0.25  # Comity's score from which a stranger's listing is put before every method
SCHEMA = {Kind.PERSON: "Person", Kind.ORGANISATION: "Organization", Kind.VESSEL: "Vessel", Kind.AIRCRAFT: "Airplane"}
WORKING = "Comity, working threshold"


@dataclass(frozen=True, slots=True)
class Asked:
    """A name beside the names of one entry. `same` is the truth; `set`, `subject` say to which count it belongs."""

    set: str
    subject: str
    name: str
    listed: tuple[str, ...]
    same: bool
    schema: str = "Person"


def asked_of_all(folder: DataFolder) -> Iterator[Asked]:
    """Everything that is put before every method."""
    for pair in read_labelled(folder.need("pairs/name_pairs_dev.csv")):
        yield Asked("labelled pairs", pair.key, pair.name1, (pair.name2,), pair.same, pair.schema or "LegalEntity")
    un = un_newest(folder)
    yield from _known("original script → Latin names", original_script(un), un, latin=True)
    yield from _known("as the UK spells the primary name", uk_tables(folder, un)["primary"], un)
    yield from _known("as OFAC spells the primary name", same_numbers(un, ofac_newest(folder))[0], un)
    edition, known = customers(folder, [un])[0]
    for kind, title in (("substitute", "one letter replaced"), ("reorder-mistype", "another order, one typing error")):
        yield from _known(f"listed customers, {title}", spoil(names_only(known), kind), edition)
    yield from _strangers(folder, bench_of(un, Engine()))


def _known(
    title: str, known: Iterable[Known], listings: Iterable[Designation], *, latin: bool = False
) -> Iterator[Asked]:
    by_reference: dict[str, Designation] = {each.listing.reference: each for each in listings}
    for each in known:
        entity = by_reference[min(each.own)].entity
        names = tuple(name.text for name in entity.names if not latin or not is_original_script(name.text))
        yield Asked(title, each.key, each.subject.names[0], names, True, SCHEMA.get(entity.kind, "LegalEntity"))


def _strangers(folder: DataFolder, bench: Bench) -> Iterator[Asked]:
    """People who are not listed, beside every UN entry that shares so much as a similar word with them."""
    customers_ = [row["full_name"] for row in table(folder.need("population/negatives_us.csv.xz"))]
    real = [line.partition("\t")[0] for line in lines(folder.need("population/wikipedia_person_names.tsv.xz"))]
    for title, population in (("strangers: generated customers", customers_), ("strangers: real names", real)):
        chosen = population[:: len(population) // STRANGERS][:STRANGERS]
        by_reference = {each.listing.reference: each.entity for each in bench.designations}
        for name, hits in zip(chosen, bench.hits(people(chosen), FAINT), strict=True):
            yield Asked(title, name, name, ("-",), False)  # counts the customer even where nothing is like him
            for hit in hits:
                entity = by_reference[hit.reference]
                schema = "Person" if entity.kind is Kind.PERSON else "LegalEntity"
                yield Asked(title, name, name, tuple(each.text for each in entity.names), False, schema)


def score(asked: Sequence[Asked]) -> tuple[dict[str, np.ndarray], Mapping[str, str]]:
    """Scores by method, in the order asked; and the peers' versions."""
    flat = [(each.name, listed) for each in asked for listed in each.listed]
    begun = time.perf_counter()
    scores = score_name_pairs([left for left, _ in flat], [right for _, right in flat])
    print(f"Comity: {len(flat) / (time.perf_counter() - begun):,.0f} pairs of names a second")
    edges = np.cumsum([0, *(len(each.listed) for each in asked)])
    found = {"Comity": np.maximum.reduceat(scores, edges[:-1])}
    if not PEERS.exists():
        return found, {"peers": "not measured: run make bench-peers-setup"}
    cases = "".join(
        json.dumps({"schema": each.schema, "name": each.name, "listed": each.listed}) + "\n" for each in asked
    )
    begun = time.perf_counter()
    answer = subprocess.run([PEERS, SCORER], input=cases, capture_output=True, text=True, check=True).stdout
    print(f"peers: {time.perf_counter() - begun:.0f} s for the same")
    versions, *rows = (json.loads(line) for line in answer.splitlines())
    for method in rows[0] if rows else ():
        found[method] = np.array([row[method] for row in rows])
    return found, versions


def report(asked: Sequence[Asked], scores: Mapping[str, np.ndarray]) -> None:
    """One table: rows are methods, columns the sets."""
    labelled = np.array([each.set == "labelled pairs" for each in asked])
    same = np.array([each.same for each in asked])
    reported = np.array([half_of(each.subject) is Half.REPORT for each in asked])
    sets = list(dict.fromkeys(each.set for each in asked if each.set != "labelled pairs"))
    thresholds = {
        method: best_threshold(each[labelled & ~reported], same[labelled & ~reported])
        for method, each in scores.items()
    }
    judged = [(WORKING, scores["Comity"], DEFAULT_THRESHOLD)]
    judged += [(method, each, thresholds[method]) for method, each in scores.items()]
    for method, each, threshold in judged:
        part = labelled & reported
        f1 = classify(each[part], same[part], threshold)
        print(f"\n{method} (threshold {threshold:.2f})")
        precision, recall = f1.precision.value if f1.precision else 0.0, f1.recall.value if f1.recall else 0.0
        print(f"  labelled pairs, report half: F1 {f1.f1.value:.3f} ({f1.f1.low:.3f}-{f1.f1.high:.3f}), "
              f"precision {precision:.3f}, recall {recall:.3f}")  # fmt: skip
        for name in sets:
            print(f"  {name}: {_shown(_share(asked, each >= threshold, name))}")


def _share(asked: Sequence[Asked], found: np.ndarray, name: str) -> Share:
    """The share of the set's subjects that were found, or alarmed."""
    subjects: dict[tuple[str, str], bool] = {}
    for each, is_found in zip(asked, found.tolist(), strict=True):
        if each.set == name:
            key = (each.subject, each.name)
            subjects[key] = subjects.get(key, False) or is_found
    return share(sum(subjects.values()), len(subjects))


def _shown(found: Share) -> str:
    return f"{found.value:.2%} ({found.low:.2%}-{found.high:.2%}) of {found.of}"


def main() -> None:
    """Measure, or say why not."""
    print(
        f"Comity {__version__} ({ENGINE}), Python {platform.python_version()}, "
        f"{platform.machine()}, {os.cpu_count()} cores"
    )
    if not (DATA / "pairs").is_dir():
        print("Skipped: the real files are not here; name their folder with COMITY_TEST_DATA.")
        return
    try:
        asked = list(asked_of_all(DataFolder(DATA, LISTS)))
    except NotFound as absent:
        print(f"Skipped: {absent}")
        return
    scores, versions = score(asked)
    print("; ".join(f"{library} {said}" for library, said in versions.items()))
    report(asked, scores)


if __name__ == "__main__":
    sys.exit(main())
