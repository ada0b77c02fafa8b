"""Invented screenings turned into alerts, for the tests of case work."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from comity.cases.alert import Alert
from comity.cases.disposition import Judgement, Outcome
from comity.cases.ids import HitId, RunId
from comity.cases.run import AlertRun
from comity.model.designation import Designation, Reference
from comity.model.officer import Actor, Door
from comity.model.subject import Subject, SubjectId
from comity.operations.open_alerts import OpenAlerts, Opened, open_alerts
from comity.operations.screening import Finding
from comity.store import alerts
from invented_screening import LISTS, SAMIR, USAMA, hit, part

NOW = datetime(2026, 8, 2, 10, 0, tzinfo=UTC)
EDITIONS = tuple(each.manifest for each in LISTS)
TIMER = Actor("timer", frozenset(), Door.WATCH)

CLEARED = Judgement(Outcome.FALSE_POSITIVE, ("other-birth",), evidence=("passport seen",))
MATCH = Judgement(Outcome.TRUE_MATCH, ("same-number",), "the passport is the same")
UNSURE = Judgement(Outcome.INCONCLUSIVE, ("asked",), "the branch was asked for a passport")


def later(hours: float = 1) -> datetime:
    """An instant after NOW."""
    return NOW + timedelta(hours=hours)


def customer(number: int, subject: Subject = SAMIR) -> Subject:
    """The same person as a customer of another number."""
    return replace(subject, id=SubjectId(f"C-{number:06}"))


def found(subject: Subject, designation: Designation = USAMA, score: float = 0.9) -> Finding:
    """A hit of a subject on a listing."""
    return hit(subject, designation, score, part(subject.names[0], designation.entity.names[0].text))


def other_listing(reference: str, designation: Designation = USAMA) -> Designation:
    """The same person listed under another reference."""
    return replace(designation, listing=replace(designation.listing, reference=Reference(reference)))


def run(name: str = "run-1", portfolio: str = "customers") -> AlertRun:
    """A screening."""
    return AlertRun(RunId(name), portfolio, Door.WATCH, "timer", NOW)


def opened(*findings: Finding, name: str = "run-1", actor: Actor = TIMER, now: datetime = NOW) -> Opened:
    """Alerts from these hits."""
    return open_alerts(OpenAlerts(run(name), tuple(findings), EDITIONS), actor=actor, now=now)


def alert_of(*findings: Finding, name: str = "run-1", now: datetime = NOW) -> Alert:
    """The one alert that these hits open or update."""
    done = opened(*findings, name=name, now=now)
    (id_,) = (*done.opened, *done.updated)
    return alerts.load(id_)


def all_hits(alert: Alert) -> tuple[HitId, ...]:
    """The ids of an alert's hits."""
    return tuple(each.id for each in alert.hits if each.id is not None)


def listed(findings: Sequence[Finding]) -> list[str]:
    """The references of hits."""
    return [finding.hit.reference for finding in findings]
