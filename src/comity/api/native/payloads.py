"""What programs send. Foreign values enter here and nowhere else; fields that nobody knows are refused."""

from typing import Annotated, Literal

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field, StringConstraints

from comity.cases.disposition import Outcome
from comity.cases.measure import AssetKind
from comity.model.entity import Gender, IdentifierType, Kind
from comity.model.webhook import Event

MOST_SUBJECTS = 100
LARGEST_ID = 2**53  # as far as every program's numbers reach


def _plain(text: str) -> str:
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValueError("holds characters that are no text")
    return text


Text = Annotated[str, StringConstraints(max_length=20_000), AfterValidator(_plain)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=2_000), AfterValidator(_plain)]
Word = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_plain)]
Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]
Version = Annotated[int, Field(ge=0, le=LARGEST_ID)]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2}$")]


Encoding = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,30}$")] | None
FileDates = Literal["day-first", "month-first"] | None  # how 03/04/1970 is meant; recognised where it is not said


class Taken(Schema):
    """What is taken from a program: exactly these fields."""

    model_config = ConfigDict(extra="forbid")


class NumberIn(Taken):
    """A document or register number."""

    type: IdentifierType
    value: Word
    country: Country | None = None


class SubjectIn(Taken):
    """Who or what is screened. Nationality, country, gender and birth only ever lower a score or rank hits (S2)."""

    id: Word
    names: Annotated[list[Line], Field(min_length=1, max_length=100)]
    kind: Kind = Kind.UNKNOWN
    births: Annotated[tuple[Word, ...], Field(max_length=20)] = ()
    nationalities: Annotated[tuple[Country, ...], Field(max_length=50)] = ()
    countries: Annotated[tuple[Country, ...], Field(max_length=50)] = ()
    genders: Annotated[tuple[Gender, ...], Field(max_length=2)] = ()
    identifiers: Annotated[tuple[NumberIn, ...], Field(max_length=100)] = ()
    addresses: Annotated[tuple[Line, ...], Field(max_length=50)] = ()


class ScreenIn(Taken):
    """Subjects to be screened against all lists held. `threshold`: the node's working one if not said."""

    subjects: Annotated[list[SubjectIn], Field(min_length=1, max_length=MOST_SUBJECTS)]
    threshold: Annotated[float, Field(ge=0.3, le=1.0)] | None = None
    kinds: Annotated[tuple[Kind, ...], Field(max_length=5)] = ()
    language: Annotated[str, StringConstraints(pattern=r"^(en|ru)$")] = "en"


class OpenIn(Taken):
    """Subjects to be screened, whose hits open alerts. The same run sent again opens nothing twice."""

    portfolio: Word
    run: Word
    subjects: Annotated[list[SubjectIn], Field(min_length=1, max_length=MOST_SUBJECTS)]


class AlertsIn(Taken):
    """Several alerts."""

    alerts: Annotated[list[Id], Field(min_length=1, max_length=500)]


class AssignIn(AlertsIn):
    """Several alerts, and who shall work on them; nobody, if null."""

    assignee: Id | None


class SeenIn(Taken):
    """`version` is the one that was seen: whoever saved first wins, the other is told."""

    version: Version


class EscalateIn(SeenIn):
    """Why a supervisor is asked for."""

    reason: Text


class NoteIn(Taken):
    """A note."""

    text: Text


class ProposalIn(SeenIn):
    """A judgement of some hits of an alert: outcome, coded reasons, words, evidence."""

    hits: Annotated[list[Id], Field(min_length=1, max_length=500)]
    outcome: Outcome
    reasons: Annotated[list[Word], Field(min_length=1, max_length=20)]
    text: Text = ""
    evidence: Annotated[tuple[Text, ...], Field(max_length=50)] = ()
    attachments: Annotated[tuple[Id, ...], Field(max_length=50)] = ()


class SecondIn(SeenIn):
    """What a second officer says to a proposal."""

    text: Text = ""


class AssetIn(Taken):
    """A property: what it is, its number, in whose books it stands, its value, who else has an interest in it."""

    kind: AssetKind
    description: Line
    number: Annotated[str, StringConstraints(max_length=200), AfterValidator(_plain)] = ""
    holder: Annotated[str, StringConstraints(max_length=2_000), AfterValidator(_plain)] = ""
    amount: Annotated[str, StringConstraints(pattern=r"^[0-9]{1,18}(\.[0-9]{1,8})?$")] | None = None
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] | None = None
    joint: Annotated[tuple[Line, ...], Field(max_length=20)] = ()


class HoldIn(Taken):
    """What is held, on which hit of the alert, why, and until when; three days if not said."""

    hit: Id
    asset: AssetIn
    why: Text
    until: AwareDatetime | None = None


class FreezeIn(SeenIn):
    """What shall be frozen, on which confirmed hit of the alert, and why. `version` is the alert's."""

    hit: Id
    asset: AssetIn
    why: Text


class ReopenIn(SeenIn):
    """Which judged hits are looked at again, and why."""

    hits: Annotated[list[Id], Field(min_length=1, max_length=500)]
    reason: Text


class CaseIn(AlertsIn):
    """A new case."""

    title: Line


class JoinIn(AlertsIn, SeenIn):
    """Alerts that are put into a case, or taken out of it."""


class IdsIn(Taken):
    """Customers, by their ids."""

    ids: Annotated[list[Word], Field(min_length=1, max_length=10_000)]


class WebhookIn(Taken):
    """Which events are sent where."""

    url: Annotated[str, StringConstraints(min_length=8, max_length=500)]
    events: Annotated[list[Event], Field(min_length=1, max_length=20)]


class ProofIn(Taken):
    """Entries to be proved. `since`: the size of a checkpoint that the receiver keeps."""

    entries: Annotated[list[Annotated[int, Field(ge=0, le=LARGEST_ID)]], Field(max_length=1000)]
    since: Id | None = None
