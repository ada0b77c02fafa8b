"""Requests of programs, past everything that only browsers need.

Sessions, CSRF, languages and static files are for pages; each costs a program's request more than screening does.
What guards a program's request stands at its door (`api.door`): token, scope, rate, host, method, safe headers.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIHandler

from comity.api.urls import PREFIXES

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class ProgramHandler(WSGIHandler):
    """Django's own handler without any middleware."""

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: ARG002 as Django calls it
        """Views are called directly; each turns its own refusals and faults into answers."""
        self._view_middleware: list[Any] = []
        self._template_response_middleware: list[Any] = []
        self._exception_middleware: list[Any] = []
        self._middleware_chain = convert_exception_to_response(self._get_response)  # type: ignore[attr-defined]


def with_short_way(pages: Wsgi) -> Wsgi:
    """An application that leads programs' addresses to the short way, and all others to the pages."""
    programs = ProgramHandler()

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        way = programs if environ.get("PATH_INFO", "").startswith(PREFIXES) else pages
        return way(environ, start_response)

    return application
