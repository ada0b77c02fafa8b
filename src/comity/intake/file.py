"""A customer's file as intake receives it, and what the officer asked for. Unpacked: compression ends in the shell."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from comity.intake.field import Field

MAX_COLUMNS = 4_096
MAX_RECORD_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file to screen. `open` gives its bytes from the start, as often as asked."""

    name: str
    open: Callable[[], BinaryIO]


@dataclass(frozen=True, slots=True)
class IntakeOptions:
    """What the officer states about a file; None leaves it to recognition.

    `mapping` names the columns of a field and then replaces recognition for that field.
    `format` is an id of FORMATS, `encoding` a codec's name, `delimiter` one ASCII character.
    `day_first` reads 03/04/1970 as 3 April (True) or March 4 (False). No batch is over `batch_rows` records.
    """

    mapping: Mapping[Field, tuple[str, ...]] = field(default_factory=dict)
    encoding: str | None = None
    format: str | None = None
    delimiter: str | None = None
    day_first: bool | None = None
    batch_rows: int = 50_000
