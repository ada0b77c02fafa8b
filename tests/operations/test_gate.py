"""The gate: whole or not at all, and every refusal leaves an entry that names who ordered what."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from comity.audit.entry import Entry, Outcome
from comity.model.errors import BadRequest, Forbidden, NotFound, SecondFactorNeeded
from comity.model.officer import Actor, Role
from comity.operations.gate import gated, viewing
from comity.operations.refusals import concerned
from comity.store import log
from comity.store.log import LogFilter

NOW = datetime(2026, 8, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Order:
    alert: int
    does: str = "nothing"


def carry_out(order: Order, *, actor: Actor, now: datetime) -> str:
    log.append(Entry(now, actor.name, "alerts.assign", f"alert/{order.alert}"))
    if order.does == "refuse":
        raise BadRequest("the order cannot be read")
    if order.does == "break":
        raise ValueError("a fault of ours")
    return order.does


def look(order: Order, *, actor: Actor, now: datetime) -> str:  # noqa: ARG001 as every order
    if order.does == "refuse":
        raise NotFound("alert", str(order.alert), "look elsewhere")
    return order.does


assign = gated("alerts.assign")(carry_out)
confirm = gated("alerts.confirm")(carry_out)
see = viewing("alerts.see")(look)


def entries() -> list[Entry]:
    return [each.entry for each in log.logged(LogFilter()) if each.entry is not None]


@pytest.fixture
def supervisor(acting: Callable[..., Actor]) -> Actor:
    return acting("sue", Role.SUPERVISOR)


def test_an_order_that_is_carried_out_leaves_the_entries_it_makes(supervisor: Actor) -> None:
    assert assign(Order(7, "something"), actor=supervisor, now=NOW) == "something"
    assert [entry.outcome for entry in entries()] == [Outcome.DONE]


def test_an_order_that_is_refused_midway_leaves_nothing_but_its_refusal(supervisor: Actor) -> None:
    with pytest.raises(BadRequest):
        assign(Order(7, "refuse"), actor=supervisor, now=NOW)
    (entry,) = entries()
    assert entry == Entry(
        NOW,
        f"officer/{supervisor.officer}",
        "alerts.assign",
        "alert/7",
        Outcome.REFUSED,
        details={"door": "web", "order": "Order", "code": "request.bad"},
    )


def test_an_order_of_somebody_who_may_not_give_it_leaves_its_refusal(acting: Callable[..., Actor]) -> None:
    analyst, unconfirmed = acting("ana", Role.ANALYST), acting("sue", Role.SUPERVISOR, confirmed=False)
    with pytest.raises(Forbidden):
        assign(Order(7), actor=analyst, now=NOW)
    with pytest.raises(SecondFactorNeeded):
        confirm(Order(8), actor=unconfirmed, now=NOW)
    with pytest.raises(Forbidden):
        see(Order(9), actor=acting("adm", Role.ADMINISTRATOR), now=NOW)
    told = [(entry.action, entry.subject, entry.details["code"]) for entry in entries()]
    assert told == [
        ("alerts.see", "alert/9", "permit.refused"),
        ("alerts.confirm", "alert/8", "permit.second-factor"),
        ("alerts.assign", "alert/7", "permit.refused"),
    ]


def test_looking_leaves_no_entry_nor_does_looking_for_what_is_not_there(supervisor: Actor) -> None:
    assert see(Order(7), actor=supervisor, now=NOW) == "nothing"
    with pytest.raises(NotFound):
        see(Order(7, "refuse"), actor=supervisor, now=NOW)
    assert entries() == []


def test_a_fault_of_ours_is_no_refusal_and_leaves_nothing(supervisor: Actor) -> None:
    with pytest.raises(ValueError, match="a fault of ours"):
        assign(Order(7, "break"), actor=supervisor, now=NOW)
    assert entries() == []


def test_an_order_that_concerns_no_single_thing_is_named_by_its_kind() -> None:
    assert concerned(object()) == "order/object"
