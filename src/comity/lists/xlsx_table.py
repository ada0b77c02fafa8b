"""The first sheet of a publisher's spreadsheet (XLSX), opened only after its size is known to be sane.

An XLSX file is a zip archive. A few kilobytes of it can unpack to gigabytes, and two cells at opposite
corners make a reader lay out every cell between them; both are found here before the reader sees the file.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from typing import IO

from python_calamine import CalamineError, CalamineWorkbook

from comity.lists.source import SourceFile
from comity.model.errors import BrokenFile, TooLarge

MAX_PACKED = 200 << 20  # bytes of the file
MAX_UNPACKED = 500 << 20  # bytes of all parts together
MAX_RATIO = 200  # a real list unpacks at about 10:1
GRACE = 10 << 20  # bytes below which the ratio does not matter
MAX_PARTS = 2_000
MAX_CELLS = 20_000_000  # rows times columns of one sheet, empty ones included
MAX_TEXT = 1_000_000  # characters of one cell
CHUNK = 1 << 20
OVERLAP = 64
POSITION = re.compile(rb"""\br\s*=\s*["']([A-Z]{0,3})(\d{1,10})["']""")
AGAIN = "download it again, or check that it is the right file"


def sheet_rows(file: SourceFile) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows of the first sheet as texts, numbered as a spreadsheet shows them (from 1).

    Whole numbers have no ".0", dates are written 1957-03-10, truth is TRUE or FALSE. Raises BrokenFile
    when it is no spreadsheet, TooLarge beyond the limits above.
    """
    with closing(file.open()) as stream:
        packed = stream.read(MAX_PACKED + 1)
    if len(packed) > MAX_PACKED:
        raise TooLarge(file.name, "the spreadsheet", MAX_PACKED, "bytes")
    check_parts(file.name, packed)
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(packed)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, IndexError, ValueError) as problem:
        raise BrokenFile(file.name, "workbook", f"not a readable spreadsheet ({problem})", AGAIN) from problem
    for number, row in enumerate(rows, start=1):
        texts = tuple([cell if type(cell) is str else cell_text(cell) for cell in row])
        if any(texts):
            longest = max(map(len, texts))
            if longest > MAX_TEXT:
                raise TooLarge(file.name, f"a cell in row {number}", MAX_TEXT, "characters")
            yield number, texts


def cell_text(cell: object) -> str:
    """A cell as a spreadsheet shows it, without what its storage as a number adds."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and (cell.hour, cell.minute, cell.second) == (0, 0, 0):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def check_parts(name: str, packed: bytes) -> None:
    """Unpack every part in passing, within the limits. Raises BrokenFile or TooLarge."""
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS:
                raise TooLarge(name, "the number of its parts", MAX_PARTS, "parts")
            _check_declared(name, sum(part.file_size for part in parts), len(packed))
            for part in parts:
                with archive.open(part) as content:
                    _check_part(name, part.filename, content)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError) as problem:
        what = "a web page" if packed.lstrip()[:14].lower().startswith((b"<!doctype html", b"<html")) else str(problem)
        raise BrokenFile(name, "workbook", f"not a sound spreadsheet ({what})", AGAIN) from problem


def _check_declared(name: str, unpacked: int, packed: int) -> None:
    # zipfile reads no more of a part than its declared size, so the declared sizes bound what follows
    if unpacked > MAX_UNPACKED:
        raise TooLarge(name, "the unpacked spreadsheet", MAX_UNPACKED, "bytes")
    if unpacked > GRACE and unpacked > MAX_RATIO * packed:
        raise TooLarge(name, "the unpacked spreadsheet", MAX_RATIO, "times its packed size")


def _check_part(name: str, part: str, content: IO[bytes]) -> None:
    """Read one part to its end, which checks its size and checksum; a sheet's cells must span a sane area."""
    is_sheet = "worksheets/" in part
    column, row, tail = 1, 1, b""
    while chunk := content.read(CHUNK):
        if not is_sheet:
            continue
        if b"\0" in chunk:
            raise BrokenFile(name, part, "its text is not UTF-8", AGAIN)
        for letters, digits in POSITION.findall(tail + chunk):
            row = max(row, int(digits))
            column = max(column, _column(letters))
        if row * column > MAX_CELLS:
            raise TooLarge(name, f"the area of {part}", MAX_CELLS, "cells")
        tail = chunk[-OVERLAP:]


def _column(letters: bytes) -> int:
    """A = 1, Z = 26, AA = 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
