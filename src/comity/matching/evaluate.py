"""How good the engine is, as figures with intervals: shares, precision, recall and F1, and the split of labelled data.

Every share carries its 95 % Wilson score interval (E. B. Wilson, JASA 22, 1927), which stays honest at the
ends where the engine works: 0 alarms of 300 is not "no alarms", it is "at most 1.3 %".
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

import numpy as np
from numpy.typing import NDArray

Z = 1.959963984540054  # standard normal quantile of 97.5 %
ROUNDS = 10_000
SEED = 1373  # of the bootstrap: one figure, one interval, whoever computes it

Scores = NDArray[np.float64]
Labels = NDArray[np.bool_]


class Half(StrEnum):
    """Which half of a labelled set a case belongs to."""

    DEVELOPMENT = "development"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `of` cases, with the 95 % interval of the share. All shares are 0-1."""

    count: int
    of: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """The share itself."""
        return self.count / self.of


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure that is not a share, with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Classified:
    """Labelled pairs judged at one threshold. `precision`, `recall` are None where nothing was found or to be found."""

    threshold: float
    true_hits: int
    false_alarms: int
    misses: int
    rejected: int
    precision: Share | None
    recall: Share | None
    f1: Estimate


def half_of(key: str) -> Half:
    """The half of a case, from a hash of what identifies it: the same for ever, whoever splits."""
    digest = hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=1).digest()
    return Half.REPORT if digest[0] & 1 else Half.DEVELOPMENT


def share(count: int, of: int) -> Share:
    """A share with its Wilson interval. Raises ValueError for a share of nothing."""
    if not 0 <= count <= of or of == 0:
        raise ValueError(f"no share of {count} in {of}")
    value, spread = count / of, Z * Z / of
    centre = (value + spread / 2) / (1 + spread)
    reach = Z * sqrt(value * (1 - value) / of + spread / (4 * of)) / (1 + spread)
    # At the ends the formula gives 0 and 1 exactly; rounding must not step over them.
    low = 0.0 if count == 0 else max(0.0, centre - reach)
    high = 1.0 if count == of else min(1.0, centre + reach)
    return Share(count, of, low, high)


def f1_score(true_hits: int, false_alarms: int, misses: int) -> float:
    """The harmonic mean of precision and recall; 0 where there is nothing to find and nothing found."""
    counted = 2 * true_hits + false_alarms + misses
    return 2 * true_hits / counted if counted else 0.0


def classify(scores: Scores, labels: Labels, threshold: float) -> Classified:
    """Judge labelled pairs at a threshold; the interval of F1 is a bootstrap over pairs."""
    found = scores >= threshold
    true_hits, false_alarms = int((found & labels).sum()), int((found & ~labels).sum())
    misses = int(labels.sum()) - true_hits
    rejected = len(labels) - true_hits - false_alarms - misses
    return Classified(
        threshold=threshold,
        true_hits=true_hits,
        false_alarms=false_alarms,
        misses=misses,
        rejected=rejected,
        precision=share(true_hits, true_hits + false_alarms) if true_hits + false_alarms else None,
        recall=share(true_hits, true_hits + misses) if true_hits + misses else None,
        f1=bootstrap_f1(true_hits, false_alarms, misses, rejected),
    )


def bootstrap_f1(true_hits: int, false_alarms: int, misses: int, rejected: int) -> Estimate:
    """F1 with its percentile bootstrap interval (Efron, 1979).

    Pairs fall into four cells, so drawing pairs anew is drawing the cells' counts from a multinomial.
    """
    value = f1_score(true_hits, false_alarms, misses)
    cells = np.array([true_hits, false_alarms, misses, rejected], np.float64)
    if not cells.sum():
        return Estimate(value, 0.0, 1.0)
    drawn = np.random.default_rng(SEED).multinomial(int(cells.sum()), cells / cells.sum(), size=ROUNDS)
    counted = 2 * drawn[:, 0] + drawn[:, 1] + drawn[:, 2]
    f1 = np.divide(2 * drawn[:, 0], counted, out=np.zeros(ROUNDS), where=counted > 0)
    low, high = np.quantile(f1, [0.025, 0.975]).tolist()
    return Estimate(value, min(low, value), max(high, value))


def best_threshold(scores: Scores, labels: Labels, thresholds: Sequence[float] | None = None) -> float:
    """The threshold with the highest F1; of equals the middle one, which is the least of an accident."""
    tried = [step / 100 for step in range(1, 101)] if thresholds is None else list(thresholds)
    reached = [_f1_at(scores, labels, threshold) for threshold in tried]
    top = max(reached)
    best = [threshold for threshold, f1 in zip(tried, reached, strict=True) if f1 == top]
    return best[len(best) // 2]


def median(values: Sequence[float]) -> float:
    """The median. Raises ValueError for no values."""
    if not values:
        raise ValueError("no median of nothing")
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def _f1_at(scores: Scores, labels: Labels, threshold: float) -> float:
    found = scores >= threshold
    true_hits = int((found & labels).sum())
    return f1_score(true_hits, int(found.sum()) - true_hits, int(labels.sum()) - true_hits)
