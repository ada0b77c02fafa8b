"""The bounds turn away only what the scorer would."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from comity.matching.align import earned_score
from comity.matching.bound import least_bits, most_apart, most_both, most_with
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


@njit
def most_around_bits(bits, bar, weights):  # type: ignore[no-untyped-def]
    """The most bits that two names may have together, and the most that they earn with a little less, and more."""
    both = most_both(bits, bar, weights)
    return both, most_with(bits, both - NARROWLY, weights), most_with(bits, both + NARROWLY, weights)


def test_names_with_more_bits_than_the_most_do_not_earn_a_bar_by_what_matches() -> None:
    chance, weights = np.random.default_rng(6), DEFAULT_SCORECARD.names.array()
    narrow = 0
    for _ in range(2_000):
        bits, bar = chance.uniform(0.0, 60.0), chance.uniform(0.05, 0.95)
        both, below, above = most_around_bits(bits, bar, weights)
        assert above < bar
        assert most_around_bits(bits, -bar, weights)[0] == np.inf
        if both > 2.0 * bits + NARROWLY:
            assert below > bar
            narrow += 1
    assert narrow > 500


@njit
def beside_the_most(account, mine, theirs, both, weights):  # type: ignore[no-untyped-def]
    """What an account earns, and the most that names of so many bits do with so many sure to be left over."""
    return earned_score(account, weights), most_apart(account[0], both, mine, theirs, weights)


def test_no_account_earns_more_than_the_bits_that_are_sure_to_be_left_over_let_it() -> None:
    chance, weights = np.random.default_rng(7), DEFAULT_SCORECARD.names.array()
    nearest = 1.0
    for _ in range(5_000):
        matched, mine, theirs = chance.uniform(0.1, 60.0), chance.uniform(0.0, 30.0), chance.uniform(0.0, 30.0)
        more = chance.uniform(0.0, 9.0, 2) * chance.integers(0, 2, 2)  # what is left over that nothing was sure of
        both = 2.0 * matched + mine + theirs + more.sum()
        account = (matched, 0.0, mine + more[0], theirs + more[1], int(chance.integers(1, 4)))
        earned, most = beside_the_most(account, mine, theirs, both, weights)
        assert earned <= most + 1e-6
        nearest = min(nearest, most - earned)
    assert nearest < 1e-6  # it is no looser than it must be
