"""OFAC's remarks: statements apart at semicolons, "DOB 10 Dec 1948; POB Baghdad, Iraq; a.k.a. 'Abu Ali'."."""

import re
from functools import cache

from comity.lists.record import Record
from comity.lists.us_ofac_facts import Facts, Said, add, lookups, turned_name
from comity.model.entity import Kind, Name, NameKind, Published
from comity.model.sensitive import is_sensitive

WEAK_NAME = re.compile(r"(?:alt\. )?([anf])\.k\.a\.,? ['‘\"](.+)['’\"]\.?", re.IGNORECASE)
PARTS = re.compile(
    r"(?P<value>.+?)(?:\s+\((?P<country>[^()]+)\))?(?:\s+issued (?P<issued>(?:\w+ )*?\d{4}))?"
    r"(?:\s+expires (?P<expires>(?:\w+ )*?\d{4}))?(?:\s+\((?P<note>.+)\))?"
)
SENSITIVE = re.compile(r"(ethnicity|tribe|religion|political party)\b[: ]", re.IGNORECASE)
LONGEST_WITHOUT_DIGITS = 2  # words: "EP-ZZZ", "CHA US"; more is prose that starts like a document


def add_remarks(facts: Facts, text: str, record: Record, field: str = "remarks") -> None:
    """Read every statement of the remarks; what has no known label is kept as a remark, word for word."""
    for item in _items(text):
        sensitive = SENSITIVE.match(item)
        name = WEAK_NAME.fullmatch(item)
        if sensitive is not None and is_sensitive(sensitive[1]):
            record.reading.drop(f"{field}/{sensitive[1].lower()}")
        elif name is not None:
            # OFAC puts its weak aliases, and only these, in quotation marks among the remarks.
            text = turned_name(name[2]) if facts.kind is Kind.PERSON else name[2]
            facts.names.append(Name(text, NameKind.WEAK, Published(field, item)))
        else:
            _add_item(facts, item, record, field)


def _add_item(facts: Facts, item: str, record: Record, field: str) -> None:
    found = _labelled().fullmatch(item)
    if found is None:
        facts.remarks.append(Published(field, item))
        return
    label, rest = found[1], found[2]
    published = Published(field, item)
    kind = lookups().identifiers.get(label.rstrip(":-#. "))
    if label.startswith("Digital Currency") or kind is None:
        add(facts, Said(label, rest, published), record)
    elif not any(letter.isdigit() for letter in rest) and len(rest.split()) > LONGEST_WITHOUT_DIGITS:
        facts.remarks.append(published)
    else:
        add(facts, _document(label, rest, published), record)


def _document(label: str, text: str, published: Published) -> Said:
    """ "1084010 (Egypt) issued 12 Jan 2001 expires 12 Jan 2006" """
    parts = PARTS.fullmatch(text)
    if parts is None:
        return Said(label, text, published)
    return Said(label, parts["value"], published, parts["country"], parts["issued"], parts["expires"], parts["note"])


def _items(text: str) -> list[str]:
    items = (" ".join(item.split()) for item in text.split(";"))
    return [item for item in items if item and item != "-0-"]


@cache
def _labelled() -> re.Pattern[str]:
    """A statement with a known label; the longest label decides."""
    known = (*lookups().identifiers, *lookups().meanings)
    spellings = "|".join(re.escape(label) for label in sorted(known, key=len, reverse=True))
    return re.compile(
        rf"(?:[Aa]lt\. )?(Digital Currency Address - \S+|{spellings})\.?(?:\s*[:#-]+)?\s+(?:[:#-]\s*)?(\S.*)"
    )
