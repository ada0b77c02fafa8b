"""One target of the Swiss list: an individual, an entity or an object, with its identities."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from comity.lists.ch_seco_names import published_names, published_titles
from comity.lists.record import Record, UnreadableRecord
from comity.lists.source import EditionRef
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
    NameKind,
    Nationality,
    Place,
    Published,
)
from comity.model.partial_date import PartialDate, parse_iso, single
from comity.model.territory import country_code

AUTHORITY = "State Secretariat for Economic Affairs (SECO), Switzerland"
SUBJECTS = {"individual": Kind.PERSON, "entity": Kind.ORGANISATION, "object": Kind.UNKNOWN}
OBJECTS = {"vessel": Kind.VESSEL, "ship": Kind.VESSEL, "aircraft": Kind.AIRCRAFT}
GENDERS = {"male": Gender.MALE, "female": Gender.FEMALE}
DATES = ("@effective-date", "@enactment-date", "@publication-date")
# Numbers of the database's rows; how good a detail is (the quality of names is taken); what a modification
# added and removed (its result is the target itself); whether an address is current; of spellings, the
# script, which the characters tell, and the standard by which they were made.
IGNORED = ("@ssid", "@quality", "added", "removed", "@current", "@script", "@order", "@spelling-variant-type")
IMO = re.compile(r"\bIMO(?:\s+[Nn]umber|\s+[Nn]o\.?)?\s*:?\s*(\d{7})\b")


@cache
def _document_types() -> Mapping[str, IdentifierType]:
    table = tomllib.loads(files("comity.lists").joinpath("ch_seco.toml").read_text("utf-8"))["documents"]
    return {name: IdentifierType[kind] for name, kind in table.items()}


def designation(record: Record, ref: EditionRef) -> Designation:
    """One <target>, joined with its programmes and places. Its reference is its SSID."""
    reference = record.need("@ssid")
    programmes = record.parts("program")
    names = tuple(dict.fromkeys(name for part in programmes for name in part.take_all("program-name")))
    keys = tuple(dict.fromkeys(key for part in programmes for key in part.take_all("program-key")))
    measures = tuple(Published("sanctions-set", text) for part in programmes for text in part.take_all("sanctions-set"))
    subjects = [part for name in SUBJECTS for part in record.parts(name)]
    listed, amended = _modifications(record)
    entity = _entity(record, subjects, measures)
    listing = Listing(
        list=ListId("ch_seco"),
        reference=Reference(reference),
        authority=AUTHORITY,
        legal_basis="; ".join(names or keys),
        stood_on=ref.stood_on,
        listed_on=listed[0] if listed else None,
        amended_on=amended,
        programmes=keys or names,
        reasons=_texts(subjects, "justification"),
    )
    unread = record.done(ignoring=IGNORED)
    return Designation(listing, entity, ref.id, record.place, unread)


def _entity(record: Record, subjects: list[Record], measures: tuple[Published, ...]) -> Entity:
    identities = [identity for subject in subjects for identity in subject.parts("identity")]
    names = tuple(published_names(identities))
    if not names:
        raise UnreadableRecord("name-part", None, "no name")
    remarks = (*_remarks(record, subjects), *measures)
    return Entity(
        kind=_kind(record, subjects),
        names=tuple(sorted(dict.fromkeys(names), key=lambda name: name.kind is not NameKind.PRIMARY)),
        births=tuple(dict.fromkeys(birth for identity in identities for birth in _births(identity))),
        birth_places=tuple(dict.fromkeys(place for identity in identities for place in _birth_places(identity))),
        nationalities=tuple(dict.fromkeys(one for identity in identities for one in _nationalities(identity))),
        genders=_genders(subjects),
        identifiers=tuple(dict.fromkeys((*_identifiers(record, identities), *_imo_numbers(remarks)))),
        addresses=tuple(dict.fromkeys(address for identity in identities for address in _addresses(identity))),
        titles=published_titles(identities),
        remarks=remarks,
    )


def _kind(record: Record, subjects: list[Record]) -> Kind:
    for subject in subjects:
        if subject.name != "object":
            return SUBJECTS[subject.name]
        published = subject.take("@object-type") or ""
        known = OBJECTS.get(published.casefold())
        if known is None:
            record.odd("object/@object-type", published, "unknown type of object")
        return known or Kind.UNKNOWN
    return Kind.UNKNOWN


def _modifications(record: Record) -> tuple[tuple[PartialDate, ...], tuple[PartialDate, ...]]:
    """The days on which the target was listed, and amended, each in order."""
    days: dict[str, set[PartialDate]] = {}
    for part in record.parts("modification"):
        kind = part.take("@modification-type") or ""
        texts = [text for name in DATES if (text := part.take(name)) is not None]
        if kind not in ("listed", "amended", "de-listed"):
            part.odd("@modification-type", kind, "unknown type of modification")
        try:
            days.setdefault(kind, set()).update(parse_iso(text[:10]) for text in texts[:1])
        except ValueError:
            part.odd(DATES[0], texts[0], "not a date")
    return tuple(sorted(days.get("listed", ()), key=str)), tuple(sorted(days.get("amended", ()), key=str))


def _births(identity: Record) -> Iterator[Birth]:
    for part in identity.parts("day-month-year"):
        calendar = part.take("@calendar") or "Gregorian"
        numbers = [part.take(field) for field in ("@year", "@month", "@day")]
        text = "-".join(number.zfill(2) for number in numbers if number)
        published = Published("day-month-year", text)
        if not text:
            continue
        if calendar.casefold() != "gregorian":
            span = read_dates(f"{text} AH") if calendar.casefold() in ("islamic", "hijri") else None
            if span is None:
                part.odd("@calendar", f"{text} {calendar}", "a date of this calendar is not converted")
            else:
                yield Birth(span, published)
            continue
        try:
            year, month, day = (int(number) if number else None for number in numbers)
            if year is None:
                raise ValueError("a date without a year")
            yield Birth(single(PartialDate(year, month, day if month else None)), published)
        except ValueError as problem:
            part.odd("@day", text, str(problem))


def _place(part: Record) -> tuple[str | None, str | None, str | None, str | None]:
    """City, area, country and its code, of the place that a part refers to."""
    for place in part.parts("place"):
        code = place.take("@iso-code")
        city, area, state = place.take("location"), place.take("area"), place.take("country")
        return city, area, state, country_code(code or state or "") if (code or state) else None
    return None, None, None, None


def _birth_places(identity: Record) -> Iterator[Place]:
    for part in identity.parts("place-of-birth"):
        city, area, state, code = _place(part)
        text = ", ".join(text for text in (city, area, state) if text)
        if text:
            yield Place(text, code, Published("place-of-birth", text))


def _nationalities(identity: Record) -> Iterator[Nationality]:
    for part in identity.parts("nationality"):
        for name in part.take_all("country"):
            yield Nationality(country_code(name), Published("nationality", name))
        for country in part.parts("country"):
            code, text = country.take("@iso-code"), country.take("#text")
            shown = text or code
            if shown is None:
                continue
            found = country_code(code or "") or country_code(shown)
            if found is None:
                country.odd("@iso-code", shown, "no single country recognised")
            yield Nationality(found, Published("nationality", shown))


def _addresses(identity: Record) -> Iterator[Address]:
    for part in identity.parts("address"):
        city, area, state, code = _place(part)
        postcode, box = part.take("zip-code"), part.take("p-o-box")
        lines = (part.take("c-o"), part.take("address-details"), f"P.O. Box {box}" if box else None)
        note = "; ".join((*part.take_all("remark"), *part.take_all("remarks")))
        text = ", ".join(text for text in (*lines, postcode, city, area, state) if text)
        if text:
            whole = f"{text} ({note})" if note else text
            yield Address(text, Published("address", whole), city, area, postcode, code)


def _genders(subjects: list[Record]) -> tuple[Gender, ...]:
    found: dict[Gender, None] = {}
    for subject in subjects:
        text = subject.take("@sex")
        if text is None:
            continue
        if text.casefold() not in GENDERS:
            subject.odd("@sex", text, "unknown gender")
        else:
            found[GENDERS[text.casefold()]] = None
    return tuple(found)


def _identifiers(record: Record, identities: list[Record]) -> Iterator[Identifier]:
    for published in record.take_published("foreign-identifier"):
        yield Identifier(IdentifierType.OTHER, published.text, published, label="foreign identifier")
    for part in (part for identity in identities for part in identity.parts("identification-document")):
        label, number = part.take("@document-type") or "", part.take("number")
        issuer = part.take("issuer") or next(
            (text for one in part.parts("issuer") if (text := one.take("#text"))), None
        )
        codes = [one.take("@code") or one.take("@iso-code") for one in part.parts("issuer")]
        places = [text for place in part.parts("place-of-issue") for text in _place(place)[:3] if text]
        notes = [*part.take_all("remark"), *part.take_all("remarks"), *places]
        issued, expires = (_day(part, name) for name in ("date-of-issue", "expiry-date"))
        kind = _document_types().get(label)
        if kind is None:
            part.odd("@document-type", label, "unknown type of document")
        if number is not None:
            yield Identifier(
                kind or IdentifierType.OTHER,
                number,
                Published("identification-document/number", number),
                label=label or None,
                country=next((code for text in (*codes, issuer) if (code := country_code(text or ""))), None),
                issued_on=issued,
                expires_on=expires,
                note="; ".join(notes) or None,
            )


def _day(part: Record, name: str) -> PartialDate | None:
    text = part.take(name)
    if text is None:
        return None
    try:
        return parse_iso(text[:10])
    except ValueError:
        part.odd(name, text, "not a date")
        return None


def _imo_numbers(remarks: tuple[Published, ...]) -> Iterator[Identifier]:
    for remark in remarks:
        for number in IMO.findall(remark.text):
            yield Identifier(IdentifierType.IMO, number, remark)


def _remarks(record: Record, subjects: list[Record]) -> Iterator[Published]:
    for text in _texts(subjects, "other-information"):
        yield Published("other-information", text)
    for part in record.parts("generic-attribute"):
        yield Published(f"generic-attribute/{part.take('@name') or ''}", part.take("#text") or "")
    for part in (part for subject in subjects for part in subject.parts("relation")):
        words = (part.take("@relation-type"), part.take("@target-id"), *part.take_all("remark"))
        yield Published("relation", " ".join(word for word in words if word))


def _texts(subjects: list[Record], name: str) -> tuple[str, ...]:
    """Texts of a field of the subject, whether or not the element has attributes."""
    found: dict[str, None] = {}
    for subject in subjects:
        found.update(dict.fromkeys(subject.take_all(name)))
        found.update(dict.fromkeys(text for part in subject.parts(name) if (text := part.take("#text"))))
    return tuple(found)
