"""What a program shows to act under an officer's name: a token, and the scopes that it is limited to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from comity.model.officer import OfficerId

TokenId = NewType("TokenId", int)


class Scope(StrEnum):
    """What a token may be used for, at most: never more than its officer's roles allow."""

    SCREEN = "screen"
    LISTS_READ = "lists:read"
    LISTS_WRITE = "lists:write"
    ALERTS_OPEN = "alerts:open"
    ALERTS_READ = "alerts:read"
    ALERTS_WRITE = "alerts:write"
    ALERTS_DECIDE = "alerts:decide"
    MEASURES_READ = "measures:read"
    MEASURES_DECIDE = "measures:decide"
    REPORTS_WRITE = "reports:write"
    PORTFOLIO = "portfolio"
    AUDIT = "audit"
    METRICS = "metrics"
    WEBHOOKS = "webhooks"


# What each scope opens, as the reference tells it.
OPENS: Mapping[Scope, str] = {
    Scope.SCREEN: "screening subjects, searching listings, all calls of yente",
    Scope.LISTS_READ: "lists, editions, listings and their lives",
    Scope.LISTS_WRITE: "nothing that a call does: lists are brought by commands of the node",
    Scope.ALERTS_OPEN: "screening subjects or files so that alerts are opened, and seeing how far a file is",
    Scope.ALERTS_READ: "seeing alerts, cases and redress",
    Scope.ALERTS_WRITE: "taking, assigning, escalating, noting, attaching, joining",
    Scope.ALERTS_DECIDE: "proposing, confirming, refusing: each needs the officer's one-time code as well (S3)",
    Scope.MEASURES_READ: "seeing freezes, holds, releases and what they rest on",
    Scope.MEASURES_DECIDE: "holding, freezing and releasing: each needs the officer's one-time code as well (S3)",
    Scope.REPORTS_WRITE: "reports from measures: no call needs it yet, they are written in the browser",
    Scope.PORTFOLIO: "seeing, importing and screening portfolios",
    Scope.AUDIT: "the tamper-evident log, its checkpoints and proofs",
    Scope.METRICS: "counts for monitoring; nothing of any subject",
    Scope.WEBHOOKS: "subscriptions to events; beginning and ending one needs the one-time code",
}


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
