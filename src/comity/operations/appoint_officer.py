"""Appoint an officer: a person gets a user name, a first password and roles."""

import re
from dataclasses import dataclass
from datetime import datetime

from comity.audit.entry import Entry, acted_by
from comity.model.errors import BadRequest
from comity.model.officer import Actor, OfficerProfile, Role, may_hold
from comity.operations.gate import gated
from comity.store import log, officers

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}")


@dataclass(frozen=True, slots=True)
class AppointOfficer:
    """The order. `password` is the first one; its owner must change it at once if `must_change`."""

    username: str
    name: str
    password: str
    roles: frozenset[Role]
    must_change: bool = True


@gated("officers.appoint")
def appoint_officer(order: AppointOfficer, /, *, actor: Actor, now: datetime) -> OfficerProfile:
    """The new officer. Raises BadRequest for a user name or roles that cannot be, WeakPassword.

    Whom an administrator appoints, a second person must admit before anything is decided under the new name: else
    one person could be two officers. The first ones are appointed at the machine itself and need nobody.
    """
    if not USERNAME.fullmatch(order.username):
        raise BadRequest(
            "the user name {name!r} cannot be; write 2 to 60 small letters, digits, full stops, - or _",
            name=order.username,
        )
    if not order.name.strip():
        raise BadRequest("the officer has no name; write it as it shall stand in the log")
    refuse_roles(order.roles)
    officer = officers.add(order.username, order.name.strip(), order.password, must_change=order.must_change)
    officers.set_roles(officer, order.roles, granted_by=actor.officer)
    if actor.officer is not None:
        officers.await_admission(officer, known_to=actor.officer)
    details = {"door": actor.door.value, "username": order.username, "roles": sorted(order.roles)}
    log.append(Entry(now, acted_by(actor), "officers.appoint", f"officer/{officer}", details=details))
    return officers.load(officer)


def refuse_roles(roles: frozenset[Role]) -> None:
    """Raises BadRequest for roles that one officer may not hold together."""
    if not may_hold(roles):
        raise BadRequest("an administrator and an auditor hold no other role; appoint another person for it")
