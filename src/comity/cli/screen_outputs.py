"""Where a screening goes: hits to a file or to standard output, a report, the records that were held.

Every file is opened before the first record is screened, so that a place that cannot be written to is
told at once, and appears only when it is whole.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from comity.cli.output import standard_output
from comity.model.errors import BadRequest

if TYPE_CHECKING:
    from comity.model.hit import Hit
    from comity.model.subject import RecordNote
    from comity.operations.hit_files import HitFormat
    from comity.operations.screening import Screening

TABLE = "table"


@dataclass(frozen=True, slots=True)
class Outputs:
    """What the officer asked for. `form` None: a table for people, on standard output.

    `alerts` is the portfolio for which alerts are opened, None where none are.
    """

    out: Path | None
    form: "HitFormat | None"
    report: Path | None
    held: Path | None
    language: str
    alerts: str | None = None

    @property
    def table(self) -> bool:
        """Are hits shown as a table?"""
        return self.form is None


@dataclass(frozen=True, slots=True)
class Sinks:
    """The open outputs. `finish` writes what can be written only at the end."""

    hit: "Callable[[Hit], None]"
    note: "Callable[[RecordNote], None]"
    finish: "Callable[[Screening], None]"


def outputs(out: Path | None, shape: str | None, *, report: Path | None, held: Path | None, language: str) -> Outputs:
    """Read the options on outputs. Raises BadRequest."""
    from comity.matching.explain import LANGUAGES
    from comity.operations.hit_files import HitFormat, format_of

    if language not in LANGUAGES:
        raise BadRequest(f"no reasons in language {language!r}; known: {', '.join(LANGUAGES)}")
    if out is not None and shape == TABLE:
        raise BadRequest("a table is for reading; write files with --format jsonl, csv or parquet")
    form = None if out is None and shape in (None, TABLE) else format_of(out or Path("-"), shape)
    if out is None and form is HitFormat.PARQUET and sys.stdout.isatty():
        raise BadRequest("parquet is not for reading; write it to a file with --out hits.parquet")
    return Outputs(out, form, report, held, language)


def refuse_overwriting(file: Path, *outputs: Path | None) -> None:
    """Raise BadRequest when one output would overwrite another, or the input."""
    taken = {file.resolve()}
    for path in outputs:
        if path is None or (path.exists() and not path.is_file()):
            continue  # a pipe or /dev/null takes any number of writers
        if path.resolve() in taken:
            raise BadRequest(f"{path} is named twice and would be overwritten; name another file")
        taken.add(path.resolve())


@contextmanager
def opened_outputs(asked: Outputs) -> Iterator[Sinks]:
    """The outputs, open; each file is put in place when the context ends without an error."""
    from comity.store.whole_file import whole_file

    with ExitStack() as stack:
        note: Callable[[RecordNote], None] = _nowhere
        finish: Callable[[Screening], None] = _nowhere
        if asked.held is not None:
            note = partial(_write_note, stack.enter_context(whole_file(asked.held)))
        if asked.report is not None:
            finish = partial(_write_report, stack.enter_context(whole_file(asked.report)), asked)
        yield Sinks(stack.enter_context(_hits(asked)), note, finish)


@contextmanager
def _hits(asked: Outputs) -> "Iterator[Callable[[Hit], None]]":
    from comity.operations.hit_files import hit_file, writer_to

    if asked.form is None:
        yield _nowhere
    elif asked.out is not None:
        with hit_file(asked.out, asked.form, asked.language) as writer:
            yield writer.write
    else:
        writer = writer_to(standard_output(), asked.form, asked.language)
        yield writer.write
        writer.close()


def _nowhere(_: object) -> None:
    pass


def _write_report(page: BinaryIO, asked: Outputs, found: "Screening") -> None:
    from comity.web.report import render, report_of

    report = report_of(found, hits_file=None if asked.out is None else str(asked.out), language=asked.language)
    page.write(render(report).encode("utf-8"))


def _write_note(held: BinaryIO, note: "RecordNote") -> None:
    import msgspec

    record = {"place": note.place, "id": note.subject, "state": note.state.value, "problem": note.problem}
    held.write(msgspec.json.encode(record) + b"\n")
