"""How answers reach standard output: JSON for programs, a table for people."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import IO, TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from rich.console import Console


class Format(StrEnum):
    """What an answer is written as."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"


def write_json(answer: object) -> None:
    """One JSON document."""
    import msgspec

    _write(msgspec.json.format(msgspec.json.encode(answer), indent=2) + b"\n")


def write_record(record: Mapping[str, Any], chosen: Format) -> None:
    """One record as a JSON document, or as one line of it."""
    if chosen is Format.JSONL:
        write_records([record], chosen)
    else:
        write_json(record)


def write_records(records: Iterable[Mapping[str, Any]], chosen: Format) -> None:
    """Records as one JSON array, or one a line."""
    import msgspec

    if chosen is Format.JSONL:
        for record in records:
            _write(msgspec.json.encode(record) + b"\n")
    else:
        write_json(list(records))


def write_table(headings: Sequence[str], rows: Iterable[Sequence[object]], *, title: str | None = None) -> None:
    """A table as wide as the terminal, below its title; in a pipe as wide as its content."""
    from rich.table import Table
    from rich.text import Text

    table = Table(header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(Text(printable(str(cell))) for cell in row))
    if title is not None:
        print(printable(title))  # not the table's: that wraps it, and takes what is in square brackets for a style
    _console().print(table)


def write_lines(facts: Iterable[tuple[str, object]]) -> None:
    """Facts about one thing, a line each."""
    for name, value in facts:
        print(f"{name:<14}{printable(str(value))}")


def tell(message: str) -> None:
    """A line for the person at the terminal, on standard error."""
    print(printable(message), file=sys.stderr)


def standard_output() -> IO[bytes]:
    """Where an answer for programs goes; a terminal is shown it as it is shown everything, a pipe gets every byte."""
    sys.stdout.flush()
    return cast("IO[bytes]", _Shown()) if sys.stdout.isatty() else sys.stdout.buffer


class _Shown:
    """A terminal that takes whole lines of text."""

    def write(self, content: bytes) -> int:
        lines = content.decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
        sys.stdout.buffer.write("\n".join(map(printable, lines)).encode("utf-8", "replace"))
        return len(content)

    def writelines(self, lines: Iterable[bytes]) -> None:
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        sys.stdout.buffer.flush()


def printable(text: str) -> str:
    """Text that cannot steer a terminal or turn what stands beside it: published names come from outside."""
    return "".join("�" if _steers(character) else character for character in text)


def _steers(character: str) -> bool:
    """Is this a control character, or one that overrides the direction of writing (UAX #9, 2.1-2.2)?"""
    code = ord(character)
    return code < 32 or 127 <= code < 160 or 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069


def _console() -> "Console":
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else 1000, soft_wrap=False, highlight=False)


def _write(content: bytes) -> None:
    out = standard_output()
    out.write(content)
    out.flush()
