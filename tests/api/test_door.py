"""The door for programs: tokens, scopes, rates, trusted networks; what is refused is told as a problem document."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver

from comity import runtime
from comity.api import problems
from comity.api.caller import secret_of, within
from comity.api.urls import PREFIXES, urlpatterns
from comity.model import errors
from comity.model.officer import Role
from comity.model.token import Scope
from comity.operations.permits import PERMITS
from comity.store import tokens
from comity.store.allowance import Allowance
from invented_node import forget

QUERY = {"queries": {"q": {"schema": "Person", "properties": {"name": ["Orsan Keldenbaev"]}}}}
pytestmark = pytest.mark.usefixtures("node")
OPEN = {"healthz", "readyz"}
GUARDED = ("/match/default", "/search/default", "/entities/invented-P1", "/catalog", "/algorithms")


def classes(root: type[errors.ComityError]) -> Iterator[type[errors.ComityError]]:
    yield root
    for each in root.__subclasses__():
        yield from classes(each)


def test_every_error_has_a_status_and_no_status_has_no_error() -> None:
    own = {each.__name__ for each in classes(errors.ComityError) if each.__module__.startswith("comity.")}
    assert set(problems.STATUS) == own


def test_every_status_has_a_title() -> None:
    assert set(problems.STATUS.values()) <= set(problems.TITLES)


def test_every_scope_that_a_permit_names_is_one_and_every_scope_opens_something() -> None:
    named = {permit.scope for permit in PERMITS.values() if permit.scope is not None}
    assert named <= {scope.value for scope in Scope}


def test_every_address_of_the_door_goes_the_short_way() -> None:
    for pattern in urlpatterns:
        assert isinstance(pattern, URLPattern | URLResolver)
        address = "/" + str(pattern.pattern).removeprefix("^")
        assert address.startswith(PREFIXES), pattern


@pytest.mark.parametrize("address", GUARDED)
@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer x", "ApiKey cmt_0000000000_xyz", "Basic YTpi", "Bearer " + "x" * 5000]
)
def test_without_a_valid_token_nothing_is_open(call: Any, address: str, header: str) -> None:
    method = "POST" if "match" in address else "GET"
    answered = call(
        method, address, QUERY if method == "POST" else None, **({"Authorization": header} if header else {})
    )
    assert answered.status_code == 401
    assert answered["Content-Type"] == "application/problem+json"
    assert answered["WWW-Authenticate"].startswith("Bearer")
    told = answered.json()
    assert (told["status"], told["code"]) == (401, "token.refused")
    assert "cmt_" not in told["detail"]


@pytest.mark.parametrize("kind", ["Bearer ", "ApiKey ", "apikey ", "Token ", ""])
def test_a_token_is_taken_as_its_users_are_used_to_write_it(call: Any, token: Any, kind: str) -> None:
    answered = call("POST", "/match/default", QUERY, Authorization=f"{kind}{token()}")
    assert answered.status_code == 200


def test_health_is_told_to_everybody_and_says_nothing_else(call: Any) -> None:
    for name in OPEN:
        assert call("GET", f"/{name}").json() == {"status": "ok"}


def test_a_node_without_lists_is_alive_and_not_ready(call: Any, tmp_path: Any, monkeypatch: Any) -> None:
    monkeypatch.setenv("COMITY_HOME", str(tmp_path / "empty"))
    forget()
    assert call("GET", "/healthz").status_code == 200
    assert call("GET", "/readyz").status_code == 503
    forget()


def test_a_revoked_token_is_refused_at_the_next_request(call: Any, token: Any) -> None:
    secret = token()
    assert call("POST", "/match/default", QUERY, token=secret).status_code == 200
    tokens.revoke(tokens.load(tokens.prefix_of(secret)).id, datetime.now(UTC))
    assert call("POST", "/match/default", QUERY, token=secret).status_code == 401


def test_an_expired_token_is_refused(call: Any, token: Any, monkeypatch: Any) -> None:
    from comity import runtime

    secret = token("bot", "screen", expires_at=datetime.now(UTC) + timedelta(days=1))
    assert call("POST", "/match/default", QUERY, token=secret).status_code == 200
    monkeypatch.setattr(runtime, "now", lambda: datetime.now(UTC) + timedelta(days=2))
    assert call("POST", "/match/default", QUERY, token=secret).status_code == 401


def test_a_token_reaches_no_further_than_its_scopes(call: Any, token: Any) -> None:
    answered = call("POST", "/match/default", QUERY, token=token("bot", "audit"))
    assert answered.status_code == 403
    assert answered.json()["code"] == "permit.refused"


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
def test_a_token_reaches_no_further_than_its_officers_roles(call: Any, token: Any, role: Role) -> None:
    assert call("POST", "/match/default", QUERY, token=token("bot", "screen", role=role)).status_code == 403


def test_an_officer_who_was_made_inactive_takes_the_tokens_along(call: Any, token: Any) -> None:
    from comity.store.models import Officer

    secret = token("bot", "screen")
    Officer.objects.filter(username="bot").update(is_active=False)
    assert call("POST", "/match/default", QUERY, token=secret).status_code == 403


@pytest.fixture
def standing_clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No bucket fills up while a test runs, however long it takes."""
    monkeypatch.setattr(runtime, "allowance", cache(lambda: Allowance(tmp_path, clock=lambda: 1000.0)))
    yield
    runtime.allowance().close()


@pytest.mark.usefixtures("standing_clock")
def test_a_token_used_too_often_is_told_when_to_come_back(call: Any, token: Any) -> None:
    secret = token("bot", "screen", per_minute=12)  # two at once, then one in five seconds
    answers = [call("POST", "/match/default", QUERY, token=secret) for _ in range(4)]
    assert [each.status_code for each in answers] == [200, 200, 429, 429]
    assert [each["RateLimit-Remaining"] for each in answers[:2]] == ["1", "0"]
    assert 1 <= int(answers[2]["Retry-After"]) <= 5
    assert answers[2].json()["code"] == "rate.exceeded"


@pytest.mark.usefixtures("standing_clock")
def test_every_query_of_a_batch_counts(call: Any, token: Any) -> None:
    secret = token("bot", "screen", per_minute=60)
    many = {"queries": {str(number): QUERY["queries"]["q"] for number in range(10)}}
    assert call("POST", "/match/default", many, token=secret).status_code == 200
    assert call("POST", "/match/default", QUERY, token=secret).status_code == 429


@pytest.mark.parametrize(
    ("networks", "address", "proxied", "status"),
    [
        ("", "127.0.0.1", False, 401),
        ("10.0.0.0/8", "127.0.0.1", False, 401),
        ("127.0.0.0/8,10.0.0.0/8", "127.0.0.1", False, 200),
        ("127.0.0.0/8", "10.0.0.1", True, 401),
        ("10.0.0.0/8", "1.2.3.4, 10.0.0.1", True, 200),
        ("10.0.0.0/8", "10.0.0.1, 1.2.3.4", True, 401),  # the first is what the caller himself claims
        ("10.0.0.0/8", "", True, 401),
    ],
)
def test_a_trusted_network_may_screen_without_a_token_where_it_was_opened(
    call: Any, monkeypatch: Any, networks: str, address: str, proxied: bool, status: int
) -> None:
    monkeypatch.setenv("COMITY_OPEN_SCREENING", networks)
    monkeypatch.setenv("COMITY_BEHIND_PROXY", "1" if proxied else "0")
    headers = {"X-Forwarded-For": address} if address else {}
    assert call("POST", "/match/default", QUERY, **headers).status_code == status
    # A token that is shown counts, also in a trusted network.
    assert call("POST", "/match/default", QUERY, Authorization="Bearer wrong", **headers).status_code == 401


def test_an_address_in_a_mapped_form_is_the_same_address() -> None:
    from ipaddress import ip_network

    assert within("::ffff:10.0.0.1", [ip_network("10.0.0.0/8")])
    assert not within("nonsense", [ip_network("0.0.0.0/0")])


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "TRACE"])
def test_another_method_is_refused(call: Any, token: Any, method: str) -> None:
    answered = call(method, "/match/default", token=token())
    assert (answered.status_code, answered["Allow"]) == (405, "POST")


def test_a_host_that_the_node_does_not_answer_to_is_refused(call: Any, token: Any) -> None:
    answered = call("POST", "/match/default", QUERY, token=token(), Host="evil.example")
    assert answered.status_code == 400


def test_a_fault_of_ours_tells_nothing_of_itself(call: Any, token: Any, monkeypatch: Any) -> None:
    from comity.api.yente import match

    def fails(*_args: object, **_named: object) -> None:
        raise RuntimeError("Orsan Keldenbaev")

    monkeypatch.setattr(match, "screen_subjects", fails)
    answered = call("POST", "/match/default", QUERY, token=token())
    assert answered.status_code == 500
    assert b"Orsan" not in answered.content


def test_a_header_of_many_words_holds_no_token() -> None:
    assert secret_of("Bearer a b") == ""
    assert secret_of("Digest x") == ""
