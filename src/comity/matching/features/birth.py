"""Birth date (founding, building): it can clear a hit, and it ranks hits that names or identifiers have earned.

It never lifts a pair over the threshold (safeguard S2). Lists publish years, months, spans and guesses, so
the most favourable pair of published dates decides, and a difference of a year or two weighs little.
"""

from comity.matching.features.verdict import Verdict
from comity.matching.scorecard import BirthWeights, Scorecard
from comity.model.entity import Entity
from comity.model.hit import Bearing
from comity.model.partial_date import DateSpan, PartialDate, may_agree
from comity.model.subject import Subject

GRADES = ("other", "near", "within", "same year", "same month", "same day")


def compare(subject: Subject, entity: Entity, scorecard: Scorecard) -> Verdict | None:
    """Compare all published dates; None where either side has none."""
    weights = scorecard.births
    graded = [
        (_grade(ours, theirs.span, weights), ours, theirs.span) for ours in subject.births for theirs in entity.births
    ]
    if not graded:
        return None
    grade, ours, theirs = max(graded, key=lambda each: each[0])
    finding = GRADES[grade]
    factors = {"other": weights.other, "near": weights.near}
    ranks = {
        "within": weights.within,
        "same year": weights.same_year,
        "same month": weights.same_month,
        "same day": weights.same_day,
    }
    return Verdict(
        feature="birth",
        finding=finding,
        bearing=Bearing.CONTRADICTS if finding in factors else Bearing.AGREES,
        subject=str(ours),
        listed=str(theirs),
        factor=factors.get(finding, 1.0),
        ranks=ranks.get(finding, 0.0),
    )


def _grade(ours: DateSpan, theirs: DateSpan, weights: BirthWeights) -> int:
    """An index into GRADES."""
    if ours.start is not None and ours.start == ours.end and theirs.start is not None and theirs.start == theirs.end:
        exact = _grade_dates(ours.start, theirs.start, circa=ours.circa or theirs.circa)
        if exact:
            return exact
    slack = weights.circa_years if ours.circa or theirs.circa else 0
    apart = _years_apart(ours, theirs)
    if apart <= slack and (slack or not _single(ours) or not _single(theirs)):
        return 2
    return 1 if apart <= slack + weights.near_years else 0


def _grade_dates(ours: PartialDate, theirs: PartialDate, *, circa: bool) -> int:
    """Grade two single dates of the same year; 0 where only the slack of years can speak for them."""
    if not may_agree(ours, theirs):
        return 0
    if circa:
        return 2
    if ours.day is not None and theirs.day is not None:
        return 5
    return 4 if ours.month is not None and theirs.month is not None else 3


def _single(span: DateSpan) -> bool:
    return span.start == span.end


def _years_apart(ours: DateSpan, theirs: DateSpan) -> int:
    """Years between the nearest ends of two spans; 0 where they overlap."""
    first, last = _ends(ours)
    other_first, other_last = _ends(theirs)
    return max(0, other_first - last, first - other_last)


def _ends(span: DateSpan) -> tuple[int, int]:
    return (span.start.year if span.start else 1, span.end.year if span.end else 9999)
