"""A table of pairs of names as somebody saved it: `name1` and `name2` in any order, beside whatever else it holds.

Encoding and delimiter are recognised as those of customer files are. A table that cannot be read whole is refused:
a pair that silently went missing would be a pair that nobody judged.
"""

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TextIO

from comity.intake.delimiter import DELIMITERS
from comity.intake.encoding import encoding_of
from comity.intake.file import InputFile
from comity.model.errors import BrokenFile, DoubtfulEncoding
from comity.store.received_file import need_file

NAMES = ("name1", "name2")
SCHEMA = "schema"  # of FollowTheMoney: tells persons from bodies
LONGEST = 1 << 20  # characters of one cell
MARK = "\ufeff"  # of byte order
END = "\0the end\0"  # a record of its own, unless a quotation mark is still open


@dataclass(frozen=True, slots=True)
class PairRow:
    """The cells of one pair, as many as there are headings. `number` is that of a spreadsheet: headings are 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PairTable:
    """Headings as they are written, what stands between the cells, and the rows, which are read once."""

    heading: tuple[str, ...]
    delimiter: str
    rows: Iterator[PairRow]

    def column(self, name: str) -> int | None:
        """Where the column of this name stands, whatever capitals and spaces it is written with."""
        known = [_plain(heading) for heading in self.heading]
        return known.index(name) if name in known else None


@contextmanager
def opened_pairs(file: Path) -> Iterator[PairTable]:
    """A table of pairs. Raises NotFound, BrokenFile."""
    need_file(file)
    csv.field_size_limit(LONGEST)
    try:
        encoding = encoding_of(InputFile(file.name, lambda: file.open("rb")))
    except DoubtfulEncoding as error:
        raise _undecodable(file.name, "utf-8") from error
    with file.open(encoding=encoding, newline="") as text:
        delimiter = _delimiter(text, file.name, encoding)
        records = _records(text, delimiter, file.name, encoding)
        heading = next(records, ())
        known = [_plain(cell) for cell in heading]
        for name in (*NAMES, SCHEMA):
            if known.count(name) > 1:
                raise BrokenFile(file.name, "heading", f"{known.count(name)} columns are called {name}", "keep one")
        missing = [name for name in NAMES if name not in known]
        if missing:
            raise BrokenFile(
                file.name, "heading", f"no column {' or '.join(missing)}", "the columns are schema,name1,name2"
            )
        yield PairTable(tuple(heading), delimiter, _even(records, len(heading), file.name))


def _plain(heading: str) -> str:
    return heading.strip().casefold()


def _delimiter(text: TextIO, name: str, encoding: str) -> str:
    """What parts the first line into the most headings that are known; the text then stands at its beginning."""
    try:
        first = text.readline(LONGEST)
    except UnicodeDecodeError as error:
        raise _undecodable(name, encoding) from error
    text.seek(0)
    known = {*NAMES, SCHEMA}

    def fit(delimiter: str) -> int:
        cells = first.removeprefix(MARK).split(delimiter)
        return len(known & {_plain(cell.strip().strip('"')) for cell in cells})

    return max(DELIMITERS, key=fit)


def _records(text: TextIO, delimiter: str, name: str, encoding: str) -> Iterator[list[str]]:
    marked = (line.removeprefix(MARK) if at == 0 else line for at, line in enumerate(text))
    reader = csv.reader(chain(marked, [END]), delimiter=delimiter)
    begin = 1
    try:
        for record in reader:
            if record == [END]:
                return
            if record and record[-1].endswith(END):
                raise BrokenFile(
                    name, f"line {begin}", "a quotation mark here is never closed", "check the quotation marks"
                )
            begin = reader.line_num + 1
            yield record
    except UnicodeDecodeError as error:
        raise _undecodable(name, encoding) from error
    except csv.Error as error:
        raise BrokenFile(name, f"line {reader.line_num}", str(error), "check the quotation marks") from error


def _undecodable(name: str, encoding: str) -> BrokenFile:
    return BrokenFile(name, "whole file", f"some of it is not {encoding.upper()}", "save it as UTF-8")


def _even(records: Iterator[Sequence[str]], width: int, name: str) -> Iterator[PairRow]:
    """Rows as wide as the heading; blank lines are no rows."""
    for number, record in enumerate(records, 2):
        if any(cell.strip() for cell in record[width:]):
            raise BrokenFile(
                name, f"row {number}", f"{len(record)} cells under {width} headings", "check the quotation marks"
            )
        if record:
            yield PairRow(number, (*record[:width], *[""] * (width - len(record))))
