"""Change what an officer may do: roles, being let in at all, a lost second factor. Never one's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from comity.audit.entry import Entry, JsonValue, acted_by
from comity.model.errors import BadRequest, Forbidden
from comity.model.officer import Actor, OfficerId, OfficerProfile, Role
from comity.operations.appoint_officer import refuse_roles
from comity.operations.gate import gated
from comity.store import log, officers
from comity.store.second_factor import forget_second_factor


@dataclass(frozen=True, slots=True)
class ChangeRoles:
    """The order: from now on exactly these roles, and why."""

    officer: OfficerId
    roles: frozenset[Role]
    reason: str


@dataclass(frozen=True, slots=True)
class LetIn:
    """The order: let the officer in (again), or no longer, and why."""

    officer: OfficerId
    active: bool
    reason: str


@dataclass(frozen=True, slots=True)
class ResetOfficer:
    """The order: a new first password, and enrol an authenticator anew, because the old ones are lost, and why."""

    officer: OfficerId
    password: str
    reason: str


AnyChange = ChangeRoles | LetIn | ResetOfficer


@gated("officers.change")
def change_roles(order: ChangeRoles, /, *, actor: Actor, now: datetime) -> OfficerProfile:
    """The officer with these roles; what was open to them before is closed at their next page."""
    _refuse(order.officer, order.reason, actor)
    refuse_roles(order.roles)
    before = officers.load(order.officer).roles
    officers.set_roles(order.officer, order.roles, granted_by=actor.officer)
    told = {"granted": sorted(order.roles - before), "withdrawn": sorted(before - order.roles)}
    log.append(_entry("officers.roles", order, told, actor=actor, now=now))
    return officers.load(order.officer)


@gated("officers.change")
def let_in(order: LetIn, /, *, actor: Actor, now: datetime) -> OfficerProfile:
    """The officer, let in or no longer; every session ends."""
    _refuse(order.officer, order.reason, actor)
    officers.set_active(order.officer, active=order.active)
    officers.end_sessions(order.officer)
    log.append(_entry("officers.let-in", order, {"active": order.active}, actor=actor, now=now))
    return officers.load(order.officer)


@gated("officers.change")
def reset_officer(order: ResetOfficer, /, *, actor: Actor, now: datetime) -> OfficerProfile:
    """The officer with a first password again and no authenticator; every session ends. Raises WeakPassword.

    Whoever gave the password could use it as the officer's, and so act as two persons: nothing is decided under
    this name until somebody else has admitted the officer (admit_officer).
    """
    _refuse(order.officer, order.reason, actor)
    officers.set_password(order.officer, order.password, must_change=True)
    forget_second_factor(order.officer)
    officers.await_admission(order.officer, known_to=actor.officer)
    officers.end_sessions(order.officer)
    log.append(_entry("officers.reset", order, {}, actor=actor, now=now))
    return officers.load(order.officer)


def _entry(action: str, order: AnyChange, told: Mapping[str, JsonValue], *, actor: Actor, now: datetime) -> Entry:
    details = {"door": actor.door.value, "reason": order.reason.strip(), **told}
    return Entry(now, acted_by(actor), action, f"officer/{order.officer}", details=details)


def _refuse(officer: OfficerId, reason: str, actor: Actor) -> None:
    if officer == actor.officer:
        raise Forbidden("officers.change", "nobody changes their own appointment; another administrator must do it")
    if not reason.strip():
        raise BadRequest("there is no reason; write why, for the log")
    officers.load(officer)
