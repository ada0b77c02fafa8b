"""How long alerts take: python benchmarks/open_alerts.py [ALERTS]

Opens 100,000 alerts of two hits each through the operation that every door uses (portions, log, constraint), runs the
same screening again, pages through the queue and judges some by two officers. Embedded SQLite in a folder of its own,
or PostgreSQL: sh tools/with_postgres.sh python benchmarks/open_alerts.py
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comity.operations.screening import Finding

ALERTS = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
LISTINGS = 5_000

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))


def main() -> None:
    """Prepare a node of its own and measure."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["COMITY_HOME"] = home
        from comity.node.prepare import migrate, prepare

        prepare()
        migrate()
        from django.db import connection

        print(f"{connection.vendor}, {os.cpu_count()} processors, {ALERTS:,} alerts of two hits")
        measure()


def measure() -> None:
    """Open, open again, page, judge."""
    from case_work import CLEARED, EDITIONS, TIMER, all_hits, run
    from comity.cases.finding_again import Scope
    from comity.cases.ids import DispositionId
    from comity.cases.queue import Order, Wanted
    from comity.model.officer import Door, Role
    from comity.operations.alert_opening import AlertOpening, OpeningMeans
    from comity.operations.confirm_disposition import ConfirmDisposition, confirm_disposition
    from comity.operations.propose_disposition import ProposeDisposition, propose_disposition
    from comity.store import alert_queue, alerts
    from comity.store.models import Officer, RoleGrant
    from comity.store.officers import actor_of
    from invented_screening import OFAC, UN

    def now() -> datetime:
        return datetime.now(UTC)

    def screening(name: str) -> None:
        opening = AlertOpening(run(name), Scope(frozenset({UN, OFAC})), OpeningMeans(TIMER, now, EDITIONS))
        for finding in hits():
            opening.finding(finding)
        done = opening.finish(whole_portfolio=True)
        print(f"  {name}: {len(done.opened):,} opened, {len(done.updated):,} updated, {done.unchanged:,} unchanged")

    with timed("opening"):
        screening("first")
    with timed("the same again"):
        screening("second")
    for order in Order:
        each("first page by " + order.value, 20, lambda order=order: alert_queue.page(Wanted(), order))  # type: ignore[misc]
    each("search for a name", 5, lambda: alert_queue.page(Wanted(text="хазаров c-050")))
    each("one list, by score", 5, lambda: alert_queue.page(Wanted(list=OFAC), Order.SCORE))
    each("counts", 5, lambda: alert_queue.counts(now(), None))
    people = []
    for name, role in (("ann", Role.ANALYST), ("sue", Role.SUPERVISOR)):
        row = Officer.objects.create_user(name, None)
        RoleGrant.objects.create(officer=row, role=role)
        people.append(actor_of(row, Door.WEB, confirmed=True))
    ids = iter(alert_queue.matching(Wanted(), most=50))

    def judged() -> None:
        alert = alerts.load(next(ids))
        order = ProposeDisposition(alert.id, alert.version, all_hits(alert), CLEARED)
        made = propose_disposition(order, actor=people[0], now=now())
        order_second = ConfirmDisposition(DispositionId(made.disposition.id or 0), made.alert.version)
        confirm_disposition(order_second, actor=people[1], now=now())

    each("judged by two officers", 50, judged)


def hits() -> Iterator["Finding"]:
    """Two hits a customer, spread over the listings, with as many reasons as real ones have."""
    from case_work import customer, found, other_listing
    from invented_screening import SAMIR, USAMA, VOLNA, findings

    listings = [other_listing(f"Q.{number}", (USAMA, VOLNA)[number % 2]) for number in range(LISTINGS)]
    reasons = findings()[0].hit.reasons
    for number in range(ALERTS):
        subject = customer(number, SAMIR)
        for place in (number % LISTINGS, (number * 7 + 1) % LISTINGS):
            finding = found(subject, listings[place], 0.8 + number % 200 / 1000)
            yield replace(finding, hit=replace(finding.hit, reasons=reasons))


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long it took, and how long this process itself worked: others may share the machine."""
    started, worked = time.perf_counter(), time.process_time()
    yield
    took, worked = time.perf_counter() - started, time.process_time() - worked
    print(f"{what:<28}{took:8.1f} s   {ALERTS / took:,.0f} alerts a second; {worked:.1f} s of one processor here")


def each(what: str, times: int, act: Callable[[], object]) -> None:
    """Print the median of some repetitions."""
    took = []
    for _ in range(times):
        started = time.perf_counter()
        act()
        took.append(time.perf_counter() - started)
    print(f"{what:<28}{statistics.median(took) * 1000:8.1f} ms  median of {times}, longest {max(took) * 1000:.1f}")


if __name__ == "__main__":
    main()
