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
from comity.matching.evaluate import Estimate, Half, Share, best_threshold, classify, half_of, share
from comity.matching.name_pairs import score_name_pairs
from comity.matching.scorecard import DEFAULT_SCORECARD, DEFAULT_THRESHOLD, ENGINE
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
from comity.operations.evaluation.labelled import kind_of

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("COMITY_TEST_DATA") or ROOT.parent / "shared" / "data")
PEERS = ROOT / ".venv-peers" / "bin" / "python"
SCORER = ROOT / "benchmarks" / "peers" / "score_names.py"
STRANGERS = 400  # customers of each population
FAINT = 0.25  # Comity's score from which a stranger's listing is put before every method
SCHEMA = {Kind.PERSON: "Person", Kind.ORGANISATION: "Organization", Kind.VESSEL: "Vessel", Kind.AIRCRAFT: "Airplane"}
LABELLED = "labelled pairs"
WRITTEN = {  # by what became of them, the pairs that were written for Comity (benchmarks/pairs/README.md)
    "pairs written for Comity, whose errors were looked into": ROOT / "benchmarks" / "pairs" / "seen.csv",
    "pairs written for Comity, never looked at": ROOT / "benchmarks" / "pairs" / "unseen.csv",
}
HEAD = """# Beside others

<!-- Written by `make bench`; do not edit. -->

The same names, put before every method in the same run. {said}.

Comity is judged at the working threshold that it ships with; every other method at the threshold that is best for it on
the development half of the labelled pairs. F1, precision and recall are of the other half; Comity's rules and threshold
were last settled with both in view, so its own is no figure of unseen names. The two sets written for Comity were
written without sight of what it finds; they set no threshold here. The next rows tell how many
names of listed people reach the threshold with their own entry; the last two how many people who are *not* listed
reach it with any entry of the UN list that shares a similar word with them (lower is better). Intervals are 95 %.

"""


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
        yield Asked(LABELLED, pair.key, pair.name1, (pair.name2,), pair.same, pair.schema or "LegalEntity")
    for title, file in WRITTEN.items():
        for pair in read_labelled(file):
            yield Asked(title, pair.key, pair.name1, (pair.name2,), pair.same, pair.schema or "LegalEntity")
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
    flat = [(each.name, listed, kind_of(each.schema)) for each in asked for listed in each.listed]
    begun = time.perf_counter()
    left, right, kinds = zip(*flat, strict=True)
    scores = score_name_pairs(left, right, kinds=kinds)
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


def page(asked: Sequence[Asked], scores: Mapping[str, np.ndarray], said: str) -> str:
    """Rows are sets, columns methods; every share with its 95 % interval."""
    labelled = np.array([each.set == LABELLED for each in asked])
    same = np.array([each.same for each in asked])
    reported = np.array([half_of(each.subject) is Half.REPORT for each in asked])
    learning, judging = labelled & ~reported, labelled & reported
    judged = [("Comity", scores["Comity"], DEFAULT_THRESHOLD)]
    judged += [
        (method, each, best_threshold(each[learning], same[learning]))
        for method, each in scores.items()
        if method != "Comity"
    ]
    f1 = [classify(each[judging], same[judging], threshold) for _, each, threshold in judged]
    rows = [
        ("threshold", [f"{threshold:g}" for _, _, threshold in judged]),
        ("labelled pairs, F1", [_ratio(it.f1) for it in f1]),
        ("labelled pairs, precision", [_shown(it.precision) for it in f1]),
        ("labelled pairs, recall", [_shown(it.recall) for it in f1]),
    ]
    for name in WRITTEN:
        chosen = np.array([each.set == name for each in asked])
        f1 = [classify(each[chosen], same[chosen], threshold) for _, each, threshold in judged]
        rows.append((f"{name} ({chosen.sum()}), F1", [_ratio(it.f1) for it in f1]))
    for name in dict.fromkeys(each.set for each in asked if each.set not in {LABELLED, *WRITTEN}):
        shares = [_share(asked, each >= threshold, name) for _, each, threshold in judged]
        rows.append((f"{name} ({shares[0].of})", [_shown(it) for it in shares]))
    lines_ = [f"| | {' | '.join(method for method, _, _ in judged)} |", "|---|" + "--:|" * len(judged)]
    lines_ += [f"| {name} | {' | '.join(cells)} |" for name, cells in rows]
    return HEAD.format(said=said) + "\n".join(lines_) + "\n"


def _share(asked: Sequence[Asked], found: np.ndarray, name: str) -> Share:
    """The share of the set's subjects that were found, or alarmed."""
    subjects: dict[tuple[str, str], bool] = {}
    for each, is_found in zip(asked, found.tolist(), strict=True):
        if each.set == name:
            key = (each.subject, each.name)
            subjects[key] = subjects.get(key, False) or is_found
    return share(sum(subjects.values()), len(subjects))


def _ratio(found: Estimate) -> str:
    return f"**{found.value:.3f}** ({found.low:.3f}–{found.high:.3f})"


def _shown(found: Share | None) -> str:
    return "–" if found is None else f"{found.value:.1%} ({found.low:.1%}–{found.high:.1%})"


def main() -> None:
    """Measure and print, or say why not; with a path, write the page there too."""
    if not (DATA / "pairs").is_dir():
        print("Skipped: the real files are not here; name their folder with COMITY_TEST_DATA.")
        return
    try:
        asked = list(asked_of_all(DataFolder(DATA, LISTS)))
    except NotFound as absent:
        print(f"Skipped: {absent}")
        return
    scores, versions = score(asked)
    said = f"Comity {__version__} ({ENGINE}), scorecard `{DEFAULT_SCORECARD.digest()[:12]}`; " + "; ".join(
        f"{library} {version}" for library, version in versions.items()
    )
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores")
    written = page(asked, scores, said)
    print(written)
    for path in sys.argv[1:]:
        Path(path).write_text(written, "utf-8")


if __name__ == "__main__":
    main()
