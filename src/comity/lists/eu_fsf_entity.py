"""One sanctioned entity of the EU's Financial Sanctions Files 1.1 (fsf_export_1_1.xsd)."""

from collections.abc import Iterator

from comity.lists.eu_text import (
    AUTHORITY,
    PublishedName,
    bracketed_contacts,
    contact_types,
    country,
    distinct,
    eu_date,
    gender,
    identification_types,
    kind,
    nationality,
    ranked_names,
    whole_name,
)
from comity.lists.record import Record
from comity.lists.source import EditionRef
from comity.model.date_text import read_dates
from comity.model.designation import Designation, ListId, Listing, Reference
from comity.model.entity import Address, Birth, Entity, Identifier, IdentifierType, Place, Published
from comity.model.partial_date import DateSpan, PartialDate, single

# Numbers of the database's own rows; the language and the act in which a single detail was published (the act
# of the entry itself is taken); codes that repeat a description or a subject's type.
IGNORED = ("@logicalId", "@regulationLanguage", "regulationSummary", "@classificationCode", "@asAtListingTime")
IGNORED_OF_ACT = ("@regulationType", "@organisationType", "@entryIntoForceDate", "corrigendum")
FLAGS = {
    "@diplomatic": "diplomatic",
    "@knownExpired": "known to be expired",
    "@knownFalse": "known to be false",
    "@reportedLost": "reported lost",
    "@revokedByIssuer": "revoked by issuer",
}
TRUE = ("true", "1")
DETAILS = ("regulation", "nameAlias", "citizenship", "birthdate", "address", "identification")
ISSUE_NOTES = {"@issuedBy": "issued by", "@nameOnDocument": "in the name of", "@region": "region"}


def designation(record: Record, ref: EditionRef) -> Designation:
    """One <sanctionEntity>. `reference` holds its EU reference number, else its logical id."""
    reference = record.need("reference")
    entity = _entity(record)
    acts = record.parts("regulation")
    titles = distinct(act.take("@numberTitle") for act in acts)
    listing = Listing(
        list=ListId("eu_fsf"),
        reference=Reference(reference),
        authority=AUTHORITY,
        legal_basis="; ".join(titles),
        stood_on=ref.stood_on,
        listed_on=eu_date(record, "@designationDate"),
        amended_on=tuple(sorted({day for act in acts if (day := eu_date(act, "@publicationDate"))}, key=str)),
        programmes=distinct(act.take("@programme") for act in acts),
        url=next(iter(distinct(act.take("publicationUrl") for act in acts)), None),
    )
    unread = record.done(ignoring=(*IGNORED, *IGNORED_OF_ACT, "@euReferenceNumber"))
    return Designation(listing, entity, ref.id, record.place, unread)


def _entity(record: Record) -> Entity:
    subject = record.parts("subjectType")
    aliases = record.parts("nameAlias")
    births = record.parts("birthdate")
    documents = tuple(_document(part) for part in record.parts("identification"))
    addresses = tuple(_address(part) for part in record.parts("address"))
    un_reference = record.take_published("@unitedNationId")
    nationalities = (
        nationality(part, "@countryIso2Code", part.take("@countryIso2Code"), part.take("@countryDescription"))
        for part in record.parts("citizenship")
    )
    return Entity(
        kind=kind(record, (part.take("@code") or part.take("@classificationCode") for part in subject)),
        names=ranked_names(_names(aliases)),
        births=tuple(birth for part in births if (birth := _birth(part)) is not None),
        birth_places=tuple(dict.fromkeys(place for part in births if (place := _birth_place(part)) is not None)),
        nationalities=tuple(dict.fromkeys(one for one in nationalities if one is not None)),
        genders=tuple(dict.fromkeys(one for part in aliases if (one := gender(part, "@gender")) is not None)),
        identifiers=(
            *(Identifier(IdentifierType.OTHER, one.text, one, label="UN reference") for one in un_reference),
            *dict.fromkeys(document for document in documents if document is not None),
            *dict.fromkeys(contact for part in record.parts("address") for contact in _contacts(part)),
        ),
        addresses=tuple(dict.fromkeys(address for address in addresses if address is not None)),
        titles=distinct(part.take("@title") for part in aliases),
        positions=distinct(part.take("@function") for part in aliases),
        remarks=tuple(dict.fromkeys(_remarks(record))),
    )


def _names(aliases: tuple[Record, ...]) -> Iterator[PublishedName]:
    for part in aliases:
        strong = (part.take("@strong") or "true").lower() in TRUE
        language = (part.take("@nameLanguage") or "").lower() or None
        found = whole_name(part, "@wholeName", ("@firstName", "@middleName", "@lastName"))
        if found is not None:
            text, published = found
            yield PublishedName(text, published, strong, language)


def _birth(part: Record) -> Birth | None:
    """A date, a year, or a range of years. Dates of other calendars stay as published, unless marked as Hijri."""
    calendar = part.take("@calendarType") or "GREGORIAN"
    circa = (part.take("@circa") or "").lower() in TRUE
    whole = part.take("@birthdate")
    pieces = [part.take(field) for field in ("@year", "@monthOfYear", "@dayOfMonth")]
    years = [part.take(field) for field in ("@yearRangeFrom", "@yearRangeTo")]
    text = whole or "-".join(piece.zfill(2) for piece in pieces if piece) or "/".join(year or "" for year in years)
    if not text.strip("/"):
        return None
    published = Published("birthdate/@birthdate" if whole else "birthdate/@year", text)
    if calendar.upper() != "GREGORIAN":
        span = read_dates(f"{text} AH") if calendar.upper() == "ISLAMIC" else None
        if span is None:
            part.odd("@calendarType", f"{text} {calendar}", "a date of this calendar is not converted")
        return Birth(span, published) if span is not None else None
    try:
        span = _gregorian(whole, pieces, years, circa=circa)
    except ValueError as problem:
        part.odd("@birthdate", text, str(problem))
        return None
    return Birth(span, published)


def _gregorian(whole: str | None, pieces: list[str | None], years: list[str | None], *, circa: bool) -> DateSpan:
    if whole is not None:
        read = read_dates(whole)
        if read is None:
            raise ValueError("not a date")
        return DateSpan(read.start, read.end, circa or read.circa)
    year, month, day = (int(piece) if piece else None for piece in pieces)
    if year is not None:
        return single(PartialDate(year, month or None, (day or None) if month else None), circa=circa)
    start, end = (PartialDate(int(one)) if one else None for one in years)
    return DateSpan(start, end, circa)


def _birth_place(part: Record) -> Place | None:
    code, spelt = part.take("@countryIso2Code"), part.take("@countryDescription")
    state = spelt if spelt and spelt.upper() != "UNKNOWN" else None
    pieces = [part.take(field) for field in ("@place", "@city", "@zipCode", "@region")]
    text = ", ".join(distinct((*pieces, state)))
    if not text:
        return None
    return Place(text, country(part, "@countryIso2Code", code or state), Published("birthdate/@place", text))


def _address(part: Record) -> Address | None:
    code, spelt = part.take("@countryIso2Code"), part.take("@countryDescription")
    state = spelt if spelt and spelt.upper() != "UNKNOWN" else None
    street, place, box = part.take("@street"), part.take("@place"), part.take("@poBox")
    postcode, city, region = part.take("@zipCode"), part.take("@city"), part.take("@region")
    text = ", ".join(distinct((street, place, f"P.O. Box {box}" if box else None, postcode, city, region, state)))
    if not text:
        return None
    published = Published("address", text)
    return Address(text, published, city, region, postcode, country(part, "@countryIso2Code", code or state))


def _contacts(part: Record) -> Iterator[Identifier]:
    """Elements of a key and a value; in tables, one text."""
    for text in part.take_all("contactInfo"):
        found, rest = bracketed_contacts("address/contactInfo", text)
        yield from found
        if rest:
            yield Identifier(IdentifierType.OTHER, rest, Published("address/contactInfo", rest), label="contact")
    for contact in part.parts("contactInfo"):
        key, value = contact.take("@key"), contact.take("@value")
        if value is None:
            continue
        known = contact_types().get((key or "").casefold())
        if known is None:
            contact.odd("@key", key or "", "unknown way of contact")
        yield Identifier(known or IdentifierType.OTHER, value, Published("contactInfo/@value", value), label=key)


def _document(part: Record) -> Identifier | None:
    code = part.take("@identificationTypeCode") or ""
    label = part.take("@identificationTypeDescription") or code or None
    number, latin = part.take("@number"), part.take("@latinNumber")
    value = number or latin
    known = identification_types().get(code.casefold())
    if known is None:
        part.odd("@identificationTypeCode", code, "unknown type of identification")
    notes = [text for field, text in FLAGS.items() if (part.take(field) or "").lower() in TRUE]
    notes += [f"{words} {text}" for field, words in ISSUE_NOTES.items() if (text := part.take(field)) is not None]
    notes += [f"in Latin letters {latin}"] if latin and number and latin != number else []
    state = country(part, "@countryIso2Code", part.take("@countryIso2Code") or part.take("@countryDescription"))
    issued, valid, expires = eu_date(part, "@issueDate"), eu_date(part, "@validFrom"), eu_date(part, "@validTo")
    part.take("@countryDescription")
    if value is None:
        return None
    return Identifier(
        known or IdentifierType.OTHER,
        value,
        Published("identification/@number", value),
        label=label,
        country=state,
        issued_on=issued or valid,
        expires_on=expires,
        note="; ".join(notes) or None,
    )


def _remarks(record: Record) -> Iterator[Published]:
    """The entry's own remarks, and those on its details."""
    yield from record.take_published("remark")
    yield from record.take_published("@designationDetails")
    details = [part for field in DETAILS for part in record.parts(field)]
    for part in details:
        yield from (Published(f"{part.name}/remark", text) for text in part.take_all("remark"))
    for part in (record, *details):
        for further in part.parts("additionalInformation"):
            key, value = further.take("@key") or "", further.take("@value")
            if value is not None:
                yield Published(f"additionalInformation/{key}", value)
