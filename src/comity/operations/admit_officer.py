"""Admit an officer whose first password somebody else gave: a second person vouches for who holds the keys."""

from dataclasses import dataclass
from datetime import datetime

from comity.audit.entry import Entry, acted_by
from comity.model.errors import BadRequest, NotAllowedNow, SamePerson
from comity.model.officer import Actor, OfficerId, OfficerProfile
from comity.operations.gate import gated
from comity.store import log, officers

NEXT = "nothing is to be done"


@dataclass(frozen=True, slots=True)
class AdmitOfficer:
    """The order, and how the second person made sure."""

    officer: OfficerId
    reason: str


@gated("officers.admit")
def admit_officer(order: AdmitOfficer, /, *, actor: Actor, now: datetime) -> OfficerProfile:
    """The officer, who may decide from now on. Raises SamePerson, NotAllowedNow, BadRequest, NotFound."""
    officer = officers.load(order.officer)
    _refuse(officer, actor)
    if not order.reason.strip():
        raise BadRequest("there is no reason; write how you made sure who it is, for the log")
    officers.admit(officer.id)
    details = {"door": actor.door.value, "reason": order.reason.strip()}
    log.append(Entry(now, acted_by(actor), "officers.admit", f"officer/{officer.id}", details=details))
    return officers.load(officer.id)


def _refuse(officer: OfficerProfile, actor: Actor) -> None:
    what = f"officer/{officer.id}"
    if officer.admitted:
        raise NotAllowedNow(what, "admitted", "to admit", NEXT)
    if actor.officer in (officer.id, officer.known_to):
        raise SamePerson(what, "to admit")
    if not officer.holds_own_keys:
        raise NotAllowedNow(
            what, "not ready", "to admit", "the officer must first choose a password and enrol an authenticator"
        )
