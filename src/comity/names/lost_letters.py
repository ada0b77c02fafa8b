"""Letters that were lost on the way, by telex or in a wrong encoding, and arrived as a question mark."""

from comity.names.alphabet import LOST
from comity.names.code_points import decode
from comity.names.kernel import inner
from comity.names.letters import LATIN, MARK

LOST_LETTER, REPLACEMENT = ord(LOST), 0xFFFD  # the first stands for both
LONG = 6  # letters; behind fewer a question mark may ask


@inner
def or_lost(char, text, span, kind_of, word):  # type: ignore[no-untyped-def]
    """A character (point, kind) of a word so far (points, kinds, how many), with the bytes that follow it as a span.

    It is a lost letter where it is a question mark in or before a Latin word (Fran?ois, ?mer), or ends a long one that
    has lost another (Zaw?hir?), and nothing where one more is lost (M??ller).
    """
    point, kind = char
    at, end = span
    points, kinds, n = word
    lost = point == LOST_LETTER if n == 0 else point in (LOST_LETTER, REPLACEMENT) and kinds[n - 1] == LATIN
    following = point
    while lost and at < end and following in (LOST_LETTER, REPLACEMENT):
        following, at = decode(text, at, end)
    if not lost or (kind_of[following] != LATIN and not (n >= LONG and _has_lost(points, n))):
        return point, kind
    return LOST_LETTER, MARK if n and points[n - 1] == LOST_LETTER else LATIN


@inner
def _has_lost(points, n):  # type: ignore[no-untyped-def]
    """Is one of the characters of a word a lost letter?"""
    found = False
    for i in range(n):
        found |= points[i] == LOST_LETTER
    return found
