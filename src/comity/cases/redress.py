"""Redress: a person says that a screening hit the wrong one; an officer looks again and answers in plain words (S5).

The answer is never "you are not listed": it says what the institution judged, of whom, and what the person can do.
Sources: Security Council resolution 1730 (2006) and 1904 (2009) for the listed themselves (Focal Point, Ombudsperson);
for persons hit by a likeness of names, FATF's best practices on targeted financial sanctions. See docs/law.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from comity.cases.alert import Alert, AlertState
from comity.cases.disposition import check_text
from comity.cases.ids import AlertId, RedressId
from comity.model.errors import BadRequest, NotAllowedNow
from comity.model.officer import OfficerId

ANSWER_WITHIN = timedelta(days=30)
LONGEST_NAME = 500


class RedressState(StrEnum):
    """An open request shows among the work until it is answered."""

    OPEN = "open"
    CLEARED = "cleared"  # answered: not the listed one
    UPHELD = "upheld"  # answered: the judgement stands, with the ways that remain


@dataclass(frozen=True, slots=True)
class Redress:
    """One request. `applicant` is the name as the person gives it; `statement` what they say and show."""

    id: RedressId | None
    alert: AlertId
    applicant: str
    statement: str
    received_at: datetime
    due_at: datetime
    recorded_by: OfficerId
    state: RedressState = RedressState.OPEN
    answer: str = ""
    answered_at: datetime | None = None
    answered_by: OfficerId | None = None
    version: int = 1

    def __str__(self) -> str:
        return f"redress/{self.id}" if self.id is not None else "the request"


def ask(alert: AlertId, applicant: str, statement: str, *, by: OfficerId, received_at: datetime) -> Redress:
    """Record a request. Raises BadRequest without a name or a statement."""
    if not applicant.strip() or not statement.strip():
        raise BadRequest("a request names the person who asks, and what they say")
    if len(applicant) > LONGEST_NAME:
        raise BadRequest("a name of {count} characters; at most {most}", count=len(applicant), most=LONGEST_NAME)
    check_text(applicant, what="the name")
    check_text(statement, what="the statement")
    return Redress(None, alert, applicant.strip(), statement.strip(), received_at, received_at + ANSWER_WITHIN, by)


ANSWERS: Mapping[AlertState, RedressState] = {
    AlertState.CLEARED: RedressState.CLEARED,
    AlertState.GONE: RedressState.CLEARED,
    AlertState.TRUE_MATCH: RedressState.UPHELD,
}


def answer(request: Redress, alert: Alert, text: str, *, by: OfficerId, now: datetime) -> Redress:
    """Answer a request by what two officers judged of its alert. Raises NotAllowedNow while that is not decided."""
    if request.state is not RedressState.OPEN:
        raise NotAllowedNow(str(request), request.state.value, "to answer", "it was answered already; record a new one")
    state = ANSWERS.get(alert.state)
    if state is None:
        raise NotAllowedNow(str(request), "open", "to answer", f"{alert} is not decided yet: judge its hits first")
    if not text.strip():
        raise BadRequest("say to the person, in plain words, what was looked at")
    check_text(text, what="the answer")
    return replace(request, state=state, answer=text.strip(), answered_at=now, answered_by=by)
