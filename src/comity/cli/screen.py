"""`comity screen`: a file, or one name, against the lists held."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.cli.output import tell, write_table
from comity.cli.progress import STEP, counting
from comity.model.entity import Kind
from comity.model.errors import BadRequest

if TYPE_CHECKING:
    from comity.intake import IntakeOptions
    from comity.model.subject import Subject
    from comity.operations.hit_files import HitWriter
    from comity.operations.open_screener import OpenScreener
    from comity.operations.screen import ScreeningOrder
    from comity.operations.screening import ScreenedList, Screening

ALERTS_FOUND = 3
MOST_ON_SCREEN = 50
HITS_OF_ONE = 500
HELD_SHOWN = 10

File = Annotated[Path | None, typer.Argument(help="CSV, TSV, XLSX, Parquet, JSON lines or FtM; packed or not.")]
Name = Annotated[str | None, typer.Option("--name", help="Screen one name instead of a file.")]
Born = Annotated[str | None, typer.Option("--born", help="With --name: 1957, 1957-03 or 1957-03-10.")]
Nationality = Annotated[str | None, typer.Option("--nationality", help="With --name: a state, by name or code.")]
Document = Annotated[str | None, typer.Option("--id", help="With --name: a document or register number.")]
Lists = Annotated[
    list[str] | None, typer.Option("--list", help="A list to screen against; repeatable. All by default.")
]
Threshold = Annotated[float | None, typer.Option("--threshold", min=0.05, max=1.0, help="Hits from this score on.")]
Kinds = Annotated[list[str] | None, typer.Option("--kind", help="person, organisation, vessel, aircraft; repeatable.")]
Map = Annotated[list[str] | None, typer.Option("--map", help="FIELD=COLUMN[,FIELD=COLUMN]: which column is what.")]
Encoding = Annotated[str | None, typer.Option("--encoding", help="The file's text encoding, where it is in doubt.")]
Delimiter = Annotated[str | None, typer.Option("--delimiter", help="The file's delimiter, where it is in doubt.")]
DayFirst = Annotated[bool | None, typer.Option("--day-first/--month-first", help="How 03/04/1970 is to be read.")]
Out = Annotated[Path | None, typer.Option("--out", help="Where to write all hits; ends in .jsonl, .csv or .parquet.")]
Shape = Annotated[str | None, typer.Option("--format", help="table, jsonl, csv or parquet.")]
ReportTo = Annotated[Path | None, typer.Option("--report", help="Write an HTML report for an officer.")]
Held = Annotated[Path | None, typer.Option("--held", help="Write held and partial records, one JSON a line.")]
Language = Annotated[str, typer.Option("--language", help="Language of the reasons: en or ru.")]
Threads = Annotated[
    int | None, typer.Option("--threads", min=1, help="Threads to search with; all processors by default.")
]


def screen(  # noqa: PLR0913 - one parameter an option
    file: File = None, name: Name = None, born: Born = None, nationality: Nationality = None, document: Document = None,
    lists: Lists = None, threshold: Threshold = None, kind: Kinds = None, mapping: Map = None,
    encoding: Encoding = None, delimiter: Delimiter = None, day_first: DayFirst = None, out: Out = None,
    shape: Shape = None, report: ReportTo = None, held: Held = None, language: Language = "en", threads: Threads = None,
) -> None:  # fmt: skip
    """Screen a file of customers, or one name, against the lists held. Ends with 3 when there are hits."""
    from comity.matching.explain import LANGUAGES
    from comity.operations.screen import ScreeningOrder, kinds_of

    if (file is None) == (name is None):
        raise BadRequest("name either a FILE or --name NAME")
    if language not in LANGUAGES:
        raise BadRequest(f"no reasons in language {language!r}; known: {', '.join(LANGUAGES)}")
    try:
        kinds = kinds_of(kind or ())
    except ValueError as unknown:
        raise BadRequest(f"{unknown}; known: person, organisation, vessel, aircraft") from unknown
    screener, against = _open(lists, threads, single=name is not None)
    if name is not None:
        order = ScreeningOrder(threshold, (), HITS_OF_ONE)
        found = _screen_name(screener, against, order, (name, born, nationality, document, kinds))
        _show(found, shape or "table", out, language)
    else:
        assert file is not None  # noqa: S101 - for the type checker; refused above
        options = _options(mapping, encoding, delimiter, day_first)
        order = ScreeningOrder(threshold, kinds)
        found = _screen_file(screener, against, order, file, options, out, shape, language)
    if report is not None:
        _report(found, report, out)
    if held is not None:
        _write_notes(found, held)
    raise typer.Exit(ALERTS_FOUND if found.hits else 0)


def _open(
    lists: list[str] | None, threads: int | None, *, single: bool
) -> "tuple[OpenScreener, tuple[ScreenedList, ...]]":
    import os

    from comity import runtime
    from comity.model.designation import ListId
    from comity.operations.open_screener import open_screener
    from comity.operations.screen import screened_lists

    def building(listings: int) -> None:
        tell(f"Compiling the index of {listings:,} listings, once for these editions ...")

    chosen = None if lists is None else [ListId(each) for each in lists]
    count = threads or (1 if single else os.cpu_count() or 1)
    screener = open_screener(runtime.edition_store(), chosen, threads=count, building=building)

    def describe(list_id: str) -> tuple[str, str]:
        source = runtime.source_of(list_id)
        return source.title, source.authority

    return screener, screened_lists(screener, describe)


def _options(
    mapping: list[str] | None, encoding: str | None, delimiter: str | None, day_first: bool | None
) -> "IntakeOptions":
    from comity.intake import IntakeOptions, read_mapping

    fields = read_mapping(",".join(mapping)) if mapping else {}
    return IntakeOptions(mapping=fields, encoding=encoding, delimiter=delimiter, day_first=day_first)


def _screen_file(  # noqa: PLR0913 - what the options of one command come to
    screener: "OpenScreener", against: "tuple[ScreenedList, ...]", order: "ScreeningOrder", file: Path,
    options: "IntakeOptions", out: Path | None, shape: str | None, language: str,
) -> "Screening":  # fmt: skip
    from comity import runtime
    from comity.operations import hit_files
    from comity.operations.screen import Means, opened_input, recognised, screen_batches

    with ExitStack() as stack:
        opened, screened = stack.enter_context(opened_input(file, options))
        writer = None
        if out is not None:
            writer = stack.enter_context(hit_files.hit_file(out, hit_files.format_of(out, shape), language))
        elif shape not in (None, "table"):
            writer = stack.enter_context(_standard_output(shape or "", language))
        told = stack.enter_context(counting(f"Screening {file.name}"))
        means = Means(against, runtime.now, writer, lambda count: told(count - count % STEP))
        found = screen_batches(
            screener, opened.batches, order, means, screened=lambda: recognised(screened, opened.recognition)
        )
    if writer is None or out is not None:
        _table(found, language)
    _account(found)
    return found


@contextmanager
def _standard_output(shape: str, language: str) -> "Iterator[HitWriter]":
    from comity.operations import hit_files

    writer = hit_files.writer_to(sys.stdout.buffer, hit_files.format_of(Path("-"), shape), language)
    yield writer
    writer.close()


def _screen_name(
    screener: "OpenScreener", against: "tuple[ScreenedList, ...]", order: "ScreeningOrder",
    said: tuple[str, str | None, str | None, str | None, tuple[Kind, ...]],
) -> "Screening":  # fmt: skip
    from comity import runtime
    from comity.operations.screen import Means, screen_subject

    return screen_subject(screener, _subject(*said), order, Means(against, runtime.now))


def _subject(
    name: str, born: str | None, nationality: str | None, document: str | None, kinds: tuple[Kind, ...]
) -> "Subject":
    from comity.model.date_text import read_dates
    from comity.model.entity import IdentifierType
    from comity.model.subject import Subject, SubjectId, SubjectIdentifier
    from comity.model.territory import country_code

    births = read_dates(born) if born else None
    if born and births is None:
        raise BadRequest(f"--born {born!r} is not a date; write 1957, 1957-03 or 1957-03-10")
    country = country_code(nationality) if nationality else None
    if nationality and country is None:
        raise BadRequest(f"--nationality {nationality!r} is no state that is known; write its ISO code, such as EG")
    if not name.strip():
        raise BadRequest("--name is empty")
    if len(kinds) > 1:
        raise BadRequest("with --name, --kind says what the subject is; give one")
    return Subject(
        id=SubjectId("1"),
        names=(name,),
        kind=kinds[0] if kinds else Kind.UNKNOWN,
        births=(births,) if births else (),
        nationalities=(country,) if country else (),
        identifiers=(SubjectIdentifier(IdentifierType.OTHER, document),) if document else (),
    )


def _show(found: "Screening", shape: str, out: Path | None, language: str) -> None:
    """The hits of one subject: a table with the reasons of the best, or every hit in the format asked for."""
    from comity.operations import hit_files

    if out is not None:
        with hit_files.hit_file(out, hit_files.format_of(out, shape if shape != "table" else None), language) as writer:
            for finding in found.findings:
                writer.write(finding.hit)
    elif shape != "table":
        with _standard_output(shape, language) as writer:
            for finding in found.findings:
                writer.write(finding.hit)
        return
    _table(found, language)
    if found.findings:
        from comity.matching.explain import in_words

        best = found.findings[0].hit
        rows = [(in_words(each, language), each.bearing.value, f"{each.weight:+.2f}") for each in best.reasons]
        title = f"Why {best.listed_name} ({best.list} {best.reference}): {best.score:.2f}"
        write_table(("reason", "it", "points"), rows, title=title)


def _table(found: "Screening", language: str) -> None:
    from comity.matching.explain import in_words

    rows = []
    for finding in found.findings[:MOST_ON_SCREEN]:
        hit = finding.hit
        main = max(hit.reasons, key=lambda each: each.weight, default=None)
        why = in_words(main, language) if main else ""
        rows.append(
            (hit.subject_id, hit.subject_name, hit.listed_name, hit.list, hit.reference, f"{hit.score:.2f}", why)
        )
    if rows:
        write_table(("id", "subject", "listed name", "list", "reference", "score", "strongest reason"), rows)
    if found.hits > len(rows):
        tell(f"{len(rows)} of {found.hits:,} hits shown; --out FILE writes all of them")
    if not found.hits:
        tell(f"No hit at or above {found.measure.threshold:.2f}.")


def _account(found: "Screening") -> None:
    """What became of every record, on standard error."""
    from comity.model.subject import RecordState

    account = found.account
    tell(
        f"{account.received:,} records received: {account.screened:,} screened, {account.partial:,} partial, "
        f"{account.held:,} held. {found.hits:,} hits for {found.subjects_with_hits:,} subjects at or above "
        f"{found.measure.threshold:.2f}."
    )
    held = [note for note in found.notes if note.state is RecordState.HELD]
    for note in held[:HELD_SHOWN]:
        tell(f"held: {note.place}: {note.problem}")
    if account.held > min(len(held), HELD_SHOWN):
        tell(f"{account.held - min(len(held), HELD_SHOWN):,} more held records; --held FILE writes them")


def _report(found: "Screening", target: Path, out: Path | None) -> None:
    from comity.operations.hit_files import write_file
    from comity.web.report import render, report_of

    page = render(report_of(found, hits_file=str(out) if out else None))
    write_file(target, page.encode("utf-8"))
    tell(f"Report: {target}")


def _write_notes(found: "Screening", target: Path) -> None:
    import msgspec

    from comity.operations.hit_files import write_file

    lines = (
        msgspec.json.encode(
            {"place": note.place, "id": note.subject, "state": note.state.value, "problem": note.problem}
        )
        for note in found.notes
    )
    write_file(target, b"".join(line + b"\n" for line in lines))
