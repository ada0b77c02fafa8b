"""Make a token with which a program acts under an officer's name. Its secret is shown this once."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from comity.audit.entry import Entry, acted_by
from comity.model.errors import BadRequest, Forbidden
from comity.model.officer import Actor, OfficerId
from comity.model.token import Scope, Token, TokenId
from comity.operations.gate import gated
from comity.store import log, tokens

PER_MINUTE = 30_000  # what a token is good for where nothing else is said
MOST_PER_MINUTE = 10_000_000


@dataclass(frozen=True, slots=True)
class CreateToken:
    """A token for an officer: for oneself, at the machine's own command line for anybody."""

    officer: OfficerId
    label: str
    scopes: frozenset[str]
    per_minute: int = PER_MINUTE
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Created:
    """The token, and the secret that is kept nowhere."""

    token: Token
    secret: str


@gated("tokens.create")
def create_token(order: CreateToken, /, *, actor: Actor, now: datetime) -> Created:
    """Make the token. Nobody makes one for another: an administrator would come by case data that way."""
    if actor.officer is not None and order.officer != actor.officer:
        raise Forbidden("tokens.create", "officers make tokens for themselves only")
    if not order.label.strip() or len(order.label) > 200:
        raise BadRequest("a token needs a label of 1 to 200 characters that says which program has it")
    known = {scope.value for scope in Scope}
    if not order.scopes or order.scopes - known:
        odd = ", ".join(sorted(order.scopes - known)) or "none"
        raise BadRequest(f"scopes: {odd}; choose at least one of: {', '.join(sorted(known))}")
    if not 1 <= order.per_minute <= MOST_PER_MINUTE:
        raise BadRequest(f"{order.per_minute} calls a minute; choose 1 to {MOST_PER_MINUTE:,}")
    if order.expires_at is not None and order.expires_at <= now:
        raise BadRequest(f"the token would have expired at {order.expires_at:%Y-%m-%d %H:%M}, which is past")
    prefix = secrets.token_hex(5)
    secret = f"{tokens.SHOWN}_{prefix}_{secrets.token_urlsafe(32)}"
    token = Token(
        TokenId(0), order.officer, "", order.label.strip(), prefix, order.scopes, order.per_minute, now,
        order.expires_at,
    )  # fmt: skip
    made = tokens.add(token, secret)
    log.append(
        Entry(
            now,
            acted_by(actor),
            "tokens.create",
            f"token/{made.prefix}",
            details={
                "officer": f"officer/{made.officer}",
                "scopes": sorted(made.scopes),
                "per_minute": made.per_minute,
            },
        )
    )
    return Created(made, secret)
