"""Programs that other processes run beside a test of case work, to be killed in the midst of it (beside.py)."""

from collections.abc import Callable
from itertools import count

from case_work import CLEARED, EDITIONS, NOW, TIMER, all_hits, customer, found, later, run
from comity.cases.alert import AlertState
from comity.cases.finding_again import Scope
from comity.cases.ids import AlertId
from comity.cases.queue import Wanted
from comity.model.designation import ListId
from comity.model.officer import Door, OfficerId
from comity.operations.alert_opening import AlertOpening, OpeningMeans
from comity.operations.confirm_disposition import ConfirmDisposition, confirm_disposition
from comity.operations.open_alerts import Opened
from comity.operations.propose_disposition import ProposeDisposition, propose_disposition
from comity.store import alert_queue, alerts, dispositions
from comity.store.officers import actor_of, row_of
from invented_screening import VOLNA

CUSTOMERS, SIZE = 600, 20
SCOPE = Scope(frozenset({ListId("un_sc"), ListId("us_ofac")}))


def the_run(tell: Callable[[int], None] = lambda _: None) -> Opened:
    """A whole run over many customers, in small portions, telling each of its steps."""
    ticks = count()
    means = OpeningMeans(TIMER, lambda: NOW, EDITIONS)
    opening = AlertOpening(run("long-run"), SCOPE, means, portion=SIZE)
    for number in range(CUSTOMERS):
        opening.finding(found(customer(number)))
        opening.finding(found(customer(number), VOLNA))
        if number % SIZE == 0:
            tell(next(ticks))
    return opening.finish()


def decide_all(ann: int, sue: int) -> None:
    """Clear whatever waits, by two officers, telling each step once it is done."""
    first, second = (actor_of(row_of(OfficerId(each)), Door.WEB, confirmed=True) for each in (ann, sue))
    for id_ in every_alert():
        alert = alerts.load(id_)
        if alert.state is AlertState.OPEN:
            order = ProposeDisposition(alert.id, alert.version, all_hits(alert), CLEARED)
            alert = propose_disposition(order, actor=first, now=later(1)).alert
            print("proposed", id_, flush=True)
        if alert.state is AlertState.PROPOSED:
            made = dispositions.of_alert(alert.id)[0]
            assert made.id is not None
            confirm_disposition(ConfirmDisposition(made.id, alert.version), actor=second, now=later(2))
            print("confirmed", id_, flush=True)


def every_alert() -> tuple[AlertId, ...]:
    """The ids of all alerts, open or closed."""
    return alert_queue.matching(Wanted(states=frozenset(AlertState)), most=10_000)


def main(what: str, *args: str) -> None:
    """Open alerts, or decide them."""
    if what == "open":
        the_run(lambda number: print("step", number, flush=True))
    else:
        decide_all(*(int(each) for each in args))
