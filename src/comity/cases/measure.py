"""Measures: what is frozen or held, whose, since when, under which listing; and how it ends.

Sources: Security Council resolution 1373 (2001), paragraph 1 (c); FATF Recommendation 6 ("without delay");
exemptions of resolutions 1452 (2002), paragraph 1, and 2664 (2022), paragraph 1. See docs/law.md.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from comity.cases.ids import AlertId, ExemptionId, MeasureId
from comity.cases.pair import ListingKey, SubjectKey
from comity.model.designation import EditionId
from comity.model.errors import BadRequest
from comity.model.money import Money
from comity.model.officer import OfficerId

LONGEST = 4_000  # characters of a text that an officer writes
MOST_HOLDERS = 20


class MeasureKind(StrEnum):
    """What is done to the property."""

    FREEZE = "freeze"  # by law, until the listing or the finding falls away; two officers
    HOLD = "hold"  # while a person decides; one officer, and it runs out into an alarm, never into a release


class MeasureState(StrEnum):
    """Where a measure stands. In all but the last three the property is out of its holder's reach."""

    PROPOSED = "proposed"
    IN_FORCE = "in force"
    RELEASE_PROPOSED = "release proposed"
    RELEASED = "released"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


BINDING = frozenset({MeasureState.PROPOSED, MeasureState.IN_FORCE, MeasureState.RELEASE_PROPOSED})


class AssetKind(StrEnum):
    """What is frozen: funds, or other assets and economic resources (resolution 1373, paragraph 1 (c))."""

    ACCOUNT = "account"
    PAYMENT = "payment"
    SECURITIES = "securities"
    CRYPTO = "crypto-assets"
    INSURANCE = "insurance"
    GOODS = "goods"
    PROPERTY = "real property"
    OTHER = "other economic resource"


@dataclass(frozen=True, slots=True)
class Asset:
    """The property. `holder` is whose books it stands in; `joint` name others with an interest in it."""

    kind: AssetKind
    description: str
    number: str = ""
    holder: str = ""
    value: Money | None = None
    joint: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.description.strip():
            raise BadRequest("a measure says what it is on: describe the account, payment or goods")
        if len(self.joint) > MOST_HOLDERS:
            raise BadRequest(
                "{count} joint interests; name at most {most}, the rest in the reasons",
                count=len(self.joint), most=MOST_HOLDERS,
            )  # fmt: skip
        for text in (self.description, self.number, self.holder, *self.joint):
            if len(text) > LONGEST:
                raise BadRequest("a text of {count:,} characters; at most {most:,}", count=len(text), most=LONGEST)


class ExemptionBasis(StrEnum):
    """Why something may be paid out of what stays frozen."""

    BASIC_EXPENSES = "basic expenses"  # 1452 (2002), 1 (a): told to the Committee, no refusal in three working days
    EXTRAORDINARY = "extraordinary expenses"  # 1452 (2002), 1 (b): approved by the Committee
    HUMANITARIAN = "humanitarian"  # 2664 (2022), 1: an exemption, not a licence; it passes, and is recorded
    NATIONAL = "national licence"  # granted by the authority of the node's own state


class ExemptionState(StrEnum):
    """Whether something may pass. A humanitarian one passes at once: the law exempts it, nobody grants it."""

    WAITING = "waiting"  # for a second officer
    PASSED = "passed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Exemption:
    """One payment or supply that passes although the measure stands.

    `authorisation` names the notification, approval or licence that it rests on; `recipient` who receives it.
    """

    basis: ExemptionBasis
    amount: Money | None
    recipient: str
    purpose: str
    authorisation: str
    on: date

    def __post_init__(self) -> None:
        if not self.purpose.strip() or not self.recipient.strip():
            raise BadRequest("an exemption names who receives what, and for which purpose")
        if self.basis is not ExemptionBasis.HUMANITARIAN and not self.authorisation.strip():
            raise BadRequest(
                "{basis}: name the notification, approval or licence that it rests on", basis=self.basis.value
            )
        for text in (self.recipient, self.purpose, self.authorisation):
            if len(text) > LONGEST:
                raise BadRequest("a text of {count:,} characters; at most {most:,}", count=len(text), most=LONGEST)


@dataclass(frozen=True, slots=True)
class ExemptionRecord:
    """An exemption from one measure: who recorded it, and who confirmed or refused it."""

    exemption: Exemption
    state: ExemptionState
    by: OfficerId
    at: datetime
    second: OfficerId | None = None
    second_at: datetime | None = None
    second_text: str = ""
    id: ExemptionId | None = None

    def __str__(self) -> str:
        return f"exemption/{self.id}" if self.id is not None else "the exemption"


@dataclass(frozen=True, slots=True)
class Basis:
    """Under which listing, in which edition, by which authority and law (S1)."""

    listing: ListingKey
    edition: EditionId
    authority: str
    legal_basis: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One step of a measure: which, who took it, when, and the reasons."""

    step: str
    by: OfficerId
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure on one property of a subject. `alert` is where the true match behind it was decided.

    `proposed` is the last proposal, `confirmed` what a second officer said to it, `history` every step, oldest
    first. `since` is when the property went out of reach: at the proposal already. `until`: when a hold must
    have been decided.
    """

    id: MeasureId | None
    kind: MeasureKind
    state: MeasureState
    alert: AlertId
    subject: SubjectKey
    asset: Asset
    basis: Basis
    since: datetime
    proposed: Turn
    confirmed: Turn | None = None
    until: datetime | None = None
    ended_at: datetime | None = None
    version: int = 1
    history: tuple[Turn, ...] = ()
    exemptions: tuple[ExemptionRecord, ...] = ()

    @property
    def binding(self) -> bool:
        """Is the property out of its holder's reach now?"""
        return self.state in BINDING

    def __str__(self) -> str:
        return f"measure/{self.id}" if self.id is not None else "the measure"


def is_overdue(measure: Measure, now: datetime) -> bool:
    """Has a hold run out without a decision? It stays in force: an alarm, never a release."""
    return measure.binding and measure.until is not None and measure.until <= now
