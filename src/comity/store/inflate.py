"""Streams out of .xz, .gz and zip members, in pieces of bounded size, in bounded memory, to the very end.

A stream that is cut off raises EOFError; a damaged one raises what its library raises (DAMAGED).
"""

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

PIECE = 1 << 20
XZ_MEMORY = 256 << 20  # an .xz header may ask for up to 4 GiB; level 9 needs 65 MiB

DAMAGED = (
    lzma.LZMAError,
    zlib.error,
    zipfile.BadZipFile,
    EOFError,
    NotImplementedError,  # a compression method that zipfile does not know
    struct.error,
    ValueError,
)

_END, _END_64, _LOCATOR_64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_LONGEST_END = 22 + 65_535  # the record and its comment


def unxz(packed: BinaryIO) -> Iterator[bytes]:
    """The content of an .xz file; several streams may follow one another."""
    decoder, pending = _xz_decoder(), b""
    while True:
        if decoder.eof:
            pending = _next_stream(decoder.unused_data, packed)
            if not pending:
                return
            decoder = _xz_decoder()
        given = pending or (packed.read(PIECE) if decoder.needs_input else b"")
        if not given and decoder.needs_input:
            raise EOFError("the file is cut off")
        pending = b""
        yield decoder.decompress(given, PIECE)


def gunzip(packed: BinaryIO) -> Iterator[bytes]:
    """The content of a .gz file; several members may follow one another."""
    decoder, pending = _gzip_decoder(), b""
    while True:
        if decoder.eof:
            pending = _next_stream(decoder.unused_data, packed)
            if not pending:
                return
            decoder = _gzip_decoder()
        given = pending or packed.read(PIECE)
        if not given:
            raise EOFError("the file is cut off")
        yield decoder.decompress(given, PIECE)
        pending = decoder.unconsumed_tail


def unzip(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content of one member; its checksum is verified at its end."""
    with archive.open(member) as content:
        while piece := content.read(PIECE):
            yield piece


def directory_bytes(path: Path) -> int:
    """The size of a zip's own directory, which zipfile would read whole; 0 where none is found."""
    with path.open("rb") as packed:
        size = packed.seek(0, 2)
        packed.seek(max(0, size - _LONGEST_END - 20))
        tail = packed.read()
        at = tail.rfind(_END)
        if at < 0 or at + 22 > len(tail):
            return 0
        if tail[at - 20 : at - 16] == _LOCATOR_64:
            packed.seek(struct.unpack_from("<Q", tail, at - 12)[0])
            record = packed.read(56)
            return struct.unpack_from("<Q", record, 40)[0] if record.startswith(_END_64) else size
        return int(struct.unpack_from("<I", tail, at + 12)[0])


def _xz_decoder() -> lzma.LZMADecompressor:
    return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=XZ_MEMORY)


def _gzip_decoder() -> "zlib._Decompress":
    return zlib.decompressobj(wbits=31)


def _next_stream(unused: bytes, packed: BinaryIO) -> bytes:
    """The beginning of the stream that follows, past padding; empty at the end of the file."""
    while True:
        following = unused.lstrip(b"\x00")
        if following:
            return following
        unused = packed.read(PIECE)
        if not unused:
            return b""
