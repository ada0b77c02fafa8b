"""The work of a demonstration's officers on alerts, as a diary: what happens when."""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path

from comity.cases.disposition import Judgement, Outcome
from comity.cases.ids import AlertId, RunId
from comity.cases.run import AlertRun
from comity.model.officer import Actor, Door
from comity.operations.add_note import NoteOnAlert, add_note
from comity.operations.confirm_disposition import ConfirmDisposition, confirm_disposition
from comity.operations.escalate_alert import EscalateAlert, escalate_alert
from comity.operations.join_alerts import OpenCase, open_case
from comity.operations.open_alerts import OpenAlerts, open_alerts
from comity.operations.propose_disposition import ProposeDisposition, propose_disposition
from comity.operations.screening import Finding
from comity.operations.take_alerts import TakeAlerts, take_alerts
from comity.store import alerts
from comity.store.manifest import EditionManifest

DAYS = 9  # of work before today
PORTFOLIO = "example-customers"
Step = Callable[[datetime], object]
Diary = list[tuple[datetime, Step]]
CLEARING = Judgement(
    Outcome.FALSE_POSITIVE,
    ("cleared-by-documents",),
    "The residence permit shows another person.",
    ("residence permit",),
)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, customer by customer, and the editions that were screened against."""

    findings: tuple[tuple[Finding, ...], ...]
    editions: tuple[EditionManifest, ...]


def alert_diary(
    found: Found, judgements: Path, people: Mapping[str, Actor], now: datetime
) -> tuple[Diary, dict[str, AlertId]]:
    """Every day a few alerts are opened; the judged ones by two persons. And, as they open, the alert of a customer."""
    known = _judgements(judgements)
    opened: dict[str, AlertId] = {}
    diary: Diary = []
    left: list[str] = []
    analysts = cycle((people["ana"], people["bakyt"]))
    for place, findings in enumerate(found.findings):
        customer = str(findings[0].subject.id)
        days = DAYS - place * (DAYS + 1) // len(found.findings)
        at = now - timedelta(days=days, hours=3, minutes=7 * (place % 5))
        diary.append((at, _opening(findings, found.editions, days, opened)))
        if customer in known:
            judged = at + timedelta(minutes=40 + 25 * (place % 6))
            diary += _judging(opened, customer, known[customer], (next(analysts), people["sofia"]), judged)
        else:
            left.append(customer)
    return diary + _half_done(opened, left, people, now), opened


def _judgements(file: Path) -> dict[str, Judgement]:
    """What the officers find out about each customer, from the examples."""
    with file.open(encoding="utf-8", newline="") as table:
        return {
            row["id"]: Judgement(
                Outcome(row["outcome"]), (row["reason"],), row["text"], (row["evidence"],) if row["evidence"] else ()
            )
            for row in csv.DictReader(table)
        }


def _opening(
    findings: tuple[Finding, ...], editions: tuple[EditionManifest, ...], days: int, opened: dict[str, AlertId]
) -> Step:
    def step(at: datetime) -> None:
        run = AlertRun(RunId(f"demonstration-{DAYS - days}"), PORTFOLIO, Door.WATCH, "timer", at)
        timer = Actor("timer", frozenset(), Door.WATCH)
        done = open_alerts(OpenAlerts(run, findings, editions), actor=timer, now=at)
        (opened[str(findings[0].subject.id)],) = (*done.opened, *done.updated)

    return step


def _judging(
    opened: Mapping[str, AlertId], customer: str, judgement: Judgement, officers: tuple[Actor, Actor], at: datetime
) -> Diary:
    """An analyst judges all hits of a customer; the supervisor confirms an hour later."""
    analyst, supervisor = officers

    def propose(when: datetime) -> None:
        _propose(opened[customer], judgement, analyst, when)

    def confirm(when: datetime) -> None:
        alert = alerts.load(opened[customer])
        waiting = alert.hits[0].disposition
        if waiting is None:
            raise ValueError(f"{alert}: nothing was proposed")
        confirm_disposition(ConfirmDisposition(waiting, alert.version, ""), actor=supervisor, now=when)

    if judgement.outcome is Outcome.INCONCLUSIVE:
        return [(at, propose)]
    return [(at, propose), (at + timedelta(hours=1), confirm)]


def _propose(id_: AlertId, judgement: Judgement, analyst: Actor, at: datetime) -> None:
    alert = alerts.load(id_)
    hits = tuple(hit.id for hit in alert.hits if hit.id is not None)
    propose_disposition(ProposeDisposition(id_, alert.version, hits, judgement), actor=analyst, now=at)


def _half_done(opened: Mapping[str, AlertId], left: list[str], people: Mapping[str, Actor], now: datetime) -> Diary:
    """Some of what nobody judged yet: proposed, noted, handed to a supervisor, taken; and two joined into a case."""
    ana, bakyt = people["ana"], people["bakyt"]
    words = "Asked the branch in the harbour for a copy of the passport.\nAn answer is promised for tomorrow."

    def escalate(at: datetime) -> None:
        alert = alerts.load(opened[left[2]])
        order = EscalateAlert(alert.id, alert.version, "The customer sits in the lobby.")
        escalate_alert(order, actor=bakyt, now=at)

    def join(at: datetime) -> None:
        together = OpenCase("The couriers of the harbour", tuple(opened[each] for each in left[-2:]))
        open_case(together, actor=ana, now=at)

    def ago(minutes: int) -> datetime:
        return now - timedelta(minutes=minutes)

    return [
        (ago(120), lambda at: take_alerts(TakeAlerts((opened[left[1]],)), actor=bakyt, now=at)),
        (ago(110), lambda at: add_note(NoteOnAlert(opened[left[1]], words), actor=bakyt, now=at)),
        (ago(90), lambda at: take_alerts(TakeAlerts((opened[left[3]],)), actor=ana, now=at)),
        (ago(60), lambda at: _propose(opened[left[0]], CLEARING, ana, at)),
        (ago(30), escalate),
        (ago(20), join),
    ]
