"""What a form sent, read with limits: the names and lengths of fields are ours, not the browser's."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

LONGEST_LINE = 500
LONGEST_TEXT = 20_000


def line(request: HttpRequest, field: str) -> str:
    """One line: outer spaces gone, no line breaks, at most LONGEST_LINE characters; "" where nothing was sent."""
    return " ".join(request.POST.get(field, "").split())[:LONGEST_LINE]


def secret(request: HttpRequest, field: str) -> str:
    """A password exactly as typed."""
    return request.POST.get(field, "")


def text(request: HttpRequest, field: str) -> str:
    """Several lines, at most LONGEST_TEXT characters."""
    return request.POST.get(field, "").replace("\r\n", "\n").strip()[:LONGEST_TEXT]


def whole(request: HttpRequest, field: str) -> int | None:
    """A whole number; None where nothing, or something else, was sent."""
    sent = request.POST.get(field, "").strip()
    return int(sent) if sent.isdecimal() and len(sent) < 19 else None


def chosen(request: HttpRequest, field: str) -> tuple[str, ...]:
    """The boxes that were ticked."""
    return tuple(request.POST.getlist(field))


def destination(request: HttpRequest, fallback: str) -> str:
    """Where the form says to go next, if that is a page of this node."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return asked if safe else fallback
