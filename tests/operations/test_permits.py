"""The permit table: what is not in it is refused, and a second factor is asked for where it must be."""

from collections.abc import Callable
from typing import Any

import pytest

from comity.model.errors import Forbidden, SecondFactorNeeded
from comity.model.officer import Actor, Door, OfficerId, Role
from comity.operations.permits import PERMITS, may, require
from comity.store.officers import actor_of


def person(*roles: Role, confirmed: bool = True, scopes: frozenset[str] | None = None) -> Actor:
    return Actor("Ann", frozenset(roles), Door.WEB, OfficerId(1), confirmed=confirmed, scopes=scopes)


def test_an_order_without_a_row_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="no permit row"):
        require(person(Role.ADMINISTRATOR), "alerts.forget")


def test_a_role_that_is_not_named_is_refused() -> None:
    with pytest.raises(Forbidden, match="administrator"):
        require(person(Role.ANALYST), "officers.appoint")


def test_a_right_role_without_a_second_factor_is_asked_for_it() -> None:
    with pytest.raises(SecondFactorNeeded):
        require(person(Role.ADMINISTRATOR, confirmed=False), "officers.appoint")


def test_a_person_without_any_role_may_give_no_order() -> None:
    assert not [order for order in PERMITS if may(person(), order)]


def test_a_token_reaches_only_orders_that_are_open_to_its_scopes() -> None:
    assert not may(person(Role.ADMINISTRATOR, scopes=frozenset({"screen"})), "officers.list")


def test_the_node_itself_gives_only_the_orders_that_say_so() -> None:
    timer = Actor("timer", frozenset(), Door.WATCH)
    assert {order for order in PERMITS if may(timer, order)} == {
        order for order, permit in PERMITS.items() if permit.node
    }


def test_an_officer_who_was_made_inactive_has_no_role_left(appoint: Callable[..., Any]) -> None:
    officer = appoint("ann", Role.ADMINISTRATOR)
    officer.is_active = False
    officer.save()
    assert actor_of(officer, Door.WEB, confirmed=True).roles == frozenset()
