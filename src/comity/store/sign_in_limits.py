"""Limits on signing in, in the database: several server processes count together, and a restart forgets nothing."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from comity.store.models import SignInFailures

WINDOW = timedelta(minutes=15)  # failures are counted together this long, and a lock lasts this long
ACCOUNT_LIMIT = 5
ADDRESS_LIMIT = 40  # a whole office may stand behind one network address


def limits_of(username: str, address: str) -> Mapping[str, int]:
    """What one attempt counts against: the account, there or not, and the network address, with the limit of each."""
    return {_kept("account", username): ACCOUNT_LIMIT, _kept("address", address): ADDRESS_LIMIT}


def begin_attempt(limits: Mapping[str, int], now: datetime) -> bool:
    """May this attempt be made? Counted as failed before it is made, so that a hundred at once are counted too."""
    with transaction.atomic():
        SignInFailures.objects.filter(
            Q(since__lt=now - WINDOW), Q(locked_until=None) | Q(locked_until__lt=now)
        ).delete()
        for each in limits:
            SignInFailures.objects.get_or_create(of=each, defaults={"since": now})
        rows = {row.of: row for row in SignInFailures.objects.select_for_update().filter(of__in=limits).order_by("of")}
        if any(row.locked_until is not None and row.locked_until > now for row in rows.values()):
            return False
        for each, row in rows.items():
            row.failures += 1
            row.locked_until = now + WINDOW if row.failures >= limits[each] else None
            row.save()
        return True


def attempt_succeeded(limits: Mapping[str, int]) -> None:
    """Forget the account's failures, and this attempt's part in the address's: others behind it may still guess."""
    with transaction.atomic():
        for each in limits:
            held = SignInFailures.objects.filter(of=each)
            if each.startswith("account:"):
                held.delete()
            else:
                held.update(failures=F("failures") - 1, locked_until=None)


def _kept(kind: str, value: str) -> str:
    return f"{kind}:{salted_hmac('comity.sign_in', value, algorithm='sha256').hexdigest()}"
