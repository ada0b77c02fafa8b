"""A screening meets the alert of a subject: hits are added, refreshed, marked as gone, or returned for judgement.

Pure and repeatable: the same findings a second time change nothing.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from comity.cases.alert import Alert, AlertHit, EditionClock, HitState
from comity.cases.ids import DispositionId
from comity.cases.judge import settled
from comity.cases.material import Change, changes_between
from comity.cases.pair import ListingKey, listing_of
from comity.cases.suppression import Known
from comity.model.designation import Designation, ListId
from comity.model.hit import Hit
from comity.model.subject import Subject

DECIDED = frozenset({HitState.TRUE_MATCH, HitState.FALSE_POSITIVE})


@dataclass(frozen=True, slots=True)
class FoundListing:
    """One listing that a screening found for a subject: its best hit and what the list says (see AlertHit)."""

    hit: Hit
    listed: tuple[Designation, ...]
    digest: str
    edition: EditionClock | None = None

    @property
    def listing(self) -> ListingKey:
        """Which listing it is."""
        return listing_of(self.hit)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a screening looked through: whole lists, or of them only some listings (those that changed)."""

    lists: frozenset[ListId]
    listings: frozenset[ListingKey] | None = None

    def covers(self, listing: ListingKey) -> bool:
        """Would this screening have found the listing?"""
        return listing.list in self.lists and (self.listings is None or listing in self.listings)


@dataclass(frozen=True, slots=True)
class Met:
    """What became of an alert. `returned` listings were judged and are no longer; `overtaken` proposals fell."""

    alert: Alert
    added: tuple[ListingKey, ...] = ()
    refreshed: tuple[ListingKey, ...] = ()
    gone: tuple[ListingKey, ...] = ()
    returned: tuple[ListingKey, ...] = ()
    overtaken: tuple[DispositionId, ...] = ()
    silent: tuple[ListingKey, ...] = ()


def unjudged(found: FoundListing, now: datetime, changes: tuple[Change, ...] = ()) -> AlertHit:
    """A listing found, as a new hit of an alert."""
    return AlertHit(found.hit, found.listed, found.digest, now, found.edition, changes=changes)


def wanted(found: Collection[FoundListing], known: Mapping[ListingKey, Known]) -> bool:
    """Do these findings need an officer, where the subject has no open alert?"""
    return any(each.listing not in known or not known[each.listing].silent for each in found)


def meet(
    alert: Alert,
    subject: Subject,
    found: Collection[FoundListing],
    known: Mapping[ListingKey, Known],
    *,
    now: datetime,
) -> Met:
    """The alert after a screening found its subject again. `known` are judgements in force, from any alert."""
    by_listing = {each.listing: each for each in found}
    changed = _Changes()
    hits = [_compared(hit, by_listing.get(hit.listing), (alert.subject, subject), changed) for hit in alert.hits]
    hits = [_fallen(hit, by_listing.get(hit.listing), changed) for hit in hits]
    standing = {hit.listing for hit in alert.hits}
    for listing, each in by_listing.items():
        if listing in standing:
            continue
        judged = known.get(listing)
        if judged is not None and judged.silent:
            changed.silent.append(listing)
            continue
        hits.append(unjudged(each, now, judged.changes if judged else ()))
        (changed.added if judged is None else changed.returned).append(listing)
    return changed.met(replace(alert, subject=subject), hits, now)


def miss(alert: Alert, listings: Collection[ListingKey], *, now: datetime) -> Met:
    """The alert after a screening that would have found these listings, and did not: their hits are gone."""
    changed = _Changes()
    hits = [_not_found(hit, changed, now) if hit.listing in listings else hit for hit in alert.hits]
    hits = [_fallen(hit, None, changed) for hit in hits]
    return changed.met(alert, hits, now)


class _Changes:
    """Collects what happens to the hits of one alert."""

    def __init__(self) -> None:
        self.added: list[ListingKey] = []
        self.refreshed: list[ListingKey] = []
        self.gone: list[ListingKey] = []
        self.returned: list[ListingKey] = []
        self.silent: list[ListingKey] = []
        self.overtaken: set[DispositionId] = set()

    def fall(self, hit: AlertHit) -> None:
        """A hit is no longer what it was judged or proposed as; a proposal falls as a whole."""
        if hit.state is HitState.PROPOSED and hit.disposition is not None:
            self.overtaken.add(hit.disposition)

    def met(self, alert: Alert, hits: Iterable[AlertHit], now: datetime) -> Met:
        """All of it, once every hit was looked at."""
        parts = (self.added, self.refreshed, self.gone, self.returned, self.silent)
        added, refreshed, gone, returned, silent = (tuple(sorted(part)) for part in parts)
        after = settled(replace(alert, hits=tuple(hits)), now)
        return Met(after, added, refreshed, gone, returned, tuple(sorted(self.overtaken)), silent)


def _compared(
    hit: AlertHit, again: FoundListing | None, subjects: tuple[Subject, Subject], changed: _Changes
) -> AlertHit:
    """A hit beside what was found now; None where only its subject came in another state."""
    back = hit if again is None else replace(hit, gone_at=None)
    if hit.state is HitState.UNJUDGED:
        if again is None or not _differs(hit, again):
            return back
        changed.refreshed.append(hit.listing)
        return _refreshed(back, again, hit.changes)
    changes = _material(hit, again, subjects)
    if not changes:
        if again is not None and hit.state in DECIDED:
            changed.silent.append(hit.listing)
        return back  # what was judged stays as the officers saw it
    changed.returned.append(hit.listing)
    changed.fall(hit)
    fallen = replace(_returned(back), changes=changes)
    return fallen if again is None else _refreshed(fallen, again, changes)


def _material(hit: AlertHit, again: FoundListing | None, subjects: tuple[Subject, Subject]) -> tuple[Change, ...]:
    before, after = subjects
    if before == after and (again is None or again.digest == hit.digest):
        return ()  # the same words on both sides, as nearly always
    return changes_between((before, hit.listed), (after, hit.listed if again is None else again.listed))


def _fallen(hit: AlertHit, again: FoundListing | None, changed: _Changes) -> AlertHit:
    """A hit whose proposal fell because of another one, as it is now."""
    if hit.state is not HitState.PROPOSED or hit.disposition not in changed.overtaken:
        return hit
    fallen = _returned(hit)
    if again is None or not _differs(hit, again):
        return fallen
    changed.refreshed.append(hit.listing)
    return _refreshed(fallen, again, hit.changes)


def _not_found(hit: AlertHit, changed: _Changes, now: datetime) -> AlertHit:
    if hit.gone_at is not None:
        return hit
    changed.gone.append(hit.listing)
    changed.fall(hit)
    return replace(hit, gone_at=now)


def _returned(hit: AlertHit) -> AlertHit:
    return replace(hit, state=HitState.UNJUDGED, disposition=None)


def _differs(hit: AlertHit, again: FoundListing) -> bool:
    """Would an officer see another hit? A new edition with the same words is not one."""
    return (hit.digest, hit.hit.reasons, hit.hit.score, hit.hit.scorecard, hit.hit.engine) != (
        again.digest,
        again.hit.reasons,
        again.hit.score,
        again.hit.scorecard,
        again.hit.engine,
    )


def _refreshed(hit: AlertHit, again: FoundListing, changes: tuple[Change, ...]) -> AlertHit:
    return replace(hit, hit=again.hit, listed=again.listed, digest=again.digest, edition=again.edition, changes=changes)
