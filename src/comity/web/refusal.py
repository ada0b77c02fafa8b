"""What a refusal is in a browser: one table from what was refused to a status, and one page."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from comity.model import errors
from comity.store.unavailable import unavailable
from comity.web.words import word

STATUS: Mapping[type[errors.ComityError], HTTPStatus] = {
    errors.ComityError: HTTPStatus.BAD_REQUEST,
    errors.NotFound: HTTPStatus.NOT_FOUND,
    errors.Forbidden: HTTPStatus.FORBIDDEN,
    errors.SignInRefused: HTTPStatus.FORBIDDEN,
    errors.NotAllowedNow: HTTPStatus.CONFLICT,
    errors.LostRace: HTTPStatus.CONFLICT,
    errors.TooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    errors.StoreAway: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.StoreBusy: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.DownloadFailed: HTTPStatus.BAD_GATEWAY,
}

# Values that people write: never looked up, however like a word of ours they are.
WRITTEN = frozenset({"name", "value", "amount", "currency", "file", "codes"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """What the page prints: what happened, the reason in the words of whoever refused, its code."""

    heading: str
    reason: str
    code: str


def status_of(refused: errors.ComityError) -> HTTPStatus:
    """The status of the error's class, else of its nearest ancestor's."""
    return next(STATUS[kind] for kind in type(refused).__mro__ if kind in STATUS)


def told(refused: errors.ComityError) -> str:
    """What was refused and what to do next, in the reader's language as far as Comity's own words go."""
    if not refused.values:
        return gettext(refused.text) if refused.text else str(refused)
    values = {name: _told_value(name, value) for name, value in refused.values.items()}
    return gettext(refused.text).format(**values)


def _told_value(name: str, value: object) -> object:
    """A role, a state or a piece of a sentence is a word of ours; what an officer or a list wrote stays as it is."""
    if not isinstance(value, str) or not value or name in WRITTEN:
        return value
    if name == "roles":
        return ", ".join(word(role) for role in value.split(", "))
    return gettext(value)


def refusal_of(refused: errors.ComityError) -> Refusal:
    """What was refused and what to do next."""
    return Refusal(_heading(status_of(refused)), told(refused), refused.code)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 Django asks for it
    """No page has this address."""
    reason = _("No page has this address. It may have been typed wrongly, or be of another version.")
    return _page(request, Refusal(_heading(HTTPStatus.NOT_FOUND), reason, "page.unknown"), HTTPStatus.NOT_FOUND)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 Django asks for it
    """Django could not make sense of the request."""
    reason = _("The browser sent something that cannot be read. Go back and try again.")
    shown = Refusal(_heading(HTTPStatus.BAD_REQUEST), reason, "request.bad")
    return _page(request, shown, HTTPStatus.BAD_REQUEST)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 Django asks for it
    """The form did not come from a page of ours, or from one that is too old."""
    words = _("This form was open for too long, or did not come from this node. Load its page again, then repeat.")
    return _page(request, Refusal(_heading(HTTPStatus.FORBIDDEN), words, "form.stale"), HTTPStatus.FORBIDDEN)


def fault(request: HttpRequest) -> HttpResponse:
    """A fault of ours, or a database that is away. The details are in the server's log, not here."""
    away = unavailable(sys.exc_info()[1])
    if away is not None:
        return _page(request, refusal_of(away), status_of(away))
    words = _("Comity made a mistake. Nothing of what you ordered was kept. Tell whoever looks after this node.")
    shown = Refusal(_("Something went wrong"), words, "fault")
    return _page(request, shown, HTTPStatus.INTERNAL_SERVER_ERROR)


def _heading(status: HTTPStatus) -> str:
    if status is HTTPStatus.NOT_FOUND:
        return _("This is not here")
    if status is HTTPStatus.FORBIDDEN:
        return _("This is not open to you")
    if status is HTTPStatus.CONFLICT:
        return _("This is not possible now")
    return _("This was refused")


def _page(request: HttpRequest, refusal: Refusal, status: HTTPStatus) -> HttpResponse:
    return render(request, "pages/refused.html.j2", {"page": refusal, "frame": None}, status=status)
