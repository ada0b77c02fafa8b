"""The second factor of one's own account: enrol an authenticator, and show it at the door."""

from dataclasses import dataclass
from datetime import datetime

from comity.audit.entry import Entry, Outcome, acted_by
from comity.model.errors import NotAllowedNow, SecondFactorNeeded, SignInRefused
from comity.model.officer import Actor
from comity.operations.gate import gated
from comity.operations.keep_account import own
from comity.store import log, second_factor
from comity.store.second_factor import Enrolment


@dataclass(frozen=True, slots=True)
class BeginEnrolment:
    """The order: show the secret that an authenticator is to be given."""


@dataclass(frozen=True, slots=True)
class ConfirmEnrolment:
    """The order: the authenticator shows this code."""

    code: str


@dataclass(frozen=True, slots=True)
class ShowSecondFactor:
    """The order: let me in with this code, of the authenticator or a recovery code."""

    code: str


@dataclass(frozen=True, slots=True)
class Enrolled:
    """The device that the session has now shown, and the recovery codes, which are never shown again."""

    device: str
    codes: tuple[str, ...]


@gated("account.change")
def begin_enrolment(order: BeginEnrolment, /, *, actor: Actor, now: datetime) -> Enrolment:  # noqa: ARG001
    """The secret. Whoever has an authenticator already must have shown it. Raises SecondFactorNeeded."""
    _refuse_unconfirmed(actor)
    return second_factor.begin_enrolment(own(actor))


def confirm_enrolment(order: ConfirmEnrolment, /, *, actor: Actor, now: datetime) -> Enrolled:
    """From now on the authenticator is asked for; an older one no longer works. Raises SignInRefused."""
    made = _confirm(order, actor=actor, now=now)
    if made is None:  # told after the transaction, which counts the failure
        raise SignInRefused
    return made


@gated("account.change")
def _confirm(order: ConfirmEnrolment, /, *, actor: Actor, now: datetime) -> Enrolled | None:
    _refuse_unconfirmed(actor)
    confirmed = second_factor.confirm_enrolment(own(actor), order.code)
    if confirmed is None:
        return None
    log.append(Entry(now, acted_by(actor), "account.second-factor", f"officer/{own(actor)}"))
    return Enrolled(*confirmed)


def show_second_factor(order: ShowSecondFactor, /, *, actor: Actor, now: datetime) -> str:
    """The id of the device that was shown. Raises SignInRefused for a code that is wrong, used, or tried too soon."""
    device = _shown(order, actor=actor, now=now)
    if device is None:
        raise SignInRefused
    return device


@gated("account.change")
def _shown(order: ShowSecondFactor, /, *, actor: Actor, now: datetime) -> str | None:
    if not second_factor.has_second_factor(own(actor)):
        raise NotAllowedNow("your second factor", "not enrolled", "showing it", "enrol an authenticator first")
    device = second_factor.verified_device(own(actor), order.code)
    outcome = Outcome.REFUSED if device is None else Outcome.DONE
    log.append(Entry(now, acted_by(actor), "session.confirm", f"officer/{own(actor)}", outcome))
    return device


def _refuse_unconfirmed(actor: Actor) -> None:
    """A password alone must not be enough to replace a second factor."""
    if not actor.confirmed and second_factor.has_second_factor(own(actor)):
        raise SecondFactorNeeded("account.change")
