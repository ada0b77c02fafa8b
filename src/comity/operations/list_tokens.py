"""Show the tokens that there are: one's own; all of them to those who answer for people."""

from dataclasses import dataclass
from datetime import datetime

from comity.model.officer import Actor, Role
from comity.model.token import Token
from comity.operations.gate import viewing
from comity.store import tokens

SEE_ALL = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})


@dataclass(frozen=True, slots=True)
class ListTokens:
    """Nothing is asked: what is shown depends on who asks."""


@viewing("tokens.list")
def list_tokens(_order: ListTokens, /, *, actor: Actor, now: datetime) -> tuple[Token, ...]:  # noqa: ARG001 every operation is told the time
    """The tokens, newest first, revoked ones too."""
    return tokens.all_tokens(None if actor.officer is None or actor.roles & SEE_ALL else actor.officer)
