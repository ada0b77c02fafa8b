"""An entry has one spelling, reads back as itself, and cannot be guessed from its leaf."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.audit.commitment import commitment, entry_leaf
from comity.audit.entry import Entry, Outcome, canonical, read
from comity.audit.erasure import erase_entry, erased_by, ranges, unrecorded
from comity.audit.merkle import leaf_hash

AT = datetime(2026, 8, 1, 9, 30, 0, 250_000, tzinfo=UTC)
ENTRY = Entry(AT, "officer/7", "alert.decide", "alert/12", details={"outcome": "true_match", "because": ["b", "a"]})

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
entries = st.builds(
    Entry,
    at=st.datetimes(min_value=datetime(1000, 1, 1), timezones=st.just(UTC)),
    actor=st.text(min_size=1),
    action=st.text(min_size=1),
    subject=st.text(min_size=1),
    outcome=st.sampled_from(Outcome),
    details=st.dictionaries(st.text(), values, max_size=4),
    versions=st.dictionaries(st.text(), values, max_size=4),
)


def test_the_spelling_is_the_documented_one() -> None:
    assert canonical(ENTRY, 3) == (
        b'{"action":"alert.decide","actor":"officer/7","at":"2026-08-01T09:30:00.250000Z",'
        b'"details":{"because":["b","a"],"outcome":"true_match"},"format":1,"index":3,"outcome":"done",'
        b'"subject":"alert/12","versions":{}}'
    )


@given(entries, st.integers(min_value=0, max_value=10**12))
def test_an_entry_reads_back_as_itself(entry: Entry, index: int) -> None:
    payload = canonical(entry, index)
    assert payload.isascii()
    assert canonical(read(payload)[1], index) == payload
    assert read(payload)[0] == index


def test_the_order_of_names_and_the_time_zone_do_not_change_the_spelling() -> None:
    elsewhere = AT.astimezone(timezone(timedelta(hours=6)))
    turned = Entry(
        elsewhere, "officer/7", "alert.decide", "alert/12", details=dict(reversed(list(ENTRY.details.items())))
    )
    assert canonical(turned, 3) == canonical(ENTRY, 3)


@pytest.mark.parametrize(
    "spelling",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b'"text"',
        canonical(ENTRY, 3).replace(b'"index":3', b'"index": 3'),
        canonical(ENTRY, 3).replace(b'"index":3', b'"index":3,"index":3'),
        canonical(ENTRY, 3).replace(b'"format":1', b'"format":2'),
        canonical(ENTRY, 3).replace(b'"done"', b'"perhaps"'),
        canonical(ENTRY, 3).replace(b'"officer/7"', b'""'),
        canonical(ENTRY, 3).replace(b'"officer/7"', b"7"),
        canonical(ENTRY, 3).replace(b'"versions":{}', b'"versions":[]'),
    ],
)
def test_any_other_spelling_is_refused(spelling: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read(spelling)


@pytest.mark.parametrize(
    ("details", "told"),
    [
        ({"score": float("nan")}, "details.score is nan"),
        ({"a": [1, {"b": AT}]}, r"details.a\[1\].b is a datetime"),
        ({"a": {1: 2}}, "details.a has the key 1"),
    ],
)
def test_what_json_cannot_hold_is_refused_with_its_place(details: Any, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        canonical(Entry(AT, "officer/7", "alert.decide", "alert/12", details=details), 0)


def test_an_entry_without_a_time_zone_or_a_name_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Entry(AT.replace(tzinfo=None), "officer/7", "alert.decide", "alert/12")
    with pytest.raises(ValueError, match="actor"):
        Entry(AT, "", "alert.decide", "alert/12")


def test_the_same_entry_under_another_salt_is_another_leaf() -> None:
    payload = canonical(ENTRY, 3)
    assert entry_leaf(bytes(32), payload) != entry_leaf(b"\x01" * 32, payload)
    assert entry_leaf(bytes(32), payload) == leaf_hash(commitment(bytes(32), payload))


def test_a_salt_of_another_length_is_refused_so_that_salt_and_entry_cannot_be_cut_otherwise() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        commitment(bytes(31), b"\x00" + canonical(ENTRY, 3))


def test_an_erasure_records_runs_of_places() -> None:
    entry = erase_entry([3, 4, 5, 9], "closed for five years", actor="node", at=AT)
    assert erased_by(entry) == ((3, 5), (9, 9))
    assert erased_by(read(canonical(entry, 20))[1]) == ((3, 5), (9, 9))
    assert erased_by(ENTRY) == ()


@given(st.sets(st.integers(min_value=0, max_value=60)), st.sets(st.integers(min_value=0, max_value=60)))
def test_what_no_record_names_is_told(erased: set[int], recorded: set[int]) -> None:
    assert set(unrecorded(sorted(erased), ranges(sorted(recorded)))) == erased - recorded
