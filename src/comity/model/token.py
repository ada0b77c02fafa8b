"""What a program shows to act under an officer's name: a token, and the scopes that it is limited to."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from comity.model.officer import OfficerId

TokenId = NewType("TokenId", int)


class Scope(StrEnum):
    """What a token may be used for, at most: never more than its officer's roles allow."""

    SCREEN = "screen"  # screen subjects, search listings; all calls of yente
    LISTS_READ = "lists:read"  # see lists, editions, listings and their lives
    LISTS_WRITE = "lists:write"  # bring lists to their newest edition
    ALERTS_OPEN = "alerts:open"  # open alerts from what was screened
    ALERTS_READ = "alerts:read"  # see alerts and cases
    ALERTS_WRITE = "alerts:write"  # take, assign, escalate, note, attach, join
    ALERTS_DECIDE = "alerts:decide"  # propose, confirm, refuse; each needs the officer's one-time code as well
    MEASURES_READ = "measures:read"  # see freezes, holds, releases and what they rest on
    MEASURES_DECIDE = "measures:decide"  # propose and decide them; each needs the officer's one-time code as well
    REPORTS_WRITE = "reports:write"  # prepare reports from measures
    RUNS = "runs"  # upload files to be screened, and see how far that is
    PORTFOLIO = "portfolio"  # see and change the portfolio
    AUDIT = "audit"  # the tamper-evident log, its checkpoints and proofs
    METRICS = "metrics"  # counts for monitoring; nothing of any subject
    WEBHOOKS = "webhooks"  # subscriptions to events


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it is kept: its secret is not.

    `prefix` is what people tell tokens apart by; `per_minute` how many calls it is good for.
    """

    id: TokenId
    officer: OfficerId
    officer_name: str
    label: str
    prefix: str
    scopes: frozenset[str]
    per_minute: int
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    last_used_at: datetime | None = None

    def valid(self, now: datetime) -> bool:
        """Neither revoked nor expired."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)
