"""Which names are known to be two, however alike they sound: Hasan and Husayn, Salim and Sulayman, Adil and Adib.

The packaged table holds for the words that are given or family names what each shares with others of them: an item of
Wikidata, or how it is written in another script (build_known). Two words of the table that share nothing are two names.
Of a word that is not in it nothing is said.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from comity.names.tokens import tokenise_texts

HELD = 8192  # words that were asked about lately
# Lao, Burmese, Ethiopic, Khmer: a word of theirs that the table knows is one of another script that sounds as it does.
HARDLY_KNOWN = ((0x0E80, 0x0EFF), (0x1000, 0x109F), (0x1200, 0x137F), (0x1780, 0x17FF))


@dataclass(frozen=True, slots=True)
class KnownTable:
    """Words by half of the hash of their sound, ascending; what word i shares is mark[first[i] : first[i + 1]]."""

    word: NDArray[np.uint32]
    first: NDArray[np.uint32]
    mark: NDArray[np.uint32]


@cache
def load() -> KnownTable:
    """The packaged table."""
    with files("comity.names").joinpath("known.npz").open("rb") as packed:
        held = np.load(packed)
        first = np.zeros(len(held["word"]) + 1, np.uint32)
        np.cumsum(held["count"], out=first[1:])
        return KnownTable(held["word"], first, held["mark"])


def sound_key(sound: np.uint64) -> np.uint32:
    """By what of its sound's hash a word is found."""
    return np.uint32(sound >> np.uint64(32))


def is_known(word: str) -> bool:
    """Is a word a known name?"""
    return _shared(word) is not None


def are_two_names(left: str, right: str) -> bool:
    """Are two words known names, and not forms of one?"""
    return _share(left, right) is False


def are_forms(left: str, right: str) -> bool:
    """Are two words known names, and forms of one?"""
    return _share(left, right) is True


def _share(left: str, right: str) -> bool | None:
    """Do two words share anything? None where one of them is not known."""
    ours, theirs = _shared(left), _shared(right)
    if ours is None or theirs is None:
        return None
    return ours[0] == theirs[0] or not ours[1].isdisjoint(theirs[1])


@lru_cache(maxsize=HELD)
def _shared(word: str) -> tuple[int, frozenset[int]] | None:
    """The sound of a word and what it shares with others; none where it is not one known word."""
    tokens = tokenise_texts([word])
    if len(tokens.sound) != 1 or any(first <= ord(word[0]) <= last for first, last in HARDLY_KNOWN):
        return None
    table, sound = load(), sound_key(tokens.sound[0])
    at = int(np.searchsorted(table.word, sound))
    if at == len(table.word) or table.word[at] != sound:
        return None
    return int(sound), frozenset(table.mark[table.first[at] : table.first[at + 1]].tolist())
