"""A walk over every address of the node as every role: what the table of permits does not open stays shut."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from comity.model import errors
from comity.model.officer import DECIDING, Role
from comity.operations.permits import PERMITS
from comity.store.models import Officer
from comity.web.page import Page
from comity.web.refusal import STATUS, status_of
from comity.web.routes import PAGES
from second_factors import sign_in

Appoint = Callable[..., Officer]
OPEN = {"sign-in", "sign-out", "language"}
PARTS = {"int": "999999", "str": "nobody", "slug": "nobody", "uuid": "00000000-0000-4000-8000-000000000000"}
OTHER_DOORS = ("comity.api", "ninja")  # programs' doors have their own walk


def addresses(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from addresses(each.url_patterns)
        else:
            yield each


def address(page: Page) -> str:
    return "/" + re.sub(r"<(\w+):\w+>", lambda part: PARTS[part[1]], page.path)


def ask(client: Client, page: Page, method: str) -> tuple[int, str]:
    answer = client.get(address(page)) if method == "GET" else client.post(address(page), {})
    return answer.status_code, answer.get("Location", "")


def _elsewhere(pattern: URLPattern) -> bool:
    """Is the view written for another door? What wraps it may stand anywhere."""
    view: Any = pattern.callback
    while view is not None:
        told = (view.__module__, getattr(view, "__globals__", {}).get("__name__", ""))
        if any(each.startswith(OTHER_DOORS) for each in told):
            return True
        view = getattr(view, "__wrapped__", None)
    return False


def gated() -> list[tuple[Page, str]]:
    return [(page, method) for page in PAGES if page.order is not None for method in page.methods]


def test_every_address_is_a_row_of_the_table_or_another_door() -> None:
    strays = [
        str(pattern.pattern)
        for pattern in addresses(get_resolver().url_patterns)
        if not isinstance(getattr(pattern.callback, "page", None), Page) and not _elsewhere(pattern)
    ]
    assert strays == []


def test_only_the_door_itself_is_open_and_every_order_has_a_permit() -> None:
    assert {page.name for page in PAGES if page.order is None} == OPEN
    assert {page.order_of(method) for page, method in gated()} <= PERMITS.keys()


@pytest.mark.parametrize("role", list(Role))
def test_each_role_sees_what_the_table_opens_to_it_and_nothing_else(role: Role, appoint: Appoint) -> None:
    client = sign_in(Client(), appoint("ann", role))
    wrong = []
    for page, method in gated():
        status, where = ask(client, page, method)
        assert status < 500, page.name
        allowed = role in PERMITS[page.order_of(method) or ""].roles
        refused = status == 403 or where.startswith(("/sign-in", "/second-factor"))
        if allowed == refused and page.name not in {"second-factor", "enrol"}:  # there 403 says that the code is wrong
            wrong.append((page.name, method, status, where))
    assert wrong == []


@pytest.mark.django_db
def test_nobody_sees_anything_before_signing_in(client: Client) -> None:
    for page, method in gated():
        status, where = ask(client, page, method)
        assert (status, where.split("?")[0]) == (302, "/sign-in"), page.name


@pytest.mark.parametrize("role", sorted(DECIDING))
def test_a_deciding_role_sees_only_its_own_account_before_the_second_factor(role: Role, appoint: Appoint) -> None:
    client = sign_in(Client(), appoint("ann", role), second_factor=False)
    for page, method in gated():
        status, where = ask(client, page, method)
        if page.own:
            assert not where.startswith("/sign-in"), page.name
        else:
            assert (status, where.split("?")[0]) == (302, "/account/second-factor"), page.name


def test_an_officer_without_a_role_sees_nothing(appoint: Appoint) -> None:
    client = sign_in(Client(), appoint("ann"), second_factor=False)
    assert {ask(client, page, method)[0] for page, method in gated()} == {403}


def test_an_officer_who_is_no_longer_let_in_is_out_at_once(appoint: Appoint) -> None:
    ann = appoint("ann", Role.ANALYST)
    client = sign_in(Client(), ann)
    Officer.objects.filter(pk=ann.pk).update(is_active=False)
    assert client.get("/")["Location"].startswith("/sign-in")


def test_every_refusal_has_a_status() -> None:
    def tree(kind: type[errors.ComityError]) -> Iterator[type[errors.ComityError]]:
        yield kind
        for child in kind.__subclasses__():
            yield from tree(child)

    assert STATUS.keys() <= set(tree(errors.ComityError))
    assert status_of(errors.SamePerson("alert 1", "confirming")) == 409
    assert status_of(errors.SecondFactorNeeded("x")) == 403
    assert status_of(errors.BadRequest("x")) == 400
