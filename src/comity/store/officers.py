"""Officers in and out of the database: rows become `Actor`s and `OfficerProfile`s here."""

from collections.abc import Collection
from datetime import datetime

from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import F

from comity.model.errors import BadRequest, NotFound, WeakPassword
from comity.model.officer import Actor, Door, OfficerId, OfficerProfile, Role
from comity.store.models import Officer, RoleGrant
from comity.store.second_factor import enrolled


def actor_of(row: Officer, door: Door, *, confirmed: bool, scopes: frozenset[str] | None = None) -> Actor:
    """The officer as one who gives an order. An inactive officer has no role left."""
    roles = (
        frozenset(Role(role) for role in row.grants.values_list("role", flat=True)) if row.is_active else frozenset()
    )
    return Actor(row.name, roles, door, OfficerId(row.pk), confirmed=confirmed, admitted=row.admitted, scopes=scopes)


def officer_row(username: str) -> Officer:
    """The officer of this user name. Raises NotFound."""
    try:
        return Officer.objects.get(username=username)
    except Officer.DoesNotExist as error:
        raise NotFound("officer", username, "comity officers list shows who is there") from error


def id_of(username: str) -> OfficerId | None:
    """The officer of this user name; None for nobody."""
    found = Officer.objects.filter(username=username).values_list("pk", flat=True).first()
    return None if found is None else OfficerId(found)


def row_of(officer: OfficerId) -> Officer:
    """The officer's row, for Django's sessions. Raises NotFound."""
    try:
        return Officer.objects.get(pk=officer)
    except Officer.DoesNotExist as error:
        raise NotFound("officer", str(officer), "the list of officers shows who is there") from error


def load(officer: OfficerId) -> OfficerProfile:
    """One officer. Raises NotFound."""
    return _profiles([row_of(officer)])[0]


def load_by_username(username: str) -> OfficerProfile:
    """One officer by user name. Raises NotFound."""
    return _profiles([officer_row(username)])[0]


def load_all() -> tuple[OfficerProfile, ...]:
    """Every officer there is or was, by user name."""
    return _profiles(list(Officer.objects.order_by("username")))


def names() -> dict[OfficerId, str]:
    """What every officer is called, those no longer let in included."""
    return {OfficerId(pk): name for pk, name in Officer.objects.values_list("pk", "name")}


def add(username: str, name: str, password: str, *, must_change: bool) -> OfficerId:
    """A new officer without roles. Raises BadRequest for a user name that is taken, WeakPassword."""
    if Officer.objects.filter(username=username).exists():
        raise BadRequest("the user name {name!r} is taken; choose another", name=username)
    row = Officer(username=username, name=name, must_change_password=must_change)
    _set_password(row, password)
    return OfficerId(row.pk)


def has_password(officer: OfficerId, password: str) -> bool:
    """Is this the officer's password?"""
    return row_of(officer).check_password(password)


def set_password(officer: OfficerId, password: str, *, must_change: bool) -> None:
    """Another password; it ends every session of the officer. Raises WeakPassword."""
    row = row_of(officer)
    row.must_change_password = must_change
    _set_password(row, password)


def authenticated(username: str, password: str) -> OfficerId | None:
    """The active officer of this user name and password. Takes as long for one who is not there."""
    row = authenticate(username=username, password=password)
    return None if row is None else OfficerId(row.pk)


def burn_a_password_check(password: str) -> None:
    """Take as long as checking a password, so that the clock does not tell that an account is locked."""
    Officer().set_password(password)


def set_roles(officer: OfficerId, roles: Collection[Role], *, granted_by: OfficerId | None) -> None:
    """Grant and withdraw until the officer holds exactly these roles."""
    RoleGrant.objects.filter(officer_id=officer).exclude(role__in=[role.value for role in roles]).delete()
    for role in sorted(roles):
        RoleGrant.objects.get_or_create(officer_id=officer, role=role.value, defaults={"granted_by_id": granted_by})


def set_active(officer: OfficerId, *, active: bool) -> None:
    """Let the officer in, or no longer."""
    Officer.objects.filter(pk=officer).update(is_active=active)


def set_language(officer: OfficerId, language: str) -> None:
    """The language of the officer's pages."""
    Officer.objects.filter(pk=officer).update(language=language)


def await_admission(officer: OfficerId, *, known_to: OfficerId | None) -> None:
    """Nothing may be decided until a second person admits the officer; `known_to` gave the first password."""
    Officer.objects.filter(pk=officer).update(admitted=False, known_to=known_to)


def admit(officer: OfficerId) -> None:
    """A second person made sure who holds the officer's password and authenticator."""
    Officer.objects.filter(pk=officer).update(admitted=True, known_to=None)


def end_sessions(officer: OfficerId) -> None:
    """Sign the officer out everywhere."""
    Officer.objects.filter(pk=officer).update(session_epoch=F("session_epoch") + 1)


def is_empty() -> bool:
    """Is there no officer yet?"""
    return not Officer.objects.exists()


def _set_password(row: Officer, password: str) -> None:
    try:
        validate_password(password, row)
    except ValidationError as weak:
        raise WeakPassword(tuple(weak.messages)) from weak
    row.set_password(password)
    row.save()


def _profiles(rows: list[Officer]) -> tuple[OfficerProfile, ...]:
    ids = [OfficerId(row.pk) for row in rows]
    with_factor = enrolled(ids)
    roles: dict[int, set[Role]] = {}
    for officer, role in RoleGrant.objects.filter(officer_id__in=ids).values_list("officer_id", "role"):
        roles.setdefault(officer, set()).add(Role(role))
    return tuple(_profile(row, frozenset(roles.get(row.pk, ())), OfficerId(row.pk) in with_factor) for row in rows)


def _profile(row: Officer, roles: frozenset[Role], second_factor: bool) -> OfficerProfile:
    seen: datetime | None = row.last_login
    return OfficerProfile(
        id=OfficerId(row.pk),
        username=row.username,
        name=row.name,
        language=row.language,
        active=row.is_active,
        roles=roles,
        appointed_at=row.appointed_at,
        last_seen=seen,
        second_factor=second_factor,
        must_change_password=row.must_change_password,
        admitted=row.admitted,
        known_to=None if row.known_to_id is None else OfficerId(row.known_to_id),
    )
