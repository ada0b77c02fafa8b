"""The cells of one record of a delimited file (RFC 4180), read forgivingly: what is odd is said, not refused."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one record. `sound` is False when its quoting is broken."""

    texts: tuple[str, ...]
    sound: bool


@dataclass(frozen=True, slots=True)
class FittedCells:
    """Cells fitted to the number of columns, with the problem that remains; `texts` None when they cannot be."""

    texts: tuple[str, ...] | None
    problem: str | None


def cells_of(text: str, delimiter: str) -> Cells:
    """Split one record. A quote inside a cell that does not begin with one is a character like any other."""
    quoted, plain = _patterns(delimiter)
    texts: list[str] = []
    sound = True
    at = 0
    while True:
        match = quoted.match(text, at)
        if match is not None:
            texts.append(match[1].replace('""', '"'))
        else:
            match = plain.match(text, at)
            assert match is not None  # noqa: S101 - the pattern matches the empty text
            cell = match[0]
            if cell.startswith('"'):
                sound = False
                cell = cell.strip('"')
            texts.append(cell)
        if match.end() >= len(text):
            return Cells(tuple(texts), sound)
        at = match.end() + len(delimiter)


def fitted(cells: Cells, columns: int) -> FittedCells:
    """Fit cells to the columns: empty ones at the end are added or dropped; too many that are full cannot be."""
    texts = cells.texts
    problem = None if cells.sound else "the quoting is broken"
    if len(texts) > columns:
        if any(text.strip() for text in texts[columns:]):
            return FittedCells(None, f"{len(texts)} cells under {columns} headings")
        texts = texts[:columns]
    elif len(texts) < columns:
        few = f"{len(texts)} cells under {columns} headings"
        problem = f"{problem}; {few}" if problem else few
        texts = texts + ("",) * (columns - len(texts))
    return FittedCells(texts, problem)


def spans_lines(lines: Sequence[str], delimiter: str, columns: int) -> bool:
    """Are these lines one record with line breaks in a quoted cell, and not records with a quote gone astray?

    Astray is the likelier reading when lines inside, or both the first and the last line, are whole
    records by themselves.
    """
    whole = cells_of("\n".join(lines), delimiter)
    if not whole.sound or len(whole.texts) != columns:
        return False
    counts = [len(cells_of(line, delimiter).texts) for line in lines]
    if any(count == columns for count in counts[1:-1]):
        return False
    return not (counts[0] == columns and counts[-1] == columns)


def stays_open(text: str, delimiter: str) -> bool:
    """Does a quoted cell begin here that does not end here?"""
    return '"' in text and not cells_of(text, delimiter).sound and cells_of(text + '"', delimiter).sound


@lru_cache(maxsize=16)
def _patterns(delimiter: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    escaped = re.escape(delimiter)
    return (
        re.compile(rf'"([^"]*(?:""[^"]*)*)"(?={escaped}|\Z)'),
        re.compile(rf"[^{escaped}]*"),
    )
