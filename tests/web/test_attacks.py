"""What somebody with a browser and bad intent tries: forged forms, planted sessions, markup, names of files, fields."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from test_every_page import address

from case_work import alert_of, customer, found
from comity.model.officer import Role
from comity.store import alerts, log
from comity.store.models import AlertRow, RoleGrant
from comity.web.routes import PAGES
from invented_screening import SAMIR
from second_factors import PASSWORD, enrol, sign_in

HOSTILE = "<img src=x onerror=alert(1)>=cmd|' /C calc'!A0 \u202etxt"
OPENED = [page for page in PAGES if "GET" in page.methods]
SENT = [page for page in PAGES if "POST" in page.methods]


@pytest.fixture
def ann(appoint: Any) -> Client:
    return sign_in(Client(), appoint("ann", Role.ANALYST))


@pytest.mark.parametrize("page", OPENED, ids=lambda page: page.name)
def test_every_page_forbids_what_it_does_not_need(page: Any, ann: Client) -> None:
    answer = ann.get(address(page))
    policy = answer["Content-Security-Policy"]
    assert "'unsafe-inline'" not in policy
    assert "'unsafe-eval'" not in policy
    assert ("script-src 'self'" in policy and "default-src 'none'" in policy) or "sandbox" in policy, policy
    assert "frame-ancestors 'none'" in policy or answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    content = answer.content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>", content)  # no script within a page
    assert not re.search(r"<[^>]+\s(on\w+|style)=", content)


@pytest.mark.parametrize("page", SENT, ids=lambda page: page.name)
def test_no_form_is_taken_that_did_not_come_from_a_page_of_ours(page: Any, appoint: Any) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(appoint("sue", Role.SUPERVISOR))
    before = log.size()
    for headers in ({}, {"Origin": "https://evil.example"}, {"HX-Request": "true"}):
        assert strict.post(address(page), {}, headers=headers).status_code == 403
    assert log.size() == before


def test_a_session_that_was_planted_before_signing_in_opens_nothing_afterwards(appoint: Any) -> None:
    officer = appoint("ann", Role.ANALYST)
    enrol(officer)
    planted = Client()
    planted.get("/sign-in")
    planted.session.save()
    for key in (planted.session.session_key or "", "a" * 32, "0" * 40):
        victim = Client()
        victim.cookies["sessionid"] = key
        sign_in(victim, officer)
        assert victim.cookies["sessionid"].value != key
        thief = Client()
        thief.cookies["sessionid"] = key
        assert thief.get("/alerts").status_code == 302
        officer.totpdevice_set.update(last_t=-1)


def test_markup_and_formulas_in_names_are_shown_as_text_and_turn_nothing_around(ann: Client) -> None:
    from dataclasses import replace

    alert = alert_of(found(replace(customer(1), names=(HOSTILE, *SAMIR.names))))
    for where in (f"/alerts/{alert.id}", "/alerts", "/alerts?text=%3Cimg+src%3Dx%3E"):
        content = ann.get(where).content.decode()
        assert "<img src=x" not in content
        assert "\u202e" not in content
    assert "&lt;img src=x onerror=alert(1)&gt;" in ann.get(f"/alerts/{alert.id}").content.decode()


@pytest.mark.parametrize(
    "name",
    ["../../../etc/cron.d/x", "..\\..\\x.html", "/etc/passwd", "x\r\nX-Evil: 1.html", "x.html", "\u202elmth.pdf"],
)
def test_an_attachments_name_is_neither_path_nor_header_nor_page(ann: Client, home: Path, name: str) -> None:
    alert = alert_of(found(SAMIR))
    file = io.BytesIO(b"<script>alert(1)</script>")
    file.name = name
    ann.post(f"/alerts/{alert.id}/attach", {"file": file})
    kept = list((home / "attachments").iterdir())
    assert [re.fullmatch(r"[0-9a-f]{64}", each.name) is not None for each in kept] == [True]
    (link,) = set(re.findall(rf"/alerts/{alert.id}/attachments/\d+", ann.get(f"/alerts/{alert.id}").content.decode()))
    answer = ann.get(link)
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    assert not set('\r\n/\\"') & set(answer["Content-Disposition"].split("''")[1])
    assert "X-Evil" not in answer
    assert "sandbox" in answer["Content-Security-Policy"]


def test_an_attachment_is_reached_by_its_own_alert_and_whoever_may_see_it_alone(ann: Client, appoint: Any) -> None:
    one, two = alert_of(found(customer(1))), alert_of(found(customer(2)), name="run-2")
    file = io.BytesIO(b"a passport")
    file.name = "scan.pdf"
    ann.post(f"/alerts/{one.id}/attach", {"file": file})
    (link,) = set(re.findall(rf"/alerts/{one.id}/attachments/\d+", ann.get(f"/alerts/{one.id}").content.decode()))
    assert ann.get(link).content == b"a passport"
    assert ann.get(link.replace(f"/alerts/{one.id}/", f"/alerts/{two.id}/")).status_code == 404
    for role in (Role.ADMINISTRATOR, Role.LIST_OFFICER):
        other = sign_in(Client(), appoint(role.value, role))
        assert other.get(link).status_code == 403
        assert other.get(f"/alerts/{one.id}").status_code == 403


def test_fields_that_a_form_does_not_have_change_nothing(ann: Client) -> None:
    alert = alert_of(found(SAMIR))
    grants = list(RoleGrant.objects.values_list("officer__username", "role"))
    more = {"role": "administrator", "roles": "administrator", "is_active": "1", "is_superuser": "1", "officer": "1",
            "state": "cleared", "score": "0", "assignee": "1", "by": "1", "second_by": "1"}  # fmt: skip
    ann.post(f"/alerts/{alert.id}/note", {"text": "seen", **more})
    ann.post(f"/alerts/{alert.id}/take", more)
    ann.post("/account/password", {"old": PASSWORD, "new": "a longer one than before", "again": "x", **more})
    ann.post("/language", {"language": "en", **more})
    assert list(RoleGrant.objects.values_list("officer__username", "role")) == grants
    row = AlertRow.objects.get(pk=alert.id)
    assert row.state == alert.state.value
    assert row.score == pytest.approx(alert.score)
    kept = alerts.load(alert.id)
    assert kept.hits == alert.hits


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:80@evil.example", "localhost.evil.example"])
def test_another_hosts_name_is_not_answered(client: Client, host: str) -> None:
    for place in ("/sign-in", "/alerts", "/readyz", "/match/default"):
        assert client.get(place, headers={"Host": host}).status_code in (400, 405)
    assert client.get("/alerts", headers={"X-Forwarded-Host": host}).get("Location", "/").startswith("/")


@pytest.mark.parametrize("language", ["ru\r\nSet-Cookie: a=b", "../../etc", "xx", "<b>"])
def test_a_language_that_is_none_sets_nothing(client: Client, language: str) -> None:
    answer = client.post("/language", {"language": language, "next": "/sign-in\r\nX-Evil: 1"})
    assert "X-Evil" not in answer
    assert "a" not in answer.cookies
    assert not any(language in each.OutputString() for each in answer.cookies.values())
