"""The bounds turn away only what the scorer would."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from comity.matching.bound import least_bits, most_with
from comity.matching.scorecard import DEFAULT_SCORECARD

NARROWLY = 0.01  # bits


@njit
def most_around(both, bar, weights):  # type: ignore[no-untyped-def]
    """The fewest bits that earn a bar, and the most that a little less and a little more than these earn."""
    least = least_bits(both, bar, weights)
    return least, most_with(least - NARROWLY, both, weights), most_with(least + NARROWLY, both, weights)


def around(chance: np.random.Generator, weights: NDArray[np.float32]) -> bool:
    """Does the fewest of two names' bits part those that earn a bar from those that do not? Is it within reach?"""
    both, bar = chance.uniform(1.0, 200.0), chance.uniform(0.05, 0.95)
    least, below, above = most_around(both, bar, weights)
    if least + NARROWLY > 0.5 * both:
        return False
    assert below < bar < above
    return True


def test_the_fewest_bits_part_what_earns_a_bar_from_what_does_not() -> None:
    chance, weights = np.random.default_rng(5), DEFAULT_SCORECARD.names.array()
    assert sum(around(chance, weights) for _ in range(2_000)) > 500
