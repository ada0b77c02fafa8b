"""An act on a page: one order to one operation. What is refused shows the page again; what is done shows it anew."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from comity.model.errors import ComityError
from comity.web.refusal import told
from comity.web.typed import text, whole
from comity.web.visit import Visit

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Acts:
    """The acts on one kind of thing. `part` is what the address calls its number, `page` the page that shows it.

    `show` shows the thing with a refusal; `refusals` are those that belong onto its page.
    """

    part: str
    page: str
    show: Callable[[Visit, int, str], HttpResponse]
    refusals: tuple[type[ComityError], ...]

    def carried_out(self, visit: Visit, number: int, order: Callable[..., Any], done: str) -> HttpResponse:
        """Give the order; back to the page, with what was done or why not."""
        try:
            order(actor=visit.actor, now=visit.now)
        except self.refusals as refused:
            return self.show(visit, number, told(refused))
        messages.success(visit.request, done)
        return redirect(reverse(self.page, kwargs={self.part: number}))

    def view(self, order: Callable[[Any, int, str], Any], operation: Callable[..., Any], done: Any) -> View:
        """The view of an act that says what it is on, which version was looked at, and a text."""

        def act(visit: Visit, **parts: int) -> HttpResponse:
            number = parts[self.part]
            given = order(number, seen(visit), text(visit.request, "text"))
            return self.carried_out(visit, number, lambda **by: operation(given, **by), str(done))

        return act


def seen(visit: Visit) -> int:
    """The version of the thing that the officer looked at."""
    return whole(visit.request, "version") or 0
