"""Open and update alerts with a portion of what a screening found. One portion is one transaction.

One alert a subject: where it has an open one, that is updated; where two runs meet the same subject at the same
moment, the database lets one insert it and the other adds to it. A portion repeated changes nothing, so a run that
was cut off is simply run again. Pairs with a judgement in force stay silent unless a side changed materially.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from comity.audit.entry import Entry
from comity.cases.alert import WITHOUT_DELAY, Alert, EditionClock, Origin
from comity.cases.finding_again import FoundListing, Met, meet
from comity.cases.ids import AlertId
from comity.cases.material import RULE, material_digest
from comity.cases.pair import ListingKey, Pair, SubjectKey, listing_of
from comity.cases.run import AlertRun, check_portfolio
from comity.cases.suppression import JudgedPair, Known, changes_since, is_surely_the_same
from comity.model.designation import Designation, ListId
from comity.model.errors import StoreBusy
from comity.model.hit import Hit
from comity.model.officer import Actor
from comity.model.subject import Subject, SubjectId, joined
from comity.operations.case_entries import screening_entry
from comity.operations.gate import gated
from comity.operations.screening import Finding
from comity.store import alerts, dispositions, judged_pairs, log, runs
from comity.store.alert_rows import listed_digest
from comity.store.manifest import EditionManifest

KnownPairs = Mapping[SubjectKey, Mapping[ListingKey, Known]]

TRIES = 5


@dataclass(frozen=True, slots=True)
class OpenAlerts:
    """The order: a portion of a run's findings. `editions` are those screened against; `due_after` until when
    an officer must have judged what is new.
    """

    run: AlertRun
    findings: tuple[Finding, ...]
    editions: tuple[EditionManifest, ...] = ()
    due_after: timedelta = WITHOUT_DELAY


@dataclass(frozen=True, slots=True)
class Opened:
    """What became of a portion, or of a whole run: alerts opened, updated, left as they were; pairs kept silent."""

    opened: tuple[AlertId, ...] = ()
    updated: tuple[AlertId, ...] = ()
    unchanged: int = 0
    silent: int = 0


@dataclass(frozen=True, slots=True)
class _Seen:
    """One subject with what was found for it."""

    key: SubjectKey
    subject: Subject
    found: tuple[FoundListing, ...]


@dataclass(slots=True)
class _Portion:
    """What a portion did so far."""

    actor: Actor
    now: datetime
    run: AlertRun
    opened: list[AlertId] = field(default_factory=list)
    updated: list[AlertId] = field(default_factory=list)
    unchanged: int = 0
    silent: list[Pair] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)


@gated("alerts.open")
def open_alerts(order: OpenAlerts, /, *, actor: Actor, now: datetime) -> Opened:
    """What became of the subjects of this portion. Raises BadRequest."""
    check_portfolio(order.run.portfolio)
    left = {each.key: each for each in _by_subject(order)}
    done = _Portion(actor, now, order.run)
    for _ in range(TRIES):
        standing = alerts.locked_open(left)
        # Only now: as long as the open alerts are held nobody can judge them, and whoever did before is seen.
        known = _known(left.values())
        for key, alert in standing.items():
            _update(alert, left.pop(key), known, done)
        for key in _open(tuple(left.values()), known, order.due_after, done):
            del left[key]
        if not left:
            return _recorded(done)
        # Somebody opened an alert of the same subject at this moment: the next round adds to it.
    raise StoreBusy("alerts of the same subjects")


def _update(alert: Alert, seen: _Seen, known: KnownPairs, done: _Portion) -> None:
    met = meet(alert, seen.subject, seen.found, known.get(seen.key, {}), now=done.now)
    done.silent += [Pair(seen.key, listing) for listing in met.silent]
    if met.alert == alert:
        done.unchanged += 1
        return
    keep_met(met, alert, done.now)
    if met.returned:
        judged_pairs.end([Pair(seen.key, listing) for listing in met.returned], judged_pairs.Ended.CHANGED, done.now)
    done.updated.append(alert.id)
    done.entries.append(screening_entry("alerts.update", met, done.run.id, actor=done.actor, now=done.now))


def keep_met(met: Met, before: Alert, now: datetime) -> None:
    """Keep what a screening made of an alert, and the proposals that fell."""
    alerts.save(met.alert, before)
    if met.overtaken:
        dispositions.overtake(met.overtaken, now)


def _open(subjects: Sequence[_Seen], known: KnownPairs, due_after: timedelta, done: _Portion) -> Iterable[SubjectKey]:
    """Open alerts for subjects without one. Returns who needs nothing more: opened, or silent altogether."""
    mets = {seen.key: _fresh(seen, known.get(seen.key, {}), due_after, done) for seen in subjects}
    new = {key: met for key, met in mets.items() if met.alert.hits}
    ids = alerts.open_many([met.alert for met in new.values()])
    settled = [key for key in mets if key not in new or key in ids]
    for key in settled:
        met = mets[key]
        done.silent += [Pair(key, listing) for listing in met.silent]
        if key not in ids:
            continue
        if met.returned:
            judged_pairs.end([Pair(key, listing) for listing in met.returned], judged_pairs.Ended.CHANGED, done.now)
        done.opened.append(ids[key])
        opened = replace(met, alert=replace(met.alert, id=ids[key]))
        done.entries.append(screening_entry("alerts.open", opened, done.run.id, actor=done.actor, now=done.now))
    return settled


def _fresh(seen: _Seen, known: Mapping[ListingKey, Known], due_after: timedelta, done: _Portion) -> Met:
    """An alert that nobody has yet: what was found meets an empty one."""
    clocks = [each.edition for each in seen.found if each.edition is not None]
    empty = Alert(
        id=AlertId(0),
        key=seen.key,
        subject=seen.subject,
        origin=Origin(done.run.id, done.actor.door, done.actor.name),
        hits=(),
        opened_at=done.now,
        due_at=done.now + due_after,
        version=1,
        edition=max(clocks, key=lambda clock: (clock.dated, clock.imported_at), default=None),
    )
    return meet(empty, seen.subject, seen.found, known, now=done.now)


def _recorded(done: _Portion) -> Opened:
    """The counts of the run, then the log: its appenders take turns until the transaction ends."""
    silent = judged_pairs.stayed_silent(done.silent, done.run.id, done.now)
    counted = replace(done.run, opened=len(done.opened), updated=len(done.updated), silent=silent)
    runs.count(counted)
    if done.entries:
        log.append_all(done.entries)
    return Opened(tuple(done.opened), tuple(done.updated), done.unchanged, len(done.silent))


def _known(seen: Iterable[_Seen]) -> KnownPairs:
    """The judgements in force on what was found, each with what changed since."""
    found = {Pair(each.key, listing.listing): (each, listing) for each in seen for listing in each.found}
    known: dict[SubjectKey, dict[ListingKey, Known]] = {}
    for pair, judged in judged_pairs.in_force(found).items():
        each, listing = found[pair]
        known.setdefault(pair.subject, {})[pair.listing] = _compared(judged, each.subject, listing.listed)
    return known


def _compared(judged: JudgedPair, subject: Subject, listed: tuple[Designation, ...]) -> Known:
    if is_surely_the_same(judged, subject, listed):
        return Known(judged)
    changes = changes_since(judged_pairs.sides(judged.pair), subject, listed)
    if not changes:  # the same facts under a newer rule
        judged_pairs.judged_anew(replace(judged, rule=RULE, digest=material_digest(subject, listed)))
    return Known(judged, changes)


def _by_subject(order: OpenAlerts) -> tuple[_Seen, ...]:
    """The findings of each subject together. Records that follow each other under one id are one subject."""
    grouped: dict[SubjectId, list[Finding]] = {}
    for finding in order.findings:
        grouped.setdefault(finding.subject.id, []).append(finding)
    clocks = {(it.list, it.edition): EditionClock(it.dated, it.imported_at) for it in order.editions}
    newest: dict[ListId, EditionClock] = {}
    for edition in order.editions:
        clock = clocks[edition.list, edition.edition]
        newest[edition.list] = max(newest.get(edition.list, clock), clock, key=lambda it: (it.dated, it.imported_at))
    return tuple(
        _Seen(
            SubjectKey(order.run.portfolio, id_),
            joined([finding.subject for finding in findings]),
            _listings(findings, lambda hit: clocks.get((hit.list, hit.edition), newest.get(hit.list))),
        )
        for id_, findings in grouped.items()
    )


def _listings(findings: Sequence[Finding], clock: Callable[[Hit], EditionClock | None]) -> tuple[FoundListing, ...]:
    """One entry a listing, with its best hit first."""
    grouped: dict[ListingKey, list[Finding]] = {}
    for finding in sorted(findings, key=lambda each: (-each.hit.score, each.hit.edition, each.designation.place)):
        grouped.setdefault(listing_of(finding.hit), []).append(finding)
    return tuple(_listing(group, clock) for group in grouped.values())


def _listing(findings: Sequence[Finding], clock: Callable[[Hit], EditionClock | None]) -> FoundListing:
    best = findings[0].hit
    contents = {listed_digest((each.designation,)): each.designation for each in reversed(findings)}
    listed = tuple(reversed(contents.values()))
    return FoundListing(best, listed, listed_digest(listed), clock(best))
