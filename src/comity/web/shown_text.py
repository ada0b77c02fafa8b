"""Text from outside, shown on a page: escaped, isolated, and with everything invisible made visible.

A name may hold HTML, a right-to-left override that swaps what an officer reads, zero-width letters that
make two names look like one, or a tower of accents that hides the line above. Nothing is silently removed:
what cannot be shown safely stands there as its code point.
"""

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

from markupsafe import Markup, escape

Span = tuple[int, int]

ISOLATE, END_ISOLATE = Markup('<bdi dir="auto">'), Markup("</bdi>")
MARK, END_MARK = Markup("<mark>"), Markup("</mark>")

LONGEST = 400  # characters of one value shown on a page; the rest is counted
MOST_ACCENTS = 4  # combining marks on one letter; Vietnamese, Hebrew and Arabic need three
ACCENTS = frozenset({"Mn", "Me"})
HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
# Letters by category that show nothing: Hangul fillers, the Mongolian and Khmer vowel fillers, braille blank.
BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u2800\u17b4\u17b5\u034f")
JOINERS = frozenset("\u200c\u200d")  # Persian, Urdu and Indic spelling needs them inside words
FIRST_JOINING_SCRIPT = "\u0590"
# Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic, Georgian, Chinese, Japanese and Korean letters, figures and
# marks of writing, none of which hides, stacks or turns: nearly every text, and told at once.
PLAIN = re.compile(
    "[\u0020-\u007e\u00a1-\u00ac\u00ae-\u02af\u0370-\u0482\u048a-\u058f\u05d0-\u05ea\u0620-\u064a\u0671-\u06d3"
    "\u06f0-\u06f9\u10a0-\u10ff\u2010-\u2027\u3041-\u3096\u30a0-\u30ff\u4e00-\u9fff\uac00-\ud7a3]*"
)


def shown(text: str, spans: Iterable[Span] = (), *, longest: int = LONGEST) -> Markup:
    """The text as isolated, escaped markup of its own direction; the spans [start, stop) are marked."""
    cut = text[:longest]
    body = Markup()
    for start, stop, marked in _pieces(len(cut), spans):
        piece = _visible(cut, start, stop)
        body += MARK + piece + END_MARK if marked else piece
    return ISOLATE + body + END_ISOLATE + _rest(len(text) - len(cut))


def _rest(count: int) -> Markup:
    return Markup(' <span class="cut">… {} more characters</span>').format(f"{count:,}") if count else Markup()


def _pieces(length: int, spans: Iterable[Span]) -> Iterable[tuple[int, int, bool]]:
    """The whole of 0..length in pieces, each marked or not; spans may overlap or reach beyond."""
    spans = tuple(spans)
    if not spans:
        return ((0, length, False),) if length else ()
    marked = [False] * length
    for start, stop in spans:
        for position in range(max(start, 0), min(stop, length)):
            marked[position] = True
    edges = [0, *(i for i in range(1, length) if marked[i] != marked[i - 1]), length]
    return ((start, stop, marked[start]) for start, stop in pairwise(edges) if start < stop)


def _visible(text: str, start: int, stop: int) -> Markup:
    if PLAIN.fullmatch(text, start, stop):
        return escape(text[start:stop])
    pieces: list[str | Markup] = []
    for position in range(start, stop):
        letter = text[position]
        pieces.append(_code_point(letter) if _is_hidden(text, position) else letter)
    return Markup().join(escape(piece) for piece in pieces)


def _is_hidden(text: str, position: int) -> bool:
    letter = text[position]
    if letter in JOINERS:
        return position == 0 or text[position - 1] < FIRST_JOINING_SCRIPT or text[position - 1] in JOINERS
    if letter in BLANK_LETTERS:
        return True
    category = unicodedata.category(letter)
    if category in ACCENTS:
        return _accents_before(text, position) >= MOST_ACCENTS
    return category in HIDDEN_CATEGORIES or _is_noncharacter(letter)


def _accents_before(text: str, position: int) -> int:
    count = 0
    while count < MOST_ACCENTS and position > count and unicodedata.category(text[position - count - 1]) in ACCENTS:
        count += 1
    return count


def _is_noncharacter(letter: str) -> bool:
    code = ord(letter)
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF or 0xE0000 <= code <= 0xE0FFF


def _code_point(letter: str) -> Markup:
    name = unicodedata.name(letter, "control character").lower()
    return Markup('<span class="hidden-letter" title="{}">U+{}</span>').format(name, f"{ord(letter):04X}")
