"""A subject typed in by hand: the words of each field, read as a file's would be."""

from dataclasses import dataclass

from comity.model.date_text import read_dates
from comity.model.entity import IdentifierType, Kind
from comity.model.errors import BadRequest
from comity.model.subject import Subject, SubjectId, SubjectIdentifier, can_be_screened
from comity.model.territory import country_code

LONGEST_NAME = 500


@dataclass(frozen=True, slots=True)
class TypedSubject:
    """What was typed; empty where nothing was."""

    name: str
    born: str = ""
    nationality: str = ""
    document: str = ""
    kind: Kind = Kind.UNKNOWN
    id: str = "1"


def typed_subject(typed: TypedSubject) -> Subject:
    """The subject. Raises BadRequest for what cannot be read or screened."""
    if not typed.name.strip():
        raise BadRequest("the name is empty; write it as the subject writes it, in whatever script")
    if len(typed.name) > LONGEST_NAME:
        raise BadRequest(f"the name has {len(typed.name)} characters; {LONGEST_NAME} at most")
    births = read_dates(typed.born) if typed.born else None
    if typed.born and births is None:
        raise BadRequest(f"the birth date {typed.born!r} is not a date; write 1957, 1957-03 or 1957-03-10")
    country = country_code(typed.nationality) if typed.nationality else None
    if typed.nationality and country is None:
        raise BadRequest(f"the nationality {typed.nationality!r} is no state that is known; write its code, such as EG")
    subject = Subject(
        id=SubjectId(typed.id or "1"),
        names=(typed.name,),
        kind=typed.kind,
        births=(births,) if births else (),
        nationalities=(country,) if country else (),
        identifiers=(SubjectIdentifier(IdentifierType.OTHER, typed.document),) if typed.document else (),
    )
    if not can_be_screened(subject):
        raise BadRequest(f"the name {typed.name!r} has no letter and no figure to compare; write it in full")
    return subject
