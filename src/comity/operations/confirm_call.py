"""A one-time code beside a token: the officer, not only the program, gives this order (S3)."""

from dataclasses import replace
from datetime import datetime

from comity.model.errors import SignInRefused, UnknownCaller
from comity.model.officer import Actor
from comity.operations.refusals import refusal_entry
from comity.store import log, second_factor
from comity.store.transaction import atomic

ORDER = "session.confirm"


def confirm_call(actor: Actor, code: str, now: datetime) -> Actor:
    """The same actor, confirmed for one call. Raises SignInRefused for a code that is wrong, used, or tried too soon.

    A code serves once, by whatever door: a program cannot keep one and use it again.
    """
    if actor.officer is None:
        raise UnknownCaller
    with atomic():
        device = second_factor.verified_device(actor.officer, code)
    if device is None:
        refused = SignInRefused()
        with atomic():
            log.append(refusal_entry(ORDER, confirm_call, refused, actor=actor, now=now))
        raise refused
    return replace(actor, confirmed=True)
