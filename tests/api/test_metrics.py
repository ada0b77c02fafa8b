"""Counts for monitoring: what there is to do, nothing of any subject."""

from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from case_work import alert_of, customer, found
from comity.model.officer import Role
from comity.model.token import Scope
from comity.node.timing import timed

pytestmark = pytest.mark.usefixtures("node")


def read(text: str) -> dict[tuple[str, str], float]:
    """Every sample by its name and its one label."""
    return {
        (sample.name, next(iter(sample.labels.values()), "")): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_a_token_with_the_scope_sees_counts_and_no_name(call: Any, token: Any) -> None:
    alert = alert_of(found(customer(1)))
    answered = call("GET", "/metrics", token=token("mon", Scope.METRICS, role=Role.ADMINISTRATOR))
    assert answered.status_code == 200
    text = answered.content.decode()
    told = read(text)
    assert told["comity_alerts", "open"] == 1
    assert told["comity_log_entries", ""] >= 1
    assert ("comity_watch_troubles", "not fetched") in told
    for secret in (*alert.subject.names, alert.key.subject, *(hit.hit.reference for hit in alert.hits)):
        assert secret not in text


def test_a_token_without_the_scope_and_nobody_see_nothing(call: Any, token: Any) -> None:
    assert call("GET", "/metrics", token=token("bot", Scope.SCREEN)).status_code == 403
    assert call("GET", "/metrics").status_code == 401


def test_requests_are_counted_by_area_never_by_address(call: Any, token: Any) -> None:
    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        start_response("404 Not Found" if environ["PATH_INFO"].endswith("9") else "200 OK", [])
        return [b""]

    secret = token("mon", Scope.METRICS, role=Role.ADMINISTRATOR)
    before = read(call("GET", "/metrics", token=secret).content.decode())
    for path in ("/alerts/9", "/alerts/8", "/match/un_sc", "/"):
        timed(application)({"PATH_INFO": path}, lambda *_: None)
    text = call("GET", "/metrics", token=secret).content.decode()
    after = read(text)
    grown = {key: after[key] - before.get(key, 0) for key in after if key[0] == "comity_request_seconds_count"}
    assert grown["comity_request_seconds_count", "pages"] == 3
    assert grown["comity_request_seconds_count", "match"] == 1
    assert "/alerts" not in text
