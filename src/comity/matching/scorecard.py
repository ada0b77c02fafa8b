"""The scorecard: every weight that decides a score, as one value with a digest (safeguard S9)."""

import hashlib
from dataclasses import asdict, dataclass, field

import msgspec

from comity.matching.weights import NameWeights

ENGINE = "comity-names/8"  # raised whenever the same scorecard would score differently


@dataclass(frozen=True, slots=True)
class BirthWeights:
    """What birth dates do. Factors apply to the earned score; ranks lift what is left to 1 (S2)."""

    same_day: float = 0.60
    same_month: float = 0.45
    same_year: float = 0.30
    within: float = 0.10
    near_years: int = 2  # years apart that lists and passports often disagree by
    circa_years: int = 3  # years that "circa" reaches
    near: float = 0.92
    other: float = 0.55


@dataclass(frozen=True, slots=True)
class IdentifierWeights:
    """What a shared document or register number earns, with or without the name; 1 - (1 - name)(1 - identifier)."""

    strong: float = 0.90
    other_issuer: float = 0.40
    other_number: float = 0.97  # factor: same type and issuer, other number; people hold several


@dataclass(frozen=True, slots=True)
class ClearingWeights:
    """Factors of what can only clear a hit (S2)."""

    other_kind: float = 0.50
    other_gender: float = 0.72
    other_country: float = 0.88
    other_generation: float = 0.60  # X son of Y, and Y son of X
    elder: float = 0.70  # one name begins with the father's or grandfather's of the other, or with a later word
    one_given: float = 0.80  # one name of two words is all that corresponds: Sally-Anne, Abu Bakr
    other_name: float = 0.70  # two known names that are only alike: Adil and Adib, Hasan and Husayn
    other_form: float = 0.68  # bodies: of shares, and limited, by their names
    other_number: float = 0.68  # bodies: a number in one name alone
    other_place: float = 0.88  # bodies: a country in one name alone
    other_state: float = 0.68  # bodies: other countries in the two names
    other_quarter: float = 0.68  # bodies: other quarters of the sky
    other_business: float = 0.88  # bodies: a line of business in one name alone


@dataclass(frozen=True, slots=True)
class AliasWeights:
    """Factors of the publisher's own judgement of a name."""

    weak: float = 0.60
    former: float = 0.98
    one_name: float = 0.93  # a person's alias of which one name is all that corresponds: so thousands are called


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All weights, and the working threshold that ships with them."""

    names: NameWeights = field(default_factory=NameWeights)
    births: BirthWeights = field(default_factory=BirthWeights)
    identifiers: IdentifierWeights = field(default_factory=IdentifierWeights)
    clearing: ClearingWeights = field(default_factory=ClearingWeights)
    aliases: AliasWeights = field(default_factory=AliasWeights)
    threshold: float = 0.555

    def digest(self) -> str:
        """SHA-256 over all weights, 64 hex digits."""
        return hashlib.sha256(msgspec.json.encode(asdict(self), order="sorted")).hexdigest()


DEFAULT_SCORECARD = Scorecard()
DEFAULT_THRESHOLD = DEFAULT_SCORECARD.threshold
