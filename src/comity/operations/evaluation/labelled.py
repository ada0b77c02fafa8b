"""Labelled pairs of names: `schema, name1, name2, is_match`, judged at the working threshold."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from comity.intake.ftm import ftm_tables
from comity.matching.evaluate import Half, Labels, Scores, best_threshold, classify, half_of
from comity.matching.name_pairs import score_name_pairs
from comity.model.entity import Kind
from comity.model.errors import BrokenFile
from comity.operations.evaluation.bench import Engine
from comity.operations.evaluation.figures import Case, PairsFigure, Skipped

TRUE = frozenset({"true", "1", "yes", "y", "match", "positive", "same"})
FALSE = frozenset({"false", "0", "no", "n", "nonmatch", "no match", "negative", "different"})
LABEL_COLUMNS = ("is_match", "label", "judgement", "is_true_match")


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """Two names, and whether they are one person's or body's."""

    name1: str
    name2: str
    same: bool
    schema: str = ""

    @property
    def key(self) -> str:
        """What decides the half: both names, whichever stands first."""
        return " | ".join(sorted((self.name1, self.name2)))


def kind_of(schema: str) -> Kind:
    """What bears a name, by its FollowTheMoney schema; unknown where that says nothing."""
    return Kind(_kinds().get(schema.strip().casefold(), Kind.UNKNOWN.value))


@cache
def _kinds() -> dict[str, str]:
    return {schema.casefold(): kind for schema, kind in ftm_tables().kinds.items()}


def has_label(heading: Collection[str]) -> bool:
    """Does one of the columns say whether a pair matches?"""
    return any(name in heading for name in LABEL_COLUMNS)


def labelled_pair(row: dict[str, str], file: str, place: str) -> LabelledPair:
    """Read one row. Raises BrokenFile where it has no label, or one that is neither yes nor no."""
    column = next((name for name in LABEL_COLUMNS if name in row), None)
    if column is None:
        raise BrokenFile(file, place, "no column says whether a pair matches", f"name it {LABEL_COLUMNS[0]}")
    word = row[column].strip().casefold()
    if word not in TRUE | FALSE:
        raise BrokenFile(file, place, f"{column} is {row[column]!r}", "write true or false")
    return LabelledPair(row["name1"], row["name2"], word in TRUE, row.get("schema", ""))


def scored(pairs: Sequence[LabelledPair], engine: Engine) -> tuple[Scores, Labels]:
    """The name score of each pair, and its label."""
    left, right = [pair.name1 for pair in pairs], [pair.name2 for pair in pairs]
    scores = score_name_pairs(left, right, engine.scorecard, kinds=[kind_of(pair.schema) for pair in pairs])
    return scores, np.array([pair.same for pair in pairs], bool)


def pairs_figure(pairs: Sequence[LabelledPair], engine: Engine, bar: float) -> PairsFigure | Skipped:
    """F1 with precision and recall at the working threshold, by half."""
    title = "labelled pairs of names, F1"
    scores, labels = scored(pairs, engine)
    halves = np.array([half_of(pair.key) is Half.REPORT for pair in pairs], bool)
    if not halves.any() or halves.all():
        return Skipped("pairs", title, "too few pairs for two halves")
    wrong = [
        Case(pair.key, not pair.same, pair.name1, f"{pair.name2} ({'same' if pair.same else 'different'})", score)
        for pair, score in zip(pairs, scores.tolist(), strict=True)
        if (score >= engine.threshold) != pair.same
    ]
    return PairsFigure(
        "pairs",
        title,
        bar,
        report=classify(scores[halves], labels[halves], engine.threshold),
        development=classify(scores[~halves], labels[~halves], engine.threshold),
        both=classify(scores, labels, engine.threshold),
        best=best_threshold(scores[~halves], labels[~halves]),
        wrong=tuple(wrong),
    )
