"""The names of a UN entry: what is primary, original script, good or low quality alias, formerly listed."""

import re

from comity.lists.alias_text import LISTED_AS, SCRIPT_LABEL, foreign_runs, is_foreign, names_in
from comity.lists.record import Record, UnreadableRecord
from comity.model.date_text import read_dates
from comity.model.entity import Birth, Name, NameKind, Published

NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
# The committees' own quality of an alias; entities' aliases have none, "a.k.a." says no more than "also".
QUALITY = {
    "good": NameKind.STRONG,
    "a.k.a.": NameKind.STRONG,
    "low": NameKind.WEAK,
    "f.k.a.": NameKind.FORMER,
}
SHORT_ACRONYM = 3  # "BAL", "MIT": as a name of its own it is a weak one, in our judgement
TRANSLITERATIONS = re.compile(r"transliterations?\s*:\s*([^)]*)|(.*?)\(transliterations? of", re.IGNORECASE | re.DOTALL)
LISTED_IN_NOTE = re.compile(r"\(([^():\d]*;[^():\d]*)\)|^([^():\d]*;[^():\d]*)$", re.DOTALL)
BORN_IN_NOTE = re.compile(r"(?:\bDP?OB\s*[-:]|\bborn(?:\s+in|\s+on)?)\s*(\d[\w .]*?\d{4}|\d{4})\b", re.IGNORECASE)


def primary_name(record: Record, *, person: bool) -> tuple[Name, ...]:
    """The name under which the entry stands; an acronym in brackets becomes a name of its own."""
    parts = [text for part in NAME_PARTS if (text := record.take(part)) is not None]
    whole = " ".join(parts)
    if not whole:
        raise UnreadableRecord("FIRST_NAME", None, "no name")
    published = Published("/".join(NAME_PARTS[: len(parts)]), whole)
    if person:
        return (Name(whole, NameKind.PRIMARY, published),)
    first, *others = names_in(whole)
    return (
        Name(first.text, NameKind.PRIMARY, published),
        *(Name(other.text, _kind_of(other.text, NameKind.STRONG), published) for other in others),
    )


def original_names(record: Record) -> tuple[Name, ...]:
    """The names in original script."""
    return tuple(
        Name(name.text, NameKind.ORIGINAL, published)
        for published in record.take_published("NAME_ORIGINAL_SCRIPT")
        for name in names_in(published.text)
    )


def aliases(record: Record, *, person: bool) -> tuple[tuple[Birth, ...], tuple[Published, ...], tuple[Name, ...]]:
    """All aliases, with the births published for them and the remarks made on them."""
    births: list[Birth] = []
    remarks: list[Published] = []
    names: list[Name] = []
    field = f"{record.name}_ALIAS"
    for alias in record.take_records(field):
        text, note = alias.take("ALIAS_NAME"), alias.take("NOTE")
        quality = alias.take("QUALITY")
        if text is not None:
            kind = _quality(alias, quality, note)
            names += _alias_names(Published(f"{field}/ALIAS_NAME", text), kind, person=person)
            names += _names_in_note(note, kind, text)
        births += _births(alias, field, note)
        remarks += [Published(f"{field}/NOTE", f"{text}: {note}" if text else note)] if note is not None else []
        remarks += _birth_place(alias, field)
        remarks += alias.done()
    return tuple(births), tuple(remarks), tuple(dict.fromkeys(names))


def _quality(alias: Record, quality: str | None, note: str | None) -> NameKind:
    kind = QUALITY.get((quality or "").lower())
    if kind is None:
        alias.odd("QUALITY", quality or "", "unknown quality; read as a strong alias")
        kind = NameKind.STRONG
    if kind is NameKind.STRONG and note is not None and LISTED_AS.search(note):
        return NameKind.FORMER
    return kind


def _alias_names(published: Published, kind: NameKind, *, person: bool) -> list[Name]:
    names = []
    for one in names_in(published.text, person=person):
        own = NameKind.FORMER if one.listed_formerly and kind is NameKind.STRONG else kind
        own = _kind_of(one.text, own) if one.acronym else own
        names.append(Name(one.text, _in_script(own, foreign=one.foreign), published))
    return names


def _names_in_note(note: str | None, kind: NameKind, alias: str) -> list[Name]:
    """Names that stand in a note: the original script of a Latin alias, the Latin forms of another."""
    if note is None:
        return []
    published = Published("ALIAS/NOTE", note)
    found = [(text, True) for text in foreign_runs(note)] if not is_foreign(alias) else []
    spelt = TRANSLITERATIONS.search(note)
    listed = LISTED_IN_NOTE.search(note)
    if spelt is not None:
        found += [(text, False) for text in re.split("[;,]", spelt[1] or spelt[2] or "")]
    elif listed is not None and not SCRIPT_LABEL.search(note):
        found += [(text, False) for text in (listed[1] or listed[2]).split(";")]
    names = ((" ".join(text.split()), foreign) for text, foreign in found)
    return [Name(text, _in_script(kind, foreign=foreign), published) for text, foreign in names if text]


def _births(alias: Record, field: str, note: str | None) -> list[Birth]:
    texts = [(f"{field}/DATE_OF_BIRTH", text) for text in alias.take_all("DATE_OF_BIRTH")]
    texts += [(f"{field}/NOTE", found) for found in BORN_IN_NOTE.findall(note or "")]
    births = []
    for name, text in texts:
        span = read_dates(text)
        if span is None:
            alias.odd("DATE_OF_BIRTH", text, "not a date")
        else:
            births.append(Birth(span, Published(name, text)))
    return births


def _birth_place(alias: Record, field: str) -> list[Published]:
    """Where the bearer of an alias says to be born: kept as a remark, it belongs to the alias alone."""
    parts = (alias.take("CITY_OF_BIRTH"), alias.take("COUNTRY_OF_BIRTH"))
    text = ", ".join(part for part in parts if part is not None)
    return [Published(f"{field}/PLACE_OF_BIRTH", text)] if text else []


def _kind_of(text: str, kind: NameKind) -> NameKind:
    return NameKind.WEAK if sum(map(str.isalpha, text)) <= SHORT_ACRONYM else kind


def _in_script(kind: NameKind, *, foreign: bool) -> NameKind:
    """A good alias in another script is an original name; a low or former one stays what it is."""
    return NameKind.ORIGINAL if foreign and kind is NameKind.STRONG else kind
