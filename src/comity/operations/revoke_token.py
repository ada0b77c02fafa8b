"""Revoke a token: from the next request on it opens nothing."""

from dataclasses import dataclass
from datetime import datetime

from comity.audit.entry import Entry, acted_by
from comity.model.errors import NotFound
from comity.model.officer import Actor, Role
from comity.model.token import Token
from comity.operations.gate import gated
from comity.store import log, tokens


@dataclass(frozen=True, slots=True)
class RevokeToken:
    """Which one, by its prefix."""

    prefix: str


@gated("tokens.revoke")
def revoke_token(order: RevokeToken, /, *, actor: Actor, now: datetime) -> Token:
    """Revoke one's own token; administrators revoke anybody's. Raises NotFound, also for another's."""
    token = tokens.load(order.prefix)
    if actor.officer not in (None, token.officer) and Role.ADMINISTRATOR not in actor.roles:
        raise NotFound("token", order.prefix, "comity tokens list shows which there are")
    if token.revoked_at is not None:
        return token
    tokens.revoke(token.id, now)
    log.append(Entry(now, acted_by(actor), "tokens.revoke", f"token/{token.prefix}"))
    return tokens.load(order.prefix)
