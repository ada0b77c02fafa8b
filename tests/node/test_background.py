"""What programs screened is written down by token and minute, and never lost to a database that is away."""

from typing import Any

import pytest
from django.db.utils import OperationalError

from comity import runtime
from comity.node import background
from comity.store import log, tokens

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
