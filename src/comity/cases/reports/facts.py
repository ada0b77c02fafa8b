"""The one record from which every report is written."""

from dataclasses import dataclass
from datetime import date, datetime

from comity.cases.measure import Measure
from comity.model.designation import Designation
from comity.model.subject import Subject


@dataclass(frozen=True, slots=True)
class Institution:
    """Who reports: the institution as its supervisor knows it. Settings of the node, not of a case."""

    name: str
    identifier: str
    branch: str = ""
    address: str = ""
    city: str = ""
    country: str = ""  # ISO 3166-1 alpha-2
    currency: str = "EUR"  # ISO 4217, the local one


@dataclass(frozen=True, slots=True)
class Reporter:
    """The officer who answers for the report."""

    first_name: str
    last_name: str
    occupation: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What a report says. `first_name` and `last_name` are the subject's as the officer parted them.

    `reference` is the institution's own number of the report; `narrative` the officer's account of what happened;
    `designation` the listing in the edition on which the measure rests.
    """

    reference: str
    written_at: datetime
    institution: Institution
    reporter: Reporter
    measure: Measure
    subject: Subject
    designation: Designation
    first_name: str
    last_name: str
    narrative: str
    action: str
    due_on: date | None = None
