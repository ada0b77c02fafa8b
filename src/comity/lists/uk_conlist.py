"""The former Consolidated List of HM Treasury (OFSI), withdrawn in January 2026: ConList.csv.

A row for each name, birth date and address of a group; "Name 6" is the family name. The format of 2022
added columns; both are read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from comity.lists.original_script import is_original_script
from comity.lists.published_parts import entries, numbered
from comity.lists.reading import Reading
from comity.lists.record import Record, UnreadableRecord
from comity.lists.row_groups import RowForm, joined_rows
from comity.lists.source import EditionRef, Heading, SourceFile
from comity.lists.table_records import TableForm, first_lines, table_rows
from comity.lists.uk_text import (
    GENDERS,
    addresses,
    births,
    contacts,
    countries,
    dates,
    documents,
    joined_name,
    uk_date,
    un_references,
)
from comity.model.designation import Designation, ListId, Listing, Reference
from comity.model.entity import Entity, Identifier, IdentifierType, Kind, Name, NameKind, Place, Published
from comity.model.errors import BrokenFile
from comity.model.territory import country_code

AUTHORITY = "HM Treasury"
TABLE = TableForm(
    required=("Name 6", "Name 1", "Group Type", "Alias Type", "Regime", "Listed On", "Group ID"), headings_line=2
)
NAME_PARTS = ("Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Name 6")
ADDRESS_LINES = ("Address 1", "Address 2", "Address 3", "Address 4", "Address 5", "Address 6")
KINDS = {"individual": Kind.PERSON, "entity": Kind.ORGANISATION, "ship": Kind.VESSEL, "aircraft": Kind.AIRCRAFT}
NAME_KINDS = {
    "prime alias": NameKind.PRIMARY,
    "primary name": NameKind.PRIMARY,
    "primary name variation": NameKind.STRONG,
    "aka": NameKind.STRONG,
    "alias": NameKind.STRONG,
    "good quality aka": NameKind.STRONG,
    "low quality aka": NameKind.WEAK,
    "fka": NameKind.FORMER,
}
CONTACTS = {
    "Phone Number": IdentifierType.PHONE,
    "Website": IdentifierType.WEBSITE,
    "Email Address": IdentifierType.EMAIL,
}
# The first repeats "Listed On"; the script is told by the characters.
IGNORED = ("UK Sanctions List Date Designated", "Non-Latin Script Type", "Non-Latin Script Language")
# Since 2022 the remarks hold further fields: (UK Sanctions List Ref):RUS0001. (Gender):Male
TAGGED = re.compile(r"\(([A-Za-z][^():]{1,60}(?:\([^()]*\))?)\)\s*:")


TAGGED_IDENTIFIERS = {
    "uk sanctions list ref": (IdentifierType.OTHER, "UK Sanctions List reference"),
    "un ref": (IdentifierType.OTHER, "UN reference"),
    "imo number": (IdentifierType.IMO, None),
    "phone number": (IdentifierType.PHONE, None),
    "email address": (IdentifierType.EMAIL, None),
    "website": (IdentifierType.WEBSITE, None),
    "business reg no": (IdentifierType.REGISTRATION, None),
}


def _same(*columns: str) -> dict[str, str]:
    return {column: column for column in columns}


ROWS = RowForm(
    name="Group",
    key="Group ID",
    fields={"Group ID": "UniqueID"},  # the field that holds the reference in every format of this list
    parts={
        "Name": _same(*NAME_PARTS, "Alias Type", "Alias Quality"),
        "Original name": _same("Name Non-Latin Script", "Non-Latin Script Type", "Non-Latin Script Language"),
        "Address": _same(*ADDRESS_LINES, "Post/Zip Code", "Country"),
        "Birth place": _same("Town of Birth", "Country of Birth"),
        "Passport": _same("Passport Number", "Passport Details"),
        "National identification": _same("National Identification Number", "National Identification Details"),
    },
)


def heading(file: SourceFile) -> Heading:
    """The date in the file's first line: "Last Updated,13/04/2018"."""
    first = first_lines(file, TABLE, 1)[0]
    try:
        return Heading(dated=uk_date(first[1]))
    except (IndexError, ValueError) as problem:
        raise BrokenFile(
            file.name, "line 1", "no date after 'Last Updated'", "check that it is the Consolidated List (ConList.csv)"
        ) from problem


def records(file: SourceFile, reading: Reading) -> Iterator[Record]:
    """The groups, in the order of their first rows."""
    return joined_rows(file.name, table_rows(file, TABLE, reading), ROWS, reading)


def designation(record: Record, ref: EditionRef) -> Designation:
    """One group: a person, entity or ship with all its names."""
    reference = record.need("UniqueID")
    regimes = record.take_all("Regime")
    remarks = record.take_published("Other Information")
    tagged = _tagged(remarks)
    listed, updated = dates(record, "Listed On"), dates(record, "Last Updated")
    entity = Entity(
        kind=_kind(record),
        names=_names(record),
        births=births(record, "DOB"),
        birth_places=_birth_places(record),
        nationalities=countries(record, "Nationality"),
        genders=tuple(GENDERS[one.published.text.casefold()] for one in tagged if _is_gender(one)),
        identifiers=_identifiers(record, remarks, tagged),
        addresses=addresses(record, ADDRESS_LINES, "Post/Zip Code", "Country"),
        titles=_each(record.take_all("Title")),
        positions=_each(record.take_all("Position")),
        remarks=remarks,
    )
    unread = record.done(ignoring=IGNORED)
    listing = Listing(
        list=ListId("uk"),
        reference=Reference(reference),
        authority=AUTHORITY,
        legal_basis=f"UK financial sanctions regime: {'; '.join(regimes)}" if regimes else "",
        stood_on=ref.stood_on,
        listed_on=listed[0] if listed else None,
        amended_on=updated,
        programmes=regimes,
        reasons=tuple(one.published.text for one in tagged if one.tag == "uk statement of reasons"),
    )
    return Designation(listing, entity, ref.id, record.place, unread)


def _kind(record: Record) -> Kind:
    published = record.take("Group Type") or ""
    kind = KINDS.get(published.casefold())
    if kind is None:
        record.odd("Group Type", published, "unknown type of group")
    return kind or Kind.UNKNOWN


def _names(record: Record) -> tuple[Name, ...]:
    found: dict[tuple[str, NameKind], Name] = {}
    for part in record.parts("Name"):
        joined = joined_name(part, NAME_PARTS)
        alias, quality = part.take("Alias Type") or "", part.take("Alias Quality") or ""
        if joined is None:
            continue
        kind = NAME_KINDS.get(alias.casefold().replace("a.k.a.", "aka").replace("a.k.a", "aka"))
        if kind is None:
            record.odd("Alias Type", alias, "unknown type of alias, taken as a strong one")
            kind = NameKind.STRONG
        if kind is NameKind.STRONG and quality.casefold().startswith("low"):
            kind = NameKind.WEAK
        found.setdefault((joined.text, kind), Name(joined.text, kind, joined.published))
    for part in record.parts("Original name"):
        text = part.take("Name Non-Latin Script")
        if text is not None:
            kind = NameKind.ORIGINAL if is_original_script(text) else NameKind.STRONG
            found.setdefault((text, kind), Name(text, kind, Published("Name Non-Latin Script", text)))
    if not found:
        raise UnreadableRecord("Name 6", None, "no name")
    return tuple(sorted(found.values(), key=lambda name: name.kind is not NameKind.PRIMARY))


def _birth_places(record: Record) -> tuple[Place, ...]:
    """Towns and countries belong together by their numbers; a single country stands for all towns."""
    found: dict[str, Place] = {}
    for part in record.parts("Birth place"):
        towns = numbered(part.take("Town of Birth") or "")
        states = numbered(part.take("Country of Birth") or "")
        one = next(iter(states.values())) if len(set(states.values())) == 1 else None
        for number in sorted({*towns, *states}):
            state = states.get(number) or one
            text = ", ".join(text for text in (towns.get(number), state) if text)
            if text:
                place = Place(text, country_code(state or text), Published("Town of Birth+Country of Birth", text))
                found.setdefault(text, place)
    return tuple(found.values())


def _documents(record: Record) -> tuple[Identifier, ...]:
    found: list[Identifier] = []
    for field, default in (("NI Number", IdentifierType.NATIONAL_ID), ("Passport Details", IdentifierType.PASSPORT)):
        for published in record.take_published(field):
            found.extend(documents(published, default))
    for part, number, details, default in (
        ("Passport", "Passport Number", "Passport Details", IdentifierType.PASSPORT),
        (
            "National identification",
            "National Identification Number",
            "National Identification Details",
            IdentifierType.NATIONAL_ID,
        ),
    ):
        for document in record.parts(part):
            numbers, text = document.take(number), document.take(details)
            if numbers is not None:
                found.extend(documents(Published(number, numbers), default, text))
            elif text is not None:
                found.extend(documents(Published(details, text), default))
    return tuple(dict.fromkeys(found))


def _identifiers(
    record: Record, remarks: tuple[Published, ...], tagged: tuple["_Tagged", ...]
) -> tuple[Identifier, ...]:
    within = (*un_references(remarks), *_tagged_identifiers(tagged))
    return tuple(dict.fromkeys((*_documents(record), *within, *contacts(record, CONTACTS))))


def _is_gender(one: "_Tagged") -> bool:
    return one.tag == "gender" and one.published.text.casefold() in GENDERS


@dataclass(frozen=True, slots=True)
class _Tagged:
    """One field within the remarks, by its tag in lower case."""

    tag: str
    published: Published


def _tagged(remarks: tuple[Published, ...]) -> tuple[_Tagged, ...]:
    found: list[_Tagged] = []
    for remark in remarks:
        pieces = TAGGED.split(remark.text)
        for tag, text in zip(pieces[1::2], pieces[2::2], strict=True):
            value = text.strip()
            value = value if " " in value else value.rstrip(".")  # sentences keep their stop
            if value:
                found.append(_Tagged(tag.strip().casefold(), Published(f"{remark.field}/{tag.strip()}", value)))
    return tuple(found)


def _tagged_identifiers(tagged: tuple[_Tagged, ...]) -> Iterator[Identifier]:
    for one in tagged:
        if one.tag in TAGGED_IDENTIFIERS:
            kind, label = TAGGED_IDENTIFIERS[one.tag]
            for text in entries(one.published.text):
                yield Identifier(kind, text, Published(one.published.field, text), label=label)


def _each(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry for text in texts for entry in entries(text)))
