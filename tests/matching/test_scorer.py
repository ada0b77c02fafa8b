"""The scorer of names agrees with its plain twin (tests/plain_scorer.py), which knows no index and no bounds."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from comity.matching.links import link_costs, token_distance
from comity.matching.scorecard import DEFAULT_SCORECARD
from comity.matching.sieve import APART
from comity.matching.table import token_table
from comity.names.alphabet import codes
from comity.names.kernel import whole
from comity.names.similarity import one_apart
from comity.names.tokens import tokenise_texts
from invented_names import a_name, a_word, names
from plain_links import distance
from plain_scorer import name_score
from plain_sounds import one_apart as plainly_one_apart
from plain_units import singles
from small_list import list_of_names

WEIGHTS = DEFAULT_SCORECARD.names
# On the very border of what is linked, single precision decides.
BORDER = [
    replace(WEIGHTS, alike=WEIGHTS.alike + nudge, alike_joined=WEIGHTS.alike_joined + nudge) for nudge in (1e-5, -1e-5)
]


def agree(subjects: list[str], listed: list[str]) -> int:
    scores = list_of_names(listed).all_pairs(subjects)
    for row, one in enumerate(subjects):
        for column, other in enumerate(listed):
            plain = other if other.strip() else "-"
            assert any(
                scores[row, column] == pytest.approx(name_score(one, plain, weights), abs=2e-4)
                for weights in (WEIGHTS, *BORDER)
            ), (one, other, scores[row, column])
    return int((scores > 0).sum())


@settings(max_examples=40, deadline=None)
@given(st.lists(a_name(), min_size=1, max_size=4), st.lists(a_name(), min_size=1, max_size=4))
@example(["דוד Хан 김정은"], ["David Han Kim Jong Un"])
@example(["Osamabinladen", "Abu Bakr", "A. Zawahiri"], ["Osama bin Laden", "Abubakr", "Aiman Z."])
def test_two_names_earn_what_the_rules_say(subjects: list[str], listed: list[str]) -> None:
    agree(subjects, listed)


def test_names_made_of_the_same_words_earn_what_the_rules_say() -> None:
    assert agree(names(41, 60, words=8), names(42, 60, words=8)) > 500


@settings(max_examples=300, deadline=None)
@given(a_word(), a_word(), st.sampled_from([0.5, 0.7, 0.9]))
@example("דוד", "David", 0.7)
@example("Хан", "Han", 0.7)
@example("نتنياهو", "Netanyahu", 0.7)
def test_two_words_are_as_far_apart_as_the_rules_say(left: str, right: str, least: float) -> None:
    tokens = tokenise_texts([left, right])
    columns = token_table(tokens, np.arange(len(tokens.n_phones))).compared()
    rows: NDArray[np.float32] = np.zeros((3, columns[0].shape[1] + 1), np.float32)
    for (i, mine), (j, theirs) in product(enumerate(singles(left)), enumerate(singles(right), int(tokens.first[1]))):
        kernel = token_distance(columns, i, columns, j, link_costs(), np.float32(least), rows)
        assert kernel == token_distance(columns, j, columns, i, link_costs(), np.float32(least), rows)
        # On the very border of what is linked, single precision decides.
        allowed = [distance(mine, theirs, least + nudge) for nudge in (0.0, 1e-5, -1e-5)]
        assert any(kernel == pytest.approx(APART if each is None else each, abs=1e-4) for each in allowed)


@settings(max_examples=300, deadline=None)
@given(st.text("abdkim", max_size=6), st.text("abdkim", max_size=6))
def test_short_words_are_one_apart_when_one_edit_makes_them_the_same(left: str, right: str) -> None:
    for least in (1, 2):
        found = whole(one_apart)(codes(left), np.uint8(len(left)), codes(right), np.uint8(len(right)), least, 4)
        assert found == plainly_one_apart(left, right, least, 4)
