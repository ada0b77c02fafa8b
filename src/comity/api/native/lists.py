"""Lists, their editions, listings and what changed."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from comity import runtime
from comity.api.answer import answer
from comity.api.native import answers
from comity.api.native.documented import answers as answered_with
from comity.api.native.shapes import ChangesOut, EditionOut, LifeOut, ListingOut, ListingPage
from comity.api.native.way import caller_in
from comity.model.designation import ListId, Reference
from comity.operations.compare_editions import compare_editions
from comity.operations.gate import admit
from comity.operations.search_listings import SearchListings, search_listings, show_listing
from comity.operations.show_editions import show_editions
from comity.operations.trace_listing import trace_listing

router = Router(tags=["lists"])
Said = Annotated[str, Query(min_length=4, max_length=64)]


@router.get("/lists", response=answered_with(list[EditionOut]), summary="Every edition held of every list")
def lists(request: HttpRequest) -> HttpResponse:
    """Newest first within each list, and which are in force."""
    _may_see(request)
    held = show_editions(runtime.edition_store())
    return answer([answers.edition(each.manifest, in_force=each.in_force) for each in held])


@router.get("/lists/{list_id}", response=answered_with(list[EditionOut]), summary="Every edition held of a list")
def editions(request: HttpRequest, list_id: str) -> HttpResponse:
    """Newest first."""
    _may_see(request)
    held = show_editions(runtime.edition_store(), (ListId(list_id),))
    return answer([answers.edition(each.manifest, in_force=each.in_force) for each in held])


@router.get("/lists/{list_id}/changes", response=answered_with(ChangesOut), summary="What changed between two editions")
def changes(request: HttpRequest, list_id: str, before: Said, after: Said) -> HttpResponse:
    """Each edition by its date or the beginning of its hash."""
    _may_see(request)
    found = compare_editions(runtime.edition_store(), ListId(list_id), before, after)
    return answer(
        {
            "before": found.before.edition,
            "after": found.after.edition,
            "added": found.difference.added,
            "removed": found.difference.removed,
            "amended": [each.reference for each in found.difference.amended],
        }
    )


@router.get("/listings", response=answered_with(ListingPage), summary="Find listings in force")
def search(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=1000)] = "",
    list: Annotated[list[str], Query(max_length=50)] = [],  # noqa: B006 ninja copies it
    size: Annotated[int, Query(ge=1, le=500)] = 20,
    offset: Annotated[int, Query(ge=0, le=10_000)] = 0,
) -> HttpResponse:
    """By words that stand in them and names that sound alike; all of them without `q`."""
    wanted = frozenset(ListId(each) for each in list) or None
    order = SearchListings(text=q, lists=wanted, limit=size, offset=offset)
    found = search_listings(
        order, actor=caller_in(request).actor, now=runtime.now(), screeners=runtime.standing_screener()
    )
    return answer({"listings": [answers.listing(each) for each in found.page], "total": found.total})


@router.get("/listings/{list_id}/{reference}", response=answered_with(ListingOut), summary="One listing in force")
def listing(request: HttpRequest, list_id: str, reference: str) -> HttpResponse:
    """As its publisher has it."""
    found = show_listing(
        ListId(list_id), Reference(reference), actor=caller_in(request).actor, now=runtime.now(),
        screeners=runtime.standing_screener(),
    )  # fmt: skip
    return answer(answers.listing(found))


@router.get(
    "/listings/{list_id}/{reference}/life", response=answered_with(list[LifeOut]), summary="The life of a listing"
)
def life(request: HttpRequest, list_id: str, reference: str) -> HttpResponse:
    """What happened to it in each edition held, oldest first."""
    _may_see(request)
    lives = trace_listing(runtime.edition_store(), Reference(reference), list_ids=(ListId(list_id),))
    return answer(
        [
            {
                "turn": event.turn,
                "edition": event.edition,
                "dated": event.dated,
                "fields": [each.field for each in event.changes],
            }
            for found in lives
            for event in found.events
        ]
    )


def _may_see(request: HttpRequest) -> None:
    admit("lists.see", show_editions, actor=caller_in(request).actor, now=runtime.now())
