"""How answers reach standard output: JSON for programs, a table for people."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any

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
    """A table as wide as the terminal; in a pipe as wide as its content."""
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left", header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(Text(printable(str(cell))) for cell in row))
    _console().print(table)


def write_lines(facts: Iterable[tuple[str, object]]) -> None:
    """Facts about one thing, a line each."""
    for name, value in facts:
        print(f"{name:<14}{printable(str(value))}")


def tell(message: str) -> None:
    """A line for the person at the terminal, on standard error."""
    print(printable(message), file=sys.stderr)


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
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
