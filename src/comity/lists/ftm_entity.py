"""What a FollowTheMoney entity says of whom it describes: names, dates, places, documents, addresses."""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files as resources
from typing import Any

from comity.lists.original_script import is_original_script
from comity.lists.record import Record, UnreadableRecord
from comity.model.date_text import read_dates
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
from comity.model.partial_date import PartialDate
from comity.model.territory import country_code, country_name, is_country

GENDERS = {"male": Gender.MALE, "female": Gender.FEMALE}
OF_THE_RECORD = (
    "@id", "@schema", "@caption", "@referents", "@target", "@first_seen", "@last_seen", "@last_change", "@first_change",
    "@datasets", "@origin", "holder", "summary", "sourceUrl", "publisher", "modifiedAt", "createdAt", "topics", "proof",
)  # fmt: skip


def entity_of(record: Record, remarks: tuple[Published, ...]) -> Entity:
    """The entity; raises UnreadableRecord without a name. Takes what it reads from `record`."""
    schema = record.take("@schema") or ""
    return Entity(
        kind=Kind(_tables()["kind"][schema]),
        names=_names(record),
        births=_births(record),
        birth_places=tuple(
            Place(_country_text(published.text), _country(published.text), published)
            for published in _published(record, "places")
        ),
        nationalities=tuple(
            Nationality(_country(published.text), published) for published in _published(record, "nationalities")
        ),
        genders=_genders(record),
        identifiers=tuple(dict.fromkeys((*_identifiers(record, schema), *_documents(record), *_wallets(record)))),
        addresses=_addresses(record),
        titles=tuple(published.text for published in _published(record, "titles")),
        positions=tuple(published.text for published in _published(record, "positions")),
        remarks=(*_published(record, "remarks"), *remarks),
    )


def _names(record: Record) -> tuple[Name, ...]:
    caption = record.take("@caption")
    found: dict[str, Name] = {}
    for property_, kind in _tables()["names"].items():
        for published in record.take_published(property_):
            found.setdefault(published.text, Name(published.text, _name_kind(published.text, kind), published))
    if not found:
        parts = [text for name in _tables()["name_parts"]["order"] if (text := record.peek(name)) is not None]
        whole = " ".join(parts) or caption
        if whole is None:
            raise UnreadableRecord("name", None, "no name")
        return (Name(whole, NameKind.PRIMARY, Published("caption" if not parts else "firstName, lastName", whole)),)
    first = found.get(caption or "", next(iter(found.values())))
    primary = Name(first.text, NameKind.PRIMARY, first.published)
    return (primary, *(name for name in found.values() if name.text != primary.text))


def _name_kind(text: str, kind: str) -> NameKind:
    if kind in (NameKind.PRIMARY, NameKind.STRONG):
        return NameKind.ORIGINAL if is_original_script(text) else NameKind.STRONG
    return NameKind(kind)


def _births(record: Record) -> tuple[Birth, ...]:
    found: list[Birth] = []
    for published in _published(record, "births"):
        span = read_dates(published.text)
        if span is None:
            record.odd(published.field, published.text, "not understood as a date")
        else:
            found.append(Birth(span, published))
    return tuple(found)


def _genders(record: Record) -> tuple[Gender, ...]:
    found: dict[Gender, None] = {}
    for text in record.take_all("gender"):
        gender = GENDERS.get(text.casefold())
        if gender is None:
            record.odd("gender", text, "kept as neither female nor male")
        else:
            found[gender] = None
    return tuple(found)


def _identifiers(record: Record, schema: str) -> Iterator[Identifier]:
    special = _tables()["identifiers_of"].get(schema, {})
    for name, type_ in _tables()["identifiers"].items():
        for published in record.take_published(name):
            yield Identifier(IdentifierType(special.get(name, type_)), published.text, published, label=name)


def _documents(record: Record) -> Iterator[Identifier]:
    """Passports and other documents that point at their holder."""
    for schema in ("Passport", "Identification"):
        for document in record.take_records(schema):
            values = document.take_all("number") or document.take_all("passportNumber")
            label = document.take("type")
            country = next((code for text in document.take_all("country") if (code := _country(text))), None)
            issued, expires = document.take("startDate"), document.take("endDate")
            note = "; ".join((*document.take_all("authority"), *document.take_all("summary"))) or None
            document.done(ignoring=OF_THE_RECORD)
            type_ = IdentifierType.PASSPORT if schema == "Passport" else _document_type(label)
            for value in values:
                yield Identifier(
                    type_,
                    value,
                    Published(f"{schema}/number", value),
                    label,
                    country,
                    _day(issued),
                    _day(expires),
                    note,
                )


def _document_type(label: str | None) -> IdentifierType:
    text = (label or "").casefold()
    if "passport" in text:
        return IdentifierType.PASSPORT
    if "tax" in text:
        return IdentifierType.TAX
    if "driv" in text:
        return IdentifierType.DRIVING_LICENCE
    if "regist" in text:
        return IdentifierType.REGISTRATION
    return IdentifierType.NATIONAL_ID if "id" in text or "national" in text else IdentifierType.OTHER


def _wallets(record: Record) -> Iterator[Identifier]:
    for wallet in record.take_records("CryptoWallet"):
        currency = wallet.take("currency")
        keys = wallet.take_published("publicKey")
        wallet.done(ignoring=(*OF_THE_RECORD, "name", "managingExchange", "currencySymbol", "accountId", "balance"))
        for published in keys:
            yield Identifier(IdentifierType.CRYPTO_ADDRESS, published.text, published, label=currency)


def _addresses(record: Record) -> tuple[Address, ...]:
    found: dict[str, Address] = {}
    for part in record.take_records("Address"):
        address = _address(part)
        if address is not None:
            found.setdefault(address.text.casefold(), address)
    for published in record.take_published("address"):
        found.setdefault(published.text.casefold(), Address(published.text, published))
    for published in _published(record, "countries"):
        text, code = _country_text(published.text), _country(published.text)
        if not any(address.country == code for address in found.values() if code is not None):
            found.setdefault(text.casefold(), Address(text, published, country=code))
    return tuple(found.values())


def _address(part: Record) -> Address | None:
    names = (
        "street",
        "street2",
        "street3",
        "place",
        "postOfficeBox",
        "postalCode",
        "city",
        "region",
        "state",
        "country",
    )
    full = part.take("full")
    taken = {name: "; ".join(part.take_all(name)) or None for name in names}
    others = part.take_all("full")  # spellings of the same address
    part.done(ignoring=(*OF_THE_RECORD, "remarks", "latitude", "longitude", "osmId", "googlePlaceId", "things", "name"))
    text = full or ", ".join(value for value in taken.values() if value is not None)
    if not text:
        return None
    text = "; ".join((text, *others))
    return Address(
        text,
        Published("Address/full" if full else "Address", text),
        city=taken["city"],
        region=taken["region"] or taken["state"],
        postcode=taken["postalCode"],
        country=_country(taken["country"] or ""),
    )


def _published(record: Record, table: str) -> tuple[Published, ...]:
    return tuple(published for name in _tables()[table]["properties"] for published in record.take_published(name))


def _country(text: str) -> str | None:
    """FollowTheMoney writes alpha-2 in small letters ("na" is Namibia); names of countries occur too."""
    code = text.upper()
    return code if is_country(code) else country_code(text)


def _country_text(text: str) -> str:
    code = text.upper()
    return country_name(code) if len(text) == 2 and is_country(code) else text


def _day(text: str | None) -> PartialDate | None:
    span = read_dates(text) if text else None
    return span.start if span is not None and span.start == span.end else None


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(resources("comity.lists").joinpath("ftm.toml").read_text("utf-8"))
