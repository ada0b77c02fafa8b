"""The costs of sounds keep the laws that the distance over them relies on."""

import itertools

import numpy as np
import pytest

from comity.names.alphabet import (
    CLOSE,
    CODE,
    MERGED,
    PHONES,
    VOWELS,
    codes,
    gap_costs,
    lengths,
    merged,
    phones_of,
    substitution_costs,
)


def test_taking_one_sound_for_another_costs_the_same_both_ways_and_nothing_for_itself() -> None:
    costs = substitution_costs()
    assert (costs == costs.T).all()
    assert (np.diag(costs) == 0.0).all()
    assert costs.min() >= 0.0
    assert costs.max() <= 1.0


def test_no_pair_of_sounds_is_given_two_costs() -> None:
    named = ["".join(sorted(pair)) for pairs in CLOSE.values() for pair in pairs]
    assert len(named) == len(set(named))
    assert all(len(set(pair)) == 2 for pair in named)


def test_an_abjad_forgives_a_missing_vowel_and_an_alphabet_less_so() -> None:
    written, unwritten = gap_costs()
    for vowel in VOWELS:
        assert unwritten[CODE[vowel]] < written[CODE[vowel]] < 1.0


@pytest.mark.parametrize("consonant", "bptdkgszmnlr")
def test_a_missing_consonant_costs_a_whole_one_everywhere(consonant: str) -> None:
    assert (gap_costs()[:, CODE[consonant]] == 1.0).all()


@pytest.mark.parametrize("common", ["xC", "mn", "lr", "td", "kg", "SC"])
def test_sounds_that_tell_common_names_apart_are_not_nearly_the_same(common: str) -> None:
    assert substitution_costs()[CODE[common[0]], CODE[common[1]]] >= 0.2


def test_digits_are_like_nothing_else() -> None:
    costs = substitution_costs()
    for digit, other in itertools.product("0123456789", PHONES[1:]):
        assert digit == other or costs[CODE[digit], CODE[other]] == 1.0


def test_two_sounds_that_spell_one_are_joined_and_no_others() -> None:
    table = merged()
    assert np.count_nonzero(table) == len(MERGED)
    assert table[CODE["t"], CODE["S"]] == CODE["C"]
    assert table[CODE["t"], CODE["z"]] == 0


def test_padding_weighs_nothing_and_phones_come_back_from_their_codes() -> None:
    assert lengths()[0] == 0.0
    assert phones_of(np.append(codes("usama"), np.uint8(0))) == "usama"
