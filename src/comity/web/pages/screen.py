"""Screen: a file of customers, or one subject typed in by hand."""

import secrets
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comity import runtime
from comity.cases.finding_again import Scope
from comity.cases.ids import RunId
from comity.cases.run import AlertRun, check_portfolio
from comity.intake import IntakeOptions
from comity.intake.typed import TypedSubject, typed_subject
from comity.matching.scorecard import DEFAULT_SCORECARD
from comity.model.entity import Kind
from comity.model.errors import BadRequest, ComityError, Forbidden
from comity.model.subject import Subject
from comity.operations.alert_opening import AlertOpening, OpeningMeans
from comity.operations.open_screener import OpenScreener
from comity.operations.permits import may, require
from comity.operations.screen import Means, ScreeningOrder, screen_subject, screened_lists
from comity.operations.screen_upload import ReceiveFile, receive_file, screen_received
from comity.operations.screening import Screening
from comity.web.frame import render
from comity.web.hit_card import HitCard, hit_card
from comity.web.lists_known import list_title
from comity.web.refusal import told
from comity.web.typed import line
from comity.web.visit import Visit

MOST_CARDS = 30
KINDS = tuple(kind.value for kind in Kind if kind is not Kind.UNKNOWN)
ENCODINGS = ("utf-8", "utf-16", "windows-1251", "windows-1252", "windows-1256", "koi8-r", "gb18030")


@dataclass(frozen=True, slots=True)
class TypedForm:
    """What was typed by hand."""

    name: str = ""
    born: str = ""
    nationality: str = ""
    document: str = ""
    kind: str = ""
    id: str = ""
    portfolio: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found on the subject typed in; `more` hits are not shown."""

    cards: tuple[HitCard, ...]
    more: int
    editions: int


@dataclass(frozen=True, slots=True)
class ScreenPage:
    """The two forms, and what was found by the second."""

    typed: TypedForm
    kinds: tuple[str, ...]
    encodings: tuple[str, ...]
    found: Found | None
    refusal: str
    file_refusal: str
    may_open: bool


def page(visit: Visit) -> HttpResponse:
    """Ask for a file or a name."""
    return _page(visit, TypedForm())


def by_hand(visit: Visit) -> HttpResponse:
    """Screen one subject; open an alert for what is found, if that is asked for."""
    request = visit.request
    typed = TypedForm(**{field: line(request, field) for field in TypedForm.__dataclass_fields__})
    try:
        subject = typed_subject(
            TypedSubject(typed.name, typed.born, typed.nationality, typed.document, _kind(typed.kind), typed.id or "1")
        )
        opened = _opened(visit, subject, typed) if line(request, "act") == "open" else None
        if opened is not None:
            return redirect("alerts-one", alert=opened)
        with runtime.standing_screener().lent() as screener:
            found = _screened(screener, subject)
    except Forbidden:
        raise
    except ComityError as refused:
        return _page(visit, typed, refusal=told(refused))
    return _page(visit, typed, found=_found(found))


def upload(visit: Visit) -> HttpResponse:
    """Keep a file of customers, and screen it meanwhile."""
    request = visit.request
    file = request.FILES.get("file")
    if file is None or not file.name or file.file is None:
        return _page(visit, TypedForm(), file_refusal=_("No file was chosen."))
    order = ReceiveFile(file.name, file.file, line(request, "portfolio"), runtime.settings().home)  # type: ignore[arg-type]
    try:
        received = receive_file(order, actor=visit.actor, now=visit.now)
    except Forbidden:
        raise
    except ComityError as refused:
        return _page(visit, TypedForm(), file_refusal=told(refused))
    day_first = {"day": True, "month": False}.get(line(request, "dates"))
    options = IntakeOptions(encoding=line(request, "encoding") or None, day_first=day_first)
    runtime.background().submit(screen_received, received, options, runtime.upload_means(), actor=visit.actor)
    return redirect("screenings-one", run=received.upload.run)


def _opened(visit: Visit, subject: Subject, typed: TypedForm) -> int | None:
    """The alert that the subject has by now; None where nothing is found that needs one."""
    require(visit.actor, "alerts.open")
    if not typed.id:
        raise BadRequest(_("An alert is of a customer: write the customer’s id."))
    run_id = RunId(f"by-hand-{visit.now:%Y%m%d-%H%M%S}-{secrets.token_hex(4)}")
    run = AlertRun(run_id, check_portfolio(typed.portfolio), visit.actor.door, visit.actor.name, visit.now)
    with runtime.standing_screener().lent() as screener:
        scope = Scope(frozenset(edition.list for edition in screener.editions))
        means = OpeningMeans(visit.actor, runtime.now, screener.editions, runtime.settings().due_after)
        opening = AlertOpening(run, scope, means)
        _screened(screener, subject, opening)
    done = opening.finish()
    return next(iter((*done.opened, *done.updated)), None)


def _screened(screener: OpenScreener, subject: Subject, opening: AlertOpening | None = None) -> Screening:
    def describe(list_id: str) -> tuple[str, str]:
        return list_title(list_id), ""

    lists = screened_lists(screener, describe)
    if opening is None:
        means = Means(lists, runtime.now)
    else:
        means = Means(lists, runtime.now, batch=opening.batch, finding=opening.finding)
    return screen_subject(screener, subject, ScreeningOrder(), means)


def _found(screening: Screening) -> Found:
    language = (get_language() or "en")[:2]
    cards = tuple(
        hit_card(
            each,
            anchor=f"hit-{number}",
            list_title=list_title(each.hit.list),
            threshold=DEFAULT_SCORECARD.threshold,
            language=language,
        )
        for number, each in enumerate(screening.findings[:MOST_CARDS], start=1)
    )
    return Found(cards, screening.hits - len(cards), len(screening.lists))


def _kind(said: str) -> Kind:
    return Kind(said) if said in KINDS else Kind.UNKNOWN


def _page(
    visit: Visit, typed: TypedForm, *, found: Found | None = None, refusal: str = "", file_refusal: str = ""
) -> HttpResponse:
    may_open = may(visit.actor, "alerts.open")
    page = ScreenPage(typed, KINDS, ENCODINGS, found, refusal, file_refusal, may_open)
    return render(visit, "screen", page, status=400 if refusal or file_refusal else 200)
