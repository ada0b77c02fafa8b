"""goAML XML: the report form of the United Nations Office on Drugs and Crime for financial intelligence units.

The schema is a strict sequence and each country configures its code lists, so both are data (goaml.toml, and a
node's own table over it). The unit's own schema, where the user has it, judges the result before it is kept.
Source: UNODC, goAML XML schema as published by units that use it; *unverified* where a unit deviates.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from lxml import etree

from comity.cases.measure import AssetKind
from comity.cases.reports.facts import ReportFacts
from comity.model.entity import IdentifierType, Kind
from comity.model.errors import BadRequest, BrokenFile
from comity.model.subject import SubjectIdentifier

Fields = Mapping[str, Any]
LONGEST = 4_000  # characters; the schema's own limit for reasons, actions and comments
INSTANT = "%Y-%m-%dT%H:%M:%S"


@dataclass(frozen=True, slots=True)
class Country:
    """How one unit has configured goAML."""

    table: Mapping[str, Any]

    def order(self, element: str) -> Sequence[str]:
        """The children of an element, in the schema's sequence."""
        names: Sequence[str] = self.table["order"][element]
        return names

    def code(self, list_name: str, value: str, otherwise: str) -> str:
        """The unit's code for a value of ours."""
        codes: Mapping[str, str] = self.table["codes"][list_name]
        return codes.get(value, codes.get(otherwise, otherwise))


@cache
def standard() -> Country:
    """goAML as it is without a country's own settings."""
    return Country(tomllib.loads(files("comity.cases.reports").joinpath("goaml.toml").read_text("utf-8")))


def configured(text: str, file: str) -> Country:
    """The standard with a country's own table over it. Raises BrokenFile for what is no such table."""
    try:
        own = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BrokenFile(file, "its content", str(error), "mend the table as docs/measures.md shows it") from error
    return Country(_over(standard().table, own))


def goaml(facts: ReportFacts, country: Country | None = None) -> bytes:
    """The report as XML in UTF-8. Raises BadRequest where the facts lack what every unit requires."""
    country = country or standard()
    missing = [
        name
        for name, value in (
            ("the institution's number with the unit (rentity_id)", facts.institution.identifier),
            ("the reporter's last name", facts.reporter.last_name),
            ("the reasons", facts.narrative),
        )
        if not value.strip()
    ]
    if missing:
        raise BadRequest(f"a goAML report needs {', '.join(missing)}; fill in the node's settings or the report")
    root = etree.Element("report")
    _write(root, _report(facts, country), country, "report")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def validate(report: bytes, schema: bytes, file: str) -> None:
    """Judge a report by a unit's schema. Raises BrokenFile when the schema is none, BadRequest when it refuses."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        judge = etree.XMLSchema(etree.fromstring(schema, parser))
    except (etree.XMLSyntaxError, etree.XMLSchemaParseError) as error:
        raise BrokenFile(file, "its content", f"not an XML Schema: {error}", "take the unit's own file") from error
    try:
        judge.assertValid(etree.fromstring(report, parser))
    except etree.DocumentInvalid as error:
        raise BadRequest(f"{file} refuses the report: {error}; mend the facts or goaml.toml") from error


def _report(facts: ReportFacts, country: Country) -> Fields:
    table, it = country.table, facts.institution
    codes = table["indicators"]
    return {
        "rentity_id": it.identifier,
        "rentity_branch": it.branch,
        "submission_code": table["submission_code"],
        "report_code": table["report_code"],
        "entity_reference": facts.reference,
        "submission_date": facts.written_at.strftime(INSTANT),
        "currency_code_local": it.currency,
        "reporting_person": _reporting_person(facts),
        "location": _location(facts, country),
        "reason": facts.narrative,
        "action": facts.action,
        "activity": {"report_parties": {"report_party": [_party(facts, country), *_account(facts, country)]}},
        "report_indicators": {"indicator": [*codes]} if codes else None,
    }


def _reporting_person(facts: ReportFacts) -> Fields:
    it = facts.reporter
    return {"first_name": it.first_name, "last_name": it.last_name, "email": it.email, "occupation": it.occupation}


def _location(facts: ReportFacts, country: Country) -> Fields | None:
    it = facts.institution
    if not (it.address and it.city and it.country):
        return None
    kind = country.code("address_type", "business", "B")
    return {"address_type": kind, "address": it.address, "city": it.city, "country_code": it.country}


def _party(facts: ReportFacts, country: Country) -> Fields:
    """The subject, as a person or an entity."""
    subject = facts.subject
    listing = facts.designation.listing
    comments = f"Listed as {facts.designation.entity.names[0].text}, {listing.list} {listing.reference}"
    party: dict[str, Any] = {
        "role": country.table["party_role"] if "role" in country.order("party") else None,
        "significance": str(country.table["significance"]),
        "comments": comments,
    }
    if subject.kind in (Kind.PERSON, Kind.UNKNOWN):
        return {**party, "person": _person(facts, country)}
    return {
        **party,
        "entity": {
            "name": subject.names[0],
            "commercial_name": next(iter(subject.names[1:]), None),
            "incorporation_number": _number(facts, IdentifierType.REGISTRATION),
            "tax_number": _number(facts, IdentifierType.TAX),
            "incorporation_country_code": next(iter(subject.countries), None),
        },
    }


def _person(facts: ReportFacts, country: Country) -> Fields:
    subject = facts.subject
    documents = [each for each in subject.identifiers if each.type is not IdentifierType.PASSPORT]
    passport = next((each for each in subject.identifiers if each.type is IdentifierType.PASSPORT), None)
    nationalities = dict(zip(("nationality1", "nationality2", "nationality3"), subject.nationalities, strict=False))
    gender = subject.genders[0].value if len(subject.genders) == 1 else None
    return {
        "gender": None if gender is None else country.code("gender", gender, gender),
        "first_name": facts.first_name or "-",  # the schema insists; a single name stands as the last
        "last_name": facts.last_name,
        "birthdate": _birth(facts),
        "alias": "; ".join(subject.names[1:]) or None,
        "passport_number": None if passport is None else passport.value,
        "passport_country": None if passport is None else passport.country,
        **nationalities,
        "residence": next(iter(subject.countries), None),
        "identification": [_identification(each, country) for each in documents],
    }


def _birth(facts: ReportFacts) -> str | None:
    """Only a whole day: the schema knows no partial date, and inventing one would accuse somebody else."""
    whole = {span.start for span in facts.subject.births if span.start == span.end and not span.circa}
    days = [each for each in whole if each is not None and each.day is not None]
    return f"{days[0]}T00:00:00" if len(days) == 1 == len(whole) else None


def _identification(document: SubjectIdentifier, country: Country) -> Fields:
    code = country.code("identification", document.type.value, "other")
    return {"type": code, "number": document.value, "issue_country": document.country}


def _account(facts: ReportFacts, country: Country) -> list[Fields]:
    """The frozen account as a party of its own, where the measure is on one."""
    asset = facts.measure.asset
    if asset.kind is not AssetKind.ACCOUNT or not asset.number:
        return []
    value = asset.value
    account = {
        "institution_name": facts.institution.name,
        "institution_code": facts.institution.identifier,
        "account": asset.number,
        "currency_code": None if value is None else value.currency,
        "account_name": asset.holder,
        "balance": None if value is None else str(value.amount),
        "date_balance": None if value is None else facts.measure.since.strftime(INSTANT),
        "comments": "; ".join((asset.description, *asset.joint)),
    }
    return [{"account": account, "significance": str(country.table["significance"])}]


def _number(facts: ReportFacts, kind: IdentifierType) -> str | None:
    return next((each.value for each in facts.subject.identifiers if each.type is kind), None)


def _write(parent: etree._Element, fields: Fields, country: Country, element: str) -> None:
    """Write the fields in the schema's sequence. What the country's sequence does not know is left out."""
    order = country.table["order"].get(element, tuple(fields))
    for name in order:
        value = fields.get(name)
        for each in value if isinstance(value, list) else (value,):
            if each is None or each == "":
                continue
            child = etree.SubElement(parent, name)
            if isinstance(each, Mapping):
                _write(child, each, country, SEQUENCES.get(name, name))
            else:
                child.text = _xml_text(str(each))[:LONGEST]


# Elements whose sequence is kept under another name.
SEQUENCES = {"location": "address", "report_party": "party"}


def _xml_text(text: str) -> str:
    """Without the control characters that XML cannot hold, escaped or not."""
    return "".join(letter for letter in text if letter in "\t\n" or (letter >= " " and letter not in "\ufffe\uffff"))


def _over(ours: Mapping[str, Any], own: Mapping[str, Any]) -> Mapping[str, Any]:
    merged = dict(ours)
    for key, value in own.items():
        nested = isinstance(value, Mapping) and isinstance(ours.get(key), Mapping)
        merged[key] = _over(ours[key], value) if nested else value
    return merged
