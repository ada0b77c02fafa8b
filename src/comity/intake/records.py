"""Lines of a delimited file made into records: the plain ones found in bulk, the odd ones read with care.

A line is plain when it is one record by itself: as many cells as there are headings, quotes that open
and close where RFC 4180 has them, no NUL. That is decided for a whole block at once with NumPy;
only the other lines are looked at one by one. A quoted cell may hold line breaks, up to MAX_LINES of
them: a lone quote so costs its own record, never the rest of the file.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from comity.intake.cells import cells_of, fitted, spans_lines, stays_open
from comity.intake.file import MAX_RECORD_BYTES
from comity.intake.lines import LineBlock

MAX_LINES = 100
TOO_LONG = "the line is longer than 1 MiB"
QUOTE, NEWLINE, RETURN = ord('"'), ord("\n"), ord("\r")

Numbers: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class OddRecord:
    """A record read with care: its cells, or None when they cannot be had, and what is odd about it."""

    line: int
    cells: tuple[str, ...] | None
    problem: str | None


@dataclass(frozen=True, slots=True)
class RecordBlock:
    """The records of some lines. `plain` is their text, one record a line; `plain_lines` numbers the lines.

    `problems` says of single lines (plain ones too) how they had to be read.
    """

    plain: bytes
    plain_lines: Numbers
    odd: tuple[OddRecord, ...]
    problems: dict[int, str] = field(default_factory=dict)


def record_blocks(blocks: Iterator[LineBlock], delimiter: str, columns: int) -> Iterator[RecordBlock]:
    """The records of a file whose lines come in blocks, from behind its headings."""
    waiting: LineBlock | None = None
    for block in blocks:
        joined = block if waiting is None else _joined(waiting, block)
        records, waiting = _split(joined, delimiter, columns, last=False)
        yield records
    if waiting is not None:
        records, _ = _split(waiting, delimiter, columns, last=True)
        yield records


def _joined(first: LineBlock, second: LineBlock) -> LineBlock:
    return LineBlock(
        first.text + second.text,
        first.first,
        {**first.misread, **second.misread},
        [*first.overlong, *second.overlong],
    )


@dataclass(frozen=True, slots=True)
class _Lines:
    """Where the lines of a text begin and end (line end excluded), and which are what."""

    starts: Numbers
    ends: Numbers
    blank: Flags
    flagged: Flags


@dataclass(frozen=True, slots=True)
class _Reach:
    """The last line of a record (None: more lines are needed to tell), and the first line not looked at for it.

    A quote astray is looked for once: lines that a failed search has passed are not searched from again,
    or a hostile file would cost the square of its size.
    """

    last: int | None
    looked: int


def _split(block: LineBlock, delimiter: str, columns: int, *, last: bool) -> tuple[RecordBlock, LineBlock | None]:
    lines = _survey(block.text, delimiter, columns)
    consumed = lines.flagged.copy()
    odd = [OddRecord(line, None, TOO_LONG) for line in block.overlong]
    waiting: LineBlock | None = None
    reach = _Reach(-1, 0)
    for start in np.flatnonzero(lines.flagged).tolist():
        if reach.last is not None and start <= reach.last:
            continue
        if start >= reach.looked:
            reach = _reach(block, lines, start, delimiter, columns)
        else:
            reach = _Reach(start, reach.looked)
        if reach.last is None and not last:
            consumed[start:] = True
            waiting = _from(block, lines, start)
            break
        end = start if reach.last is None else reach.last
        consumed[start : end + 1] = True
        odd.append(_careful(block, lines, range(start, end + 1), delimiter, columns))
    plain = ~consumed & ~lines.blank
    records = RecordBlock(
        plain=block.text if bool(plain.all()) else _text_of(block.text, lines, plain),
        plain_lines=np.flatnonzero(plain) + block.first,
        odd=tuple(odd),
        problems=block.misread,
    )
    return records, waiting


def _survey(text: bytes, delimiter: str, columns: int) -> _Lines:
    characters = np.frombuffer(text, dtype=np.uint8)
    newlines = np.flatnonzero(characters == NEWLINE)
    starts = np.concatenate([np.zeros(1, np.int64), newlines[:-1] + 1])
    ends = newlines.astype(np.int64)
    if b"\r" in text:
        ends = ends - ((ends > starts) & (characters[np.maximum(ends - 1, 0)] == RETURN))
    delimiters = np.flatnonzero(characters == ord(delimiter))
    flagged = (newlines - starts) > MAX_RECORD_BYTES
    if b'"' in text:
        quotes = np.flatnonzero(characters == QUOTE)
        flagged |= _badly_quoted(characters, quotes, newlines, ord(delimiter))
        first_quote = np.searchsorted(quotes, starts)
        line_of = np.searchsorted(newlines, delimiters)
        outside = (np.searchsorted(quotes, delimiters) - first_quote[line_of]) % 2 == 0
        delimiters = delimiters[outside]
    cells = np.diff(np.searchsorted(delimiters, newlines), prepend=0) + 1
    flagged |= cells != columns
    for strange in _strange(text, characters):
        flagged[np.searchsorted(newlines, strange)] = True
    # A line of delimiters alone is how spreadsheets write an empty row.
    blank = ends - starts == cells - 1
    return _Lines(starts, ends, blank, flagged & ~blank)


def _badly_quoted(characters: npt.NDArray[np.uint8], quotes: Numbers, newlines: Numbers, delimiter: int) -> Flags:
    """Lines whose quotes do not open at a cell's start and close at its end, or stay open."""
    line_of = np.searchsorted(newlines, quotes)
    count = np.bincount(line_of, minlength=len(newlines))
    first = np.concatenate([np.zeros(1, np.int64), np.cumsum(count)[:-1]])
    opening = (np.arange(len(quotes)) - first[line_of]) % 2 == 0
    before = characters[np.maximum(quotes - 1, 0)]
    after = characters[np.minimum(quotes + 1, len(characters) - 1)]
    opens = (before == delimiter) | (before == NEWLINE) | (before == QUOTE) | (quotes == 0)
    closes = (after == delimiter) | (after == NEWLINE) | (after == RETURN) | (after == QUOTE)
    bad: Flags = count % 2 == 1
    bad[line_of[np.where(opening, ~opens, ~closes)]] = True
    return bad


def _strange(text: bytes, characters: npt.NDArray[np.uint8]) -> Iterator[Numbers]:
    """Where characters stand that only the careful reading takes: NUL, and a carriage return inside a line."""
    if b"\0" in text:
        yield np.flatnonzero(characters == 0)
    if text.count(b"\r") != text.count(b"\r\n"):
        returns = np.flatnonzero(characters == RETURN)
        yield returns[characters[np.minimum(returns + 1, len(characters) - 1)] != NEWLINE]


def _reach(block: LineBlock, lines: _Lines, start: int, delimiter: str, columns: int) -> _Reach:
    """How far the record reaches that begins in a line: beyond it only when a quoted cell stays open there."""
    text = _line(block, lines, start)
    if columns == 1 or not stays_open(text, delimiter):
        return _Reach(start, start + 1)
    texts = [text]
    size = len(text)
    at = start
    for at in range(start + 1, start + MAX_LINES):
        if at == len(lines.starts):
            return _Reach(None, at)
        texts.append(_line(block, lines, at))
        size += len(texts[-1])
        if size > MAX_RECORD_BYTES:
            break
        if '"' not in texts[-1]:
            continue
        if spans_lines(texts, delimiter, columns):
            return _Reach(at, at + 1)
        if not stays_open("\n".join(texts), delimiter):
            break
    return _Reach(start, at)


def _careful(block: LineBlock, lines: _Lines, which: range, delimiter: str, columns: int) -> OddRecord:
    """One record from the lines that it reaches over."""
    number = block.first + which.start
    if lines.ends[which.stop - 1] - lines.starts[which.start] > MAX_RECORD_BYTES:
        return OddRecord(number, None, TOO_LONG)
    text = "\n".join(_line(block, lines, at) for at in which)
    nul = "\0" in text
    if nul:
        text = text.replace("\0", "")
        if not text.strip():
            return OddRecord(number, None, "nothing but NUL bytes")
    cells = fitted(cells_of(text.replace("\r", " "), delimiter), columns)
    problems = [problem for problem in (cells.problem, "NUL bytes were left out" if nul else None) if problem]
    return OddRecord(number, cells.texts, "; ".join(problems) or None)


def _line(block: LineBlock, lines: _Lines, at: int) -> str:
    return block.text[lines.starts[at] : lines.ends[at]].decode("utf-8", errors="replace")


def _from(block: LineBlock, lines: _Lines, at: int) -> LineBlock:
    number = block.first + at
    misread = {line: problem for line, problem in block.misread.items() if line >= number}
    return LineBlock(block.text[lines.starts[at] :], number, misread)


def _text_of(text: bytes, lines: _Lines, wanted: Flags) -> bytes:
    characters = np.frombuffer(text, dtype=np.uint8)
    widths = np.diff(np.concatenate([lines.starts, np.array([len(text)])]))
    return characters[np.repeat(wanted, widths)].tobytes()
