"""Country: nationality, residence and place of birth. They can clear a hit and never raise one (safeguard S2).

Only two sides without any country in common contradict each other: people hold two passports, move and
are born abroad, and lists name only what was known.
"""

from comity.matching.features.verdict import Verdict
from comity.matching.scorecard import Scorecard
from comity.model.entity import Entity
from comity.model.hit import Bearing
from comity.model.subject import Subject


def compare(subject: Subject, entity: Entity, scorecard: Scorecard) -> Verdict | None:
    """Compare all countries of both sides; None where either side names none."""
    ours = dict.fromkeys((*subject.nationalities, *subject.countries))
    theirs = dict.fromkeys(_countries(entity))
    if not ours or not theirs:
        return None
    shared = [country for country in ours if country in theirs]
    return Verdict(
        feature="country",
        finding="shared" if shared else "other",
        bearing=Bearing.AGREES if shared else Bearing.CONTRADICTS,
        subject=", ".join(shared or ours),
        listed=", ".join(shared or theirs),
        factor=1.0 if shared else scorecard.clearing.other_country,
    )


def _countries(entity: Entity) -> list[str]:
    found = [nationality.country for nationality in entity.nationalities]
    found += [place.country for place in entity.birth_places]
    found += [address.country for address in entity.addresses]
    return [country for country in found if country is not None]
