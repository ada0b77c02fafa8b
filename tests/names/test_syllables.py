"""Chinese and Korean syllables: which names are written in them, how these are cut, which are spellings of one."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import plain_syllables as plain
from comity.names import syllables
from comity.names.kernel import whole
from comity.names.syllables import BY_LANGUAGE, BY_READING, BY_STANDARD, MOST_MEANT, NOT_ALIKE
from comity.names.tokens import FLAG_SYLLABLE, tokenise_texts

TREE = syllables.load().tree()
A_SPELLING = st.sampled_from(sorted(plain.MEANT))
A_READING = st.sampled_from(sorted(plain.READINGS))


def letters(word: str) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    return np.frombuffer(plain.own_letters(word).encode("latin-1"), np.uint8)


def cut(name: str) -> list[str]:
    tokens = tokenise_texts([name])
    assert all(flags & FLAG_SYLLABLE for flags in tokens.flags)
    return [bytes(row[:n]).decode("latin-1") for row, n in zip(tokens.spelling, tokens.n_spelling, strict=True)]


def relation(left: str, right: str) -> int:
    one, other = (whole(syllables.spelling_number)(letters(word), len(word), TREE) for word in (left, right))
    assert one
    assert other
    return int(whole(syllables.taken_for_each_other)(one, other, TREE))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Kim Jong Il", "kim jong il"),
        ("KIM, Jong-un", "kim jong un"),
        ("Xi Jinping", "xi jin ping"),
        ("Hongli Li", "hong li li"),
        ("Ch\u2019oe Ch\u2019un-sik", "choe chun sik"),
        ("Z\u01d0h\u00e1n Zh\u0101ng", "zi han zhang"),
        ("Yong Il Pak", "yong il pak"),
        ("An Jianing", "an jia ning"),
        ("\uae40\uc815\uc740", "gim jeong eun"),
        ("\uae40 \uc5ec\uc815", "gim yeo jeong"),
        ("여정 김", "yeo jeong gim"),
        ("Си Цзиньпин", "си цзинь пин"),
        ("Ким Чен Ын", "ким чен ын"),
        ("ХУАН Гуанъюй", "хуан гуан юи"),
        ("Цай Инвэнь", "цаи ин вэнь"),
    ],
)
def test_a_name_in_syllables_is_cut_into_them_however_it_is_written(name: str, expected: str) -> None:
    assert cut(name) == plain.own_letters(expected).split()


@pytest.mark.parametrize(
    "name",
    ["Ali Amin", "Ben Hasan", "Juan Simon", "Maria Lopez", "Jackie Chan", "Kim", "Karim", "Tanaka Ken",
     "Kim Jong Un 2", "Kim Jong \uc740", "\uae40", "\ube14\ub77c\ub514\ubbf8\ub974 \ud478\ud2f4", "알리 하산",
     "Li Na Wang Wei Min", "Van Dan", "Dr Chen", "", "...",
     "Иван Ли", "Анна Ким", "Сергей Пак", "Нина Тен", "Ли", "Ван Цзянь 2", "Владимир Путин", "Ли Сі"],
)  # fmt: skip
def test_other_names_are_left_as_they_are(name: str) -> None:
    assert not any(flags & FLAG_SYLLABLE for flags in tokenise_texts([name]).flags)


@pytest.mark.parametrize(
    ("left", "right"),
    [("jong", "chong"), ("jong", "jung"), ("gim", "kim"), ("i", "rhee"), ("jeong", "jong"), ("lee", "yi"),
     ("ri", "rhee"), ("park", "pak"), ("choe", "choi"), ("xi", "hsi"),
     ("си", "xi"), ("чжан", "zhang"), ("чен", "jong"), ("чон", "чен"), ("ин", "ying"), ("инь", "yin"), ("чхве", "choe"),
     ("zhang", "chang"), ("gyong", "kyong"), ("sub", "sop"), ("sou", "soo"), ("phak", "pak"), ("gyo", "kyo"),
     ("jeong", "chung"),
     ("qian", "chien"), ("yoon", "yun"), ("eun", "un"), ("hui", "hee")],
)  # fmt: skip
def test_two_romanisations_of_a_syllable_are_taken_for_each_other(left: str, right: str) -> None:
    assert relation(left, right) == relation(right, left) == BY_STANDARD


@pytest.mark.parametrize(
    ("left", "right"), [("wong", "wang"), ("chan", "chen"), ("ng", "wu"), ("tan", "chen"), ("kwok", "guo")]
)
def test_a_spelling_of_another_chinese_language_is_farther(left: str, right: str) -> None:
    assert relation(left, right) == relation(right, left) == BY_LANGUAGE


@pytest.mark.parametrize(
    ("left", "right"),
    [("song", "son"), ("huang", "wang"), ("chang", "chung"), ("jong", "yong"), ("chol", "chun"), ("min", "mun"),
     ("инь", "ying"), ("цзинь", "jing"), ("сун", "son"), ("ки", "kim"),
     ("kim", "chun"), ("li", "lu"), ("sok", "sik"), ("il", "un"), ("chen", "cheng"), ("pak", "paek")],
)  # fmt: skip
def test_syllables_one_letter_apart_are_not_taken_for_each_other(left: str, right: str) -> None:
    assert relation(left, right) == relation(right, left) == NOT_ALIKE


@settings(max_examples=400, deadline=None)
@given(A_SPELLING | A_READING, A_SPELLING)
def test_spellings_are_related_as_the_table_says(left: str, right: str) -> None:
    expected = plain.apart(left, right, (BY_STANDARD, BY_READING, BY_LANGUAGE))
    assert relation(left, right) == (NOT_ALIKE if expected is None else expected)


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.lists(A_SPELLING, min_size=1, max_size=3).map("".join), st.text("ahnigoumx", max_size=16)))
def test_words_are_cut_as_the_rules_say(word: str) -> None:
    at = whole(syllables.second_syllable)(letters(word), len(word), TREE)
    found = [word[a:b] for a, b in pairwise((0, at, len(word))) if a < b] if at else []
    assert found == plain.cut(word)


def test_no_spelling_stands_for_more_syllables_than_a_token_has_keys_for() -> None:
    table = syllables.load()
    assert np.diff(table.first).max() <= MOST_MEANT
    assert not table.step.flags.writeable
