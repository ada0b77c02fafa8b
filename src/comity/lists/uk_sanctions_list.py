"""The UK Sanctions List of the Foreign, Commonwealth and Development Office, as XML and as a table.

The table is a product: a row for every name with every address with every telephone number. Its rows are
joined by their Unique ID; from there on both formats are one record with the names of the XML's elements.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files

from comity.lists.original_script import is_original_script
from comity.lists.published_parts import entries
from comity.lists.reading import Reading
from comity.lists.record import Record, UnreadableRecord
from comity.lists.row_groups import RowForm, joined_rows
from comity.lists.source import EditionRef, Heading, SourceFile
from comity.lists.table_records import TableForm, first_lines, table_rows
from comity.lists.uk_text import addresses, births, contacts, countries, dates, documents, genders, joined_name
from comity.lists.xml_records import read_records
from comity.model.designation import Designation, ListId, Listing, Reference
from comity.model.entity import Entity, Identifier, IdentifierType, Kind, Name, NameKind, Place, Published
from comity.model.errors import BrokenFile
from comity.model.partial_date import PartialDate
from comity.model.territory import country_code

AUTHORITY = "Foreign, Commonwealth and Development Office"
ROOTS = ("Designations",)
REQUIRED = ("Unique ID", "Name 6", "Name 1", "Name type", "Regime Name")
NAME_PARTS = ("Name1", "Name2", "Name3", "Name4", "Name5", "Name6")
ADDRESS_LINES = tuple(f"AddressLine{number}" for number in range(1, 7))
KINDS = {"individual": Kind.PERSON, "entity": Kind.ORGANISATION, "ship": Kind.VESSEL, "aircraft": Kind.AIRCRAFT}
NAME_KINDS = {
    "primary name": NameKind.PRIMARY,
    "primary name variation": NameKind.STRONG,
    "alias": NameKind.STRONG,
    "fka": NameKind.FORMER,
    "former name": NameKind.FORMER,
}
CONTACTS = {
    "PhoneNumber": IdentifierType.PHONE,
    "EmailAddress": IdentifierType.EMAIL,
    "Website": IdentifierType.WEBSITE,
    "CryptoWalletAddress": IdentifierType.CRYPTO_ADDRESS,
}
REMARKS = (
    "OtherInformation",
    "SanctionsImposed",
    "DesignationSource",
    "TypeOfEntity",
    "ParentCompany",
    "Subsidiary",
    "CurrentOwnerOperator",
    "PreviousOwnerOperator",
    "TypeOfShip",
    "TonnageOfShip",
    "LengthOfShip",
)
# The first repeats SanctionsImposed as one element for each measure; the script is told by the characters.
IGNORED = ("SanctionsImposedIndicators", "NonLatinScriptType")
LABELLED_NUMBER = re.compile(
    r"(?:([^\d:;]*[^\d:;\s])\s*[:#]?\s+|([^\d:;]+):)?([A-Z0-9][A-Za-z0-9./\- ]*\d[A-Za-z0-9]*)"
)


@dataclass(frozen=True, slots=True)
class _Words:
    """The names of columns and elements, and of languages."""

    wrappers: Mapping[str, tuple[str, ...]]
    rows: RowForm
    languages: Mapping[str, str]


@cache
def _words() -> _Words:
    table = tomllib.loads(files("comity.lists").joinpath("uk_sanctions_list.toml").read_text("utf-8"))
    rows = RowForm(name="Designation", key="Unique ID", parts=table["parts"], fields=table["columns"])
    wrappers = {wrapper: tuple(inner) for wrapper, inner in table["elements"].items()}
    return _Words(wrappers, rows, table["languages"])


def table_heading(file: SourceFile) -> Heading:
    """The date in the line above the headings: "Report Date: 13-Feb-2026". Without that line, no date."""
    first = first_lines(file, TableForm(REQUIRED), 1)[0]
    found = re.match(r"Report Date:?\s*(\S+)", first[0])
    return Heading(dated=_report_date(file, found[1]) if found else None)


def table_records(file: SourceFile, reading: Reading) -> Iterator[Record]:
    """The designations of the table, in the order of their first rows."""
    below = first_lines(file, TableForm(REQUIRED), 1)[0][0].startswith("Report Date")
    form = TableForm(REQUIRED, headings_line=2 if below else 1)
    return joined_rows(file.name, table_rows(file, form, reading), _words().rows, reading)


def xml_heading(file: SourceFile) -> Heading:
    """The date in <DateGenerated>, the file's first element."""
    record = next(read_records(file, ROOTS, ("DateGenerated", "Designation")), None)
    text = record.take("#text") if record is not None and record.name == "DateGenerated" else None
    return Heading(dated=_report_date(file, text) if text else None)


def xml_records(file: SourceFile, reading: Reading) -> Iterator[Record]:
    """The designations of the XML, each with its wrapped elements lifted out of their wrappers."""
    for record in read_records(file, ROOTS, ("Designation",), reading):
        _lift(record)
        yield record


def _report_date(file: SourceFile, text: str) -> PartialDate:
    for form in ("%d/%m/%Y", "%d-%b-%Y", "%Y-%m-%d"):
        try:
            day = datetime.strptime(text.strip()[:11], form)
        except ValueError:
            continue
        return PartialDate(day.year, day.month, day.day)
    raise BrokenFile(file.name, "its date", f"{text!r} is not a date", "check that it is the UK Sanctions List")


def _lift(record: Record) -> None:
    for wrapper, inner in _words().wrappers.items():
        for wrapped in record.parts(wrapper):
            for name in inner:
                for text in wrapped.take_all(name):
                    record.add(name, text)
                for nested in wrapped.take_records(name):
                    record.add(name, nested)


def designation(record: Record, ref: EditionRef) -> Designation:
    """One designation: an individual, entity or ship."""
    reference = record.need("UniqueID")
    regimes = record.take_all("RegimeName")
    listed = dates(record, "DateDesignated")
    entity = Entity(
        kind=_kind(record),
        names=_names(record),
        births=(*births(record, "DOB"), *births(record, "YearBuilt")),
        birth_places=_birth_places(record),
        nationalities=tuple(
            nationality
            for field in ("Nationality", "CurrentBelievedFlagOfShip", "PreviousFlag")
            for nationality in countries(record, field)
        ),
        genders=genders(record, "Gender"),
        identifiers=_identifiers(record),
        addresses=addresses(record, ADDRESS_LINES, "AddressPostalCode", "AddressCountry"),
        titles=record.take_all("Title"),
        positions=record.take_all("Position"),
        remarks=tuple(remark for field in REMARKS for remark in record.take_published(field)),
    )
    listing = Listing(
        list=ListId("uk"),
        reference=Reference(reference),
        authority=AUTHORITY,
        legal_basis="; ".join(regimes),
        stood_on=ref.stood_on,
        listed_on=listed[0] if listed else None,
        amended_on=dates(record, "LastUpdated"),
        programmes=regimes,
        reasons=record.take_all("UKStatementofReasons"),
    )
    return Designation(listing, entity, ref.id, record.place, record.done(ignoring=IGNORED))


def _kind(record: Record) -> Kind:
    published = record.take("IndividualEntityShip") or ""
    kind = KINDS.get(published.casefold())
    if kind is None:
        record.odd("IndividualEntityShip", published, "unknown type of designation")
    return kind or Kind.UNKNOWN


def _names(record: Record) -> tuple[Name, ...]:
    found: dict[tuple[str, NameKind], Name] = {}
    for part in record.parts("Name"):
        joined = joined_name(part, NAME_PARTS)
        published, strength = part.take("NameType") or "", part.take("AliasStrength") or ""
        if joined is None:
            continue
        kind = NAME_KINDS.get(" ".join(published.casefold().split()))
        if kind is None:
            record.odd("NameType", published, "unknown type of name, taken as a strong alias")
            kind = NameKind.STRONG
        if kind is NameKind.STRONG and strength.casefold().startswith("low"):
            kind = NameKind.WEAK
        found.setdefault((joined.text, kind), Name(joined.text, kind, joined.published))
    for part in record.parts("NonLatinName"):
        text = part.take("NameNonLatinScript")
        language = _words().languages.get((part.take("NonLatinScriptLanguage") or "").casefold())
        if text is not None:
            text = " ".join(text.split())
            kind = NameKind.ORIGINAL if is_original_script(text) else NameKind.STRONG
            found.setdefault((text, kind), Name(text, kind, Published("NameNonLatinScript", text), language))
    if not found:
        raise UnreadableRecord("Name6", None, "no name")
    return tuple(sorted(found.values(), key=lambda name: name.kind is not NameKind.PRIMARY))


def _birth_places(record: Record) -> tuple[Place, ...]:
    found: dict[str, Place] = {}
    for part in record.parts("Location"):
        town, state = part.take("TownOfBirth"), part.take("CountryOfBirth")
        text = ", ".join(text for text in (town, state) if text)
        if text:
            place = Place(text, country_code(state or text), Published("TownOfBirth+CountryOfBirth", text))
            found.setdefault(text, place)
    return tuple(found.values())


def _identifiers(record: Record) -> tuple[Identifier, ...]:
    found: list[Identifier] = []
    for field, label in (
        ("UNReferenceNumber", "UN reference"),
        ("OFSIGroupID", "OFSI group ID"),
        ("HullIdentificationNumber", "Hull identification number (HIN)"),
    ):
        found += [
            Identifier(IdentifierType.OTHER, published.text, published, label=label)
            for published in record.take_published(field)
        ]
    for part, number, details, default in (
        ("Passport", "PassportNumber", "PassportAdditionalInformation", IdentifierType.PASSPORT),
        (
            "NationalIdentifier",
            "NationalIdentifierNumber",
            "NationalIdentifierAdditionalInformation",
            IdentifierType.NATIONAL_ID,
        ),
    ):
        for document in record.parts(part):
            numbers, text = document.take(number), document.take(details)
            if numbers is not None:
                found.extend(documents(Published(number, numbers), default, text))
            elif text is not None:
                found.extend(documents(Published(details, text), default))
    for published in record.take_published("IMONumber"):
        number = re.sub(r"(?i)^IMO\s*(?:number)?[:.]?\s*(?=\d)", "", published.text)
        found.append(Identifier(IdentifierType.IMO, number, published))
    for published in record.take_published("BusinessRegistrationNumber"):
        found.extend(_registrations(published))
    return tuple(dict.fromkeys((*found, *contacts(record, CONTACTS))))


def _registrations(published: Published) -> Iterator[Identifier]:
    """ "OGRN: 1247700291200, INN: 9707028663" as two numbers with their labels; else the text as published."""
    for text in entries(published.text):
        for part in re.split(r"[\n;]|,\s+(?=[^\d\s])", text):
            words = " ".join(part.split())
            found = LABELLED_NUMBER.fullmatch(words)
            label = (found[1] or found[2]) if found else None
            tax = label is not None and re.search(r"\b(?:INN|tax|TIN|VAT)\b", label, re.IGNORECASE) is not None
            if words:
                kind = IdentifierType.TAX if tax else IdentifierType.REGISTRATION
                yield Identifier(kind, found[3] if found else words, Published(published.field, words), label=label)
