"""What the engine found: a pair above the threshold, unjudged, with its evidence."""

from dataclasses import dataclass
from enum import StrEnum

from comity.model.designation import EditionId, ListId, Reference
from comity.model.entity import NameKind
from comity.model.subject import SubjectId


class Bearing(StrEnum):
    """What a piece of evidence does to the hit."""

    AGREES = "agrees"
    CONTRADICTS = "contradicts"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One named reason with its weight in the score.

    `feature` is the scorecard's name of the comparison; `finding` its outcome, a stable code that
    `matching.explain` puts into words; `subject` and `listed` are the texts compared, with their
    character spans [start, stop) in the hit's `subject_name` and `listed_name` where they are parts
    of names. `weight` is in the scorecard's units; positive speaks for a match.
    """

    feature: str
    finding: str
    bearing: Bearing
    weight: float
    subject: str | None = None
    listed: str | None = None
    subject_span: tuple[int, int] | None = None
    listed_span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A subject and a listing that the scorecard puts at or above the threshold.

    `score` is 0-1 and ranks; `earned` (0-1, at most `score`) is what names and identifiers earned
    after everything that contradicts: it alone is held against the threshold (safeguard S2).
    """

    subject_id: SubjectId
    subject_name: str
    list: ListId
    reference: Reference
    listed_name: str
    listed_name_kind: NameKind
    score: float
    earned: float
    reasons: tuple[Evidence, ...]
    edition: EditionId
    scorecard: str
    engine: str
