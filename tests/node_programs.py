"""A node of the invented list, and programs that call it."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from comity.model.officer import Actor, Door, OfficerId, Role
from comity.operations.create_token import CreateToken, create_token
from invented_node import LISTED, Node, forget

AT_THE_MACHINE = Actor("the machine's command line", frozenset(), Door.CLI)


@pytest.fixture
def node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, db: None) -> Iterator[Node]:  # noqa: ARG001 a database
    monkeypatch.setenv("COMITY_HOME", str(tmp_path / "home"))
    forget()
    made = Node(tmp_path / "home")
    made.publish(*LISTED)
    yield made
    forget()


@pytest.fixture
def token(appoint: Callable[..., Any]) -> Callable[..., str]:
    """Makes an officer with a token: token("bot", "screen", role=Role.ANALYST)."""

    def made(username: str = "bot", *scopes: str, role: Role = Role.ANALYST, **said: Any) -> str:
        officer = appoint(username, role)
        order = CreateToken(OfficerId(officer.pk), "a test", frozenset(scopes or ("screen",)), **said)
        return create_token(order, actor=AT_THE_MACHINE, now=datetime.now(UTC)).secret

    return made


Call = Callable[..., Any]


@pytest.fixture
def call(client: Client) -> Call:
    """Calls the node as a program does: call("POST", "/match/default", {...}, token=secret)."""

    def called(method: str, address: str, content: Any = None, *, token: str = "", **headers: str) -> Any:
        sent = {"Authorization": f"Bearer {token}", **headers} if token else headers
        extra = {} if content is None else {"data": content, "content_type": "application/json"}
        return client.generic(method, address, headers=sent, **_body(extra))

    return called


def _body(extra: dict[str, Any]) -> dict[str, Any]:
    if "data" in extra and not isinstance(extra["data"], bytes | str):
        extra["data"] = json.dumps(extra["data"])
    return extra
