"""Births, places, nationalities, documents and addresses of a UN entry."""

import re
import tomllib
from functools import cache
from importlib.resources import files as package_files

from comity.lists.document_text import DocumentText, expires_on, has_words, issued_on, read_document
from comity.lists.record import Record
from comity.model.date_text import read_date, read_dates
from comity.model.entity import Address, Birth, Identifier, IdentifierType, Nationality, Place, Published
from comity.model.partial_date import DateSpan, PartialDate
from comity.model.territory import country_code

PLACE_PARTS = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY")
NO_VALUE = frozenset({"na", "n/a", "none", "unknown", "-", ","})
MONTH_ONLY = re.compile(r"[A-Z][a-z]{2,8}\.?")


def births(record: Record) -> tuple[Birth, ...]:
    """Every birth date, with what EXACT, APPROXIMATELY and BETWEEN make of it."""
    found = []
    for item in record.take_records("INDIVIDUAL_DATE_OF_BIRTH"):
        kind, note = item.take("TYPE_OF_DATE"), _real(item.take("NOTE"))
        date, year = item.take("DATE"), item.take("YEAR")
        ends = (item.take("FROM_YEAR"), item.take("TO_YEAR"))
        text = " ".join(part for part in (kind, date, year, *ends, note) if part)
        span = _span(date, year, ends, note)
        if span is not None:
            about = kind == "APPROXIMATELY" or "approximately" in (note or "").lower()
            span = DateSpan(span.start, span.end, circa=span.circa or about)
            found.append(Birth(span, Published("INDIVIDUAL_DATE_OF_BIRTH", text)))
        elif text and text not in ("EXACT", "APPROXIMATELY", "BETWEEN"):
            item.odd("DATE", text, "not a date")
        if kind not in (None, "EXACT", "APPROXIMATELY", "BETWEEN"):
            item.odd("TYPE_OF_DATE", kind or "", "unknown type of date")
        item.done()
    return tuple(found)


def birth_places(record: Record) -> tuple[Place, ...]:
    """Every place of birth, whole, with the country where it is recognised."""
    found = []
    for item in record.take_records("INDIVIDUAL_PLACE_OF_BIRTH"):
        place = _address(item, "INDIVIDUAL_PLACE_OF_BIRTH")
        if place is not None:
            found.append(Place(place.text, place.country, place.published))
    return tuple(found)


def addresses(record: Record) -> tuple[Address, ...]:
    """Every address, whole and in the parts that the publisher separates."""
    field = f"{record.name}_ADDRESS"
    found = (_address(item, field) for item in record.take_records(field))
    return tuple(address for address in found if address is not None)


def nationalities(record: Record) -> tuple[Nationality, ...]:
    """Every nationality; former and doubtful ones have no country, only their text."""
    found = []
    for item in record.take_records("NATIONALITY"):
        for text in item.take_all("VALUE"):
            if _real(text) is not None:
                country = country_code(text)
                if country is None:
                    item.odd("VALUE", text, "not a country")
                found.append(Nationality(country, Published("NATIONALITY/VALUE", text)))
        item.done()
    return tuple(found)


def identifiers(record: Record) -> tuple[tuple[Identifier, ...], tuple[Published, ...]]:
    """Every document with a number, and as remarks those of which only other things are published."""
    found: list[Identifier] = []
    remarks: list[Published] = []
    for item in record.take_records("INDIVIDUAL_DOCUMENT"):
        words = [text for field in ("TYPE_OF_DOCUMENT", "TYPE_OF_DOCUMENT2") if (text := item.take(field)) is not None]
        number, note = item.take("NUMBER"), _real(item.take("NOTE"))
        issuer, issued, expires = item.take("ISSUING_COUNTRY"), item.take("DATE_OF_ISSUE"), item.take("DATE_OF_EXPIRY")
        city, country = item.take("CITY_OF_ISSUE"), item.take("COUNTRY_OF_ISSUE")
        texts = (*words, number, issuer, issued, expires, city, country, note)
        published = Published("INDIVIDUAL_DOCUMENT", "; ".join(text for text in texts if text))
        read = _document(number, words, note)
        if read is None:
            remarks += [published] if published.text and len(words) < len([text for text in texts if text]) else []
        else:
            found.append(
                Identifier(
                    type=document_type(read.words, *reversed(words)),
                    value=read.value,
                    published=published,
                    label=(read.words if number is None and read.words else words[-1] if words else None),
                    country=_country(item, issuer, country) or read.country,
                    issued_on=_date(item, "DATE_OF_ISSUE", issued) or read.issued_on or issued_on(note or ""),
                    expires_on=_date(item, "DATE_OF_EXPIRY", expires) or read.expires_on or expires_on(note or ""),
                    note="; ".join(text for text in (note, city) if text) or None,
                )
            )
        item.done()
    return tuple(found), tuple(remarks)


def _document(number: str | None, words: list[str], note: str | None) -> DocumentText | None:
    """The number of a document, from the field meant for it or from the words around."""
    if number is not None:
        read = read_document(number) if has_words(number) else None
        return read if read is not None else DocumentText(number)
    for text in (*reversed(words), note or ""):
        read = read_document(text)
        if read is not None:
            return read
    return None


def _address(item: Record, field: str) -> Address | None:
    parts = {name: item.take(name) for name in PLACE_PARTS}
    note = _real(item.take("NOTE"))
    item.done()
    text = ", ".join(part for part in parts.values() if part) or note
    if text is None:
        return None
    country = country_code(parts["COUNTRY"] or "") or country_code(note or "")
    if parts["COUNTRY"] and country is None:
        item.odd("COUNTRY", parts["COUNTRY"], "not a country")
    whole = f"{text} ({note})" if note is not None and note != text else text
    return Address(text, Published(field, whole), parts["CITY"], parts["STATE_PROVINCE"], parts["ZIP_CODE"], country)


def _span(date: str | None, year: str | None, ends: tuple[str | None, str | None], note: str | None) -> DateSpan | None:
    if date is not None:
        return read_dates(date)
    if year is not None:
        with_month = read_dates(f"{note} {year}") if note and MONTH_ONLY.fullmatch(note) else None
        return with_month or read_dates(year)
    if ends != (None, None):
        first, last = (read_date(end) if end is not None else None for end in ends)
        return DateSpan(first, last) if (first or last) and not (first and last and last < first) else None
    return read_dates(note.replace("(Hijri Calendar)", "AH")) if note is not None else None


def _country(item: Record, *texts: str | None) -> str | None:
    named = [text for text in texts if text is not None and _real(text)]
    code = next((code for text in named if (code := country_code(text)) is not None), None)
    if named and code is None:
        item.odd("ISSUING_COUNTRY", named[0], "not a country")
    return code


def _date(item: Record, field: str, text: str | None) -> PartialDate | None:
    date = read_date(text) if text is not None else None
    if text is not None and date is None:
        item.odd(field, text, "not a date")
    return date


def _real(text: str | None) -> str | None:
    """A text without a stray comma at its end; None when it only says that there is nothing."""
    bare = text.rstrip(" ,") if text is not None else ""
    return bare if bare and bare.lower() not in NO_VALUE else None


def document_type(*words: str) -> IdentifierType:
    """What a document is, by the first of the publisher's words that says it."""
    for text in words:
        for pattern, kind in _document_patterns():
            if pattern.search(text):
                return kind
    return IdentifierType.OTHER


@cache
def _document_patterns() -> tuple[tuple[re.Pattern[str], IdentifierType], ...]:
    rows = tomllib.loads(package_files("comity.lists").joinpath("un_sc.toml").read_text("utf-8"))["document"]
    return tuple((re.compile(row["pattern"], re.IGNORECASE), IdentifierType(row["type"])) for row in rows)
