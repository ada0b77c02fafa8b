"""Which facts of a subject and of a listing are material to a judgement: one table, and what changed by it.

A pair that two officers cleared stays silent until one of these facts is another (safeguard S5). Order, spelling
of the same letters in capitals, punctuation and spaces are never material; docs/cases.md prints the table.
"""

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from comity.model.designation import Designation
from comity.model.subject import Subject

RULE_VERSION = 1


class Side(StrEnum):
    """Whose fact it is."""

    SUBJECT = "subject"
    LISTING = "listing"


@dataclass(frozen=True, slots=True)
class Value:
    """One fact: `key` is what is compared, `shown` what an officer reads."""

    key: str
    shown: str


@dataclass(frozen=True, slots=True)
class Change:
    """One material field that is different: what is no longer said, and what is new."""

    side: Side
    field: str
    gone: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MaterialField:
    """One row of the rule: a field of one side, and why it is material."""

    side: Side
    field: str
    why: str
    subject: Callable[[Subject], Iterable[Value]] | None = None
    listing: Callable[[Designation], Iterable[Value]] | None = None


def folded(text: str) -> str:
    """A text without what is only form: words in small letters, sorted, without punctuation."""
    flat = "".join(
        letter if letter.isalnum() or unicodedata.category(letter).startswith("M") else " "
        for letter in unicodedata.normalize("NFKC", text).casefold()
    )
    return " ".join(sorted(flat.split()))


def _number(kind: str, number: str, country: str | None) -> Value:
    plain = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", number).casefold()))
    return Value(f"{kind}:{plain}:{country or ''}", f"{kind} {number}{f' ({country})' if country else ''}")


def _words(texts: Iterable[str]) -> Iterator[Value]:
    return (Value(folded(text) or text, text) for text in texts)


def _codes(codes: Iterable[str]) -> Iterator[Value]:
    return (Value(code, code) for code in codes)


def _country(code: str | None, text: str) -> Value:
    return Value(code or folded(text) or text, code or text)


S, L = Side.SUBJECT, Side.LISTING
NAMES = "names are what the hit rests on; another name may be another person"
KIND = "a person is not an organisation"
BIRTHS = "a birth date is what most often tells two bearers of one name apart"
COUNTRIES = "a state may be what cleared the pair, and another one may take that away"
NUMBERS = "a document or register number can settle the question either way"
GENDER = "it may be what cleared the pair"

MATERIAL: tuple[MaterialField, ...] = (
    MaterialField(S, "names", NAMES, lambda it: _words(it.names)),
    MaterialField(S, "kind", KIND, lambda it: _codes([it.kind.value])),
    MaterialField(S, "births", BIRTHS, lambda it: _codes(map(str, it.births))),
    MaterialField(S, "nationalities", COUNTRIES, lambda it: _codes(it.nationalities)),
    MaterialField(S, "countries", COUNTRIES, lambda it: _codes(it.countries)),
    MaterialField(S, "genders", GENDER, lambda it: _codes(each.value for each in it.genders)),
    MaterialField(
        S, "identifiers", NUMBERS, lambda it: (_number(n.type.value, n.value, n.country) for n in it.identifiers)
    ),
    MaterialField(L, "names", NAMES, listing=lambda it: _words(name.text for name in it.entity.names)),
    MaterialField(L, "kind", KIND, listing=lambda it: _codes([it.entity.kind.value])),
    MaterialField(L, "births", BIRTHS, listing=lambda it: _codes(str(birth.span) for birth in it.entity.births)),
    MaterialField(
        L, "birth places", COUNTRIES, listing=lambda it: _words(place.text for place in it.entity.birth_places)
    ),
    MaterialField(
        L,
        "nationalities",
        COUNTRIES,
        listing=lambda it: (_country(each.country, each.published.text) for each in it.entity.nationalities),
    ),
    MaterialField(
        L,
        "countries",
        "only the states of its addresses: " + COUNTRIES,
        listing=lambda it: _codes(each.country for each in it.entity.addresses if each.country),
    ),
    MaterialField(L, "genders", GENDER, listing=lambda it: _codes(each.value for each in it.entity.genders)),
    MaterialField(
        L,
        "identifiers",
        NUMBERS,
        listing=lambda it: (_number(n.type.value, n.value, n.country) for n in it.entity.identifiers),
    ),
)

IMMATERIAL: tuple[tuple[str, str], ...] = (
    ("order of names, addresses, documents", "publishers sort anew without saying anything new"),
    ("capitals, punctuation, spaces, order of the words of a name", "form, not fact"),
    ("quality of an alias (strong, weak)", "the officers already knew the name"),
    ("address below its state", "people move, and publishers rewrite addresses; the engine does not compare them"),
    ("remarks, titles, positions, programmes, legal basis, reasons, dates of amendment", "not about who it is"),
    ("edition, place in the file, name of the publisher's field", "the same words in another file"),
)

RULE = f"{RULE_VERSION}-" + hashlib.sha256(repr([(row.side, row.field) for row in MATERIAL]).encode()).hexdigest()[:12]
"""Which rule a clearing was recorded under. Another rule compares both sides anew, as they were kept."""


def facts(subject: Subject, listed: Sequence[Designation]) -> tuple[tuple[MaterialField, dict[str, str]], ...]:
    """Every material field with its values, what is compared → what is shown."""
    return tuple((row, {value.key: value.shown for value in _values(row, subject, listed)}) for row in MATERIAL)


def material_digest(subject: Subject, listed: Sequence[Designation]) -> str:
    """A digest of all material facts of both sides, whatever their order."""
    digest = hashlib.blake2b(digest_size=16)
    for row, values in facts(subject, listed):
        digest.update(f"\x1e{row.side}\x1f{row.field}".encode())
        for key in sorted(values):
            digest.update(b"\x1f" + key.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def changes_between(
    before: tuple[Subject, Sequence[Designation]], after: tuple[Subject, Sequence[Designation]]
) -> tuple[Change, ...]:
    """What is materially different, field by field."""
    changed = []
    for (row, old), (_, new) in zip(facts(*before), facts(*after), strict=True):
        if old.keys() != new.keys():
            gone = tuple(old[key] for key in old if key not in new)
            added = tuple(new[key] for key in new if key not in old)
            changed.append(Change(row.side, row.field, gone, added))
    return tuple(changed)


def _values(row: MaterialField, subject: Subject, listed: Sequence[Designation]) -> Iterator[Value]:
    if row.subject is not None:
        yield from row.subject(subject)
    if row.listing is not None:
        for designation in listed:
            yield from row.listing(designation)
