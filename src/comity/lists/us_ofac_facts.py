"""What OFAC says of an entry, gathered fact by fact: the same labels in remarks, documents and features.

"DOB 10 Dec 1948" in a CSV remark, a `dateOfBirthItem` and a feature "Birthdate" all end here.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files as package_files

from comity.lists.record import Record
from comity.model.date_text import read_date, read_dates
from comity.model.entity import (
    Address,
    Birth,
    Entity,
    Gender,
    Identifier,
    IdentifierType,
    Kind,
    Name,
    Nationality,
    Place,
    Published,
)
from comity.model.partial_date import DateSpan, PartialDate
from comity.model.territory import country_code

CRYPTO = re.compile(r"Digital Currency Address - (\S+)")
GENDERS = {"male": Gender.MALE, "female": Gender.FEMALE}
NOTHING = frozenset({"none identified", "unknown", "undetermined", "none", "n/a"})
GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
ISSUER = re.compile(r"(.+?)\s+\(([^()]+)\)")  # "1026303117642 (Russia)", where the field for it is empty
IMO = re.compile(r"IMO\s*(\d{7})")
LEI = re.compile(r"[A-Z0-9]{18}\d{2}")
DEFAULT_BASIS = "International Emergency Economic Powers Act, 50 U.S.C. 1701-1708"
ORDER = re.compile(r"-EO(\d{5})$")


@dataclass(frozen=True, slots=True)
class Said:
    """One labelled statement, in the publisher's words. `country` is the issuer's name."""

    label: str
    text: str
    published: Published
    country: str | None = None
    issued: str | None = None
    expires: str | None = None
    note: str | None = None


@dataclass(slots=True)
class Facts:
    """What is being gathered of one entry."""

    kind: Kind
    names: list[Name] = field(default_factory=list)
    births: list[Birth] = field(default_factory=list)
    birth_places: list[Place] = field(default_factory=list)
    nationalities: list[Nationality] = field(default_factory=list)
    genders: list[Gender] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    positions: list[str] = field(default_factory=list)
    remarks: list[Published] = field(default_factory=list)

    def entity(self) -> Entity:
        """The entity, each fact once, in the order gathered."""
        return Entity(
            kind=self.kind,
            names=tuple(dict.fromkeys(self.names)),
            births=tuple(dict.fromkeys(self.births)),
            birth_places=tuple(dict.fromkeys(self.birth_places)),
            nationalities=tuple(dict.fromkeys(self.nationalities)),
            genders=tuple(dict.fromkeys(self.genders)),
            identifiers=tuple(dict.fromkeys(self.identifiers)),
            addresses=tuple(dict.fromkeys(self.addresses)),
            positions=tuple(dict.fromkeys(self.positions)),
            remarks=tuple(dict.fromkeys(self.remarks)),
        )


@dataclass(frozen=True, slots=True)
class Lookups:
    """us_ofac.toml: meanings, identifier types and full spellings by label, legal bases by programme."""

    meanings: Mapping[str, str]
    identifiers: Mapping[str, IdentifierType]
    spelt: Mapping[str, str]
    basis: Mapping[str, str]
    consolidated: frozenset[str]


def add(facts: Facts, said: Said, record: Record) -> None:
    """Put one statement where it belongs; one with an unknown label is kept as a remark and reported."""
    known = lookups()
    label = spelling(said.label)
    kind = known.identifiers.get(label)
    crypto = CRYPTO.fullmatch(said.label.strip())
    if crypto is not None:
        _identifier(facts, said, IdentifierType.CRYPTO_ADDRESS, crypto[1], record)
    elif kind is not None:
        _identifier(facts, said, kind, known.spelt[label], record)
    else:
        _statement(facts, said, known.meanings.get(label), record)


def _statement(facts: Facts, said: Said, meaning: str | None, record: Record) -> None:
    if meaning in ("birth", "made"):
        add_birth(facts, read_dates(said.text, day_first=False), said, record)
    elif meaning == "place":
        facts.birth_places.append(Place(said.text, place_country(said.text), said.published))
    elif meaning == "nationality":
        add_nationality(facts, said, record)
    elif meaning == "gender":
        gender = GENDERS.get(said.text.lower())
        if gender is not None:
            facts.genders.append(gender)
        elif said.text.lower() not in NOTHING:
            record.odd(said.label, said.text, "unknown gender")
    elif meaning == "position":
        facts.positions.append(said.text)
    else:
        if meaning != "remark":
            record.odd(said.label, said.text, "unknown kind of statement, kept as a remark")
        facts.remarks.append(said.published)


def add_birth(facts: Facts, span: DateSpan | None, said: Said, record: Record) -> None:
    """A birth, founding or building date; one that cannot be read is kept as a remark and reported."""
    if span is None:
        record.odd(said.label, said.text, "not a date")
        facts.remarks.append(said.published)
    else:
        facts.births.append(Birth(span, said.published))


def add_nationality(facts: Facts, said: Said, record: Record) -> None:
    """A nationality, citizenship or flag."""
    if said.text.lower() in NOTHING:
        return
    code = country_code(said.text)
    if code is None:
        record.odd(said.label, said.text, "not a country")
    facts.nationalities.append(Nationality(code, said.published))


def add_address(facts: Facts, parts: Mapping[str, str | None], field: str, record: Record) -> None:
    """An address from `street`, `city`, `region`, `postcode`, `country`; all absent is no address."""
    whole = ", ".join(part for part in parts.values() if part)
    if not whole:
        return
    name = parts.get("country")
    country = country_code(name.removeprefix("Region: ")) if name else None
    if name and country is None and name.lower() not in NOTHING:
        record.odd(f"{field}/country", name, "not a country")
    place = {key: parts.get(key) for key in ("city", "region", "postcode")}
    facts.addresses.append(Address(whole, Published(field, whole), **place, country=country))


def place_country(text: str) -> str | None:
    """The country at the end of a place: "Culiacan, Sinaloa, Mexico", "Pyongyang, Korea, North"."""
    parts = [part.strip() for part in text.split(",")]
    candidates = (", ".join(parts[-count:]) for count in (2, 1) if count <= len(parts))
    return next((code for candidate in candidates if (code := country_code(candidate)) is not None), None)


def turned_name(text: str) -> str:
    """ "LAST, First, Jr." as "First LAST Jr."; a name without comma as it is."""
    last, *rest = (part.strip() for part in text.split(","))
    first = [part for part in rest if part.rstrip(".").lower() not in GENERATIONS]
    generation = [part for part in rest if part.rstrip(".").lower() in GENERATIONS]
    return " ".join(part for part in (*first, last, *generation) if part)


def legal_basis(programmes: tuple[str, ...], record: Record) -> str:
    """What the programmes rest on; the general statute, and a report, for a programme that is not known."""
    found: dict[str, None] = {}
    for programme in programmes:
        order = ORDER.search(programme)
        basis = lookups().basis.get(programme) or (f"Executive Order {order[1]}" if order is not None else None)
        if basis is None:
            record.odd("program", programme, "unknown programme; the general statute stands as its legal basis")
        found[basis or DEFAULT_BASIS] = None
    return "; ".join(found) or DEFAULT_BASIS


def spelling(label: str) -> str:
    """A label without the colon, dash, number sign or typographic apostrophe that vary between formats."""
    return label.replace("’", "'").strip().rstrip(":-#. ")


@cache
def lookups() -> Lookups:
    """The lookups of us_ofac.toml."""
    tables = tomllib.loads(package_files("comity.lists").joinpath("us_ofac.toml").read_text("utf-8"))
    return Lookups(
        {spelling(label): meaning for meaning, labels in tables["labels"].items() for label in labels},
        {spelling(label): IdentifierType(kind) for kind, labels in tables["identifiers"].items() for label in labels},
        {spelling(label): label for labels in tables["identifiers"].values() for label in labels},
        tables["basis"],
        frozenset(tables["consolidated"]["programmes"]),
    )


def _identifier(facts: Facts, said: Said, kind: IdentifierType, label: str, record: Record) -> None:
    value, issuer, note = said.text, said.country, said.note
    bracketed = ISSUER.fullmatch(value)
    if issuer is None and bracketed is not None and country_code(bracketed[2]) is not None:
        value, issuer = bracketed[1], bracketed[2]
    imo = IMO.search(value) if kind is IdentifierType.IMO else None
    if imo is not None:
        value = imo[1]
    elif kind is IdentifierType.IMO:
        kind = IdentifierType.REGISTRATION
    if label.startswith("Legal Entity") and LEI.fullmatch(value):
        kind = IdentifierType.LEI
    code = country_code(issuer) if issuer is not None else None
    if issuer is not None and code is None:
        note = "; ".join(part for part in (issuer, note) if part)
    facts.identifiers.append(
        Identifier(
            type=kind,
            value=value,
            published=said.published,
            label=label,
            country=code,
            issued_on=_date(said, said.issued, record),
            expires_on=_date(said, said.expires, record),
            note=note,
        )
    )


def _date(said: Said, text: str | None, record: Record) -> PartialDate | None:
    date = read_date(text, day_first=False) if text is not None else None
    if text is not None and date is None:
        record.odd(said.label, text, "not a date")
    return date
