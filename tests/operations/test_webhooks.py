"""Events reach who subscribed, signed; what fails is tried again and given up visibly; no address leads inside."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.db import connection, transaction

from comity.audit.entry import Entry, Outcome
from comity.model.errors import BadRequest, DownloadFailed, SecondFactorNeeded
from comity.model.officer import Actor, Role
from comity.model.webhook import PAUSES, Event
from comity.operations.deliver_webhooks import Deliveries, DeliveryMeans, deliver_webhooks
from comity.operations.subscribe_webhook import (
    EndWebhook,
    ListWebhooks,
    Subscribed,
    SubscribeWebhook,
    end_webhook,
    list_webhooks,
    subscribe_webhook,
)
from comity.store import log
from comity.store.models import WebhookMessageRow, WebhookRow
from comity.store.transaction import atomic
from comity.store.webhook_key import webhook_key
from comity.wire.webhook import WebhookReach, checked_address, deliver

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@dataclass
class Receiver:
    """A program elsewhere: what it was sent, and what it answers."""

    url: str
    answers: list[int] = field(default_factory=list)
    received: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver("")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            made.received.append(({key.lower(): value for key, value in self.headers.items()}, content))
            self.send_response(made.answers.pop(0) if made.answers else 204)
            self.send_header("Location", f"{made.url}elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.url = f"http://127.0.0.1:{server.server_port}/"
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield made
    server.shutdown()
    thread.join()
    server.server_close()


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def means(tmp_path: Path) -> DeliveryMeans:
    return DeliveryMeans(webhook_key(tmp_path), WebhookReach(frozenset({"127.0.0.1"})), Clock())


Acting = Callable[..., Actor]


def subscribed(means: DeliveryMeans, actor: Actor, url: str, *events: Event) -> Subscribed:
    order = SubscribeWebhook(url, frozenset(each.value for each in events), means.key, means.reach)
    return subscribe_webhook(order, actor=actor, now=NOW)


def logged(action: str, subject: str = "alert/7", outcome: Outcome = Outcome.DONE, **details: Any) -> None:
    with atomic():
        log.append(Entry(NOW, "officer/1", action, subject, outcome, details=details))


def test_an_event_arrives_signed_and_holds_ids_alone(acting: Acting, means: DeliveryMeans, receiver: Receiver) -> None:
    made = subscribed(means, acting("sue", Role.SUPERVISOR), receiver.url, Event.ALERT_OPENED)
    logged("alerts.open", run="r1", added=["un_sc QDi.001"])
    assert deliver_webhooks(means) == Deliveries(arrived=1)
    ((headers, content),) = receiver.received
    told = json.loads(content)
    assert (told["type"], told["data"]["subject"], told["data"]["run"]) == ("alert.opened", "alert/7", "r1")
    assert "added" not in told["data"]
    key = base64.b64decode(made.secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + content
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert deliver_webhooks(means) == Deliveries()


def test_only_what_was_done_and_asked_for_is_told(acting: Acting, means: DeliveryMeans, receiver: Receiver) -> None:
    logged("alerts.open")  # before the subscription
    subscribed(means, acting("sue", Role.SUPERVISOR), receiver.url, Event.ALERT_CLOSED, Event.ALERT_DECIDED)
    logged("alerts.open")
    logged("alerts.confirm", outcome=Outcome.REFUSED)
    logged("alerts.update", closed="cleared")
    logged("alerts.confirm", text="private words")
    deliver_webhooks(means)
    assert [json.loads(content)["type"] for _, content in receiver.received] == ["alert.closed", "alert.decided"]
    assert not any(b"private" in content for _, content in receiver.received)


def test_a_change_that_is_undone_is_told_to_nobody(acting: Acting, means: DeliveryMeans, receiver: Receiver) -> None:
    subscribed(means, acting("sue", Role.SUPERVISOR), receiver.url, Event.ALERT_OPENED)
    with atomic():
        logged("alerts.open")
        transaction.set_rollback(True)
    assert deliver_webhooks(means) == Deliveries()


def test_what_fails_is_tried_again_with_pauses_and_given_up_visibly(
    acting: Acting, means: DeliveryMeans, receiver: Receiver
) -> None:
    sue = acting("sue", Role.SUPERVISOR)
    subscribed(means, sue, receiver.url, Event.ALERT_OPENED)
    receiver.answers = [500] * 20
    logged("alerts.open")
    clock = means.clock
    assert isinstance(clock, Clock)
    for pause in PAUSES:
        assert deliver_webhooks(means) == Deliveries(failed=1)
        clock.now += pause - timedelta(seconds=1)
        assert deliver_webhooks(means) == Deliveries()
        clock.now += timedelta(seconds=1)
    assert deliver_webhooks(means) == Deliveries(failed=1)
    clock.now += timedelta(days=30)
    assert deliver_webhooks(means) == Deliveries()
    (shown,) = list_webhooks(ListWebhooks(), actor=sue, now=NOW)
    assert (shown.waiting, shown.given_up, shown.problem) == (0, 1, "the receiver answered 500")
    assert len({headers["webhook-id"] for headers, _ in receiver.received}) == 1  # by which a receiver knows repeats


def test_a_redirect_is_not_followed(acting: Acting, means: DeliveryMeans, receiver: Receiver) -> None:
    subscribed(means, acting("sue", Role.SUPERVISOR), receiver.url, Event.ALERT_OPENED)
    receiver.answers = [307]
    logged("alerts.open")
    assert deliver_webhooks(means) == Deliveries(failed=1)
    assert len(receiver.received) == 1


def test_a_receiver_that_is_gone_ends_its_subscription(
    acting: Acting, means: DeliveryMeans, receiver: Receiver
) -> None:
    subscribed(means, acting("sue", Role.SUPERVISOR), receiver.url, Event.ALERT_OPENED)
    receiver.answers = [410]
    logged("alerts.open")
    deliver_webhooks(means)
    assert WebhookRow.objects.get().ended_why.startswith("the receiver answered 410")
    assert not WebhookMessageRow.objects.filter(next_at__isnull=False).exists()


def test_an_ended_subscription_is_told_nothing(acting: Acting, means: DeliveryMeans, receiver: Receiver) -> None:
    sue = acting("sue", Role.SUPERVISOR)
    made = subscribed(means, sue, receiver.url, Event.ALERT_OPENED)
    end_webhook(EndWebhook(made.webhook.id), actor=sue, now=NOW)
    logged("alerts.open")
    assert deliver_webhooks(means) == Deliveries()


def test_the_database_alone_gives_no_secret_away(acting: Acting, means: DeliveryMeans, tmp_path: Path) -> None:
    made = subscribed(means, acting("sue", Role.SUPERVISOR), "http://127.0.0.1/", Event.ALERT_OPENED)
    assert made.secret.encode() not in bytes(WebhookRow.objects.get().secret)
    assert (tmp_path / "keys" / "webhooks.key").stat().st_mode & 0o077 == 0
    logged("alerts.open")
    assert deliver_webhooks(replace(means, key=webhook_key(tmp_path / "other"))) == Deliveries(failed=1)


def test_subscribing_needs_a_second_factor(acting: Acting, means: DeliveryMeans) -> None:
    with pytest.raises(SecondFactorNeeded):
        subscribed(means, acting("sue", Role.SUPERVISOR, confirmed=False), "http://127.0.0.1/", Event.ALERT_OPENED)


INSIDE = ("127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "172.16.0.1", "100.64.0.1", "::1",
          "fe80::1", "fc00::1", "::ffff:127.0.0.1", "224.0.0.1")  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_no_name_leads_inside(address: str) -> None:
    with pytest.raises(DownloadFailed, match="not a public address"):
        checked_address("https://hooks.example/x", WebhookReach(), lambda _host, _port: (address,))
    with pytest.raises(DownloadFailed, match="not a public address"):
        checked_address("https://hooks.example/x", WebhookReach(), lambda _host, _port: ("93.184.216.34", address))


@pytest.mark.parametrize(
    "url",
    ["http://hooks.example/", "ftp://hooks.example/", "https://user:word@hooks.example/", "https://hooks.example:22/",
     "https://hooks.example:99999/", "https:///x", "https://hooks.example/#x", "file:///etc/passwd", "x"],
)  # fmt: skip
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(DownloadFailed):
        checked_address(url, WebhookReach(), lambda _host, _port: ("93.184.216.34",))


def test_the_address_that_was_checked_is_the_one_connected_to(receiver: Receiver) -> None:
    """A name that changes its meaning after the check (DNS rebinding) gains nothing: it is looked up once."""
    asked: list[str] = []

    def lookup(host: str, _port: int) -> tuple[str, ...]:
        asked.append(host)
        return ("127.0.0.1",)

    port = receiver.url.rsplit(":", 1)[1].rstrip("/")
    url = f"http://hooks.invalid:{port}/x"
    assert deliver(url, b"{}", {}, WebhookReach(frozenset({"hooks.invalid"})), lookup) == 204
    assert asked == ["hooks.invalid"]
    assert receiver.received[0][0]["host"] == f"hooks.invalid:{port}"


@pytest.mark.parametrize(
    "url", ["https://127.0.0.1/", "https://localhost/", "https://[::1]/", "https://a\r\nb/", "https://é/"]
)
def test_a_subscription_that_leads_inside_is_refused(acting: Acting, means: DeliveryMeans, url: str) -> None:
    with pytest.raises(BadRequest):
        subscribed(replace(means, reach=WebhookReach()), acting("sue", Role.SUPERVISOR), url, Event.ALERT_OPENED)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("transactional_db")
def test_two_senders_at_once_send_nothing_twice(
    acting: Acting,
    means: DeliveryMeans,
    receiver: Receiver,
) -> None:
    subscribed(means, acting("sue", Role.SUPERVISOR), receiver.url, Event.ALERT_OPENED)
    for number in range(12):
        logged("alerts.open", f"alert/{number}")

    def send(_: int) -> int:
        try:
            return deliver_webhooks(means).arrived
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(send, range(3))) == 12
    assert len({headers["webhook-id"] for headers, _ in receiver.received}) == len(receiver.received) == 12
