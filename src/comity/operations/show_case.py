"""Show cases: one with its alerts and notes, or the newest of all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from comity.cases.alert import AlertState
from comity.cases.case import Case, Note
from comity.cases.ids import CaseId
from comity.cases.queue import MOST_LINES, Line, Order, Wanted
from comity.model.officer import Actor, OfficerId
from comity.operations.gate import viewing
from comity.store import alert_queue, cases, officers


@dataclass(frozen=True, slots=True)
class ShowCase:
    """The order: this case."""

    case: CaseId


@dataclass(frozen=True, slots=True)
class ListCases:
    """The order: the newest cases."""

    most: int = 100


@dataclass(frozen=True, slots=True)
class CaseShown:
    """A case, its alerts as the queue shows them, its notes, and the names of officers."""

    case: Case
    alerts: tuple[Line, ...]
    notes: tuple[Note, ...]
    officers: Mapping[OfficerId, str]


@viewing("cases.see")
def show_case(order: ShowCase, /, *, actor: Actor, now: datetime) -> CaseShown:  # noqa: ARG001
    """The case and what is in it. Raises NotFound."""
    case = cases.load(order.case)
    wanted = Wanted(states=frozenset(AlertState), case=case.id)
    page = alert_queue.page(wanted, Order.SCORE, size=MOST_LINES)
    return CaseShown(case, page.lines, cases.notes_of_case(case.id), officers.names())


@viewing("cases.see")
def list_cases(order: ListCases, /, *, actor: Actor, now: datetime) -> tuple[Case, ...]:  # noqa: ARG001
    """Cases, newest first."""
    return cases.newest(order.most)
