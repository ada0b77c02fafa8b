"""CSV and TSV, with comma, semicolon, tab or bar between the cells, headings in the first line.

Plain lines are parsed in bulk by Arrow; that it returns exactly one record for each of them is
checked for every block, and a block that does not add up is read line by line instead.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np
import pyarrow as pa
from pyarrow import csv

from comity.intake.block import Block, HeldRecord
from comity.intake.cells import cells_of, fitted, stays_open
from comity.intake.delimiter import delimiter_of
from comity.intake.encoding import encoding_of
from comity.intake.file import InputFile, IntakeOptions
from comity.intake.lines import LineBlock, line_blocks
from comity.intake.opened import OpenedFile, empty, opened
from comity.intake.recognition import Headings, Noticed, need_name, recognise
from comity.intake.records import OddRecord, RecordBlock, record_blocks
from comity.model.errors import TooLarge

SAMPLE_BYTES = 1 << 21
SAMPLE_LINES = 100
MAX_HEADING_LINES = 10


@dataclass(frozen=True, slots=True)
class _Table:
    """How one delimited file is laid out: its headings, how many cells a record has, what stands between them."""

    headings: Headings
    width: int
    delimiter: str


def open_delimited(file: InputFile, options: IntakeOptions, *, format: str) -> OpenedFile:
    """The subjects of a CSV or TSV file. Raises BrokenFile, DoubtfulEncoding, TooLarge, BadRequest."""
    encoding = encoding_of(file, options.encoding)
    lines = line_blocks(file, encoding)
    head = _head(lines, file, options, format)
    headings = recognise(head.names, options, file=file.name)
    need_name(headings, head.names, file=file.name, place="headings")
    noticed = Noticed(file.name, format, encoding, head.delimiter)
    noticed.headings(headings)
    table = _Table(headings, len(head.names), head.delimiter)
    return opened(_blocks(chain([head.rest], lines), table), noticed, options)


@dataclass(frozen=True, slots=True)
class _Head:
    """The headings of a file, what stands between them, and the rest of the block behind them."""

    names: tuple[str, ...]
    delimiter: str
    rest: LineBlock


def _head(lines: Iterator[LineBlock], file: InputFile, options: IntakeOptions, format: str) -> _Head:
    for block in lines:
        if block.overlong:
            raise TooLarge(file.name, "the line of headings", 1, "MiB")
        end = 0
        while end < len(block.text):
            start, end = end, block.text.index(b"\n", end) + 1
            if block.text[start:end].strip(b"\r\n\x00 "):
                return _head_at(block, start, options, format)
    raise empty(file)


def _head_at(block: LineBlock, start: int, options: IntakeOptions, format: str) -> _Head:
    """The headings that begin at a place of a block; behind "sep=;", which is how Excel names the delimiter."""
    sample = block.text[start : start + SAMPLE_BYTES].decode("utf-8", errors="replace").replace("\0", "")
    texts = [text.removesuffix("\r") for text in sample.split("\n")]
    excel = re.fullmatch(r"sep=(.)", texts[0], re.IGNORECASE)
    first = 1 if excel and len(texts) > 1 else 0
    asked = options.delimiter or (excel[1] if excel else None)
    delimiter = delimiter_of(texts[first : first + SAMPLE_LINES], asked, format)
    last = first
    while last - first < MAX_HEADING_LINES and stays_open("\n".join(texts[first : last + 1]), delimiter):
        last += 1
    if last == len(texts) or last - first == MAX_HEADING_LINES:
        last = first
    names = tuple(name.strip() for name in cells_of("\n".join(texts[first : last + 1]), delimiter).texts)
    behind = start
    for _ in range(last + 1):
        behind = block.text.index(b"\n", behind) + 1
    number = block.first + block.text.count(b"\n", 0, behind)
    misread = {line: problem for line, problem in block.misread.items() if line >= number}
    return _Head(names, delimiter, LineBlock(block.text[behind:], number, misread))


def _blocks(lines: Iterator[LineBlock], table: _Table) -> Iterator[Block]:
    row = 0
    full = (block for block in lines if block.text)
    for records in record_blocks(full, table.delimiter, table.width):
        block = _block(records, table, row)
        row += block.received
        yield block


def _block(records: RecordBlock, table: _Table, row: int) -> Block:
    """Plain and odd records in one table, in the order of their lines, numbered on from `row`."""
    columns = _parsed(records.plain, len(records.plain_lines), table)
    odd = records.odd
    if columns is None:
        odd = (*odd, *_line_by_line(records, table))
        columns = _parsed(b"", 0, table) or ()
    read = [each for each in odd if each.cells is not None]
    plain_lines = records.plain_lines if len(odd) == len(records.odd) else records.plain_lines[:0]
    lines = np.concatenate([plain_lines, np.array([each.line for each in read], np.int64)])
    every = np.sort(np.concatenate([lines, np.array([each.line for each in odd if each.cells is None], np.int64)]))
    if read:
        order = np.argsort(lines, kind="stable")
        cells = _odd_columns(read, table)
        columns = tuple(
            pa.concat_arrays([plain, more]).take(pa.array(order)) for plain, more in zip(columns, cells, strict=True)
        )
        lines = lines[order]
    rows = np.searchsorted(every, lines) + 1 + row
    problems: dict[int, list[str]] = {}
    for line, problem in _problems(records, read):
        at = int(np.searchsorted(lines, line))
        if at < len(lines) and lines[at] == line:
            problems.setdefault(int(rows[at]), []).append(problem)
    held = tuple(
        HeldRecord(int(np.searchsorted(every, each.line)) + 1 + row, f"line {each.line}", each.problem or "unreadable")
        for each in sorted(odd, key=lambda each: each.line)
        if each.cells is None
    )
    return Block(table.headings.columns, columns, rows, lines, "line", problems, held)


def _problems(records: RecordBlock, read: list[OddRecord]) -> Iterator[tuple[int, str]]:
    yield from sorted(records.problems.items())
    for record in read:
        if record.problem is not None:
            yield record.line, record.problem


def _parsed(text: bytes, records: int, table: _Table) -> tuple[pa.Array, ...] | None:
    """The used columns of plain lines; None when the parser sees other records than we counted."""
    used = table.headings.used
    if records == 0:
        return tuple(pa.array([], pa.string()) for _ in used)
    names = [str(position) for position in range(table.width)]
    wanted = [names[position] for position in used]
    try:
        parsed = csv.read_csv(
            pa.BufferReader(text),
            read_options=csv.ReadOptions(column_names=names, use_threads=False, block_size=len(text) + 1),
            parse_options=csv.ParseOptions(delimiter=table.delimiter, quote_char='"' if b'"' in text else False),
            convert_options=csv.ConvertOptions(
                include_columns=wanted,
                column_types=dict.fromkeys(wanted, pa.string()),
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid:
        return None
    if parsed.num_rows != records:
        return None
    return tuple(pa.concat_arrays(column.chunks) for column in parsed.columns)


def _line_by_line(records: RecordBlock, table: _Table) -> Iterator[OddRecord]:
    texts = records.plain.decode("utf-8", errors="replace").split("\n")
    full = (text.removesuffix("\r") for text in texts if text.removesuffix("\r"))
    for line, text in zip(records.plain_lines.tolist(), full, strict=True):
        cells = fitted(cells_of(text, table.delimiter), table.width)
        yield OddRecord(line, cells.texts, cells.problem)


def _odd_columns(read: list[OddRecord], table: _Table) -> tuple[pa.Array, ...]:
    return tuple(
        pa.array([each.cells[position] for each in read if each.cells is not None], pa.string())
        for position in table.headings.used
    )
