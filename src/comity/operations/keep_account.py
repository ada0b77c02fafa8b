"""What officers do with their own account: another password, their language."""

from dataclasses import dataclass
from datetime import datetime

from comity.audit.entry import Entry, acted_by
from comity.model.errors import BadRequest, Forbidden, SignInRefused
from comity.model.officer import Actor, OfficerId, OfficerProfile
from comity.operations.gate import gated, viewing
from comity.store import log, officers
from comity.store.sign_in_limits import attempt_succeeded, begin_attempt, limits_of

LANGUAGES = ("en", "ru")


@dataclass(frozen=True, slots=True)
class ShowAccount:
    """The order: one's own account."""


@dataclass(frozen=True, slots=True)
class ChangePassword:
    """The order: the old password, and the new one."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ChooseLanguage:
    """The order: pages in this language from now on."""

    language: str


@viewing("account.change")
def show_account(order: ShowAccount, /, *, actor: Actor, now: datetime) -> OfficerProfile:  # noqa: ARG001
    """The officer who asks."""
    return officers.load(own(actor))


def change_password(order: ChangePassword, /, *, actor: Actor, now: datetime) -> None:
    """Set the new password; every other session of the officer ends. Raises SignInRefused, WeakPassword.

    The old one is asked for, so that nobody takes over an account from an unattended screen; guessing it
    there is limited as at the door, and counted outside the transaction that a refusal takes back.
    """
    limits = limits_of(f"own/{own(actor)}", f"own/{own(actor)}")
    allowed = begin_attempt(limits, now)
    if not allowed or not officers.has_password(own(actor), order.old):
        raise SignInRefused
    attempt_succeeded(limits)
    _set_password(order, actor=actor, now=now)


@gated("account.change")
def _set_password(order: ChangePassword, /, *, actor: Actor, now: datetime) -> None:
    if order.new == order.old:
        raise BadRequest("the new password is the old one; choose another")
    officers.set_password(own(actor), order.new, must_change=False)
    log.append(Entry(now, acted_by(actor), "account.password", f"officer/{own(actor)}"))


@gated("account.change")
def choose_language(order: ChooseLanguage, /, *, actor: Actor, now: datetime) -> None:  # noqa: ARG001
    """Keep the language. Raises BadRequest for one that the pages do not speak."""
    if order.language not in LANGUAGES:
        raise BadRequest(f"no pages in language {order.language!r}; known: {', '.join(LANGUAGES)}")
    officers.set_language(own(actor), order.language)


def own(actor: Actor) -> OfficerId:
    """Whose account it is. Raises Forbidden for who has none."""
    if actor.officer is None:
        raise Forbidden("account.change", "the command line of the machine has no account")
    return actor.officer
