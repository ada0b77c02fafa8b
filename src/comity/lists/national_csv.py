"""A national list as CSV: some lines about the list, a line of headings, then one row for each entry.

Cells that a spreadsheet would run as a formula are written after an apostrophe, which reading takes away
again; so are cells that start with an apostrophe themselves, and nothing is in doubt.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing

from comity.lists.national_form import (
    BY_COLUMN,
    FORMAT,
    HEADER_FIELDS,
    NEXT_STEP,
    REPEATED,
    SINGLE,
    VERSION,
    NationalHeader,
    Repeated,
)
from comity.lists.reading import Reading
from comity.lists.record import Record
from comity.lists.source import SourceFile
from comity.lists.table_records import TableForm, table_rows
from comity.model.errors import BrokenFile, DoubtfulEncoding

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
GUARDED = (*FORMULA, "'")
NUMBERED = re.compile(r"([a-z_]+?)(?:_(\d{1,4}))?(?:_([a-z_]+))?")
MAX_HEADER_LINES = 40
MAX_LINE = 65_536
ENCODINGS = ("cp1251", "cp1252", "cp1256")

Fields = Mapping[str, object]


def is_national_csv(start: bytes) -> bool:
    """Does a file begin as this form does?"""
    return start.removeprefix(codecs.BOM_UTF8).lstrip(b'"').startswith(FORMAT.encode())


def csv_header(file: SourceFile) -> dict[str, str]:
    """The lines about the list, by their first cell. Raises BrokenFile, or DoubtfulEncoding when not UTF-8."""
    _check_encoding(file)
    return _preamble(file)[0]


def csv_records(file: SourceFile, reading: Reading) -> Iterator[Record]:
    """One record a row."""
    _, line, delimiter = _preamble(file)
    form = TableForm(required=("reference",), delimiter=delimiter, headings_line=line)
    for number, row in table_rows(file, form, reading):
        yield _row_record({column: bare(cell) for column, cell in row.items()}, f"{file.name}: line {number}", reading)


def csv_bytes(header: NationalHeader, entries: Sequence[Fields]) -> bytes:
    """The list as CSV in UTF-8 with its mark, so that a spreadsheet reads it as such."""
    rows = [_cells(entry) for entry in entries]
    columns = _columns(rows)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow((FORMAT, VERSION))
    writer.writerows((name, guarded(" ".join(str(getattr(header, name)).split()))) for name in HEADER_FIELDS)
    writer.writerow(("entries", str(len(rows))))
    writer.writerow(columns)
    writer.writerows([guarded(row.get(column, "")) for column in columns] for row in rows)
    return codecs.BOM_UTF8 + text.getvalue().encode("utf-8")


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(GUARDED) else text


def bare(cell: str) -> str:
    """The text that `guarded` was given."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(GUARDED) else cell


def _row_record(row: Mapping[str, str], place: str, reading: Reading) -> Record:
    record = Record("entry", {}, place=place, reading=reading)
    parts: dict[tuple[str, int], Record] = {}
    for column, text in row.items():
        if not text.strip():
            continue
        repeated, number, part = _meaning(column)
        if repeated is None:
            record.add(column, text)
        elif repeated.main is None:
            record.add(repeated.field, text)
        else:
            key = (repeated.field, number)
            if key not in parts:
                parts[key] = Record(repeated.field, {}, place=place, reading=reading)
                record.add(repeated.field, parts[key])
            parts[key].add(part or repeated.main, text)
    return record


def _meaning(column: str) -> tuple[Repeated | None, int, str | None]:
    """The field, number and part that a column holds; no number means the first. None for any other column."""
    if column in BY_COLUMN:
        return BY_COLUMN[column], 1, None
    found = NUMBERED.fullmatch(column)
    repeated = BY_COLUMN.get(found[1]) if found is not None and column not in SINGLE else None
    if found is None or repeated is None or (found[3] is not None and found[3] not in repeated.parts):
        return None, 1, None
    return repeated, int(found[2] or 1), found[3]


def _cells(entry: Fields) -> dict[str, str]:
    """The fields of an entry by column."""
    cells = {name: str(entry[name]) for name in SINGLE if entry.get(name)}
    for repeated in REPEATED:
        values = entry.get(repeated.field)
        for number, value in enumerate(values if isinstance(values, list) else [], start=1):
            column = f"{repeated.column}_{number}"
            if not isinstance(value, dict):
                cells[column] = str(value)
                continue
            for part, text in value.items():
                cells[column if part == repeated.main else f"{column}_{part}"] = str(text)
    return cells


def _columns(rows: Sequence[Mapping[str, str]]) -> list[str]:
    """All columns that any row needs, and the first of each field; without rows (a template) with its parts."""
    needed = {column for row in rows for column in row}
    columns = [*SINGLE[:2]]
    for repeated in REPEATED:
        suffixes = ("", *(f"_{part}" for part in repeated.parts)) if repeated.main else ("",)
        pattern = re.compile(rf"{repeated.column}_(\d+)(?:_|$)")
        numbers = {int(found[1]) for column in needed if (found := pattern.match(column))} | {1}
        candidates = [(number, suffix) for number in sorted(numbers) for suffix in suffixes]
        columns += [
            column
            for number, suffix in candidates
            if (column := f"{repeated.column}_{number}{suffix}") in needed or (number == 1 and not (rows and suffix))
        ]
    return [*columns, *SINGLE[2:]]


def _preamble(file: SourceFile) -> tuple[dict[str, str], int, str]:
    """The lines about the list, the number of the line of headings, and the delimiter."""
    fields: dict[str, str] = {}
    delimiter = ","
    with closing(file.open()) as stream:
        for number in range(1, MAX_HEADER_LINES + 1):
            line = stream.readline(MAX_LINE).decode("utf-8", errors="replace").removeprefix("\ufeff")
            if number == 1:
                # spreadsheets write the delimiter of their country
                delimiter = next((mark for mark in ";\t" if line.replace('"', "").startswith(f"{FORMAT}{mark}")), ",")
            cells = next(csv.reader([line], delimiter=delimiter), [])
            name = cells[0].strip() if cells else ""
            if name == "reference":
                return fields, number, delimiter
            if name:
                fields["version" if name == FORMAT else name] = bare(cells[1]) if len(cells) > 1 else ""
    raise BrokenFile(file.name, "heading", "no line of headings that begins with reference", NEXT_STEP)


def _check_encoding(file: SourceFile) -> None:
    """Raises DoubtfulEncoding at the first line that is not UTF-8: a guess would garble names."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with closing(file.open()) as stream:
        number = 1
        try:
            while chunk := stream.read(MAX_LINE):
                number += decoder.decode(chunk).count("\n")
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as problem:
            raise DoubtfulEncoding(file.name, f"after line {number}; save it as UTF-8", ENCODINGS) from problem
