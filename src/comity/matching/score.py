"""The one scorer: from the best pair of names and everything else published to a score and its reasons.

`earned` is what names and identifiers earn, after everything that contradicts; it alone is held against
the threshold. `score` adds what an agreeing birth date ranks. The weights of the reasons add up to `score`.
"""

from dataclasses import dataclass

from comity.matching.features import CLEARING, EARNING, Verdict
from comity.matching.scorecard import Scorecard
from comity.model.entity import Entity, Kind, NameKind
from comity.model.hit import Bearing, Evidence
from comity.model.subject import Subject

WHOLE_NAMES = frozenset({NameKind.PRIMARY, NameKind.ORIGINAL})  # by one of these alone some are listed


@dataclass(frozen=True, slots=True)
class NameScore:
    """The score of one pair of names, with its evidence; 0 with none where only an identifier is shared.

    `alone`: one token is all that corresponds. `wholes`: what the names say as wholes (whole_names).
    """

    subject_name: str
    listed_name: str
    kind: NameKind
    earned: float
    evidence: tuple[Evidence, ...]
    alone: bool = False
    wholes: tuple[Verdict, ...] = ()

    @property
    def another_may_do(self) -> bool:
        """May another pair of their names, which earned less, lead to a hit where this one does not?"""
        return self.alone or bool(self.wholes)


@dataclass(frozen=True, slots=True)
class Scored:
    """A pair scored whole."""

    earned: float
    score: float
    reasons: tuple[Evidence, ...]


def alias_factor(kind: NameKind, scorecard: Scorecard) -> float:
    """What the publisher's judgement of a name leaves of its score."""
    if kind is NameKind.WEAK:
        return scorecard.aliases.weak
    return scorecard.aliases.former if kind is NameKind.FORMER else 1.0


def score_pair(names: NameScore, subject: Subject, entity: Entity, scorecard: Scorecard) -> Scored:
    """Score a subject against a listed entity, given their best pair of names."""
    reasons = list(names.evidence)
    earned = names.earned
    factor = alias_factor(names.kind, scorecard)
    if factor < 1.0 and earned > 0.0:
        reasons.append(Evidence("alias quality", names.kind.value, Bearing.MISSING, earned * (factor - 1.0),
                                listed=names.listed_name))  # fmt: skip
        earned *= factor
    if names.alone and names.kind not in WHOLE_NAMES and entity.kind is Kind.PERSON:
        factor = scorecard.aliases.one_name
        reasons.append(Evidence("alias quality", "one name", Bearing.MISSING, earned * (factor - 1.0),
                                listed=names.listed_name))  # fmt: skip
        earned *= factor
    for whole in names.wholes:
        reasons.append(_evidence(whole, earned * (whole.factor - 1.0)))
        earned *= whole.factor
    verdicts = [verdict for compare in EARNING if (verdict := compare(subject, entity, scorecard))]
    for verdict in verdicts:
        gained = (1.0 - earned) * verdict.earns
        lost = earned * (1.0 - verdict.factor)
        reasons.append(_evidence(verdict, gained - lost))
        earned += gained - lost
    verdicts = [verdict for compare in CLEARING if (verdict := compare(subject, entity, scorecard))]
    ranks = 0.0
    for verdict in verdicts:
        lost = earned * (1.0 - verdict.factor)
        earned -= lost
        ranks = max(ranks, verdict.ranks)
        if not verdict.ranks:
            reasons.append(_evidence(verdict, -lost))
    score = earned + (1.0 - earned) * ranks
    reasons.extend(_evidence(verdict, score - earned) for verdict in verdicts if verdict.ranks)
    return Scored(earned, score, tuple(reasons))


def _evidence(verdict: Verdict, weight: float) -> Evidence:
    return Evidence(
        verdict.feature, verdict.finding, verdict.bearing, weight, subject=verdict.subject, listed=verdict.listed
    )
