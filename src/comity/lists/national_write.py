"""Writes a national list, so that a small authority can publish a proper one: read(write(list)) == list.

What Comity refuses to read it refuses to write: an entry without authority, legal basis, date or reasons.
"""

from collections.abc import Iterable

from comity.lists.national_csv import csv_bytes
from comity.lists.national_form import NationalHeader, territory_of
from comity.lists.national_json import json_bytes
from comity.model.designation import Designation
from comity.model.entity import Address, Identifier, Name, Nationality, Place
from comity.model.errors import DuplicateReference, IncompleteListing


def write_json(header: NationalHeader, designations: Iterable[Designation]) -> bytes:
    """The list as JSON. Raises IncompleteListing or DuplicateReference."""
    return json_bytes(header, _entries(header, designations))


def write_csv(header: NationalHeader, designations: Iterable[Designation]) -> bytes:
    """The list as CSV for a spreadsheet. Raises IncompleteListing or DuplicateReference."""
    return csv_bytes(header, _entries(header, designations))


def _entries(header: NationalHeader, designations: Iterable[Designation]) -> list[dict[str, object]]:
    seen: set[str] = set()
    entries: list[dict[str, object]] = []
    for designation in designations:
        reference = designation.listing.reference
        if reference in seen:
            raise DuplicateReference(header.list, reference)
        seen.add(reference)
        entries.append(_entry(header, designation))
    return entries


def _entry(header: NationalHeader, designation: Designation) -> dict[str, object]:
    """The documented fields of one entry; what is empty, or the same as in the heading, is left out."""
    listing, entity = designation.listing, designation.entity
    for missing, value in (
        ("date (column listed_on)", listing.listed_on),
        ("reasons (column reason_1)", listing.reasons),
    ):
        if not value:
            raise IncompleteListing(listing.reference, missing)
    fields: dict[str, object] = {
        "reference": listing.reference,
        "kind": entity.kind.value,
        "names": [_name(name) for name in entity.names],
        "birth_dates": [str(birth.span) for birth in entity.births],
        "birth_places": [_place(place) for place in entity.birth_places],
        "nationalities": [_nationality(nationality) for nationality in entity.nationalities],
        "genders": [gender.value for gender in entity.genders],
        "identifiers": [_identifier(identifier) for identifier in entity.identifiers],
        "addresses": [_address(address) for address in entity.addresses],
        "titles": list(entity.titles),
        "positions": list(entity.positions),
        "programmes": list(listing.programmes),
        "amended_on": [str(day) for day in listing.amended_on],
        "reasons": list(listing.reasons),
        "remarks": [remark.text for remark in entity.remarks],
        "authority": "" if listing.authority == header.authority else listing.authority,
        "legal_basis": "" if listing.legal_basis == header.legal_basis else listing.legal_basis,
        "listed_on": str(listing.listed_on),
        "url": listing.url,
    }
    return {name: value for name, value in fields.items() if value}


def _given(**parts: object) -> dict[str, object]:
    return {name: str(value) for name, value in parts.items() if value is not None}


def _name(name: Name) -> dict[str, object]:
    return _given(text=name.text, kind=name.kind.value, language=name.language)


def _place(place: Place) -> dict[str, object]:
    return _given(text=place.text, country=place.country)


def _nationality(nationality: Nationality) -> str:
    """The authority's own word, unless only the code says which territory it is."""
    text = nationality.published.text
    return text if territory_of(text) == nationality.country else nationality.country or text


def _identifier(identifier: Identifier) -> dict[str, object]:
    return _given(
        type=identifier.type.value,
        value=identifier.value,
        label=identifier.label,
        country=identifier.country,
        issued_on=identifier.issued_on,
        expires_on=identifier.expires_on,
        note=identifier.note,
    )


def _address(address: Address) -> dict[str, object]:
    return _given(
        text=address.text,
        city=address.city,
        region=address.region,
        postcode=address.postcode,
        country=address.country,
    )


def template_csv(header: NationalHeader) -> bytes:
    """An empty list with its headings, for a spreadsheet."""
    return csv_bytes(header, ())
