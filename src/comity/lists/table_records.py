"""Rows of a publisher's delimited text file, read as a stream, with limits.

A line that is sound UTF-8 is read as UTF-8, any other in the encoding that the importer states: publishers
have changed encodings from edition to edition, and once within one file. UTF-16 is known by its mark.
Nothing is skipped silently: surplus cells appear as "column N", short rows and damaged characters are
reported, a file that ends within a row is refused.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from comity.lists.reading import Reading
from comity.lists.source import SourceFile
from comity.model.errors import BrokenFile, TooLarge

FIELD_LIMIT = 1_000_000  # characters in one cell
LINE_LIMIT = 8_000_000  # bytes in one line, characters in one row of many lines
COLUMN_LIMIT = 10_000
SNIFFED = 4_096
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
UTF8_MARK = b"\xef\xbb\xbf"
END_OF_FILE = "\x1a"  # OFAC's files end with a line that holds only this
REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class TableForm:
    """How a publisher writes a table.

    `required` are the headings without which it is another file; further headings are read too.
    `headings_line` is their line, counted from 1; 0 where the file has none, and `required` then
    names the columns in their order. `encoding` is for lines that are not UTF-8.
    """

    required: tuple[str, ...]
    delimiter: str = ","
    encoding: str = "cp1252"
    headings_line: int = 1


def table_rows(file: SourceFile, form: TableForm, reading: Reading) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row with the number of its first line, by heading. A repeated heading gets " (2)", " (3)" …"""
    with file.open() as stream:
        lines = _Lines(file.name, stream, form.encoding, reading)
        headings = form.required if form.headings_line == 0 else ()
        for number, cells in _cells(file.name, lines, form.delimiter):
            if not headings:
                if number >= form.headings_line:
                    headings = _headings(file.name, number, cells, form)
                continue
            yield number, _row(file.name, number, cells, headings, reading)
        if not headings:
            raise _not_this_table(file.name, "its headings", form)
        lines.report()


def first_lines(file: SourceFile, form: TableForm, count: int) -> tuple[tuple[str, ...], ...]:
    """The cells of the first lines, for what a publisher writes above the headings. Refuses web pages."""
    lines: list[tuple[str, ...]] = []
    with file.open() as stream:
        for _, cells in _cells(file.name, _Lines(file.name, stream, form.encoding, Reading()), form.delimiter):
            lines.append(tuple(cell.strip() for cell in cells))
            if len(lines) == count:
                break
    return tuple(lines)


@dataclass(slots=True)
class _Lines:
    """The decoded lines of a stream, each bounded; remembers those of the row being read."""

    name: str
    stream: BinaryIO
    encoding: str
    reading: Reading
    number: int = 0
    of_row: list[str] = field(default_factory=list)
    _row_size: int = 0
    _utf8: int = 0
    _other: int = 0

    def __iter__(self) -> Iterator[str]:
        for raw in self._raw():
            self.number += 1
            line = self._decoded(raw)
            if line.strip() == END_OF_FILE:
                continue
            self._row_size += len(line)
            if self._row_size > LINE_LIMIT:
                raise TooLarge(self.name, f"the row that ends at line {self.number}", LINE_LIMIT, "characters")
            if "\x00" in line or REPLACEMENT in line:
                line = line.replace("\x00", REPLACEMENT)
                self.reading.odd(f"{self.name} line {self.number}", "row", line, "damaged characters, kept as �")
            self.of_row.append(line)
            yield line

    def _raw(self) -> Iterator[bytes]:
        start = self.stream.read(SNIFFED)
        _refuse_web_page(self.name, start)
        self.stream.seek(0)
        if start.startswith(UTF16_MARKS):
            text = io.TextIOWrapper(self.stream, encoding="utf-16", errors="replace", newline="")
            try:
                while line := text.readline(LINE_LIMIT):
                    yield self._bounded(line.encode("utf-8"))
            finally:
                text.detach()
            return
        if start.startswith(UTF8_MARK):
            self.stream.seek(len(UTF8_MARK))
        while raw := self.stream.readline(LINE_LIMIT):
            yield self._bounded(raw)

    def _bounded(self, raw: bytes) -> bytes:
        if len(raw) >= LINE_LIMIT:
            raise TooLarge(self.name, f"line {self.number + 1}", LINE_LIMIT, "bytes")
        return raw

    def _decoded(self, raw: bytes) -> str:
        try:
            line = raw.decode("utf-8")
        except UnicodeDecodeError:
            self._other += 1
            return raw.decode(self.encoding, errors="replace")
        if not line.isascii():
            self._utf8 += 1
        return line

    def end_row(self) -> list[str]:
        """The lines of the row that was just read; the next row starts."""
        lines, self.of_row, self._row_size = self.of_row, [], 0
        return lines

    def report(self) -> None:
        """Tell of a file that mixes encodings; each of its lines was read in the one that fits."""
        if self._utf8 and self._other:
            counts = f"{self._utf8} lines in UTF-8, {self._other} in {self.encoding}"
            self.reading.odd(self.name, "encoding", counts, "two encodings in one file")


def _cells(name: str, lines: _Lines, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(FIELD_LIMIT)
    reader = csv.reader(lines, delimiter=delimiter)
    started, columns, shorter, last = 1, 0, False, [""]
    try:
        for cells in reader:
            if len(cells) > COLUMN_LIMIT:
                raise TooLarge(name, f"line {started}", COLUMN_LIMIT, "columns")
            if any(cells):
                yield started, cells
            shorter = len(cells) < columns
            columns, started, last = len(cells), lines.number + 1, lines.end_row()
        # an open quotation, or a short row without an end of line: the rest of the file is missing
        if sum(line.count('"') for line in last) % 2 or (shorter and not last[-1].endswith(("\r", "\n"))):
            raise BrokenFile(name, f"line {started - 1}", "the file ends within a row", "fetch the file again")
    except csv.Error as problem:
        if "field limit" in str(problem):
            raise TooLarge(name, f"a cell near line {lines.number}", FIELD_LIMIT, "characters") from problem
        raise BrokenFile(name, f"line {lines.number}", str(problem), "fetch the file again") from problem


def _headings(name: str, number: int, cells: list[str], form: TableForm) -> tuple[str, ...]:
    headings: list[str] = []
    seen: dict[str, int] = {}
    for cell in cells:
        heading = cell.strip()
        seen[heading] = seen.get(heading, 0) + 1
        headings.append(heading if seen[heading] == 1 else f"{heading} ({seen[heading]})")
    missing = [heading for heading in form.required if heading not in seen]
    if missing:
        raise _not_this_table(name, f"line {number}", form, missing)
    return tuple(headings)


def _row(name: str, number: int, cells: list[str], headings: tuple[str, ...], reading: Reading) -> dict[str, str]:
    if len(cells) < len(headings):
        counts = f"{len(cells)} cells for {len(headings)} headings"
        reading.odd(f"{name} line {number}", "row", counts, "a short row; its last cells are taken as empty")
        cells = cells + [""] * (len(headings) - len(cells))
    row = dict(zip(headings, cells, strict=False))
    for column, cell in enumerate(cells[len(headings) :], start=len(headings) + 1):
        if cell.strip():
            row[f"column {column}"] = cell
    return row


def _refuse_web_page(name: str, start: bytes) -> None:
    beginning = start.removeprefix(UTF8_MARK).lstrip().lower()
    if beginning.startswith((b"<!doctype html", b"<html")):
        raise BrokenFile(name, "line 1", "a web page instead of a table", "fetch the file itself from its publisher")


def _not_this_table(name: str, place: str, form: TableForm, missing: list[str] | None = None) -> BrokenFile:
    wanted = ", ".join(repr(heading) for heading in (missing or form.required)[:5])
    return BrokenFile(
        name, place, f"the headings {wanted} were expected and not found", "check that it is this list's file"
    )
