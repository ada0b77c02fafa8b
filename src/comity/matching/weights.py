"""The weights by which names are compared, as one array for the kernels; part of the scorecard.

All are data with a version (safeguard S9): `matching.scorecard` digests them into every hit.
"""

from dataclasses import astuple, dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class NameWeights:
    """How aligned, missing and contradicting tokens make the name's score.

    A pair of tokens of b bits at distance d matches max(0, b - edit * d) bits and costs strain * d; all distances but
    the greatest cost `again` besides, as one slip is common and a second one seldom. With M the matched bits, D what
    spelling costs, and u, v the bits left over on either side, of which one side has m more:
    lost = 2 conflict min(u, v) + missing min(m, a_name) + beyond (m - a_name, if positive);
    earned = M / (M + D + lost) * M / (M + doubt).
    Distances count one for a wrong consonant (names.alphabet).
    """

    alike: float = 0.70  # tokens that share less of their length than this are different words
    alike_joined: float = 0.90  # the same where one word stands for two
    edit: float = 5.0  # bits that one whole edit keeps from matching
    strain: float = 1.6  # bits that a whole edit costs
    again: float = 9.0  # bits that a whole edit costs besides, where another token is spelt worse
    joined: float = 0.30  # distance added where one word stands for two
    conflict: float = 1.3
    missing: float = 1.25
    a_name: float = 6.0  # bits; that one name is missing says most, how many more says little
    beyond: float = 0.09
    alone: float = 3.0  # missing bits cost so many times over where one token is all that corresponds
    doubt: float = 5.2  # bits; an identical name of so many bits would score one half
    doubt_alone: float = 7.6  # the same where one token is all that corresponds
    initial_loss: float = 0.13  # cost of each bit of both sides where one has only the initial
    near_loss: float = 0.10  # the same where two short tokens differ by one letter
    near_syllable: float = 0.18  # the same where both are proper syllables of a name in syllables
    other_word: float = 2.0  # bits that a whole edit costs besides where both words are names of many: Nazir, Nazar
    father: float = 0.75  # share of a missing patronymic that counts for nothing
    turned: float = 5.0  # bits that it costs that syllables go in another order: Kim Ho-dong, Kim Dong-ho
    uncalled: float = 0.2  # cost of each bit of a first token that is only missing: few go by their other names
    first: float = 2.5  # first tokens that contradict each other count so much more: brothers share all others
    cut_otherwise: float = 12.0  # bits that it costs that a name of many is several words, not spelt so: Yasir, Yas Air

    def array(self) -> NDArray[np.float32]:
        """In the order of the fields, as the kernels read them."""
        return _array(self)


@cache
def _array(weights: NameWeights) -> NDArray[np.float32]:
    return np.array(astuple(weights), dtype=np.float32)


(
    ALIKE, ALIKE_JOINED, EDIT, STRAIN, AGAIN, JOINED, CONFLICT, MISSING, A_NAME, BEYOND, ALONE, DOUBT,
    DOUBT_ALONE, INITIAL_LOSS, NEAR_LOSS, NEAR_SYLLABLE, OTHER_WORD, FATHER, TURNED, UNCALLED, FIRST, CUT_OTHERWISE,
) = range(22)  # fmt: skip
