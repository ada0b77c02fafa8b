"""What a name score means: of labelled pairs with such a score, how many named the same person or body.

The share may only rise with the score; where the labelled pairs say otherwise, neighbours are pooled until it
does (pool adjacent violators: Ayer et al., Annals of Mathematical Statistics 26, 1955). The table belongs to
one scorecard and one engine, and is silent for any other. It speaks of pairs that somebody had reason to
compare; among all customers of a bank most hits are false at any score.
"""

import hashlib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from comity.matching.evaluate import Share, share
from comity.matching.scorecard import ENGINE

FEWEST = 15  # pairs behind one step; of fewer nothing can be said
SENTENCES = {
    "en": "Of 100 labelled pairs of names with such a score, {value} ({low} to {high}) were the same person or body.",
    "ru": "Из 100 размеченных пар имён с такой оценкой {value} (от {low} до {high}) были одним и тем же лицом.",
}


@dataclass(frozen=True, slots=True)
class Step:
    """Pairs that score at least `start`, below the next step's start: how many, and how many were the same."""

    start: float
    pairs: int
    same: int

    @property
    def share(self) -> Share:
        """The share of the same, with its interval."""
        return share(self.same, self.pairs)


@dataclass(frozen=True, slots=True)
class Calibration:
    """Steps by rising score and share. `labelled` names the pairs that they were learnt from."""

    scorecard: str
    engine: str
    labelled: str
    steps: tuple[Step, ...]

    def at(self, score: float) -> Step:
        """The step that a score stands on."""
        return next((step for step in reversed(self.steps) if score >= step.start), self.steps[0])

    def digest(self) -> str:
        """SHA-256 of the table as written, 64 hex digits."""
        return hashlib.sha256(written(self).encode()).hexdigest()


def calibrate(scores: Sequence[float], same: Sequence[bool], *, scorecard: str, labelled: str) -> Calibration:
    """Learn the steps from labelled pairs. Raises ValueError for no pairs."""
    steps = pool_adjacent_violators(scores, same)
    return Calibration(scorecard, ENGINE, labelled, _large_enough(steps))


def pool_adjacent_violators(scores: Sequence[float], same: Sequence[bool]) -> tuple[Step, ...]:
    """The finest steps whose shares rise strictly with the score. Raises ValueError for no pairs."""
    if not scores:
        raise ValueError("nothing to calibrate from")
    steps: list[Step] = []
    for score, is_same in sorted(zip(scores, same, strict=True)):
        if steps and steps[-1].start == score:
            last = steps.pop()
            steps.append(Step(score, last.pairs + 1, last.same + is_same))
        else:
            _pool(steps)
            steps.append(Step(score, 1, int(is_same)))
    _pool(steps)
    return tuple(steps)


def written(calibration: Calibration) -> str:
    """The table as TOML."""
    lines = [
        f'scorecard = "{calibration.scorecard}"',
        f'engine = "{calibration.engine}"',
        f"labelled = {_quoted(calibration.labelled)}",
        "steps = [ # pairs that score at least `start`, and how many of them were the same",
        *(f"  {{ start = {step.start:.4f}, pairs = {step.pairs}, same = {step.same} }}," for step in calibration.steps),
        "]",
    ]
    return "\n".join(lines) + "\n"


def in_words(step: Step, language: str = "en") -> str:
    """What a step says to an officer. `language` is one of explain.LANGUAGES; raises KeyError for another."""
    low, value, high = (round(100 * part) for part in (step.share.low, step.share.value, step.share.high))
    return SENTENCES[language].format(value=value, low=low, high=high)


def read(text: str) -> Calibration:
    """A table from its TOML. Raises ValueError, KeyError where it is none."""
    table = tomllib.loads(text)
    steps = tuple(Step(float(row["start"]), int(row["pairs"]), int(row["same"])) for row in table["steps"])
    if not steps:
        raise ValueError("a calibration without steps")
    return Calibration(table["scorecard"], table["engine"], table["labelled"], steps)


def shipped(scorecard: str) -> Calibration | None:
    """The table that ships with Comity; None where it belongs to another scorecard or engine."""
    table = _shipped()
    return table if table is not None and (table.scorecard, table.engine) == (scorecard, ENGINE) else None


@cache
def _shipped() -> Calibration | None:
    file = files("comity.matching").joinpath("calibration.toml")
    return read(file.read_text("utf-8")) if file.is_file() else None


def _pool(steps: list[Step]) -> None:
    """Pool the last steps until their shares rise."""
    while len(steps) > 1:
        last, before = steps[-1], steps[-2]
        if before.same * last.pairs < last.same * before.pairs:
            return
        steps[-2:] = [_joined(before, last)]


def _large_enough(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Neighbouring steps joined until each has enough pairs; joined neighbours still rise."""
    kept: list[Step] = []
    for step in steps:
        if kept and (kept[-1].pairs < FEWEST):
            kept[-1] = _joined(kept[-1], step)
        else:
            kept.append(step)
    if len(kept) > 1 and kept[-1].pairs < FEWEST:
        kept[-2:] = [_joined(kept[-2], kept[-1])]
    return (Step(0.0, kept[0].pairs, kept[0].same), *kept[1:])


def _joined(left: Step, right: Step) -> Step:
    return Step(left.start, left.pairs + right.pairs, left.same + right.same)


def _quoted(text: str) -> str:
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'
