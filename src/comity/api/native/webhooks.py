"""Subscriptions to events."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from comity import runtime
from comity.api.answer import answer
from comity.api.native.documented import answers as answered_with
from comity.api.native.payloads import Id, WebhookIn
from comity.api.native.shapes import SubscribedOut, WebhookOut
from comity.api.native.way import caller_in
from comity.model.webhook import Webhook, WebhookId
from comity.operations.subscribe_webhook import (
    EndWebhook,
    ListWebhooks,
    SubscribeWebhook,
    end_webhook,
    list_webhooks,
    subscribe_webhook,
)

router = Router(tags=["webhooks"])


@router.get("/webhooks", response=answered_with(list[WebhookOut]), summary="Every subscription")
def listed(request: HttpRequest) -> HttpResponse:
    """With what waits to be sent, and what was given up."""
    found = list_webhooks(ListWebhooks(), actor=caller_in(request).actor, now=runtime.now())
    return answer([_webhook(each) for each in found])


@router.post("/webhooks", response=answered_with(SubscribedOut), summary="Subscribe to events")
def subscribe(request: HttpRequest, asked: WebhookIn) -> HttpResponse:
    """The secret with which events are signed is shown this once. Needs the officer's one-time code."""
    means = runtime.delivery_means()
    order = SubscribeWebhook(asked.url, frozenset(event.value for event in asked.events), means.key, means.reach)
    made = subscribe_webhook(order, actor=caller_in(request).actor, now=runtime.now())
    return answer({"webhook": _webhook(made.webhook), "secret": made.secret})


@router.post("/webhooks/{int:webhook}/end", response=answered_with(WebhookOut), summary="End a subscription")
def end(request: HttpRequest, webhook: Id) -> HttpResponse:
    """What is not delivered is given up. Needs the officer's one-time code."""
    ended = end_webhook(EndWebhook(WebhookId(webhook)), actor=caller_in(request).actor, now=runtime.now())
    return answer(_webhook(ended))


def _webhook(found: Webhook) -> dict[str, Any]:
    return {
        "id": found.id,
        "url": found.url,
        "events": sorted(found.events),
        "created_at": found.created_at,
        "ended_at": found.ended_at,
        "ended_why": found.ended_why,
        "waiting": found.waiting,
        "given_up": found.given_up,
        "problem": found.problem,
    }
