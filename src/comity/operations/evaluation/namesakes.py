"""Why a stranger is alarmed: a namesake, a name that one side lacks, letters that differ."""

from enum import StrEnum
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from comity.matching.joined_words import names_in
from comity.matching.name_evidence import fold, rewritten
from comity.matching.near import OF_WEIGHT
from comity.matching.table import token_table
from comity.model.hit import Hit
from comity.names.tokens import tokenise_texts

NOBODY_ELSE = 22.3  # bits; once in a thousand times somebody among 5,000 others bears such a name: log2(5,000 * 1,000)
CORRESPONDS = frozenset(("same", "same sound", "same meaning", "same in another script"))


class Cause(StrEnum):
    """What a stranger shares with the listed name that alarmed.

    A *namesake* bears it word for word, in whatever spelling and script. *absent*: one side has a name that the other
    lacks. *alike*: every name has its counterpart, and the letters of one differ.
    """

    NAMESAKE = "namesake"
    ABSENT = "absent"
    ALIKE = "alike"


def cause_of(hit: Hit) -> Cause:
    """Why a hit came to be, by its own reasons."""
    parts = [reason for reason in hit.reasons if reason.feature == "name part" and reason.finding not in CORRESPONDS]
    rest = [(reason.subject or "", reason.listed or "") for reason in parts]
    differ = [(one, other) for one, other in rest if fold(one) != fold(other) and names_in_text(one + other)]
    if any(not one or not other for one, other in differ):
        return Cause.ABSENT
    return Cause.ALIKE if differ else Cause.NAMESAKE


def is_namesake(hit: Hit) -> bool:
    """Does every name correspond to one of the other side, in the same sounds, and none is left over?"""
    return cause_of(hit) is Cause.NAMESAKE


def is_listed_person(hit: Hit) -> bool:
    """Is an existing person the listed one, by the whole of a name that hardly anybody shares (Muammar Gaddafi)?"""
    bits = min(float(bits_of(name).sum()) for name in (hit.subject_name, hit.listed_name))
    return bits >= NOBODY_ELSE and is_namesake(hit)


@lru_cache(maxsize=4096)
def names_in_text(text: str) -> int:
    """How many names are in a name: its words but titles, particles, initials, and one for a compound (Abdul Satar,
    Zaki-ur-Rehman, Abu Bakr)."""
    weight = bits_of(text)
    return names_in(rewritten(text, weight)) or int(float(weight.sum()) >= OF_WEIGHT)


def bits_of(text: str) -> NDArray[np.float32]:
    """What each token of a name weighs."""
    tokens = tokenise_texts([text])
    return token_table(tokens, np.arange(len(tokens.n_phones))).weight
