"""Make a demonstration: invented lists, invented customers, one officer a role, and some days of work done.

What the officers do goes through the same operations as everything else, so the rules hold here too: two
persons, reasons, an entry in the log for every step. Everything happens in the order of its time.
"""

from datetime import datetime, timedelta
from operator import itemgetter
from pathlib import Path

from comity import runtime
from comity.intake import IntakeOptions
from comity.model.officer import Actor, Door, Role
from comity.node.demonstrated_alerts import DAYS, PORTFOLIO, Found, alert_diary
from comity.node.demonstrated_measures import measure_diary
from comity.node.demonstration import logins
from comity.operations.appoint_officer import AppointOfficer, appoint_officer
from comity.operations.import_edition import ImportEdition, arrival, import_edition
from comity.operations.import_portfolio import ImportPortfolio, import_portfolio
from comity.operations.keep_watch import keep_watch, review
from comity.operations.open_screener import open_screener
from comity.operations.screen import Means, ScreeningOrder, opened_input, screen_batches, screened_lists
from comity.operations.screening import Finding
from comity.store import officers
from comity.store.second_factor import enrol_with

LISTS = (
    ("un_sc", ("un_sc/consolidated.xml",)),
    ("us_ofac", ("us_ofac/sdn.csv", "us_ofac/alt.csv", "us_ofac/add.csv")),
    ("eu_fsf", ("eu_fsf/fsf-1.1.xml",)),
    ("national", ("national/national.csv",)),
)
INSTITUTION = """\
name = "Bank of the Seven Harbours (invented)"
identifier = "417"
branch = "Harbour branch"
address = "1 Example Quay"
city = "Limassol"
country = "CY"
currency = "EUR"
"""


def prepare_demonstration(examples: Path, home: Path, now: datetime) -> None:
    """Fill a marked home whose tables are there: lists, officers, a portfolio, alerts, and work on them."""
    (home / "institution.toml").write_text(INSTITUTION, encoding="utf-8")
    store = runtime.edition_store()
    for list_id, files in LISTS:
        arrivals = tuple(arrival(examples / "lists" / file) for file in files)
        order = ImportEdition(runtime.source_of(list_id), arrivals, accept_count=True)
        import_edition(order, store=store, now=now - timedelta(days=DAYS, hours=6))
    people = _appointed(home, now - timedelta(days=DAYS, hours=5))
    customers = examples / "portfolio.csv"
    alerts, opened = alert_diary(_screened(customers, now), examples / "judgements.csv", people, now)
    diary = [*alerts, *measure_diary(opened, people, now)]
    for at, step in sorted(diary, key=itemgetter(0)):
        step(at)
    _watched(customers, now)


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


def _screened(customers: Path, now: datetime) -> Found:
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
    return Found(tuple(tuple(findings) for findings in found.values()), screener.editions)


def _watched(customers: Path, now: datetime) -> None:
    """From now on the node keeps these customers screened; what the watch finds is what was found already."""
    order = ImportPortfolio(PORTFOLIO, customers, IntakeOptions())
    import_portfolio(order, store=runtime.portfolio_store(), now=now)
    means = runtime.watch_means(threads=1)
    for _ in keep_watch(means, (PORTFOLIO,)):
        pass
    review(means)
