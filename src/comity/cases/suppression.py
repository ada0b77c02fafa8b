"""Silence: a pair judged by two officers raises no alert again until a side changes materially (safeguard S5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from comity.cases.disposition import Outcome
from comity.cases.ids import AlertId, DispositionId
from comity.cases.material import RULE, Change, changes_between, material_digest
from comity.cases.pair import Pair
from comity.model.designation import Designation
from comity.model.subject import Subject


@dataclass(frozen=True, slots=True)
class JudgedPair:
    """A pair with a judgement in force, by two officers. Kept once a pair, so that it is found at every screening.

    `rule` names the table of material facts it was recorded under, `digest` those facts of both sides.
    """

    pair: Pair
    outcome: Outcome
    alert: AlertId
    disposition: DispositionId
    judged_at: datetime
    rule: str
    digest: str


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides of a pair, whole."""

    subject: Subject
    listed: tuple[Designation, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """A judged pair that was found again, and what is materially different since."""

    judged: JudgedPair
    changes: tuple[Change, ...] = ()

    @property
    def silent(self) -> bool:
        """Does the judgement still hold?"""
        return not self.changes


def is_surely_the_same(judged: JudgedPair, subject: Subject, listed: Sequence[Designation]) -> bool:
    """Are both sides what they were? False where it must be looked at more closely: `changes_since`."""
    return judged.rule == RULE and judged.digest == material_digest(subject, listed)


def changes_since(then: Sides, subject: Subject, listed: Sequence[Designation]) -> tuple[Change, ...]:
    """What is materially different from the sides as they were judged, by the rule as it is now."""
    return changes_between((then.subject, then.listed), (subject, listed))
