"""Pairs scored by themselves."""

import numpy as np
import pytest

from comity.matching.name_pairs import BLOCK, score_name_pairs

PAIRS = (
    ("Grigory Pelagin", "PELAGIN, Grigory"),
    ("Григорий Пелагин", "Grigory Pelagin"),
    ("Grigory Pelagin", "Hortensia Quimby"),
    ("Mohamed Ben Talha", "Muhammad bin Talhah"),
    ("", "Grigory Pelagin"),
    ("Grigory Pelagin", ""),
    ("Pelagin Shipping Ltd", "Pelagin Shipping Limited"),
)


def test_a_pair_scores_the_same_alone_and_among_thousands() -> None:
    left, right = [left for left, _ in PAIRS], [right for _, right in PAIRS]
    alone = [float(score_name_pairs([a], [b])[0]) for a, b in PAIRS]
    times = 4 * BLOCK // len(PAIRS)
    many = score_name_pairs(left * times, right * times)
    assert many.tolist() == alone * times


def test_the_same_name_scores_above_a_spelling_and_that_above_a_stranger() -> None:
    same, other_spelling, stranger = score_name_pairs(
        ["Mohamed Ben Talha"] * 3, ["Mohamed Ben Talha", "Muhammad bin Talhah", "Hortensia Quimby"]
    ).tolist()
    assert 1.0 >= same >= other_spelling > 0.5 > stranger >= 0.0


def test_an_empty_name_scores_nothing() -> None:
    assert score_name_pairs(["", "Pelagin"], ["Pelagin", " "]).tolist() == [0.0, 0.0]


def test_no_pairs_give_no_scores() -> None:
    assert score_name_pairs([], []).shape == (0,)


def test_columns_of_unequal_length_are_refused() -> None:
    with pytest.raises(ValueError, match="beside"):
        score_name_pairs(["a"], [])


def test_scores_are_finite_for_hostile_names() -> None:
    hostile = ["\x00" * 5, "١٢٣", "🙂 🙂", "a" * 5000, " ".join("x" * 60)]
    scores = score_name_pairs(hostile, list(reversed(hostile)))
    assert np.isfinite(scores).all()
    assert ((scores >= 0) & (scores <= 1)).all()
