"""Mark hits as gone that a screening would have found again and did not: after a delisting, an amendment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from comity.cases.finding_again import miss
from comity.cases.ids import AlertId
from comity.cases.run import AlertRun
from comity.model.officer import Actor
from comity.operations.case_entries import screening_entry
from comity.operations.gate import gated
from comity.operations.open_alerts import keep_met
from comity.store import alerts, log, runs
from comity.store.alert_rows import listing_key


@dataclass(frozen=True, slots=True)
class MissHits:
    """The order: by alert, the keys of the listings that were not found. `finished` with the last of a run."""

    run: AlertRun
    missed: Mapping[AlertId, frozenset[str]]
    finished: bool = False


@gated("alerts.open")
def miss_hits(order: MissHits, /, *, actor: Actor, now: datetime) -> tuple[AlertId, ...]:
    """The alerts that are another by it. What was judged stays judged; a proposal about what is gone falls."""
    updated, entries = [], []
    for alert in alerts.locked(order.missed.keys()):
        gone = {hit.listing for hit in alert.hits if listing_key(hit.listing) in order.missed[alert.id]}
        met = miss(alert, gone, now=now)
        if met.alert == alert:
            continue
        keep_met(met, alert, now)
        updated.append(alert.id)
        entries.append(screening_entry("alerts.update", met, order.run.id, actor=actor, now=now))
    runs.count(order.run)
    if order.finished:
        runs.finish(order.run.id, now)
    if entries:
        log.append_all(entries)
    return tuple(updated)
