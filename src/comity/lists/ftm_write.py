"""A designation in the FollowTheMoney vocabulary: for programs that speak it. Every value is as published."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files as resources

from comity.model.designation import Designation, Listing
from comity.model.entity import Entity, Kind
from comity.model.partial_date import DateSpan

YEARS = 15  # a span of so many years is written out; of a longer one its ends

Properties = dict[str, list[str]]


def schema_of(kind: Kind) -> str:
    """The FtM schema for an entity of this kind."""
    return _tables()["schema"][kind.value]


def properties_of(designation: Designation) -> Properties:
    """Everything published of a listed entity that FtM has a property for; identifiers without one go to the notes."""
    entity, listing = designation.entity, designation.listing
    found: dict[str, dict[str, None]] = {}
    for name, value in (*_of_entity(entity), *_of_listing(listing)):
        found.setdefault(name, {})[value] = None
    return {name: list(values) for name, values in found.items()}


def sanction_of(listing: Listing) -> Properties:
    """The listing itself, as the properties of FtM's Sanction."""
    found: Properties = {"authority": [listing.authority], "authorityId": [listing.reference]}
    found["provisions"] = [listing.legal_basis]
    if listing.programmes:
        found["program"] = list(listing.programmes)
    if listing.reasons:
        found["reason"] = list(listing.reasons)
    if listing.listed_on is not None:
        found["listingDate"] = [str(listing.listed_on)]
    if listing.url is not None:
        found["sourceUrl"] = [listing.url]
    return found


def _of_entity(entity: Entity) -> Iterator[tuple[str, str]]:
    tables, schema = _tables(), schema_of(entity.kind)
    for name in entity.names:
        yield tables["name"][name.kind.value], name.text
    for birth in entity.births:
        for text in _dates(birth.span):
            yield tables["birth"][schema], text
    for nationality in entity.nationalities:
        country = nationality.country.lower() if nationality.country else nationality.published.text
        yield tables["nationality"][schema], country
    if entity.kind is Kind.PERSON:
        yield from _of_person(entity)
    for address in entity.addresses:
        yield "address", address.text
        if address.country is not None:
            yield "country", address.country.lower()
    yield from _identifiers(entity, schema)
    yield from (("notes", remark.text) for remark in entity.remarks)


def _of_person(entity: Entity) -> Iterator[tuple[str, str]]:
    for place in entity.birth_places:
        yield "birthPlace", place.text
        if place.country is not None:
            yield "birthCountry", place.country.lower()
    yield from (("gender", gender.value) for gender in entity.genders)
    yield from (("title", title) for title in entity.titles)
    yield from (("position", position) for position in entity.positions)


def _identifiers(entity: Entity, schema: str) -> Iterator[tuple[str, str]]:
    """Each under its property; one that the schema has no property for among the notes, with its name."""
    tables = _tables()
    for identifier in entity.identifiers:
        property_ = tables["identifier"].get(identifier.type.value)
        if property_ is not None and property_ in tables["has"][schema]:
            yield property_, identifier.value
        else:
            yield "notes", f"{identifier.label or identifier.type.value}: {identifier.value}"


def _of_listing(listing: Listing) -> Iterator[tuple[str, str]]:
    yield "topics", "sanction"
    yield from (("program", programme) for programme in listing.programmes)
    yield from (("notes", reason) for reason in listing.reasons)
    if listing.listed_on is not None:
        yield "createdAt", str(listing.listed_on)
    yield from (("modifiedAt", str(date)) for date in listing.amended_on)
    if listing.url is not None:
        yield "sourceUrl", listing.url


def _dates(span: DateSpan) -> Iterator[str]:
    """FtM knows no spans: the years of a short one, the ends of a long one."""
    first, last = span.start, span.end
    if first is not None and last is not None and first != last and last.year - first.year < YEARS:
        yield from (f"{year:04}" for year in range(first.year, last.year + 1))
        return
    yield from dict.fromkeys(str(each) for each in (first, last) if each is not None)


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(resources("comity.lists").joinpath("ftm_write.toml").read_text("utf-8"))
