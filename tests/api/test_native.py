"""Our own calls: what a token may do, that nothing unknown is taken, and the whole way of an alert."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from comity.api.native.documented import PREFIX
from comity.api.native.orders import ORDER_OF
from comity.api.native.routes import api
from comity.model.officer import OfficerId, Role
from comity.model.token import Scope
from comity.operations.create_token import CreateToken, create_token
from comity.operations.permits import PERMITS
from comity.store import log
from comity.store.models import Officer
from node_programs import AT_THE_MACHINE

pytestmark = pytest.mark.usefixtures("node")
SUBJECT = {"id": "C1", "names": ["Orsan Keldenbaev"], "kind": "person"}
OPENING = {"portfolio": "customers", "run": "r1", "subjects": [SUBJECT]}

# What each call needs; a call without a row fails the test.
SCOPE_OF = {
    "POST screenings": "alerts:open", "GET screenings": "alerts:open", "GET screenings/{run}": "alerts:open",
    "POST alerts/{alert}/holds": "measures:decide", "POST alerts/{alert}/freezes": "measures:decide",
    "POST measures/{measure}/freeze": "measures:decide", "POST measures/{measure}/release": "measures:decide",
    "POST measures/{measure}/confirm": "measures:decide", "POST measures/{measure}/refuse": "measures:decide",
    "POST measures/{measure}/withdraw": "measures:decide",
    "GET portfolios": "portfolio", "GET portfolios/{name}": "portfolio", "POST portfolios/{name}/import": "portfolio",
    "POST portfolios/{name}/update": "portfolio", "POST portfolios/{name}/remove": "portfolio",
    "POST portfolios/{name}/rescreen": "portfolio", "POST screen": "screen",
    "POST alerts": "alerts:open", "GET alerts": "alerts:read",
    "GET alerts/counts": "alerts:read", "GET alerts/{alert}": "alerts:read", "POST alerts/take": "alerts:write",
    "POST alerts/hand-back": "alerts:write", "POST alerts/assign": "alerts:write",
    "POST alerts/{alert}/escalate": "alerts:write", "POST alerts/{alert}/notes": "alerts:write",
    "POST alerts/{alert}/proposals": "alerts:decide", "POST alerts/{alert}/reopen": "alerts:decide",
    "POST proposals/{proposal}/confirm": "alerts:decide", "POST proposals/{proposal}/refuse": "alerts:decide",
    "POST proposals/{proposal}/withdraw": "alerts:decide", "GET cases": "alerts:read",
    "GET cases/{case}": "alerts:read", "POST cases": "alerts:write", "POST cases/{case}/join": "alerts:write",
    "POST cases/{case}/take-out": "alerts:write", "POST cases/{case}/notes": "alerts:write",
    "GET measures": "measures:read", "GET measures/{measure}": "measures:read",
    "GET lists": "lists:read", "GET lists/{list_id}": "lists:read", "GET lists/{list_id}/changes": "lists:read",
    "GET listings": "screen", "GET listings/{list_id}/{reference}": "screen",
    "GET listings/{list_id}/{reference}/life": "lists:read", "GET log": "audit", "POST log/checkpoint": "audit",
    "POST log/proofs": "audit", "GET webhooks": "webhooks", "POST webhooks": "webhooks",
    "POST webhooks/{webhook}/end": "webhooks",
}  # fmt: skip

# Content with which each call gets as far as its permit.
ACCOUNT = {"kind": "account", "description": "current account", "amount": "1250.50", "currency": "KGS"}
CONTENT: dict[str, Any] = {
    "POST alerts/{alert}/holds": {"hit": 1, "asset": ACCOUNT, "why": "x"},
    "POST alerts/{alert}/freezes": {"version": 1, "hit": 1, "asset": ACCOUNT, "why": "x"},
    "POST measures/{measure}/freeze": {"version": 1, "text": "x"},
    "POST measures/{measure}/release": {"version": 1, "text": "x"},
    "POST measures/{measure}/confirm": {"version": 1},
    "POST measures/{measure}/refuse": {"version": 1, "text": "x"},
    "POST measures/{measure}/withdraw": {"version": 1},
    "POST screen": {"subjects": [SUBJECT]}, "POST alerts": OPENING, "POST alerts/take": {"alerts": [1]},
    "POST alerts/hand-back": {"alerts": [1]}, "POST alerts/assign": {"alerts": [1], "assignee": None},
    "POST alerts/{alert}/escalate": {"version": 1, "reason": "x"}, "POST alerts/{alert}/notes": {"text": "x"},
    "POST alerts/{alert}/proposals": {"version": 1, "hits": [1], "outcome": "false positive", "reasons": ["x"]},
    "POST alerts/{alert}/reopen": {"version": 1, "hits": [1], "reason": "x"},
    "POST proposals/{proposal}/confirm": {"version": 1},
    "POST proposals/{proposal}/refuse": {"version": 1, "text": "x"},
    "POST proposals/{proposal}/withdraw": {"version": 1}, "POST cases": {"alerts": [1], "title": "x"},
    "POST cases/{case}/join": {"version": 1, "alerts": [1]},
    "POST cases/{case}/take-out": {"version": 1, "alerts": [1]},
    "POST cases/{case}/notes": {"text": "x"}, "POST log/proofs": {"entries": [0]},
    "POST portfolios/{name}/remove": {"ids": ["C1"]},
    "POST webhooks": {"url": "https://hooks.example/x", "events": ["alert.opened"]},
}  # fmt: skip


def calls() -> list[str]:
    return sorted(
        f"{method.upper()} {path.removeprefix(PREFIX)}"
        for path, operations in api.get_openapi_schema()["paths"].items()
        for method in operations
    )


def ask(call: Any, name: str, token: str, content: Any = None, **headers: str) -> Any:
    method, path = name.split(" ", 1)
    for part in ("{alert}", "{proposal}", "{case}", "{measure}", "{webhook}"):
        path = path.replace(part, "1")
    path = path.replace("{list_id}", "invented").replace("{reference}", "P1")
    path = path.replace("{name}", "customers").replace("{run}", "upload-1")
    if path.endswith("/changes"):
        path += "?before=2026-01&after=2026-02"
    return call(method, PREFIX + path, content, token=token, **headers)


def test_every_call_says_which_scope_it_needs() -> None:
    assert set(SCOPE_OF) == set(calls()) == set(ORDER_OF)
    assert {name: PERMITS[order].scope for name, order in ORDER_OF.items()} == SCOPE_OF
    assert set(SCOPE_OF.values()) <= {scope.value for scope in Scope}


@pytest.mark.parametrize("name", sorted(SCOPE_OF))
def test_without_its_scope_a_call_is_refused(call: Any, token: Any, name: str) -> None:
    others = [scope for scope in Scope if scope.value != SCOPE_OF[name]]
    answered = ask(call, name, token("sue", *others, role=Role.SUPERVISOR), CONTENT.get(name))
    assert (answered.status_code, answered.json()["code"]) == (403, "permit.refused"), answered.content


@pytest.mark.parametrize("role", list(Role))
def test_each_role_gives_through_a_program_the_orders_of_its_row_and_no_other(
    call: Any, token: Any, role: Role
) -> None:
    secret = token("bot", *Scope, role=role)
    for name, order in ORDER_OF.items():
        answered = ask(call, name, secret, CONTENT.get(name))
        turned_away = (answered.status_code, answered.get("Content-Type")) == (403, "application/problem+json") and (
            answered.json()["code"] == "permit.refused"
        )
        assert turned_away == (role not in PERMITS[order].roles), (name, answered.content)


@pytest.mark.parametrize("name", sorted(SCOPE_OF))
def test_without_a_token_a_call_is_refused(call: Any, name: str) -> None:
    assert ask(call, name, "", CONTENT.get(name)).status_code == 401


@pytest.mark.parametrize("name", [name for name, scope in SCOPE_OF.items() if scope.endswith(":decide")])
def test_a_program_alone_decides_nothing(call: Any, token: Any, name: str) -> None:
    answered = ask(call, name, token("sue", SCOPE_OF[name], role=Role.SUPERVISOR), CONTENT[name])
    assert (answered.status_code, answered.json()["code"]) == (403, "permit.second-factor")


@pytest.mark.parametrize("name", sorted(CONTENT))
def test_a_field_that_nobody_knows_is_refused(call: Any, token: Any, name: str) -> None:
    secret = token("sue", *Scope, role=Role.SUPERVISOR)
    answered = ask(call, name, secret, {**CONTENT[name], "is_admin": True})
    assert answered.status_code == 422
    assert "is_admin" in answered.json()["detail"]


@pytest.mark.parametrize("field", ["religion", "ethnicity", "score", "version"])
def test_a_subject_has_no_field_that_nobody_may_keep(call: Any, token: Any, field: str) -> None:
    answered = ask(call, "POST screen", token("sue", "screen"), {"subjects": [{**SUBJECT, field: "x"}]})
    assert answered.status_code == 422


def test_screening_answers_with_reasons_and_measure(call: Any, token: Any) -> None:
    told = ask(call, "POST screen", token(), {"subjects": [SUBJECT, {"id": "C2", "names": ["Nobody Atall"]}]}).json()
    assert [len(each["hits"]) for each in told["results"]] == [1, 0]
    found = told["results"][0]["hits"][0]
    assert (found["list"], found["reference"]) == ("invented", "P1")
    assert all(each["words"] for each in found["reasons"])
    assert told["editions"][0]["edition"] == found["edition"]
    again = ask(call, "POST screen", token("two"), {"subjects": [SUBJECT], "language": "ru"}).json()
    assert again["results"][0]["hits"][0]["reasons"][0]["words"] != found["reasons"][0]["words"]


def test_a_birth_date_that_cannot_be_read_is_not_passed_over(call: Any, token: Any) -> None:
    answered = ask(call, "POST screen", token(), {"subjects": [{**SUBJECT, "births": ["some day"]}]})
    assert answered.status_code == 400
    assert "some day" not in answered.json()["detail"]


def test_a_subject_whom_nobody_could_look_for_is_refused_and_not_answered_without_hits(call: Any, token: Any) -> None:
    nameless = {"id": "C3", "names": ["...", "؟"]}
    answered = ask(call, "POST screen", token(), {"subjects": [SUBJECT, nameless]})
    assert answered.status_code == 400
    assert "'C3': nothing to screen" in answered.json()["detail"]
    numbered = {**nameless, "identifiers": [{"type": "passport", "value": "Z9900117"}]}
    assert ask(call, "POST screen", token("two"), {"subjects": [numbered]}).status_code == 200


@pytest.mark.parametrize("bad", ["a\0b", "\ud800"])
def test_text_that_no_database_keeps_is_refused(call: Any, token: Any, bad: str) -> None:
    import json

    secret = token("sue", *Scope, role=Role.SUPERVISOR)
    content = json.dumps({"subjects": [{**SUBJECT, "names": [bad]}]})
    assert ask(call, "POST screen", secret, content).status_code == 422


class Person:
    """An officer with an authenticator and a token."""

    def __init__(self, row: Officer, secret: str) -> None:
        self.row, self.token = row, secret
        self.device = TOTPDevice.objects.create(user=row, name="authenticator", confirmed=True)

    def code(self) -> str:
        """The code that the authenticator shows; a fresh one each time, as if half a minute had gone by."""
        TOTPDevice.objects.filter(pk=self.device.pk).update(last_t=-1, throttling_failure_count=0)
        return f"{totp(self.device.bin_key):06d}"


@pytest.fixture
def person(appoint: Callable[..., Officer]) -> Callable[..., Person]:
    def made(username: str, role: Role) -> Person:
        row = appoint(username, role)
        order = CreateToken(OfficerId(row.pk), "a test", frozenset(scope.value for scope in Scope))
        return Person(row, create_token(order, actor=AT_THE_MACHINE, now=datetime.now(UTC)).secret)

    return made


def test_an_alert_goes_its_way_through_two_persons(call: Any, person: Any) -> None:
    ann, sue = person("ann", Role.ANALYST), person("sue", Role.SUPERVISOR)
    opened = ask(call, "POST alerts", ann.token, OPENING).json()["opened"]
    assert ask(call, "POST alerts", ann.token, OPENING).json()["opened"] == []
    alert = f"alerts/{opened[0]}"
    assert ask(call, "POST alerts/take", ann.token, {"alerts": opened}).json()["done"] == opened
    assert ask(call, f"POST {alert}/notes", ann.token, {"text": "<b>looked at</b>"}).status_code == 200
    shown = ask(call, f"GET {alert}", ann.token).json()
    assert shown["notes"][0]["text"] == "<b>looked at</b>"
    proposal = {"version": shown["version"], "hits": [shown["hits"][0]["id"]], "outcome": "false positive",
                "reasons": ["other-birth"], "text": "born in another year", "evidence": ["passport seen"]}  # fmt: skip
    made = ask(call, f"POST {alert}/proposals", ann.token, proposal, **{"Comity-Code": ann.code()})
    assert made.status_code == 200, made.content
    judged = made.json()
    assert judged["alert_state"] == "proposed"
    second = {"version": judged["alert_version"], "text": "I agree"}
    confirm = f"POST proposals/{judged['disposition']['id']}/confirm"
    own = ask(call, confirm, ann.token, second, **{"Comity-Code": ann.code()})
    assert own.status_code == 403  # an analyst; and never one's own
    done = ask(call, confirm, sue.token, second, **{"Comity-Code": sue.code()})
    assert done.status_code == 200, done.content
    assert done.json()["alert_state"] == "cleared"
    late = ask(call, confirm, sue.token, second, **{"Comity-Code": sue.code()})
    assert late.status_code == 409
    actions = [
        each.entry.action for each in log.logged(log.LogFilter(action="alerts."), newest_first=False) if each.entry
    ]
    assert actions[0] == "alerts.open"
    assert actions[-3:] == ["alerts.confirm", "alerts.confirm", "alerts.confirm"]  # refused, done, refused


def test_the_second_pair_of_eyes_is_another_persons(call: Any, person: Any) -> None:
    sue = person("sue", Role.SUPERVISOR)
    alert = ask(call, "POST alerts", sue.token, OPENING).json()["opened"][0]
    shown = ask(call, f"GET alerts/{alert}", sue.token).json()
    proposal = {"version": shown["version"], "hits": [shown["hits"][0]["id"]], "outcome": "false positive",
                "reasons": ["other-birth"]}  # fmt: skip
    judged = ask(call, f"POST alerts/{alert}/proposals", sue.token, proposal, **{"Comity-Code": sue.code()}).json()
    content = {"version": judged["alert_version"]}
    confirm = f"POST proposals/{judged['disposition']['id']}/confirm"
    answered = ask(call, confirm, sue.token, content, **{"Comity-Code": sue.code()})
    assert (answered.status_code, answered.json()["code"]) == (409, "workflow.same-person")


def test_a_code_serves_once_and_a_wrong_one_does_not(call: Any, person: Any) -> None:
    sue = person("sue", Role.SUPERVISOR)
    name, content = "POST alerts/{alert}/reopen", {"version": 1, "hits": [1], "reason": "x"}
    code = sue.code()
    assert ask(call, name, sue.token, content, **{"Comity-Code": code}).status_code == 404
    again = ask(call, name, sue.token, content, **{"Comity-Code": code})
    assert (again.status_code, again.json()["code"]) == (403, "session.refused")
    wrong = ask(call, name, sue.token, content, **{"Comity-Code": "000000", "Idempotency-Key": "k"})
    assert wrong.status_code == 403
    assert TOTPDevice.objects.get(pk=sue.device.pk).throttling_failure_count > 0


def test_a_stale_version_is_refused(call: Any, person: Any) -> None:
    sue = person("sue", Role.SUPERVISOR)
    alert = ask(call, "POST alerts", sue.token, OPENING).json()["opened"][0]
    first = ask(call, f"POST alerts/{alert}/escalate", sue.token, {"version": 1, "reason": "look"})
    assert first.status_code == 200, first.content
    assert ask(call, f"POST alerts/{alert}/escalate", sue.token, {"version": 1, "reason": "look"}).status_code == 409


def test_a_freeze_and_its_release_take_two_persons_through_programs_too(call: Any, person: Any) -> None:
    ann, sue = person("ann", Role.ANALYST), person("sue", Role.SUPERVISOR)

    def order(name: str, who: Any, content: Any) -> Any:
        return ask(call, name, who.token, content, **{"Comity-Code": who.code()})

    alert = ask(call, "POST alerts", ann.token, OPENING).json()["opened"][0]
    hit = ask(call, f"GET alerts/{alert}", ann.token).json()["hits"][0]["id"]
    held = order(f"POST alerts/{alert}/holds", ann, {"hit": hit, "asset": ACCOUNT, "why": "until it is judged"})
    assert (held.status_code, held.json()["kind"]) == (200, "hold"), held.content
    early = order(f"POST alerts/{alert}/freezes", ann, {"version": 1, "hit": hit, "asset": ACCOUNT, "why": "x"})
    assert early.status_code == 409  # no true match yet
    judged = {"version": 1, "hits": [hit], "outcome": "true match", "reasons": ["same-number"], "text": "the passport"}
    made = order(f"POST alerts/{alert}/proposals", ann, judged).json()
    second = {"version": made["alert_version"]}
    sure = order(f"POST proposals/{made['disposition']['id']}/confirm", sue, second).json()
    wanted = {"version": sure["alert_version"], "hit": hit, "asset": ACCOUNT, "why": "listed"}
    frozen = order(f"POST alerts/{alert}/freezes", sue, wanted).json()
    where, seen = f"POST measures/{frozen['id']}", {"version": frozen["version"]}
    own = order(f"{where}/confirm", sue, seen)
    assert (own.status_code, own.json()["code"]) == (409, "workflow.same-person")
    tom = person("tom", Role.SUPERVISOR)
    done = order(f"{where}/confirm", tom, seen).json()
    asked = order(f"{where}/release", ann, {"version": done["version"], "text": "delisted"}).json()
    again = order(f"{where}/confirm", tom, {"version": done["version"]})
    assert again.status_code == 409  # another version was seen
    released = order(f"{where}/confirm", tom, {"version": asked["version"]}).json()
    assert released["state"] == "released"
    naive = {"hit": hit, "asset": ACCOUNT, "why": "x", "until": "2026-03-01T10:00:00"}
    assert order(f"POST alerts/{alert}/holds", ann, naive).status_code == 422
    half = {"hit": hit, "asset": {**ACCOUNT, "currency": None}, "why": "x"}
    assert order(f"POST alerts/{alert}/holds", ann, half).status_code == 400
