"""What all the EU's files of financial sanctions write alike."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from comity.lists.original_script import is_original_script
from comity.lists.record import Record, UnreadableRecord
from comity.model.entity import Gender, Identifier, IdentifierType, Kind, Name, NameKind, Nationality, Published
from comity.model.partial_date import PartialDate, parse_iso
from comity.model.territory import country_code

AUTHORITY = "Council of the European Union"
KINDS = {
    "p": Kind.PERSON,
    "person": Kind.PERSON,
    "e": Kind.ORGANISATION,
    "enterprise": Kind.ORGANISATION,
    "vessel": Kind.VESSEL,
    "ship": Kind.VESSEL,
    "aircraft": Kind.AIRCRAFT,
}
GENDERS = {"M": Gender.MALE, "F": Gender.FEMALE}
CONTACT = re.compile(r"([A-Z]+)\[([^\]]*)\]")  # PHONE[497 92 63]
NO_GENDER = ("?", "")
NO_COUNTRY = ("00", "UNKNOWN")


@dataclass(frozen=True, slots=True)
class PublishedName:
    """One name as a file gives it: whole, or in its parts; `strong` is False for a weak alias."""

    text: str
    published: Published
    strong: bool
    language: str | None


@cache
def identification_types() -> Mapping[str, IdentifierType]:
    """The EU's codes for types of identification."""
    return _types("identification")


@cache
def contact_types() -> Mapping[str, IdentifierType]:
    """The EU's keys for ways to reach somebody."""
    return _types("contact")


def _types(table: str) -> Mapping[str, IdentifierType]:
    text = files("comity.lists").joinpath("eu_fsf.toml").read_text("utf-8")
    return {code: IdentifierType[name] for code, name in tomllib.loads(text)[table].items()}


def kind(record: Record, codes: Iterable[str | None]) -> Kind:
    """What the codes of a subject type say; the first that is known counts."""
    texts = [code for code in codes if code is not None]
    found = next((KINDS[text.casefold()] for text in texts if text.casefold() in KINDS), None)
    if found is None:
        record.odd("subjectType", " ".join(texts), "unknown type of subject")
    return found or Kind.UNKNOWN


def ranked_names(published: Iterable[PublishedName]) -> tuple[Name, ...]:
    """Each name once. The first strong name in Latin letters stands for the entity: the EU marks none.

    A name whose letters were lost on its way ("????? Ulema") counts only where there is no other. Raises
    UnreadableRecord where there is no name.
    """
    all_names = tuple(published)
    found: dict[tuple[str, NameKind], Name] = {}
    primary = False
    for name in tuple(one for one in all_names if not is_lost(one.text)) or all_names:
        if not name.strong:
            rank = NameKind.WEAK
        elif is_original_script(name.text):
            rank = NameKind.ORIGINAL
        else:
            rank = NameKind.STRONG if primary else NameKind.PRIMARY
            primary = True
        if rank is NameKind.STRONG and (name.text, NameKind.PRIMARY) in found:
            continue
        found.setdefault((name.text, rank), Name(name.text, rank, name.published, name.language))
    if not found:
        raise UnreadableRecord("wholeName", None, "no name")
    return tuple(sorted(found.values(), key=lambda name: name.kind is not NameKind.PRIMARY))


def is_lost(name: str) -> bool:
    """Did a conversion put question marks in the place of most letters?"""
    return 2 * name.count("?") > sum(not letter.isspace() for letter in name)


def whole_name(part: Record, whole: str, pieces: tuple[str, ...]) -> tuple[str, Published] | None:
    """A name as published whole, else from its pieces in reading order; None where all are empty."""
    text = part.take(whole)
    joined = " ".join(piece for field in pieces if (piece := part.take(field)) is not None)
    field = whole if text is not None else "+".join(pieces)
    chosen = " ".join((text or joined).split())
    if is_lost(chosen):
        part.odd(field, chosen, "letters lost before it was published here; its other names stand")
    return (chosen, Published(f"{part.name}/{field}", chosen)) if chosen else None


def gender(part: Record, field: str) -> Gender | None:
    """As published for one name; "?" says nothing."""
    text = part.take(field) or ""
    if text.upper() not in GENDERS and text not in NO_GENDER:
        part.odd(field, text, "unknown gender")
    return GENDERS.get(text.upper())


def country(part: Record, field: str, text: str | None) -> str | None:
    """The ISO code of a published country; "00" and "UNKNOWN" say nothing."""
    if text is None or text.upper() in NO_COUNTRY:
        return None
    code = country_code(text)
    if code is None:
        part.odd(field, text, "no single country recognised")
    return code


def nationality(part: Record, field: str, text: str | None, spelt: str | None = None) -> Nationality | None:
    """A citizenship; None where the publisher says that it is unknown."""
    shown = spelt or text
    if text is None or shown is None or text.upper() in NO_COUNTRY:
        return None
    return Nationality(country(part, field, text), Published(f"{part.name}/{field}", shown))


def eu_date(part: Record, field: str) -> PartialDate | None:
    """2012-02-21, or 21/02/2012 in tables; what is no date is reported."""
    text = part.take(field)
    if text is None:
        return None
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text)
    try:
        return PartialDate(int(found[3]), int(found[2]), int(found[1])) if found else parse_iso(text[:10])
    except ValueError:
        part.odd(field, text, "not a date")
        return None


def bracketed_contacts(field: str, text: str) -> tuple[list[Identifier], str]:
    """The contacts in "PHONE[00 11] FAX[00 12] (former address)", and the rest of the text."""
    found = [
        Identifier(contact_types()[key.casefold()], " ".join(value.split()), Published(field, f"{key}[{value}]"), key)
        for key, value in CONTACT.findall(text)
        if value.strip() and key.casefold() in contact_types()
    ]
    return found, CONTACT.sub("", text).strip()


def distinct(texts: Iterable[str | None]) -> tuple[str, ...]:
    """Each text once, in order, without the empty ones."""
    return tuple(dict.fromkeys(text for text in texts if text))
