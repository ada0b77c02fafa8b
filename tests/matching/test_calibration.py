"""What a score means, learnt from labelled pairs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.matching import calibration
from comity.matching.calibration import (
    Calibration,
    Step,
    calibrate,
    in_words,
    pool_adjacent_violators,
    read,
    written,
)
from comity.matching.explain import LANGUAGES
from comity.matching.scorecard import ENGINE

LABELLED = st.lists(
    st.tuples(st.integers(0, 100).map(lambda score: score / 100), st.booleans()), min_size=1, max_size=200
)


def test_violators_are_pooled_until_the_share_rises() -> None:
    # 0 1 | 0 0 1 | 1: the textbook case; 0.2 violates 0.3 and 0.4.
    steps = pool_adjacent_violators([0.1, 0.2, 0.3, 0.4, 0.5, 0.6], [False, True, False, False, True, True])
    assert steps == (Step(0.1, 1, 0), Step(0.2, 3, 1), Step(0.5, 2, 2))


def test_equal_scores_are_one_step() -> None:
    assert pool_adjacent_violators([0.5, 0.5, 0.5], [True, False, True]) == (Step(0.5, 3, 2),)


def slow_isotonic(labelled: list[tuple[float, bool]]) -> dict[float, float]:
    """Isotonic regression by its min-max formula: at each score the greatest over lower ends of the least mean."""
    scores = sorted({score for score, _ in labelled})

    def mean(low: float, high: float) -> float:
        inside = [same for score, same in labelled if low <= score <= high]
        return sum(inside) / len(inside)

    return {
        score: max(min(mean(low, high) for high in scores if high >= score) for low in scores if low <= score)
        for score in scores
    }


@given(st.lists(st.tuples(st.integers(0, 12).map(lambda score: score / 12), st.booleans()), min_size=1, max_size=40))
def test_pooling_gives_the_isotonic_regression(labelled: list[tuple[float, bool]]) -> None:
    steps = pool_adjacent_violators([score for score, _ in labelled], [same for _, same in labelled])
    for score, expected in slow_isotonic(labelled).items():
        step = next(step for step in reversed(steps) if score >= step.start)
        assert step.same / step.pairs == pytest.approx(expected)


@given(LABELLED)
def test_no_pair_is_lost_and_steps_rise(labelled: list[tuple[float, bool]]) -> None:
    table = calibrate([s for s, _ in labelled], [y for _, y in labelled], scorecard="s", labelled="invented")
    assert sum(step.pairs for step in table.steps) == len(labelled)
    assert sum(step.same for step in table.steps) == sum(same for _, same in labelled)
    shares = [step.same / step.pairs for step in table.steps]
    assert shares == sorted(shares)
    assert table.steps[0].start == 0.0
    assert len(table.steps) == 1 or min(step.pairs for step in table.steps) >= calibration.FEWEST


@given(LABELLED)
def test_a_table_reads_as_it_was_written(labelled: list[tuple[float, bool]]) -> None:
    table = calibrate([s for s, _ in labelled], [y for _, y in labelled], scorecard="s", labelled='a "quoted\\ file\n')
    again = read(written(table))
    assert again.steps == table.steps
    assert written(again) == written(table)
    assert again.digest() == table.digest()


def test_a_score_stands_on_the_step_below_it() -> None:
    table = Calibration("s", ENGINE, "invented", (Step(0.0, 20, 2), Step(0.6, 20, 12), Step(0.8, 20, 19)))
    assert [table.at(score).same for score in (0.0, 0.59, 0.6, 0.79, 0.8, 1.0)] == [2, 2, 12, 12, 19, 19]


def test_a_step_speaks_in_every_language_of_the_reasons() -> None:
    said = [in_words(Step(0.8, 20, 19), language) for language in LANGUAGES]
    assert all("95" in sentence and "76" in sentence for sentence in said)
    assert len(set(said)) == len(LANGUAGES)


def test_a_table_of_another_scorecard_is_silent() -> None:
    assert calibration.shipped("0" * 64) is None


def test_nothing_is_learnt_from_nothing() -> None:
    with pytest.raises(ValueError, match="nothing"):
        pool_adjacent_violators([], [])
