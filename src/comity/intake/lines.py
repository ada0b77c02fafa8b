"""A text file as blocks of whole lines in UTF-8, read in bounded memory, numbered as an editor numbers them.

A line that is not in the file's encoding is read in the one that fits it best and noted; a line over
MAX_RECORD_BYTES is left out and noted. So one bad line costs neither the file nor its neighbours.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from comity.intake.encoding import decodes, likeliest
from comity.intake.file import MAX_RECORD_BYTES, InputFile
from comity.model.errors import DoubtfulEncoding

BLOCK_BYTES = 1 << 21
# Two letters of Cyrillic, Arabic or Hebrew in UTF-8, or one of Latin; in a code page these bytes are no word.
UTF8_LETTERS = re.compile(rb"(?:[\xd0-\xd3\xd7-\xdb][\x80-\xbf]){2}|[\xc3-\xc5][\x80-\xbf]")


@dataclass(slots=True)
class LineBlock:
    """Whole lines in UTF-8, each with its line end. Numbers of lines count from 1 in the file.

    `misread` says of single lines how they had to be read; `overlong` are lines left empty in `text`.
    """

    text: bytes
    first: int
    misread: dict[int, str] = field(default_factory=dict)
    overlong: list[int] = field(default_factory=list)


def line_blocks(file: InputFile, encoding: str, size: int = BLOCK_BYTES) -> Iterator[LineBlock]:
    """The lines of a file from its start, in UTF-8."""
    with file.open() as stream:
        single_byte = not encoding.startswith(("utf-16", "utf-32"))
        chunks = _chunks(stream, size) if single_byte else _recoded(stream, encoding, size)
        for block in _whole_lines(chunks):
            if single_byte:
                _to_utf8(block, encoding)
            yield block


def _chunks(stream: BinaryIO, size: int) -> Iterator[bytes]:
    first = stream.read(size).removeprefix(codecs.BOM_UTF8)
    # Files of an old Macintosh end their lines with a carriage return alone.
    lone_returns = b"\r" in first and b"\n" not in first
    chunk = first
    while chunk:
        yield chunk.replace(b"\r", b"\n") if lone_returns else chunk
        chunk = stream.read(size)


def _recoded(stream: BinaryIO, encoding: str, size: int) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    text = decoder.decode(stream.read(size)).removeprefix("\ufeff")
    lone_returns = "\r" in text and "\n" not in text
    while True:
        if text:
            recoded = text.encode("utf-8", errors="replace")
            yield recoded.replace(b"\r", b"\n") if lone_returns else recoded
        chunk = stream.read(size)
        if not chunk:
            break
        text = decoder.decode(chunk)
    tail = decoder.decode(b"", final=True)
    if tail:
        yield tail.encode("utf-8", errors="replace")


def _whole_lines(chunks: Iterator[bytes]) -> Iterator[LineBlock]:
    rest, line = b"", 1
    skipping = False
    for chunk in chunks:
        if skipping:
            end = chunk.find(b"\n")
            if end < 0:
                continue
            yield LineBlock(b"\n", line, overlong=[line])
            line, skipping, chunk = line + 1, False, chunk[end + 1 :]
        cut = chunk.rfind(b"\n") + 1
        if cut:
            text = rest + chunk[:cut]
            yield LineBlock(text, line)
            line += text.count(b"\n")
            rest = chunk[cut:]
        else:
            rest += chunk
        if len(rest) > MAX_RECORD_BYTES:
            rest, skipping = b"", True
    if skipping:
        yield LineBlock(b"\n", line, overlong=[line])
    elif rest:
        yield LineBlock(rest + b"\n", line)


def _to_utf8(block: LineBlock, encoding: str) -> None:
    if block.text.isascii():
        return
    if encoding == "utf-8":
        if not decodes(block.text, "utf-8"):
            _mend_lines(block, encoding)
    elif UTF8_LETTERS.search(block.text) or not decodes(block.text, encoding):
        _mend_lines(block, encoding)
    else:
        block.text = block.text.decode(encoding).encode("utf-8")


def _mend_lines(block: LineBlock, encoding: str) -> None:
    """Read every line by itself, and say of which ones the encoding is another."""
    lines = block.text.split(b"\n")
    for at, line in enumerate(lines):
        if line.isascii():
            continue
        reading = _encoding_of_line(line, encoding)
        if reading != encoding:
            block.misread[block.first + at] = (
                f"the line is not in {encoding}, read as {reading}" if reading else f"the line is not in {encoding}"
            )
        lines[at] = line.decode(reading or encoding, errors="replace").encode("utf-8")
    block.text = b"\n".join(lines)


def _encoding_of_line(line: bytes, encoding: str) -> str | None:
    """The encoding that a line is in; None when none fits."""
    if encoding != "utf-8" and UTF8_LETTERS.search(line) and decodes(line, "utf-8"):
        return "utf-8"
    if decodes(line, encoding):
        return encoding
    if encoding != "utf-8" and decodes(line, "utf-8"):
        return "utf-8"
    try:
        return likeliest([line], file="")
    except DoubtfulEncoding as doubt:
        return doubt.candidates[0] if len(doubt.candidates) < 4 else None
