"""Subscriptions and their messages in and out of the database.

The log is the outbox: an event is in it exactly when its change is. Each subscription remembers the entry that it is
told of next; messages are made from there on, and each is claimed by one sender at a time.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.fernet import Fernet, InvalidToken
from django.db.models import Count, Q

from comity.audit.entry import Outcome
from comity.model.errors import NotFound
from comity.model.officer import OfficerId
from comity.model.webhook import EVENT_OF, Event, Webhook, WebhookId, next_attempt
from comity.store import log
from comity.store.models import WebhookMessageRow, WebhookRow
from comity.store.transaction import atomic

LEASE = timedelta(minutes=2)  # a message that is being sent; after a killed sender it is sent again
TOGETHER = 500  # entries that are looked through at a time


@dataclass(frozen=True, slots=True)
class Message:
    """One event on its way. `secret` None: the key that it was encrypted with is gone."""

    id: int
    webhook: WebhookId
    url: str
    secret: str | None
    name: str
    content: bytes
    attempts: int


def add(officer: OfficerId | None, url: str, events: frozenset[str], secret: bytes, now: datetime) -> Webhook:
    """Keep a new subscription; it is told of what is logged from now on."""
    row = WebhookRow.objects.create(
        officer_id=officer, url=url, events=" ".join(sorted(events)), secret=secret, created_at=now,
        next_entry=log.size(),
    )  # fmt: skip
    return load(WebhookId(row.pk))


def load(webhook: WebhookId) -> Webhook:
    """One subscription. Raises NotFound."""
    for found in _webhooks(Q(pk=webhook)):
        return found
    raise NotFound("webhook", str(webhook), "comity webhooks list shows which there are")


def all_webhooks() -> tuple[Webhook, ...]:
    """Every subscription, ended ones too, newest first."""
    return _webhooks(Q())


def end(webhook: WebhookId, why: str, now: datetime) -> None:
    """Nothing more is sent to it."""
    if WebhookRow.objects.filter(pk=webhook, ended_at=None).update(ended_at=now, ended_why=why[:200]):
        WebhookMessageRow.objects.filter(webhook_id=webhook, next_at__isnull=False).update(
            next_at=None, given_up_at=now, problem="the subscription ended"
        )


def fan_out(now: datetime) -> int:
    """Make the messages of what was logged since; how many. Done again after a fault, it makes none twice."""
    made = 0
    for id_ in WebhookRow.objects.filter(ended_at=None).values_list("pk", flat=True):
        with atomic():
            row = WebhookRow.objects.select_for_update().get(pk=id_)
            last = min(log.size(), row.next_entry + TOGETHER)
            messages = _messages(row, range(row.next_entry, last), now) if last > row.next_entry else []
            WebhookMessageRow.objects.bulk_create(messages, ignore_conflicts=True)
            WebhookRow.objects.filter(pk=id_).update(next_entry=max(row.next_entry, last))
            made += len(messages)
    return made


def claim(now: datetime, key: Fernet) -> Message | None:
    """The message that waited longest, for this sender alone; None where none is due."""
    due = WebhookMessageRow.objects.filter(next_at__lte=now).select_related("webhook").order_by("next_at", "pk")
    for row in due[:20]:
        taken = WebhookMessageRow.objects.filter(pk=row.pk, next_at=row.next_at)
        if taken.update(next_at=now + LEASE, attempts=row.attempts + 1):
            hook = row.webhook
            return Message(
                row.pk, WebhookId(hook.pk), hook.url, _opened(bytes(hook.secret), key),
                f"msg_{hook.pk}_{row.entry}_{row.event}", row.content.encode(), row.attempts + 1,
            )  # fmt: skip
    return None


def delivered(message: Message, now: datetime) -> None:
    """It arrived."""
    WebhookMessageRow.objects.filter(pk=message.id).update(next_at=None, delivered_at=now, problem="")


def failed(message: Message, problem: str, now: datetime) -> None:
    """It did not arrive: it is tried again later, or given up."""
    again = next_attempt(message.attempts, now)
    WebhookMessageRow.objects.filter(pk=message.id).update(
        next_at=again, problem=problem[:200], **({} if again else {"given_up_at": now})
    )


def _messages(row: WebhookRow, entries: range, now: datetime) -> list[WebhookMessageRow]:
    wanted = frozenset(row.events.split())
    made: list[WebhookMessageRow] = []
    for stored in log.stored_entries(entries):
        if stored.payload is None:
            continue  # erased since; who was told late is told nothing
        entry = json.loads(stored.payload)
        if entry["outcome"] != Outcome.DONE.value:
            continue
        made.extend(_message(row, stored.index, event, entry, now) for event in _events(entry) if event.value in wanted)
    return made


def _events(entry: dict[str, object]) -> list[Event]:
    found = [EVENT_OF[str(entry["action"])]] if entry["action"] in EVENT_OF else []
    details = entry["details"]
    if isinstance(details, dict) and details.get("closed"):
        found.append(Event.ALERT_CLOSED)
    return found


def _message(row: WebhookRow, index: int, event: Event, entry: dict[str, object], now: datetime) -> WebhookMessageRow:
    details = entry["details"] if isinstance(entry["details"], dict) else {}
    told = {"subject": entry["subject"], "action": entry["action"], "entry": index}
    told |= {name: details[name] for name in ("outcome", "run", "list") if name in details}
    content = {"type": event.value, "timestamp": entry["at"], "data": told}
    return WebhookMessageRow(
        webhook=row, entry=index, event=event.value, content=json.dumps(content), created_at=now, next_at=now
    )


def _webhooks(which: Q) -> tuple[Webhook, ...]:
    rows = WebhookRow.objects.filter(which).annotate(
        waiting=Count("messages", filter=Q(messages__next_at__isnull=False)),
        given_up=Count("messages", filter=Q(messages__given_up_at__isnull=False)),
    )
    found = []
    for row in rows.order_by("-pk"):
        last = row.messages.exclude(problem="").order_by("-pk").first()
        found.append(
            Webhook(
                WebhookId(row.pk),
                row.url,
                frozenset(row.events.split()),
                row.created_at,
                row.next_entry,
                row.ended_at,
                row.ended_why,
                row.waiting,
                row.given_up,
                last.problem if last else "",
            )
        )
    return tuple(found)


def _opened(secret: bytes, key: Fernet) -> str | None:
    try:
        return key.decrypt(secret).decode()
    except InvalidToken:
        return None
