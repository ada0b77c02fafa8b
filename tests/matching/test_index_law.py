"""The index law: the search finds every pair of names that the scorer would put over the threshold, and no other.

Against brute force over all pairs, in all scripts. `COMITY_LAW_PAIRS` (millions of pairs) makes it larger.
"""

import os

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invented_names import a_name, names
from small_list import list_of_names

MILLIONS = float(os.environ.get("COMITY_LAW_PAIRS", "0.2"))
LISTED = 500
THRESHOLDS = (0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)


def test_the_search_finds_every_pair_that_the_scorer_puts_over_the_threshold() -> None:
    match = list_of_names(names(11, LISTED))
    count = int(MILLIONS * 1e6 / LISTED)
    over = 0
    for begin in range(0, count, 2000):
        subjects = names(12 + begin, min(2000, count - begin))
        scores = match.all_pairs(subjects)
        for threshold in THRESHOLDS:
            found = match.found(subjects, threshold)
            expected = {(int(a), int(b)) for a, b in np.argwhere(scores >= threshold)}
            assert set(found) == expected
            assert all(abs(earned - scores[pair]) < 1e-6 for pair, earned in found.items())
            over += len(expected)
    assert over > 300  # the names are alike enough for the law to mean something


def test_no_pair_is_lost_at_the_very_score_that_it_earns() -> None:
    match = list_of_names(names(21, 300))
    subjects = names(22, 150)
    scores = match.all_pairs(subjects)
    for place, name in enumerate(subjects):
        for listed in np.flatnonzero(scores[place] > 0.05):
            at = float(scores[place, listed])
            assert (0, int(listed)) in match.found([name], at - 1e-6), (name, listed, at)


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("Rostislav Khvatkov", "Khvatkov Rostislav Vyacheslavovich Zvenigorodsky"),
        ("Sergei Kuznetsov", "Sergei Kuznetsov Aleksandrovich Tchaikovsky"),
        ("Khvatkov Rostislav Vyacheslavovich Zvenigorodsky", "Rostislav Khvatkov"),
    ],
)
def test_a_patronymic_that_is_missing_beside_another_word_loses_no_pair(name: str, listed: str) -> None:
    match = list_of_names([listed])
    at = float(match.all_pairs([name])[0, 0])
    assert at > 0.45
    assert (0, 0) in match.found([name], at - 1e-6)


@settings(max_examples=40, deadline=None)
@given(st.lists(a_name(), min_size=1, max_size=12), st.lists(a_name(), min_size=1, max_size=8))
def test_the_search_loses_no_pair_of_whatever_names(listed: list[str], subjects: list[str]) -> None:
    match = list_of_names(listed)
    scores = match.all_pairs(subjects)
    for threshold in (0.3, 0.6, 0.7, 0.9):
        expected = {(int(a), int(b)) for a, b in np.argwhere(scores >= threshold)}
        assert set(match.found(subjects, threshold)) == expected


@pytest.mark.parametrize("listed", [[""], ["...", "😀"], ["Al"], ["A. B. C."], ["Ali " * 60]])
def test_lists_of_odd_names_alone_can_be_searched(listed: list[str]) -> None:
    match = list_of_names(listed)
    subjects = ["", "Ali", "A B", "Al", "Ali " * 60, "." * 200]
    scores = match.all_pairs(subjects)
    assert set(match.found(subjects, 0.3)) == {(int(a), int(b)) for a, b in np.argwhere(scores >= 0.3)}
