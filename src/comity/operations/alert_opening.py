"""Alerts from a whole screening, while it runs: findings are gathered and handed on a portion at a time.

At its end, hits that the screening would have found again and did not are marked as gone. A run that is cut off
leaves whole portions behind and is simply run again.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pyarrow as pa

from comity.cases.alert import WITHOUT_DELAY
from comity.cases.finding_again import Scope
from comity.cases.ids import AlertId
from comity.cases.pair import SubjectKey, listing_of
from comity.cases.run import AlertRun
from comity.model.officer import Actor
from comity.model.subject import SubjectId
from comity.operations.miss_hits import MissHits, miss_hits
from comity.operations.open_alerts import OpenAlerts, Opened, open_alerts
from comity.operations.screening import Finding
from comity.store import alerts
from comity.store.alert_rows import listing_key, subject_key
from comity.store.manifest import EditionManifest

PORTION = 250  # subjects a transaction: others wait for it, so it takes a fraction of a second


@dataclass(frozen=True, slots=True)
class OpeningMeans:
    """Who opens alerts, by which clock, from which editions, and until when officers must have judged them."""

    actor: Actor
    clock: Callable[[], datetime]
    editions: tuple[EditionManifest, ...]
    due_after: timedelta = WITHOUT_DELAY


@dataclass(slots=True)
class AlertOpening:
    """One run that opens alerts. Tell it every batch screened and every finding, then finish it once."""

    run: AlertRun
    scope: Scope
    means: OpeningMeans
    portion: int = PORTION
    _gathered: dict[SubjectId, list[Finding]] = field(default_factory=dict)
    _standing: dict[str, dict[str, AlertId]] = field(default_factory=dict)
    _screened: set[str] = field(default_factory=set)
    _opened: list[AlertId] = field(default_factory=list)
    _updated: set[AlertId] = field(default_factory=set)
    _silent: int = 0
    _unchanged: int = 0

    def __post_init__(self) -> None:
        """See which hits stand before the run: only those can be gone after it."""
        asked = None if self.scope.listings is None else {listing_key(each) for each in self.scope.listings}
        for alert, subject, list_, listing in alerts.standing(self.run.portfolio):
            if list_ in self.scope.lists and (asked is None or listing in asked):
                self._standing.setdefault(subject, {})[listing] = alert

    def batch(self, subjects: pa.RecordBatch) -> None:
        """These subjects are screened: what stands on them and is not found again is gone."""
        if self._standing:
            for id_ in subjects.column("id").to_pylist():
                self.screened(SubjectId(id_))

    def screened(self, subject: SubjectId) -> None:
        """This subject is screened: what stands on it and is not found again is gone."""
        key = self._key(subject)
        if key in self._standing:
            self._screened.add(key)

    def finding(self, finding: Finding) -> None:
        """A hit with both of its sides."""
        id_ = finding.subject.id
        if id_ not in self._gathered and len(self._gathered) >= self.portion:
            self._hand_on()
        self._gathered.setdefault(id_, []).append(finding)
        if self._standing:
            self._standing.get(self._key(id_), {}).pop(listing_key(listing_of(finding.hit)), None)

    def finish(self, *, whole_portfolio: bool = False) -> Opened:
        """The last portion, then what is gone. `whole_portfolio`: every subject of the portfolio was screened."""
        self._hand_on()
        gone: dict[AlertId, set[str]] = {}
        for subject in self._standing if whole_portfolio else self._screened:
            for listing, alert in self._standing[subject].items():
                gone.setdefault(alert, set()).add(listing)
        waiting = sorted(gone)
        for at in range(0, max(len(waiting), 1), self.portion):
            missed = {alert: frozenset(gone[alert]) for alert in waiting[at : at + self.portion]}
            last = at + self.portion >= len(waiting)
            order = MissHits(self.run, missed, finished=last)
            self._updated.update(miss_hits(order, actor=self.means.actor, now=self.means.clock()))
        return Opened(tuple(self._opened), tuple(sorted(self._updated)), self._unchanged, self._silent)

    def _hand_on(self) -> None:
        if not self._gathered:
            return
        findings = tuple(finding for found in self._gathered.values() for finding in found)
        order = OpenAlerts(self.run, findings, self.means.editions, self.means.due_after)
        done = open_alerts(order, actor=self.means.actor, now=self.means.clock())
        self._gathered.clear()
        self._opened += done.opened
        self._updated.update(done.updated)
        self._unchanged += done.unchanged
        self._silent += done.silent

    def _key(self, id_: SubjectId) -> str:
        return subject_key(SubjectKey(self.run.portfolio, id_))
