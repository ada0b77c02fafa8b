"""An order that a program sends twice is carried out once: its key and its answer are kept with what it did.

The key is taken, the order carried out and the answer kept in one transaction. Of two that come at once the second
waits for the first; a server that dies in between leaves neither the order nor the key.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from comity.model.errors import KeyReused
from comity.model.token import TokenId
from comity.store.models import IdempotencyRow

KEPT = timedelta(hours=24)
SWEPT = 50  # old keys that one new order takes along


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as it was sent. `again`: it was kept from the first time."""

    status: int
    content_type: str
    content: bytes
    again: bool = False


@dataclass(frozen=True, slots=True)
class Keyed:
    """An order under its key. `request` is the digest of all that was asked."""

    token: TokenId
    key: str
    request: str


def request_digest(method: str, address: str, content: bytes) -> str:
    """What two requests have in common exactly when they are the same."""
    whole = b"\n".join((method.encode(), address.encode("utf-8", "replace"), content))
    return hashlib.sha256(whole).hexdigest()


def content_digest(fields: QueryDict, files: MultiValueDict[str, Any]) -> bytes:
    """What stands for content that is too large to be held: its fields, and the digest of each file of it."""
    parts = [f"{name}={fields.getlist(name)!r}" for name in sorted(fields)]
    for name in sorted(files):
        for file in files.getlist(name):
            digest = hashlib.sha256()
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)
            parts.append(f"{name}: {file.name!r} {digest.hexdigest()}")
    return "\n".join(parts).encode("utf-8", "replace")


def keep(keyed: Keyed, carry_out: Callable[[], Answered], *, now: datetime, keeps: Callable[[int], bool]) -> Answered:
    """Carry out an order that comes to the same when it is carried out twice, and keep its answer after it.

    For what takes long or is of several transactions. Of two at once each may be carried out; a server that dies
    in between leaves no key, and the order is simply sent again.
    """
    answered = carry_out()
    if not keeps(answered.status):
        return answered
    row = {"status": answered.status, "content_type": answered.content_type, "content": answered.content}
    try:
        with transaction.atomic():
            _sweep(now)
            IdempotencyRow.objects.create(token_id=keyed.token, key=keyed.key, request=keyed.request, at=now, **row)
    except IntegrityError:
        pass  # somebody else was first under this key: what was carried out here is told all the same
    return answered


def once(keyed: Keyed, carry_out: Callable[[], Answered], *, now: datetime, keeps: Callable[[int], bool]) -> Answered:
    """Carry the order out, or give the answer of the first time. Raises KeyReused for another order under this key.

    `keeps` says of a status whether it is final; an order that may succeed another time is tried again.
    """
    with transaction.atomic():
        _sweep(now)
        try:
            with transaction.atomic():
                row = IdempotencyRow.objects.create(token_id=keyed.token, key=keyed.key, request=keyed.request, at=now)
        except IntegrityError:
            before = kept(keyed)
            if before is None:
                raise KeyReused(keyed.key) from None
            return before
        answered = carry_out()
        if keeps(answered.status):
            row.status, row.content_type, row.content = answered.status, answered.content_type, answered.content
            row.save()
        else:
            row.delete()
        return answered


def kept(keyed: Keyed) -> Answered | None:
    """The answer of the first time; None where there was none. Raises KeyReused for another order under this key."""
    row = IdempotencyRow.objects.filter(token_id=keyed.token, key=keyed.key).first()
    if row is None:
        return None
    if row.request != keyed.request or row.status is None:
        raise KeyReused(keyed.key)
    return Answered(row.status, row.content_type, bytes(row.content), again=True)


def _sweep(now: datetime) -> None:
    old = IdempotencyRow.objects.filter(at__lt=now - KEPT).values_list("pk", flat=True)[:SWEPT]
    IdempotencyRow.objects.filter(pk__in=list(old)).delete()
