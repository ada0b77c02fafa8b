"""The formats that Comity reads customers from, and how a file shows which one it is."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from comity.intake.delimited import open_delimited
from comity.intake.file import InputFile, IntakeOptions
from comity.intake.ftm import open_ftm
from comity.intake.json_lines import open_json_lines
from comity.intake.opened import OpenedFile, empty
from comity.intake.parquet import open_parquet
from comity.intake.xlsx import open_xlsx
from comity.model.errors import BadRequest, BrokenFile

HEAD = 1 << 16


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `shows(name, head)` says whether a file is in it, from its name in lower case and its first bytes."""

    id: str
    title: str
    shows: Callable[[str, bytes], bool]
    open: Callable[[InputFile, IntakeOptions], OpenedFile]


def _is_ftm(_: str, head: bytes) -> bool:
    line = _letters(head).partition(b"\n")[0]
    return line.startswith(b"{") and b'"schema"' in line and b'"properties"' in line


def _is_json_lines(_: str, head: bytes) -> bool:
    return _letters(head).startswith(b"{")


def _is_tsv(name: str, _: bytes) -> bool:
    return name.endswith((".tsv", ".tab"))


# In the order in which they are asked; a file that shows nothing else is CSV.
FORMATS = (
    Format("parquet", "Parquet", lambda _, head: head.startswith(b"PAR1"), open_parquet),
    Format("xlsx", "Excel workbook (.xlsx)", lambda _, head: head.startswith(b"PK\x03\x04"), open_xlsx),
    Format("ftm", "FollowTheMoney entities, one a line", _is_ftm, open_ftm),
    Format("jsonl", "JSON lines", _is_json_lines, open_json_lines),
    Format("tsv", "Tab-separated values", _is_tsv, partial(open_delimited, format="tsv")),
    Format(
        "csv", "Comma-separated values, also with ; | or tab", lambda *_: True, partial(open_delimited, format="csv")
    ),
)

# What people hand in by mistake, by its first bytes, and what to do about it.
MISTAKEN = (
    (b"\x1f\x8b", "a gzip archive", "unpack it"),
    (b"\xfd7zXZ", "an xz archive", "unpack it"),
    (b"7z\xbc\xaf", "a 7-Zip archive", "unpack it"),
    (b"Rar!", "a RAR archive", "unpack it"),
    (b"%PDF", "a PDF document", "ask for the table that it was printed from"),
    (
        b"\xd0\xcf\x11\xe0",
        "a workbook of old Excel, or one locked by a password",
        "save it as .xlsx, without a password",
    ),
    (b"<", "HTML or XML, not a table of customers", "save the table itself as CSV or XLSX"),
    (b"[", "one JSON array", "write one object a line (JSON lines)"),
)


def open_subjects(file: InputFile, options: IntakeOptions | None = None) -> OpenedFile:
    """Open a file of customers in whatever format it is in.

    Raises UnreadableInput (BrokenFile, TooLarge, DoubtfulEncoding) when the file as a whole cannot be
    read, BadRequest when the options do not fit it. A single record never refuses a file: it is held.
    """
    options = options or IntakeOptions()
    with file.open() as stream:
        head = stream.read(HEAD)
    if not head:
        raise empty(file)
    if options.format is not None:
        return _asked(options.format).open(file, options)
    for mark, what, next_step in MISTAKEN:
        if _letters(head).startswith(mark):
            raise BrokenFile(file.name, "first bytes", f"this is {what}", next_step)
    return next(format for format in FORMATS if format.shows(file.name.lower(), head)).open(file, options)


def _asked(id: str) -> Format:
    for format in FORMATS:
        if format.id == id:
            return format
    raise BadRequest(f"no format {id!r}; formats are {', '.join(format.id for format in FORMATS)}")


def _letters(head: bytes) -> bytes:
    """The head without what stands before its first letter: marks, white space, and the NULs of UTF-16."""
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        head = head.removeprefix(mark)
    return head.replace(b"\0", b"").lstrip()
