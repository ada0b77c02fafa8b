"""The log says which editions came into force, once each, also when an importer died in between; programs are told."""

from typing import Any

import pytest

from comity import runtime
from comity.model.officer import Actor, Door
from comity.model.webhook import Event
from comity.operations.log_editions import ACTION, LogEditions, log_editions
from comity.operations.watch_portfolio import TIMER
from comity.store import log, webhooks
from comity.store.models import WebhookMessageRow
from invented_node import NOW, Node

AT_THE_MACHINE = Actor("the machine's command line", frozenset(), Door.CLI)


def told() -> list[tuple[str, Any]]:
    found = log.logged(log.LogFilter(action=ACTION), newest_first=False)
    return [(each.entry.subject, each.entry.details["listings"]) for each in found if each.entry]


def test_each_edition_that_came_into_force_is_logged_once(node: Node) -> None:
    order = LogEditions(runtime.edition_store())
    (first,) = log_editions(order, actor=AT_THE_MACHINE, now=NOW)
    assert log_editions(order, actor=TIMER, now=NOW) == ()
    node.publish("P1|person|Orsan Keldenbaev||")  # its importer died before it could log anything
    (second,) = log_editions(order, actor=TIMER, now=NOW)
    assert told() == [(f"edition/invented/{first.edition[:16]}", 3), (f"edition/invented/{second.edition[:16]}", 1)]


@pytest.mark.usefixtures("node")
def test_who_subscribed_is_told_of_a_list_that_was_updated() -> None:
    webhooks.add(None, "https://hooks.example/x", frozenset({Event.LIST_UPDATED.value}), b"secret", NOW)
    log_editions(LogEditions(runtime.edition_store()), actor=TIMER, now=NOW)
    assert webhooks.fan_out(NOW) == 1
    (message,) = WebhookMessageRow.objects.all()
    assert message.event == "list.updated"
    assert '"list": "invented"' in message.content
