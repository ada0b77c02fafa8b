"""Rows of a table joined into one record for each entry of a list.

Publishers write an entry with three names and two addresses as three rows, or as six. Columns that belong
together (the parts of a name, the lines of an address) are kept together, each combination once.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from comity.lists.reading import Reading
from comity.lists.record import Record


@dataclass(frozen=True, slots=True)
class RowForm:
    """How rows become records.

    `key` is the column that joins the rows of one entry. `parts` names the records within an entry:
    part -> column -> field of the part. `fields` renames the other columns; one that is not named
    keeps its heading as the field's name. Every field holds its different values in the order published.
    """

    name: str
    key: str
    parts: Mapping[str, Mapping[str, str]]
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Entry:
    """The different values of one entry; the order of insertion is the publisher's."""

    first_line: int
    texts: dict[str, dict[str, None]] = field(default_factory=dict)
    parts: dict[str, dict[tuple[tuple[str, str], ...], None]] = field(default_factory=dict)


def joined_rows(
    file: str, rows: Iterable[tuple[int, Mapping[str, str]]], form: RowForm, reading: Reading
) -> Iterator[Record]:
    """One record for each value of the key column. A row without a key is a record of its own.

    Holds the different values of the whole table: a table may return to an entry at any row.
    """
    inside = {column for columns in form.parts.values() for column in columns}
    entries: dict[str, _Entry] = {}
    for line, row in rows:
        key = row.get(form.key, "").strip() or f"\x00{line}"
        entry = entries.get(key)
        if entry is None:
            entry = entries[key] = _Entry(line)
        for column, cell in row.items():
            if column not in inside and cell and not cell.isspace():
                entry.texts.setdefault(form.fields.get(column, column), {})[cell] = None
        for part, columns in form.parts.items():
            cells = tuple((column, row[column]) for column in columns if row.get(column, "").strip())
            if cells:
                entry.parts.setdefault(part, {})[cells] = None
    for entry in entries.values():
        yield _record(entry, f"{file}: line {entry.first_line}", form, reading)


def _record(entry: _Entry, place: str, form: RowForm, reading: Reading) -> Record:
    record = Record(
        form.name, {name: tuple(texts) for name, texts in entry.texts.items()}, place=place, reading=reading
    )
    for part, values in entry.parts.items():
        names = form.parts[part]
        for cells in values:
            fields = {names[column]: (cell,) for column, cell in cells}
            record.add(part, Record(part, fields, place=place, reading=reading))
    return record
