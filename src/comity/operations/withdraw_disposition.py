"""Take one's own proposal back: the hits are unjudged again."""

from dataclasses import dataclass
from datetime import datetime

from comity.cases.ids import DispositionId
from comity.cases.judge import Judged, withdraw
from comity.model.officer import Actor
from comity.operations.case_entries import decision_entry
from comity.operations.gate import gated
from comity.store import alerts, dispositions, log


@dataclass(frozen=True, slots=True)
class WithdrawDisposition:
    """The order. `version` is that of the alert which the officer looked at."""

    disposition: DispositionId
    version: int
    text: str = ""


@gated("alerts.withdraw")
def withdraw_disposition(order: WithdrawDisposition, /, *, actor: Actor, now: datetime) -> Judged:
    """The alert, open again. Raises NotAllowedNow, NotFound, LostRace."""
    proposal = dispositions.load(order.disposition)
    alert = alerts.load(proposal.alert)
    judged = withdraw(alert, proposal, order.text, actor=actor, now=now)
    alerts.check_seen(alert, order.version)
    saved = alerts.save(judged.alert, alert)
    dispositions.save(judged.disposition, proposal)
    log.append(decision_entry("alerts.withdraw", saved, judged.disposition, actor=actor, now=now))
    return Judged(saved, judged.disposition)
