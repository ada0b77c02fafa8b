"""The description that OpenAPI gives of our calls holds for every answer, to sense and nonsense alike."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from comity.api.native.documented import PREFIX
from comity.model.officer import Role
from comity.model.token import Scope
from invented_node import LISTED

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture
def described(live_server: Any, node: Any) -> Any:
    node.publish(*LISTED)
    return schemathesis.openapi.from_url(f"{live_server.url}{PREFIX}openapi.json")


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_every_answer_is_as_described(described: Any, everything: str, mode: GenerationMode) -> None:
    headers = {"Authorization": f"Bearer {everything}"}
    asked = 0
    for result in described.get_all_operations():
        operation = result.ok()

        @settings(max_examples=5, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Any) -> None:
            nonlocal asked
            asked += 1
            case.call_and_validate(headers=headers, checks=CHECKS)

        ask()
    assert asked > 100


@pytest.fixture
def everything(token: Any) -> str:
    """A token with every scope, whose officer sees the log, the queue and the lists."""
    secret: str = token("sue", *Scope, role=Role.SUPERVISOR, per_minute=10_000_000)
    return secret


def test_every_call_tells_what_it_refuses_and_needs_a_token(call: Any, node: Any) -> None:  # noqa: ARG001
    told = call("GET", f"{PREFIX}openapi.json").json()
    assert told["openapi"].startswith("3.1")
    for path, operations in told["paths"].items():
        for method, operation in operations.items():
            assert operation["security"], path
            assert "application/problem+json" in operation["responses"]["403"]["content"], path
            names = {each["name"] for each in operation.get("parameters", [])}
            assert ("Idempotency-Key" in names) == (method != "get"), path
            assert operation["summary"], path


def test_the_description_fetches_nothing_from_elsewhere(call: Any, node: Any) -> None:  # noqa: ARG001
    assert b"http://" not in call("GET", f"{PREFIX}openapi.json").content
    assert call("GET", f"{PREFIX}docs").status_code == 404
