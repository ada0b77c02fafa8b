"""One figure of the evaluation: a share of cases by half of the data and the wrong ones, or why it is missing."""

from collections.abc import Iterable
from dataclasses import dataclass

from comity.matching.evaluate import Classified, Half, Share, half_of, share

KEPT_WRONG = 2_000  # wrong cases kept by a figure; all are counted


@dataclass(frozen=True, slots=True)
class Case:
    """One labelled case. `key` decides its half; `counted` is what the figure counts (a hit, an alarm).

    `told` says what was screened, `listed` what it was or should have been found as.
    """

    key: str
    counted: bool
    told: str
    listed: str = ""
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A share of labelled cases. `good` says whether what is counted is wanted; `bar` is the issue's own.

    `report` and `development` are None where no case fell into that half. `wrong` are the cases that went wrong.
    """

    id: str
    title: str
    good: bool
    bar: float | None
    report: Share | None
    development: Share | None
    both: Share
    wrong: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class PairsFigure:
    """Labelled pairs judged at the working threshold, and the best that any threshold would give on development."""

    id: str
    title: str
    bar: float | None
    report: Classified
    development: Classified
    both: Classified
    best: float
    wrong: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A figure that could not be measured here, and why."""

    id: str
    title: str
    reason: str


AnyFigure = Figure | PairsFigure | Skipped


def figure(id: str, title: str, cases: Iterable[Case], *, good: bool, bar: float | None = None) -> Figure | Skipped:
    """Count labelled cases into a figure."""
    counts = {half: [0, 0] for half in Half}
    wrong: list[Case] = []
    for case in cases:
        cell = counts[half_of(case.key)]
        cell[0] += case.counted
        cell[1] += 1
        if case.counted is not good and len(wrong) < KEPT_WRONG:
            wrong.append(case)
    shares = {half: share(*cell) if cell[1] else None for half, cell in counts.items()}
    count, of = (sum(cell[part] for cell in counts.values()) for part in range(2))
    if not of:
        return Skipped(id, title, "no such case in the data")
    return Figure(id, title, good, bar, shares[Half.REPORT], shares[Half.DEVELOPMENT], share(count, of), tuple(wrong))
