"""POST /match/{dataset}: entities in, listings that they may be out, each with its score and reasons."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict

from comity import runtime
from comity.api.answer import answer
from comity.api.caller import Caller
from comity.api.door import charge
from comity.api.yente import parameters
from comity.api.yente.datasets import scope_of
from comity.api.yente.entity import entity_id, last_change, scored
from comity.api.yente.faithful import faithful
from comity.api.yente.misread import Misread
from comity.api.yente.query import MOST_BYTES, Asked, asked, echo, match_query
from comity.lists.ftm_write import schema_of
from comity.matching.scorecard import DEFAULT_THRESHOLD
from comity.matching.screen import Found
from comity.model.designation import ListId
from comity.model.errors import BadRequest, TooLarge
from comity.operations.screen_subjects import LOWEST_THRESHOLD, Screened, ScreenSubjects, screen_subjects

RESULTS, MOST_RESULTS = 5, 500
MOST_EXCLUDED = 50
# This node has one scorecard for all (S9); the names that users of yente have in their programs lead to it.
ALGORITHMS = ("comity", "best", "logic-v2", "logic-v1", "name-based", "name-qualified", "regression-v1")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a call asks for beside its queries. Every filter only takes away from what is found (S2)."""

    threshold: float
    cutoff: float
    limit: int
    lists: frozenset[ListId]
    without_schemas: frozenset[str]
    without_ids: frozenset[str]
    topics: frozenset[str]
    changed_since: str | None

    def keeps(self, found: Found) -> bool:
        """Does a hit pass the filters? A listing whose publisher gives no dates may always have changed."""
        listing = found.designation.listing
        if listing.list not in self.lists or (self.topics and "sanction" not in self.topics):
            return False
        if schema_of(found.designation.entity.kind) in self.without_schemas:
            return False
        if self.without_ids & {listing.reference, entity_id(listing.list, listing.reference)}:
            return False
        changed = last_change(found.designation)
        return self.changed_since is None or changed is None or changed > self.changed_since


@faithful("POST")
def match(request: HttpRequest, caller: Caller, dataset: str) -> HttpResponse:
    """Screen the entities of one call."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        raise TooLarge("the request", "its content", MOST_BYTES, "bytes")
    query = match_query(request.body)
    wanted = _wanted(request.GET, dataset)
    questions = asked(query)
    if len(questions) > 1:
        charge(caller, len(questions) - 1)
    order = ScreenSubjects([each.read.subject for each in questions], wanted.cutoff)
    screened = screen_subjects(order, actor=caller.actor, now=runtime.now(), screeners=runtime.standing_screener())
    responses = {
        each.key: _response(each, found, wanted) for each, found in zip(questions, screened.found, strict=True)
    }
    hits = sum(each["total"]["value"] for each in responses.values())
    runtime.screening_use().add(caller.who, runtime.now(), subjects=len(questions), hits=hits)
    made = answer({"responses": responses, "limit": wanted.limit})
    made["x-batch-size"] = str(len(responses))
    _tell_measure(made, screened)
    if query.weights or query.config:
        made["Comity-Ignored"] = ", ".join(name for name in ("weights", "config") if getattr(query, name))
    return made


def _wanted(query: QueryDict, dataset: str) -> Wanted:
    threshold = parameters.share(query, "threshold")
    threshold = DEFAULT_THRESHOLD if threshold is None else threshold
    said = parameters.share(query, "cutoff")
    cutoff = threshold if said is None else min(said, threshold)
    algorithm = query.get("algorithm", "best").strip().lower()
    if algorithm not in ALGORITHMS:
        raise BadRequest(f"Invalid algorithm: {algorithm[:50]}; known: {', '.join(ALGORITHMS)}")
    excluded = parameters.texts(query, "exclude_entity_ids")
    if len(excluded) > MOST_EXCLUDED:
        raise Misread("exclude_entity_ids", f"List should have at most {MOST_EXCLUDED} items", "too_long")
    return Wanted(
        threshold=threshold,
        cutoff=min(1.0, max(LOWEST_THRESHOLD, cutoff)),
        limit=parameters.whole(query, "limit", RESULTS, most=MOST_RESULTS),
        lists=scope_of(
            dataset,
            runtime.standing_screener().editions(),
            include=parameters.texts(query, "include_dataset"),
            exclude=parameters.texts(query, "exclude_dataset"),
        ),
        without_schemas=frozenset(parameters.texts(query, "exclude_schema")),
        without_ids=frozenset(excluded),
        topics=frozenset(parameters.texts(query, "topics")),
        changed_since=parameters.since(query, "changed_since"),
    )


def _response(one: Asked, found: tuple[Found, ...], wanted: Wanted) -> dict[str, Any]:
    kept = [each for each in found if wanted.keeps(each)]
    results = sorted((scored(each, wanted.threshold) for each in kept), key=lambda each: -each["score"])
    response = {
        "status": 200,
        "results": results[: wanted.limit],
        "total": {"value": len(kept), "relation": "eq"},
        "query": echo(one),
    }
    if one.read.unread:
        response["unread"] = one.read.unread
    return response


def _tell_measure(made: HttpResponse, screened: Screened) -> None:
    """By which measure: whoever keeps the answer can compute it again (S9)."""
    made["Comity-Scorecard"] = screened.scorecard[:16]
    made["Comity-Editions"] = ",".join(f"{each.list}:{each.edition[:12]}" for each in screened.editions)
