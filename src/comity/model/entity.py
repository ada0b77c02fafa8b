"""Whom or what a list names: persons, organisations, vessels, aircraft, and what is published of them.

Religion, ethnicity, political opinion, health and sexual life have no field here (safeguard S2).
"""

from dataclasses import dataclass
from enum import StrEnum

from comity.model.partial_date import DateSpan, PartialDate


class Kind(StrEnum):
    """What an entity is. UNKNOWN where the publisher does not say; it contradicts nothing."""

    PERSON = "person"
    ORGANISATION = "organisation"
    VESSEL = "vessel"
    AIRCRAFT = "aircraft"
    UNKNOWN = "unknown"


class NameKind(StrEnum):
    """What a name is to its bearer, in the publisher's own judgement."""

    PRIMARY = "primary"
    STRONG = "strong alias"
    WEAK = "weak alias"
    FORMER = "former name"
    ORIGINAL = "original script"


class Gender(StrEnum):
    """As published. It may clear a hit and never raises one."""

    FEMALE = "female"
    MALE = "male"


class IdentifierType(StrEnum):
    """What a number identifies. OTHER keeps whatever the publisher calls it in `Identifier.label`."""

    PASSPORT = "passport"
    NATIONAL_ID = "national id"
    TAX = "tax number"
    REGISTRATION = "registration number"
    DRIVING_LICENCE = "driving licence"
    RESIDENCE_PERMIT = "residence permit"
    SOCIAL_SECURITY = "social security number"
    BIRTH_CERTIFICATE = "birth certificate"
    IMO = "IMO number"
    MMSI = "MMSI"
    CALL_SIGN = "call sign"
    AIRCRAFT_REGISTRATION = "aircraft registration"
    AIRCRAFT_SERIAL = "aircraft serial number"
    LEI = "LEI"
    BIC = "BIC"
    IBAN = "IBAN"
    BANK_ACCOUNT = "bank account"
    CRYPTO_ADDRESS = "crypto-asset address"
    PHONE = "telephone"
    EMAIL = "e-mail"
    WEBSITE = "website"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Published:
    """Where a value was read: the publisher's field, and its text exactly as published."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an entity. `language` is ISO 639 where published."""

    text: str
    kind: NameKind
    published: Published
    language: str | None = None

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError(f"an empty name in {self.published.field}")


@dataclass(frozen=True, slots=True)
class Birth:
    """One published birth date (for organisations and vessels: founding, building)."""

    span: DateSpan
    published: Published


@dataclass(frozen=True, slots=True)
class Nationality:
    """A nationality, citizenship or flag. `country` is ISO 3166-1 alpha-2, None when not recognised."""

    country: str | None
    published: Published


@dataclass(frozen=True, slots=True)
class Place:
    """A place of birth or activity. `country` is ISO 3166-1 alpha-2, None when not recognised."""

    text: str
    country: str | None
    published: Published


@dataclass(frozen=True, slots=True)
class Address:
    """An address, whole in `text`, with what the publisher separated. `country` as in Place."""

    text: str
    published: Published
    city: str | None = None
    region: str | None = None
    postcode: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Identifier:
    """A document or register number, an account, a crypto-asset address.

    `value` is as published; `label` is the publisher's own word for the type (for crypto-assets
    the currency); `country` is the issuer, ISO 3166-1 alpha-2.
    """

    type: IdentifierType
    value: str
    published: Published
    label: str | None = None
    country: str | None = None
    issued_on: PartialDate | None = None
    expires_on: PartialDate | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """What is published of one listed person, organisation, vessel or aircraft."""

    kind: Kind
    names: tuple[Name, ...]
    births: tuple[Birth, ...] = ()
    birth_places: tuple[Place, ...] = ()
    nationalities: tuple[Nationality, ...] = ()
    genders: tuple[Gender, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    addresses: tuple[Address, ...] = ()
    titles: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    remarks: tuple[Published, ...] = ()

    def __post_init__(self) -> None:
        if not self.names:
            raise ValueError("an entity needs a name")
