"""Let an officer in by user name and password; too many failures close the door for a while."""

from dataclasses import dataclass
from datetime import datetime

from comity.audit.entry import Entry, Outcome
from comity.model.errors import SignInRefused
from comity.model.officer import OfficerId
from comity.store import log
from comity.store.officers import authenticated, burn_a_password_check, id_of
from comity.store.sign_in_limits import attempt_succeeded, begin_attempt, limits_of
from comity.store.transaction import atomic

LONGEST_PASSWORD = 1000  # characters; more would only cost time to hash


@dataclass(frozen=True, slots=True)
class SignIn:
    """What was typed, and the network address it came from."""

    username: str
    password: str
    address: str


def sign_in(order: SignIn, /, *, now: datetime) -> OfficerId:
    """The officer whose user name and password these are.

    Raises SignInRefused, the same for an unknown user name, a wrong password, an inactive officer and a
    closed door, and after the same time. Not gated: whoever knocks has no role yet. Every attempt that the
    limits let through leaves an entry in the log.
    """
    username, password = order.username.strip().lower(), order.password[:LONGEST_PASSWORD]
    limits = limits_of(username, order.address)
    if not begin_attempt(limits, now):
        burn_a_password_check(password)
        raise SignInRefused
    officer, named = authenticated(username, password), id_of(username)
    subject = "nobody" if named is None else f"officer/{named}"
    with atomic():
        if officer is None:
            log.append(Entry(now, "unknown", "session.open", subject, Outcome.REFUSED))
        else:
            attempt_succeeded(limits)
            log.append(Entry(now, subject, "session.open", subject))
    if officer is None:
        raise SignInRefused
    return officer
