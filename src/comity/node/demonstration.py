"""A demonstration node: a home marked as one while it was empty. It never holds anything real.

HOME/DEMONSTRATION    its officers with their passwords and authenticator secrets, as JSON; its being there is the mark
"""

import os
import secrets
from base64 import b32decode, b32encode
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from comity.model.errors import BadRequest, NotFound
from comity.model.officer import Role

MARK = "DEMONSTRATION"
PEOPLE = (
    ("ana", "Ana Vetrova", (Role.ANALYST,)),
    ("bakyt", "Bakyt Osmonov", (Role.ANALYST,)),
    ("sofia", "Sofia Lindqvist", (Role.SUPERVISOR,)),
    ("lin", "Lin Zhao", (Role.LIST_OFFICER,)),
    ("emeka", "Emeka Obi", (Role.EXCHANGE_OFFICER,)),
    ("aud", "Aud Haraldsen", (Role.AUDITOR,)),
    ("root", "Rut Avram", (Role.ADMINISTRATOR,)),
)


@dataclass(frozen=True, slots=True)
class Login:
    """One invented officer. `secret` is what an authenticator is given, in the letters that people type."""

    username: str
    name: str
    roles: tuple[str, ...]
    password: str
    secret: str


def invented_logins() -> tuple[Login, ...]:
    """One officer a role (two analysts), each with a password and an authenticator secret of this demonstration."""
    return tuple(
        Login(
            username,
            name,
            tuple(role.value for role in roles),
            f"{username}-{secrets.token_hex(5)}",
            b32encode(secrets.token_bytes(20)).decode("ascii"),
        )
        for username, name, roles in PEOPLE
    )


def is_demonstration(home: Path) -> bool:
    """Was this home made for a demonstration?"""
    return (home / MARK).exists()


def logins(home: Path) -> tuple[Login, ...]:
    """The officers of a demonstration."""
    return msgspec.json.decode((home / MARK).read_bytes(), type=tuple[Login, ...])


def shown_code(home: Path, username: str, now: datetime) -> str:
    """What an invented officer's authenticator shows now. Raises NotFound for a user name."""
    from django_otp.oath import TOTP

    known = {login.username: login for login in logins(home)}
    if username not in known:
        raise NotFound("officer of the demonstration", username, f"there are: {', '.join(known)}")
    clock = TOTP(b32decode(known[username].secret))
    clock.time = now.timestamp()
    return f"{clock.token():06d}"


def mark_demonstration(home: Path, officers: tuple[Login, ...]) -> None:
    """Mark an empty home. Raises BadRequest for one that holds anything: it may be real."""
    if home.exists() and any(home.iterdir()):
        raise BadRequest(f"{home} is not empty, so no demonstration is made there; choose another COMITY_HOME")
    if os.environ.get("DATABASE_URL"):
        raise BadRequest("DATABASE_URL is set; a demonstration keeps its invented data to itself: unset it")
    home.mkdir(parents=True, exist_ok=True)
    handle = os.open(home / MARK, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(officers), indent=2))


def refuse_on_demonstration(home: Path, what: str) -> None:
    """Keep what is real away from a demonstration. Raises BadRequest."""
    if is_demonstration(home):
        raise BadRequest(
            f"{home} is a demonstration, where everybody is invented: {what} belongs into another COMITY_HOME"
        )
