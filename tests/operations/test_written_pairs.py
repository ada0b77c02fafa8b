"""The labelled pairs written for Comity: the engine tells the names of one bearer from those of others."""

from pathlib import Path

import numpy as np
import pytest

from comity.matching.evaluate import classify
from comity.matching.name_pairs import score_name_pairs
from comity.matching.scorecard import DEFAULT_THRESHOLD
from comity.operations.evaluate_pairs import read_labelled
from comity.operations.evaluation.labelled import kind_of


def test_most_spellings_of_one_name_are_found_however_far_apart_languages_write_it(root: Path) -> None:
    pairs = read_labelled(root / "benchmarks" / "pairs" / "spellings.csv")
    kinds = [kind_of(pair.schema or "LegalEntity") for pair in pairs]
    scores = score_name_pairs([pair.name1 for pair in pairs], [pair.name2 for pair in pairs], kinds=kinds)
    assert all(pair.same for pair in pairs)
    assert np.mean(scores >= DEFAULT_THRESHOLD) >= 0.85


@pytest.mark.parametrize(("file", "least"), [("seen", 0.95), ("unseen", 0.94)])
def test_the_pairs_written_for_comity_are_told_apart(root: Path, file: str, least: float) -> None:
    pairs = read_labelled(root / "benchmarks" / "pairs" / f"{file}.csv")
    scores = score_name_pairs(
        [pair.name1 for pair in pairs],
        [pair.name2 for pair in pairs],
        kinds=[kind_of(pair.schema or "LegalEntity") for pair in pairs],
    )
    found = classify(scores, np.array([pair.same for pair in pairs]), DEFAULT_THRESHOLD)
    assert found.f1.value >= least
