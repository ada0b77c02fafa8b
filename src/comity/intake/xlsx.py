"""XLSX workbooks: every visible sheet that has a column of names, headings in its first row that is not empty."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from comity.intake.block import Block, HeldRecord
from comity.intake.file import MAX_RECORD_BYTES, InputFile, IntakeOptions
from comity.intake.opened import OpenedFile, empty, opened
from comity.intake.recognition import Headings, Noticed, need_name, recognise
from comity.intake.zip_guard import guard_workbook
from comity.model.errors import BadRequest, BrokenFile

Cell: TypeAlias = int | float | str | bool | time | date | datetime | timedelta
Row: TypeAlias = Sequence[Cell]
RECORDS = 20_000  # a block
TOO_LARGE = "a cell is larger than 1 MiB"


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One sheet to read: what its headings say, the number of the row that follows them, and its rows from there."""

    unit: str
    headings: Headings
    width: int
    first: int
    rows: Iterator[Row]


def open_xlsx(file: InputFile, options: IntakeOptions) -> OpenedFile:
    """The subjects of a workbook. Raises BrokenFile, TooLarge, BadRequest."""
    guard_workbook(file)
    noticed = Noticed(file.name, "xlsx")
    tables = _tables(file, noticed)
    if not tables:
        raise empty(file)
    named = [table for table in tables if _names_someone(table, options, file)] or tables[:1]
    sheets = [
        _sheet(table, options, file, "row" if len(named) == 1 else f"sheet {table.name!r} row") for table in named
    ]
    for sheet in sheets:
        noticed.headings(sheet.headings)
    for table in tables:
        if table not in named:
            noticed.leave_unused(f"sheet {table.name!r}")
    return opened(_blocks(sheets), noticed, options)


@dataclass(frozen=True, slots=True)
class _SheetTable:
    """A sheet that is not empty: its headings, and the rows behind them, of which `number` is the first."""

    name: str
    headings: tuple[str, ...]
    number: int
    rows: Iterator[Row]


def _tables(file: InputFile, noticed: Noticed) -> list[_SheetTable]:
    tables: list[_SheetTable] = []
    try:
        with file.open() as stream:
            workbook = CalamineWorkbook.from_filelike(stream)
        for sheet in workbook.sheets_metadata:
            if sheet.typ is not SheetTypeEnum.WorkSheet or sheet.visible is not SheetVisibleEnum.Visible:
                noticed.leave_unused(f"sheet {sheet.name!r} (hidden, or no worksheet)")
                continue
            rows: Iterator[Row] = iter(workbook.get_sheet_by_name(sheet.name).iter_rows())
            for number, row in enumerate(rows, start=1):
                headings = tuple(text_of(cell) for cell in row)
                if any(headings):
                    tables.append(_SheetTable(sheet.name, headings, number + 1, rows))
                    break
    except (CalamineError, OSError, ValueError) as problem:
        raise BrokenFile(file.name, "whole file", "not a sound XLSX workbook", "save it again as .xlsx") from problem
    return tables


def _names_someone(table: _SheetTable, options: IntakeOptions, file: InputFile) -> bool:
    try:
        return recognise(table.headings, options, file=file.name).has_name
    except BadRequest:
        return False  # a mapping that fits another sheet; if it fits none, the first sheet says so


def _sheet(table: _SheetTable, options: IntakeOptions, file: InputFile, unit: str) -> _Sheet:
    headings = recognise(table.headings, options, file=file.name)
    need_name(headings, table.headings, file=file.name, place=f"sheet {table.name!r}")
    return _Sheet(unit, headings, len(table.headings), table.number, table.rows)


def _blocks(sheets: Sequence[_Sheet]) -> Iterator[Block]:
    row = 0
    for sheet in sheets:
        numbered = enumerate(sheet.rows, start=sheet.first)
        while stretch := list(islice(numbered, RECORDS)):
            block = _block([(line, cells) for line, cells in stretch if any(cell != "" for cell in cells)], sheet, row)
            row += block.received
            yield block


def _block(stretch: list[tuple[int, Row]], sheet: _Sheet, row: int) -> Block:
    lines = np.array([line for line, _ in stretch], dtype=np.int64)
    rows = np.arange(row + 1, row + len(stretch) + 1, dtype=np.int64)
    columns = tuple(
        pa.array([text_of(cells[position]) for _, cells in stretch], pa.string()) for position in sheet.headings.used
    )
    fit = np.ones(len(stretch), dtype=np.bool_)
    for column in columns:
        fit &= pc.less_equal(pc.binary_length(column), MAX_RECORD_BYTES).to_numpy(zero_copy_only=False)
    held = tuple(
        HeldRecord(int(rows[at]), f"{sheet.unit} {lines[at]}", TOO_LARGE) for at in np.flatnonzero(~fit).tolist()
    )
    return Block(sheet.headings.columns, columns, rows, lines, sheet.unit).only(fit, held)


def text_of(cell: Cell) -> str:
    """A cell as its text: whole numbers without a fraction, dates as ISO 8601."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)
