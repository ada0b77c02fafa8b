"""The Swiss list: sanctions under the Embargo Act, kept by SECO (swiss-sanctions-list, XML).

The file keeps the history of every target: each modification holds what it added and removed, and a target
that was de-listed stays in the file. A target is in force unless its latest modification de-listed it.
Places and programmes stand in tables of their own, to which targets refer.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from comity.lists import ch_seco_target
from comity.lists.ch_seco_target import AUTHORITY
from comity.lists.reading import Reading
from comity.lists.record import Record
from comity.lists.source import Heading, ListSource, SourceFile
from comity.lists.xml_records import read_records, read_root
from comity.model.designation import ListId
from comity.model.entity import Kind
from comity.model.errors import BrokenFile
from comity.model.partial_date import parse_iso

ROOTS = ("swiss-sanctions-list",)
WHOLE = "whole-list"
TABLES = ("sanctions-program", "place")
TARGET = "target"
LANGUAGE = "eng"
REFERS_TO_PLACES = ("place-of-birth", "address", "place-of-issue")


@dataclass(frozen=True, slots=True)
class _Tables:
    """What targets refer to: by id of a sanctions set, its programme; by id of a place, its fields."""

    programmes: dict[str, dict[str, str]] = field(default_factory=dict)
    places: dict[str, dict[str, str]] = field(default_factory=dict)


def heading(files: Sequence[SourceFile]) -> Heading:
    """The date of the one file of an edition. Raises BrokenFile when it is not the whole list."""
    file = _only(files)
    attributes = read_root(file, ROOTS).attributes
    if attributes.get("list-type", WHOLE) != WHOLE:
        raise BrokenFile(
            file.name, "its first element", f"a part of the list ({attributes['list-type']})", "fetch the whole list"
        )
    text = attributes.get("date", "")
    try:
        return Heading(dated=parse_iso(text[:10]))
    except ValueError as problem:
        raise BrokenFile(file.name, "its first element", f"{text!r} is not its date", "fetch it again") from problem


def records(files: Sequence[SourceFile], reading: Reading) -> Iterator[Record]:
    """The targets that are in force, with the programmes and places that they refer to."""
    file = _only(files)
    dated = read_root(file, ROOTS).attributes.get("date", "")[:10]
    tables = _tables(file)
    for record in read_records(file, ROOTS, (*TABLES, TARGET), reading):
        if record.name == TARGET and _is_in_force(record, dated):
            _join(record, tables)
            yield record


def _only(files: Sequence[SourceFile]) -> SourceFile:
    if len(files) != 1:
        names = ", ".join(file.name for file in files) or "no file"
        raise BrokenFile(names, "the files", "an edition of this list is one file", "import one file at a time")
    return files[0]


def _is_in_force(target: Record, dated: str) -> bool:
    """Does the latest modification in effect at the list's date leave the target listed?

    Of modifications on one day the first in the file counts: the file has the latest first.
    """
    latest = ("", "listed")
    for modification in target.parts("modification"):
        day = next((text for name in ch_seco_target.DATES if (text := modification.peek(name))), "")[:10]
        if day > latest[0] and (not dated or day <= dated):
            latest = (day, modification.peek("@modification-type") or "")
    return latest[1] != "de-listed"


def _tables(file: SourceFile) -> _Tables:
    """Programmes and places, wherever they stand in the file."""
    tables = _Tables()
    for record in read_records(file, ROOTS, (*TABLES, TARGET)):
        number = record.peek("@ssid") or ""
        if record.name == "place":
            tables.places[number] = _place(record)
        elif record.name == "sanctions-program":
            name, key = _in_english(record, "program-name"), _in_english(record, "program-key")
            for one in record.parts("sanctions-set"):
                known = tables.programmes.setdefault(
                    one.peek("@ssid") or "", {"program-name": name, "program-key": key}
                )
                text = one.peek("#text")
                if text and (one.peek("@lang") in (LANGUAGE, None) or "sanctions-set" not in known):
                    known["sanctions-set"] = text.strip()
    return tables


def _in_english(record: Record, name: str) -> str:
    """The English text of a field that is published in several languages; else the first there is."""
    texts = {part.peek("@lang") or "": (part.peek("#text") or "").strip() for part in record.parts(name)}
    plain = record.peek(name) or ""
    return texts.get(LANGUAGE) or next((text for text in texts.values() if text), plain.strip())


def _place(record: Record) -> dict[str, str]:
    fields = {name: text.strip() for name in ("location", "area", "country") if (text := record.peek(name))}
    for country in record.parts("country"):
        fields["country"] = (country.peek("#text") or "").strip()
        fields["@iso-code"] = (country.peek("@iso-code") or "").strip()
    return fields


def _join(target: Record, tables: _Tables) -> None:
    for number in (*target.take_all("sanctions-set-id"), *target.take_all("@sanctions-set-id")):
        _add(target, "program", tables.programmes.get(number.strip()), f"no programme has the sanctions set {number}")
    for subject in (part for name in ch_seco_target.SUBJECTS for part in target.parts(name)):
        for identity in subject.parts("identity"):
            _place_parts(identity, tables)
            for document in identity.parts("identification-document"):
                _place_parts(document, tables)


def _place_parts(record: Record, tables: _Tables) -> None:
    for name in REFERS_TO_PLACES:
        for part in record.parts(name):
            number = part.take("@place-id")
            if number is not None:
                _add(part, "place", tables.places.get(number), f"no place has the id {number}")


def _add(record: Record, name: str, fields: Mapping[str, str] | None, missing: str) -> None:
    if fields is None:
        record.odd(name, missing, "refers to nothing in this file")
        return
    values = {key: (text,) for key, text in fields.items() if text}
    record.add(name, Record(name, values, place=record.place, reading=record.reading))


SOURCE = ListSource(
    id=ListId("ch_seco"),
    title="SECO: sanctions under the Swiss Embargo Act",
    authority=AUTHORITY,
    basis="Federal Act on the Implementation of International Sanctions (Embargo Act, SR 946.231)",
    urls=(
        (
            "https://www.sesam.search.admin.ch/sesam-search-web/pages/downloadXmlGesamtliste.xhtml"
            "?lang=en&action=downloadXmlGesamtlisteAction",
        ),
    ),
    heading=heading,
    records=records,
    designation=ch_seco_target.designation,
    expect={
        Kind.PERSON: range(30_001),
        Kind.ORGANISATION: range(30_001),
        Kind.VESSEL: range(10_001),
        Kind.AIRCRAFT: range(2_001),
        Kind.UNKNOWN: range(501),
    },
    reference_field="@ssid",
)
