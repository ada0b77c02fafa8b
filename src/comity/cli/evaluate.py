"""`comity evaluate`: how good the engine is, what its scores mean, and what a threshold costs.

Files are opened before the work begins, so that a place that cannot be written to is told at once.
"""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity import runtime
from comity.cli.output import Format, tell, write_lines, write_record, write_table
from comity.cli.screen import DayFirst, Delimiter, Encoding, Map, intake_options, opened_screener
from comity.cli.screen_answers import account_in_words
from comity.cli.screen_outputs import refuse_overwriting
from comity.model.errors import NotFound

if TYPE_CHECKING:
    from comity.matching.calibration import Calibration
    from comity.operations.evaluate_engine import Evaluation
    from comity.operations.tune_threshold import Tuning

app = typer.Typer(help="Measure the engine, and choose a threshold for your own customers.", no_args_is_help=True)

MOST_EXAMPLES = 60  # of one group

ThreadsOption = Annotated[int, typer.Option("--threads", min=1, help="Threads to screen with.")]
FormatOption = Annotated[Format, typer.Option("--format", help="How the answer is written.")]


@app.command()
def pairs(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV with the columns schema,name1,name2.")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The same in UTF-8, with score and match.")],
    chosen: FormatOption = Format.TABLE,
) -> None:
    """Score given pairs of names, each by itself: adds score (0-1) and match (at the working threshold)."""
    from comity.operations.evaluate_pairs import evaluate_pairs

    scored = evaluate_pairs(file, out)
    if scored.formulas:
        tell(
            f"cells that a spreadsheet may run as a formula stand as they were read, in {scored.formulas:,} of the rows"
        )
    if chosen is Format.TABLE:
        write_lines((("pairs", f"{scored.pairs:,}"), ("matches", f"{scored.matches:,}"), ("written", out)))
    else:
        write_record({"pairs": scored.pairs, "matches": scored.matches}, chosen)


@app.command()
def run(
    data: Annotated[
        Path, typer.Option("--data", metavar="DIR", envvar="COMITY_TEST_DATA", help="Real lists, pairs, populations.")
    ],
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write the page here (Markdown).")] = None,
    cases: Annotated[
        Path | None, typer.Option("--cases", metavar="FILE", help="Write the development half's wrong cases here.")
    ] = None,
    threads: ThreadsOption = 2,
    fairness: Annotated[bool, typer.Option(help="Measure false alarms by name culture too.")] = True,
) -> None:
    """Measure accuracy, behaviour and fairness on real files; what is absent is skipped with its reason."""
    from comity.operations.evaluate_engine import evaluate_engine
    from comity.operations.evaluation.bench import Engine
    from comity.operations.evaluation.folder import DataFolder
    from comity.store.whole_file import write_whole
    from comity.web.evaluation_page import evaluation_page

    if not data.is_dir():
        raise NotFound("directory", str(data), "name the folder of lists, pairs and populations (docs/evaluation.md)")
    refuse_overwriting(data, out, cases)
    folder = DataFolder(data, runtime.known_lists())
    with ExitStack() as stack:
        write_page, write_cases = _opened(stack, out), _opened(stack, cases)
        evaluation = evaluate_engine(
            folder, Engine(threads=threads), fairness=fairness, told=lambda name: tell(f"{name} ...")
        )
        if out is not None:
            plots = out.parent / out.stem
            page = evaluation_page(evaluation, out.stem)
            plots.mkdir(exist_ok=True)
            for name, plot in page.plots.items():
                write_whole(plots / name, f"{plot}\n".encode())
            write_page(page.text)
        write_cases(_cases(evaluation))
    _write_evaluation(evaluation)


@app.command()
def calibrate(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV with the columns name1,name2,is_match.")],
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write the table here (TOML).")] = None,
    plot: Annotated[Path | None, typer.Option("--plot", metavar="FILE", help="Draw it here (SVG).")] = None,
) -> None:
    """Learn from labelled pairs what a score means: of pairs with such a score, how many were the same."""
    from comity.matching.calibration import written
    from comity.operations.calibrate_scores import calibrate_scores
    from comity.operations.evaluation.bench import Engine
    from comity.web.evaluation_page import calibration_plot

    refuse_overwriting(file, out, plot)
    with ExitStack() as stack:
        write_table_of, write_plot = _opened(stack, out), _opened(stack, plot)
        learnt = calibrate_scores(file, Engine())
        write_table_of(written(learnt.calibration))
        write_plot(f"{calibration_plot(learnt.calibration, learnt.working.threshold)}\n")
    _write_calibration(learnt.calibration)
    write_lines((
        ("labelled", learnt.calibration.labelled),
        ("F1", f"{learnt.working.f1.value:.3f} at the working threshold {learnt.working.threshold:g}"),
        ("best", f"threshold {learnt.best:.2f} on these pairs"),
        ("digest", learnt.calibration.digest()),
    ))  # fmt: skip


@app.command()
def tune(  # noqa: PLR0913 - a command has as many parameters as options
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Your customers, in any format that is screened.")],
    lists: Annotated[
        list[str] | None, typer.Option("--list", metavar="LIST", help="Which lists; all held without.")
    ] = None,
    lowest: Annotated[float, typer.Option(min=0.3, max=0.99, help="The lowest threshold to try.")] = 0.5,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write the page here (HTML).")] = None,
    threads: ThreadsOption = 2,
    mapping: Map = None,
    encoding: Encoding = None,
    delimiter: Delimiter = None,
    day_first: DayFirst = None,
    chosen: FormatOption = Format.TABLE,
) -> None:
    """Tell how many alerts each threshold gives on your own customers, with examples at the border."""
    from comity.operations.screen import opened_input
    from comity.operations.tune_threshold import tune_threshold
    from comity.web.tuning_page import tuning_page

    refuse_overwriting(file, out)
    with ExitStack() as stack:
        options = intake_options(mapping, encoding, delimiter, day_first)
        opened, _ = stack.enter_context(opened_input(file, options))
        write_page = _opened(stack, out)
        screening, _ = opened_screener(lists, threads)
        tuning = tune_threshold(opened.batches, screening.screener, floor=lowest)
        against = [f"{edition.list} {edition.dated}" for edition in screening.editions]
        write_page(tuning_page(tuning, file.name, against))
    tell(f"{account_in_words(tuning.account)}, against {', '.join(against)}")
    if chosen is Format.TABLE:
        _write_tuning(tuning)
    else:
        write_record({
            "working": tuning.working,
            "account": tuning.account,
            "loads": tuning.loads,
            "above": tuning.above,
            "below": tuning.below,
        }, chosen)  # fmt: skip


def _opened(stack: ExitStack, path: Path | None) -> Callable[[str], None]:
    """Writes a text to this place, which appears when the stack ends well; nowhere without a place."""
    from comity.store.whole_file import whole_file

    if path is None:
        return lambda _: None
    file = stack.enter_context(whole_file(path))

    def write(text: str) -> None:
        file.write(text.encode())
        tell(f"written: {path}")

    return write


def _write_evaluation(evaluation: "Evaluation") -> None:
    from comity.operations.evaluation.figures import PairsFigure, Skipped
    from comity.web.evaluation_page import percent

    rows = []
    for each in evaluation.figures:
        if isinstance(each, Skipped):
            rows.append((each.title, "skipped", each.reason, ""))
        elif isinstance(each, PairsFigure):
            f1 = each.report.f1
            shown = f"{f1.value:.3f} ({f1.low:.3f}–{f1.high:.3f})"
            rows.append((each.title, shown, f"{each.development.f1.value:.3f}", f"{each.both.f1.value:.3f}"))
        else:
            rows.append((each.title, percent(each.report), percent(each.development), percent(each.both)))
    write_table(("figure", "reported", "development", "both"), rows)
    over = [
        (each.source, each.group, percent(each.alone.share), "surely" if each.alone.surely else "")
        for each in evaluation.groups
        if each.alone.over
    ]
    if over:
        write_table(("groups over twice the median", "", "alarms", ""), over)


def _cases(evaluation: "Evaluation") -> str:
    """The wrong cases of the development half; those of the other half are for nobody's eyes."""
    from comity.matching.evaluate import Half, half_of
    from comity.operations.evaluation.figures import Skipped

    lines = []
    for figure in evaluation.figures:
        if isinstance(figure, Skipped):
            continue
        cases = [case for case in figure.wrong if half_of(case.key) is Half.DEVELOPMENT]
        lines += [f"## {figure.title}: {len(cases)} wrong", ""]
        for case in sorted(cases, key=lambda case: -(case.score or 0.0)):
            score = "  –  " if case.score is None else f"{case.score:.3f}"
            lines.append(f"- {score}  {case.told}  |  {case.listed}")
        lines.append("")
    for group in evaluation.groups:
        shown = [each for each in group.examples if half_of(each[0]) is Half.DEVELOPMENT][:MOST_EXAMPLES]
        if group.alone.over:
            burden = group.alone.share
            lines += [f"## {group.group} ({group.source}): {burden.count} of {burden.of} alarmed", ""]
            lines += [f"- {score:.3f}  {name}  |  {listed}" for name, listed, score in shown]
            lines.append("")
    return "".join(f"{line}\n" for line in lines)


def _write_calibration(calibration: "Calibration") -> None:
    from comity.web.evaluation_page import percent

    rows = [(f"{step.start:.3f}", step.pairs, step.same, percent(step.share)) for step in calibration.steps]
    write_table(("score from", "pairs", "the same", "share"), rows)


def _write_tuning(tuning: "Tuning") -> None:
    working = tuning.at(tuning.working)
    rows = [
        (f"{load.threshold:g}", f"{load.alerts:,}", f"{load.hits:,}", "working threshold" if load == working else "")
        for load in tuning.loads
    ]
    write_table(("threshold", "alerts", "hits", ""), rows)
    for title, hits in (("Just above", tuning.above), ("Just below", tuning.below)):
        cases = [
            (f"{hit.earned:.3f}", hit.subject_name, hit.listed_name, f"{hit.list} {hit.reference}") for hit in hits
        ]
        write_table(("score", "customer", "listed name", "listing"), cases, title=title)
