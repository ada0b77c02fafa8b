"""Hebrew letters that a geresh makes letters of other languages: ג׳ is j, ח׳ kh, ע׳ gh (Academy of the Hebrew Language,
rules of transcription from Arabic, 2006). It is typed as any apostrophe, and is no part of the word elsewhere.
"""

import numpy as np

from comity.names.code_points import decode
from comity.names.kernel import inner
from comity.names.letters import ABJAD, JOINER

# The letter of Arabic or Persian that is read so. Those of OTHERS end abbreviations as well, where no letter follows.
ALWAYS, OTHERS = {"ג": "ج", "ז": "ژ", "צ": "چ", "ץ": "چ"}, {"ח": "خ", "ד": "ذ", "ת": "ث", "ט": "ظ", "ע": "غ", "ר": "غ"}
GERSHAYIM = 0x05F4  # two strokes, within an abbreviation
FIRST, LAST = 0x05D0, 0x05EA
MEANT = np.zeros(LAST - FIRST + 1, np.int64)
for _letter, _meant in (ALWAYS | OTHERS).items():
    MEANT[ord(_letter) - FIRST] = ord(_meant)
INSIDE = np.isin(np.arange(FIRST, LAST + 1), [ord(letter) for letter in OTHERS])


@inner
def read_geresh(char, text, span, kind_of, word):  # type: ignore[no-untyped-def]
    """Make the last letter of a word so far (points, how many) another one, where the character (point, kind) behind it
    is its geresh. `span`: of the bytes behind the character."""
    points, n = word
    point, kind = char
    at, end = span
    if n == 0 or kind != JOINER or point == GERSHAYIM or not FIRST <= points[n - 1] <= LAST:
        return
    place = points[n - 1] - FIRST
    if MEANT[place] and (not INSIDE[place] or (at < end and kind_of[decode(text, at, end)[0]] == ABJAD)):
        points[n - 1] = MEANT[place]
