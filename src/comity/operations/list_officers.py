"""Show who works at this node and as what."""

from dataclasses import dataclass
from datetime import datetime

from comity.model.officer import Actor, OfficerProfile
from comity.operations.gate import gated
from comity.store import officers


@dataclass(frozen=True, slots=True)
class ListOfficers:
    """The order: everybody, or the one of this user name."""

    username: str | None = None


@gated("officers.list")
def list_officers(order: ListOfficers, /, *, actor: Actor, now: datetime) -> tuple[OfficerProfile, ...]:  # noqa: ARG001
    """Officers by user name, those no longer let in included. Raises NotFound."""
    if order.username is not None:
        return (officers.load_by_username(order.username),)
    return officers.load_all()
