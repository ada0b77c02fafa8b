"""What a column of a customer file can tell us. Everything else is reported as unused, or dropped (safeguard S2)."""

from collections.abc import Mapping
from enum import StrEnum

from comity.model.entity import IdentifierType


class Field(StrEnum):
    """A field of a subject, spelled as `--map` takes it."""

    ID = "id"
    NAME = "name"
    GIVEN_NAME = "first_name"
    MIDDLE_NAME = "middle_name"
    PATRONYMIC = "patronymic"
    SURNAME = "last_name"
    ALIAS = "alias"
    KIND = "kind"
    BIRTH_DATE = "birth_date"
    BIRTH_YEAR = "birth_year"
    BIRTH_PLACE = "place_of_birth"
    NATIONALITY = "nationality"
    COUNTRY = "country"
    GENDER = "gender"
    ADDRESS = "address"
    STREET = "street"
    CITY = "city"
    REGION = "region"
    POSTCODE = "postcode"
    PASSPORT = "passport"
    NATIONAL_ID = "national_id"
    TAX = "tax_number"
    REGISTRATION = "registration_number"
    DRIVING_LICENCE = "driving_licence"
    RESIDENCE_PERMIT = "residence_permit"
    SOCIAL_SECURITY = "social_security"
    IMO = "imo"
    MMSI = "mmsi"
    CALL_SIGN = "call_sign"
    AIRCRAFT_REGISTRATION = "aircraft_registration"
    AIRCRAFT_SERIAL = "aircraft_serial"
    LEI = "lei"
    BIC = "bic"
    IBAN = "iban"
    BANK_ACCOUNT = "bank_account"
    CRYPTO_ADDRESS = "crypto_address"
    PHONE = "phone"
    EMAIL = "email"
    WEBSITE = "website"
    DOCUMENT = "document"


# In the order in which a full name is written from its parts.
NAME_PARTS = (Field.GIVEN_NAME, Field.MIDDLE_NAME, Field.PATRONYMIC, Field.SURNAME)
ADDRESS_PARTS = (Field.STREET, Field.CITY, Field.REGION, Field.POSTCODE)
NAMING = frozenset({Field.NAME, Field.ALIAS, *NAME_PARTS})

# Fields of which a record has one value; a second column for them is reported as unused.
SINGLE = frozenset({Field.ID, Field.KIND, Field.GENDER, Field.BIRTH_YEAR, *NAME_PARTS, *ADDRESS_PARTS})

IDENTIFIERS: Mapping[Field, IdentifierType] = {
    Field.PASSPORT: IdentifierType.PASSPORT,
    Field.NATIONAL_ID: IdentifierType.NATIONAL_ID,
    Field.TAX: IdentifierType.TAX,
    Field.REGISTRATION: IdentifierType.REGISTRATION,
    Field.DRIVING_LICENCE: IdentifierType.DRIVING_LICENCE,
    Field.RESIDENCE_PERMIT: IdentifierType.RESIDENCE_PERMIT,
    Field.SOCIAL_SECURITY: IdentifierType.SOCIAL_SECURITY,
    Field.IMO: IdentifierType.IMO,
    Field.MMSI: IdentifierType.MMSI,
    Field.CALL_SIGN: IdentifierType.CALL_SIGN,
    Field.AIRCRAFT_REGISTRATION: IdentifierType.AIRCRAFT_REGISTRATION,
    Field.AIRCRAFT_SERIAL: IdentifierType.AIRCRAFT_SERIAL,
    Field.LEI: IdentifierType.LEI,
    Field.BIC: IdentifierType.BIC,
    Field.IBAN: IdentifierType.IBAN,
    Field.BANK_ACCOUNT: IdentifierType.BANK_ACCOUNT,
    Field.CRYPTO_ADDRESS: IdentifierType.CRYPTO_ADDRESS,
    Field.PHONE: IdentifierType.PHONE,
    Field.EMAIL: IdentifierType.EMAIL,
    Field.WEBSITE: IdentifierType.WEBSITE,
    Field.DOCUMENT: IdentifierType.OTHER,
}
