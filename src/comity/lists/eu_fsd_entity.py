"""One entity of the EU's older file of financial sanctions, 1.0 (fsd_export_1_0.xsd)."""

import re
from collections.abc import Iterator

from comity.lists.eu_text import (
    AUTHORITY,
    PublishedName,
    bracketed_contacts,
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

# Numbers of the database's rows, and the act in which a single detail was published.
IGNORED = ("@Id", "@Entity_id", "@EU_ref_num", "@legal_basis", "@reg_date", "@pdf_link", "@programme")
# AD001095 (passport-National passport) [known to be expired](issued in Tunis)
DOCUMENT = re.compile(r"(.*?)\s*\(([a-z]+)-([^()]*)\)\s*(.*)", re.DOTALL)
NOTHING = ("N/A",)


def designation(record: Record, ref: EditionRef) -> Designation:
    """One <ENTITY>. `reference` holds its EU reference number where the file has one, else its Id."""
    reference = record.need("reference")
    bases = record.take_all("@legal_basis")
    days = []
    while record.peek("@reg_date") is not None:
        days.append(eu_date(record, "@reg_date"))
    listing = Listing(
        list=ListId("eu_fsf"),
        reference=Reference(reference),
        authority=AUTHORITY,
        legal_basis="; ".join(bases),
        stood_on=ref.stood_on,
        amended_on=tuple(sorted({day for day in days if day is not None}, key=str)),
        programmes=record.take_all("@programme"),
        url=next(iter(record.take_all("@pdf_link")), None),
    )
    entity = _entity(record)
    return Designation(listing, entity, ref.id, record.place, record.done(ignoring=IGNORED))


def _entity(record: Record) -> Entity:
    names, births = record.parts("NAME"), record.parts("BIRTH")
    documents = [document for part in record.parts("PASSPORT") if (document := _document(part)) is not None]
    places = [place for part in births if (place := _birth_place(part)) is not None]
    addresses: list[Address] = []
    contacts: list[Identifier] = []
    remarks = list(record.take_published("@remark"))
    for part in record.parts("ADDRESS"):
        other = (part.take("OTHER") or "").replace("\\n", "\n")  # the table writes line ends as two characters
        found, rest = bracketed_contacts("ADDRESS/OTHER", other)
        contacts += found
        remarks += [Published("ADDRESS/OTHER", rest)] if rest else []
        address = _address(part)
        addresses += [address] if address is not None else []
    citizenships = (nationality(part, "COUNTRY", part.take("COUNTRY")) for part in record.parts("CITIZEN"))
    return Entity(
        kind=kind(record, record.take_all("@Type")),
        names=ranked_names(_names(names)),
        births=tuple(dict.fromkeys(birth for part in births if (birth := _birth(part)) is not None)),
        birth_places=tuple(dict.fromkeys(places)),
        nationalities=tuple(dict.fromkeys(one for one in citizenships if one is not None)),
        genders=tuple(dict.fromkeys(one for part in names if (one := gender(part, "GENDER")) is not None)),
        identifiers=tuple(dict.fromkeys((*documents, *contacts))),
        addresses=tuple(dict.fromkeys(addresses)),
        titles=distinct(part.take("TITLE") for part in names),
        positions=distinct(part.take("FUNCTION") for part in names),
        remarks=tuple(dict.fromkeys(remarks)),
    )


def _names(parts: tuple[Record, ...]) -> Iterator[PublishedName]:
    for part in parts:
        language = (part.take("LANGUAGE") or "").lower() or None
        found = whole_name(part, "WHOLENAME", ("FIRSTNAME", "MIDDLENAME", "LASTNAME"))
        if found is not None:
            text, published = found
            yield PublishedName(text, published, strong=True, language=language)


def _birth(part: Record) -> Birth | None:
    text = part.take("DATE")
    if text is None or text in NOTHING:
        return None
    span = read_dates(text.replace("(approximative)", "(approximately)"))
    if span is None:
        part.odd("DATE", text, "not a date")
        return None
    return Birth(span, Published("BIRTH/DATE", text))


def _birth_place(part: Record) -> Place | None:
    place, state = part.take("PLACE"), part.take("COUNTRY")
    text = ", ".join(distinct((place, state)))
    return Place(text, country(part, "COUNTRY", state), Published("BIRTH/PLACE", text)) if text else None


def _address(part: Record) -> Address | None:
    number, street, postcode = part.take("NUMBER"), part.take("STREET"), part.take("ZIPCODE")
    city, state = part.take("CITY"), part.take("COUNTRY")
    line = " ".join(distinct((number, street))) or None
    text = " ".join(", ".join(distinct((line, postcode, city, state))).split())
    if not text:
        return None
    code = country(part, "COUNTRY", state)
    return Address(text, Published("ADDRESS", text), city=city, postcode=postcode, country=code)


def _document(part: Record) -> Identifier | None:
    text, state = part.take("NUMBER"), country(part, "COUNTRY", part.take("COUNTRY"))
    if text is None:
        return None
    found = DOCUMENT.fullmatch(text)
    if found is None or not found[1]:
        part.odd("NUMBER", text, "a document without a number, or of no known type")
        return Identifier(IdentifierType.OTHER, text, Published("PASSPORT/NUMBER", text), country=state)
    value, code, label, note = found.groups()
    known = identification_types().get(code)
    if known is None:
        part.odd("NUMBER", code, "unknown type of identification")
    return Identifier(
        known or IdentifierType.OTHER,
        value,
        Published("PASSPORT/NUMBER", text),
        label=label,
        country=state,
        note=note.strip() or None,
    )
