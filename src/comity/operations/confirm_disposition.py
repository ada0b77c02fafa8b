"""Confirm a colleague's proposal, as the second pair of eyes: the judgement holds, and its pairs stay silent."""

from dataclasses import dataclass
from datetime import datetime

from comity.cases.disposition import Disposition
from comity.cases.ids import DispositionId
from comity.cases.judge import Judged, confirm
from comity.cases.material import RULE, material_digest
from comity.cases.pair import Pair
from comity.cases.suppression import JudgedPair, Sides
from comity.model.officer import Actor
from comity.operations.case_entries import decision_entry
from comity.operations.gate import gated
from comity.store import alerts, dispositions, judged_pairs, log


@dataclass(frozen=True, slots=True)
class ConfirmDisposition:
    """The order. `version` is that of the alert which the second officer looked at."""

    disposition: DispositionId
    version: int
    text: str = ""


@gated("alerts.confirm")
def confirm_disposition(order: ConfirmDisposition, /, *, actor: Actor, now: datetime) -> Judged:
    """The alert, judged. Raises SamePerson, NotAllowedNow, NotFound, LostRace."""
    proposal = dispositions.load(order.disposition)
    alert = alerts.load(proposal.alert)
    judged = confirm(alert, proposal, order.text, actor=actor, now=now)
    alerts.check_seen(alert, order.version)
    saved = alerts.save(judged.alert, alert)
    dispositions.save(judged.disposition, proposal)
    _put_in_force(judged, now)
    log.append(decision_entry("alerts.confirm", saved, judged.disposition, actor=actor, now=now))
    return Judged(saved, judged.disposition)


def _put_in_force(judged: Judged, now: datetime) -> None:
    alert, made = judged.alert, judged.disposition
    # Two alerts may hold one pair where a run opened the second while two officers judged the first.
    pairs = [Pair(alert.key, listing) for listing in made.listings]
    judged_pairs.end(pairs, judged_pairs.Ended.JUDGED_AGAIN, now)
    for hit in alert.hits:
        if hit.listing in made.listings:
            sides = Sides(alert.subject, hit.listed)
            pair = JudgedPair(
                pair=Pair(alert.key, hit.listing),
                outcome=made.outcome,
                alert=alert.id,
                disposition=_id(made),
                judged_at=now,
                rule=RULE,
                digest=material_digest(sides.subject, sides.listed),
            )
            judged_pairs.add(pair, sides, hit.digest)


def _id(made: Disposition) -> DispositionId:
    if made.id is None:
        raise ValueError("a proposal without an id was never kept")
    return made.id
