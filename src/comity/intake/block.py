"""Raw columns of a stretch of records, the same for every format, before any cell is understood."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from comity.intake.recognition import ColumnUse

Numbers: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class HeldRecord:
    """A record of which nothing can be screened. `row` is its number among the records of the file, from 1."""

    row: int
    place: str
    problem: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """Some records in columns. `columns[i]` (string or list of strings) feeds `uses[i].field`.

    `rows` numbers the records in the file from 1, rising, without the held ones; `lines` says where each
    stands, in `unit`s ("line", "row"). `problems` maps row numbers to what was odd in reading them.
    """

    uses: tuple[ColumnUse, ...]
    columns: tuple[pa.Array, ...]
    rows: Numbers
    lines: Numbers
    unit: str
    problems: dict[int, list[str]] = field(default_factory=dict)
    held: tuple[HeldRecord, ...] = ()

    @property
    def received(self) -> int:
        """How many records the block accounts for."""
        return len(self.rows) + len(self.held)

    def place(self, at: int) -> str:
        """Where the record at a position stands in its file."""
        return f"{self.unit} {self.lines[at]}"

    def only(self, wanted: npt.NDArray[np.bool_], held: tuple[HeldRecord, ...]) -> "Block":
        """The block with some of its records, and the others held."""
        mask = pa.array(wanted)
        return replace(
            self,
            columns=tuple(column.filter(mask) for column in self.columns),
            rows=self.rows[wanted],
            lines=self.lines[wanted],
            held=self.held + held,
        )


def slices(block: Block, size: int) -> Iterator[Block]:
    """The block in stretches of at most `size` records, held ones counted, in their order."""
    if block.received <= size:
        yield block
        return
    numbers = np.sort(np.concatenate([block.rows, np.array([held.row for held in block.held], np.int64)]))
    for start in range(0, len(numbers), size):
        first, last = int(numbers[start]), int(numbers[min(start + size, len(numbers)) - 1])
        low, high = (int(at) for at in np.searchsorted(block.rows, [first, last + 1]))
        yield replace(
            block,
            columns=tuple(column.slice(low, high - low) for column in block.columns),
            rows=block.rows[low:high],
            lines=block.lines[low:high],
            held=tuple(held for held in block.held if first <= held.row <= last),
        )
