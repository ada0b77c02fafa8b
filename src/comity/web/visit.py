"""One request to one page: by whom, and when."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from comity.model.officer import DECIDING, Actor, Door
from comity.store.officers import actor_of
from comity.store.second_factor import has_second_factor

NOBODY = Actor("", frozenset(), Door.WEB)


@dataclass(frozen=True, slots=True)
class Visit:
    """What a page is given. `page` is its name in the table of pages; `first` what the officer has to do before."""

    request: HttpRequest
    actor: Actor
    now: datetime
    page: str
    first: str | None = None


def visitor(request: HttpRequest) -> Actor:
    """Who visits; NOBODY before signing in."""
    if not request.user.is_authenticated:
        return NOBODY
    return actor_of(request.user, Door.WEB, confirmed=getattr(request.user, "otp_device", None) is not None)


def first_of_all(request: HttpRequest, actor: Actor) -> str | None:
    """The page that the visitor has to pass before any other; None where none is left.

    Whoever decides shows a second factor, and so does everybody who enrolled one.
    """
    if actor is NOBODY:
        return "sign-in"
    if not actor.confirmed and actor.officer is not None:
        if has_second_factor(actor.officer):
            return "second-factor"
        if actor.roles & DECIDING:
            return "enrol"
    if getattr(request.user, "must_change_password", False):
        return "password"
    return None
