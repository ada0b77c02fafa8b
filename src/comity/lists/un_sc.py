"""The Consolidated List of the United Nations Security Council (docs/lists/un_sc.md)."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files as package_files

from comity.lists.reading import Reading
from comity.lists.record import Record
from comity.lists.source import EditionRef, Heading, ListSource, SourceFile
from comity.lists.un_sc_details import addresses, birth_places, births, identifiers, nationalities
from comity.lists.un_sc_names import aliases, original_names, primary_name
from comity.lists.xml_records import one_line, read_records, read_root
from comity.model.date_text import read_date
from comity.model.designation import Designation, ListId, Listing, Reference
from comity.model.entity import Entity, Gender, Kind, Published
from comity.model.errors import BrokenFile
from comity.model.partial_date import PartialDate

ROOT = frozenset({"CONSOLIDATED_LIST"})
KINDS = {"INDIVIDUAL": Kind.PERSON, "ENTITY": Kind.ORGANISATION}
GENDERS = {"male": (Gender.MALE,), "female": (Gender.FEMALE,), "unknown": ()}
GENDER_IN_COMMENTS = re.compile(r"\bgender:\s*(male|female)\b", re.IGNORECASE)
BASIS = "UN Charter, Art. 41"

# Taken by nobody, on purpose (docs/lists/un_sc.md says why, one by one).
IGNORED = ("DATAID", "VERSIONNUM", "SORT_KEY", "SORT_KEY_LAST_MOD", "LIST_TYPE")


@dataclass(frozen=True, slots=True)
class Regimes:
    """Legal bases by the publisher's name of a regime, and by the prefix of its reference numbers."""

    by_name: Mapping[str, str]
    by_prefix: Mapping[str, str]


def heading(files: Sequence[SourceFile]) -> Heading:
    """The date of generation. Raises BrokenFile when the one file is not the Consolidated List."""
    file = _only(files)
    generated = read_root(file, ROOT).attributes.get("dateGenerated", "")
    if next(read_records(file, ROOT, KINDS), None) is None:
        raise BrokenFile(file.name, "end", "it lists nobody", "download it again")
    return Heading(dated=read_date(generated))


def records(files: Sequence[SourceFile], reading: Reading) -> Iterator[Record]:
    """Every INDIVIDUAL and ENTITY, in the order published; line breaks within texts are layout."""
    return read_records(_only(files), ROOT, KINDS, reading, spell=one_line)


def designation(record: Record, ref: EditionRef) -> Designation:
    """One INDIVIDUAL or ENTITY of the list."""
    kind = KINDS[record.name]
    reference = Reference(record.need("REFERENCE_NUMBER"))
    comments = record.take_published("COMMENTS1")
    listing = _listing(record, reference, ref, comments)
    also_born, remarks, other_names = aliases(record, person=kind is Kind.PERSON)
    documents, document_remarks = identifiers(record)
    entity = Entity(
        kind=kind,
        names=(*primary_name(record, person=kind is Kind.PERSON), *original_names(record), *other_names),
        births=(*births(record), *also_born),
        birth_places=birth_places(record),
        nationalities=nationalities(record),
        genders=_genders(record, comments),
        identifiers=documents,
        addresses=addresses(record),
        titles=_values(record, "TITLE"),
        positions=_values(record, "DESIGNATION"),
        remarks=(*remarks, *document_remarks, *_submissions(record), *record.take_published("HAS_INTERPOL_LINK")),
    )
    left = record.done(ignoring=IGNORED)
    return Designation(listing, entity, ref.id, record.place, left)


def _listing(record: Record, reference: Reference, ref: EditionRef, comments: Sequence[Published]) -> Listing:
    programme = record.take("UN_LIST_TYPE")
    return Listing(
        list=SOURCE.id,
        reference=reference,
        authority=SOURCE.authority,
        legal_basis=_basis(record, programme, reference),
        stood_on=ref.stood_on,
        listed_on=_date(record, "LISTED_ON"),
        amended_on=_dates(record, "LAST_DAY_UPDATED"),
        programmes=(programme,) if programme else (),
        reasons=tuple(comment.text for comment in comments),
        url=record.take("INTERPOL_LINK"),
    )


def _basis(record: Record, programme: str | None, reference: Reference) -> str:
    known = regimes()
    basis = known.by_name.get(programme or "") or known.by_prefix.get(reference[:2])
    if basis is None:
        record.odd("UN_LIST_TYPE", programme or "", "unknown regime; its resolution is missing from the legal basis")
        return BASIS
    return basis


def _genders(record: Record, comments: Sequence[Published]) -> tuple[Gender, ...]:
    text = record.take("GENDER")
    if text is None:
        said = (GENDER_IN_COMMENTS.search(comment.text) for comment in comments)
        return tuple({GENDERS[found[1].lower()][0]: None for found in said if found is not None})
    if text.lower() not in GENDERS:
        record.odd("GENDER", text, "unknown gender")
    return GENDERS.get(text.lower(), ())


def _submissions(record: Record) -> tuple[Published, ...]:
    """Who proposed the listing, and when: kept as remarks."""
    return (*record.take_published("SUBMITTED_BY"), *record.take_published("SUBMITTED_ON"))


def _values(record: Record, field: str) -> tuple[str, ...]:
    return tuple(text for nested in record.take_records(field) for text in nested.take_all("VALUE"))


def _dates(record: Record, field: str) -> tuple[PartialDate, ...]:
    texts = (text for nested in record.take_records(field) for text in nested.take_all("VALUE"))
    return tuple(date for text in texts if (date := _read(record, field, text)) is not None)


def _date(record: Record, field: str) -> PartialDate | None:
    text = record.take(field)
    return None if text is None else _read(record, field, text)


def _read(record: Record, field: str, text: str) -> PartialDate | None:
    date = read_date(text)
    if date is None:
        record.odd(field, text, "not a date")
    return date


def _only(files: Sequence[SourceFile]) -> SourceFile:
    if len(files) != 1:
        names = ", ".join(file.name for file in files) or "no file"
        raise BrokenFile(names, "import", "an edition of this list is one file", "name the one XML file")
    return files[0]


@cache
def regimes() -> Regimes:
    """The lookups of un_sc.toml."""
    rows = tomllib.loads(package_files("comity.lists").joinpath("un_sc.toml").read_text("utf-8"))["regime"]
    return Regimes(
        {name: row["basis"] for row in rows for name in row["names"]}, {row["prefix"]: row["basis"] for row in rows}
    )


SOURCE = ListSource(
    id=ListId("un_sc"),
    title="United Nations Security Council Consolidated List",
    authority="United Nations Security Council",
    basis=BASIS,
    urls=(("https://scsanctions.un.org/resources/xml/en/consolidated.xml",),),
    heading=heading,
    records=records,
    designation=designation,
    expect={Kind.PERSON: range(200, 5_000), Kind.ORGANISATION: range(50, 3_000)},
    reference_field="REFERENCE_NUMBER",
)
