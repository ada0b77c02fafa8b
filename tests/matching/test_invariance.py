"""What a score does not depend on: order, batch, threads, other names and lists, which side is asked."""

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.matching import vocabulary
from comity.matching.screen import FEW, Screener
from comity.model.designation import Designation
from comity.model.entity import NameKind
from comity.model.hit import Hit
from comity.model.subject import Subject
from comity.model.subject_columns import batch_of
from invented_names import a_name, names
from small_list import designation, entity, list_of_names, screener_of, subject

LOW = 0.2
T = TypeVar("T")


def a_list(seed: int, count: int, of: str = "invented") -> list[Designation]:
    """Entries of one to four names of every kind."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    texts = iter([name for name in names(seed, 5 * count) if name.strip()])
    entries = []
    for number in range(count):
        aliases = [(next(texts), chance.choice(tuple(NameKind))) for _ in range(chance.randrange(4))]
        entries.append(designation(f"{of} {number}", entity(next(texts), *aliases), of))
    return entries


def shuffled_by(seed: int, values: Sequence[T]) -> list[T]:
    return random.Random(seed).sample(values, len(values))  # noqa: S311 - repeatable, not secret


def some_subjects(seed: int, count: int) -> list[Subject]:
    texts = iter(names(seed, 3 * count))
    return [subject(*[next(texts) for _ in range(1 + number % 3)], id=f"S{number}") for number in range(count)]


def hits_by_subject(screener: Screener, subjects: Sequence[Subject], threshold: float = LOW) -> dict[str, list[Hit]]:
    found: dict[str, list[Hit]] = {each.id: [] for each in subjects}
    for hit in screener.screen_batch(batch_of(subjects), threshold=threshold):
        found[hit.subject_id].append(hit)
    return found


def summary(hits: Sequence[Hit]) -> dict[tuple[str, str], float]:
    return {(hit.list, hit.reference): round(hit.score, 5) for hit in hits}


def test_one_subject_by_itself_and_in_a_batch_gets_the_same_hits_and_reasons() -> None:
    listed, subjects = a_list(1, 150), some_subjects(2, 150)
    together = hits_by_subject(screener_of(listed), subjects)
    assert sum(map(len, together.values())) > 100
    alone, fresh = screener_of(listed), None
    for number, each in enumerate(subjects):
        assert list(alone.screen(each, threshold=LOW)) == together[each.id]
        if number % 30 == 0:
            fresh = screener_of(listed)
            assert list(fresh.screen(each, threshold=LOW)) == together[each.id]


def test_the_hits_do_not_depend_on_the_number_of_threads() -> None:
    listed, subjects = a_list(3, 100), some_subjects(4, 2 * FEW)
    one = screener_of(listed).screen_batch(batch_of(subjects), threshold=LOW)
    for threads in (2, 3, 7):
        assert screener_of(listed, threads=threads).screen_batch(batch_of(subjects), threshold=LOW) == one


def test_the_hits_do_not_depend_on_the_order_of_subjects_nor_on_how_they_are_batched() -> None:
    listed, subjects = a_list(5, 100), some_subjects(6, 200)
    expected = hits_by_subject(screener_of(listed), subjects)
    shuffled = shuffled_by(7, subjects)
    screener = screener_of(listed)
    for size in (1, 7, 200):
        found: dict[str, list[Hit]] = {}
        for start in range(0, len(shuffled), size):
            found |= hits_by_subject(screener, shuffled[start : start + size])
        assert found == expected


def test_a_slice_of_a_batch_is_screened_as_its_own_rows() -> None:
    listed, subjects = a_list(8, 60), some_subjects(9, 60)
    screener = screener_of(listed)
    whole = screener.screen_batch(batch_of(subjects), threshold=LOW)
    sliced = screener.screen_batch(batch_of(subjects).slice(20, 25), threshold=LOW)
    inside = {each.id for each in subjects[20:45]}
    assert sliced == [hit for hit in whole if hit.subject_id in inside]


def test_the_order_of_names_on_either_side_does_not_matter() -> None:
    listed, subjects = a_list(10, 120), some_subjects(11, 120)
    turned = [replace(each, entity=replace(each.entity, names=each.entity.names[::-1])) for each in listed]
    expected = hits_by_subject(screener_of(listed), subjects)
    found = hits_by_subject(screener_of(turned), [replace(each, names=each.names[::-1]) for each in subjects])
    for each in subjects:
        assert summary(found[each.id]) == summary(expected[each.id])


def test_the_order_of_listings_does_not_matter() -> None:
    listed, subjects = a_list(12, 120), some_subjects(13, 120)
    shuffled = shuffled_by(14, listed)
    assert hits_by_subject(screener_of(shuffled), subjects) == hits_by_subject(screener_of(listed), subjects)


def test_a_score_does_not_depend_on_which_other_lists_are_loaded() -> None:
    listed, subjects = a_list(15, 80), some_subjects(16, 150)
    others = [*a_list(17, 400, "other one"), *a_list(18, 300, "other two")]
    alone = hits_by_subject(screener_of(listed), subjects)
    among = hits_by_subject(screener_of([*others[:350], *listed, *others[350:]]), subjects)
    for each in subjects:
        assert [hit for hit in among[each.id] if hit.list == "invented"] == alone[each.id]


def test_a_score_does_not_depend_on_the_threshold() -> None:
    listed, subjects = a_list(19, 120), some_subjects(20, 150)
    screener = screener_of(listed)
    everything = hits_by_subject(screener, subjects, 0.1)
    for threshold in (0.35, 0.6, 0.8):
        found = hits_by_subject(screener, subjects, threshold)
        for each in subjects:
            assert found[each.id] == [hit for hit in everything[each.id] if hit.earned >= threshold]


def test_a_vocabulary_that_starts_afresh_changes_no_hit(monkeypatch: pytest.MonkeyPatch) -> None:
    listed, subjects = a_list(21, 100), some_subjects(22, 300)
    expected = hits_by_subject(screener_of(listed), subjects)
    monkeypatch.setattr(vocabulary, "FULL", 60)
    screener = screener_of(listed)
    found: dict[str, list[Hit]] = {}
    for start in range(0, len(subjects), 10):
        found |= hits_by_subject(screener, subjects[start : start + 10])
    assert found == expected


def test_a_part_of_a_compound_is_not_taken_for_the_same_part_in_another_script() -> None:
    one, other = "abd usama bin shipping Абдуррахман", "abdullah ma"
    for listed in (["abdu llah", "Абдулла"], ["Абдулла", "abdu llah"], ["abdu llah"]):
        match = list_of_names(listed)
        place = listed.index("abdu llah")
        alone = list_of_names(["abdu llah"]).all_pairs([one])[0, 0]
        assert match.all_pairs([other, one])[1, place] == alone
        assert match.all_pairs([one, other])[0, place] == alone


def test_the_score_of_two_names_is_the_same_whichever_is_listed() -> None:
    left, right = names(23, 350), names(24, 350)
    one, other = list_of_names(left).all_pairs(right), list_of_names(right).all_pairs(left).T
    apart = np.argwhere(np.abs(one - other) > 1e-5)
    assert not len(apart), [(right[a], left[b], one[a, b], other[a, b]) for a, b in apart[:5]]


@settings(max_examples=60, deadline=None)
@given(st.lists(a_name(), min_size=1, max_size=6), st.lists(a_name(), min_size=1, max_size=6))
def test_the_score_of_any_two_names_is_the_same_whichever_is_listed(left: list[str], right: list[str]) -> None:
    one, other = list_of_names(left).all_pairs(right), list_of_names(right).all_pairs(left).T
    assert np.allclose(one, other, atol=1e-5), (one, other)
