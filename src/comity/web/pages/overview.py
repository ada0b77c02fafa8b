"""The first page: what needs doing now, and how the node is."""

from dataclasses import dataclass

from django.http import HttpResponse

from comity.web.frame import render
from comity.web.visit import Visit


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """What the page prints."""

    name: str


def page(visit: Visit) -> HttpResponse:
    """Show it."""
    return render(visit, "overview", OverviewPage(visit.actor.name))
