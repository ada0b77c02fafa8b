"""What stands around every page: where one can go, who is signed in, what was just done."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render as render_template
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from comity.model.officer import Actor
from comity.operations.permits import PERMITS, may
from comity.web.visit import NOBODY, Visit

LANGUAGES = (("en", "English"), ("ru", "Русский"))

# Group, then (page, label, order): shown to whom the order is open. A page that is not there yet is not shown.
NAVIGATION: tuple[tuple[Any, tuple[tuple[str, Any, str], ...]], ...] = (
    (
        _("Work"),
        (
            ("overview", _("Overview"), "overview.see"),
            ("alerts", _("Alerts"), "alerts.see"),
            ("cases", _("Cases"), "cases.see"),
            ("measures", _("Measures"), "measures.see"),
            ("reports", _("Reports"), "reports.see"),
            ("redress", _("Redress"), "redress.see"),
            ("screen", _("Screen"), "subjects.screen"),
            ("screenings", _("Screenings"), "alerts.see"),
        ),
    ),
    (
        _("Lists"),
        (("lists", _("Lists in force"), "lists.see"), ("portfolios", _("Portfolios"), "portfolios.see")),
    ),
    (_("Oversight"), (("log", _("Log"), "log.show"), ("officers", _("Officers"), "officers.list"))),
)


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of the navigation."""

    label: str
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Entries that belong together."""

    label: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """What was just done, or could not be. `kind` is success, info, warning or error."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Frame:
    """All that the base template prints beside the page."""

    groups: tuple[Group, ...]
    officer: str
    roles: tuple[str, ...]
    language: str
    languages: tuple[tuple[str, str], ...]
    here: str
    notices: tuple[Notice, ...]
    signed_in: bool
    waiting: bool
    demonstration: bool


def render(visit: Visit, template: str, page: object, *, status: int = 200) -> HttpResponse:
    """The page `pages/TEMPLATE.html.j2` in its frame; `page` is the page's own frozen context."""
    context = {"page": page, "frame": frame(visit)}
    return render_template(visit.request, f"pages/{template}.html.j2", context, status=status)


def frame(visit: Visit) -> Frame:
    """The frame of one visit. Taking the notices shows them: they are not shown again."""
    actor = visit.actor
    told = tuple(Notice(str(each.level_tag), str(each.message)) for each in messages.get_messages(visit.request))
    return Frame(
        groups=_groups(actor, visit.page) if visit.first is None else (),
        officer=actor.name,
        roles=tuple(sorted(role.value for role in actor.roles)),
        language=get_language() or "en",
        languages=LANGUAGES,
        here=visit.request.get_full_path() if visit.request.method == "GET" else reverse("overview"),
        notices=told,
        signed_in=actor is not NOBODY,
        waiting=not actor.admitted,
        demonstration=settings.DEMONSTRATION,
    )


def _groups(actor: Actor, current: str) -> tuple[Group, ...]:
    groups = []
    for label, entries in NAVIGATION:
        links = tuple(
            Link(
                str(text),
                reverse(page),
                page == current or current.startswith(f"{page}-") or (page == "lists" and current == "listing"),
            )
            for page, text, order in entries
            if order in PERMITS and may(actor, order)
        )
        if links:
            groups.append(Group(str(label), links))
    return tuple(groups)
