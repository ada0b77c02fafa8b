"""What the log says of an order that was refused: who ordered what, and the code of the refusal."""

from datetime import datetime

from comity.audit.entry import Entry, Outcome, acted_by
from comity.model.errors import ComityError
from comity.model.officer import Actor

# What an order concerns, by the field that names it; the first that an order has.
NAMED_BY = {
    "alert": "alert",
    "disposition": "proposal",
    "case": "case",
    "measure": "measure",
    "officer": "officer",
}


def refusal_entry(name: str, order: object, refused: ComityError, *, actor: Actor, now: datetime) -> Entry:
    """An order that was refused. Its own words are not repeated: they may hold what nobody may keep."""
    details = {"door": actor.door.value, "order": type(order).__name__, "code": refused.code}
    return Entry(now, acted_by(actor), name, concerned(order), Outcome.REFUSED, details=details)


def concerned(order: object) -> str:
    """The id of what an order concerns; the order's own kind where it concerns no single thing."""
    for field, kind in NAMED_BY.items():
        number = getattr(order, field, None)
        if isinstance(number, int):
            return f"{kind}/{number}"
    return f"order/{type(order).__name__}"
