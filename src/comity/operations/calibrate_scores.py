"""Learn from labelled pairs what a name score means."""

from dataclasses import dataclass
from pathlib import Path

from comity.matching.calibration import Calibration, calibrate
from comity.matching.evaluate import Classified, best_threshold, classify
from comity.model.errors import BrokenFile
from comity.operations.evaluate_pairs import read_labelled
from comity.operations.evaluation.bench import Engine
from comity.operations.evaluation.labelled import scored

FEWEST = 50  # labelled pairs; from fewer nothing is learnt


@dataclass(frozen=True, slots=True)
class Calibrated:
    """The table, and how the labelled pairs fare at the working threshold and at their own best one."""

    calibration: Calibration
    working: Classified
    best: float


def calibrate_scores(file: Path, engine: Engine) -> Calibrated:
    """Read labelled pairs (`name1, name2, is_match`) and learn from them. Raises NotFound, BrokenFile."""
    pairs = read_labelled(file)
    if len(pairs) < FEWEST:
        raise BrokenFile(file.name, "whole file", f"{len(pairs)} pairs", f"label at least {FEWEST}")
    scores, same = scored(pairs, engine)
    if same.all() or not same.any():
        label, other = ("the same", "different") if same.all() else ("different", "the same")
        raise BrokenFile(
            file.name, "is_match", f"all {len(pairs)} pairs are {label}", f"label pairs that are {other}, too"
        )
    labelled = f"{len(pairs)} pairs of {file.name}"
    calibration = calibrate(scores.tolist(), same.tolist(), scorecard=engine.scorecard.digest(), labelled=labelled)
    return Calibrated(calibration, classify(scores, same, engine.threshold), best_threshold(scores, same))
