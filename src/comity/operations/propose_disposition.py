"""Judge hits of an alert. A true match or a clearing waits for a second officer, an inconclusive one holds at once."""

from dataclasses import dataclass
from datetime import datetime

from comity.cases.disposition import Judgement
from comity.cases.ids import AlertId, HitId
from comity.cases.judge import Judged, attributed, propose
from comity.model.errors import NotFound
from comity.model.officer import Actor
from comity.operations.case_entries import decision_entry
from comity.operations.gate import gated
from comity.store import alerts, attachments, dispositions, log


@dataclass(frozen=True, slots=True)
class ProposeDisposition:
    """The order. `version` is the one that the officer looked at: of another alert than that nobody judges."""

    alert: AlertId
    version: int
    hits: tuple[HitId, ...]
    judgement: Judgement


@gated("alerts.propose")
def propose_disposition(order: ProposeDisposition, /, *, actor: Actor, now: datetime) -> Judged:
    """The alert with the proposal. Raises NotFound, NotAllowedNow, BadRequest, LostRace."""
    alert = alerts.load_seen(order.alert, order.version)
    hits = tuple(dict.fromkeys(order.hits))
    judged = propose(alert, hits, order.judgement, actor=actor, now=now)
    known = {attachment.id for attachment in attachments.of_alert(alert.id)}
    for each in order.judgement.attachments:
        if each not in known:
            raise NotFound(f"attachment of {alert}", str(each), "attach the file to this alert first")
    kept = dispositions.add(judged.disposition, alert.key, hits)
    if kept.id is None:
        raise ValueError("the store gave no id")
    judged = attributed(judged, kept.id)
    saved = alerts.save(judged.alert, alert)
    log.append(decision_entry("alerts.propose", saved, judged.disposition, actor=actor, now=now))
    return Judged(saved, judged.disposition)
