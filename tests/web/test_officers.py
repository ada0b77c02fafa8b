"""Appointing officers: by an administrator, with reasons, never oneself."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from comity.model.officer import OfficerId, Role
from comity.store.models import Officer
from comity.store.second_factor import has_second_factor
from second_factors import PASSWORD, enrol, sign_in

Appoint = Callable[..., Officer]


@pytest.fixture
def administrator(appoint: Appoint) -> Client:
    return sign_in(Client(), appoint("root", Role.ADMINISTRATOR))


def roles_of(officer: Officer) -> set[str]:
    return set(officer.grants.values_list("role", flat=True))


def test_an_appointed_officer_signs_in_with_the_password_shown_once_and_must_change_it(administrator: Client) -> None:
    form = {"username": "bob", "name": "Боб Пример", "roles": ["analyst", "supervisor"]}
    page = administrator.post("/officers", form).content.decode()
    found = re.search(r"<code>((?:[a-z2-9]{5}-){3}[a-z2-9]{5})</code>", page)
    assert found is not None
    bob = Officer.objects.get(username="bob")
    assert roles_of(bob) == {"analyst", "supervisor"}
    client = Client()
    client.post("/sign-in", {"username": "bob", "password": found[1]})
    assert client.get("/")["Location"] == "/account/second-factor"
    assert "Боб Пример" in administrator.get("/officers").content.decode()


@pytest.mark.parametrize(
    "form",
    [
        {"username": "bob", "name": "Bob", "roles": ["administrator", "analyst"]},
        {"username": "bob", "name": "Bob", "roles": ["auditor", "supervisor"]},
        {"username": "Bob Example", "name": "Bob"},
        {"username": "bob", "name": " "},
        {"username": "bob", "name": "Bob", "roles": ["king"]},
        {"username": "root", "name": "Root"},
    ],
    ids=["administrator and more", "auditor and more", "user name", "no name", "no such role", "taken"],
)
def test_an_appointment_that_cannot_be_is_refused_with_a_reason(
    administrator: Client, form: dict[str, str | list[str]]
) -> None:
    answer = administrator.post("/officers", form)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()
    assert Officer.objects.count() == 1


def test_roles_change_with_a_reason_only_and_take_effect_at_once(administrator: Client, appoint: Appoint) -> None:
    ann = appoint("ann", Role.ANALYST)
    client = sign_in(Client(), ann)
    assert client.get("/").status_code == 200
    assert administrator.post("/officers/ann/roles", {"roles": [], "reason": " "}).status_code == 400
    assert roles_of(ann) == {"analyst"}
    assert administrator.post("/officers/ann/roles", {"roles": [], "reason": "left the team"}).status_code == 302
    assert client.get("/").status_code == 403


@pytest.mark.parametrize("way", ["roles", "access", "reset"])
def test_nobody_changes_their_own_appointment(administrator: Client, way: str) -> None:
    answer = administrator.post(f"/officers/root/{way}", {"roles": ["supervisor"], "reason": "more power"})
    assert answer.status_code == 403
    root = Officer.objects.get(username="root")
    assert root.is_active
    assert roles_of(root) == {"administrator"}
    assert root.check_password(PASSWORD)


def test_whoever_is_let_in_no_longer_is_signed_out_and_may_be_let_in_again(
    administrator: Client, appoint: Appoint
) -> None:
    client = sign_in(Client(), appoint("ann", Role.ANALYST))
    administrator.post("/officers/ann/access", {"reason": "left"})
    assert client.get("/")["Location"].startswith("/sign-in")
    assert Client().post("/sign-in", {"username": "ann", "password": PASSWORD}).status_code == 403
    administrator.post("/officers/ann/access", {"reason": "came back"})
    assert Client().post("/sign-in", {"username": "ann", "password": PASSWORD}).status_code == 302
    assert client.get("/")["Location"].startswith("/sign-in"), "the old session stays ended"


def test_a_reset_forgets_the_second_factor_and_ends_every_session(administrator: Client, appoint: Appoint) -> None:
    ann = appoint("ann", Role.ANALYST)
    enrol(ann)
    client = sign_in(Client(), ann)
    assert administrator.post("/officers/ann/reset", {"reason": ""}).status_code == 400
    shown = administrator.post("/officers/ann/reset", {"reason": "lost the telephone"}).content.decode()
    assert client.get("/")["Location"].startswith("/sign-in")
    assert not has_second_factor(OfficerId(ann.pk))
    password = re.search(r"<code>((?:[a-z2-9]{5}-){3}[a-z2-9]{5})</code>", shown)
    assert password is not None
    other = Client()
    assert other.post("/sign-in", {"username": "ann", "password": password[1]}).status_code == 302
    assert other.get("/")["Location"] == "/account/second-factor"


def test_a_name_with_html_in_it_is_shown_as_text(administrator: Client) -> None:
    administrator.post("/officers", {"username": "eve", "name": "<script>alert(1)</script>"})
    page = administrator.get("/officers").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
