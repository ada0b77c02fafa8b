"""The administrator's pages: who works here and as what."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from comity.model.errors import BadRequest, ComityError, Forbidden, NotAllowedNow, NotFound
from comity.model.officer import OfficerProfile, Role
from comity.operations.admit_officer import AdmitOfficer, admit_officer
from comity.operations.appoint_officer import AppointOfficer, appoint_officer
from comity.operations.change_officer import ChangeRoles, LetIn, ResetOfficer, change_roles, let_in, reset_officer
from comity.operations.list_officers import ListOfficers, list_officers
from comity.operations.permits import may
from comity.web.first_password import first_password
from comity.web.frame import render
from comity.web.refusal import told
from comity.web.typed import chosen, line
from comity.web.visit import Visit


@dataclass(frozen=True, slots=True)
class OfficerRow:
    """One officer in the table."""

    username: str
    name: str
    roles: tuple[str, ...]
    active: bool
    second_factor: bool
    last_seen: datetime | None
    appointed_at: datetime
    admitted: bool
    ready: bool
    own: bool


@dataclass(frozen=True, slots=True)
class OfficersPage:
    """Everybody, and the form of an appointment for who may appoint."""

    officers: tuple[OfficerRow, ...]
    roles: tuple[str, ...]
    may_appoint: bool
    refusal: str
    username: str
    name: str
    ticked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfficerPage:
    """One officer, and the forms that change their appointment."""

    officer: OfficerRow
    roles: tuple[str, ...]
    may_change: bool
    may_admit: bool
    refusal: str


@dataclass(frozen=True, slots=True)
class FirstPasswordPage:
    """A first password, shown once."""

    username: str
    name: str
    password: str


def page(visit: Visit) -> HttpResponse:
    """Show everybody; appoint."""
    refusal = ""
    if visit.request.method == "POST":
        password = first_password()
        try:
            order = AppointOfficer(
                line(visit.request, "username").lower(), line(visit.request, "name"), password, _roles(visit)
            )
            officer = appoint_officer(order, actor=visit.actor, now=visit.now)
        except Forbidden:
            raise
        except ComityError as refused:
            refusal = told(refused)
        else:
            return render(visit, "first_password", FirstPasswordPage(officer.username, officer.name, password))
    officers = list_officers(ListOfficers(), actor=visit.actor, now=visit.now)
    shown = OfficersPage(
        officers=tuple(_row(officer, visit) for officer in officers),
        roles=_all_roles(),
        may_appoint=may(visit.actor, "officers.appoint"),
        refusal=refusal,
        username=line(visit.request, "username"),
        name=line(visit.request, "name"),
        ticked=chosen(visit.request, "roles"),
    )
    return render(visit, "officers", shown, status=400 if refusal else 200)


def one(visit: Visit, username: str) -> HttpResponse:
    """Show one officer."""
    return _one(visit, _officer(visit, username))


def roles(visit: Visit, username: str) -> HttpResponse:
    """Grant and withdraw roles."""

    def change(officer: OfficerProfile, reason: str) -> None:
        order = ChangeRoles(officer.id, _roles(visit), reason)
        change_roles(order, actor=visit.actor, now=visit.now)

    return _changed(visit, username, change, _("The roles were changed."))


def access(visit: Visit, username: str) -> HttpResponse:
    """Let in no longer, or again."""

    def change(officer: OfficerProfile, reason: str) -> None:
        let_in(LetIn(officer.id, not officer.active, reason), actor=visit.actor, now=visit.now)

    return _changed(visit, username, change, _("It was changed who is let in."))


def reset(visit: Visit, username: str) -> HttpResponse:
    """A new first password, and the second factor forgotten."""
    officer, password = _officer(visit, username), first_password()
    order = ResetOfficer(officer.id, password, line(visit.request, "reason"))
    try:
        reset_officer(order, actor=visit.actor, now=visit.now)
    except BadRequest as refused:
        return _one(visit, officer, told(refused))
    return render(visit, "first_password", FirstPasswordPage(officer.username, officer.name, password))


def admit(visit: Visit, username: str) -> HttpResponse:
    """Vouch, as the second person, for who holds the officer’s password and authenticator."""

    def change(officer: OfficerProfile, reason: str) -> None:
        admit_officer(AdmitOfficer(officer.id, reason), actor=visit.actor, now=visit.now)

    return _changed(visit, username, change, _("The officer is admitted and may decide."))


def _changed(visit: Visit, username: str, change: Callable[[OfficerProfile, str], None], done: str) -> HttpResponse:
    officer = _officer(visit, username)
    try:
        change(officer, line(visit.request, "reason"))
    except (BadRequest, NotAllowedNow) as refused:
        return _one(visit, officer, told(refused))
    messages.success(visit.request, done)
    return redirect("officers-one", username=username)


def _officer(visit: Visit, username: str) -> OfficerProfile:
    found = list_officers(ListOfficers(username), actor=visit.actor, now=visit.now)
    if not found:
        raise NotFound("officer", username, "the list of officers shows who is there")
    return found[0]


def _one(visit: Visit, officer: OfficerProfile, refusal: str = "") -> HttpResponse:
    row = _row(officer, visit)
    may_change = may(visit.actor, "officers.change") and not row.own
    may_admit = not (officer.admitted or row.own or officer.known_to == visit.actor.officer)
    page = OfficerPage(row, _all_roles(), may_change, may_admit and may(visit.actor, "officers.admit"), refusal)
    return render(visit, "officer", page, status=400 if refusal else 200)


def _roles(visit: Visit) -> frozenset[Role]:
    try:
        return frozenset(Role(each) for each in chosen(visit.request, "roles"))
    except ValueError as unknown:
        raise BadRequest(f"{unknown}; roles are {', '.join(_all_roles())}") from unknown


def _all_roles() -> tuple[str, ...]:
    return tuple(role.value for role in Role)


def _row(officer: OfficerProfile, visit: Visit) -> OfficerRow:
    return OfficerRow(
        username=officer.username,
        name=officer.name,
        roles=tuple(role.value for role in Role if role in officer.roles),
        active=officer.active,
        second_factor=officer.second_factor,
        last_seen=officer.last_seen,
        appointed_at=officer.appointed_at,
        admitted=officer.admitted,
        ready=officer.holds_own_keys,
        own=officer.id == visit.actor.officer,
    )
