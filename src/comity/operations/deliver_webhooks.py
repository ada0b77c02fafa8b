"""Send what is due to those who subscribed: signed, tried again when it fails, given up visibly."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cryptography.fernet import Fernet

from comity import __version__
from comity.model.errors import DownloadFailed
from comity.model.webhook import signature
from comity.store import webhooks
from comity.store.webhooks import Message
from comity.wire.webhook import Lookup, WebhookReach, deliver, looked_up

AT_ONCE = 200  # messages of one turn
GONE = 410


@dataclass(frozen=True, slots=True)
class DeliveryMeans:
    """The key of secrets, who may be reached, the clock."""

    key: Fernet
    reach: WebhookReach
    clock: Callable[[], datetime]
    lookup: Lookup = looked_up


@dataclass(frozen=True, slots=True)
class Deliveries:
    """How many messages of a turn arrived, and how many did not."""

    arrived: int = 0
    failed: int = 0


def deliver_webhooks(means: DeliveryMeans) -> Deliveries:
    """Make the messages of what was logged, and send all that are due."""
    webhooks.fan_out(means.clock())
    arrived = failed = 0
    for _ in range(AT_ONCE):
        message = webhooks.claim(means.clock(), means.key)
        if message is None:
            break
        if _sent(message, means):
            arrived += 1
        else:
            failed += 1
    return Deliveries(arrived, failed)


def _sent(message: Message, means: DeliveryMeans) -> bool:
    if message.secret is None:
        webhooks.failed(message, "its secret cannot be read: the node's key changed; subscribe anew", means.clock())
        return False
    at = int(means.clock().timestamp())
    headers = {
        "Content-Type": "application/json",
        "User-Agent": f"comity/{__version__}",
        "webhook-id": message.name,
        "webhook-timestamp": str(at),
        "webhook-signature": signature(message.secret, message.name, at, message.content),
    }
    try:
        status = deliver(message.url, message.content, headers, means.reach, means.lookup)
    except DownloadFailed as problem:
        webhooks.failed(message, problem.problem, means.clock())
        return False
    if 200 <= status < 300:
        webhooks.delivered(message, means.clock())
        return True
    webhooks.failed(message, f"the receiver answered {status}", means.clock())
    if status == GONE:  # Standard Webhooks: the receiver wants no more
        webhooks.end(message.webhook, "the receiver answered 410: gone", means.clock())
    return False
