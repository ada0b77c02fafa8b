"""Raw columns understood: a Block becomes a SubjectBatch, whole columns at a time.

A text that is not understood makes its record partial, and the note names the field, never the value;
a record without a name is held. Every record of the block ends as exactly one of the three.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from comity.intake.block import Block, HeldRecord
from comity.intake.field import ADDRESS_PARTS, IDENTIFIERS, Field
from comity.intake.naming import NO_LETTERS, TOO_LONG, naming_of
from comity.intake.values import (
    NOTHING,
    Values,
    distinct,
    given,
    in_order,
    joined,
    lists_of,
    offsets,
    read_each,
    several,
    texts_of,
    values_of,
)
from comity.intake.vocabulary import Reading, Vocabulary, genders, kinds
from comity.model.entity import Kind
from comity.model.subject import SUBJECT_SCHEMA, RecordNote, RecordState, SubjectBatch, SubjectId

BETWEEN_VALUES = r"[;|\n]"


def subjects_of(block: Block, vocabulary: Vocabulary) -> SubjectBatch:
    """The subjects of a block, and a note on every record that is partial or held."""
    naming = naming_of(block)
    fit = np.zeros(len(block.rows), dtype=np.bool_)
    fit[naming.names.rows] = True
    fit[naming.too_long] = False
    if not bool(fit.all()):
        block = block.only(fit, _held(block, fit, naming.too_long))
        naming = naming_of(block)
    cells = _Cells(block, {})
    records = len(block.rows)
    ids = _ids(block)
    columns: dict[str, pa.Array] = {
        "id": ids,
        "names": lists_of(naming.names, records),
        "kind": _kind(cells),
        "births": lists_of(_births(cells, vocabulary), records),
        "nationalities": lists_of(_countries(cells, Field.NATIONALITY, vocabulary), records),
        "countries": lists_of(_all_countries(cells, vocabulary), records),
        "genders": lists_of(cells.read(Field.GENDER, genders), records),
        "identifiers": _identifiers(cells),
        "addresses": lists_of(_addresses(cells), records),
    }
    cells.note_illegible(naming.names)
    subjects = pa.RecordBatch.from_arrays([columns[name] for name in SUBJECT_SCHEMA.names], schema=SUBJECT_SCHEMA)
    return SubjectBatch(subjects, block.received, _notes(block, ids, cells.problems))


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells of a block by field, collecting for each record what could not be read."""

    block: Block
    problems: dict[int, list[str]]

    def columns(self, field: Field) -> list[Values]:
        """The values of each column of a field that say something."""
        pairs = zip(self.block.uses, self.block.columns, strict=True)
        return [given(values_of(column)) for use, column in pairs if use.field is field]

    def read(self, field: Field, reader: Callable[[str], Reading]) -> Values:
        """What a reader makes of a field's columns; what it does not understand is noted."""
        parts: list[Values] = []
        for column in self.columns(field):
            reading = read_each(column, reader)
            self.note(reading.unread, f"{field} could not be read")
            parts.append(reading.values)
        return in_order(parts)

    def note(self, positions: npt.NDArray[np.int64], problem: str) -> None:
        """Note a problem of some records."""
        for position in positions.tolist():
            problems = self.problems.setdefault(position, [])
            if problem not in problems:
                problems.append(problem)

    def note_illegible(self, names: Values) -> None:
        """Note names with characters that were already lost when the file was written or decoded."""
        lost = pc.match_substring(names.texts, "\ufffd").to_numpy(zero_copy_only=False)
        if lost.any():
            self.note(np.unique(names.rows[lost]), "the name holds characters that could not be read")


def _held(block: Block, fit: npt.NDArray[np.bool_], too_long: npt.NDArray[np.int64]) -> tuple[HeldRecord, ...]:
    long = frozenset(too_long.tolist())
    ids = _ids(block)
    return tuple(
        HeldRecord(
            row=int(block.rows[at]),
            place=block.place(at),
            problem="; ".join([*block.problems.get(int(block.rows[at]), ()), TOO_LONG if at in long else NO_LETTERS]),
            id=ids[at].as_py(),
        )
        for at in np.flatnonzero(~fit).tolist()
    )


def _ids(block: Block) -> pa.Array:
    numbers = pc.binary_join_element_wise(pa.scalar("row"), pa.array(block.rows).cast(pa.string()), " ")
    columns = [column for use, column in zip(block.uses, block.columns, strict=True) if use.field is Field.ID]
    if not columns:
        return numbers
    return pc.coalesce(texts_of(values_of(columns[0]), len(block.rows)), numbers)


def _kind(cells: _Cells) -> pa.Array:
    found = cells.read(Field.KIND, kinds)
    return pc.fill_null(texts_of(found, len(cells.block.rows)), Kind.UNKNOWN.value)


def _births(cells: _Cells, vocabulary: Vocabulary) -> Values:
    dates = cells.read(Field.BIRTH_DATE, vocabulary.births)
    years = cells.read(Field.BIRTH_YEAR, vocabulary.years)
    if len(years.rows) and len(dates.rows):
        # The year beside a date says nothing that the date does not.
        years = years.where(~np.isin(years.rows, dates.rows))
    return in_order([dates, years])


def _countries(cells: _Cells, field: Field, vocabulary: Vocabulary) -> Values:
    parts: list[Values] = []
    for column in cells.columns(field):
        reading = read_each(column, vocabulary.countries)
        if len(reading.unread):
            cells.note(reading.unread, f"{field} could not be read")
            reading = read_each(column, vocabulary.some_countries)
        parts.append(reading.values)
    return distinct(in_order(parts))


def _all_countries(cells: _Cells, vocabulary: Vocabulary) -> Values:
    of_birth = cells.read(Field.BIRTH_PLACE, vocabulary.place_countries)
    return distinct(in_order([_countries(cells, Field.COUNTRY, vocabulary), of_birth]))


def _addresses(cells: _Cells) -> Values:
    records = len(cells.block.rows)
    parts = [texts_of(in_order(cells.columns(field)), records) for field in ADDRESS_PARTS]
    full = [part for part in parts if part.null_count < records]
    return in_order([*cells.columns(Field.ADDRESS), joined(full, ", ") if full else NOTHING])


def _identifiers(cells: _Cells) -> pa.Array:
    texts: list[Values] = []
    types: list[Values] = []
    for use in dict.fromkeys(use.field for use in cells.block.uses):
        kind = IDENTIFIERS.get(use)
        if kind is None:
            continue
        for column in cells.columns(use):
            numbers = several(column, BETWEEN_VALUES)
            texts.append(numbers)
            types.append(Values(numbers.rows, pa.repeat(pa.scalar(kind.value), len(numbers.rows))))
    values = in_order(texts)
    structs = pa.StructArray.from_arrays(
        [in_order(types).texts, values.texts, pa.nulls(len(values.rows), pa.string())],
        fields=list(SUBJECT_SCHEMA.field("identifiers").type.value_type),
    )
    return pa.ListArray.from_arrays(offsets(values.rows, len(cells.block.rows)), structs)


def _notes(block: Block, ids: pa.Array, problems: dict[int, list[str]]) -> tuple[RecordNote, ...]:
    notes = [
        RecordNote(held.place, SubjectId(held.id) if held.id else None, RecordState.HELD, held.problem)
        for held in block.held
    ]
    positions = dict(problems)
    for row, reasons in block.problems.items():
        at = int(np.searchsorted(block.rows, row))
        if at < len(block.rows) and block.rows[at] == row:
            positions[at] = [*reasons, *problems.get(at, ())]
    notes += [
        RecordNote(block.place(at), SubjectId(ids[at].as_py()), RecordState.PARTIAL, "; ".join(positions[at]))
        for at in sorted(positions)
    ]
    return tuple(notes)
