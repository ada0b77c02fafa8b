"""Letters of scripts other than Latin as single bytes, so that a word may be held against another letter by letter.

Within a script no two letters that names use are one byte (but Tatar ң and Old Church Slavonic ѳ, and three pairs of
Ethiopic syllables). A letter is none of ASCII, so no word of another script is spelt like one in Latin letters.
"""

import numpy as np

from comity.names.kernel import inner

NOT_ASCII = 0x80
IN_A_BLOCK = 0x7F
APART = 80  # places that the letters of a block are moved by beside those of the block before, to keep them apart
FIRST_KANA, FIRST_KATAKANA, LAST_KATAKANA = 0x3041, 0x30A1, 0x30F6


@inner
def own_letters(points, n, base_of, out):  # type: ignore[no-untyped-def]
    """Write the letters of a word of `n` code points to `out`, as many as it holds; returns how many."""
    size = min(np.int64(n), out.shape[0])
    for i in range(size):
        out[i] = own_letter(base_of[points[i]])
    return size


@inner
def own_letter(base):  # type: ignore[no-untyped-def]
    """The byte of a base letter; a kana is one in hiragana and katakana."""
    if FIRST_KANA <= base <= LAST_KATAKANA:
        return NOT_ASCII | (base - (FIRST_KATAKANA if base >= FIRST_KATAKANA else FIRST_KANA))
    return NOT_ASCII | ((base + (base >> 7) * APART) & IN_A_BLOCK)
