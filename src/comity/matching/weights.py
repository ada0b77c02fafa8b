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

    A pair of tokens of b bits at distance d matches max(0, b - edit * d) bits; the rest is lost to spelling.
    With M the matched bits, D the bits lost, and u, v the bits left over on either side:
    fit = M / (M + D + 2 conflict min(u, v) + missing |u - v|); earned = fit * M / (M + doubt).
    Distances count one for a wrong consonant (names.alphabet).
    """

    alike: float = 0.70  # tokens that share less of their length than this are different words
    alike_joined: float = 0.90  # the same where one word stands for two
    edit: float = 3.0  # bits lost by one whole edit
    joined: float = 0.30  # distance added where one word stands for two
    conflict: float = 0.65
    missing: float = 0.3
    alone: float = 3.0  # missing bits count so many times over where one token is all that corresponds
    doubt: float = 6.0  # bits; an identical name of so many bits would score one half
    initial_loss: float = 0.25  # share of both bits lost where one side has only the initial
    near_loss: float = 0.25  # the same where two short tokens differ by one letter

    def array(self) -> NDArray[np.float32]:
        """In the order of the fields, as the kernels read them."""
        return _array(self)


@cache
def _array(weights: NameWeights) -> NDArray[np.float32]:
    return np.array(astuple(weights), dtype=np.float32)


ALIKE, ALIKE_JOINED, EDIT, JOINED, CONFLICT, MISSING, ALONE, DOUBT, INITIAL_LOSS, NEAR_LOSS = range(10)
