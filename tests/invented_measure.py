"""A freeze as it might have been, with invented persons, for the tests of reports."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from comity.cases.ids import AlertId, MeasureId
from comity.cases.measure import Asset, AssetKind, Basis, Measure, MeasureKind, MeasureState, Turn
from comity.cases.pair import ListingKey, SubjectKey
from comity.cases.reports import Institution, Reporter, ReportFacts
from comity.model.entity import Gender, IdentifierType, Kind
from comity.model.money import Money
from comity.model.officer import OfficerId
from comity.model.partial_date import parse_span
from comity.model.subject import Subject, SubjectId, SubjectIdentifier
from invented_screening import findings

WHEN = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)
SUBJECT = Subject(
    SubjectId("C-4711"),
    ("Орсан Келденбаев", "Orsan Keldenbaev"),
    Kind.PERSON,
    births=(parse_span("1979-03-04"),),
    nationalities=("KG",),
    countries=("KG",),
    genders=(Gender.MALE,),
    identifiers=(
        SubjectIdentifier(IdentifierType.PASSPORT, "AC 1234567", "KG"),
        SubjectIdentifier(IdentifierType.NATIONAL_ID, "21904197900123", "KG"),
    ),
    addresses=("12 Invented Street, Bishkek",),
)


def facts() -> ReportFacts:
    """A freeze of an account, ready to be reported."""
    listed = findings()[0].designation
    basis = Basis(
        ListingKey(listed.listing.list, listed.listing.reference),
        listed.edition,
        listed.listing.authority,
        listed.listing.legal_basis,
    )
    asset = Asset(
        AssetKind.ACCOUNT,
        "Current account",
        "KG12 3456 7890",
        "Орсан Келденбаев",
        Money(Decimal("1250000.50"), "KGS"),
        ("A. Keldenbaeva",),
    )
    measure = Measure(
        MeasureId(5),
        MeasureKind.FREEZE,
        MeasureState.IN_FORCE,
        AlertId(12),
        SubjectKey("customers", SUBJECT.id),
        asset,
        basis,
        WHEN,
        Turn("propose", OfficerId(1), WHEN, "True match"),
    )
    return ReportFacts(
        reference="FR/2026-5",
        written_at=WHEN,
        institution=Institution("Invented Bank", "417", "Main", "1 Invented Square", "Bishkek", "KG", "KGS"),
        reporter=Reporter("Ann", "Officer", "Compliance officer", "ann@bank.example", "+996 000"),
        measure=measure,
        subject=SUBJECT,
        designation=listed,
        first_name="Орсан",
        last_name="Келденбаев",
        narrative="Customer's name, birth date and passport agree with the listing.",
        action="Account frozen.",
    )


def with_subject(**changes: object) -> ReportFacts:
    """The same, of a subject that differs in this."""
    return replace(facts(), subject=replace(SUBJECT, **changes))  # type: ignore[arg-type]
