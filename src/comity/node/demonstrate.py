"""Make a demonstration: invented lists, invented customers, one officer a role, and some days of work done.

What the officers do goes through the same operations as everything else, so the rules hold here too: two
persons, reasons, an entry in the log for every step.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path

from comity import runtime
from comity.cases.alert import Alert, AlertHit, AlertState
from comity.cases.disposition import Judgement, Outcome
from comity.cases.ids import AlertId, RunId
from comity.cases.queue import Order, Wanted
from comity.cases.run import AlertRun
from comity.intake import IntakeOptions
from comity.model.hit import Bearing
from comity.model.officer import Actor, Door, Role
from comity.node.demonstration import logins
from comity.operations.add_note import NoteOnAlert, add_note
from comity.operations.appoint_officer import AppointOfficer, appoint_officer
from comity.operations.confirm_disposition import ConfirmDisposition, confirm_disposition
from comity.operations.escalate_alert import EscalateAlert, escalate_alert
from comity.operations.import_edition import ImportEdition, arrival, import_edition
from comity.operations.join_alerts import OpenCase, open_case
from comity.operations.open_alerts import OpenAlerts, open_alerts
from comity.operations.open_screener import open_screener
from comity.operations.propose_disposition import ProposeDisposition, propose_disposition
from comity.operations.screen import Means, ScreeningOrder, opened_input, screen_batches, screened_lists
from comity.operations.screening import Finding
from comity.operations.take_alerts import TakeAlerts, take_alerts
from comity.store import alert_queue, alerts, officers
from comity.store.manifest import EditionManifest
from comity.store.second_factor import enrol_with

LISTS = (
    ("un_sc", ("un_sc/consolidated.xml",)),
    ("us_ofac", ("us_ofac/sdn.csv", "us_ofac/alt.csv", "us_ofac/add.csv")),
    ("eu_fsf", ("eu_fsf/fsf-1.1.xml",)),
    ("national", ("national/national.csv",)),
)
DAYS = 9  # of work before today
PORTFOLIO = "example customers"


def prepare_demonstration(examples: Path, home: Path, now: datetime) -> None:
    """Fill a marked home whose tables are there: lists, officers, alerts, and work on them."""
    store = runtime.edition_store()
    for list_id, files in LISTS:
        arrivals = tuple(arrival(examples / "lists" / file) for file in files)
        order = ImportEdition(runtime.source_of(list_id), arrivals, accept_count=True)
        import_edition(order, store=store, now=now - timedelta(days=DAYS, hours=2))
    people = _appointed(home, now - timedelta(days=DAYS))
    found, editions = _screened(examples / "customers.csv", now)
    _work(found, editions, people, now)


def _appointed(home: Path, now: datetime) -> dict[str, Actor]:
    machine = Actor("demonstration", frozenset(), Door.CLI)
    people = {}
    for login in logins(home):
        roles = frozenset(Role(role) for role in login.roles)
        order = AppointOfficer(login.username, login.name, login.password, roles, must_change=False)
        officer = appoint_officer(order, actor=machine, now=now)
        enrol_with(officer.id, login.secret)
        people[login.username] = officers.actor_of(officers.row_of(officer.id), Door.WEB, confirmed=True)
    return people


def _screened(customers: Path, now: datetime) -> tuple[list[list[Finding]], tuple[EditionManifest, ...]]:
    """What is found on each customer, in the order of the file, and the editions screened against."""
    screener = open_screener(runtime.edition_store())
    found: dict[str, list[Finding]] = {}

    def told(finding: Finding) -> None:
        found.setdefault(finding.subject.id, []).append(finding)

    def describe(list_id: str) -> tuple[str, str]:
        source = runtime.source_of(list_id)
        return source.title, source.authority

    means = Means(screened_lists(screener, describe), lambda: now, finding=told)
    with opened_input(customers, IntakeOptions()) as (opened, screened):
        screen_batches(screener, opened.batches, ScreeningOrder(), means, screened=lambda: screened)
    return list(found.values()), screener.editions


def _work(
    found: list[list[Finding]], editions: tuple[EditionManifest, ...], people: dict[str, Actor], now: datetime
) -> None:
    """Some days of work: every day a few alerts are opened; most of the older ones are judged by two persons."""
    analysts = cycle((people["ana"], people["bakyt"]))
    for place, findings in enumerate(found):
        days = DAYS - place * (DAYS + 1) // max(len(found), 1)
        opened_at = now - timedelta(days=days, hours=3, minutes=7 * (place % 5))
        alert = _opened(findings, editions, days, opened_at)
        if days > 1 and place % 7 != 6:
            _judged(alert, next(analysts), people["sofia"], opened_at + timedelta(minutes=40 + 25 * (place % 6)))
    _unfinished(people, now)


def _opened(findings: list[Finding], editions: tuple[EditionManifest, ...], days: int, at: datetime) -> Alert:
    run = AlertRun(RunId(f"demonstration-{DAYS - days}"), PORTFOLIO, Door.WATCH, "timer", at)
    timer = Actor("timer", frozenset(), Door.WATCH)
    done = open_alerts(OpenAlerts(run, tuple(findings), editions), actor=timer, now=at)
    (opened,) = (*done.opened, *done.updated)
    return alerts.load(opened)


def _judged(alert: Alert, analyst: Actor, supervisor: Actor, at: datetime) -> None:
    """An analyst judges each hit by what contradicts; the supervisor confirms an hour later."""
    for hit in alert.hits:
        current = alerts.load(alert.id)
        if hit.id is None:
            continue
        order = ProposeDisposition(current.id, current.version, (hit.id,), _judgement(hit))
        judged = propose_disposition(order, actor=analyst, now=at)
        if judged.disposition.id is not None and judged.disposition.outcome is not Outcome.INCONCLUSIVE:
            confirm = ConfirmDisposition(judged.disposition.id, judged.alert.version, "")
            confirm_disposition(confirm, actor=supervisor, now=at + timedelta(hours=1))


def _judgement(hit: AlertHit) -> Judgement:
    contradicting = {each.feature for each in hit.hit.reasons if each.bearing is Bearing.CONTRADICTS}
    agreeing = {each.feature for each in hit.hit.reasons if each.bearing is Bearing.AGREES}
    if "birth" in contradicting:
        return Judgement(Outcome.FALSE_POSITIVE, ("other-birth",), evidence=("passport, copy in the customer’s file",))
    if "identifier" in agreeing:
        return Judgement(Outcome.TRUE_MATCH, ("same-number",), "The document number is the listed one.")
    if "birth" in agreeing:
        return Judgement(
            Outcome.TRUE_MATCH, ("same-name-and-birth",), "Name and date of birth are the same; nothing contradicts."
        )
    if contradicting:
        return Judgement(Outcome.FALSE_POSITIVE, ("other-name",), "The names belong to different bearers.")
    return Judgement(Outcome.INCONCLUSIVE, ("asked",), "The branch was asked for a copy of the passport.")


def _unfinished(people: dict[str, Actor], now: datetime) -> None:
    """Some of what is open is half done: taken, proposed, noted, handed to a supervisor."""
    left = _steps(people, now)
    unjudged = alert_queue.page(Wanted(states=frozenset({AlertState.OPEN})), Order.NEWEST).lines
    for line, step in zip(unjudged[1:], left, strict=False):
        step(line.id)
    together = OpenCase("The couriers of the harbour", tuple(line.id for line in unjudged[:2]))
    open_case(together, actor=people["ana"], now=now - timedelta(minutes=20))


def _steps(people: dict[str, Actor], now: datetime) -> Iterator[Callable[[AlertId], object]]:
    ana, bakyt = people["ana"], people["bakyt"]

    def propose(id_: AlertId) -> None:
        alert = alerts.load(id_)
        hit = next(each for each in alert.hits if each.id is not None)
        judgement = Judgement(
            Outcome.FALSE_POSITIVE,
            ("cleared-by-documents",),
            "The residence permit shows another person.",
            ("residence permit",),
        )
        order = ProposeDisposition(id_, alert.version, (hit.id,) if hit.id is not None else (), judgement)
        propose_disposition(order, actor=ana, now=now - timedelta(hours=1))

    def note(id_: AlertId) -> None:
        take_alerts(TakeAlerts((id_,)), actor=bakyt, now=now - timedelta(hours=2))
        words = "Asked the branch in the harbour for a copy of the passport.\nAn answer is promised for tomorrow."
        add_note(NoteOnAlert(id_, words), actor=bakyt, now=now - timedelta(hours=1, minutes=50))

    def escalate(id_: AlertId) -> None:
        order = EscalateAlert(id_, alerts.load(id_).version, "The customer sits in the lobby.")
        escalate_alert(order, actor=bakyt, now=now - timedelta(minutes=30))

    yield propose
    yield note
    yield escalate
    yield lambda id_: take_alerts(TakeAlerts((id_,)), actor=ana, now=now - timedelta(minutes=90))
