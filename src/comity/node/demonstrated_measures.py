"""What a demonstration's officers did about true matches, as a diary: freezes, exemptions, reports, redress."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from comity import runtime
from comity.cases.ids import AlertId, ExemptionId, MeasureId, RedressId, ReportId
from comity.cases.measure import Asset, AssetKind, Exemption, ExemptionBasis
from comity.cases.measuring import Wanted
from comity.cases.reports import Reporter
from comity.model.money import Money
from comity.model.officer import Actor
from comity.node.demonstrated_alerts import Diary, Step
from comity.operations.answer_redress import AnswerRedress, answer_redress
from comity.operations.approve_report import ApproveReport, approve_report
from comity.operations.confirm_measure import ConfirmMeasure, confirm_measure
from comity.operations.grant_exemption import GrantExemption, grant_exemption
from comity.operations.hold_property import HoldProperty, hold_property
from comity.operations.mark_report_sent import MarkReportSent, mark_report_sent
from comity.operations.propose_freeze import ProposeFreeze, propose_freeze
from comity.operations.record_exemption import RecordExemption, record_exemption
from comity.operations.record_redress import RecordRedress, record_redress
from comity.operations.write_report import Means, WriteReport, write_report
from comity.store import alerts, measures, redress, reports

PROPERTY: Mapping[str, Asset] = {
    "K-006": Asset(AssetKind.ACCOUNT, "Current account", "CY99 0417 0006", "Орсан Тимурович Келденбаев",
                   Money(Decimal("48250.75"), "EUR"), ("Айгуль Келденбаева",)),
    "K-018": Asset(AssetKind.ACCOUNT, "Savings account", "CY99 0417 0018", "Tariq Zuhair Fahim Al Marzubani",
                   Money(Decimal("212000.00"), "USD")),
    "K-030": Asset(AssetKind.GOODS, "Bunker fuel paid for, not delivered", "INV 99/30", "Grey Heron Lines Ltd",
                   Money(Decimal("96400.00"), "USD")),
    "K-044": Asset(AssetKind.PAYMENT, "Incoming transfer, not credited", "TRN 99-0044", "Dawit Mebrahtu Tesfalidet",
                   Money(Decimal("1500.00"), "EUR")),
    "K-054": Asset(AssetKind.ACCOUNT, "Account for freight", "CY99 0417 0054", "Grey Heron Lines Limited",
                   Money(Decimal("1030500.00"), "USD"), ("Meridian Ship Management (invented)",)),
    "K-081": Asset(AssetKind.PAYMENT, "Outgoing transfer", "TRN 99-0081", "Aramazd Zorikyan",
                   Money(Decimal("8700.00"), "EUR")),
}  # fmt: skip
FROZEN = ("K-006", "K-018", "K-030", "K-054")  # K-044 waits for the second officer; K-081 is held; K-062 is forgotten
EXPENSES = Exemption(
    ExemptionBasis.BASIC_EXPENSES, Money(Decimal("650.00"), "EUR"), "Landlord, Limassol", "Rent of one month",
    "Notification 99/18 to the Committee, no refusal within three working days", datetime(2026, 3, 9).date(),
)  # fmt: skip
AID = Exemption(
    ExemptionBasis.HUMANITARIAN, Money(Decimal("40.00"), "EUR"), "Clinic of the Seven Harbours (invented)",
    "Medicine", "", datetime(2026, 3, 10).date(),
)  # fmt: skip
ADVICE = Exemption(
    ExemptionBasis.EXTRAORDINARY, Money(Decimal("4000.00"), "EUR"), "Lawyer, Nicosia", "Advice on delisting",
    "Approval 99/21 of the Committee", datetime(2026, 3, 11).date(),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Work:
    """Who works, on the alerts of which customers."""

    opened: Mapping[str, AlertId]
    people: Mapping[str, Actor]

    def measure(self, customer: str) -> MeasureId:
        """The measure on a customer's property."""
        (measure,) = measures.of_alert(self.opened[customer])
        if measure.id is None:
            raise ValueError(f"{measure} is not stored")
        return measure.id


def measure_diary(opened: Mapping[str, AlertId], people: Mapping[str, Actor], now: datetime) -> Diary:
    """All of it. Nothing here happens before the alerts of nine to two days ago were judged."""
    work = Work(opened, people)

    def ago(hours: float) -> datetime:
        return now - timedelta(hours=hours)

    diary: Diary = []
    for place, customer in enumerate(FROZEN):
        diary += [(ago(38 - place), _freezing(work, customer)), (ago(37 - place), _confirming(work, customer))]
    diary += [(ago(5), _freezing(work, "K-044")), (ago(2.5), _holding(work, "K-081"))]
    diary += [(ago(30), _exempting(work, "K-018", EXPENSES)), (ago(29), _granting(work, "K-018"))]
    diary += [(ago(28), _exempting(work, "K-018", AID)), (ago(4), _exempting(work, "K-018", ADVICE))]
    diary += [(ago(27), _writing(work, "K-006", "eu_freeze", "FR/99-006")), (ago(26), _approving(work, "K-006"))]
    diary += [(ago(25), _sending(work, "K-006")), (ago(24), _writing(work, "K-030", "ofac_blocking", "FR/99-030"))]
    diary += [(ago(23), _approving(work, "K-030")), (ago(6), _writing(work, "K-054", "ofac_blocking", "FR/99-054"))]
    diary += [(ago(22), _asking(work, "K-004", "Orsan T. Keldenbaev")), (ago(3), _answering(work, "K-004"))]
    return [*diary, (ago(1), _asking(work, "K-001", "Tariq Zuhayr Marzubani"))]


def _wanted(work: Work, customer: str, why: str) -> Wanted:
    hit = alerts.load(work.opened[customer]).hits[0].id
    if hit is None:
        raise ValueError(f"the hit on {customer} is not stored")
    return Wanted(hit, PROPERTY[customer], why)


def _freezing(work: Work, customer: str) -> Step:
    def step(at: datetime) -> None:
        alert = alerts.load(work.opened[customer])
        wanted = _wanted(work, customer, "A confirmed true match: nothing may be made available.")
        propose_freeze(ProposeFreeze(alert.id, alert.version, wanted), actor=work.people["ana"], now=at)

    return step


def _holding(work: Work, customer: str) -> Step:
    def step(at: datetime) -> None:
        wanted = _wanted(work, customer, "Held while the passport is compared.")
        hold_property(HoldProperty(work.opened[customer], wanted), actor=work.people["bakyt"], now=at)

    return step


def _seen(work: Work, customer: str, act: Callable[[MeasureId, int, datetime], object]) -> Step:
    """An act on the measure as it then is."""

    def step(at: datetime) -> None:
        id_ = work.measure(customer)
        act(id_, measures.load(id_).version, at)

    return step


def _confirming(work: Work, customer: str) -> Step:
    def act(id_: MeasureId, version: int, at: datetime) -> object:
        return confirm_measure(ConfirmMeasure(id_, version), actor=work.people["sofia"], now=at)

    return _seen(work, customer, act)


def _exempting(work: Work, customer: str, exemption: Exemption) -> Step:
    def act(id_: MeasureId, version: int, at: datetime) -> object:
        return record_exemption(RecordExemption(id_, version, exemption), actor=work.people["bakyt"], now=at)

    return _seen(work, customer, act)


def _granting(work: Work, customer: str) -> Step:
    def act(id_: MeasureId, version: int, at: datetime) -> object:
        first = measures.load(id_).exemptions[0].id or ExemptionId(0)
        return grant_exemption(GrantExemption(id_, version, first), actor=work.people["sofia"], now=at)

    return _seen(work, customer, act)


def _writing(work: Work, customer: str, form: str, reference: str) -> Step:
    def step(at: datetime) -> None:
        order = WriteReport(
            measure=work.measure(customer),
            form=form,
            reference=reference,
            narrative="Found by screening, judged a true match by two officers; see the evidence in the case.",
            action="The property was frozen at once, and the branch was told.",
            reporter=Reporter("Ana", "Vetrova", "Analyst", "ana@sevenharbours.example", "+357 99 000000"),
            means=Means(runtime.institution()),
        )
        write_report(order, actor=work.people["ana"], now=at)

    return step


def _report(work: Work, customer: str) -> tuple[ReportId, int]:
    report = reports.of_measure(work.measure(customer))[0]
    return report.id or ReportId(0), report.version


def _approving(work: Work, customer: str) -> Step:
    def step(at: datetime) -> None:
        approve_report(ApproveReport(*_report(work, customer)), actor=work.people["emeka"], now=at)

    return step


def _sending(work: Work, customer: str) -> Step:
    def step(at: datetime) -> None:
        order = MarkReportSent(*_report(work, customer), "Receipt 99/417 of the portal")
        mark_report_sent(order, actor=work.people["emeka"], now=at)

    return step


def _asking(work: Work, customer: str, applicant: str) -> Step:
    def step(at: datetime) -> None:
        words = "I am not the person on the list. I bring my identity card and ask you to look again."
        record_redress(RecordRedress(work.opened[customer], applicant, words), actor=work.people["bakyt"], now=at)

    return step


def _answering(work: Work, customer: str) -> Step:
    def step(at: datetime) -> None:
        (asked,) = redress.of_alert(work.opened[customer])
        words = (
            "We compared your identity card with what is published. Your patronymic and your year of birth are others."
        )
        order = AnswerRedress(asked.id or RedressId(0), asked.version, words)
        answer_redress(order, actor=work.people["sofia"], now=at)

    return step
