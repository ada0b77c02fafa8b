"""What was recognised in a file: which column feeds which field, what was dropped, what nobody used."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as having
from enum import StrEnum

from comity.intake.field import NAMING, SINGLE, Field
from comity.intake.file import MAX_COLUMNS, IntakeOptions
from comity.intake.headings import field_of, normal_heading
from comity.model.errors import BadRequest, BrokenFile, TooLarge
from comity.model.sensitive import is_sensitive


class DayOrder(StrEnum):
    """How 03/04/1970 was read in one file, and why."""

    DAY_FIRST = "day first: dates of the column show it"
    MONTH_FIRST = "month first: dates of the column show it"
    DAY_FIRST_ASKED = "day first: as asked"
    MONTH_FIRST_ASKED = "month first: as asked"
    BOTH = "not known: a date such as 03/04/1970 is read both ways"


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """One column and the field that it feeds. `asked` when the officer mapped it."""

    column: str
    field: Field
    asked: bool = False


@dataclass(frozen=True, slots=True)
class DroppedColumn:
    """A column that Comity must not keep (S2). `values` counts what was passed by; None when it was never read."""

    column: str
    values: int | None = None


@dataclass(frozen=True, slots=True)
class Recognition:
    """How a file was read, for the report. `passed_over` counts, by schema, FtM entities that are no subjects."""

    file: str
    format: str
    encoding: str | None
    delimiter: str | None
    columns: tuple[ColumnUse, ...]
    dropped: tuple[DroppedColumn, ...]
    unused: tuple[str, ...]
    day_order: DayOrder
    passed_over: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Headings:
    """What the headings of a table say: for each column in order the field it feeds, or None."""

    fields: tuple[Field | None, ...]
    columns: tuple[ColumnUse, ...]
    dropped: tuple[str, ...]
    unused: tuple[str, ...]

    @property
    def used(self) -> tuple[int, ...]:
        """Positions of the columns that feed a field, in the order of `columns`."""
        return tuple(position for position, field in enumerate(self.fields) if field is not None)

    @property
    def has_name(self) -> bool:
        """Does any column hold names?"""
        return any(use.field in NAMING for use in self.columns)


@dataclass(slots=True)
class Noticed:
    """Collects what is recognised while one file is read."""

    file: str
    format: str
    encoding: str | None = None
    delimiter: str | None = None
    columns: dict[tuple[str, Field], ColumnUse] = having(default_factory=dict)
    dropped: dict[str, int | None] = having(default_factory=dict)
    unused: dict[str, None] = having(default_factory=dict)
    day_order: DayOrder = DayOrder.BOTH
    passed_over: Counter[str] = having(default_factory=Counter)

    def headings(self, headings: Headings) -> None:
        """Take over what the headings of one table say."""
        for use in headings.columns:
            self.columns[use.column, use.field] = use
        for column in headings.dropped:
            self.dropped.setdefault(column, None)
        for column in headings.unused:
            self.leave_unused(column)

    def leave_unused(self, column: str) -> None:
        """Note a column that feeds nothing; beyond MAX_COLUMNS the rest is not kept."""
        if len(self.unused) < MAX_COLUMNS:
            self.unused.setdefault(column)

    def drop(self, column: str) -> None:
        """Note one value that was dropped (S2)."""
        if column in self.dropped or len(self.dropped) < MAX_COLUMNS:
            self.dropped[column] = (self.dropped.get(column) or 0) + 1

    def recognition(self) -> Recognition:
        """What is known so far; final when the file has been read to its end."""
        return Recognition(
            file=self.file,
            format=self.format,
            encoding=self.encoding,
            delimiter=self.delimiter,
            columns=tuple(self.columns.values()),
            dropped=tuple(DroppedColumn(column, values) for column, values in self.dropped.items()),
            unused=tuple(self.unused),
            day_order=self.day_order,
            passed_over=tuple(sorted(self.passed_over.items())),
        )


def read_mapping(text: str) -> Mapping[Field, tuple[str, ...]]:
    """Read --map: "field=Column,field2=Column 2". A column's name may hold commas. Raises BadRequest."""
    mapping: dict[Field, tuple[str, ...]] = {}
    pairs: list[str] = []
    for piece in text.split(","):
        if "=" in piece or not pairs:
            pairs.append(piece)
        else:
            pairs[-1] += "," + piece
    for pair in pairs:
        name, equals, column = pair.partition("=")
        if not equals or not column.strip():
            raise BadRequest(f'--map {pair!r} is not FIELD=COLUMN; for example --map "name=Client,birth_date=Born on"')
        try:
            field = Field(name.strip())
        except ValueError as problem:
            raise BadRequest(f"--map {pair!r}: no field {name.strip()!r}; fields are {', '.join(Field)}") from problem
        mapping[field] = (*mapping.get(field, ()), column.strip())
    return mapping


def recognise(headings: Sequence[str], options: IntakeOptions, *, file: str) -> Headings:
    """Say which columns feed which fields. Raises TooLarge over MAX_COLUMNS, BadRequest on a mapping that fails."""
    if len(headings) > MAX_COLUMNS:
        raise TooLarge(file, "the number of columns", MAX_COLUMNS, "columns")
    asked = _asked(headings, options.mapping, file)
    fields: list[Field | None] = []
    dropped: list[str] = []
    taken: set[Field] = set(options.mapping)
    for position, heading in enumerate(headings):
        field = asked.get(position)
        if field is None:
            field = recognised(heading)
            if field is None and is_sensitive(heading):
                dropped.append(heading)
            if field in taken:
                field = None
            elif field in SINGLE:
                taken.add(field)
        fields.append(field)
    gone = set(dropped)
    return Headings(
        fields=tuple(fields),
        columns=tuple(
            ColumnUse(heading, field, position in asked)
            for position, (heading, field) in enumerate(zip(headings, fields, strict=True))
            if field is not None
        ),
        dropped=tuple(dropped),
        unused=tuple(
            heading or f"column {position + 1}"
            for position, (heading, field) in enumerate(zip(headings, fields, strict=True))
            if field is None and heading not in gone
        ),
    )


def recognised(heading: str) -> Field | None:
    """The field of a known heading. A known heading is never sensitive: "party name" is a name."""
    return field_of(heading)


def need_name(headings: Headings, seen: Sequence[str], *, file: str, place: str) -> None:
    """Refuse a table in which no column holds names, and say how to name one."""
    if headings.has_name:
        return
    columns = ", ".join(heading or "(empty)" for heading in seen[:40])
    more = f" and {len(seen) - 40} more" if len(seen) > 40 else ""
    raise BrokenFile(
        file,
        place,
        f"no column holds names (columns seen: {columns[:2000]}{more})",
        'put headings in the first line, or say which column holds them with --map "name=COLUMN"',
    )


def _asked(headings: Sequence[str], mapping: Mapping[Field, tuple[str, ...]], file: str) -> dict[int, Field]:
    asked: dict[int, Field] = {}
    for field, columns in mapping.items():
        for column in columns:
            positions = [at for at, heading in enumerate(headings) if heading.strip() == column] or [
                at for at, heading in enumerate(headings) if normal_heading(heading) == normal_heading(column)
            ]
            if not positions:
                seen = ", ".join(headings[:40])
                raise BadRequest(f"{file}: --map {field}={column}: no such column; columns are {seen[:2000]}")
            if is_sensitive(column) and recognised(column) is None:
                raise BadRequest(
                    f"{file}: --map {field}={column}: Comity does not keep such columns; see docs/intake.md"
                )
            asked[positions[0]] = field
    return asked
