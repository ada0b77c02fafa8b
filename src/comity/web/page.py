"""A page of the node: its address, the order that opens it, and the one guard that every page passes.

What has no row in the table of pages has no address; what has no permit opens to nobody.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils.http import urlencode

from comity import runtime
from comity.model.errors import ComityError
from comity.operations.gate import admit
from comity.web.frame import render
from comity.web.refusal import refusal_of, status_of
from comity.web.visit import Visit, first_of_all, visitor


@dataclass(frozen=True, slots=True)
class Page:
    """One row of the table. `view` parses what was asked, calls the operation and renders.

    `order` None: open to everybody, signed in or not; `sends` is what a form on the page orders, where
    that is open to fewer. `own` pages are of one's own account: they open
    before the second factor is shown and the first password is changed, because that happens there.
    """

    path: str
    name: str
    view: Callable[..., HttpResponse]
    order: str | None
    methods: tuple[str, ...] = ("GET",)
    own: bool = False
    sends: str | None = None

    def order_of(self, method: str | None) -> str | None:
        """The order that a request gives."""
        return self.sends if self.sends is not None and method == "POST" else self.order


@dataclass(frozen=True, slots=True)
class PageOrder:
    """What the address of a page names, for the log of who was turned away from it."""

    alert: str | int | None
    disposition: str | int | None
    case: str | int | None
    measure: str | int | None


def guarded(page: Page) -> Callable[..., HttpResponse]:
    """The view of a page, behind the guard."""

    def answer(request: HttpRequest, **parts: str | int) -> HttpResponse:
        if request.method not in page.methods and not (request.method == "HEAD" and "GET" in page.methods):
            return HttpResponseNotAllowed(page.methods)
        actor = visitor(request)
        visit = Visit(request, actor, runtime.now(), page.name, first_of_all(request, actor))
        try:
            response = _let_in(visit, page, parts) or page.view(visit, **parts)
        except ComityError as refused:
            response = render(visit, "refused", refusal_of(refused), status=status_of(refused))
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    answer.page = page  # type: ignore[attr-defined] # what the walk over all addresses looks for
    return answer


def _let_in(visit: Visit, page: Page, parts: Mapping[str, str | int]) -> HttpResponse | None:
    """None for who may see the page now; else where to go first. Raises Forbidden, and leaves an entry of it."""
    order = page.order_of(visit.request.method)
    if order is None:
        return None
    if visit.first == "sign-in" or (visit.first is not None and not page.own):
        return _first(visit.first, visit.request)
    asked = PageOrder(parts.get("alert"), parts.get("proposal"), parts.get("case"), parts.get("measure"))
    admit(order, asked, actor=visit.actor, now=visit.now)
    return None


def _first(name: str, request: HttpRequest) -> HttpResponse:
    """To another page, and afterwards back to this one, if it can be asked for again."""
    answer = redirect(name)
    if request.method == "GET" and request.path != "/":
        answer["Location"] += "?" + urlencode({"next": request.get_full_path()})
    if request.headers.get("HX-Request"):
        # A piece of a page cannot become a sign-in page: the browser is to go there as a whole.
        whole = HttpResponse(status=200)
        whole["HX-Redirect"] = answer["Location"]
        return whole
    return answer
