"""The door: who is let in, what a second factor opens, and what guessing leads to."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from comity import runtime
from comity.model.officer import Role
from comity.store.models import Officer, SignInFailures
from comity.web import session
from second_factors import PASSWORD, code, enrol, sign_in

Appoint = Callable[..., Officer]


def try_to_sign_in(client: Client, username: str, password: str, address: str = "192.0.2.7") -> int:
    answer = client.post("/sign-in", {"username": username, "password": password}, REMOTE_ADDR=address)
    return answer.status_code


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Lets time pass at the door."""
    passed = timedelta()
    monkeypatch.setattr(runtime, "now", lambda: timezone.now() + passed)

    def let_pass(span: timedelta) -> None:
        nonlocal passed
        passed += span

    return let_pass


@pytest.mark.django_db
def test_before_signing_in_every_way_leads_to_the_door(client: Client) -> None:
    answer = client.get("/officers?x=1")
    assert answer.status_code == 302
    assert answer["Location"] == "/sign-in?next=%2Fofficers%3Fx%3D1"


def test_a_deciding_officer_enrols_before_seeing_anything_and_gets_recovery_codes_once(
    client: Client, appoint: Appoint
) -> None:
    ann = appoint("ann", Role.ANALYST)
    assert try_to_sign_in(client, "ann", PASSWORD) == 302
    assert client.get("/")["Location"] == "/account/second-factor"
    shown = client.get("/account/second-factor").content.decode()
    assert "<svg" in shown
    device = TOTPDevice.objects.get(user=ann)
    assert not device.confirmed
    done = client.post("/account/second-factor", {"code": code(device.key)}).content.decode()
    codes = re.findall(r"<li><code>([a-z2-7-]+)</code>", done)
    assert len(codes) == 10
    assert client.get("/").status_code == 200

    other = Client()
    try_to_sign_in(other, "ann", PASSWORD)
    assert other.get("/")["Location"] == "/second-factor"
    assert other.post("/second-factor", {"code": codes[0].upper()}).status_code == 302
    assert other.get("/").status_code == 200

    third = Client()
    try_to_sign_in(third, "ann", PASSWORD)
    assert third.post("/second-factor", {"code": codes[0]}).status_code == 403, "a recovery code serves once"


def test_recovery_codes_are_not_readable_in_the_database(client: Client, appoint: Appoint) -> None:
    ann = appoint("ann", Role.ANALYST)
    try_to_sign_in(client, "ann", PASSWORD)
    client.get("/account/second-factor")
    done = client.post("/account/second-factor", {"code": code(TOTPDevice.objects.get(user=ann).key)}).content.decode()
    shown = {each.replace("-", "") for each in re.findall(r"<li><code>([a-z2-7-]+)</code>", done)}
    kept = set(StaticToken.objects.filter(device__user=ann).values_list("token", flat=True))
    assert len(kept) == 10
    assert not shown & kept


def test_a_wrong_code_opens_nothing_and_makes_the_next_wait(client: Client, appoint: Appoint) -> None:
    ann = appoint("ann", Role.ANALYST)
    enrol(ann)
    try_to_sign_in(client, "ann", PASSWORD)
    assert client.post("/second-factor", {"code": "000000"}).status_code == 403
    assert client.post("/second-factor", {"code": code()}).status_code == 403, "at once after a wrong one"
    assert client.get("/").status_code == 302


def test_a_code_serves_once(appoint: Appoint) -> None:
    ann = appoint("ann", Role.ANALYST)
    enrol(ann)
    now = code()
    for expected in (302, 403):
        other = Client()
        try_to_sign_in(other, "ann", PASSWORD)
        assert other.post("/second-factor", {"code": now}).status_code == expected


def test_a_password_alone_does_not_replace_an_authenticator(client: Client, appoint: Appoint) -> None:
    ann = appoint("ann", Role.ANALYST)
    enrol(ann)
    try_to_sign_in(client, "ann", PASSWORD)
    assert client.get("/account/second-factor")["Location"] == "/second-factor"
    assert client.post("/account/second-factor", {"code": code()}).status_code == 302
    assert TOTPDevice.objects.filter(user=ann).count() == 1


def test_the_door_closes_after_five_failures_and_opens_again(
    client: Client, appoint: Appoint, clock: Callable[[timedelta], None]
) -> None:
    appoint("ann", Role.AUDITOR)
    for _ in range(5):
        assert try_to_sign_in(client, "ann", "not it") == 403
    assert try_to_sign_in(client, "ann", PASSWORD) == 403
    clock(timedelta(minutes=16))
    assert try_to_sign_in(client, "ann", PASSWORD) == 302


def test_success_forgets_the_failures_of_the_account(client: Client, appoint: Appoint) -> None:
    appoint("ann", Role.AUDITOR)
    for _ in range(3):
        for _ in range(4):
            try_to_sign_in(client, "ann", "not it")
        assert try_to_sign_in(Client(), "ann", PASSWORD) == 302


def test_one_address_cannot_try_one_account_after_another(
    client: Client, appoint: Appoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    appoint("ann", Role.AUDITOR)
    monkeypatch.setattr("comity.store.sign_in_limits.ADDRESS_LIMIT", 3)
    for each in ("bob", "eve", "max"):
        try_to_sign_in(client, each, "not it")
    assert try_to_sign_in(client, "ann", PASSWORD) == 403
    assert try_to_sign_in(client, "ann", PASSWORD, address="192.0.2.8") == 302


def test_the_answer_is_the_same_for_an_unknown_name_a_wrong_password_and_a_closed_door(
    client: Client, appoint: Appoint
) -> None:
    appoint("ann", Role.AUDITOR)

    def answer(username: str) -> str:
        content = client.post("/sign-in", {"username": username, "password": "not it"}).content.decode()
        return re.sub(r'value="[^"]*"', "", content)

    wrong = answer("ann")
    assert answer("nobody") == wrong
    for _ in range(6):
        closed = answer("ann")
    assert closed == wrong


@pytest.mark.django_db
def test_what_was_typed_as_a_user_name_is_not_kept(client: Client) -> None:
    try_to_sign_in(client, "my secret password", "x")
    assert SignInFailures.objects.count() == 2
    assert not [row for row in SignInFailures.objects.all() if "secret" in row.of or "192.0.2" in row.of]


def test_signing_in_changes_the_key_of_the_session(client: Client, appoint: Appoint) -> None:
    ann = appoint("ann", Role.ANALYST)
    enrol(ann)
    client.get("/sign-in")
    keys = [client.session.session_key]
    try_to_sign_in(client, "ann", PASSWORD)
    keys.append(client.session.session_key)
    client.post("/second-factor", {"code": code()})
    keys.append(client.session.session_key)
    assert len(set(keys)) == 3


@pytest.mark.parametrize(
    ("uses", "pause"), [(1, session.IDLE + timedelta(minutes=1)), (20, timedelta(minutes=29))], ids=["idle", "day"]
)
def test_a_session_ends_when_left_alone_and_after_a_day_of_use(
    client: Client, appoint: Appoint, clock: Callable[[timedelta], None], uses: int, pause: timedelta
) -> None:
    sign_in(client, appoint("ann", Role.ANALYST))
    assert client.get("/").status_code == 200
    answers = []
    for _ in range(uses):
        clock(pause)
        answers.append(client.get("/").status_code)
    assert answers[-1] == 302
    assert answers.count(200) == (0 if uses == 1 else 16)


def test_a_page_that_asks_by_itself_keeps_no_session_alive(
    client: Client, appoint: Appoint, clock: Callable[[timedelta], None]
) -> None:
    sign_in(client, appoint("ann", Role.ANALYST))
    for _ in range(3):
        clock(timedelta(minutes=12))
        answer = client.get("/?poll=1")
    assert answer.status_code == 302


def test_another_password_ends_every_other_session(client: Client, appoint: Appoint) -> None:
    ann = appoint("ann", Role.AUDITOR)
    sign_in(client, ann, second_factor=False)
    other = sign_in(Client(), ann, second_factor=False)
    new = "four entirely unrelated words"
    answer = client.post("/account/password", {"old": PASSWORD, "new": new, "again": new})
    assert answer.status_code == 302
    assert client.get("/").status_code == 200
    assert other.get("/").status_code == 302
    assert try_to_sign_in(Client(), "ann", PASSWORD) == 403
    assert try_to_sign_in(Client(), "ann", new) == 302


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [
        ("not it", "four entirely unrelated words", None),
        (PASSWORD, "short", None),
        (PASSWORD, "123456789012", None),
        (PASSWORD, PASSWORD, None),
        (PASSWORD, "four entirely unrelated words", "four entirely unrelated worms"),
    ],
    ids=["wrong old", "short", "digits only", "the same", "typed differently"],
)
def test_an_unfit_change_of_password_changes_nothing(
    client: Client, appoint: Appoint, old: str, new: str, again: str | None
) -> None:
    sign_in(client, appoint("ann", Role.AUDITOR), second_factor=False)
    answer = client.post("/account/password", {"old": old, "new": new, "again": again or new})
    assert answer.status_code == 400
    assert try_to_sign_in(Client(), "ann", PASSWORD) == 302


def test_a_first_password_is_changed_before_anything_else(client: Client, appoint: Appoint) -> None:
    ann = appoint("ann", Role.AUDITOR)
    ann.must_change_password = True
    ann.save()
    sign_in(client, ann, second_factor=False)
    assert client.get("/")["Location"] == "/account/password"


def test_nobody_is_sent_to_another_site_after_signing_in(appoint: Appoint) -> None:
    appoint("ann", Role.AUDITOR)
    for evil in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        form: dict[str, Any] = {"username": "ann", "password": PASSWORD, "next": evil}
        assert Client().post("/sign-in", form)["Location"] == "/"


def test_a_form_from_elsewhere_is_refused(appoint: Appoint) -> None:
    appoint("ann", Role.AUDITOR)
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/sign-in", {"username": "ann", "password": PASSWORD})
    assert answer.status_code == 403
    assert "form.stale" in answer.content.decode()


def test_signing_out_ends_the_session(client: Client, appoint: Appoint) -> None:
    sign_in(client, appoint("ann", Role.ANALYST))
    assert client.get("/sign-out").status_code == 405
    client.post("/sign-out")
    assert client.get("/").status_code == 302
