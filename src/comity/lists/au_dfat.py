"""Australia's Consolidated List (Department of Foreign Affairs and Trade), one XLSX file.

Rows "12", "12a", "12b" are the names of one entry; the other columns repeat, and where they differ from row
to row every value counts.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files as resources
from typing import Any

from comity.lists.original_script import is_original_script
from comity.lists.published_parts import entries
from comity.lists.reading import Reading
from comity.lists.record import Record, UnreadableRecord
from comity.lists.row_groups import RowForm, joined_rows
from comity.lists.source import EditionRef, Heading, ListSource, SourceFile
from comity.lists.xlsx_table import sheet_rows
from comity.model.date_text import read_dates
from comity.model.designation import Designation, ListId, Listing, Reference
from comity.model.entity import (
    Address,
    Birth,
    Entity,
    Identifier,
    IdentifierType,
    Kind,
    Name,
    NameKind,
    Nationality,
    Place,
    Published,
)
from comity.model.errors import BrokenFile
from comity.model.partial_date import PartialDate, parse_iso
from comity.model.territory import country_code

NAME, KEY = "Name of Individual or Entity", "Entry"
HEADINGS = ("Reference", NAME, "Type", "Name Type", "Committees", "Control Date")
MEASURES = ("Targeted Financial Sanction", "Travel Ban", "Arms Embargo", "Maritime Restriction")
ROWS = RowForm("entry", KEY, {"Name": {column: column for column in (NAME, "Name Type", "Alias Strength")}})
REFERENCE = re.compile(r"(\d+)\s*[a-z]*", re.IGNORECASE)
BETWEEN_DATES = re.compile(r"[,;\n]|(?:^|\s)\(?[a-z]\)\s")
GLUED_DATES = re.compile(r"(?:\d{1,2}/\d{1,2}/)?\d{4}(?!/)")
NOTE_ON_NAME = re.compile(r"\s*\((?:previously|formerly) listed as[^)]*\)\s*$", re.IGNORECASE)
DAY = r"(\d{1,2}[ /]+(?:[A-Z][a-z]+\.?|\d{1,2})[ /]+\d{4})"
NO_OTHER_ACT = r"(?:(?!\bdesignation\b|\blisted\b|amended)[^.;]){0,120}?"
LISTED = re.compile(rf"\b(?:listed|designated)\b{NO_OTHER_ACT}\bon:?\s+{DAY}", re.IGNORECASE)
DAYS = rf"((?:[\s,&]|and|on|{DAY.replace('(', '(?:', 1)})+)"
AMENDED = re.compile(rf"(?:amended|re-?listed|last listed)(?: on)?:?{DAYS}", re.IGNORECASE)
WORDS = re.compile(r"[^\W\d_]{4}")
IGNORED = ("Reference", KEY)


def heading(files: Sequence[SourceFile]) -> Heading:
    """Dated by the newest Control Date, the day on which an entry was last changed."""
    dates = [row["Control Date"] for _, row in _rows(_only(files)) if row["Control Date"][:4].isdigit()]
    return Heading(dated=_iso(max(dates, default="")))


def records(files: Sequence[SourceFile], reading: Reading) -> Iterator[Record]:
    """One record an entry: its names as parts, the different values of the other columns."""
    file = _only(files)
    return joined_rows(file.name, _rows(file), ROWS, reading)


def designation(record: Record, ref: EditionRef) -> Designation:
    """One entry: a person, an entity or a vessel."""
    reference = record.need(KEY)
    committees = record.take_all("Committees")
    information = record.take_published("Listing Information")
    entity = Entity(
        kind=_kind(record),
        names=_names(record),
        births=_births(record),
        birth_places=tuple(
            Place(text, _last_country(text), Published("Place of Birth", text))
            for text in _parts(record, "Place of Birth")
        ),
        nationalities=_nationalities(record),
        identifiers=tuple(
            Identifier(IdentifierType.IMO, text, Published("IMO Number", text))
            for text in record.take_all("IMO Number")
        ),
        addresses=tuple(
            Address(text, Published("Address", text), country=_last_country(text)) for text in _parts(record, "Address")
        ),
        remarks=(*information, *_measures(record)),
    )
    listed_on, amended_on = _dates(record, information)
    listing = Listing(
        list=SOURCE.id,
        reference=Reference(reference),
        authority=SOURCE.authority,
        legal_basis=_legal_basis(record, committees),
        stood_on=ref.stood_on,
        listed_on=listed_on,
        amended_on=amended_on,
        programmes=committees,
        reasons=record.take_all("Additional Information"),
    )
    return Designation(listing, entity, ref.id, record.place, record.done(ignoring=IGNORED))


def _only(files: Sequence[SourceFile]) -> SourceFile:
    if len(files) != 1:
        names = ", ".join(file.name for file in files)
        raise BrokenFile(names or "no file", "files", f"{len(files)} files, one expected", "import the XLSX file alone")
    return files[0]


def _rows(file: SourceFile) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The rows below the headings, each with the number of its entry. Raises BrokenFile without the headings."""
    rows = sheet_rows(file)
    number, first = next(rows, (1, ()))
    headings = tuple(heading.strip() for heading in first)
    missing = [heading for heading in HEADINGS if heading not in headings]
    if missing:
        problem = f"the headings {', '.join(missing)} were expected and not found"
        raise BrokenFile(file.name, f"row {number}", problem, "check that it is Australia's Consolidated List")
    for number, cells in rows:
        row = dict(zip(headings, cells, strict=True))
        entry = REFERENCE.fullmatch(row["Reference"].strip())
        yield number, row | {KEY: entry[1] if entry else row["Reference"]}


def _kind(record: Record) -> Kind:
    published = record.take("Type") or ""
    kind = _tables()["type"].get(published)
    if kind is None:
        record.odd("Type", published, "unknown type")
    return Kind(kind or "unknown")


def _names(record: Record) -> tuple[Name, ...]:
    found: dict[tuple[str, NameKind], Name] = {}
    for part in record.take_records("Name"):
        text, type_, strength = part.take(NAME), part.take("Name Type") or "", part.take("Alias Strength")
        if text is None:
            record.odd("Name Type", type_, "a row without a name")
            continue
        bare = NOTE_ON_NAME.sub("", text) or text
        kind = NameKind.FORMER if bare != text else _name_kind(record, bare, type_, strength)
        found.setdefault((bare, kind), Name(bare, kind, Published(NAME, text)))
    if not found:
        raise UnreadableRecord(NAME, None, "no name")
    return tuple(sorted(found.values(), key=lambda name: name.kind is not NameKind.PRIMARY))


def _name_kind(record: Record, text: str, type_: str, strength: str | None) -> NameKind:
    if type_ == "Primary Name":
        return NameKind.PRIMARY
    if type_ == "Original Script" or is_original_script(text):
        return NameKind.ORIGINAL if is_original_script(text) else NameKind.STRONG
    kind = _tables()["alias_strength"].get(strength)
    if type_ != "Alias" or kind is None:
        record.odd("Name Type", f"{type_} {strength or ''}".strip(), "unknown type of name, taken as a strong alias")
    return NameKind(kind or "strong alias")


def _births(record: Record) -> tuple[Birth, ...]:
    found: dict[str, Birth] = {}
    for text in record.take_all("Date of Birth"):
        for part in BETWEEN_DATES.split(text):
            part = part.strip().rstrip(".")
            glued = GLUED_DATES.findall(part) if part and read_dates(part) is None else []
            for one in glued if "".join(glued) == "".join(part.split()) else [part]:
                span = read_dates(one) if one else None
                if span is not None:
                    found.setdefault(str(span), Birth(span, Published("Date of Birth", text)))
                elif one.casefold() not in ("", "na", "unknown"):
                    record.odd("Date of Birth", one, "not understood as a date")
    return tuple(found.values())


def _nationalities(record: Record) -> tuple[Nationality, ...]:
    found: dict[str, Nationality] = {}
    for text in record.take_all("Citizenship"):
        for part in (part.strip() for part in text.split(";")):
            if not part or part in found:
                continue
            code = country_code(part)
            if code is None:
                record.odd("Citizenship", part, "not one territory that exists")
            found[part] = Nationality(code, Published("Citizenship", text))
    return tuple(found.values())


def _parts(record: Record, field: str) -> tuple[str, ...]:
    """The different entries of "a) X b) Y", or of lines that end with a semicolon."""
    texts = [
        " ".join(one.split())
        for text in record.take_all(field)
        for line in re.split(r";\s*\n", text)
        for one in entries(line)
    ]
    return tuple(dict.fromkeys(text for text in texts if text and text.casefold() not in ("na", "n/a")))


def _last_country(text: str) -> str | None:
    """The territory that a place ends with: "Kabul, Afghanistan", "Tashkent, USSR (Uzbekistan)"."""
    last = re.sub(r"\b\d[\d -]*\b", " ", text.rstrip(" .").rsplit(",", 1)[-1])
    return country_code(last)


def _measures(record: Record) -> tuple[Published, ...]:
    """The measures that apply, each as a remark; those that do not are left out."""
    taken = [Published(measure, text) for measure in MEASURES for text in record.take_all(measure)]
    return tuple(published for published in taken if published.text != "FALSE")


def _dates(record: Record, information: tuple[Published, ...]) -> tuple[PartialDate | None, tuple[PartialDate, ...]]:
    """When the entry was listed, and when it was amended, as its listing information and control date tell."""
    listed: PartialDate | None = None
    amended: set[PartialDate] = set()
    for text in (published.text for published in information):
        found = LISTED.search(text)
        listed = listed or _day(found[1] if found else text)
        for days in AMENDED.findall(text):
            amended.update(day for one in re.findall(DAY, days) if (day := _day(one)) is not None)
    amended.update(day for text in record.take_all("Control Date") if (day := _iso(text)) is not None)
    return listed, tuple(sorted(amended, key=PartialDate.first))


def _day(text: str) -> PartialDate | None:
    span = read_dates(text)
    return span.start if span is not None and span.start == span.end and not span.circa else None


def _iso(text: str) -> PartialDate | None:
    try:
        return parse_iso(text)
    except ValueError:
        return None


def _legal_basis(record: Record, committees: tuple[str, ...]) -> str:
    """The instruments that the entry names; the law behind its committee's list where it names none."""
    named = [text for text in record.take_all("Instrument of Designation") if WORDS.search(text)]
    if named:
        return "; ".join(" ".join(text.split()) for text in named)
    first = committees[0] if committees else ""
    return next(str(row["text"]) for row in _tables()["legal_basis"] if first.startswith(row["committee"]))


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(resources("comity.lists").joinpath("au_dfat.toml").read_text("utf-8"))


SOURCE = ListSource(
    id=ListId("au_dfat"),
    title="Australia: Consolidated List",
    authority="Minister for Foreign Affairs of Australia",
    basis="Charter of the United Nations Act 1945 (Cth); Autonomous Sanctions Act 2011 (Cth)",
    urls=(("https://www.dfat.gov.au/sites/default/files/Australian_Sanctions_Consolidated_List.xlsx",),),
    heading=heading,
    records=records,
    designation=designation,
    expect={Kind.PERSON: range(500, 20_000), Kind.ORGANISATION: range(200, 10_000)},
    reference_field=KEY,
)
