"""JSON lines: one object a line, each key a column. A list is several values; a nested object feeds nothing."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import msgspec
import numpy as np
import pyarrow as pa

from comity.intake.block import Block, HeldRecord
from comity.intake.encoding import encoding_of
from comity.intake.file import MAX_COLUMNS, MAX_RECORD_BYTES, InputFile, IntakeOptions
from comity.intake.lines import LineBlock, line_blocks
from comity.intake.opened import OpenedFile, empty, opened
from comity.intake.recognition import ColumnUse, Headings, Noticed, need_name, recognise
from comity.intake.values import Values, lists_of

RECORDS = 20_000  # a block


@dataclass(slots=True)
class Gathered:
    """Records of one block as they are read: for each column its texts, and which record each stands in."""

    first_row: int
    uses: dict[str, ColumnUse] = field(default_factory=dict)
    positions: dict[str, list[int]] = field(default_factory=dict)
    texts: dict[str, list[str]] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    problems: dict[int, list[str]] = field(default_factory=dict)
    held: list[HeldRecord] = field(default_factory=list)

    @property
    def received(self) -> int:
        """How many records have been read."""
        return len(self.rows) + len(self.held)

    def hold(self, line: int, problem: str, id: str | None = None) -> None:
        """Hold a record."""
        self.held.append(HeldRecord(self.first_row + self.received, f"line {line}", problem, id))

    def begin(self, line: int, problems: list[str]) -> None:
        """Take a record; its values follow."""
        row = self.first_row + self.received
        if problems:
            self.problems[row] = problems
        self.rows.append(row)
        self.lines.append(line)

    def put(self, use: ColumnUse, value: object) -> None:
        """Take the texts of one JSON value for the record that has begun."""
        column = use.column
        if column not in self.uses:
            self.uses[column], self.positions[column], self.texts[column] = use, [], []
        if isinstance(value, str):
            self.positions[column].append(len(self.rows) - 1)
            self.texts[column].append(value)
            return
        for text in texts_in(value):
            self.positions[column].append(len(self.rows) - 1)
            self.texts[column].append(text)

    def block(self) -> Block:
        """The records in columns."""
        return Block(
            uses=tuple(self.uses.values()),
            columns=tuple(
                lists_of(
                    Values(np.array(self.positions[column], np.int64), pa.array(self.texts[column], pa.string())),
                    len(self.rows),
                )
                for column in self.uses
            ),
            rows=np.array(self.rows, np.int64),
            lines=np.array(self.lines, np.int64),
            unit="line",
            problems=self.problems,
            held=tuple(self.held),
        )


ReadObject: TypeAlias = Callable[[dict[str, object], int, list[str], Gathered], None]


def open_json_lines(file: InputFile, options: IntakeOptions) -> OpenedFile:
    """The subjects of a JSON lines file. Raises BrokenFile, DoubtfulEncoding, BadRequest."""
    encoding = encoding_of(file, options.encoding)
    noticed = Noticed(file.name, "jsonl", encoding)
    keys = tuple(_first_keys(file, encoding))
    headings = recognise(keys, options, file=file.name)
    need_name(headings, keys, file=file.name, place="keys of the first records")
    reader = _Reader(options, noticed, file.name)
    return opened(gathered_blocks(line_blocks(file, encoding), reader.read), noticed, options)


def gathered_blocks(lines: Iterator[LineBlock], read: ReadObject) -> Iterator[Block]:
    """The objects of a file of JSON lines, each given to `read`; a line that is none is held."""
    decode = msgspec.json.Decoder(dict[str, object]).decode
    gathered = Gathered(1)
    for block in lines:
        overlong = frozenset(block.overlong)
        for number, text in enumerate(block.text.split(b"\n")[:-1], start=block.first):
            if number in overlong or len(text) > MAX_RECORD_BYTES:
                gathered.hold(number, "the line is longer than 1 MiB")
                continue
            if not text.strip():
                continue
            try:
                record = decode(text)
            except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
                gathered.hold(number, "not a JSON object")
                continue
            problem = block.misread.get(number)
            read(record, number, [problem] if problem else [], gathered)
            if gathered.received >= RECORDS:
                yield gathered.block()
                gathered = Gathered(gathered.first_row + gathered.received)
    if gathered.received:
        yield gathered.block()


def texts_in(value: object) -> list[str]:
    """The texts of a JSON value: of a string, a number, or a list of them; nothing of what is nested deeper."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for each in value if not isinstance(each, list) for text in texts_in(each)]
    if isinstance(value, bool) or not isinstance(value, int | float):
        return []
    if isinstance(value, float) and value.is_integer() and math.fabs(value) < 2**53:
        return [str(int(value))]
    return [str(value)]


@dataclass(slots=True)
class _Reader:
    """Reads objects, recognising each set of keys once."""

    options: IntakeOptions
    noticed: Noticed
    file: str
    known: dict[tuple[str, ...], Headings] = field(default_factory=dict)

    def read(self, record: dict[str, object], line: int, problems: list[str], gathered: Gathered) -> None:
        """Take one object as a record."""
        keys = tuple(record)
        if len(keys) > MAX_COLUMNS:
            gathered.hold(line, f"more than {MAX_COLUMNS:,} keys")
            return
        headings = self.known.get(keys) or self._recognised(keys)
        for dropped in headings.dropped:
            self.noticed.drop(dropped)
        gathered.begin(line, problems)
        for use in headings.columns:
            gathered.put(use, record[use.column])

    def _recognised(self, keys: tuple[str, ...]) -> Headings:
        present = {
            field: tuple(column for column in columns if column in keys)
            for field, columns in self.options.mapping.items()
        }
        options = IntakeOptions(mapping=present)
        headings = recognise(keys, options, file=self.file)
        self.noticed.headings(headings)
        for dropped in headings.dropped:
            self.noticed.dropped[dropped] = self.noticed.dropped.get(dropped) or 0
        if len(self.known) >= MAX_COLUMNS:
            self.known.clear()
        self.known[keys] = headings
        return headings


def _first_keys(file: InputFile, encoding: str) -> dict[str, None]:
    """The keys of the records in the first block, in their order. Raises BrokenFile when there is none."""
    keys: dict[str, None] = {}
    seen = False
    for block in line_blocks(file, encoding):
        for text in block.text.split(b"\n"):
            seen = seen or bool(text.strip())
            try:
                record = msgspec.json.decode(text, type=dict[str, object])
            except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
                continue
            keys.update(dict.fromkeys(list(record)[: MAX_COLUMNS - len(keys)]))
        if keys:
            return keys
    if not seen:
        raise empty(file)
    return keys
