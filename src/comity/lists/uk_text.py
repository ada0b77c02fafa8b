"""What both British lists write alike: dates, names in six parts, numbered cells, UN references."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from comity.lists.published_parts import document, entries
from comity.lists.record import Record
from comity.model.date_text import read_dates
from comity.model.entity import Address, Birth, Gender, Identifier, IdentifierType, Nationality, Published
from comity.model.partial_date import DateSpan, PartialDate, single
from comity.model.territory import country_code

# 29/03/1965; what is not known is written 00/00/1980 or dd/mm/1980.
UK_DATE = re.compile(r"(?:(\d{1,2})|dd)/(?:(\d{1,2})|mm)/(\d{4})", re.IGNORECASE)
UN_REFERENCE = re.compile(r"\bUN\s+Ref(?:erence)?\.?\s*:?\s*([A-Z]{1,3}[a-z]?\.[A-Za-z0-9.]*\d)", re.IGNORECASE)
GENDERS = {"male": Gender.MALE, "female": Gender.FEMALE}
# What kind of document a sentence speaks of; the first that fits counts.
DOCUMENT_TYPES = (
    (re.compile(r"driv(?:ing|er)", re.IGNORECASE), IdentifierType.DRIVING_LICENCE),
    (re.compile(r"birth certificate", re.IGNORECASE), IdentifierType.BIRTH_CERTIFICATE),
    (re.compile(r"\btax|fiscal|\bINN\b", re.IGNORECASE), IdentifierType.TAX),
    (re.compile(r"\bSSN\b|social security", re.IGNORECASE), IdentifierType.SOCIAL_SECURITY),
    (re.compile(r"residen(?:ce|t)", re.IGNORECASE), IdentifierType.RESIDENCE_PERMIT),
    (
        re.compile(r"identi(?:ty|fication)|national id|\bid (?:card|no)|tazkira", re.IGNORECASE),
        IdentifierType.NATIONAL_ID,
    ),
    (re.compile(r"passport|laissez|travel document", re.IGNORECASE), IdentifierType.PASSPORT),
)


def uk_date(text: str) -> PartialDate:
    """29/03/1965, 00/00/1980 (only the year is known), dd/mm/1980. Raises ValueError."""
    found = UK_DATE.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text!r} is not a date of the form 29/03/1965")
    day, month = int(found[1] or 0), int(found[2] or 0)
    if not month:
        return PartialDate(int(found[3]))
    return PartialDate(int(found[3]), month, day or None)


def dates(record: Record, field: str) -> tuple[PartialDate, ...]:
    """The dates of a field in their order; what is no date is reported."""
    found: set[PartialDate] = set()
    for text in record.take_all(field):
        try:
            found.add(uk_date(text))
        except ValueError:
            record.odd(field, text, "not a date")
    return tuple(sorted(found, key=str))


def births(record: Record, field: str) -> tuple[Birth, ...]:
    """Published birth dates (for ships: years of building)."""
    found: list[Birth] = []
    for published in record.take_published(field):
        for text in entries(published.text):
            span = _span(text)
            if span is None:
                record.odd(field, text, "not a date")
            else:
                found.append(Birth(span, Published(field, text)))
    return tuple(found)


def _span(text: str) -> DateSpan | None:
    try:
        return single(uk_date(text))
    except ValueError:
        return read_dates(text, day_first=True)


@dataclass(frozen=True, slots=True)
class JoinedName:
    """A name put together from its parts in reading order: Name 1 to Name 5, then Name 6, the family name."""

    text: str
    published: Published


def joined_name(part: Record, columns: Sequence[str]) -> JoinedName | None:
    """The parts of one name; None where all are empty."""
    found = [(column, text) for column in columns if (text := part.take(column)) is not None]
    if not found:
        return None
    text = " ".join(" ".join(text for _, text in found).split())
    return JoinedName(text, Published("+".join(column for column, _ in found), text))


def countries(record: Record, field: str) -> tuple[Nationality, ...]:
    """Nationalities, or flags, of a cell that may number several."""
    found: dict[tuple[str | None, str], Nationality] = {}
    for text in record.take_all(field):
        for one in entries(text):
            code = country_code(one)
            if code is None:
                record.odd(field, one, "no single country recognised")
            found.setdefault((code, one), Nationality(code, Published(field, one)))
    return tuple(found.values())


def genders(record: Record, field: str) -> tuple[Gender, ...]:
    """As published; anything but male and female is reported."""
    found: dict[Gender, None] = {}
    for text in record.take_all(field):
        gender = GENDERS.get(text.casefold())
        if gender is None:
            record.odd(field, text, "unknown gender")
        else:
            found[gender] = None
    return tuple(found)


def addresses(record: Record, lines: Sequence[str], postcode: str, country: str) -> tuple[Address, ...]:
    """Addresses whole: no line says whether it holds a street, a city or a region."""
    found: list[Address] = []
    for part in record.parts("Address"):
        texts = [text for line in lines if (text := part.take(line)) is not None]
        code, state = part.take(postcode), part.take(country)
        whole = ", ".join(text for text in (*texts, code, state) if text)
        if whole:
            published = Published(f"{lines[0]}-6+{postcode}+{country}", whole)
            found.append(Address(whole, published, postcode=code, country=country_code(state) if state else None))
    return tuple(found)


def document_type(text: str, default: IdentifierType) -> IdentifierType:
    """What a sentence about a document calls it; `default` where it does not say."""
    return next((kind for pattern, kind in DOCUMENT_TYPES if pattern.search(text)), default)


def documents(published: Published, default: IdentifierType, details: str | None = None) -> tuple[Identifier, ...]:
    """The documents that one cell numbers, each with its number, and its country where the text says so."""
    found: list[Identifier] = []
    for text in entries(published.text):
        read = document(text, country_code)
        note = "; ".join(part for part in (read.note, details) if part) or None
        country = read.country or (document(details, country_code).country if details else None)
        kind = document_type(f"{text} {details or ''}", default)
        found.append(Identifier(kind, read.value, Published(published.field, text), country=country, note=note))
    return tuple(found)


def un_references(remarks: Iterable[Published]) -> tuple[Identifier, ...]:
    """References of the UN list within remarks: "UN Ref QDe.004." """
    found: dict[str, Identifier] = {}
    for remark in remarks:
        for reference in UN_REFERENCE.findall(remark.text):
            found.setdefault(reference, Identifier(IdentifierType.OTHER, reference, remark, label="UN reference"))
    return tuple(found.values())


def contacts(record: Record, fields: Mapping[str, IdentifierType]) -> tuple[Identifier, ...]:
    """Telephone numbers, e-mail addresses, websites and the like: one identifier each."""
    return tuple(
        Identifier(kind, published.text, published)
        for field, kind in fields.items()
        for published in record.take_published(field)
    )
