"""`comity portfolio`: an institution's customers, compiled once and kept screened as lists change."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity import runtime
from comity.cli import screen as screening
from comity.cli.output import Format, tell
from comity.cli.progress import STEP, counting
from comity.cli.screen import (
    ALERTS_FOUND,
    DayFirst,
    Delimiter,
    Encoding,
    Held,
    Language,
    Lists,
    Map,
    Out,
    ReportTo,
    Shape,
    Threads,
    Threshold,
)
from comity.cli.screen_outputs import opened_outputs, outputs, refuse_overwriting
from comity.model.errors import BadRequest

if TYPE_CHECKING:
    from comity.operations.import_portfolio import ImportPortfolio
    from comity.operations.rescreen_portfolio import CustomerTurns, Rescreening
    from comity.operations.screen import ScreeningOrder
    from comity.store.portfolio_reading import OpenPortfolio

app = typer.Typer(help="Customers kept screened: compiled once, then screened by what changes in a list.",
                  no_args_is_help=True)  # fmt: skip

Name = Annotated[str, typer.Argument(metavar="NAME", help="What it is called: letters a-z, digits, _ and -.")]
OnlyKinds = Annotated[
    list[str] | None,
    typer.Option("--kind", help="Only entries of this kind (person, organisation, vessel, aircraft); repeatable."),
]
File = Annotated[Path, typer.Argument(help="CSV, TSV, XLSX, Parquet, JSON lines or FtM; packed or not.")]


@app.command("import")
def import_(  # noqa: PLR0913 - one parameter an option
    name: Name, file: File, mapping: Map = None, encoding: Encoding = None, delimiter: Delimiter = None,
    day_first: DayFirst = None,
) -> None:  # fmt: skip
    """Keep a file of customers as a portfolio; one of the same name is replaced as a whole."""
    from comity.cli import portfolio_answers
    from comity.cli.portfolio_changes import imported

    order = _import_order(name, file, mapping, encoding, delimiter, day_first)
    with counting(f"Importing {file.name}") as told:
        manifest = imported(order, lambda count: told(count - count % STEP)).manifest
        _warm_up(name)
    portfolio_answers.tell_imported(manifest.name, manifest.parts[0])


@app.command()
def update(  # noqa: PLR0913 - one parameter an option
    name: Name, file: File, mapping: Map = None, encoding: Encoding = None, delimiter: Delimiter = None,
    day_first: DayFirst = None,
) -> None:  # fmt: skip
    """Add the customers of a file to a portfolio, each in place of those who have the same id."""
    from comity.cli import portfolio_answers
    from comity.cli.portfolio_changes import updated

    order = _import_order(name, file, mapping, encoding, delimiter, day_first)
    with counting(f"Importing {file.name}") as told:
        found = updated(order, lambda count: told(count - count % STEP))
    portfolio_answers.tell_updated(found)


@app.command()
def remove(
    name: Name,
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID...]", help="Ids of customers.")] = None,
    from_file: Annotated[Path | None, typer.Option("--ids", help="A file of ids, one a line.")] = None,
) -> None:
    """Remove customers from a portfolio, by their ids."""
    from comity.cli import portfolio_answers
    from comity.cli.portfolio_changes import removed
    from comity.model.subject import SubjectId

    wanted = [*(ids or ()), *(_lines(from_file) if from_file else ())]
    if not wanted:
        raise BadRequest("name the ids of the customers to remove, or a file of them with --ids")
    found = removed(name, [SubjectId(each) for each in wanted])
    if not found.went:
        tell(f"nobody in portfolio {name} has the id {wanted[0]!r}{' or another of those named' if wanted[1:] else ''}")
    portfolio_answers.tell_updated(found)


@app.command()
def show(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="One portfolio; all without.")] = None,
    chosen: Annotated[Format, typer.Option("--format", help="table, json or jsonl.")] = Format.TABLE,
) -> None:
    """Show which portfolios are held, and what is in them."""
    from comity.cli import portfolio_answers

    store = runtime.portfolio_store()
    portfolio_answers.write_portfolios((store.manifest(name),) if name else store.portfolios(), store, chosen)


@app.command()
def delete(name: Name) -> None:
    """Remove a portfolio with everything in it."""
    from comity.cli.portfolio_changes import deleted

    deleted(name)
    tell(f"portfolio {name}: removed")


@app.command()
def screen(  # noqa: PLR0913 - one parameter an option
    name: Name, lists: Lists = None, threshold: Threshold = None, kind: OnlyKinds = None, out: Out = None,
    shape: Shape = None, report: ReportTo = None, held: Held = None, language: Language = "en",
    threads: Threads = None,
) -> None:  # fmt: skip
    """Screen all customers of a portfolio against all listings in force. Ends with 3 when there are hits."""
    from comity.cli import screen_answers
    from comity.operations.screen import ScreeningOrder
    from comity.operations.screen_portfolio import remember_screening, screen_portfolio

    order = ScreeningOrder(threshold, screening.kinds_named(kind or []))
    asked = outputs(out, shape, report=report, held=held, language=language)
    refuse_overwriting(Path(), asked.out, asked.report, asked.held)
    store = runtime.portfolio_store()
    customers = store.customers(name)
    against = screening.opened_screener(lists, threads)
    with ExitStack() as stack:
        sinks = stack.enter_context(opened_outputs(asked))
        told = stack.enter_context(counting(f"Screening {name}"))
        means = screening.means_of(against, sinks, told)
        found = screen_portfolio(customers, against[0], order, means, store=store)
        sinks.finish(found)
    remember_screening(customers, against[0], order, store=store)
    if asked.table:
        screen_answers.write_hits(found, asked.language)
    screen_answers.tell_account(found, asked)
    raise typer.Exit(ALERTS_FOUND if found.hits else 0)


@app.command()
def rescreen(  # noqa: PLR0913 - one parameter an option
    name: Name, lists: Lists = None,
    before: Annotated[
        str | None, typer.Option("--from", metavar="EDITION", help="From this edition, date or hash, of the --list.")
    ] = None,
    after: Annotated[
        str | None, typer.Option("--to", metavar="EDITION", help="With --from: to this edition; the newest without.")
    ] = None,
    part: Annotated[str | None, typer.Option("--part", help="With --from: which part of the list.")] = None,
    threshold: Threshold = None, kind: OnlyKinds = None,
    out: Annotated[Path | None, typer.Option("--out", help="Where to write all hits, one JSON a line.")] = None,
    chosen: Annotated[Format, typer.Option("--format", help="table or jsonl, on standard output.")] = Format.TABLE,
    language: Language = "en", threads: Threads = None,
) -> None:  # fmt: skip
    """Show what the changes of lists since the last screening bring, change and take away; 3 when there are hits.

    Customers who were not yet screened by this threshold, these kinds and this scorecard are screened whole. With
    --from any two editions are compared, and nothing is remembered.
    """
    from comity.cli import portfolio_answers
    from comity.operations.rescreen_portfolio import remember_rescreening
    from comity.operations.screen import ScreeningOrder

    order = ScreeningOrder(threshold, screening.kinds_named(kind or []))
    if before is None:
        if after is not None or part is not None:
            raise BadRequest("--to and --part go with --from")
        asked = _since_last(name, lists, order, threads)
    else:
        asked = _between(name, lists, (before, after, part), order, threads)
    if asked.customers_whole:
        tell(f"{asked.customers_whole:,} customers were not yet screened by this measure: they are screened whole")
    found = portfolio_answers.write_turns(_turns(asked), out, chosen, language)
    if before is None:
        remember_rescreening(asked, store=runtime.portfolio_store())
    raise typer.Exit(ALERTS_FOUND if found else 0)


def _since_last(name: str, lists: list[str] | None, order: "ScreeningOrder", threads: int | None) -> "Rescreening":
    from comity.operations.rescreen_portfolio import since_last
    from comity.operations.screen_changes import Engine

    return since_last(
        _compiled(name), order, store=runtime.portfolio_store(), editions=runtime.edition_store(),
        lists=None if lists is None else [runtime.source_of(each).id for each in lists],
        engine=Engine(threads=screening.threads_of(threads)),
    )  # fmt: skip


def _between(
    name: str, lists: list[str] | None, said: tuple[str, str | None, str | None], order: "ScreeningOrder",
    threads: int | None,
) -> "Rescreening":  # fmt: skip
    from comity.operations.rescreen_portfolio import between, step_between
    from comity.operations.screen_changes import Engine

    if lists is None or len(lists) != 1:
        raise BadRequest("--from names an edition of one list; name the list with --list")
    step = step_between(runtime.edition_store(), runtime.source_of(lists[0]).id, *said)
    return between(_compiled(name), step, order, engine=Engine(threads=screening.threads_of(threads)))


def _turns(asked: "Rescreening") -> "Iterator[CustomerTurns]":
    from comity.operations.rescreen_portfolio import rescreen_portfolio

    def building(listings: int) -> None:
        tell(f"Compiling the index of {listings:,} listings, once for these editions ...")

    return rescreen_portfolio(asked, editions=runtime.edition_store(), building=building)


def _compiled(name: str) -> "OpenPortfolio":
    """The portfolio, compiled anew first where it was compiled for another engine."""
    from comity.operations.import_portfolio import compile_anew
    from comity.store.portfolio_manifest import COMPILED_FOR

    store = runtime.portfolio_store()
    if store.manifest(name).compiled_for != COMPILED_FOR:
        tell(f"Compiling portfolio {name} anew, for this version of the engine ...")
        with counting(f"Compiling {name}") as told:
            compile_anew(name, store=store, told=lambda count: told(count - count % STEP))
    return store.open(name)


def _warm_up(name: str) -> None:
    from comity.operations.screen_changes import compile_kernels

    compile_kernels(runtime.portfolio_store().open(name).parts[0])


def _import_order(  # noqa: PLR0913 - what the options of a command come to
    name: str, file: Path, mapping: list[str] | None, encoding: str | None, delimiter: str | None,
    day_first: bool | None,
) -> "ImportPortfolio":  # fmt: skip
    from comity.operations.import_portfolio import ImportPortfolio

    return ImportPortfolio(name, file, screening.intake_options(mapping, encoding, delimiter, day_first))


def _lines(path: Path) -> list[str]:
    from comity.store.received_file import need_file

    need_file(path)
    try:
        return [line.strip() for line in path.read_text(encoding="utf-8-sig").splitlines() if line.strip()]
    except UnicodeDecodeError as unreadable:
        raise BadRequest(f"{path}: not UTF-8; write the ids one a line, in UTF-8") from unreadable
