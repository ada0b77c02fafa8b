"""Score given pairs of names: a table with `name1` and `name2` gains `score` and `match`."""

import csv
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import islice
from pathlib import Path

from comity.lists.national_csv import FORMULA
from comity.matching.name_pairs import score_name_pairs
from comity.matching.scorecard import DEFAULT_SCORECARD, Scorecard
from comity.model.errors import BrokenFile
from comity.operations.evaluation.labelled import LabelledPair, has_label, kind_of, labelled_pair
from comity.operations.evaluation.pair_table import NAMES, SCHEMA, opened_pairs
from comity.store.whole_file import whole_file

ADDED = ("score", "match")
ROWS = 4_096  # pairs scored at a time
THREADS = 2


@dataclass(frozen=True, slots=True)
class ScoredPairs:
    """How many pairs were scored, how many reach the working threshold, how many rows a spreadsheet would run."""

    pairs: int
    matches: int
    formulas: int


def evaluate_pairs(file: Path, out: Path, scorecard: Scorecard = DEFAULT_SCORECARD) -> ScoredPairs:
    """Write the table with `score` (0-1, of the names alone) and `match` (at the working threshold) at its end.

    All other cells stay as they are, word for word: the table is read by whoever wrote it, and may be scored again.
    So one that a spreadsheet would run as a formula is counted, not changed. Columns already called `score` or
    `match` are replaced. Raises NotFound, BrokenFile; `out` is then as it was.
    """
    pairs = matches = formulas = 0
    with opened_pairs(file) as table, whole_file(out) as target, ThreadPoolExecutor(THREADS) as pool:
        kept = [place for place, name in enumerate(table.heading) if name.strip().casefold() not in ADDED]
        places = [table.column(name) for name in (*NAMES, SCHEMA)]
        written = TextIOWrapper(target, "utf-8", newline="")
        writer = csv.writer(written, delimiter=table.delimiter, lineterminator="\n")
        writer.writerow([*(table.heading[place] for place in kept), *ADDED])
        while block := [row.cells for row in islice(table.rows, ROWS)]:
            lefts, rights, schemas = ([_cell(row, place) for row in block] for place in places)
            kinds = [kind_of(schema) for schema in schemas]
            scores = score_name_pairs(lefts, rights, scorecard, kinds=kinds, pool=pool)
            found = (scores >= scorecard.threshold).tolist()
            for row, score, is_match in zip(block, scores.tolist(), found, strict=True):
                cells = [row[place] for place in kept]
                writer.writerow([*cells, f"{score:.6f}", "true" if is_match else "false"])
                formulas += any(cell.startswith(FORMULA) for cell in cells)
            pairs, matches = pairs + len(block), matches + sum(found)
        written.detach()  # writes what it still holds, and leaves the file open
    return ScoredPairs(pairs, matches, formulas)


def read_labelled(file: Path) -> list[LabelledPair]:
    """Labelled pairs: `name1, name2, is_match`. Raises NotFound, BrokenFile."""
    with opened_pairs(file) as table:
        heading = [name.strip().casefold() for name in table.heading]
        if not has_label(heading):
            raise BrokenFile(file.name, "heading", "no column says whether a pair matches", "name it is_match")
        return [
            labelled_pair(dict(zip(heading, row.cells, strict=True)), file.name, f"row {row.number}")
            for row in table.rows
        ]


def _cell(row: tuple[str, ...], place: int | None) -> str:
    return "" if place is None else row[place]
