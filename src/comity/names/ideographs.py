"""How Chinese characters are read in names: in Mandarin, in Cantonese and in Korean (han_readings.txt).

A name of two to four characters is one of syllables, as it is in Latin letters. What a character may be spelled like
elsewhere follows from its readings: 金正恩 is Jin Zheng'en to a Chinese and Kim Jong Un to a Korean, 鄒幸彤 is Chow
Hang-tung in Hong Kong. Two names in characters are compared by these alone; many others are read alike.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from comity.names.code_points import decode
from comity.names.kernel import inner
from comity.names.legal_forms import form_from
from comity.names.letters import HAN, HANGUL, JOINER, MARK, PLANE, SEPARATOR

READINGS = "han_readings.txt"
LONGEST_PINYIN = 6
MOST_CHARACTERS, MOST_WORDS = 4, 2


class Reading(NamedTuple):
    """How a character is read: pinyin, Korean syllables, Jyutping; no tones, several with commas between."""

    mandarin: str
    korean: str
    cantonese: str

    def syllables(self) -> set[str]:
        """What it stands for, as names.syllables calls them."""
        spoken = (each for each in self.cantonese.split(",") if each)
        korean = (each for each in self.korean.split(",") if each)
        return {self.mandarin, *korean, *map(cantonese_syllable, spoken)}

    def ways(self, elsewhere: int) -> dict[str, int]:
        """Its syllables: 0 for the Mandarin one, `elsewhere` for the others."""
        return {each: 0 if each == self.mandarin else elsewhere for each in self.syllables()}


def cantonese_syllable(jyutping: str) -> str:
    """What names.syllables calls a Cantonese syllable, to tell it from the Mandarin one of the same letters."""
    return f"cantonese {jyutping}"


@cache
def readings() -> tuple[tuple[Reading, str], ...]:
    """The packaged readings, each with the characters that have it."""
    rows = files("comity.names").joinpath(READINGS).read_text("utf-8").splitlines()
    parted = (row.replace("-", "").split(" ") for row in rows)
    return tuple((Reading(mandarin, korean, cantonese), chars) for mandarin, korean, cantonese, chars in parted)


@dataclass(frozen=True, slots=True)
class Ideographs:
    """reading: uint16[65536], the number of a character's reading from 1, 0 for none; pinyin: uint8[readings, 6],
    its letters, zeros after the last."""

    reading: NDArray[np.uint16]
    pinyin: NDArray[np.uint8]

    def columns(self) -> tuple[NDArray[np.uint16], NDArray[np.uint8]]:
        """In the order that the kernels read."""
        return self.reading, self.pinyin


@cache
def load() -> Ideographs:
    """The packaged table."""
    known = readings()
    points = np.frombuffer("".join(chars for _, chars in known).encode("utf-16-le"), np.uint16)
    reading = np.zeros(PLANE, np.uint16)
    reading[points] = np.repeat(np.arange(1, len(known) + 1), [len(chars) for _, chars in known])
    spelled = chain([b""], (each.mandarin.encode() for each, _ in known))
    pinyin = np.frombuffer(b"".join(each.ljust(LONGEST_PINYIN, b"\0") for each in spelled), np.uint8)
    table = Ideographs(reading, pinyin.reshape(-1, LONGEST_PINYIN))
    table.reading.flags.writeable = False
    return table


@inner
def pinyin_letters(pinyin, reading, out):  # type: ignore[no-untyped-def]
    """Write the letters of a reading in pinyin; returns how many."""
    n = np.int64(0)
    while n < pinyin.shape[1] and pinyin[reading, n]:
        out[n] = pinyin[reading, n]
        n += 1
    return n


@inner
def in_characters(text, at, end, kind_of, read):  # type: ignore[no-untyped-def]
    """Is a name written in two to four characters with known readings and nothing else, in one word, in two, or each
    by itself? `read`: by code point the base letter, by base letter the reading."""
    base_of, reading_of = read
    characters = words = run = longest = np.int64(0)
    while at < end:
        form = form_from(text, at, end, run == 0, kind_of)
        if form:
            at, run = at + form, np.int64(0)
            continue
        point, at = decode(text, at, end)
        kind = kind_of[point]
        if kind in (MARK, JOINER):
            continue
        if kind == SEPARATOR:
            run = np.int64(0)
            continue
        words += run == 0
        run += 1
        longest = max(longest, run)
        characters += 1
        if reading_of[base_of[point]] == 0 or characters > MOST_CHARACTERS:
            return False
    return characters > 1 and (words <= MOST_WORDS or longest == 1)


@inner
def written_solid(text, at, end, kind_of):  # type: ignore[no-untyped-def]
    """Are the ideographs from here on one run, so that nobody has cut family from given name? Legal forms are none."""
    runs = 0
    inside = False
    while at < end:
        here = at
        point, at = decode(text, at, end)
        kind = kind_of[point]
        if kind in (MARK, JOINER):
            continue
        ideograph = kind in (HAN, HANGUL)
        form = form_from(text, here, end, not inside, kind_of) if ideograph else np.int64(0)
        if form:
            at, inside = here + form, False
            continue
        if ideograph and not inside:
            runs += 1
        inside = ideograph
    return runs == 1
