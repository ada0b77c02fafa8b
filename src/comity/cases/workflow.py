"""Which step is possible from which state: one table for hits, dispositions and alerts, and for every door.

docs/cases.md prints it, and a test compares. Who may give an order at all is in operations/permits.py; that the
second officer is another *person* is decided here, whatever roles, sessions or tokens that person has.
"""

from dataclasses import dataclass
from enum import StrEnum

from comity.cases.alert import AlertState, HitState
from comity.cases.disposition import Disposition, DispositionState, Outcome
from comity.model.errors import Forbidden, NotAllowedNow, SamePerson
from comity.model.officer import Actor, OfficerId

State = HitState | DispositionState | AlertState


class Step(StrEnum):
    """What can be done."""

    PROPOSE = "propose"
    RECORD = "record as inconclusive"
    CONFIRM_MATCH = "confirm the true match"
    CONFIRM_CLEARING = "confirm the clearing"
    CONFIRM = "confirm"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    OVERTAKE = "overtake"
    REOPEN = "reopen"
    ASSIGN = "assign"
    ESCALATE = "escalate"
    NOTE = "note"
    ATTACH = "attach"
    JOIN = "join"


class Who(StrEnum):
    """Which person may take a step, beside what the roles allow."""

    OFFICER = "an officer"
    SECOND = "another officer than the one who proposed"
    PROPOSER = "the officer who proposed"
    SUPERVISOR = "a supervisor"
    NODE = "the node itself, when a side changed materially or the hit is gone"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row: from a state, by a step, to the next state; who may take it."""

    state: State
    step: Step
    next: State
    who: Who


H, D, A = HitState, DispositionState, AlertState

HITS: tuple[Transition, ...] = (
    Transition(H.UNJUDGED, Step.PROPOSE, H.PROPOSED, Who.OFFICER),
    Transition(H.UNJUDGED, Step.RECORD, H.INCONCLUSIVE, Who.OFFICER),
    Transition(H.INCONCLUSIVE, Step.PROPOSE, H.PROPOSED, Who.OFFICER),
    Transition(H.INCONCLUSIVE, Step.RECORD, H.INCONCLUSIVE, Who.OFFICER),
    Transition(H.INCONCLUSIVE, Step.OVERTAKE, H.UNJUDGED, Who.NODE),
    Transition(H.PROPOSED, Step.CONFIRM_MATCH, H.TRUE_MATCH, Who.SECOND),
    Transition(H.PROPOSED, Step.CONFIRM_CLEARING, H.FALSE_POSITIVE, Who.SECOND),
    Transition(H.PROPOSED, Step.REFUSE, H.UNJUDGED, Who.SECOND),
    Transition(H.PROPOSED, Step.WITHDRAW, H.UNJUDGED, Who.PROPOSER),
    Transition(H.PROPOSED, Step.OVERTAKE, H.UNJUDGED, Who.NODE),
    Transition(H.TRUE_MATCH, Step.REOPEN, H.UNJUDGED, Who.SUPERVISOR),
    Transition(H.TRUE_MATCH, Step.OVERTAKE, H.UNJUDGED, Who.NODE),
    Transition(H.FALSE_POSITIVE, Step.REOPEN, H.UNJUDGED, Who.SUPERVISOR),
    Transition(H.FALSE_POSITIVE, Step.OVERTAKE, H.UNJUDGED, Who.NODE),
)

DISPOSITIONS: tuple[Transition, ...] = (
    Transition(D.WAITING, Step.CONFIRM, D.CONFIRMED, Who.SECOND),
    Transition(D.WAITING, Step.REFUSE, D.REFUSED, Who.SECOND),
    Transition(D.WAITING, Step.WITHDRAW, D.WITHDRAWN, Who.PROPOSER),
    Transition(D.WAITING, Step.OVERTAKE, D.OVERTAKEN, Who.NODE),
)

ALERTS: tuple[Transition, ...] = (
    *(
        Transition(state, step, state, Who.OFFICER)
        for state in (A.PROPOSED, A.OPEN, A.INCONCLUSIVE)
        for step in (Step.ASSIGN, Step.ESCALATE)
    ),
    *(Transition(state, step, state, Who.OFFICER) for state in A for step in (Step.NOTE, Step.ATTACH, Step.JOIN)),
)

TABLE: tuple[Transition, ...] = (*HITS, *DISPOSITIONS, *ALERTS)

_ROWS = {(type(row.state), row.state, row.step): row for row in TABLE}

CONFIRMING = {Outcome.TRUE_MATCH: Step.CONFIRM_MATCH, Outcome.FALSE_POSITIVE: Step.CONFIRM_CLEARING}

NEXT_STEP = {
    D.CONFIRMED: "it was confirmed already; only a supervisor can reopen it",
    D.REFUSED: "it was refused already; propose anew",
    D.WITHDRAWN: "its proposer withdrew it; propose anew",
    D.OVERTAKEN: "a side changed in the meantime; look at what changed, then propose anew",
    D.RECORDED: "an inconclusive one is not confirmed; propose a judgement",
    H.PROPOSED: "it waits for a second officer; confirm, refuse or withdraw that proposal",
    H.TRUE_MATCH: "it is judged; a supervisor can reopen it",
    H.FALSE_POSITIVE: "it is judged; a supervisor can reopen it",
    A.TRUE_MATCH: "nothing is left to do; a supervisor can reopen it",
    A.CLEARED: "nothing is left to do; a supervisor can reopen it",
    A.GONE: "nothing is left to do",
}


def transition(what: str, state: State, step: Step) -> Transition:
    """The row for a step from a state. Raises NotAllowedNow where there is none."""
    row = _ROWS.get((type(state), state, step))
    if row is None:
        raise NotAllowedNow(what, state.value, step.value, NEXT_STEP.get(state, "look at it again"))
    return row


def officer_of(actor: Actor, step: Step) -> OfficerId:
    """Who takes a step: always a person (S3). Raises Forbidden for the node and the machine's command line."""
    if actor.officer is None:
        raise Forbidden(step.value, "a machine never decides; an officer must do it")
    return actor.officer


def person_for(row: Transition, disposition: Disposition, actor: Actor) -> OfficerId:
    """The officer who takes a step on a proposal, if the right person. Raises SamePerson, NotAllowedNow, Forbidden."""
    officer = officer_of(actor, row.step)
    if row.who is Who.SECOND and officer == disposition.proposed_by:
        raise SamePerson(str(disposition), row.step.value)
    if row.who is Who.PROPOSER and officer != disposition.proposed_by:
        raise NotAllowedNow(
            str(disposition), disposition.state.value, row.step.value, "only its proposer can; you can refuse it"
        )
    return officer


def rules() -> tuple[tuple[str, str, str, str, str], ...]:
    """The table in words: of what, from, step, to, who. For documentation and for pages."""
    return tuple(
        (of, row.state.value, row.step.value, row.next.value, row.who.value)
        for of, rows in (("hit", HITS), ("proposal", DISPOSITIONS), ("alert", ALERTS))
        for row in rows
    )
