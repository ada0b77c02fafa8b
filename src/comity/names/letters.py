"""What every letter of the Basic Multilingual Plane stands for in a name: its kind, sounds and base letter.

The facts are in `scripts/*.toml`, one file a script; `build_letters` turns them into the packaged
`letters.npz`, four flat arrays that kernels index by code point. Code points above U+FFFF are rare in
names: of them the tokeniser reads mathematical letters and digits, and parts names at pictures.
"""

from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

PLANE = 0x10000
MAX_EXPANSION = 6


class Kind(IntEnum):
    """What a code point is to a name, and how its row in `LetterTable.phones` is to be read."""

    SEPARATOR = 0  # ends a token: spaces, hyphens, stops, everything that is nothing else
    LATIN = 1  # the row holds the ASCII bytes a-z to which Latin spelling rules apply
    ALPHABET = 2  # the row holds phones; vowels are written
    ABJAD = 3  # the row holds phones; short or inherent vowels are not written
    HAN = 4  # the row holds the phones of the pinyin reading
    HANGUL = 5  # the row holds the phones of the syllable
    MARK = 6  # skipped: combining marks, tatweel, invisible controls
    DIGIT = 7  # the row holds one phone "0"-"9"
    JOINER = 8  # skipped without splitting the token: apostrophes and modifier letters


# The same as plain numbers, for the kernels.
SEPARATOR, LATIN, ALPHABET, ABJAD, HAN, HANGUL, MARK, DIGIT, JOINER = (int(kind) for kind in Kind)


@dataclass(frozen=True, slots=True)
class LetterTable:
    """Four arrays indexed by code point, read-only.

    kind: uint8[65536], a `Kind`. length: uint8[65536], how many entries of the row count.
    phones: uint8[65536, 6], zero-padded; codes of `alphabet.PHONES`, or ASCII bytes where kind is LATIN.
    base: uint32[65536], the folded letter for comparing spellings: case, diacritics, full-width and
    presentation forms and the forms of Arabic and Hebrew letters set aside; else the code point itself.
    """

    kind: NDArray[np.uint8]
    length: NDArray[np.uint8]
    phones: NDArray[np.uint8]
    base: NDArray[np.uint32]


@cache
def load() -> LetterTable:
    """The packaged table."""
    with files("comity.names").joinpath("letters.npz").open("rb") as file, np.load(file) as packed:
        kind, length, phones, base = (packed[name] for name in ("kind", "length", "phones", "base"))
    for array in (kind, length, phones, base):
        array.flags.writeable = False
    return LetterTable(kind=kind, length=length, phones=phones, base=base)
