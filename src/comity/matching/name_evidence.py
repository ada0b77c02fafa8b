"""What the alignment of two names says, as evidence: which tokens correspond, are missing, contradict."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from comity.matching.align import doubt_bits, lost_bits
from comity.matching.table import cut
from comity.matching.weights import NameWeights
from comity.model.hit import Bearing, Evidence
from comity.names.japanese import FLAG_READING
from comity.names.tokens import (
    FLAG_ABJAD,
    FLAG_BREATH,
    FLAG_HAN,
    FLAG_HANGUL,
    FLAG_INITIAL,
    FLAG_LATIN,
    FLAG_NUMBER,
    FLAG_PART,
    FLAG_PATRONYMIC,
    FLAG_SYLLABLE,
    tokenise_texts,
)

SAME_SOUND, IN_SCRIPT, ONE_EDIT = 0.25, 0.75, 1.0  # distances
SCRIPTS = FLAG_LATIN | FLAG_ABJAD | FLAG_HAN | FLAG_HANGUL
HEBREW = FLAG_ABJAD | FLAG_BREATH
NO_NAME = FLAG_SYLLABLE | FLAG_INITIAL | FLAG_NUMBER | FLAG_PART | FLAG_HAN | FLAG_HANGUL
HELD = 16_384  # words whose letters were asked for lately
SLIGHT = 2.0  # bits; what particles, titles and legal forms weigh at most


@dataclass(frozen=True, slots=True)
class Alignment:
    """What bulk.compared returns: the account (align), masks of one bit a token, pairs by row."""

    account: tuple[float, float, float, float, int]
    covered: tuple[int, int]
    masks: NDArray[np.uint32]
    apart: NDArray[np.float32]

    @property
    def matched(self) -> float:
        """Bits that correspond."""
        return self.account[0]

    @property
    def left_over(self) -> tuple[float, float]:
        """Bits that correspond to nothing, of the subject's name and of the listed one."""
        return self.account[2], self.account[3]

    @property
    def alone(self) -> bool:
        """Is one token all that corresponds?"""
        return self.account[4] < 2


@dataclass(frozen=True, slots=True)
class Written:
    """A name with its tokens: their character spans in the text, their bits, their writing.

    Readings are tokens, behind the others; they have no bits of their own.
    """

    text: str
    spans: tuple[tuple[int, int], ...]
    bits: tuple[float, ...]
    flags: tuple[int, ...]

    def span(self, mask: int) -> tuple[int, int]:
        """Character span of the tokens in a mask."""
        places = [span for token, span in enumerate(self.spans) if mask >> token & 1]
        return places[0][0], places[-1][1]

    def part(self, mask: int) -> str:
        """The text of the tokens in a mask."""
        start, stop = self.span(mask)
        return self.text[start:stop]

    def uncovered(self, covered: int) -> list[int]:
        """Single-token masks of what the alignment left over, the weightiest first."""
        left = [token for token in range(self.own) if not covered >> token & 1]
        return [1 << token for token in sorted(left, key=lambda token: (-self.bits[token], token))]

    @property
    def own(self) -> int:
        """How many tokens stand in the name itself."""
        return sum(not flags & FLAG_READING for flags in self.flags)

    def is_read(self, mask: int) -> bool:
        """Are the tokens in a mask a word in kanji, as it is read?"""
        return mask >> self.own > 0

    def has_initial(self, mask: int) -> bool:
        """Is one of the tokens in a mask an initial?"""
        return any(mask >> token & 1 and flags & FLAG_INITIAL for token, flags in enumerate(self.flags))

    def is_patronymic(self, mask: int) -> bool:
        """Does one of the tokens in a mask end as a patronymic does?"""
        return any(mask >> token & 1 and flags & FLAG_PATRONYMIC for token, flags in enumerate(self.flags))

    def is_character(self, mask: int) -> bool:
        """Is the last of the tokens in a mask one character of a Chinese name?"""
        flags = self.flags[mask.bit_length() - 1]
        return bool(flags & FLAG_HAN and flags & FLAG_SYLLABLE)

    def is_name(self, mask: int) -> bool:
        """Is the mask one word of letters, no part of one?"""
        flags = self.flags[mask.bit_length() - 1]
        return mask & (mask - 1) == 0 and not flags & NO_NAME

    def script(self, mask: int) -> int:
        """How the last of the tokens in a mask is written; nothing of the alphabets but Latin and Hebrew."""
        flags = self.flags[mask.bit_length() - 1]
        return flags & SCRIPTS | (flags & FLAG_BREATH if flags & FLAG_ABJAD else 0)

    def weight(self, mask: int) -> float:
        """Bits of the tokens in a mask."""
        return sum(bits for token, bits in enumerate(self.bits) if mask >> token & 1)


def written(
    text: bytes, spans: Iterable[tuple[int, int]], bits: NDArray[np.float32], flags: NDArray[np.uint16]
) -> Written:
    """A name of these UTF-8 bytes; `spans`: which bytes its tokens are, `bits` and `flags` one a token.

    The bits of readings are not counted, and may be left out.
    """
    shown = text.decode("utf-8", "replace")
    if len(shown) < len(text):
        spans = ((len(text[:start].decode("utf-8", "replace")), len(text[:stop].decode("utf-8", "replace")))
                 for start, stop in spans)  # fmt: skip
    own = np.where(flags & FLAG_READING, 0.0, np.append(bits, np.zeros(len(flags) - len(bits))))
    return Written(shown, tuple(spans), tuple(own.tolist()), tuple(flags.tolist()))


def rewritten(text: str, bits: NDArray[np.float32]) -> Written:
    """A name cut again, for what only it knows of its tokens; `bits` are their weights in that name."""
    tokens = cut(tokenise_texts([text]))
    spans = zip(tokens.start.tolist(), tokens.stop.tolist(), strict=True)
    return written(text.encode("utf-8", "replace"), spans, bits, tokens.flags)


def name_evidence(alignment: Alignment, ours: Written, theirs: Written, weights: NameWeights) -> tuple[Evidence, ...]:
    """Evidence whose weights add up to the name's earned score (align.earned_score)."""
    if alignment.matched <= 0.0:
        return ()
    _, spelling, left, right, tokens = alignment.account
    lost = float(lost_bits(left, right, tokens, weights.array()))
    whole = alignment.matched + spelling + lost
    agreeing = (alignment.matched + lost) / whole
    doubt_of = float(doubt_bits(tokens, weights.array()))
    doubt = alignment.matched / whole * doubt_of / (alignment.matched + doubt_of)
    finding = "rare" if doubt < 0.21 else "fairly common" if doubt < 0.30 else "common"
    return (
        *_pairs(alignment, ours, theirs, weights, agreeing),
        *_spared(alignment, ours, theirs),
        *_left_over(alignment, ours, theirs, lost / whole),
        Evidence("name rarity", finding, Bearing.MISSING, -doubt, ours.text, theirs.text),
    )


def _pairs(
    alignment: Alignment, ours: Written, theirs: Written, weights: NameWeights, agreeing: float
) -> list[Evidence]:
    """One line for each pair of corresponding tokens; together they weigh `agreeing`."""
    evidence = []
    for (left, right), (distance, bits) in zip(alignment.masks.tolist(), alignment.apart.tolist(), strict=True):
        kept = max(0.0, bits - weights.edit * distance)
        evidence.append(
            Evidence(
                feature="name part",
                finding=_finding(distance, left, right, ours, theirs),
                bearing=Bearing.AGREES,
                weight=agreeing * kept / alignment.matched,
                subject=ours.part(left),
                listed=theirs.part(right),
                subject_span=ours.span(left),
                listed_span=theirs.span(right),
            )
        )
    return evidence


def _spared(alignment: Alignment, ours: Written, theirs: Written) -> list[Evidence]:
    """Initials that stand for a name of the other side, and near words: they add nothing and are not missing."""
    left, right = alignment.covered
    for mask in alignment.masks.tolist():
        left, right = left & ~mask[0], right & ~mask[1]
    if not left or not right:
        return []
    finding = "initial" if ours.has_initial(left) or theirs.has_initial(right) else "nearly the same"
    return [
        Evidence("name part", finding, Bearing.AGREES, 0.0, ours.part(left), theirs.part(right),
                 ours.span(left), theirs.span(right))
    ]  # fmt: skip


def _finding(distance: float, left: int, right: int, ours: Written, theirs: Written) -> str:
    if ours.is_read(left) or theirs.is_read(right):
        return "same in another script" if distance <= IN_SCRIPT else "similar in another script"
    if (left & (left - 1) == 0) != (right & (right - 1) == 0):
        return "written as one word"
    if ours.script(left) != theirs.script(right):
        return "same in another script" if distance <= IN_SCRIPT else "similar in another script"
    if distance == 0.0:
        forms = ours.is_character(left) and theirs.is_character(right)  # traditional and simplified
        return "same" if forms or fold(ours.part(left)) == fold(theirs.part(right)) else "same meaning"
    if distance <= SAME_SOUND:
        return "same sound"
    return "spelled alike" if distance <= ONE_EDIT else "similar"


@lru_cache(maxsize=HELD)
def fold(text: str) -> str:
    """A name's letters without case, accents and punctuation, to see whether it is written the same."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


def _left_over(alignment: Alignment, ours: Written, theirs: Written, points: float) -> list[Evidence]:
    """What corresponds to nothing: contradicting where both sides have some, else missing on one side."""
    both = min(alignment.left_over) > SLIGHT
    sides = ((ours, alignment.covered[0]), (theirs, alignment.covered[1]))
    total = sum(name.weight(mask) for name, covered in sides for mask in name.uncovered(covered))
    evidence = []
    for name, covered, subject in ((ours, alignment.covered[0], True), (theirs, alignment.covered[1], False)):
        for mask in name.uncovered(covered):
            bits, text, span = name.weight(mask), name.part(mask), name.span(mask)
            contradicts = both and bits > SLIGHT
            where = "only in the subject" if subject else "only in the listing"
            father = name.is_patronymic(mask) and not contradicts
            evidence.append(
                Evidence(
                    feature="name part",
                    finding=f"patronymic {where}" if father else where,
                    bearing=Bearing.CONTRADICTS if contradicts else Bearing.MISSING,
                    weight=-points * bits / total if total else 0.0,
                    subject=text if subject else None,
                    listed=None if subject else text,
                    subject_span=span if subject else None,
                    listed_span=None if subject else span,
                )
            )
    return evidence
