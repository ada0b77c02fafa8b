"""The weights by which names are compared, as one array for the kernels; part of the scorecard.

All are data with a version (safeguard S9): `matching.scorecard` digests them into every hit.
"""

from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class NameWeights:
    """How aligned, missing and contradicting tokens make the name's score.

    With M the matched bits, D the bits lost to spelling, and u, v the bits left over on either side:
    fit = M / (M + D + conflict * 2 min(u, v) + missing * |u - v|); earned = fit * M / (M + doubt).
    """

    alike: float = 0.70  # tokens less similar than this are different words
    alike_floor: float = 0.50  # similarity at which an aligned token would count for nothing
    conflict: float = 0.55
    missing: float = 0.33
    doubt: float = 2.5  # bits; an identical name of so many bits would score one half
    alike_joined: float = 0.85  # the same where one word stands for two
    joined: float = 0.97  # similarity kept when one word stands for two
    initial_loss: float = 0.25  # bits of a name lost where the other side has its initial only

    def array(self) -> NDArray[np.float32]:
        """In the order of the fields, as the kernels read them."""
        return np.array(astuple(self), dtype=np.float32)


ALIKE, ALIKE_FLOOR, CONFLICT, MISSING, DOUBT, ALIKE_JOINED, JOINED, INITIAL_LOSS = range(8)
