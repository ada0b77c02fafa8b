"""GET /search/{dataset}: listings by what somebody typed, page by page, with counts to narrow them down."""

import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict

from comity import runtime
from comity.api.answer import answer
from comity.api.caller import Caller
from comity.api.yente import parameters
from comity.api.yente.datasets import scope_of
from comity.api.yente.entity import Document, entity
from comity.api.yente.faithful import faithful
from comity.api.yente.misread import Misread
from comity.intake.ftm import ftm_tables
from comity.lists.ftm_write import schema_of
from comity.model.designation import Designation, ListId
from comity.model.entity import Kind
from comity.model.errors import BadRequest
from comity.model.territory import country_name, is_country
from comity.operations.search_listings import FoundListings, SearchListings, search_listings

RESULTS, MOST_RESULTS = 10, 500
WINDOW = 9_999  # offset and limit together never reach further, as in yente
EVERYTHING = ("Thing", "LegalEntity")
FACETS = ("countries", "topics", "datasets", "schema", "identifiers", "genders")
STANDARD_FACETS = ("countries", "topics", "datasets")
SORTS = ("first_seen", "last_change", "id")
SYNTAX = re.compile(r'[+\-!(){}\[\]^"~*?:\\/&|<>=]+')  # of query languages: read as space


@faithful("GET")
def search(request: HttpRequest, caller: Caller, dataset: str) -> HttpResponse:
    """Find listings."""
    query = request.GET
    text = query.get("q", "")
    if len(text) > parameters.LONGEST:
        raise Misread("q", f"String should have at most {parameters.LONGEST} characters", "string_too_long")
    offset = min(WINDOW, parameters.whole(query, "offset", 0, most=WINDOW - MOST_RESULTS))
    limit = min(parameters.whole(query, "limit", RESULTS, most=MOST_RESULTS), WINDOW - offset)
    topics = _together(query, "topics", ("sanction",))
    order = SearchListings(
        text=SYNTAX.sub(" ", text).strip(),
        lists=_lists(query, dataset) if topics else frozenset(),
        kinds=_kinds(query.get("schema", "Thing")),
        without_kinds=frozenset(kind for name in parameters.texts(query, "exclude_schema") for kind in _exactly(name)),
        countries=frozenset(each.lower() for each in parameters.texts(query, "countries")),
        all_countries=_operator(query) == "AND",
        changed_since=parameters.since(query, "changed_since"),
        loosely=parameters.truth(query, "fuzzy", default=False),
        also=_also(parameters.texts(query, "filter")),
        sort=tuple(_sort(each) for each in parameters.texts(query, "sort")),
        limit=limit,
        offset=offset,
    )
    found = search_listings(order, actor=caller.actor, now=runtime.now(), screeners=runtime.standing_screener())
    return answer(
        {
            "limit": limit,
            "offset": offset,
            "total": {"value": found.total, "relation": "eq"},
            "results": [entity(designation) for designation in found.page],
            "facets": _facets(found, query),
        }
    )


def _lists(query: QueryDict, dataset: str) -> frozenset[ListId]:
    editions = runtime.standing_screener().editions()
    chosen = scope_of(
        dataset,
        editions,
        include=parameters.texts(query, "include_dataset"),
        exclude=parameters.texts(query, "exclude_dataset"),
    )
    narrowed = parameters.texts(query, "datasets")
    return chosen & frozenset(scope_of(dataset, editions, include=narrowed)) if narrowed else chosen


def _together(query: QueryDict, name: str, held: tuple[str, ...]) -> bool:
    """Can a listing, which has these values of a field, pass what is asked of it?"""
    asked = parameters.texts(query, name)
    if not asked:
        return True
    return (all if _operator(query) == "AND" else any)(each in held for each in asked)


def _operator(query: QueryDict) -> str:
    said = query.get("filter_op", "OR")
    if said not in ("AND", "OR"):
        raise Misread("filter_op", "Input should be 'AND' or 'OR'", "enum")
    return said


def _kinds(schema: str) -> frozenset[Kind]:
    """The kinds that a schema includes; none for all of them. Raises BadRequest."""
    if schema in EVERYTHING:
        return frozenset()
    found = _exactly(schema)
    if not found:
        raise BadRequest("Invalid schema")
    return frozenset({*found, Kind.UNKNOWN}) if found[0] in (Kind.PERSON, Kind.ORGANISATION) else frozenset(found)


def _exactly(schema: str) -> tuple[Kind, ...]:
    kind = ftm_tables().kinds.get(schema)
    return () if kind is None else (Kind(kind),)


def _sort(said: str) -> tuple[str, bool]:
    key, _, order = said.partition(":")
    if key not in SORTS:
        raise BadRequest(f"cannot sort by {key[:50]!r}; known: {', '.join(SORTS)}, each with :asc or :desc")
    return key, order == "desc"


def _also(filters: tuple[str, ...]) -> Callable[[Designation], bool] | None:
    """`field:value` filters on the properties of entities; values of one field are alternatives."""
    if not filters:
        return None
    wanted: dict[str, set[str]] = {}
    for each in filters:
        field, colon, value = each.partition(":")
        if not colon or not field:
            raise BadRequest(f"Invalid filter: {each[:80]!r}; write field:value")
        wanted.setdefault(field.removeprefix("properties."), set()).add(value)

    def passes(designation: Designation) -> bool:
        whole = entity(designation)
        return all(values & set(_values(whole, field)) for field, values in wanted.items())

    return passes


def _values(whole: Document, field: str) -> list[str]:
    if field in ("schema", "id", "caption"):
        return [whole[field]]
    found: list[str] = whole.get(field) or whole["properties"].get(field, [])
    return found if isinstance(found, list) else [found]


def _facets(found: FoundListings, query: QueryDict) -> dict[str, Any]:
    asked = parameters.texts(query, "facets") or STANDARD_FACETS
    for each in asked:
        if each not in FACETS:
            raise Misread("facets", f"Input should be one of {', '.join(FACETS)}", "enum")
    made: dict[str, Any] = {
        "countries": ("Countries", [(code, _country(code), count) for code, count in found.by_country]),
        "topics": ("Topics", [("sanction", "Sanctioned entity", found.total)] if found.total else []),
        "datasets": ("Data sources", [(name, _title(name), count) for name, count in found.by_list]),
        "schema": ("Entity types", [(schema_of(Kind(kind)), kind, count) for kind, count in found.by_kind]),
        "identifiers": ("Identifiers", []),
        "genders": ("Genders", []),
    }
    return {
        name: {
            "label": made[name][0],
            "values": [{"name": each, "label": label, "count": count} for each, label, count in made[name][1]],
        }
        for name in asked
    }


def _country(code: str) -> str:
    return country_name(code.upper()) if is_country(code.upper()) else code


def _title(list_id: str) -> str:
    return next((source.title for source in runtime.known_lists() if source.id == list_id), list_id)
