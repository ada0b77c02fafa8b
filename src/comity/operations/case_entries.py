"""What the log says of case work: ids, codes and versions; an officer's words only where a decision rests on them."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from comity.audit.entry import Entry, JsonValue, acted_by
from comity.cases.alert import Alert, AlertHit
from comity.cases.disposition import Disposition
from comity.cases.finding_again import Met
from comity.cases.pair import ListingKey
from comity.model.officer import Actor

NOTHING: Mapping[str, JsonValue] = {}


def case_entry(
    action: str,
    subject: object,
    actor: Actor,
    now: datetime,
    details: Mapping[str, JsonValue] = NOTHING,
) -> Entry:
    """An order about an alert or a case that was carried out."""
    return Entry(now, acted_by(actor), action, str(subject), details={"door": actor.door.value, **details})


def decision_entry(action: str, alert: Alert, made: Disposition, *, actor: Actor, now: datetime) -> Entry:
    """A step of a judgement, with what it rests on and by which versions."""
    details: dict[str, JsonValue] = {
        "door": actor.door.value,
        "proposal": str(made),
        "outcome": made.outcome.value,
        "reasons": list(made.judgement.reasons),
        "text": made.judgement.text,
        "evidence": list(made.judgement.evidence),
        "attachments": list(made.judgement.attachments),
        "listings": names(made.listings),
        "proposed_by": f"officer/{made.proposed_by}",
    }
    if made.second is not None:
        details["second"] = {"state": made.state.value, "text": made.second.text}
    judged = [hit for hit in alert.hits if hit.listing in made.listings]
    return Entry(now, acted_by(actor), action, str(alert), details=details, versions=versions_of(judged))


def screening_entry(action: str, met: Met, run: str, *, actor: Actor, now: datetime) -> Entry:
    """An alert that a screening opened, updated or closed."""
    parts = {"added": met.added, "refreshed": met.refreshed, "gone": met.gone, "returned": met.returned}
    details: dict[str, JsonValue] = {"door": actor.door.value, "run": run}
    details |= {name: names(listings) for name, listings in parts.items() if listings}
    if met.overtaken:
        details["overtaken"] = [f"proposal/{each}" for each in met.overtaken]
    if met.alert.closed_at == now:
        details["closed"] = met.alert.state.value
    touched = {*met.added, *met.refreshed, *met.returned, *met.gone}
    versions = versions_of(hit for hit in met.alert.hits if hit.listing in touched)
    return Entry(now, acted_by(actor), action, str(met.alert), details=details, versions=versions)


def names(listings: Iterable[ListingKey]) -> list[JsonValue]:
    """Listings as the log writes them."""
    return [{"list": listing.list, "reference": listing.reference} for listing in listings]


def versions_of(hits: Iterable[AlertHit]) -> Mapping[str, JsonValue]:
    """Engine, scorecard and editions of hits: what is needed to compute them again (S9)."""
    found = tuple(hits)
    editions: dict[str, set[str]] = {}
    for hit in found:
        editions.setdefault(hit.hit.list, set()).add(hit.hit.edition)
    return {
        "engine": sorted({hit.hit.engine for hit in found}),
        "scorecard": sorted({hit.hit.scorecard for hit in found}),
        "editions": {list_: sorted(ids) for list_, ids in editions.items()},
    }
