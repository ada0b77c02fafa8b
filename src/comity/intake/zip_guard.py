"""Is a workbook safe to open? Judged by really inflating its parts, a piece at a time, before any reader sees it.

A zip archive may say what it likes of the size of its members, and a worksheet may name a single
cell at its far corner; both make readers claim all the memory of a machine.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from comity.intake.file import InputFile
from comity.model.errors import BrokenFile, TooLarge

MAX_MEMBERS = 10_000
MAX_INFLATED = 1 << 30
MAX_RATIO = 400
RATIO_FROM = 16 << 20  # small parts of a workbook compress as they like
MAX_CELLS = 64_000_000  # 60 columns of Excel's million rows
PIECE = 1 << 18

FAR_COLUMN = re.compile(rb"""\br=["']([A-Z]{2,3})\d""")
FAR_ROW = re.compile(rb"""\br=["'][A-Z]{0,3}(\d{6,9})["']""")


def guard_workbook(file: InputFile) -> None:
    """Refuse a workbook that is broken, swells beyond bounds, or spreads too far. Raises TooLarge, BrokenFile."""
    try:
        with file.open() as stream, zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
            if len(members) > MAX_MEMBERS:
                raise TooLarge(file.name, "the number of parts of the workbook", MAX_MEMBERS, "parts")
            total = 0
            for member in members:
                total += _guard_member(stream, member, file, MAX_INFLATED - total)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as problem:
        raise BrokenFile(file.name, "whole file", "not a sound XLSX workbook", "save it again as .xlsx") from problem


def _guard_member(stream: BinaryIO, member: zipfile.ZipInfo, file: InputFile, left: int) -> int:
    """The true size of one member, which may be at most `left`."""
    size = 0
    columns, rows, tail = 26, 99_999, b""
    worksheet = member.filename.endswith(".xml") and "worksheets" in member.filename
    for piece in _inflated(stream, member):
        size += len(piece)
        if size > left:
            raise TooLarge(file.name, "the unpacked workbook", MAX_INFLATED >> 20, "MiB")
        if size > RATIO_FROM and size > MAX_RATIO * max(1, member.compress_size):
            raise TooLarge(file.name, f"the compression of {member.filename}", MAX_RATIO, "to 1")
        if worksheet:
            text = tail + piece
            tail = text[-32:]
            columns = max([columns, *(_column_number(match) for match in set(FAR_COLUMN.findall(text)))])
            rows = max([rows, *(int(match) for match in set(FAR_ROW.findall(text)))])
            if columns * rows > MAX_CELLS:
                raise TooLarge(file.name, "the area of a sheet", MAX_CELLS, "cells")
    return size


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _inflated(stream: BinaryIO, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content of one member as its bytes inflate, whatever size the archive claims for it."""
    stream.seek(member.header_offset)
    header = stream.read(30)
    if len(header) < 30 or not header.startswith(b"PK\x03\x04"):
        raise zipfile.BadZipFile(f"no local header of {member.filename}")
    stream.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), 1)
    left = member.compress_size
    if member.compress_type == zipfile.ZIP_STORED:
        while left > 0 and (raw := stream.read(min(PIECE, left))):
            left -= len(raw)
            yield raw
        return
    if member.compress_type != zipfile.ZIP_DEFLATED:
        raise zipfile.BadZipFile(f"{member.filename} is packed in a way that workbooks are not")
    inflate = zlib.decompressobj(-15)
    while left > 0 and (raw := stream.read(min(PIECE, left))):
        left -= len(raw)
        while raw and not inflate.eof:
            yield inflate.decompress(raw, PIECE)
            raw = inflate.unconsumed_tail
