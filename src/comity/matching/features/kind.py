"""Kind: a person is not a vessel. It clears; unknown kinds contradict nothing."""

from comity.matching.features.verdict import Verdict
from comity.matching.scorecard import Scorecard
from comity.model.entity import Entity, Kind
from comity.model.hit import Bearing
from comity.model.subject import Subject


def compare(subject: Subject, entity: Entity, scorecard: Scorecard) -> Verdict | None:
    """Compare the kinds of both sides."""
    if Kind.UNKNOWN in (subject.kind, entity.kind):
        return None
    same = subject.kind is entity.kind
    return Verdict(
        feature="kind",
        finding="same" if same else "other",
        bearing=Bearing.AGREES if same else Bearing.CONTRADICTS,
        subject=subject.kind.value,
        listed=entity.kind.value,
        factor=1.0 if same else scorecard.clearing.other_kind,
    )
