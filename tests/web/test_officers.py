"""Appointing officers: by an administrator, with reasons, never oneself."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from comity.model.errors import Forbidden
from comity.model.officer import Actor, Door, OfficerId, Role
from comity.operations.admit_officer import AdmitOfficer, admit_officer
from comity.operations.appoint_officer import AppointOfficer, appoint_officer
from comity.operations.change_officer import ResetOfficer, reset_officer
from comity.store.models import LogEntry, Officer
from comity.store.second_factor import has_second_factor
from second_factors import PASSWORD, code, enrol, sign_in

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


def first_password(page: str) -> str:
    found = re.search(r"<code>((?:[a-z2-9]{5}-){3}[a-z2-9]{5})</code>", page)
    assert found is not None
    return found[1]


def taken_over(administrator: Client, officer: Officer) -> Client:
    """The administrator resets an officer, and signs in under that name with keys of their own."""
    shown = administrator.post(f"/officers/{officer.username}/reset", {"reason": "lost the telephone"})
    password = first_password(shown.content.decode())
    client = Client()
    client.post("/sign-in", {"username": officer.username, "password": password})
    enrol(officer)
    assert client.post("/second-factor", {"code": code()}).status_code == 302
    new = {"old": password, "new": PASSWORD + " again", "again": PASSWORD + " again"}
    assert client.post("/account/password", new).status_code == 302
    return client


def test_an_administrator_who_resets_an_officer_cannot_decide_as_a_second_person(
    administrator: Client, appoint: Appoint
) -> None:
    sue = appoint("sue", Role.SUPERVISOR)
    sofia = sign_in(Client(), appoint("sofia", Role.SUPERVISOR))
    as_sue = taken_over(administrator, sue)
    assert "You can look, and decide nothing yet" in as_sue.get("/").content.decode()
    refused = as_sue.post("/alerts/1/proposals/1/confirm", {"version": 1})
    assert refused.status_code == 403
    assert "must admit you first" in refused.content.decode()

    # neither who knows the password nor the officer can admit; nobody can without saying how they made sure
    assert administrator.post("/officers/sue/admit", {"reason": "it is she"}).status_code == 400
    assert as_sue.post("/officers/sue/admit", {"reason": "it is I"}).status_code == 403
    assert sofia.post("/officers/sue/admit", {"reason": " "}).status_code == 400
    assert not Officer.objects.get(username="sue").admitted

    assert "officer waits to be admitted" in sofia.get("/").content.decode()
    assert sofia.post("/officers/sue/admit", {"reason": "met her, she showed the code"}).status_code == 302
    assert as_sue.post("/alerts/1/proposals/1/confirm", {"version": 1}).status_code == 404  # open again: no such alert
    kept = LogEntry.objects.filter(subject=f"officer/{sue.pk}").order_by("index").values_list("action", "outcome")
    told = [each for each in kept if each[0].startswith("officers.")]
    assert told == [
        ("officers.reset", "done"), ("officers.admit", "refused"), ("officers.admit", "refused"),
        ("officers.admit", "done"),
    ]  # fmt: skip
    turned_away = LogEntry.objects.filter(actor=f"officer/{sue.pk}", outcome="refused").values_list("action", "subject")
    assert list(turned_away) == [
        ("alerts.confirm", "alert/1"), ("officers.admit", "order/PageOrder"), ("alerts.confirm", "proposal/1"),
    ]  # fmt: skip


def test_nobody_is_admitted_while_the_first_password_still_opens_the_door(
    administrator: Client, appoint: Appoint
) -> None:
    sofia = sign_in(Client(), appoint("sofia", Role.SUPERVISOR))
    administrator.post("/officers", {"username": "bob", "name": "Bob Example", "roles": ["supervisor"]})
    assert not Officer.objects.get(username="bob").admitted
    answer = sofia.post("/officers/bob/admit", {"reason": "met him"})
    assert answer.status_code == 400
    assert "must first choose a password" in answer.content.decode()
    assert sofia.post("/officers/sofia/admit", {"reason": "it is I"}).status_code == 400  # is admitted already


def test_whom_the_machine_itself_appointed_needs_nobody_and_whom_it_reset_does(appoint: Appoint) -> None:
    ann = appoint("ann", Role.ANALYST)
    at_the_machine = Actor("the machine", frozenset(), Door.CLI)
    now = datetime.now(UTC)
    order = AppointOfficer("bob", "Bob", PASSWORD, frozenset({Role.SUPERVISOR}))
    assert appoint_officer(order, actor=at_the_machine, now=now).admitted
    reset = ResetOfficer(OfficerId(ann.pk), PASSWORD + " new", "lost")
    assert not reset_officer(reset, actor=at_the_machine, now=now).admitted
    with pytest.raises(Forbidden, match="an officer must do it"):
        admit_officer(AdmitOfficer(OfficerId(ann.pk), "it is she"), actor=at_the_machine, now=now)
