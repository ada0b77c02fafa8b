"""Score given pairs of names: a table with `name1` and `name2` gains `score` and `match`."""

import csv
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import TextIO

from comity.matching.name_pairs import score_name_pairs
from comity.matching.scorecard import DEFAULT_SCORECARD, Scorecard
from comity.model.entity import Kind
from comity.model.errors import BrokenFile
from comity.operations.evaluation.labelled import LabelledPair, has_label, kind_of, labelled_pair
from comity.store.received_file import need_file
from comity.store.whole_file import whole_file

NAMES = ("name1", "name2")
SCHEMA = "schema"  # of FollowTheMoney: tells persons from bodies
ADDED = ("score", "match")
ROWS = 4_096  # pairs scored at a time
THREADS = 2
LONGEST = 1 << 20  # characters of one cell


@dataclass(frozen=True, slots=True)
class ScoredPairs:
    """How many pairs were scored, and how many reach the working threshold."""

    pairs: int
    matches: int


def evaluate_pairs(file: Path, out: Path, scorecard: Scorecard = DEFAULT_SCORECARD) -> ScoredPairs:
    """Write the table with `score` (0-1, of the names alone) and `match` (at the working threshold) at its end.

    All other columns stay as they are, word for word: the table is read by whoever wrote it. Columns already
    called `score` or `match` are replaced. Raises NotFound, BrokenFile; `out` is then as it was.
    """
    pairs = matches = 0
    with _rows(file) as (heading, rows), whole_file(out) as target, ThreadPoolExecutor(THREADS) as pool:
        kept = [place for place, name in enumerate(heading) if name not in ADDED]
        left, right = (heading.index(name) for name in NAMES)
        schema = heading.index(SCHEMA) if SCHEMA in heading else None
        written = TextIOWrapper(target, "utf-8", newline="")
        writer = csv.writer(written, lineterminator="\n")
        writer.writerow([*(heading[place] for place in kept), *ADDED])
        while block := list(islice(rows, ROWS)):
            lefts, rights = [row[left] for row in block], [row[right] for row in block]
            kinds = [Kind.UNKNOWN if schema is None else kind_of(row[schema]) for row in block]
            scores = score_name_pairs(lefts, rights, scorecard, kinds=kinds, pool=pool)
            found = (scores >= scorecard.threshold).tolist()
            for row, score, is_match in zip(block, scores.tolist(), found, strict=True):
                writer.writerow([*(row[place] for place in kept), f"{score:.6f}", "true" if is_match else "false"])
            pairs, matches = pairs + len(block), matches + sum(found)
        written.detach()  # writes what it still holds, and leaves the file open
    return ScoredPairs(pairs, matches)


def read_labelled(file: Path) -> list[LabelledPair]:
    """Labelled pairs: `name1, name2, is_match`. Raises NotFound, BrokenFile."""
    with _rows(file) as (heading, rows):
        if not has_label(heading):
            raise BrokenFile(file.name, "heading", "no column says whether a pair matches", "name it is_match")
        return [
            labelled_pair(dict(zip(heading, row, strict=True)), file.name, f"row {place}")
            for place, row in enumerate(rows, 2)
        ]


@contextmanager
def _rows(file: Path) -> Iterator[tuple[list[str], Iterator[list[str]]]]:
    """The heading and the rows of a table of pairs."""
    need_file(file)
    csv.field_size_limit(LONGEST)
    with file.open(encoding="utf-8-sig", newline="") as text:
        reader = _read(text, file.name)
        heading = next(reader, [])
        missing = [name for name in NAMES if name not in heading]
        if missing:
            raise BrokenFile(
                file.name, "heading", f"no column {' or '.join(missing)}", "the columns are schema,name1,name2"
            )
        yield heading, _even(reader, len(heading), file.name)


def _read(text: TextIO, name: str) -> Iterator[list[str]]:
    reader = csv.reader(text)
    try:
        yield from reader
    except UnicodeDecodeError as error:
        raise BrokenFile(name, f"after line {reader.line_num}", "this is not UTF-8", "save it as UTF-8") from error
    except csv.Error as error:
        raise BrokenFile(name, f"line {reader.line_num}", str(error), "check the quotation marks") from error


def _even(rows: Iterator[Sequence[str]], width: int, name: str) -> Iterator[list[str]]:
    """Rows as wide as the heading; blank lines are no rows."""
    for place, row in enumerate(rows, 2):
        if len(row) > width:
            raise BrokenFile(
                name, f"row {place}", f"{len(row)} cells under {width} headings", "check the quotation marks"
            )
        if row:
            yield [*row, *[""] * (width - len(row))]
