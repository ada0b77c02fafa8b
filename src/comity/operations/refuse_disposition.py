"""Refuse a colleague's proposal, with reasons: the hits are unjudged again."""

from dataclasses import dataclass
from datetime import datetime

from comity.cases.ids import DispositionId
from comity.cases.judge import Judged, refuse
from comity.model.officer import Actor
from comity.operations.case_entries import decision_entry
from comity.operations.gate import gated
from comity.store import alerts, dispositions, log


@dataclass(frozen=True, slots=True)
class RefuseDisposition:
    """The order. `version` is that of the alert which the officer looked at."""

    disposition: DispositionId
    version: int
    text: str


@gated("alerts.refuse")
def refuse_disposition(order: RefuseDisposition, /, *, actor: Actor, now: datetime) -> Judged:
    """The alert, open again. Raises SamePerson, NotAllowedNow, BadRequest, NotFound, LostRace."""
    proposal = dispositions.load(order.disposition)
    alert = alerts.load(proposal.alert)
    judged = refuse(alert, proposal, order.text, actor=actor, now=now)
    alerts.check_seen(alert, order.version)
    saved = alerts.save(judged.alert, alert)
    dispositions.save(judged.disposition, proposal)
    log.append(decision_entry("alerts.refuse", saved, judged.disposition, actor=actor, now=now))
    return Judged(saved, judged.disposition)
