"""A national or regional list under resolution 1373 (2001), in Comity's own documented CSV or JSON.

An entry without legal basis, authority, date or reasons is refused (safeguard S1): it is quarantined with
the name of the missing column. `national_write` writes what is read here.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing

from comity.lists.national_csv import csv_header, csv_records, is_national_csv
from comity.lists.national_form import NEXT_STEP, NationalHeader, header_of, territory_of
from comity.lists.national_json import json_header, json_records
from comity.lists.reading import Reading
from comity.lists.record import Record, UnreadableRecord
from comity.lists.source import EditionRef, Heading, ListSource, SourceFile
from comity.model.date_text import read_dates
from comity.model.designation import Designation, ListId, Listing, Reference
from comity.model.entity import (
    Address,
    Birth,
    Entity,
    Gender,
    Identifier,
    IdentifierType,
    Kind,
    Name,
    NameKind,
    Nationality,
    Place,
    Published,
)
from comity.model.errors import BrokenFile, IncompleteListing
from comity.model.partial_date import DateSpan, PartialDate, parse_span

# Carried by every record to its designation: what the list says for entries that say nothing themselves.
DEFAULT_AUTHORITY, DEFAULT_BASIS = "@authority", "@legal_basis"


def heading(files: Sequence[SourceFile]) -> Heading:
    """Part: the list's own name. The count of entries, where stated, must be met."""
    fields = _header_fields(_only(files))
    header = header_of(fields, files[0].name)
    claimed = fields.get("entries", "").strip()
    return Heading(header.list, header.dated, int(claimed) if claimed.isascii() and claimed.isdigit() else None)


def read_header(file: SourceFile) -> NationalHeader:
    """What the list says of itself, for whoever writes its next edition."""
    return header_of(_header_fields(file), file.name)


def records(files: Sequence[SourceFile], reading: Reading) -> Iterator[Record]:
    """The entries, in the order published."""
    file = _only(files)
    header = read_header(file)
    read = json_records if _is_json(file) else csv_records
    for record in read(file, reading):
        record.add(DEFAULT_AUTHORITY, header.authority)
        record.add(DEFAULT_BASIS, header.legal_basis)
        yield record


def designation(record: Record, ref: EditionRef) -> Designation:
    """One entry. Raises IncompleteListing without authority, legal basis, date or reasons."""
    reference = record.need("reference")
    entity = Entity(
        kind=_kind(record),
        names=_names(record),
        births=_births(record),
        birth_places=tuple(_places(record)),
        nationalities=tuple(_nationalities(record)),
        genders=tuple(_genders(record)),
        identifiers=tuple(_identifiers(record)),
        addresses=tuple(_addresses(record)),
        titles=record.take_all("titles"),
        positions=record.take_all("positions"),
        remarks=record.take_published("remarks"),
    )
    authority = record.take("authority") or record.take(DEFAULT_AUTHORITY)
    legal_basis = record.take("legal_basis") or record.take(DEFAULT_BASIS)
    listed_on, reasons = _one_date(record, "listed_on"), record.take_all("reasons")
    for column, value in (
        ("authority", authority),
        ("legal_basis", legal_basis),
        ("listed_on", listed_on),
        ("reason_1", reasons),
    ):
        if not value:
            raise IncompleteListing(reference, f"{column.replace('_', ' ')} (column {column})")
    listing = Listing(
        list=SOURCE.id,
        reference=Reference(reference),
        authority=authority or "",
        legal_basis=legal_basis or "",
        stood_on=ref.stood_on,
        listed_on=listed_on,
        amended_on=tuple(_dates(record, "amended_on")),
        programmes=record.take_all("programmes"),
        reasons=reasons,
        url=record.take("url"),
    )
    return Designation(listing, entity, ref.id, record.place, record.done(ignoring=(DEFAULT_AUTHORITY, DEFAULT_BASIS)))


def _only(files: Sequence[SourceFile]) -> SourceFile:
    if len(files) != 1:
        names = ", ".join(file.name for file in files)
        raise BrokenFile(names or "no file", "files", f"{len(files)} files, one expected", "import each list by itself")
    return files[0]


def _start(file: SourceFile) -> bytes:
    with closing(file.open()) as stream:
        return stream.read(256).removeprefix(b"\xef\xbb\xbf").lstrip()


def _is_json(file: SourceFile) -> bool:
    return _start(file).startswith(b"{")


def _header_fields(file: SourceFile) -> dict[str, str]:
    if _is_json(file):
        return json_header(file)
    if is_national_csv(_start(file)):
        return csv_header(file)
    raise BrokenFile(file.name, "line 1", "not a national list in Comity's CSV or JSON", NEXT_STEP)


def _kind(record: Record) -> Kind:
    text = record.take("kind") or ""
    try:
        return Kind(text.casefold())
    except ValueError:
        record.odd("kind", text, f"not one of {', '.join(Kind)}; taken as unknown")
        return Kind.UNKNOWN


def _names(record: Record) -> tuple[Name, ...]:
    names: list[Name] = []
    for part in record.take_records("names"):
        text, kind, language = part.take("text"), part.take("kind"), part.take("language")
        part.done()
        if text is None:
            record.odd("names", kind or language or "", "a name without a text")
            continue
        names.append(Name(text, _name_kind(record, kind, first=not names), Published("names", text), language))
    if not names:
        raise UnreadableRecord("name_1", None, "no name")
    return tuple(names)


def _name_kind(record: Record, text: str | None, *, first: bool) -> NameKind:
    if text is None:
        return NameKind.PRIMARY if first else NameKind.STRONG
    try:
        return NameKind(text.casefold())
    except ValueError:
        record.odd("names", text, f"not one of {', '.join(NameKind)}; taken as a strong alias")
        return NameKind.STRONG


def _births(record: Record) -> tuple[Birth, ...]:
    found: list[Birth] = []
    for published in record.take_published("birth_dates"):
        span = _span(published.text)
        if span is None:
            record.odd(published.field, published.text, "not understood as a date")
        else:
            found.append(Birth(span, published))
    return tuple(found)


def _span(text: str) -> DateSpan | None:
    """A date as this form writes it (1957-03, ~1960, 1957/1960), or as people do."""
    try:
        return parse_span(text)
    except ValueError:
        return read_dates(text)


def _dates(record: Record, field: str) -> Iterator[PartialDate]:
    for text in record.take_all(field):
        span = _span(text)
        if span is not None and span.start is not None and span.start == span.end:
            yield span.start
        else:
            record.odd(field, text, "not understood as a date")


def _one_date(record: Record, field: str) -> PartialDate | None:
    return next(_dates(record, field), None)


def _country(record: Record, text: str | None) -> str | None:
    code = territory_of(text) if text is not None else None
    if text is not None and code is None:
        record.odd("country", text, "not one territory that exists")
    return code


def _places(record: Record) -> Iterator[Place]:
    for part in record.take_records("birth_places"):
        text, country = part.take("text"), part.take("country")
        part.done()
        if text or country:
            whole = text or country or ""
            yield Place(whole, _country(record, country), Published("birth_places", whole))


def _nationalities(record: Record) -> Iterator[Nationality]:
    for published in record.take_published("nationalities"):
        yield Nationality(_country(record, published.text), published)


def _genders(record: Record) -> Iterator[Gender]:
    for text in record.take_all("genders"):
        try:
            yield Gender(text.casefold())
        except ValueError:
            record.odd("genders", text, f"not one of {', '.join(Gender)}")


def _identifiers(record: Record) -> Iterator[Identifier]:
    for part in record.take_records("identifiers"):
        value, published_type, label = part.take("value"), part.take("type"), part.take("label")
        country, note = _country(record, part.take("country")), part.take("note")
        issued_on, expires_on = _one_date(part, "issued_on"), _one_date(part, "expires_on")
        part.done()
        if value is None:
            record.odd("identifiers", published_type or "", "an identifier without a value")
            continue
        try:
            type_ = IdentifierType(published_type or IdentifierType.OTHER)
        except ValueError:
            type_, label = IdentifierType.OTHER, label or published_type
        yield Identifier(type_, value, Published("identifiers", value), label, country, issued_on, expires_on, note)


def _addresses(record: Record) -> Iterator[Address]:
    for part in record.take_records("addresses"):
        text, country = part.take("text"), part.take("country")
        city, region, postcode = part.take("city"), part.take("region"), part.take("postcode")
        part.done()
        whole = text or ", ".join(piece for piece in (postcode, city, region, country) if piece)
        if whole:
            yield Address(whole, Published("addresses", whole), city, region, postcode, _country(record, country))


SOURCE = ListSource(
    id=ListId("national"),
    title="A national or regional list in Comity's own form",
    authority="the authority that the list names",
    basis="UN Security Council resolution 1373 (2001), para. 1 (c), as the list states it",
    urls=(),
    heading=heading,
    records=records,
    designation=designation,
    expect={kind: range(1_000_000) for kind in Kind},
    reference_field="reference",
)
