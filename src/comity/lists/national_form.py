"""The form of a national list: what a state or a regional organisation publishes under resolution 1373 (2001).

Two files say the same: JSON for programs, CSV for a spreadsheet (docs/lists/national.md). This module
holds what both share: the heading of the list, the fields of an entry, and the columns they become.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from comity.model.errors import BrokenFile
from comity.model.partial_date import PartialDate, parse_iso
from comity.model.territory import country_code, is_country

FORMAT = "comity-national-list"
VERSION = "1"
LIST_NAME = re.compile(r"[a-z0-9][a-z0-9-]{1,39}")
NEXT_STEP = "see docs/lists/national.md for the form"


@dataclass(frozen=True, slots=True)
class NationalHeader:
    """What a national list says of itself.

    `list` is its own short name ("kg-1373"), by which several are in force side by side. `authority` and
    `legal_basis` hold for every entry that names no other; `dated` is the day of the edition.
    """

    list: str
    title: str
    authority: str
    dated: PartialDate
    legal_basis: str = ""
    language: str = ""

    def __post_init__(self) -> None:
        if not LIST_NAME.fullmatch(self.list):
            raise ValueError(f"list {self.list!r}: two to forty small letters, digits and hyphens, as in kg-1373")
        if not self.title.strip() or not self.authority.strip():
            raise ValueError(f"list {self.list!r}: it needs a title and an authority")
        if self.dated.day is None:
            raise ValueError(f"list {self.list!r}: dated {self.dated}, a full date is needed")


HEADER_FIELDS = ("list", "title", "authority", "legal_basis", "dated", "language")


@dataclass(frozen=True, slots=True)
class Repeated:
    """A field of an entry that may occur several times.

    In CSV it is columns with a number, `column`_1, `column`_2, and for its parts `column`_1_country.
    `main` is the part that the column without a suffix holds; None for a plain text.
    """

    field: str
    column: str
    main: str | None = None
    parts: tuple[str, ...] = ()


SINGLE = ("reference", "kind", "authority", "legal_basis", "listed_on", "url")
REPEATED = (
    Repeated("names", "name", "text", ("kind", "language")),
    Repeated("birth_dates", "birth_date"),
    Repeated("birth_places", "birth_place", "text", ("country",)),
    Repeated("nationalities", "nationality"),
    Repeated("genders", "gender"),
    Repeated("identifiers", "id", "value", ("type", "label", "country", "issued_on", "expires_on", "note")),
    Repeated("addresses", "address", "text", ("city", "region", "postcode", "country")),
    Repeated("titles", "title"),
    Repeated("positions", "position"),
    Repeated("programmes", "programme"),
    Repeated("amended_on", "amended_on"),
    Repeated("reasons", "reason"),
    Repeated("remarks", "remark"),
)
BY_FIELD = {repeated.field: repeated for repeated in REPEATED}
BY_COLUMN = {repeated.column: repeated for repeated in REPEATED}


def header_of(fields: Mapping[str, str], file: str) -> NationalHeader:
    """The heading of a list from its texts. Raises BrokenFile when it lacks what a list needs."""
    for name in ("list", "title", "authority", "dated"):
        if not fields.get(name, "").strip():
            raise BrokenFile(file, "heading", f"no {name}", NEXT_STEP)
    if fields.get("version", VERSION) != VERSION:
        raise BrokenFile(file, "heading", f"version {fields['version']}, this reads version {VERSION}", NEXT_STEP)
    try:
        return NationalHeader(
            list=fields["list"].strip(),
            title=fields["title"].strip(),
            authority=fields["authority"].strip(),
            dated=parse_iso(fields["dated"].strip()),
            legal_basis=fields.get("legal_basis", "").strip(),
            language=fields.get("language", "").strip(),
        )
    except ValueError as problem:
        raise BrokenFile(file, "heading", str(problem), NEXT_STEP) from problem


def territory_of(text: str) -> str | None:
    """The code of a territory. This form documents ISO 3166-1 codes, so "NA" is Namibia here."""
    return text if is_country(text) else country_code(text)
