"""Letters that a mark above them silences: Thai thanthakhat and its like in Lao and Khmer (จันทร์ is Chan, not Chantr).

They are written for a word's history and left out in its romanisations (Royal Thai General System, 1999).
"""

from comity.names.kernel import inner
from comity.names.letters import MARK

SILENCERS = (0x0E4C, 0x0ECC, 0x17CD)
FIRST_SIGN, LAST_SIGN = 0x0E34, 0x0E39  # Thai signs of i and u, which are silent with their consonant: สิทธิ์


@inner
def without_silent(char, points, n):  # type: ignore[no-untyped-def]
    """How many of a word's letters so far are left where a character (point, kind) follows; the first always is."""
    if char[1] != MARK or n < 2 or char[0] not in SILENCERS:
        return n
    signed = n > 2 and FIRST_SIGN <= points[n - 1] <= LAST_SIGN
    return n - 2 if signed else n - 1
