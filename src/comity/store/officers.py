"""Officers in and out of the database: rows become `Actor`s here."""

from comity.model.errors import NotFound
from comity.model.officer import Actor, Door, OfficerId, Role
from comity.store.models import Officer


def actor_of(row: Officer, door: Door, *, confirmed: bool, scopes: frozenset[str] | None = None) -> Actor:
    """The officer as one who gives an order. An inactive officer has no role left."""
    roles = (
        frozenset(Role(role) for role in row.grants.values_list("role", flat=True)) if row.is_active else frozenset()
    )
    return Actor(row.name, roles, door, OfficerId(row.pk), confirmed=confirmed, scopes=scopes)


def officer_row(username: str) -> Officer:
    """The officer of this user name. Raises NotFound."""
    try:
        return Officer.objects.get(username=username)
    except Officer.DoesNotExist as error:
        raise NotFound("officer", username, "comity officers list shows who is there") from error
