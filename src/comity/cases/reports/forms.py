"""The forms that authorities ask for, as fields in their order. A form says where it comes from.

Each is a table: what the authority calls a field, and where the facts hold it. Values are texts as they are
printed; a field without a value stays in the form, empty, so that nobody overlooks it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from comity.cases.reports.facts import ReportFacts
from comity.model.entity import IdentifierType, NameKind
from comity.model.errors import NotFound
from comity.model.territory import country_name

Read = Callable[[ReportFacts], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a filled form. `key` is stable, for programs."""

    key: str
    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One authority's form. `deadline` is the rule in words; `business_days` where it is a number of them."""

    id: str
    title: str
    authority: str
    source: str
    deadline: str
    business_days: int | None
    rows: tuple[tuple[str, str, Read], ...]

    def filled(self, facts: ReportFacts) -> tuple[Field, ...]:
        """The form with the facts in it, every field in its order."""
        return tuple(Field(key, label, tuple(filter(None, read(facts)))) for key, label, read in self.rows)


def form_of(form_id: str) -> Form:
    """The form of this id. Raises NotFound."""
    for form in FORMS:
        if form.id == form_id:
            return form
    raise NotFound("form", form_id, f"forms known: {', '.join(form.id for form in FORMS)}")


def _one(text: str) -> tuple[str, ...]:
    return (text,)


def _institution(facts: ReportFacts) -> tuple[str, ...]:
    it = facts.institution
    return (it.name, it.identifier, it.branch)


def _institution_address(facts: ReportFacts) -> tuple[str, ...]:
    it = facts.institution
    return _one(", ".join(filter(None, (it.address, it.city, country_name(it.country)))))


def _reporter(facts: ReportFacts) -> tuple[str, ...]:
    it = facts.reporter
    return (" ".join(filter(None, (it.first_name, it.last_name))), it.occupation, it.email, it.phone)


def _listed(facts: ReportFacts) -> tuple[str, ...]:
    names = facts.designation.entity.names
    return tuple(name.text for name in names if name.kind is not NameKind.WEAK)


def _listing(facts: ReportFacts) -> tuple[str, ...]:
    return (str(facts.measure.basis.listing), facts.measure.basis.authority)


def _asset_value(facts: ReportFacts) -> tuple[str, ...]:
    value = facts.measure.asset.value
    return () if value is None else _one(str(value))


def _asset(facts: ReportFacts) -> tuple[str, ...]:
    it = facts.measure.asset
    return (it.kind.value, it.description)


def _births(facts: ReportFacts) -> tuple[str, ...]:
    return tuple(str(span) for span in facts.subject.births)


def _identifiers(facts: ReportFacts) -> tuple[str, ...]:
    return tuple(f"{each.type.value} {each.value}" for each in facts.subject.identifiers)


def _passports(facts: ReportFacts) -> tuple[str, ...]:
    return tuple(each.value for each in facts.subject.identifiers if each.type is IdentifierType.PASSPORT)


def _day(facts: ReportFacts) -> tuple[str, ...]:
    return _one(facts.measure.since.date().isoformat())


def _listed_on(facts: ReportFacts) -> tuple[str, ...]:
    day = facts.designation.listing.listed_on
    return () if day is None else _one(str(day))


def _programmes(facts: ReportFacts) -> tuple[str, ...]:
    return facts.designation.listing.programmes


def _law(facts: ReportFacts) -> tuple[str, ...]:
    return _one(facts.measure.basis.legal_basis)


def _number(facts: ReportFacts) -> tuple[str, ...]:
    return _one(facts.measure.asset.number)


def _holder(facts: ReportFacts) -> tuple[str, ...]:
    return _one(facts.measure.asset.holder)


def _joint(facts: ReportFacts) -> tuple[str, ...]:
    return facts.measure.asset.joint


def _names(facts: ReportFacts) -> tuple[str, ...]:
    return facts.subject.names


def _addresses(facts: ReportFacts) -> tuple[str, ...]:
    return facts.subject.addresses


def _narrative(facts: ReportFacts) -> tuple[str, ...]:
    return _one(facts.narrative)


def _action(facts: ReportFacts) -> tuple[str, ...]:
    return _one(facts.action)


def _remarks(facts: ReportFacts) -> tuple[str, ...]:
    return (facts.narrative, facts.action)


def _reference(facts: ReportFacts) -> tuple[str, ...]:
    return _one(facts.reference)


# What every authority asks, in its own words: key and label, then where the facts hold it.
def _contact(prefix: str, who: str, address: str) -> tuple[tuple[str, str, Read], ...]:
    return (
        (prefix, who, _institution),
        (f"{prefix}_address", address, _institution_address),
        (f"{prefix}_contact", "Person to contact", _reporter),
    )


OFAC_BLOCKING = Form(
    id="ofac_blocking",
    title="Report of blocked property",
    authority="Office of Foreign Assets Control, U.S. Department of the Treasury",
    source="31 CFR 501.603 (b) (1)",
    deadline="within 10 business days of the blocking; again each year by 30 September",
    business_days=10,
    rows=(
        *_contact("filer", "Person holding the property", "Its address"),
        ("property_description", "Description of the property", _asset),
        ("property_location", "Location of the property", _institution_address),
        ("property_number", "Account or reference number", _number),
        ("property_holder", "Holder of the account", _holder),
        ("property_interests", "Others with an interest in it", _joint),
        ("property_value", "Actual or estimated value", _asset_value),
        ("blocked_on", "Date of the blocking", _day),
        ("target", "Blocked person", _names),
        ("target_listed_as", "Listed as", _listed),
        ("target_reference", "Listing", _listing),
        ("authority", "Legal authority of the blocking", _law),
        ("programmes", "Sanctions programmes", _programmes),
        ("narrative", "Circumstances", _narrative),
        ("reference", "Reference of the filer", _reference),
    ),
)

OFSI_FREEZE = Form(
    id="ofsi_freeze",
    title="Report of frozen assets",
    authority="Office of Financial Sanctions Implementation, HM Treasury",
    source="reporting duties under regulations of the Sanctions and Anti-Money Laundering Act 2018",
    deadline="as soon as practicable",
    business_days=None,
    rows=(
        ("reporter_organisation", "Reporting organisation", _institution),
        ("reporter_address", "Its address", _institution_address),
        ("reporter_contact", "Person to contact", _reporter),
        ("designated_person", "Designated person", _listed),
        ("designated_reference", "Reference on the list", _listing),
        ("regime", "Regime", _law),
        ("customer", "Customer", _names),
        ("customer_births", "Dates of birth", _births),
        ("customer_documents", "Identity documents", _identifiers),
        ("customer_addresses", "Addresses", _addresses),
        (
            "information",
            "Information on which the knowledge or suspicion is based",
            _narrative,
        ),
        ("asset", "Nature of the funds or economic resources", _asset),
        ("asset_number", "Account or reference number", _number),
        ("asset_value", "Amount", _asset_value),
        ("asset_interests", "Others with an interest", _joint),
        ("frozen_on", "Frozen on", _day),
        ("action", "Action taken", _action),
        ("reference", "Reference of the reporter", _reference),
    ),
)

EU_FREEZE = Form(
    id="eu_freeze",
    title="Information on frozen funds and economic resources",
    authority="the competent authority of the Member State",
    source="Regulation (EC) No 881/2002, Article 5 (1); Regulation (EC) No 2580/2001, Article 4 (1)",
    deadline="immediately",
    business_days=None,
    rows=(
        *_contact("institution", "Institution", "Address"),
        ("listed", "Listed person or entity", _listed),
        ("listing", "Reference of the listing", _listing),
        ("listed_on", "Listed on", _listed_on),
        ("legal_act", "Legal act", _law),
        ("customer", "Account holder", _names),
        ("customer_births", "Dates of birth", _births),
        ("customer_passports", "Passports", _passports),
        ("customer_addresses", "Addresses", _addresses),
        ("funds", "Funds or economic resources", _asset),
        ("funds_number", "Account or reference number", _number),
        ("funds_amount", "Amount or value", _asset_value),
        ("funds_interests", "Joint holders, other interests", _joint),
        ("frozen_on", "Frozen on", _day),
        ("remarks", "Remarks", _remarks),
        ("reference", "Reference of the institution", _reference),
    ),
)

FORMS: tuple[Form, ...] = (OFAC_BLOCKING, OFSI_FREEZE, EU_FREEZE)
