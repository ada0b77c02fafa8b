"""Subscriptions to events: begun, ended, shown. The secret of one is shown once, when it begins."""

import base64
import secrets
from dataclasses import dataclass
from datetime import datetime

from cryptography.fernet import Fernet

from comity.audit.entry import Entry, acted_by
from comity.model.errors import BadRequest, DownloadFailed
from comity.model.officer import Actor
from comity.model.webhook import SECRET_PREFIX, Event, Webhook, WebhookId
from comity.operations.gate import gated, viewing
from comity.store import log, webhooks
from comity.wire.webhook import WebhookReach, checked_address

MOST = 50


@dataclass(frozen=True, slots=True)
class SubscribeWebhook:
    """Which events, and where to. `key` encrypts the secret in the database."""

    url: str
    events: frozenset[str]
    key: Fernet
    reach: WebhookReach


@dataclass(frozen=True, slots=True)
class Subscribed:
    """The subscription, and the secret that its receiver checks signatures with."""

    webhook: Webhook
    secret: str


@dataclass(frozen=True, slots=True)
class EndWebhook:
    """Which one."""

    webhook: WebhookId


@dataclass(frozen=True, slots=True)
class ListWebhooks:
    """All of them."""


@gated("webhooks.subscribe")
def subscribe_webhook(order: SubscribeWebhook, /, *, actor: Actor, now: datetime) -> Subscribed:
    """Begin a subscription. Raises BadRequest for an address that may not be reached, or events that are none."""
    known = {event.value for event in Event}
    if not order.events or order.events - known:
        raise BadRequest(f"choose events of: {', '.join(sorted(known))}")
    if len(order.url) > 500 or not order.url.isascii() or not order.url.isprintable():
        raise BadRequest("an address of a webhook is at most 500 visible ASCII characters")
    try:
        checked_address(order.url, order.reach)
    except DownloadFailed as refused:
        raise BadRequest(f"the address cannot be used: {refused.problem}") from refused
    if sum(each.ended_at is None for each in webhooks.all_webhooks()) >= MOST:
        raise BadRequest(f"there are {MOST} webhooks; end one first")
    secret = SECRET_PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()
    made = webhooks.add(actor.officer, order.url, order.events, order.key.encrypt(secret.encode()), now)
    details = {"door": actor.door.value, "url": order.url, "events": sorted(order.events)}
    log.append(Entry(now, acted_by(actor), "webhooks.subscribe", f"webhook/{made.id}", details=details))
    return Subscribed(made, secret)


@gated("webhooks.end")
def end_webhook(order: EndWebhook, /, *, actor: Actor, now: datetime) -> Webhook:
    """End a subscription; what is not delivered is given up. Raises NotFound."""
    if webhooks.load(order.webhook).ended_at is None:
        webhooks.end(order.webhook, "ended by an officer", now)
        log.append(Entry(now, acted_by(actor), "webhooks.end", f"webhook/{order.webhook}"))
    return webhooks.load(order.webhook)


@viewing("webhooks.list")
def list_webhooks(_order: ListWebhooks, /, *, actor: Actor, now: datetime) -> tuple[Webhook, ...]:  # noqa: ARG001
    """Every subscription with what waits and what was given up."""
    return webhooks.all_webhooks()
