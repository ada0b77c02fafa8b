"""Sessions: begun anew at every sign-in, ended after a while without use, and at the end of a working day."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django_otp import DEVICE_ID_SESSION_KEY

from comity import runtime
from comity.model.officer import OfficerId
from comity.store.officers import row_of

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=8)
NOTED_EVERY = timedelta(minutes=1)  # how exactly the last use is known; each note is a write
BEGUN, SEEN = "begun", "seen"
BACKEND = "django.contrib.auth.backends.ModelBackend"


class SessionLimits:
    """Middleware: ends sessions that are too old or were left alone, and speaks the officer's language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, for who is still signed in."""
        if request.user.is_authenticated:
            if _over(request, runtime.now()):
                end_session(request)
                messages.info(request, _("You were signed out after a while without use. Sign in again to go on."))
            else:
                translation.activate(request.user.language)
                request.LANGUAGE_CODE = translation.get_language()
        return self._get_response(request)


def begin_session(request: HttpRequest, officer: OfficerId, now: datetime) -> None:
    """Sign in: under a new session key, so that one planted before is worth nothing."""
    auth.login(request, row_of(officer), backend=BACKEND)
    request.session[BEGUN] = request.session[SEEN] = now.timestamp()


def confirm_session(request: HttpRequest, device: str) -> None:
    """The second factor was shown: remember it, under a new session key again."""
    request.session[DEVICE_ID_SESSION_KEY] = device
    request.session.cycle_key()


def renew_session(request: HttpRequest, officer: OfficerId) -> None:
    """Go on after one's password changed; every other session of the officer has ended with it."""
    auth.update_session_auth_hash(request, row_of(officer))


def end_session(request: HttpRequest) -> None:
    """Sign out."""
    auth.logout(request)


def address_of(request: HttpRequest) -> str:
    """The network address that asks: behind a proxy that is said to be there, the one that the proxy saw."""
    from django.conf import settings

    if settings.SECURE_PROXY_SSL_HEADER is not None:
        seen = request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip()
        if seen:
            return seen
    return str(request.META.get("REMOTE_ADDR", ""))


def _over(request: HttpRequest, now: datetime) -> bool:
    """Is the session over? Notes this use, unless it is a page that asks by itself how far something is."""
    begun, seen = request.session.get(BEGUN), request.session.get(SEEN)
    if begun is None or seen is None:
        return True
    at = now.timestamp()
    if at - begun > LONGEST.total_seconds() or at - seen > IDLE.total_seconds():
        return True
    if at - seen > NOTED_EVERY.total_seconds() and "poll" not in request.GET:
        request.session[SEEN] = at
    return False
