"""Gender: it can clear a hit and never raises one (safeguard S2)."""

from comity.matching.features.verdict import Verdict
from comity.matching.scorecard import Scorecard
from comity.model.entity import Entity
from comity.model.hit import Bearing
from comity.model.subject import Subject


def compare(subject: Subject, entity: Entity, scorecard: Scorecard) -> Verdict | None:
    """Compare the published genders; None where either side has none."""
    if not subject.genders or not entity.genders:
        return None
    same = bool(set(subject.genders) & set(entity.genders))
    return Verdict(
        feature="gender",
        finding="same" if same else "other",
        bearing=Bearing.AGREES if same else Bearing.CONTRADICTS,
        subject=", ".join(gender.value for gender in subject.genders),
        listed=", ".join(gender.value for gender in entity.genders),
        factor=1.0 if same else scorecard.clearing.other_gender,
    )
