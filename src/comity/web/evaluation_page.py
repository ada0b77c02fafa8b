"""The page docs/evaluation.md, written from one measurement: tables in Markdown, plots as SVG beside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from markupsafe import Markup

from comity.matching.calibration import Calibration, shipped
from comity.matching.evaluate import Classified, Estimate, Share, median
from comity.operations.evaluate_engine import Evaluation
from comity.operations.evaluation.fairness import FEWEST, MOST_OF_MEDIAN, Burden, GroupAlarms
from comity.operations.evaluation.figures import AnyFigure, Figure, PairsFigure, Skipped
from comity.operations.evaluation.namesakes import Cause
from comity.web.plots import Axes, Bracket, Curve, bracket_plot, curve_plot


@dataclass(frozen=True, slots=True)
class Page:
    """The page, and its plots by file name."""

    text: str
    plots: Mapping[str, str]


def evaluation_page(evaluation: Evaluation, folder: str) -> Page:
    """Render one measurement. `folder` is where the plots will lie, as the page names it."""
    head = _template("head").format(
        threshold=evaluation.threshold, scorecard=evaluation.scorecard[:12], engine=evaluation.engine
    )
    found = [each for each in evaluation.figures if isinstance(each, PairsFigure) or _is_good(each)]
    wrong = [each for each in evaluation.figures if isinstance(each, Figure) and not each.good]
    skipped = [each for each in evaluation.figures if isinstance(each, Skipped)]
    plots: dict[str, str] = {}
    parts = [head, "\n## What is found\n\n", *_table(found), *_pairs(found)]
    parts += ["\n## What is alarmed wrongly\n\n", *_table(wrong)]
    parts += _fairness(evaluation.groups, folder, plots)
    parts += _meaning(evaluation, folder, plots)
    if skipped:
        parts += ["\n## What was not measured\n\n", *(f"- {each.title}: {each.reason}\n" for each in skipped)]
    return Page("".join((*parts, "\n", _template("method"))), plots)


def percent(share: Share | None) -> str:
    """A share with its interval, in per cent."""
    if share is None:
        return "–"
    digits = 3 if share.value < 0.01 else 1
    return f"{share.value:.{digits}%} ({share.low:.{digits}%}–{share.high:.{digits}%})"


def _template(part: str) -> str:
    return files("comity.web").joinpath("templates", f"evaluation.{part}.md").read_text("utf-8")


def _is_good(figure: AnyFigure) -> bool:
    return isinstance(figure, Figure) and figure.good


def _table(figures: Sequence[AnyFigure]) -> Iterator[str]:
    yield "| | reported | development | both halves | cases | aim |\n|---|--:|--:|--:|--:|--:|\n"
    for each in figures:
        if isinstance(each, PairsFigure):
            cells = [_f1(part.f1) for part in (each.report, each.development, each.both)]
            yield f"| {each.title} | {' | '.join(cells)} | {_pairs_of(each.both)} | {_aim(each.bar, good=True)} |\n"
        elif isinstance(each, Figure):
            cells = [percent(part) for part in (each.report, each.development, each.both)]
            yield f"| {each.title} | {' | '.join(cells)} | {each.both.of:,} | {_aim(each.bar, good=each.good)} |\n"


def _pairs(figures: Sequence[AnyFigure]) -> Iterator[str]:
    for each in figures:
        if isinstance(each, PairsFigure):
            yield "\nThe labelled pairs in detail, at the working threshold:\n\n"
            yield "| | precision | recall | false alarms | misses |\n|---|--:|--:|--:|--:|\n"
            for name, part in (
                ("reported", each.report),
                ("development", each.development),
                ("both halves", each.both),
            ):
                shares = f"{percent(part.precision)} | {percent(part.recall)}"
                yield f"| {name} | {shares} | {part.false_alarms} | {part.misses} |\n"


def _fairness(groups: Sequence[GroupAlarms], folder: str, plots: dict[str, str]) -> Iterator[str]:
    if not groups:
        return
    yield "\n## Fairness\n\n"
    yield (
        "No group of people may bear more than twice the false alarms of the median group (safeguard S7). Groups are\n"
        "made from populations for this measurement alone; nobody's culture or script is ever asked or stored.\n"
        "Alarms have three causes. *Namesakes* bear a listed name word for word, in one spelling or script or\n"
        "another: by names alone nothing tells them from the listed. *Absent*: one side has a name that the other\n"
        "lacks. *Alike*: every name has its counterpart, and the letters of one differ. The last column is what\n"
        "people bear who are known as a bank knows them, as persons with a birth date (drawn by chance where the\n"
        "population has none). *Over*: beyond twice the median of the column, *surely* with the whole interval;\n"
        "the last column is not compared where its median is none, since one alarm would be over.\n"
        "Who exists and bears a listed name so rare that among five thousand others somebody else does once in a\n"
        "thousand times is taken for the listed person: the alarm is true, and is not counted.\n"
        f"Groups under {FEWEST} names are shown, and take no part in the median.\n"
    )
    kinds = (
        ("customers", "Generated customers, by the script of their names"),
        ("real", "Real names from Wikipedia, by nationality"),
        ("generated", "Given names and surnames of one culture, put together by chance"),
    )
    for source, title in kinds:
        here = [group for group in groups if group.source == source]
        if here:
            yield from _burdens(source, title, here, folder, plots)


def _burdens(
    source: str, title: str, groups: Sequence[GroupAlarms], folder: str, plots: dict[str, str]
) -> Iterator[str]:
    """The groups of one source: a plot and a table."""
    compared = [group for group in groups if group.alone.share.of >= FEWEST]
    middle = median([group.alone.share.value for group in compared] or [0.0])
    dated = median([group.dated.share.value for group in compared] or [0.0])
    shares = [(group.group, group.alone.share, group.alone.over) for group in groups]
    brackets = [Bracket(name, share.value, share.low, share.high, over) for name, share, over in shares]
    name = f"fairness-{source}.svg"
    axes = Axes(title, "", "share of people with a false alarm", MOST_OF_MEDIAN * middle)
    plots[name] = str(bracket_plot(brackets, axes))
    yield f"\n### {title}\n\n![{title}: share with a false alarm, by group]({folder}/{name})\n\n"
    yield f"Median {middle:.3%}, with birth dates {dated:.3%}; the broken line is twice the first.\n"
    listed = ", ".join(f"{group.group} {group.listed}" for group in groups if group.listed)
    if listed:
        yield f"The listed themselves, not counted: {listed}.\n"
    yield "\n| group | alarms | share | namesakes | absent | alike | with birth date |\n|---|--:|--:|--:|--:|--:|--:|\n"
    for group in groups:
        causes = " | ".join(str(group.causes.get(cause, 0)) for cause in Cause)
        alarms = f"{group.alone.share.count:,} of {group.alone.share.of:,}"
        known = _burden(group.dated) if dated else percent(group.dated.share)
        yield f"| {group.group} | {alarms} | {_burden(group.alone)} | {causes} | {known} |\n"


def _burden(burden: Burden) -> str:
    over = ", **surely over**" if burden.surely else ", over" if burden.over else ""
    return percent(burden.share) + over


def calibration_plot(calibration: Calibration, threshold: float) -> Markup:
    """The steps of a calibration as a curve."""
    ends = [*(step.start for step in calibration.steps[1:]), 1.0]
    points = tuple(
        point
        for step, end in zip(calibration.steps, ends, strict=True)
        for point in ((step.start, step.share.value), (end, step.share.value))
    )
    axes = Axes("What a score means", "name score", "share of pairs that were the same", threshold)
    return curve_plot([Curve("the same", points)], axes)


def _meaning(evaluation: Evaluation, folder: str, plots: dict[str, str]) -> Iterator[str]:
    table = shipped(evaluation.scorecard)
    if table is None:
        return
    plots["calibration.svg"] = str(calibration_plot(table, evaluation.threshold))
    yield "\n## What a score means\n\n"
    yield f"Learnt from {table.labelled} by `comity evaluate calibrate`; table `{table.digest()[:12]}`.\n"
    yield "Such pairs were worth comparing to somebody; among all customers of a bank most hits are false at any score."
    yield "\n\n"
    yield f"![Share of labelled pairs that were the same, by name score]({folder}/calibration.svg)\n\n"
    yield "| name score from | labelled pairs | the same | share |\n|--:|--:|--:|--:|\n"
    for step in table.steps:
        yield f"| {step.start:.3f} | {step.pairs} | {step.same} | {percent(step.share)} |\n"


def _f1(estimate: Estimate) -> str:
    return f"{estimate.value:.3f} ({estimate.low:.3f}–{estimate.high:.3f})"


def _pairs_of(classified: Classified) -> str:
    return f"{classified.true_hits + classified.false_alarms + classified.misses + classified.rejected:,}"


def _aim(bar: float | None, *, good: bool) -> str:
    if bar is None:
        return ""
    if not good:
        return f"≤ {bar:.2%}" if bar else "none"
    return f"≥ {bar:g}"
