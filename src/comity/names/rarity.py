"""How much a token says about who bears it, in bits: the rarer, the more.

The packaged table holds how rare the phones of a token, and its skeleton, are among a million real names of people,
each among names of its own culture, and the words of published bodies' names (build_rarity says from what, and
why). It comes with the engine, not from the lists held, so that a score does not depend on which lists a node has
loaded.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from comity.names.alphabet import CODE
from comity.names.compounds import ALLAH, is_allah
from comity.names.hashes import hash_row, mix
from comity.names.kernel import inner, kernel
from comity.names.keys import skeleton
from comity.names.lookup import place_of
from comity.names.roles import Role
from comity.names.tokens import FLAG_ABJAD, FLAG_BREATH, FLAG_HAN, FLAG_HANGUL, FLAG_HEARD, FLAG_LATIN, FLAG_SYLLABLE

SKELETON_SEED = np.int64(21)
SYLLABLE_SEED = np.uint64(0x73796C6C61626C65)
UNSEEN_BITS = 16.0  # rarer than once in about sixty-five thousand tokens
FEWEST_BITS = 4.0
HEARD_BITS = 14.0  # a word so common is a name of its own, and seldom an error for another
LONG, BITS_PER_PHONE, MOST_BITS = 6, 0.75, 20.0  # an unseen word says the more, the longer it is
ONE_SYLLABLE = 5  # phones at most
RARE_SYLLABLE = 10.0
ONE_OF_CULTURES = 1.0  # the table counts Chinese and Korean syllables together, and a name is one or the other
OTHER_SYLLABLE = 3.4  # in Korean or Cyrillic letters, where the table knows none; in Latin ones many sound like it
COMPOUND_BITS = 2.9  # of abd, Allah, din: a compound says hardly more than its other part
SYLLABLE_BITS = (3.2, 5.5)  # few family names serve most; given names draw on some hundred syllables
_SHORT_A, _LONG_A, _EYN, _SHORT_I, _SHORT_E, _LONG_Y, _B, _D, _N = (CODE[phone] for phone in "aAEieYbdn")
_KH, _H = CODE["x"], CODE["h"]
ROLE_BITS = np.zeros(len(Role), dtype=np.float32)
ROLE_BITS[Role.PARTICLE] = 0.25
ROLE_BITS[Role.TITLE] = 0.3
ROLE_BITS[Role.LEGAL] = 0.15
ROLE_BITS[Role.STOP] = 0.25
ROLE_BITS[Role.INITIAL] = 1.0
ROLE_BITS[Role.NUMBER] = 5.0


@dataclass(frozen=True, slots=True)
class RarityTable:
    """Bits by hash of phones and by hash of skeleton; keys ascending, bits in eighths."""

    sound: NDArray[np.uint64]
    sound_bits: NDArray[np.uint8]
    bones: NDArray[np.uint64]
    bones_bits: NDArray[np.uint8]


@cache
def load() -> RarityTable:
    """The packaged table."""
    with files("comity.names").joinpath("rarity.npz").open("rb") as packed:
        held = np.load(packed)
        return RarityTable(held["sound"], held["sound_bits"], held["bones"], held["bones_bits"])


@inner
def _bits(known, bits, key):  # type: ignore[no-untyped-def]
    at = place_of(known, key)
    return bits[at] / 8.0 if at >= 0 else UNSEEN_BITS


@inner
def joins_a_compound(phones, n):  # type: ignore[no-untyped-def]
    """Is a token the servant, the God or the faith of a compound: abd, Allah, din?"""
    if n == ALLAH.shape[0] + 1 and phones[n - 1] == _SHORT_E and phones[2] == _N:
        n -= 1  # -eddine
    if n != ALLAH.shape[0]:
        return False
    if phones[1] == _B and phones[2] == _D:
        return phones[0] in (_SHORT_A, _LONG_A, _EYN)
    if phones[0] == _D and phones[2] == _N:
        return phones[1] in (_SHORT_I, _SHORT_E, _LONG_Y)
    return is_allah(phones, n)


@inner
def _breathed(phones, n, out):  # type: ignore[no-untyped-def]
    """Write phones with every kh read as h to `out`; is there one? Ахмад and אחמד are Ahmad, and as common."""
    found = False
    for k in range(n):
        found |= phones[k] == _KH
        out[k] = _H if phones[k] == _KH else phones[k]
    return found


@inner
def _inner_eyns(phones, n):  # type: ignore[no-untyped-def]
    """How many ʿayn are within a word: a consonant that the skeleton leaves out, as Latin letters do."""
    count = 0
    for k in range(1, n):
        count += phones[k] == _EYN
    return count


@kernel
def weigh(phones, n_phones, sound, flags, role, table, role_bits, bones, out):  # type: ignore[no-untyped-def]
    """Write the weight in bits of every token to `out`; `bones`: scratch, two rows of a token.

    A token written without vowels is as rare as its skeleton, and rarer by a bit with an ʿayn in it;
    another mostly as its own phones, and a little as its skeleton, so that a rare spelling of a common
    name does not count as a rare name. One in Chinese script weighs by its syllables: the table's names
    are in Latin letters; so does one of a single Korean syllable. A syllable of a name written in
    syllables is as rare as it is among those, not among all names of the world: it must tell the bearers
    of such names apart; a family name among them is marked as one that many bear.
    """
    known, known_bits, bones_known, bones_bits, families = table
    for i in range(sound.shape[0]):
        if role[i] != 0 or joins_a_compound(phones[i], n_phones[i]):
            out[i] = role_bits[role[i]] if role[i] != 0 else COMPOUND_BITS
            flags[i] |= FLAG_HEARD if flags[i] & FLAG_LATIN else 0
            continue
        if flags[i] & FLAG_SYLLABLE and not flags[i] & (FLAG_LATIN | FLAG_HAN):
            out[i] = OTHER_SYLLABLE
            continue
        if flags[i] & FLAG_SYLLABLE:
            bits = min(_bits(known, known_bits, mix(sound[i] ^ SYLLABLE_SEED)), RARE_SYLLABLE)
            out[i] = max(bits - ONE_OF_CULTURES, FEWEST_BITS)
            if place_of(families, sound[i]) >= 0 and flags[i] & FLAG_LATIN:
                flags[i] |= FLAG_HEARD
            continue
        if flags[i] & FLAG_HAN or (flags[i] & FLAG_HANGUL and n_phones[i] < ONE_SYLLABLE):
            out[i] = SYLLABLE_BITS[0] if n_phones[i] <= ONE_SYLLABLE else SYLLABLE_BITS[1]
            continue
        size = skeleton(phones[i], n_phones[i], bones[0])
        shape = _bits(bones_known, bones_bits, hash_row(bones[0], size, SKELETON_SEED))
        own = _bits(known, known_bits, sound[i])
        if flags[i] & FLAG_BREATH and _breathed(phones[i], n_phones[i], bones[1]):
            own = min(own, _bits(known, known_bits, hash_row(bones[1], n_phones[i], 1)))
            size = skeleton(bones[1], n_phones[i], bones[0])
            shape = min(shape, _bits(bones_known, bones_bits, hash_row(bones[0], size, SKELETON_SEED)))
        if flags[i] & FLAG_ABJAD:
            bits = shape + 1.0 + _inner_eyns(phones[i], n_phones[i])
        else:
            bits = min(own, shape + 5.0)
            if own <= HEARD_BITS and flags[i] & FLAG_LATIN:
                flags[i] |= FLAG_HEARD
        if bits >= UNSEEN_BITS:
            bits = UNSEEN_BITS + BITS_PER_PHONE * max(0, int(n_phones[i]) - LONG)
        out[i] = min(max(bits, FEWEST_BITS), MOST_BITS)
