"""Events that programs subscribe to, and the signature by which they know that a node sent one (Standard Webhooks)."""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

WebhookId = NewType("WebhookId", int)
SECRET_PREFIX = "whsec_"  # noqa: S105 no secret: how every one begins

# Pauses before each further attempt; after the last one the event is given up, visibly.
PAUSES = tuple(timedelta(minutes=each) for each in (1, 5, 30, 120, 480, 1440))


class Event(StrEnum):
    """What happened. Only ids are sent: who needs more asks the node, with a token."""

    ALERT_OPENED = "alert.opened"
    ALERT_UPDATED = "alert.updated"
    ALERT_PROPOSED = "alert.proposed"
    ALERT_DECIDED = "alert.decided"
    ALERT_CLOSED = "alert.closed"
    MEASURE_DECIDED = "measure.decided"
    LIST_UPDATED = "list.updated"


# The events that an order of the log is; an order closes an alert where its entry says so.
EVENT_OF = {
    "alerts.open": Event.ALERT_OPENED,
    "alerts.update": Event.ALERT_UPDATED,
    "alerts.assign": Event.ALERT_UPDATED,
    "alerts.escalate": Event.ALERT_UPDATED,
    "alerts.propose": Event.ALERT_PROPOSED,
    "alerts.withdraw": Event.ALERT_UPDATED,
    "alerts.refuse": Event.ALERT_UPDATED,
    "alerts.reopen": Event.ALERT_UPDATED,
    "alerts.confirm": Event.ALERT_DECIDED,
    "measures.confirm": Event.MEASURE_DECIDED,
    "lists.update": Event.LIST_UPDATED,
}


@dataclass(frozen=True, slots=True)
class Webhook:
    """A subscription. `next_entry` is the entry of the log from which on it is told."""

    id: WebhookId
    url: str
    events: frozenset[str]
    created_at: datetime
    next_entry: int
    ended_at: datetime | None = None
    ended_why: str = ""
    waiting: int = 0
    given_up: int = 0
    problem: str = ""


def signature(secret: str, message: str, at: int, content: bytes) -> str:
    """The header webhook-signature: HMAC-SHA256 over id, timestamp and content."""
    key = base64.b64decode(secret.removeprefix(SECRET_PREFIX))
    signed = hmac.new(key, b".".join((message.encode(), str(at).encode(), content)), hashlib.sha256)
    return f"v1,{base64.b64encode(signed.digest()).decode()}"


def next_attempt(attempts: int, now: datetime) -> datetime | None:
    """When to try again after so many attempts; None to give up."""
    return now + PAUSES[attempts - 1] if attempts <= len(PAUSES) else None
