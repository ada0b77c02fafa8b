"""Who acts: a person with roles, or a program that acts under a person's name. Never a machine that decides (S3)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

OfficerId = NewType("OfficerId", int)


class Role(StrEnum):
    """What an officer is appointed to do. An officer may hold several; four eyes count persons, not roles."""

    ANALYST = "analyst"  # works alerts, proposes dispositions
    SUPERVISOR = "supervisor"  # the second pair of eyes; assigns work
    LIST_OFFICER = "list_officer"  # lists, editions, the portfolio
    EXCHANGE_OFFICER = "exchange_officer"  # what goes to others: reports, disclosures
    AUDITOR = "auditor"  # sees all, changes nothing
    ADMINISTRATOR = "administrator"  # manages people, sees no case data


# Deciding about others needs more than a password: these roles may do nothing before a second factor is shown.
DECIDING = frozenset(Role) - {Role.AUDITOR}
# Whoever manages people sees no case, and whoever watches changes nothing: neither holds a second role.
ALONE = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})


def may_hold(roles: Collection[Role]) -> bool:
    """May one officer hold all these roles at once?"""
    return len(set(roles)) < 2 or not ALONE & set(roles)


class Door(StrEnum):
    """The way an order came in."""

    WEB = "web"
    API = "api"
    CLI = "cli"
    WATCH = "watch"  # the node's own timer: may open and update alerts, never decide


@dataclass(frozen=True, slots=True)
class Actor:
    """Who gives an order, through which door.

    `officer` is None for the node itself (its timer) and for the person at the machine's own command line,
    who is named by `name`. `confirmed` says that a second factor was shown in this session; `admitted` is false
    for an officer whose first password somebody else gave and whom no second person has admitted since. `scopes` limits
    an API token further than its officer's roles; None where no token is used.
    """

    name: str
    roles: frozenset[Role]
    door: Door
    officer: OfficerId | None = None
    confirmed: bool = False
    admitted: bool = True
    scopes: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class OfficerProfile:
    """An officer as an administrator sees them. `second_factor` says that an authenticator is enrolled.

    `admitted` as in Actor; `known_to` is who gave the present first password, None for the machine's command line.
    """

    id: OfficerId
    username: str
    name: str
    language: str
    active: bool
    roles: frozenset[Role]
    appointed_at: datetime
    last_seen: datetime | None = None
    second_factor: bool = False
    must_change_password: bool = False
    admitted: bool = True
    known_to: OfficerId | None = None

    @property
    def holds_own_keys(self) -> bool:
        """Did the officer choose the password, and enrol an authenticator where the roles need one?"""
        return not self.must_change_password and (self.second_factor or not self.roles & DECIDING)
