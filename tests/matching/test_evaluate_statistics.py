"""Statistics against values computed by hand or published."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.matching.evaluate import (
    Half,
    best_threshold,
    bootstrap_f1,
    classify,
    f1_score,
    half_of,
    median,
    share,
)

SCORES = np.array([0.9, 0.8, 0.7, 0.6, 0.2])
LABELS = np.array([True, True, False, True, False])


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [  # Wilson score intervals without continuity correction (Newcombe 1998, table I, method 3; and by hand)
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (8, 10, 0.4902, 0.9433),
        (29, 29, 0.8830, 1.0000),
    ],
)
def test_a_share_has_the_published_wilson_interval(count: int, of: int, low: float, high: float) -> None:
    found = share(count, of)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 5000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_an_interval_holds_its_share_and_stays_within_nought_and_one(cell: tuple[int, int]) -> None:
    found = share(*cell)
    assert 0.0 <= found.low <= found.value <= found.high <= 1.0


@pytest.mark.parametrize(("count", "of"), [(0, 0), (3, 2), (-1, 5)])
def test_a_share_of_nothing_is_refused(count: int, of: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        share(count, of)


def test_pairs_are_counted_at_the_threshold_and_not_below() -> None:
    found = classify(SCORES, LABELS, 0.7)
    assert (found.true_hits, found.false_alarms, found.misses, found.rejected) == (2, 1, 1, 1)
    assert found.precision is not None
    assert found.recall is not None
    assert (found.precision.value, found.recall.value) == (2 / 3, 2 / 3)
    assert found.f1.value == pytest.approx(2 / 3)


def test_nothing_found_has_no_precision() -> None:
    found = classify(SCORES, LABELS, 0.95)
    assert found.precision is None
    assert found.f1.value == 0.0


def test_f1_of_nothing_to_find_is_nought() -> None:
    assert f1_score(0, 0, 0) == 0.0


def test_the_bootstrap_is_the_same_on_every_run_and_narrows_with_more_pairs() -> None:
    small, large = bootstrap_f1(16, 4, 4, 16), bootstrap_f1(1600, 400, 400, 1600)
    assert small == bootstrap_f1(16, 4, 4, 16)
    assert small.value == large.value == pytest.approx(0.8)
    assert small.low < large.low < 0.8 < large.high < small.high
    # The standard error of F1 = 2t / (2t + f + m) by the delta method is 0.0073 here.
    assert large.high - large.low == pytest.approx(4 * 0.0073, rel=0.15)


def test_the_best_threshold_is_in_the_middle_of_equals() -> None:
    scores, labels = np.array([0.9, 0.3]), np.array([True, False])
    assert best_threshold(scores, labels) == pytest.approx(0.61, abs=0.011)


def test_a_case_never_changes_its_half_and_halves_are_even() -> None:
    assert half_of("Ivan Ivanov") is half_of("Ivan Ivanov")
    report = sum(half_of(f"QDi.{number:03}") is Half.REPORT for number in range(2000))
    assert 900 < report < 1100


def test_the_median_of_an_even_number_is_between_the_two_in_the_middle() -> None:
    assert median([4.0, 1.0, 3.0]) == 3.0
    assert median([4.0, 1.0, 3.0, 2.0]) == 2.5
    with pytest.raises(ValueError, match="nothing"):
        median([])
