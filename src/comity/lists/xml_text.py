"""The bytes of an XML file, made fit to be parsed: control characters that XML 1.0 forbids are spaced out.

A real UN file held one, and a parser refuses the whole list for it. In UTF-8, and in every encoding
that extends ASCII byte by byte, bytes below 0x20 are never part of a longer character, so each is
replaced by a space where it stands. UTF-16 is first decoded and handed on as UTF-8.
"""

import codecs
import re
from collections.abc import Callable
from typing import BinaryIO

ILLEGAL_BYTES = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
ILLEGAL_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# The same characters written as references: &#11; &#x1F;
ILLEGAL_REFERENCE = re.compile(rb"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|[xX]0*(?:[0-8bcBCe-fE-F]|1[0-9a-fA-F]));")
LONGEST_REFERENCE = 16
CHUNK = 1 << 16

Report = Callable[[int, str], None]  # line, what was replaced


class CleanBytes:
    """A readable stream of bytes without characters that XML forbids; each replacement is reported.

    `encoding` is "utf-8" when the input was UTF-16 and is handed on as UTF-8, else None: the
    parser then follows the file's own declaration. `consumed` counts the bytes handed on.
    """

    def __init__(self, stream: BinaryIO, report: Report) -> None:
        self._stream, self._report = stream, report
        self._held = b""
        self._line = 1
        self.consumed = 0
        self._start = stream.read(CHUNK)
        self._decoder = _utf16_decoder(self._start)
        self.encoding = "utf-8" if self._decoder else None

    def read(self, size: int = CHUNK) -> bytes:
        """About `size` further bytes; b"" at the end."""
        while True:
            raw, self._start = self._start or self._stream.read(size), b""
            chunk = self._clean(raw if self._decoder is None else self._as_utf8(raw), last=not raw)
            if chunk or not raw:
                self.consumed += len(chunk)
                return chunk

    def _as_utf8(self, raw: bytes) -> bytes:
        assert self._decoder is not None  # noqa: S101 - narrows the type
        text = self._decoder.decode(raw, final=not raw)
        return ILLEGAL_TEXT.sub(lambda found: f"&#{ord(found[0])};" if ord(found[0]) < 32 else " ", text).encode()

    def _clean(self, chunk: bytes, *, last: bool) -> bytes:
        chunk = self._held + chunk
        self._held = b""
        cut = chunk.rfind(b"&#", max(0, len(chunk) - LONGEST_REFERENCE))
        if not last and (cut >= 0 or chunk.endswith(b"&")):
            cut = cut if cut >= 0 else len(chunk) - 1
            chunk, self._held = chunk[:cut], chunk[cut:]
        for pattern in (ILLEGAL_BYTES, ILLEGAL_REFERENCE):
            if pattern.search(chunk):
                for found in pattern.finditer(chunk):
                    self._report(self._line + chunk.count(b"\n", 0, found.start()), _spelt(found[0]))
                chunk = pattern.sub(b" ", chunk)
        self._line += chunk.count(b"\n")
        return chunk


def _spelt(found: bytes) -> str:
    return found.decode() if found.startswith(b"&") else f"0x{found[0]:02x}"


def _utf16_decoder(start: bytes) -> codecs.IncrementalDecoder | None:
    """A decoder when the file starts as UTF-16 does: with its byte order mark, or with "<" in two bytes."""
    for prefix, encoding in (
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
        (b"<\x00", "utf-16-le"),
        (b"\x00<", "utf-16-be"),
    ):
        if start.startswith(prefix) and not start.startswith(codecs.BOM_UTF32_LE):
            return codecs.getincrementaldecoder(encoding)()
    return None
