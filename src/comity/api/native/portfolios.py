"""Portfolios: customers that are kept screened."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Router, UploadedFile

from comity import runtime
from comity.api.answer import answer
from comity.api.native import file_answers
from comity.api.native.documented import answers as answered_with
from comity.api.native.file_shapes import BroughtOut, PortfolioOut, WatchedOut
from comity.api.native.handed_in import intake_options, on_disk, only_known
from comity.api.native.payloads import Encoding, FileDates, IdsIn
from comity.api.native.way import caller_in
from comity.intake import IntakeOptions
from comity.model.errors import NotFound
from comity.model.subject import SubjectId
from comity.operations.import_portfolio import ImportPortfolio
from comity.operations.keep_portfolio import (
    BringCustomers,
    Change,
    RemoveCustomers,
    bring_customers,
    remove_from_portfolio,
)
from comity.operations.order_rescreening import OrderRescreening, order_rescreening
from comity.operations.show_portfolios import PortfoliosShown, ShowPortfolios, show_portfolios

router = Router(tags=["portfolios"])
FIELDS = frozenset({"encoding", "dates"})


@router.get("/portfolios", response=answered_with(list[PortfolioOut]), summary="The portfolios held")
def listed(request: HttpRequest) -> HttpResponse:
    """With how many customers each has, and how its last watch went. Nobody's data is in it."""
    found = _shown(request)
    return answer([file_answers.portfolio(each, found.last.get(each.name)) for each in found.held])


@router.get("/portfolios/{name}", response=answered_with(PortfolioOut), summary="One portfolio")
def show(request: HttpRequest, name: str) -> HttpResponse:
    """As in the list of all."""
    found = _shown(request)
    for each in found.held:
        if each.name == name:
            return answer(file_answers.portfolio(each, found.last.get(name)))
    raise NotFound("portfolio", name, "GET /api/v1/portfolios shows which there are")


@router.post(
    "/portfolios/{name}/import", response=answered_with(BroughtOut), summary="Import a file as the whole portfolio"
)
def import_(
    request: HttpRequest,
    name: str,
    file: File[UploadedFile],
    encoding: Annotated[Encoding, Form()] = None,
    dates: Annotated[FileDates, Form()] = None,
) -> HttpResponse:
    """What was held under the name is replaced; where the file cannot be read, it stays. Answered when it is done."""
    return _brought(request, Change.IMPORT, name, file, intake_options(encoding, dates))


@router.post(
    "/portfolios/{name}/update",
    response=answered_with(BroughtOut),
    summary="Add the customers of a file",
)
def update(
    request: HttpRequest,
    name: str,
    file: File[UploadedFile],
    encoding: Annotated[Encoding, Form()] = None,
    dates: Annotated[FileDates, Form()] = None,
) -> HttpResponse:
    """Each in place of whoever has the same id; all others stay. Answered when it is done."""
    return _brought(request, Change.UPDATE, name, file, intake_options(encoding, dates))


@router.post("/portfolios/{name}/remove", response=answered_with(BroughtOut), summary="Remove customers by their ids")
def remove(request: HttpRequest, name: str, asked: IdsIn) -> HttpResponse:
    """An id that nobody has changes nothing."""
    order = RemoveCustomers(name, [SubjectId(each) for each in asked.ids], runtime.portfolio_store())
    return answer(file_answers.brought(remove_from_portfolio(order, actor=caller_in(request).actor, now=runtime.now())))


@router.post(
    "/portfolios/{name}/rescreen",
    response=answered_with(WatchedOut),
    summary="Screen it against the lists now",
)
def rescreen(request: HttpRequest, name: str) -> HttpResponse:
    """By what changed since it was last screened; alerts are opened, updated or closed by it."""
    order = OrderRescreening(name, runtime.watch_means())
    return answer(file_answers.watched(order_rescreening(order, actor=caller_in(request).actor, now=runtime.now())))


def _shown(request: HttpRequest) -> PortfoliosShown:
    order = ShowPortfolios(runtime.portfolio_store())
    return show_portfolios(order, actor=caller_in(request).actor, now=runtime.now())


def _brought(
    request: HttpRequest, change: Change, name: str, file: UploadedFile, options: IntakeOptions
) -> HttpResponse:
    only_known(request, FIELDS)
    with on_disk(file) as place:
        order = BringCustomers(change, ImportPortfolio(name, place, options), runtime.portfolio_store())
        done = bring_customers(order, actor=caller_in(request).actor, now=runtime.now())
    return answer(file_answers.brought(done))
