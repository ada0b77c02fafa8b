"""Listings as entities: the FollowTheMoney form in which yente answers."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from comity.lists.ftm_write import properties_of, sanction_of, schema_of
from comity.matching.explain import in_words
from comity.matching.screen import Found
from comity.model.designation import Designation, ListId, Reference
from comity.model.hit import Evidence

Document = dict[str, Any]


def entity_id(list_id: ListId, reference: Reference) -> str:
    """The id of a listing: its list and its publisher's reference, so written that it can stand in an address."""
    return f"{list_id}-{quote(reference, safe='')}"


def last_change(designation: Designation) -> str | None:
    """The day on which a listing was last amended, or made; None where its publisher says neither."""
    days = [*designation.listing.amended_on]
    if designation.listing.listed_on is not None:
        days.append(designation.listing.listed_on)
    return max(f"{day.last():%Y-%m-%d}T00:00:00" for day in days) if days else None


def entity(designation: Designation) -> Document:
    """One listing as an entity, without what stands beside it."""
    listing, listed = designation.listing, designation.entity
    id = entity_id(listing.list, listing.reference)
    return {
        **_frame(id, listed.names[0].text, schema_of(listed.kind), designation),
        "properties": properties_of(designation),
    }


def nested(designation: Designation) -> Document:
    """One listing as an entity, with the listing itself beside it as a Sanction."""
    whole = entity(designation)
    properties: Document = {**whole["properties"], "sanctions": [sanction(designation)]}
    return {**whole, "properties": properties}


def sanction(designation: Designation) -> Document:
    """The listing itself as an entity of schema Sanction."""
    listing = designation.listing
    made = _frame(f"{entity_id(listing.list, listing.reference)}-listing", listing.authority, "Sanction", designation)
    return {**made, "target": False, "properties": sanction_of(listing)}


def scored(found: Found, threshold: float) -> Document:
    """A hit as yente's scored entity.

    What names and identifiers earned is held against the threshold (S2): a hit that a birth date alone would lift
    over it has the score that it earned, so that `score >= threshold` says the same as `match`.
    """
    hit = found.hit
    matched = hit.earned >= threshold
    features = explanations(hit.reasons)
    return {
        **entity(found.designation),
        "score": round(hit.score if matched else min(hit.earned, hit.score), 4),
        "match": matched,
        "explanations": features,
        "features": {name: feature["score"] for name, feature in features.items()},
    }


def explanations(reasons: tuple[Evidence, ...]) -> Document:
    """The evidence by feature: what each adds to the score or takes from it, in words and with both texts."""
    features: dict[str, list[Evidence]] = {}
    for each in reasons:
        features.setdefault(each.feature, []).append(each)
    return {name: _feature(evidence) for name, evidence in features.items()}


def _feature(evidence: list[Evidence]) -> Mapping[str, Any]:
    return {
        "detail": "; ".join(in_words(each) for each in evidence),
        "score": round(sum(each.weight for each in evidence), 4) + 0.0,  # never -0.0
        "query": " ".join(each.subject for each in evidence if each.subject) or None,
        "candidate": " ".join(each.listed for each in evidence if each.listed) or None,
    }


def _frame(id: str, caption: str, schema: str, designation: Designation) -> Document:
    listing = designation.listing
    changed = last_change(designation)
    first = f"{listing.listed_on.first():%Y-%m-%d}T00:00:00" if listing.listed_on is not None else None
    return {
        "id": id,
        "caption": caption,
        "schema": schema,
        "properties": {},
        "datasets": [listing.list],
        "referents": [listing.reference],
        "target": True,
        "first_seen": first,
        "last_seen": f"{listing.stood_on.last():%Y-%m-%d}T00:00:00",
        "last_change": changed,
    }
