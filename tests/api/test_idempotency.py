"""An order sent twice under one key is carried out once, also when both come at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from comity.api.native.documented import PREFIX
from comity.model.officer import Role
from comity.store.idempotency import KEPT
from comity.store.models import AlertRow, IdempotencyRow, NoteRow

SUBJECT = {"id": "C1", "names": ["Orsan Keldenbaev"], "kind": "person"}
OPENING = {"portfolio": "customers", "run": "r1", "subjects": [SUBJECT]}
SCOPES = ("alerts:open", "alerts:write", "alerts:read", "screen")


@pytest.fixture
def alert(node: Any, call: Any, token: Any) -> Any:  # noqa: ARG001
    secret = token("sue", *SCOPES, role=Role.SUPERVISOR)
    opened = call("POST", f"{PREFIX}alerts", OPENING, token=secret).json()["opened"]
    return opened[0], secret


def note(call: Any, alert: Any, text: str, key: str) -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    return call("POST", f"{PREFIX}alerts/{alert[0]}/notes", {"text": text}, token=alert[1], **headers)


def test_the_second_time_the_first_answer_comes_and_nothing_is_done(call: Any, alert: Any) -> None:
    first, second = note(call, alert, "seen", "key-1"), note(call, alert, "seen", "key-1")
    assert first.status_code == second.status_code == 200
    assert first.json() == second.json()
    assert "Idempotency-Replayed" not in first
    assert second["Idempotency-Replayed"] == "true"
    assert NoteRow.objects.count() == 1
    assert note(call, alert, "seen", "").json()["id"] != first.json()["id"]


def test_the_same_key_with_another_order_is_refused(call: Any, alert: Any) -> None:
    note(call, alert, "seen", "key-1")
    answered = note(call, alert, "seen again", "key-1")
    assert (answered.status_code, answered.json()["code"]) == (422, "request.key-reused")
    assert NoteRow.objects.count() == 1


def test_a_key_is_its_tokens_own(call: Any, alert: Any, token: Any) -> None:
    note(call, alert, "seen", "key-1")
    other = token("ann", *SCOPES, role=Role.SUPERVISOR)
    assert note(call, (alert[0], other), "seen", "key-1").status_code == 200
    assert NoteRow.objects.count() == 2


def test_what_may_succeed_another_time_is_tried_again(call: Any, alert: Any) -> None:
    stale = {"version": 99, "reason": "look"}
    address = f"{PREFIX}alerts/{alert[0]}/escalate"
    for _ in range(2):
        answered = call("POST", address, stale, token=alert[1], **{"Idempotency-Key": "key-1"})
        assert (answered.status_code, "Idempotency-Replayed" in answered) == (409, False)
    assert not IdempotencyRow.objects.exists()


def test_what_can_never_succeed_is_answered_the_same_again(call: Any, alert: Any) -> None:
    answers = [note(call, alert, "", "key-1") for _ in range(2)]
    assert [each.status_code for each in answers] == [400, 400]
    assert answers[1]["Idempotency-Replayed"] == "true"


def test_a_key_is_forgotten_after_a_day(call: Any, alert: Any, monkeypatch: Any) -> None:
    from comity import runtime

    note(call, alert, "seen", "key-1")
    monkeypatch.setattr(runtime, "now", lambda: datetime.now(UTC) + KEPT + timedelta(minutes=1))
    assert "Idempotency-Replayed" not in note(call, alert, "other", "key-2")
    assert [each.key for each in IdempotencyRow.objects.all()] == ["key-2"]


@pytest.mark.parametrize("key", ["", " ", "a b", "x" * 201, "ключ"])
def test_a_key_that_is_none_is_refused(call: Any, alert: Any, key: str) -> None:
    address = f"{PREFIX}alerts/{alert[0]}/notes"
    answered = call("POST", address, {"text": "x"}, token=alert[1], **{"Idempotency-Key": key})
    assert answered.status_code == 400


@pytest.mark.django_db(transaction=True)
def test_of_two_that_come_at_once_one_is_carried_out(transactional_db: None, alert: Any) -> None:  # noqa: ARG001
    def send(number: int) -> tuple[int, bytes]:
        try:
            headers = {"Authorization": f"Bearer {alert[1]}", "Idempotency-Key": f"key-{number % 4}"}
            answered = Client().post(
                f"{PREFIX}alerts/{alert[0]}/notes", {"text": "seen"}, content_type="application/json", headers=headers
            )
            return answered.status_code, answered.content
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(16)))
    assert {status for status, _ in answers} == {200}
    assert NoteRow.objects.count() == 4
    assert len({content for _, content in answers}) == 4
    assert AlertRow.objects.count() == 1
