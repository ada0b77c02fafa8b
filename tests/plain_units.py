"""The plain twin of units: the tokens of a name, and neighbours read as one word."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from comity.matching.table import MAX_TOKENS, token_table
from comity.names.alphabet import PHONES, codes, phones_of
from comity.names.hashes import hash_row
from comity.names.japanese import FLAG_READING
from comity.names.kernel import whole
from comity.names.latin import GROUPS, ONE
from comity.names.roles import Role
from comity.names.tokens import (
    FLAG_ABJAD,
    FLAG_CUT,
    FLAG_HAN,
    FLAG_HANGUL,
    FLAG_INITIAL,
    FLAG_LATIN,
    FLAG_NUMBER,
    FLAG_PART,
    FLAG_SYLLABLE,
    tokenise_texts,
)
from plain_sounds import after_abd, tidy

MOST_JOINED = 12


@dataclass(frozen=True, slots=True)
class Unit:
    """A token, or neighbours read as one word. `places` are the tokens that it covers; `bits` its weight."""

    phones: str
    spelling: str
    native: int
    flags: int
    bits: float
    places: frozenset[int]
    joined: bool = False
    whole: bool = False
    reads: bool = False

    @property
    def single(self) -> bool:
        return len(self.places) == 1

    @property
    def initial(self) -> bool:
        return self.single and bool(self.flags & FLAG_INITIAL)


def singles(text: str) -> list[Unit]:
    """The tokens of a name; one made only of titles and the like is weighed by them. Readings weigh what they read."""
    tokens = tokenise_texts([text])
    table = token_table(tokens, np.arange(len(tokens.n_phones)))
    own = sum(table.weight[:MAX_TOKENS][table.role[:MAX_TOKENS] == Role.NAME])
    last = min(len(table.role), MAX_TOKENS) - 1
    family = last > 1 and table.role[last] == Role.TITLE and table.role[last - 1] == Role.PARTICLE
    floor = [3.0 if own == 0 or (own < 9.0 and role == Role.LEGAL) else 0.0 for role in table.role]
    if family:
        floor[last] = 5.0
    found = [
        Unit(
            phones_of(table.phones[row, : table.n_phones[row]]),
            bytes(table.spelling[row, : table.n_spelling[row]]).decode("latin-1"),
            int(table.native[row]),
            int(table.flags[row]),
            max(floor[row], float(table.weight[row])),
            frozenset({row}),
        )
        for row in range(min(len(table.native), MAX_TOKENS))
    ]
    return [_reading(unit, table.spelling[place], found) for place, unit in enumerate(found)]


def _reading(unit: Unit, read: NDArray[np.uint8], found: Sequence[Unit]) -> Unit:
    """A reading as a unit of what it reads; others as they are."""
    if not unit.flags & FLAG_READING:
        return unit
    places = range(read[0], int(read[0]) + read[1])
    return replace(unit, places=unit.places | {*places}, bits=sum(found[place].bits for place in places), reads=True)


def units(text: str) -> list[Unit]:
    """The tokens of a name, and two or three neighbours read as one word."""
    alone = singles(text)
    found = list(alone)
    if len(alone) <= MOST_JOINED:
        for width in (2, 3):
            runs = (alone[at : at + width] for at in range(len(alone) - width + 1))
            found += [_as_one(run) for run in runs if not any(unit.reads for unit in run)]
    return [unit for unit in found if unit.phones]


def _as_one(neighbours: Sequence[Unit]) -> Unit:
    """Neighbours read as one word. Two parts of a compound are a word of their own, not joined ones, and so are the
    two syllables of one word."""
    phones, flags = neighbours[0].phones, neighbours[0].flags
    parts = all(unit.flags & FLAG_PART for unit in neighbours[:2])
    compound = parts and len(neighbours) == 2
    word = bool(flags & FLAG_CUT) and len(neighbours) == 2
    for place, unit in enumerate(neighbours[1:]):
        met = neighbours[place].spelling[-1:], unit.spelling[:1]
        both = tidy(_compound(phones, unit.phones) if parts and place == 0 else _met(phones, unit.phones, *met))
        phones = both if len(both) > max(len(phones), len(unit.phones)) and _of_one_script(flags, unit.flags) else ""
        if phones and not (parts and place == 0) and after_abd(phones) == len(phones):
            phones = phones[:3]
        flags |= unit.flags
    native = int(whole(hash_row)(codes(phones), len(phones), 1))
    places = frozenset[int]().union(*(unit.places for unit in neighbours))
    spelling = "".join(unit.spelling for unit in neighbours)[:20] if compound or word else ""
    bits = sum(unit.bits for unit in neighbours)
    flags &= ~(FLAG_SYLLABLE * word)
    return Unit(phones, spelling, native, flags, bits, places, joined=not (compound or word), whole=word)


def _met(phones: str, more: str, last: str, first: str) -> str:
    """Two words read as one, whose last and first letters meet: s and h are sh, an h after a vowel is spoken."""
    if not (last and first and phones and more and last.isascii() and first.isascii()):
        return phones + more
    sound = next((sound for letters, sound in GROUPS if letters == last + first and len(sound) == 1), None)
    alone = [PHONES[ONE[ord(letter)]] for letter in (last, first)]
    if sound and [phones[-1], more[0]] == alone:
        return phones[:-1] + sound + more[1:]
    if last == "c" and first in "eiy" and phones[-1] == "k":
        phones = phones[:-1] + "s"
    return phones + "h" * (last == "h" and phones[-1] in "aeiou") + more


def _of_one_script(left: int, right: int) -> bool:
    scripts = FLAG_ABJAD | FLAG_LATIN | FLAG_HAN | FLAG_HANGUL
    return left & scripts == right & scripts or bool((left | right) & FLAG_NUMBER)


def _compound(first: str, second: str) -> str:
    """The parts of a compound with the vowel that most join them by."""
    if second == "ala":
        return first + "u" + second[1:]
    if len(first) == 3 and first[1:] == "bd":
        return first + "ul" + second
    return first + "u" * (len(second) == 3 and second[0] == "d" and second[2] == "n") + second
