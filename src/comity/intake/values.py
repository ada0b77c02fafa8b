"""Values of columns in long form: which record, which text. Read once for each distinct text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Numbers: TypeAlias = npt.NDArray[np.int64]

# What people write into a cell when they know nothing.
NOT_GIVEN = frozenset(
    {"-", "--", "---", ".", "?", "n/a", "#n/a", "na", "n.a.", "none", "null", "nil", "nan", "unknown"}
    | {"not available", "not applicable", "not known", "нет", "н/д", "неизвестно", "отсутствует", "нет данных"}
    | {"не указано", "не указан", "не указана"}
)


@dataclass(frozen=True, slots=True)
class Values:
    """`texts[k]`, trimmed and not empty, stands in the record at position `rows[k]`; positions rise."""

    rows: Numbers
    texts: pa.Array

    def where(self, wanted: npt.NDArray[np.bool_]) -> "Values":
        """Some of the values."""
        if bool(wanted.all()):
            return self
        return Values(self.rows[wanted], self.texts.filter(pa.array(wanted)))


@dataclass(frozen=True, slots=True)
class ReadValues:
    """What was read, and the positions of records with a text that was not understood."""

    values: Values
    unread: Numbers


NOTHING = Values(np.zeros(0, np.int64), pa.array([], pa.string()))


def values_of(column: pa.Array) -> Values:
    """The texts of a column of strings or of lists of strings."""
    if pa.types.is_list(column.type):
        rows = pc.list_parent_indices(column).to_numpy(zero_copy_only=False).astype(np.int64)
        texts = pc.utf8_trim_whitespace(column.flatten())
    else:
        rows = np.arange(len(column), dtype=np.int64)
        texts = pc.utf8_trim_whitespace(column)
    full = pc.fill_null(pc.greater(pc.binary_length(texts), 0), False)
    return Values(rows, texts).where(full.to_numpy(zero_copy_only=False))


def several(values: Values, pattern: str) -> Values:
    """Cells that hold several values, apart."""
    if not pc.any(pc.match_substring_regex(values.texts, pattern)).as_py():
        return values
    parts = values_of(pc.split_pattern_regex(values.texts, pattern))
    return Values(values.rows[parts.rows], parts.texts)


def read_each(values: Values, read: Callable[[str], tuple[str, ...] | None]) -> ReadValues:
    """Read every distinct text once: into some values, none, or None when it is not understood."""
    if len(values.rows) == 0:
        return ReadValues(NOTHING, values.rows)
    encoded = values.texts.dictionary_encode()
    readings = [read(text) for text in encoded.dictionary.to_pylist()]
    which = encoded.indices.to_numpy(zero_copy_only=False)
    failed = np.array([reading is None for reading in readings])
    counts = np.array([len(reading or ()) for reading in readings])
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)[:-1]])
    flat = pa.array([text for reading in readings for text in reading or ()], pa.string())
    count = counts[which]
    within = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
    texts = flat.take(pa.array(np.repeat(starts[which], count) + within))
    return ReadValues(Values(np.repeat(values.rows, count), texts), np.unique(values.rows[failed[which]]))


def given(values: Values) -> Values:
    """Without the texts that say only that nothing is known."""
    if len(values.rows) == 0:
        return values
    encoded = values.texts.dictionary_encode()
    empty = np.array([text.casefold() in NOT_GIVEN for text in encoded.dictionary.to_pylist()], dtype=np.bool_)
    if not empty.any():
        return values
    return values.where(~empty[encoded.indices.to_numpy(zero_copy_only=False)])


def in_order(parts: Sequence[Values]) -> Values:
    """The values of several columns, those of one record together, in the order of the columns."""
    full = [part for part in parts if len(part.rows)]
    if len(full) < 2:
        return full[0] if full else NOTHING
    rows = np.concatenate([part.rows for part in full])
    order = np.argsort(rows, kind="stable")
    return Values(rows[order], pa.concat_arrays([part.texts for part in full]).take(pa.array(order)))


def distinct(values: Values) -> Values:
    """Each text once in a record, where it stands first."""
    if len(values.rows) == 0:
        return values
    codes = values.texts.dictionary_encode().indices.to_numpy(zero_copy_only=False).astype(np.int64)
    first = np.unique(values.rows * (codes.max() + 1) + codes, return_index=True)[1]
    once = np.zeros(len(codes), bool)
    once[first] = True
    return values if once.all() else values.where(once)


def joined(parts: Sequence[pa.Array], separator: str) -> Values:
    """The texts that each record has in several columns, as one; records without any have none."""
    # The empty text in front is needed: without it Arrow leaves out a record whose texts are all null
    # (seen in 26.0), and every name behind it would move up to somebody else.
    texts = pc.binary_join_element_wise(pa.scalar(""), *parts, separator, null_handling="skip")
    if len(texts) != len(parts[0]):
        raise ValueError("joining columns lost a record")
    return values_of(pc.utf8_slice_codeunits(texts, start=len(separator)))


def offsets(rows: Numbers, records: int) -> pa.Array:
    """Where each record's values begin, as Arrow lists take it."""
    counts = np.bincount(rows, minlength=records)
    return pa.array(np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)]).astype(np.int32))


def lists_of(values: Values, records: int) -> pa.Array:
    """One list of texts for each record."""
    return pa.ListArray.from_arrays(offsets(values.rows, records), values.texts)


def texts_of(values: Values, records: int) -> pa.Array:
    """One text for each record: its first value, null when it has none."""
    if len(values.rows) == records and records and np.array_equal(values.rows, np.arange(records)):
        return values.texts
    places = np.full(records, -1, np.int64)
    places[values.rows[::-1]] = np.arange(len(values.rows))[::-1]
    return values.texts.take(pa.array(places, mask=places < 0))
