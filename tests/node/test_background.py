"""What programs screened is written down by token and minute, and never lost to a database that is away."""

import threading
from typing import Any

import pytest
from django.db.utils import OperationalError

from comity import runtime
from comity.node import background
from comity.store import log, tokens
from invented_node import Node

QUERY = {"queries": {"q": {"schema": "Person", "properties": {"name": ["Orsan Keldenbaev"]}}}}


def counted() -> list[Any]:
    found = log.logged(log.LogFilter(action="subjects.screen"), newest_first=False)
    return [(each.entry.subject, each.entry.details) for each in found if each.entry]


@pytest.mark.usefixtures("node")
def test_calls_of_a_minute_are_one_entry_and_name_nobody(call: Any, token: Any) -> None:
    secret = token()
    for _ in range(3):
        assert call("POST", "/match/default", QUERY, token=secret).status_code == 200
    background.turn()
    held = tokens.load(tokens.prefix_of(secret))
    found = counted()
    assert {subject for subject, _ in found} == {f"token/{held.id}"}
    assert sum(details["calls"] for _, details in found) == 3
    assert sum(details["hits"] for _, details in found) == 3
    assert "Keldenbaev" not in str(found)
    assert held.last_used_at is not None
    background.turn()
    assert counted() == found


@pytest.mark.usefixtures("node")
def test_what_could_not_be_written_is_written_later(call: Any, token: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = token()
    call("POST", "/match/default", QUERY, token=secret)

    def away(*_args: object, **_named: object) -> None:
        raise OperationalError("gone")

    with monkeypatch.context() as broken:
        broken.setattr(background, "record_use", away)
        background.turn()
    call("POST", "/match/default", QUERY, token=secret)
    background.turn()
    assert sum(details["calls"] for _, details in counted()) == 2
    assert runtime.screening_use().take() == {}


def refused() -> dict[str, Any]:
    found = log.logged(log.LogFilter(action="calls.refused"))
    return {each.entry.subject: each.entry.details["codes"] for each in found if each.entry}


@pytest.mark.usefixtures("node")
def test_calls_that_were_refused_are_logged_by_caller_and_code_and_name_nobody(call: Any, token: Any) -> None:
    secret, other = token("bot", per_minute=6), token("ann", "lists:read")
    held = tokens.load(tokens.prefix_of(secret))
    assert call("POST", "/match/nothing", QUERY, token=secret).status_code == 404
    assert call("POST", "/match/default", QUERY, token=secret).status_code == 429
    assert call("POST", "/match/default", QUERY, token=other).status_code == 403
    for _ in range(2):
        assert call("POST", "/match/default", QUERY, Authorization="Bearer cmt_0000000000_x").status_code == 401
    assert call("POST", "/api/v1/screen", {"subjects": []}, token=other).status_code == 422
    background.turn()
    told = refused()
    assert told[f"token/{held.id}"] == {"not-found": 1, "rate.exceeded": 1}
    assert told["caller/unknown"] == {"token.refused": 2}
    assert len(told) == 3
    entries = [each.entry for each in log.logged(log.LogFilter()) if each.entry]
    (turned_away,) = [each for each in entries if each.action == "subjects.screen" and each.outcome.value == "refused"]
    assert turned_away.actor.startswith("officer/")
    assert "Keldenbaev" not in str(entries)


def test_a_new_edition_whose_importer_was_killed_stands_ready_before_anybody_asks(node: Node) -> None:
    standing = runtime.standing_screener()
    standing.editions()
    node.publish("P7|person|Viktor Zherebtsov||", compiled=False)
    background.renew()  # begins to compile it
    for thread in threading.enumerate():
        if thread.name == "comity-index":
            thread.join(60)
    assert not standing.stale()
    with standing.lent() as opened:
        assert [each.total for each in opened.editions] == [1]
