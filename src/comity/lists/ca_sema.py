"""Canada's consolidated autonomous sanctions list (SEMA and the Sergei Magnitsky Law), one XML file.

"Country" names the regime, not a nationality: a Russian may stand under Ukraine. The publisher gives no
number to an entry; regime, schedule and item together are its reference (docs/lists/ca_sema.md).
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files as resources
from typing import Any

from comity.lists.ca_sema_names import WrittenName, aliases, bilingual
from comity.lists.original_script import is_original_script
from comity.lists.reading import Reading
from comity.lists.record import Record, UnreadableRecord
from comity.lists.source import EditionRef, Heading, ListSource, SourceFile
from comity.lists.xml_records import read_records
from comity.model.date_text import read_dates
from comity.model.designation import Designation, ListId, Listing, Reference
from comity.model.entity import Birth, Entity, Identifier, IdentifierType, Kind, Name, NameKind, Published
from comity.model.errors import BrokenFile
from comity.model.partial_date import PartialDate, parse_iso
from comity.model.territory import country_code

ROOTS, RECORDS = ("data-set",), ("record",)
# Spelling of 2025 first, of 2020 second.
ENTITY_FIELDS = ("EntityOrShip", "Entity")
BIRTH_FIELDS = ("DateOfBirthOrShipBuildDate", "DateOfBirth")
TITLE_FIELDS = ("TitleOrShip", "Title")
URL = (
    "https://www.international.gc.ca/world-monde/assets/office_docs/"
    "international_relations-relations_internationales/sanctions/sema-lmes.xml"
)
COMMA = re.compile(r"\s*,\s*")


def heading(files: Sequence[SourceFile]) -> Heading:
    """Dated by the newest DateOfListing; editions before that field was published have no date in them."""
    newest = ""
    for record in read_records(_only(files), ROOTS, RECORDS):
        newest = max(newest, record.peek("DateOfListing") or "")
    return Heading(dated=_iso(newest.strip()))


def records(files: Sequence[SourceFile], reading: Reading) -> Iterator[Record]:
    """Every record, with its reference."""
    for record in read_records(_only(files), ROOTS, RECORDS, reading):
        regime, schedule, item = record.peek("Country"), record.peek("Schedule"), record.take("Item")
        if regime and item:
            record.add("Reference", _reference(regime, schedule or "", item))
        yield record


def designation(record: Record, ref: EditionRef) -> Designation:
    """One record: a person, an entity or a ship."""
    reference = record.need("Reference")
    regime = " ".join((record.take("Country") or "").split())
    kind, names = _names(record)
    imo = record.take_published("ShipIMONumber")
    title = _first(record, TITLE_FIELDS)
    is_ship = bool(imo) or (title is not None and title.text in _tables()["ships"]["titles"])
    entity = Entity(
        kind=Kind.VESSEL if is_ship and kind is Kind.ORGANISATION else kind,
        names=names,
        births=_births(record),
        identifiers=tuple(Identifier(IdentifierType.IMO, published.text, published) for published in imo),
        titles=(title.text,) if title is not None and not is_ship else (),
        remarks=(title,) if title is not None and is_ship else (),
    )
    listing = Listing(
        list=SOURCE.id,
        reference=Reference(reference),
        authority=SOURCE.authority,
        legal_basis=_legal_basis(regime),
        stood_on=ref.stood_on,
        listed_on=_listed_on(record),
        programmes=(regime,),
    )
    unread = record.done(ignoring=("Schedule",))  # part of the reference
    return Designation(listing, entity, ref.id, record.place, unread)


def _only(files: Sequence[SourceFile]) -> SourceFile:
    if len(files) != 1:
        names = ", ".join(file.name for file in files)
        raise BrokenFile(names or "no file", "files", f"{len(files)} files, one expected", "import the XML file alone")
    return files[0]


def _reference(country: str, schedule: str, item: str) -> str:
    """ "RU/1, Part 1/319": regime, schedule (none where the regime has but one), item."""
    key = _regime_key(country)
    schedule = "" if schedule.strip().upper() == "N/A" else COMMA.sub(", ", " ".join(schedule.split()))
    schedule = _tables()["renumbered"].get(key, {}).get(schedule, schedule)
    return "/".join(part for part in (key, schedule, item) if part)


def _regime_key(country: str) -> str:
    known = _regime(country)
    if known is not None:
        return str(known["key"])
    return country_code(country) or " ".join(country.split("/")[0].split())


def _regime(country: str) -> dict[str, str] | None:
    """What ca_sema.toml knows of a regime that is not named after a country."""
    return next((known for name, known in _tables()["regime"].items() if country.startswith(name)), None)


def _legal_basis(regime: str) -> str:
    known = _regime(regime) or {}
    act = known.get("basis", _tables()["special"])
    english = regime.split("/")[0].strip()
    return f"{act} (regulations: {english})" if english else act


def _names(record: Record) -> tuple[Kind, tuple[Name, ...]]:
    """The main name, then the aliases; "LastName" alone is a person with one name."""
    given, family = record.take("GivenName"), record.take("LastName")
    entity = _first(record, ENTITY_FIELDS)
    names: list[Name] = []
    if given is not None or family is not None:
        kind = Kind.PERSON
        whole = " ".join(" ".join(part.split()) for part in (given, family) if part is not None)
        names.append(Name(whole, NameKind.PRIMARY, Published("GivenName, LastName", f"{given or ''}, {family or ''}")))
    elif entity is not None:
        kind = Kind.ORGANISATION
        first, *others = bilingual(entity.text)
        names.append(Name(first, NameKind.PRIMARY, entity))
        names.extend(Name(other, NameKind.STRONG, entity, "fr") for other in others)
    else:
        raise UnreadableRecord("LastName", None, "neither a person's name nor an entity's")
    for published in record.take_published("Aliases"):
        written = aliases(published.text, person=kind is Kind.PERSON)
        names.extend(_alias(one, published, kind) for one in written)
    return kind, tuple(dict.fromkeys(names))


def _alias(written: WrittenName, published: Published, kind: Kind) -> Name:
    if is_original_script(written.text):
        return Name(written.text, NameKind.ORIGINAL, published, written.language)
    # Canada grades no alias. "Andrei" alone, another spelling of a given name, names half a country: weak.
    one_word = kind is Kind.PERSON and len(written.text.split()) == 1
    return Name(written.text, NameKind.WEAK if one_word else NameKind.STRONG, published, written.language)


def _births(record: Record) -> tuple[Birth, ...]:
    published = _first(record, BIRTH_FIELDS)
    if published is None:
        return ()
    parts = re.split(r"\s+or\s+", published.text, flags=re.IGNORECASE)
    spans = [read_dates(part) for part in parts]
    found = tuple(Birth(span, published) for span in spans if span is not None)
    if len(found) < len(parts):
        record.odd(published.field, published.text, "not understood as a date")
    return found


def _listed_on(record: Record) -> PartialDate | None:
    text = record.take("DateOfListing")
    listed = _iso(text) if text is not None else None
    if text is not None and listed is None:
        record.odd("DateOfListing", text, "not understood as a date")
    return listed


def _first(record: Record, fields: tuple[str, ...]) -> Published | None:
    return next((Published(field, text) for field in fields if (text := record.take(field)) is not None), None)


def _iso(text: str) -> PartialDate | None:
    try:
        return parse_iso(text)
    except ValueError:
        return None


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(resources("comity.lists").joinpath("ca_sema.toml").read_text("utf-8"))


SOURCE = ListSource(
    id=ListId("ca_sema"),
    title="Canada: Consolidated Canadian Autonomous Sanctions List",
    authority="Governor in Council of Canada",
    basis=(
        "Special Economic Measures Act, S.C. 1992, c. 17; "
        "Justice for Victims of Corrupt Foreign Officials Act (Sergei Magnitsky Law), S.C. 2017, c. 21"
    ),
    urls=((URL,),),
    heading=heading,
    records=records,
    designation=designation,
    expect={Kind.PERSON: range(200, 30_000), Kind.ORGANISATION: range(50, 15_000)},
    reference_field="Reference",
)
