"""The words of a hit card in the reader's language: kinds, names of names, numbers, territories.

Not Django's catalogue: a report is written where no Django runs, too. A test finds a value without words.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from comity.model.entity import IdentifierType
from comity.model.territory import country_name

RUSSIAN: Mapping[str, str] = {
    "person": "лицо",
    "organisation": "организация",
    "vessel": "судно",
    "aircraft": "воздушное судно",
    "unknown": "неизвестно",
    "female": "женский",
    "male": "мужской",
    "primary": "основное имя",
    "strong alias": "сильный псевдоним",
    "weak alias": "слабый псевдоним",
    "former name": "прежнее имя",
    "original script": "исходное письмо",
    "passport": "паспорт",
    "national id": "национальное удостоверение",
    "tax number": "налоговый номер",
    "registration number": "регистрационный номер",
    "driving licence": "водительское удостоверение",
    "residence permit": "вид на жительство",
    "social security number": "номер социального страхования",
    "birth certificate": "свидетельство о рождении",
    "IMO number": "номер ИМО",
    "MMSI": "MMSI",
    "call sign": "позывной",
    "aircraft registration": "регистрация воздушного судна",
    "aircraft serial number": "серийный номер воздушного судна",
    "LEI": "LEI",
    "BIC": "BIC",
    "IBAN": "IBAN",
    "bank account": "банковский счёт",
    "crypto-asset address": "адрес криптоактива",
    "telephone": "телефон",
    "e-mail": "электронная почта",
    "website": "сайт",
    "other": "другое",
    "not compared": "не сравнивается",
    "and {} more": "и ещё {}",
}


@dataclass(frozen=True, slots=True)
class Tongue:
    """The language of a card: ISO 639-1, "en" or "ru"."""

    language: str = "en"

    def word(self, code: str) -> str:
        """The words for a value of the model, or for a phrase of the card."""
        return RUSSIAN.get(code, code) if self.language == "ru" else code

    def number(self, text: str) -> str:
        """A number after the kind of it, such as "passport K048787"."""
        known = next((each.value for each in IdentifierType if text.startswith(f"{each.value} ")), None)
        return text if known is None else self.word(known) + text[len(known) :]

    def country(self, code: str) -> str:
        """The short name of a territory."""
        return country_name(code, "ru" if self.language == "ru" else "en")
