"""`comity screen`: a file, or one name, against the lists held."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.cli.open_alerts import ForPortfolio, check_asked, opening_for, say_alerts_stand, tell_opened
from comity.cli.output import tell
from comity.cli.progress import STEP, counting
from comity.cli.screen_outputs import Outputs, Sinks, opened_outputs, outputs, refuse_overwriting
from comity.model.entity import Kind
from comity.model.errors import BadRequest

if TYPE_CHECKING:
    from comity.intake import IntakeOptions
    from comity.model.subject import Subject
    from comity.operations.open_screener import OpenScreener
    from comity.operations.screen import Means, ScreeningOrder
    from comity.operations.screening import ScreenedList, Screening

ALERTS_FOUND = 3

File = Annotated[Path | None, typer.Argument(help="CSV, TSV, XLSX, Parquet, JSON lines or FtM; packed or not.")]
Name = Annotated[str | None, typer.Option("--name", help="Screen one name instead of a file.")]
Born = Annotated[str | None, typer.Option("--born", help="With --name: 1957, 1957-03 or 1957-03-10.")]
Nationality = Annotated[str | None, typer.Option("--nationality", help="With --name: a state, by name or code.")]
Document = Annotated[str | None, typer.Option("--id", help="With --name: a document or register number.")]
Lists = Annotated[
    list[str] | None, typer.Option("--list", help="A list to screen against; repeatable. All by default.")
]
Threshold = Annotated[float | None, typer.Option("--threshold", min=0.05, max=1.0, help="Hits from this score on.")]
Kinds = Annotated[
    list[str] | None,
    typer.Option(
        "--kind",
        help="Only entries of this kind (person, organisation, vessel, aircraft); with --name, what it is.",
    ),
]
Map = Annotated[list[str] | None, typer.Option("--map", help="FIELD=COLUMN[,FIELD=COLUMN]: which column is what.")]
Encoding = Annotated[str | None, typer.Option("--encoding", help="The file's text encoding, where it is in doubt.")]
Delimiter = Annotated[str | None, typer.Option("--delimiter", help="The file's delimiter, where it is in doubt.")]
DayFirst = Annotated[bool | None, typer.Option("--day-first/--month-first", help="How 03/04/1970 is to be read.")]
Out = Annotated[
    Path | None,
    typer.Option("--out", help="Where to write all hits: FILE.jsonl, .csv or .parquet."),
]
Shape = Annotated[str | None, typer.Option("--format", help="table, jsonl, csv or parquet.")]
ReportTo = Annotated[Path | None, typer.Option("--report", help="Write an HTML report for an officer.")]
Held = Annotated[Path | None, typer.Option("--held", help="Write held and partial records, one JSON a line.")]
Language = Annotated[str, typer.Option("--language", help="Language of the reasons: en or ru.")]
Threads = Annotated[
    int | None, typer.Option("--threads", min=1, help="Threads to search with; all processors by default.")
]


Against = tuple["OpenScreener", tuple["ScreenedList", ...]]


def screen(  # noqa: PLR0913 - one parameter an option
    file: File = None, name: Name = None, born: Born = None, nationality: Nationality = None, document: Document = None,
    lists: Lists = None, threshold: Threshold = None, kind: Kinds = None, mapping: Map = None,
    encoding: Encoding = None, delimiter: Delimiter = None, day_first: DayFirst = None, out: Out = None,
    shape: Shape = None, report: ReportTo = None, held: Held = None, language: Language = "en", threads: Threads = None,
    portfolio: ForPortfolio = None,
) -> None:  # fmt: skip
    """Screen a file of customers, or one name, against the lists held. Ends with 3 when there are hits."""
    from comity.operations.screen import ScreeningOrder

    if (file is None) == (name is None):
        raise BadRequest("name either a FILE or --name NAME")
    kinds = kinds_named(kind or [])
    check_asked(portfolio, file=file is not None, narrowed=bool(kinds) or threshold is not None)
    asked = replace(outputs(out, shape, report=report, held=held, language=language), alerts=portfolio)
    refuse_overwriting(file or Path(), asked.out, asked.report, asked.held)
    if name is not None:
        subject = _subject(name, born, nationality, document, kinds)
        found = _screen_name(subject, ScreeningOrder(threshold), asked, opened_screener(lists, threads or 1))
    else:
        if born or nationality or document:
            raise BadRequest("--born, --nationality and --id go with --name; a file has columns for them")
        assert file is not None  # noqa: S101 - for the type checker; refused above
        options = intake_options(mapping, encoding, delimiter, day_first)
        found = _screen_file(file, options, ScreeningOrder(threshold, kinds), asked, opened_screener(lists, threads))
    raise typer.Exit(ALERTS_FOUND if found.hits else 0)


def _screen_file(
    file: Path, options: "IntakeOptions", order: "ScreeningOrder", asked: Outputs, against: "Against"
) -> "Screening":
    from comity.cli import screen_answers
    from comity.operations.screen import opened_input, recognised, screen_batches

    opening = None
    try:
        with ExitStack() as stack:
            opened, screened = stack.enter_context(opened_input(file, options))
            sinks = stack.enter_context(opened_outputs(asked))
            with counting(f"Screening {file.name}") as told:
                means = means_of(against, sinks, told)
                if asked.alerts is not None:
                    opening = opening_for(asked.alerts, against[0], screened, opened)
                    means = replace(means, batch=opening.batch, finding=opening.finding)
                found = screen_batches(
                    against[0], opened.batches, order, means, screened=lambda: recognised(screened, opened.recognition)
                )
                done = None if opening is None else opening.finish()
            if done is not None and asked.alerts is not None:
                tell_opened(done, asked.alerts)  # they stand, whatever becomes of the files
            sinks.finish(found)
    except OSError as refused:
        if opening is not None:
            say_alerts_stand(refused, opening.run.portfolio)
        raise
    if asked.table:
        screen_answers.write_hits(found, asked.language)
    screen_answers.tell_account(found, asked)
    return found


def _screen_name(subject: "Subject", order: "ScreeningOrder", asked: Outputs, against: "Against") -> "Screening":
    from comity.cli import screen_answers
    from comity.operations.screen import screen_subject

    with opened_outputs(asked) as sinks:
        found = screen_subject(against[0], subject, order, means_of(against, sinks, lambda _: None))
        sinks.finish(found)
    if asked.table:
        screen_answers.write_hits(found, asked.language)
        screen_answers.write_reasons(found, asked.language)
    screen_answers.tell_outcome(found, asked)
    return found


def means_of(against: "Against", sinks: Sinks, told: Callable[[int], None]) -> "Means":
    """What a screening works with. The table of progress wants round numbers."""
    from comity import runtime
    from comity.operations.screen import Means

    return Means(against[1], runtime.now, sinks.hit, sinks.note, progress=lambda count: told(count - count % STEP))


def opened_screener(lists: list[str] | None, threads: int | None) -> Against:
    """The screener and what it screens against; all processors where no number of threads is given."""
    from comity import runtime
    from comity.operations.open_screener import open_screener

    def building(listings: int) -> None:
        tell(f"Compiling the index of {listings:,} listings, once for these editions ...")

    chosen = None if lists is None else [runtime.source_of(each).id for each in lists]
    screener = open_screener(runtime.edition_store(), chosen, threads=threads_of(threads), building=building)
    return screener, described(screener)


def described(screener: "OpenScreener") -> "tuple[ScreenedList, ...]":
    """What is screened against, with the titles and authorities of the lists."""
    from comity import runtime
    from comity.operations.screen import screened_lists

    def describe(list_id: str) -> tuple[str, str]:
        source = runtime.source_of(list_id)
        return source.title, source.authority

    return screened_lists(screener, describe)


def threads_of(threads: int | None) -> int:
    """As many threads as were asked for, or one a processor."""
    import os

    return threads or os.cpu_count() or 1


def kinds_named(names: list[str]) -> tuple[Kind, ...]:
    """The kinds of these names. Raises BadRequest."""
    try:
        return tuple(Kind(name) for name in names)
    except ValueError as unknown:
        raise BadRequest(f"--kind: {unknown}; known: person, organisation, vessel, aircraft") from unknown


def intake_options(
    mapping: list[str] | None, encoding: str | None, delimiter: str | None, day_first: bool | None
) -> "IntakeOptions":
    """What the options say of a file of customers. Raises BadRequest."""
    from comity.intake import IntakeOptions, read_mapping

    fields = read_mapping(",".join(mapping)) if mapping else {}
    return IntakeOptions(mapping=fields, encoding=encoding, delimiter=delimiter, day_first=day_first)


def _subject(
    name: str, born: str | None, nationality: str | None, document: str | None, kinds: tuple[Kind, ...]
) -> "Subject":
    from comity.intake.typed import TypedSubject, typed_subject

    if not name.strip():
        raise BadRequest("--name is empty")
    if len(kinds) > 1:
        raise BadRequest("with --name, --kind says what the subject is; give one")
    kind = kinds[0] if kinds else Kind.UNKNOWN
    return typed_subject(TypedSubject(name, born or "", nationality or "", document or "", kind))
