"""GET /entities/{id}: one listing, whole; and what stands beside it, which is the legal act itself."""

from functools import partial
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from comity import runtime
from comity.api.answer import answer
from comity.api.caller import Caller
from comity.api.yente import parameters
from comity.api.yente.entity import entity, entity_id, nested, sanction
from comity.api.yente.faithful import faithful
from comity.model.designation import Designation, ListId, Reference
from comity.model.errors import NotFound
from comity.operations.search_listings import show_listing

RESULTS, MOST_RESULTS, MOST_OFFSET = 10, 500, 9_499


@faithful("GET")
def fetch(request: HttpRequest, caller: Caller, id: str) -> HttpResponse:
    """One listing. Its publisher's reference leads to it too, as the id of an entity merged into another does."""
    found = _listing(id, caller)
    own = entity_id(found.listing.list, found.listing.reference)
    if own != id:
        answered = HttpResponse(status=308)
        answered["Location"] = reverse("yente-entity", args=[own])
        return answered
    with_more = parameters.truth(request.GET, "nested", default=True)
    return answer(nested(found) if with_more else entity(found))


@faithful("GET")
def adjacent(request: HttpRequest, caller: Caller, id: str) -> HttpResponse:
    """What stands beside a listing, by property."""
    found = _listing(id, caller)
    return answer({"entity": entity(found), "adjacent": {"sanctions": _page(request, found)}})


@faithful("GET")
def adjacent_by(request: HttpRequest, caller: Caller, id: str, property_: str) -> HttpResponse:
    """What stands beside a listing in one property."""
    found = _listing(id, caller)
    if property_ != "sanctions":
        raise NotFound("property", property_, "beside a listing stands only: sanctions")
    return answer(_page(request, found))


def _page(request: HttpRequest, found: Designation) -> dict[str, object]:
    limit = parameters.whole(request.GET, "limit", RESULTS, most=MOST_RESULTS)
    offset = parameters.whole(request.GET, "offset", 0, most=MOST_OFFSET)
    results = [sanction(found)][offset : offset + limit]
    return {"results": results, "total": {"value": 1, "relation": "eq"}, "limit": limit, "offset": offset}


def _listing(id: str, caller: Caller) -> Designation:
    """By its own id, else by its publisher's reference. Raises NotFound."""
    show = partial(show_listing, actor=caller.actor, now=runtime.now(), screeners=runtime.standing_screener())
    list_id, dash, reference = id.partition("-")
    if dash:
        try:
            return show(ListId(list_id), Reference(unquote(reference)))
        except NotFound:
            pass
    return show(None, Reference(id))
