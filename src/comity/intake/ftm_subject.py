"""One FollowTheMoney entity as a subject, for whoever asks about one at a time.

Reads the same properties by the same tables as a whole file is read (`intake.ftm`); a test holds both
against each other. What could not be read is named by its property, never by its value.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from comity.intake.columns import BETWEEN_VALUES
from comity.intake.field import ADDRESS_PARTS, IDENTIFIERS, NAME_PARTS, NAMING, Field
from comity.intake.ftm import ftm_tables
from comity.intake.json_lines import texts_in
from comity.intake.naming import BETWEEN_ALIASES, MAX_NAME_BYTES
from comity.intake.recognition import DayOrder
from comity.intake.values import NOT_GIVEN
from comity.intake.vocabulary import Reading, Vocabulary, genders
from comity.model.entity import Gender, Kind
from comity.model.errors import BadRequest
from comity.model.partial_date import parse_span
from comity.model.sensitive import is_sensitive
from comity.model.subject import Subject, SubjectId, SubjectIdentifier, can_be_screened

MOST_VALUES = 100  # of one property
MOST_NAMES = 100
BETWEEN_NAMES = re.compile(BETWEEN_ALIASES.replace(r"\x{1f}", "\x1f"))
BETWEEN_NUMBERS = re.compile(BETWEEN_VALUES)

Texts = Mapping[Field, Sequence[str]]


@dataclass(frozen=True, slots=True)
class ReadEntity:
    """The subject, and the properties of which something could not be read, is unused, or was dropped (S2)."""

    subject: Subject
    unread: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


def subject_of(id: str, schema: str, properties: Mapping[str, object]) -> ReadEntity:
    """The subject that an entity describes; its names may be none where an identifier is given.

    Raises BadRequest where nothing is given that could be screened, or more than any subject has.
    """
    tables = ftm_tables()
    texts: dict[Field, list[str]] = {}
    unused: list[str] = []
    dropped: list[str] = []
    for name, value in properties.items():
        use = tables.properties.get(name)
        if use is None:
            (dropped if is_sensitive(name) else unused).append(name)
            continue
        silent = frozenset[str]() if use.field in NAMING else NOT_GIVEN  # somebody may be called Nil
        found = [text for each in texts_in(value) if (text := each.strip()) and text.casefold() not in silent]
        if len(found) > MOST_VALUES:
            raise BadRequest(f"{name} has more than {MOST_VALUES} values; split the entity")
        texts.setdefault(use.field, []).extend(found[:1] if use.field in NAME_PARTS else found)
    unread: dict[str, None] = {}
    subject = _subject(id, tables.kinds.get(schema, Kind.UNKNOWN.value), texts, unread)
    if not can_be_screened(subject):
        raise BadRequest("nothing to screen: give a name with a letter or figure, or an identifier")
    return ReadEntity(subject, tuple(unread), tuple(unused), tuple(dropped))


def knows_schema(schema: str) -> bool:
    """May an entity of this schema be a subject?"""
    return schema in ftm_tables().kinds


def _subject(id: str, kind: str, texts: Texts, unread: dict[str, None]) -> Subject:
    words = _vocabulary()

    def read(field: Field, reader: Callable[[str], Reading]) -> Iterator[str]:
        for text in texts.get(field, ()):
            reading = reader(text)
            if reading is None:
                unread[field.value] = None
                reading = words.some_countries(text) if field in (Field.NATIONALITY, Field.COUNTRY) else ()
            yield from reading or ()

    parts = [texts[field][0] for field in ADDRESS_PARTS if texts.get(field)]
    return Subject(
        id=SubjectId(id),
        names=_names(texts),
        kind=Kind(kind),
        births=tuple(parse_span(text) for text in read(Field.BIRTH_DATE, words.births)),
        nationalities=tuple(dict.fromkeys(read(Field.NATIONALITY, words.countries))),
        countries=tuple(
            dict.fromkeys((*read(Field.COUNTRY, words.countries), *read(Field.BIRTH_PLACE, words.place_countries)))
        ),
        genders=tuple(Gender(text) for text in read(Field.GENDER, genders)),
        identifiers=tuple(
            SubjectIdentifier(type_, number)
            for field, type_ in IDENTIFIERS.items()
            for text in texts.get(field, ())
            for each in BETWEEN_NUMBERS.split(text)
            if (number := each.strip())
        ),
        addresses=(*texts.get(Field.ADDRESS, ()), *((", ".join(parts),) if parts else ())),
    )


def _names(texts: Texts) -> tuple[str, ...]:
    whole = " ".join(text for field in NAME_PARTS for text in texts.get(field, ()))
    main = list(texts.get(Field.NAME, ()))
    if whole and not (main and main[0].lower() == whole.lower()):
        main.append(whole)
    aliases = (part.strip() for text in texts.get(Field.ALIAS, ()) for part in BETWEEN_NAMES.split(text))
    names = tuple(name for name in (*main, *aliases) if any(map(str.isalnum, name)))
    if len(names) > MOST_NAMES or any(len(name.encode("utf-8", "replace")) > MAX_NAME_BYTES for name in names):
        raise BadRequest(f"more than {MOST_NAMES} names, or one of more than {MAX_NAME_BYTES:,} bytes")
    return names


@cache
def _vocabulary() -> Vocabulary:
    """One question has no column whose dates could prove the order of day and month: both are read."""
    return Vocabulary(DayOrder.BOTH)
