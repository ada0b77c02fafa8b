"""Greek letters that are read together: μπ and ντ begin a word as b and d, τζ is j, ου is u, γι before a vowel is y."""

import numpy as np

from comity.names.alphabet import CODE, PHONES
from comity.names.kernel import inner

BLOCKS = ((0x370, 0x3FF), (0x1F00, 0x1FFF))
SECOND = np.zeros((len(PHONES), len(PHONES)), dtype=np.uint8)  # what two sounds are read as, anywhere
for _pair, _sound in (("tz", "j"), ("ou", "u")):
    SECOND[CODE[_pair[0]], CODE[_pair[1]]] = CODE[_sound]
BEGINNING = SECOND.copy()  # the same at a word's beginning
for _pair, _sound in (("mp", "b"), ("nt", "d")):
    BEGINNING[CODE[_pair[0]], CODE[_pair[1]]] = CODE[_sound]
IS_VOWEL = np.array([phone in "aeiou" for phone in PHONES])
_G, _I, _Y = CODE["g"], CODE["i"], CODE["y"]


@inner
def is_greek(point):  # type: ignore[no-untyped-def]
    """Is a code point of a Greek block?"""
    return BLOCKS[0][0] <= point <= BLOCKS[0][1] or BLOCKS[1][0] <= point <= BLOCKS[1][1]


@inner
def read_together(phones, n):  # type: ignore[no-untyped-def]
    """Rewrite `phones[:n]` in place; returns how many remain."""
    size = i = 0
    while i < n:
        following = phones[i + 1] if i + 1 < n else 0
        sound = BEGINNING[phones[i], following] if i == 0 else SECOND[phones[i], following]
        if phones[i] == _G and following == _I and i + 2 < n and IS_VOWEL[phones[i + 2]]:
            sound = _Y
        phones[size] = sound if sound else phones[i]
        i += 2 if sound else 1
        size += 1
    return size
