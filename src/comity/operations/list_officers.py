"""Show who works at this node and as what."""

from dataclasses import dataclass
from datetime import datetime

from comity.model.officer import Actor, OfficerId, OfficerProfile
from comity.operations.gate import viewing
from comity.operations.permits import CASE_WORKERS
from comity.store import officers


@dataclass(frozen=True, slots=True)
class ListOfficers:
    """The order: everybody, or the one of this user name."""

    username: str | None = None


@viewing("officers.list")
def list_officers(order: ListOfficers, /, *, actor: Actor, now: datetime) -> tuple[OfficerProfile, ...]:  # noqa: ARG001
    """Officers by user name, those no longer let in included. Raises NotFound."""
    if order.username is not None:
        return (officers.load_by_username(order.username),)
    return officers.load_all()


def case_workers() -> tuple[tuple[OfficerId, str], ...]:
    """Those who may be given alerts, by name; for pages that offer them to choose from."""
    found = (each for each in officers.load_all() if each.active and each.roles & CASE_WORKERS)
    return tuple(sorted(((each.id, each.name) for each in found), key=lambda each: each[1].casefold()))
