"""Judge anew what two officers judged. Measures taken on it stay until two officers end them."""

from dataclasses import dataclass, replace
from datetime import datetime

from comity.cases.alert import Alert, AlertHit
from comity.cases.case import check_note
from comity.cases.finding_again import FoundListing, meet
from comity.cases.ids import AlertId, HitId
from comity.cases.judge import chosen_hits, reopen
from comity.cases.pair import Pair
from comity.model.officer import Actor
from comity.operations.case_entries import case_entry, names, versions_of
from comity.operations.gate import gated
from comity.store import alerts, judged_pairs, log


@dataclass(frozen=True, slots=True)
class ReopenHits:
    """The order, with the reason. `version` is that of the alert which the officer looked at."""

    alert: AlertId
    version: int
    hits: tuple[HitId, ...]
    reason: str


@gated("alerts.reopen")
def reopen_hits(order: ReopenHits, /, *, actor: Actor, now: datetime) -> Alert:
    """The alert in which the hits are unjudged: this one, or the one that the subject has open by now.

    Raises NotFound, NotAllowedNow, BadRequest, LostRace.
    """
    reason = check_note(order.reason)
    alert = alerts.load_seen(order.alert, order.version)
    hits = chosen_hits(alert, order.hits)
    reopened = reopen(alert, order.hits, actor=actor, now=now)
    standing = alerts.open_of_subject(alert.key)
    if standing is None or standing.id == alert.id:
        saved = alerts.save(reopened, alert)
    else:
        saved = _handed_over(hits, standing, now)
    pairs = [Pair(alert.key, hit.listing) for hit in hits]
    judged_pairs.end(pairs, judged_pairs.Ended.REOPENED, now)
    details = {"reason": reason, "listings": names(hit.listing for hit in hits), "in": str(saved)}
    entry = case_entry("alerts.reopen", alert, actor, now, details)
    log.append(replace(entry, versions=versions_of(hits)))
    return saved


def _handed_over(hits: tuple[AlertHit, ...], standing: Alert, now: datetime) -> Alert:
    """One open alert a subject: what is judged anew goes to the one that is there."""
    found = tuple(FoundListing(hit.hit, hit.listed, hit.digest, hit.edition) for hit in hits)
    met = meet(standing, standing.subject, found, {}, now=now)
    return standing if met.alert == standing else alerts.save(met.alert, standing)
