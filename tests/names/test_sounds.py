"""The kernels that sound words out and measure them agree with their plain twins (tests/plain_sounds.py)."""

from collections.abc import Callable
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

import plain_sounds as plain
from comity.names import compounds, keys, latin, similarity, syllables
from comity.names.alphabet import CODE, PHONES, codes, gap_costs, phones_of, substitution_costs
from comity.names.kernel import whole
from comity.names.tokens import FLAG_ABJAD, FLAG_JOINED, FLAG_LATIN

SOUNDS = PHONES[1:]
A_SOUND = st.one_of(st.sampled_from("aeiouAWYHhydlnbdz"), st.sampled_from(SOUNDS))
A_TOKEN = st.text(A_SOUND, min_size=0, max_size=similarity.MAX_PHONES)
# Words that are nearly compounds, so that every condition of the cuts is tried from both sides.
NEARLY = st.builds(
    lambda *parts: "".join(parts),
    st.sampled_from(["", "abd", "Abd", "Ebd", "abdu", "nu", "nuz", "seif", "ks", "fakr", "t"]),
    st.text("aeiouAWYrlnbs", max_size=4),
    st.sampled_from(
        ["", "din", "uddin", "eldin", "aldiYn", "din", "rahman", "la", "lla", "ullah", "allaH", "lloh", "ullax"]
    ),
    st.sampled_from(["", "e", "i", "h", "ne", "ih", "a"]),
)


def heard(row: NDArray[np.uint8], n: int) -> str:
    return phones_of(row[:n])


def scratch() -> NDArray[np.float32]:
    return np.full((3, similarity.MAX_PHONES + 1), np.nan, np.float32)


def padded(word: str) -> NDArray[np.uint8]:
    """A row of a token table, with rubbish after the word as a reused row has."""
    row = np.full(similarity.MAX_PHONES, CODE["d"], np.uint8)
    row[: len(word)] = codes(word)
    return row


@settings(max_examples=400, deadline=None)
@given(A_TOKEN, A_TOKEN, st.sampled_from([0, 1]), st.sampled_from([0.5, 1.5, 3.0, 99.0]))
def test_the_phone_distance_is_the_cheapest_way_or_more_than_asked_for(
    left: str, right: str, row: int, most: float
) -> None:
    substitute, gap = substitution_costs(), gap_costs()[row]
    cheapest = plain.phone_distance(
        left, right, lambda a, b: float(substitute[CODE[a], CODE[b]]), lambda a: float(gap[CODE[a]])
    )
    found = whole(similarity.phone_distance)(
        padded(left), len(left), padded(right), len(right), substitute, gap, np.float32(most), scratch()
    )
    if cheapest <= most - 1e-4:
        assert found == pytest.approx(cheapest, abs=1e-4)
    else:
        assert found >= most - 1e-4


@settings(max_examples=300, deadline=None)
@given(A_TOKEN, A_TOKEN)
def test_the_phone_distance_is_symmetric_and_nothing_from_a_word_to_itself(left: str, right: str) -> None:
    substitute, gap = substitution_costs(), gap_costs()[0]

    def apart(a: str, b: str) -> float:
        found = whole(similarity.phone_distance)(
            padded(a), len(a), padded(b), len(b), substitute, gap, np.float32(99), scratch()
        )
        return float(found)

    assert apart(left, right) == pytest.approx(apart(right, left), abs=1e-5)
    assert apart(left, left) == 0.0


@settings(max_examples=300, deadline=None)
@given(st.text("abcdeo", max_size=20), st.text("abcdeo", max_size=20), st.sampled_from([0.0, 1.0, 2.5, 99.0]))
def test_the_letter_distance_counts_edits_or_says_more_than_asked_for(left: str, right: str, most: float) -> None:
    edits = plain.letter_distance(left, right)
    rows = [np.frombuffer(side.encode().ljust(20, b"z"), np.uint8) for side in (left, right)]
    found = whole(similarity.letter_distance)(rows[0], len(left), rows[1], len(right), np.float32(most), scratch())
    assert found == edits if edits <= most else found > most


@settings(max_examples=500, deadline=None)
@given(
    st.one_of(
        st.lists(st.sampled_from([letters for letters, _ in latin.GROUPS]), max_size=8).map("".join),
        st.lists(st.sampled_from(["sch", "d", "a", "z", "j", "jew", "jova", "ija", "ch"]), max_size=5).map("".join),
        st.text("abcdefghijklmnopqrstuvwxyz0123456789", max_size=30),
    )
)
def test_latin_letters_sound_as_the_rules_say(letters: str) -> None:
    row = np.frombuffer((letters + "zhsch").encode(), np.uint8)
    out = np.zeros(192, np.uint8)
    assert heard(out, whole(latin.latin_phones)(row, len(letters), out, 0)) == plain.latin_phones(letters)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(A_SOUND, max_size=30), NEARLY))
def test_words_are_tidied_as_the_rules_say(word: str) -> None:
    out = np.zeros(similarity.MAX_PHONES, np.uint8)
    assert heard(out, whole(compounds.tidy)(codes(word), 0, len(word), out)) == plain.tidy(word)


@settings(max_examples=800, deadline=None)
@given(st.one_of(NEARLY, st.text("abdlnhiueAWYHE", max_size=10)))
def test_compounds_are_cut_as_the_rules_say(word: str) -> None:
    row = np.full(192, CODE["l"], np.uint8)
    row[: len(word)] = codes(word)
    assert whole(compounds.after_abd)(row, len(word)) == plain.after_abd(word)
    assert tuple(whole(compounds.before_din)(row, len(word))) == plain.before_din(word)
    assert whole(compounds.before_allah)(row, len(word)) == plain.before_allah(word)


@settings(max_examples=300, deadline=None)
@given(A_TOKEN)
def test_the_skeleton_is_the_consonants_by_group(word: str) -> None:
    out = np.zeros(similarity.MAX_PHONES, np.uint8)
    n = whole(keys.skeleton)(padded(word), len(word), out)
    numbers = {group[0]: number for number, group in enumerate(plain.SKELETON_GROUPS, start=1)}
    numbers |= {digit: 20 + int(digit) for digit in "0123456789"}
    assert out[:n].tolist() == [numbers[group] for group in plain.skeleton(word)]


def kernel_keys(word: str, native: int, spelling: str = "", flags: int = FLAG_LATIN) -> set[int]:
    letters = np.frombuffer(spelling.ljust(similarity.MAX_PHONES, "z").encode(), np.uint8)
    table = (
        padded(word)[None], np.array([len(word)], np.uint8), letters[None], np.array([len(spelling)], np.uint8),
        np.array([native], np.uint64), np.array([flags], np.uint16),
    )  # fmt: skip
    out = np.zeros(keys.MAX_KEYS, np.uint64)
    found = whole(keys.token_keys)(table, 0, out, keys.bones_room(), syllables.load().tree())
    return {int(key) for key in out[:found]}


A_CHANGE: st.SearchStrategy[Callable[[str], str]] = st.sampled_from(
    [
        lambda word: word[1:],
        lambda word: word[:-1],
        lambda word: word[:2] + word[3:],
        lambda word: word[:1] + "a" + word[1:],
        lambda word: word[:2] + "r" + word[2:],
        lambda word: word[1:2] + word[:1] + word[2:],
        lambda word: word[:-1] + "k",
        lambda word: word.translate(str.maketrans("aeiou", "ouaei")),
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.text(A_SOUND, min_size=1, max_size=12), A_CHANGE, A_CHANGE)
def test_two_words_share_a_key_exactly_when_the_rules_say(
    word: str, change: Callable[[str], str], more: Callable[[str], str]
) -> None:
    for other in (word, change(word), more(change(word))):
        if other:
            shared = kernel_keys(word, 1) & kernel_keys(other, 2)
            assert bool(shared) == bool(plain.token_keys(word) & plain.token_keys(other)), other
            shared = kernel_keys(word, 1, flags=FLAG_ABJAD) & kernel_keys(other, 2)
            expected = plain.token_keys(word, abjad=True, latin=False) & plain.token_keys(other)
            assert bool(shared) == bool(expected), other
            shared = kernel_keys("lan", 1, letters(word)) & kernel_keys("bir", 2, letters(other))
            expected = plain.token_keys("lan", letters(word)) & plain.token_keys("bir", letters(other))
            assert bool(shared) == bool(expected), other


def letters(word: str) -> str:
    """Some spelling of the word."""
    return "".join(sound for sound in word.lower() if "a" <= sound <= "z")


@settings(max_examples=50, deadline=None)
@given(A_TOKEN.filter(bool))
def test_neighbours_read_as_one_word_are_found_by_the_whole_of_it_only(word: str) -> None:
    assert len(kernel_keys(word, 1, flags=FLAG_JOINED)) == 2
    assert kernel_keys(word, 1, flags=FLAG_JOINED) <= kernel_keys(word, 1)


def test_every_cost_is_symmetric_and_no_mistake_is_free() -> None:
    substitute = substitution_costs()
    for left, right in product(SOUNDS, SOUNDS):
        cost = substitute[CODE[left], CODE[right]]
        assert cost == substitute[CODE[right], CODE[left]]
        assert cost == 0.0 if left == right else 0.0 < cost <= 1.0
