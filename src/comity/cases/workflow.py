"""Which step is possible from which state: one table for all that officers work on, and for every door.

docs/cases.md prints it, and a test compares. Who may give an order at all is in operations/permits.py; that the
second officer is another *person* is decided here, whatever roles, sessions or tokens that person has.
"""

from dataclasses import dataclass
from enum import StrEnum

from comity.cases.alert import AlertState, HitState
from comity.cases.disposition import Disposition, DispositionState, Outcome
from comity.cases.measure import ExemptionState, MeasureState
from comity.cases.report_state import ReportState
from comity.model.errors import Forbidden, NotAllowedNow, SamePerson
from comity.model.officer import Actor, OfficerId

State = HitState | DispositionState | AlertState | MeasureState | ExemptionState | ReportState


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
    HOLD = "hold"
    CONFIRM_FREEZE = "confirm the freeze"
    PROPOSE_FREEZE = "propose to freeze what is held"
    PROPOSE_RELEASE = "propose the release"
    CONFIRM_RELEASE = "confirm the release"
    KEEP = "refuse the release"
    RETRACT = "withdraw the release"
    GRANT = "confirm the exemption"
    DENY = "refuse the exemption"
    EXEMPT = "record an exemption"
    APPROVE = "approve the disclosure"
    SEND = "mark as sent"


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
M, E, R = MeasureState, ExemptionState, ReportState

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

MEASURES: tuple[Transition, ...] = (
    Transition(M.PROPOSED, Step.CONFIRM_FREEZE, M.IN_FORCE, Who.SECOND),
    Transition(M.PROPOSED, Step.REFUSE, M.REFUSED, Who.SECOND),
    Transition(M.PROPOSED, Step.WITHDRAW, M.WITHDRAWN, Who.PROPOSER),
    Transition(M.IN_FORCE, Step.PROPOSE_FREEZE, M.PROPOSED, Who.OFFICER),
    Transition(M.IN_FORCE, Step.PROPOSE_RELEASE, M.RELEASE_PROPOSED, Who.OFFICER),
    Transition(M.RELEASE_PROPOSED, Step.CONFIRM_RELEASE, M.RELEASED, Who.SECOND),
    Transition(M.RELEASE_PROPOSED, Step.KEEP, M.IN_FORCE, Who.SECOND),
    Transition(M.RELEASE_PROPOSED, Step.RETRACT, M.IN_FORCE, Who.PROPOSER),
    Transition(M.IN_FORCE, Step.EXEMPT, M.IN_FORCE, Who.OFFICER),
    Transition(M.RELEASE_PROPOSED, Step.EXEMPT, M.RELEASE_PROPOSED, Who.OFFICER),
)

EXEMPTIONS: tuple[Transition, ...] = (
    Transition(E.WAITING, Step.GRANT, E.PASSED, Who.SECOND),
    Transition(E.WAITING, Step.DENY, E.REFUSED, Who.SECOND),
)

REPORTS: tuple[Transition, ...] = (
    Transition(R.WAITING, Step.APPROVE, R.APPROVED, Who.SECOND),
    Transition(R.WAITING, Step.REFUSE, R.REFUSED, Who.SECOND),
    Transition(R.WAITING, Step.WITHDRAW, R.WITHDRAWN, Who.PROPOSER),
    Transition(R.APPROVED, Step.SEND, R.SENT, Who.OFFICER),
)

TABLE: tuple[Transition, ...] = (*HITS, *DISPOSITIONS, *ALERTS, *MEASURES, *EXEMPTIONS, *REPORTS)

_ROWS = {(type(row.state), row.state, row.step): row for row in TABLE}

CONFIRMING = {Outcome.TRUE_MATCH: Step.CONFIRM_MATCH, Outcome.FALSE_POSITIVE: Step.CONFIRM_CLEARING}

# Pairs, because states of different kinds may have equal texts ("refused"), which a mapping would take for one.
NEXT_STEPS: tuple[tuple[State, str], ...] = (
    (D.CONFIRMED, "it was confirmed already; only a supervisor can reopen it"),
    (D.REFUSED, "it was refused already; propose anew"),
    (D.WITHDRAWN, "its proposer withdrew it; propose anew"),
    (D.OVERTAKEN, "a side changed in the meantime; look at what changed, then propose anew"),
    (D.RECORDED, "an inconclusive one is not confirmed; propose a judgement"),
    (H.PROPOSED, "it waits for a second officer; confirm, refuse or withdraw that proposal"),
    (H.TRUE_MATCH, "it is judged; a supervisor can reopen it"),
    (H.FALSE_POSITIVE, "it is judged; a supervisor can reopen it"),
    (A.TRUE_MATCH, "nothing is left to do; a supervisor can reopen it"),
    (A.CLEARED, "nothing is left to do; a supervisor can reopen it"),
    (A.GONE, "nothing is left to do"),
    (M.PROPOSED, "it waits for a second officer; confirm, refuse or withdraw it"),
    (M.RELEASE_PROPOSED, "its release waits for a second officer; confirm, refuse or withdraw that"),
    (M.RELEASED, "it was released; a new measure can be proposed"),
    (M.REFUSED, "it was refused; a new measure can be proposed"),
    (M.WITHDRAWN, "it was withdrawn; a new measure can be proposed"),
    (E.PASSED, "it passed already"),
    (E.REFUSED, "it was refused; record another one"),
    (R.APPROVED, "it was approved; send it and mark it as sent"),
    (R.REFUSED, "it was refused; write it anew"),
    (R.WITHDRAWN, "its writer withdrew it; write it anew"),
    (R.SENT, "it was sent already; write a further one"),
)

_NEXT = {(type(state), state): words for state, words in NEXT_STEPS}


def transition(what: str, state: State, step: Step) -> Transition:
    """The row for a step from a state. Raises NotAllowedNow where there is none."""
    row = _ROWS.get((type(state), state, step))
    if row is None:
        raise NotAllowedNow(what, state.value, step.value, _NEXT.get((type(state), state), "look at it again"))
    return row


def officer_of(actor: Actor, step: Step) -> OfficerId:
    """Who takes a step: always a person (S3). Raises Forbidden for the node and the machine's command line."""
    if actor.officer is None:
        raise Forbidden(step.value, "a machine never decides; an officer must do it")
    return actor.officer


def person_for(row: Transition, disposition: Disposition, actor: Actor) -> OfficerId:
    """The officer who takes a step on a proposal, if the right person. Raises SamePerson, NotAllowedNow, Forbidden."""
    return right_person(row, str(disposition), disposition.proposed_by, actor)


def right_person(row: Transition, what: str, proposer: OfficerId, actor: Actor) -> OfficerId:
    """The officer who takes a step, if the right person for it. Raises SamePerson, NotAllowedNow, Forbidden."""
    officer = officer_of(actor, row.step)
    if row.who is Who.SECOND and officer == proposer:
        raise SamePerson(what, row.step.value)
    if row.who is Who.PROPOSER and officer != proposer:
        raise NotAllowedNow(what, row.state.value, row.step.value, "only its proposer can; you can refuse it")
    return officer


KINDS = (
    ("hit", HITS),
    ("proposal", DISPOSITIONS),
    ("alert", ALERTS),
    ("measure", MEASURES),
    ("exemption", EXEMPTIONS),
    ("report", REPORTS),
)


def rules() -> tuple[tuple[str, str, str, str, str], ...]:
    """The table in words: of what, from, step, to, who. For documentation and for pages."""
    return tuple(
        (of, row.state.value, row.step.value, row.next.value, row.who.value) for of, rows in KINDS for row in rows
    )
