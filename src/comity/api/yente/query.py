"""A query by example: the content of a call to /match, and the subjects that it describes."""

from dataclasses import dataclass
from typing import Any

import msgspec

from comity.api.yente.misread import Misread
from comity.intake.ftm_subject import ReadEntity, knows_schema, subject_of
from comity.model.errors import BadRequest

MOST_QUERIES = 100
MOST_BYTES = 2 << 20


class Example(msgspec.Struct):
    """One entity to be screened, as FollowTheMoney writes it."""

    schema: str
    properties: dict[str, str | list[Any]]
    id: str | None = None


class MatchQuery(msgspec.Struct):
    """The content of a call to /match."""

    queries: dict[str, Example]
    weights: dict[str, float] = {}
    config: dict[str, str | int | float | bool | None] = {}


@dataclass(frozen=True, slots=True)
class Asked:
    """One query under its key: what was asked, and what was read of it."""

    key: str
    example: Example
    read: ReadEntity


DECODER = msgspec.json.Decoder(MatchQuery)


def match_query(content: bytes) -> MatchQuery:
    """The content. Raises Misread for what is none, BadRequest for none or too many queries."""
    try:
        query = DECODER.decode(content)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as broken:
        raise Misread("queries", str(broken)[:300], "json_invalid", "body") from broken
    if not query.queries:
        raise BadRequest("No queries provided: give at least one under `queries`")
    if len(query.queries) > MOST_QUERIES:
        raise BadRequest(f"Too many queries in one batch (limit: {MOST_QUERIES})")
    return query


def asked(query: MatchQuery) -> list[Asked]:
    """Every query read. One that nothing can be screened of refuses the whole call: it must not look like no hit."""
    found = []
    for place, (key, example) in enumerate(query.queries.items()):
        if not knows_schema(example.schema):
            raise BadRequest(
                f"query {key!r}: Cannot parse example entity: no subject has the schema {example.schema!r}"
            )
        try:
            read = subject_of(str(place), example.schema, example.properties)
        except BadRequest as refused:
            raise BadRequest(f"query {key!r}: Cannot parse example entity: {refused}") from refused
        found.append(Asked(key, example, read))
    return found


def echo(one: Asked) -> dict[str, Any]:
    """The query as it was understood: properties that nothing was read of are left out, as yente does."""
    lost = frozenset((*one.read.unused, *one.read.dropped))
    properties = {
        name: value if isinstance(value, list) else [value]
        for name, value in one.example.properties.items()
        if name not in lost
    }
    return {"id": one.example.id, "schema": one.example.schema, "properties": properties}
