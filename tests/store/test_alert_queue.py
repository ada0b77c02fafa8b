"""The queue: filters, orders, pages that neither skip nor repeat, counts."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from case_work import CLEARED, NOW, all_hits, customer, found, later, opened
from comity.cases.alert import Alert, AlertState
from comity.cases.ids import AlertId
from comity.cases.queue import Order, Wanted
from comity.model.designation import ListId
from comity.model.errors import BadRequest
from comity.model.officer import Actor, Role
from comity.operations.assign_alerts import AssignAlerts, assign_alerts
from comity.operations.confirm_disposition import ConfirmDisposition, confirm_disposition
from comity.operations.escalate_alert import EscalateAlert, escalate_alert
from comity.operations.propose_disposition import ProposeDisposition, propose_disposition
from comity.store import alert_queue, alerts
from invented_screening import OFAC, SEVER, UN, VOLNA

Acting = Callable[..., Actor]

COUNT = 25


@pytest.fixture
def many(db: None) -> tuple[AlertId, ...]:  # noqa: ARG001 asked for, so that there is a database
    """Alerts of different ages and scores, two of a kind here and there."""
    ids: list[AlertId] = []
    for number in range(COUNT):
        ids += opened(found(customer(number), score=0.8 + (number * 7 % 10) / 100), now=later(number // 2)).opened
    return tuple(ids)


def every_page(wanted: Wanted, order: Order, size: int) -> list[AlertId]:
    found_, after = [], None
    while True:
        page = alert_queue.page(wanted, order, after=after, size=size)
        found_ += [line.id for line in page.lines]
        after = page.next
        if after is None:
            return found_


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("size", [1, 4, 25, 100])
def test_pages_show_every_alert_once_in_their_order(many: tuple[AlertId, ...], order: Order, size: int) -> None:
    ids = every_page(Wanted(), order, size)
    assert sorted(ids) == sorted(many)
    assert ids == every_page(Wanted(), order, 500)
    whole = {alert.id: alert for alert in alerts.load_many(many)}
    columns: dict[Order, Callable[[Alert], float]] = {
        Order.DUE: lambda alert: alert.due_at.timestamp(),
        Order.SCORE: lambda alert: -alert.score,
        Order.AGE: lambda alert: alert.opened_at.timestamp(),
        Order.NEWEST: lambda alert: -alert.opened_at.timestamp(),
    }
    column = columns[order]
    assert [column(whole[id_]) for id_ in ids] == sorted(column(alert) for alert in whole.values())


def test_an_alert_that_leaves_between_two_pages_makes_no_other_be_skipped(
    many: tuple[AlertId, ...], acting: Acting
) -> None:
    ann, sue = acting("ann", Role.ANALYST), acting("sue", Role.SUPERVISOR)
    first = alert_queue.page(Wanted(), Order.AGE, size=5)
    gone = alerts.load(first.lines[0].id)
    made = propose_disposition(
        ProposeDisposition(gone.id, gone.version, all_hits(gone), CLEARED), actor=ann, now=later(1)
    )
    assert made.disposition.id is not None
    confirm_disposition(ConfirmDisposition(made.disposition.id, made.alert.version), actor=sue, now=later(2))
    second = alert_queue.page(Wanted(), Order.AGE, after=first.next, size=500)
    assert {line.id for line in first.lines} | {line.id for line in second.lines} == set(many)


def test_a_place_that_was_tampered_with_is_refused(many: tuple[AlertId, ...]) -> None:  # noqa: ARG001
    place = alert_queue.page(Wanted(), Order.SCORE, size=5).next
    assert place is not None
    for broken in ("x", place[:-3], "bnVsbA", "WyJzY29yZSIsIm5hbiIsWzFdXQ", "é"):
        with pytest.raises(BadRequest, match="first page"):
            alert_queue.page(Wanted(), Order.SCORE, after=broken)
    with pytest.raises(BadRequest, match="first page"):
        alert_queue.page(Wanted(), Order.DUE, after=place)
    with pytest.raises(BadRequest, match="1-500"):
        alert_queue.page(Wanted(), size=501)


def test_filters_hold_together(db: None, acting: Acting) -> None:  # noqa: ARG001
    ann, sue = acting("ann", Role.ANALYST), acting("sue", Role.SUPERVISOR)
    one, two, three = sorted(
        (*opened(found(customer(1), score=0.95)).opened, *opened(found(customer(2)), now=later(30)).opened,
         *opened(found(SEVER, VOLNA), now=later(31)).opened)
    )  # fmt: skip
    assign_alerts(AssignAlerts((one,), ann.officer), actor=sue, now=NOW)
    escalate_alert(EscalateAlert(two, 1, "a relative"), actor=ann, now=later(31))
    third = alerts.load(three)
    order = ProposeDisposition(three, third.version, all_hits(third), CLEARED)
    propose_disposition(order, actor=ann, now=later(32))

    def of(**conditions: object) -> set[AlertId]:
        return {line.id for line in alert_queue.page(replace(Wanted(), **conditions)).lines}  # type: ignore[arg-type]

    assert of() == {one, two, three}
    assert of(assignee=ann.officer) == {one}
    assert of(unassigned=True) == {two, three}
    assert of(escalated=True) == {two}
    assert of(list=UN) == {one, two}
    assert of(list=OFAC) == {three}
    assert of(list=ListId("eu_fsf")) == set()
    assert of(states=frozenset({AlertState.PROPOSED})) == {three}
    assert of(states=frozenset({AlertState.PROPOSED}), not_proposed_by=ann.officer) == set()
    assert of(states=frozenset({AlertState.PROPOSED}), not_proposed_by=sue.officer) == {three}
    assert of(overdue_at=later(25)) == {one}
    assert of(opened_before=later(31)) == {one, two}
    assert of(least_score=0.92) == {one}
    assert of(portfolio="suppliers") == set()
    assert of(text="c-000001") == {one}
    assert of(text="северная") | of(text="severnaja WOLNA") == {three}
    assert of(text="самир hazari") == {one, two}
    assert of(text="qdi.904", assignee=ann.officer) == {one}
    assert of(text="100%_") == set()
    (line,) = alert_queue.page(Wanted(list=OFAC)).lines
    assert (line.hits, line.unjudged, line.listed[0].name) == (1, 0, VOLNA.entity.names[0].text)
    counts = alert_queue.counts(later(25), ann.officer)
    assert (counts.overdue, counts.unassigned, counts.escalated, counts.mine) == (1, 2, 1, 1)
    assert dict(counts.by_state)[AlertState.OPEN] == 2
    assert dict(counts.by_state)[AlertState.PROPOSED] == 1
    assert alert_queue.counts(later(25), None).mine == 0
