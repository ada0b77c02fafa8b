"""Code points of names out of their UTF-8 bytes, as they lie in an Arrow buffer."""

import numpy as np
from numpy.typing import NDArray

from comity.names.kernel import inner
from comity.names.letters import PLANE

ZERO_WIDTH = 0x200B


@inner
def decode(text: NDArray[np.uint8], at: int, end: int) -> tuple[int, int]:
    """The code point at a byte, and where the next begins. Broken bytes read as U+FFFD, one each."""
    byte = text[at]
    if byte < 0x80:
        return byte, at + 1
    size = 2 if byte >> 5 == 6 else 3 if byte >> 4 == 14 else 4 if byte >> 3 == 30 else 0
    if size == 0 or at + size > end:
        return 0xFFFD, at + 1
    point = byte & (0x7F >> size)
    for i in range(1, size):
        if text[at + i] >> 6 != 2:
            return 0xFFFD, at + 1
        point = (point << 6) | (text[at + i] & 0x3F)
    return (point if point < PLANE else _in_plane(point)), at + size


@inner
def _in_plane(point: int) -> int:
    """The letter or digit that a mathematical one is a style of; a space for pictures; else nothing to a name."""
    if 0x1D400 <= point < 0x1D6A4:  # thirteen styles of A-Z a-z
        return ord("A") + (point - 0x1D400) % 52 if (point - 0x1D400) % 52 < 26 else ord("a") + (point - 0x1D400) % 26
    if 0x1D7CE <= point < 0x1D800:  # five styles of 0-9
        return ord("0") + (point - 0x1D7CE) % 10
    return ord(" ") if 0x1F000 <= point < 0x1FB00 else ZERO_WIDTH


@inner
def breathes(point: int) -> bool:
    """Is a letter from Cyrillic to Hebrew, where h is written as kh? Armenian, between them, has a letter for it."""
    return 0x0400 <= point <= 0x05FF
