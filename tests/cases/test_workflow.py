"""Every state × every step × every person, against the one table."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_work import CLEARED, MATCH, NOW, UNSURE, found, later
from comity.cases.alert import WORK, Alert, AlertHit, AlertState, HitState, Origin, is_overdue, state_of
from comity.cases.disposition import Disposition, DispositionState, Judgement, Outcome
from comity.cases.ids import AlertId, DispositionId, HitId, RunId
from comity.cases.judge import Judged, assign, attributed, confirm, escalate, propose, refuse, reopen, withdraw
from comity.cases.pair import SubjectKey
from comity.cases.workflow import ALERTS, CONFIRMING, DISPOSITIONS, HITS, NEXT_STEPS, TABLE, Step, Who, transition
from comity.model.errors import BadRequest, ComityError, Forbidden, NotAllowedNow, NotFound, SamePerson
from comity.model.officer import Actor, Door, OfficerId, Role
from invented_screening import SAMIR, USAMA, VOLNA

EVERY_ROLE = frozenset(Role)
ANN = Actor("Ann", EVERY_ROLE, Door.WEB, OfficerId(1), confirmed=True)
SUE = Actor("Sue", EVERY_ROLE, Door.WEB, OfficerId(2), confirmed=True)
MACHINES = (Actor("timer", frozenset(), Door.WATCH), Actor("root", frozenset(), Door.CLI))
JUDGEMENTS = {Outcome.TRUE_MATCH: MATCH, Outcome.FALSE_POSITIVE: CLEARED, Outcome.INCONCLUSIVE: UNSURE}


def hit_in(state: HitState, number: int = 1, designation: object = USAMA) -> AlertHit:
    finding = found(SAMIR, USAMA if designation is USAMA else VOLNA)
    id_ = None if state is HitState.UNJUDGED else DispositionId(7)
    return AlertHit(finding.hit, (finding.designation,), "d" * 32, NOW, state=state, disposition=id_, id=HitId(number))


def alert_with(*hits: AlertHit) -> Alert:
    key = SubjectKey("customers", SAMIR.id)
    closed = None if state_of(hits) in WORK else NOW
    origin = Origin(RunId("run-1"), Door.WATCH, "timer")
    return Alert(AlertId(1), key, SAMIR, origin, hits, NOW, later(24), 1, closed_at=closed)


def proposal(state: DispositionState, judgement: Judgement, alert: Alert) -> Disposition:
    listings = tuple(hit.listing for hit in alert.hits)
    assert ANN.officer is not None
    return Disposition(DispositionId(7), alert.id, listings, judgement, ANN.officer, NOW, state)


def row_for(state: HitState, step: Step) -> HitState | None:
    found_rows = [row.next for row in HITS if (row.state, row.step) == (state, step)]
    assert len(found_rows) <= 1
    return HitState(found_rows[0]) if found_rows else None


# --- the table itself ---------------------------------------------------------------------------


def test_no_step_from_a_state_has_two_rows() -> None:
    assert len({(type(row.state), row.state, row.step) for row in TABLE}) == len(TABLE)


def test_what_is_to_do_next_is_told_for_the_state_that_is_meant() -> None:
    assert len({(type(state), state) for state, _ in NEXT_STEPS}) == len(NEXT_STEPS)
    for state, told in NEXT_STEPS:
        missing = next(
            step
            for step in Step
            if not any((type(r.state), r.state, r.step) == (type(state), state, step) for r in TABLE)
        )
        with pytest.raises(NotAllowedNow) as refused:
            transition("it", state, missing)
        assert refused.value.next_step == told


def test_only_a_second_officer_makes_a_true_match_or_a_clearing() -> None:
    decided = [row for row in HITS if row.next in (HitState.TRUE_MATCH, HitState.FALSE_POSITIVE)]
    assert decided
    assert {row.who for row in decided} == {Who.SECOND}
    assert {row.state for row in decided} == {HitState.PROPOSED}
    assert [row.who for row in DISPOSITIONS if row.next is DispositionState.CONFIRMED] == [Who.SECOND]


def test_the_node_never_makes_a_judgement() -> None:
    assert {row.next for row in TABLE if row.who is Who.NODE} == {HitState.UNJUDGED, DispositionState.OVERTAKEN}


def test_every_hit_state_can_be_reached_and_left() -> None:
    assert {row.next for row in HITS} == set(HitState) == {row.state for row in HITS}


# --- every state, step and person ---------------------------------------------------------------


@pytest.mark.parametrize(("state", "outcome"), list(product(HitState, Outcome)))
def test_a_judgement_is_possible_exactly_where_the_table_has_a_row(state: HitState, outcome: Outcome) -> None:
    alert = alert_with(hit_in(state))
    step = Step.RECORD if outcome is Outcome.INCONCLUSIVE else Step.PROPOSE
    expected = row_for(state, step)
    if expected is None:
        with pytest.raises(NotAllowedNow):
            propose(alert, [HitId(1)], JUDGEMENTS[outcome], actor=ANN, now=NOW)
    else:
        judged = propose(alert, [HitId(1)], JUDGEMENTS[outcome], actor=ANN, now=NOW)
        assert judged.alert.hits[0].state is expected
    for machine in MACHINES:
        with pytest.raises(Forbidden):
            propose(alert, [HitId(1)], JUDGEMENTS[outcome], actor=machine, now=NOW)


SecondStep = Callable[[Alert, Disposition, Actor], Judged]
SECOND_STEPS: dict[Step, SecondStep] = {
    Step.CONFIRM: lambda alert, made, actor: confirm(alert, made, actor=actor, now=NOW),
    Step.REFUSE: lambda alert, made, actor: refuse(alert, made, "the photograph differs", actor=actor, now=NOW),
    Step.WITHDRAW: lambda alert, made, actor: withdraw(alert, made, actor=actor, now=NOW),
}


@pytest.mark.parametrize(
    ("state", "step", "outcome", "actor"),
    list(product(DispositionState, SECOND_STEPS, (Outcome.TRUE_MATCH, Outcome.FALSE_POSITIVE), (ANN, SUE, *MACHINES))),
)
def test_a_second_look_is_possible_exactly_for_whom_the_table_says(
    state: DispositionState, step: Step, outcome: Outcome, actor: Actor
) -> None:
    alert = alert_with(hit_in(HitState.PROPOSED))
    made = proposal(state, JUDGEMENTS[outcome], alert)
    rows = [row for row in DISPOSITIONS if (row.state, row.step) == (state, step)]
    allowed = {Who.SECOND: SUE, Who.PROPOSER: ANN}[rows[0].who] is actor if rows else False
    if allowed:
        judged = SECOND_STEPS[step](alert, made, actor)
        assert judged.disposition.state is rows[0].next
        inner = CONFIRMING[outcome] if step is Step.CONFIRM else step
        assert judged.alert.hits[0].state is row_for(HitState.PROPOSED, inner)
        assert judged.disposition.second is not None
        assert judged.disposition.second.by == actor.officer
        return
    with pytest.raises((NotAllowedNow, Forbidden)) as refused:
        SECOND_STEPS[step](alert, made, actor)
    if rows and actor is ANN:
        assert isinstance(refused.value, SamePerson)
    if rows and actor.officer is None:
        assert isinstance(refused.value, Forbidden)


@pytest.mark.parametrize("state", HitState)
def test_only_what_is_judged_by_two_can_be_reopened(state: HitState) -> None:
    alert = alert_with(hit_in(state))
    if row_for(state, Step.REOPEN) is None:
        with pytest.raises(NotAllowedNow):
            reopen(alert, [HitId(1)], actor=SUE, now=NOW)
    else:
        again = reopen(alert, [HitId(1)], actor=SUE, now=NOW)
        assert (again.state, again.closed_at, again.hits[0].disposition) == (AlertState.OPEN, None, None)
    with pytest.raises(Forbidden):
        reopen(alert, [HitId(1)], actor=MACHINES[0], now=NOW)


@pytest.mark.parametrize(("state", "step"), list(product(AlertState, (Step.ASSIGN, Step.ESCALATE))))
def test_only_work_is_assigned_and_escalated(state: AlertState, step: Step) -> None:
    hit = {
        AlertState.PROPOSED: hit_in(HitState.PROPOSED),
        AlertState.OPEN: hit_in(HitState.UNJUDGED),
        AlertState.INCONCLUSIVE: hit_in(HitState.INCONCLUSIVE),
        AlertState.TRUE_MATCH: hit_in(HitState.TRUE_MATCH),
        AlertState.CLEARED: hit_in(HitState.FALSE_POSITIVE),
        AlertState.GONE: replace(hit_in(HitState.UNJUDGED), gone_at=NOW),
    }[state]
    alert = alert_with(hit)
    assert alert.state is state

    def act() -> Alert:
        return assign(alert, OfficerId(3)) if step is Step.ASSIGN else escalate(alert, "why", actor=ANN, now=NOW)

    if any((row.state, row.step) == (state, step) for row in ALERTS):
        assert act().state is state
    else:
        with pytest.raises(NotAllowedNow):
            act()


# --- what is said -------------------------------------------------------------------------------


def test_a_refusal_says_what_is_so_and_what_to_do() -> None:
    with pytest.raises(NotAllowedNow, match=r"proposal/7 is refused: confirm is not possible; .*propose anew"):
        transition("proposal/7", DispositionState.REFUSED, Step.CONFIRM)


def test_the_second_officer_who_refuses_must_say_why() -> None:
    alert = alert_with(hit_in(HitState.PROPOSED))
    with pytest.raises(BadRequest, match="say why"):
        refuse(alert, proposal(DispositionState.WAITING, CLEARED, alert), "  ", actor=SUE, now=NOW)


@pytest.mark.parametrize(
    ("judgement", "message"),
    [
        (Judgement(Outcome.TRUE_MATCH, ()), "needs a reason"),
        (Judgement(Outcome.TRUE_MATCH, ("other-birth",), "text"), "none for a true match"),
        (Judgement(Outcome.TRUE_MATCH, ("same-number",)), "own words"),
        (Judgement(Outcome.FALSE_POSITIVE, ("clear-other",)), "own words"),
        (Judgement(Outcome.INCONCLUSIVE, ("asked",), " "), "own words"),
        (Judgement(Outcome.FALSE_POSITIVE, ("other-birth",), "\x00"), "no text"),
        (Judgement(Outcome.FALSE_POSITIVE, ("other-birth",), "x" * 20_001), "20,001 characters"),
        (Judgement(Outcome.FALSE_POSITIVE, ("other-birth",), evidence=("\ud800",)), "no text"),
    ],
)
def test_a_judgement_without_sound_reasons_is_refused(judgement: Judgement, message: str) -> None:
    with pytest.raises(BadRequest, match=message):
        propose(alert_with(hit_in(HitState.UNJUDGED)), [HitId(1)], judgement, actor=ANN, now=NOW)


def test_only_hits_of_the_alert_are_judged_and_at_least_one() -> None:
    alert = alert_with(hit_in(HitState.UNJUDGED))
    with pytest.raises(NotFound):
        propose(alert, [HitId(1), HitId(99)], CLEARED, actor=ANN, now=NOW)
    with pytest.raises(BadRequest):
        propose(alert, [], CLEARED, actor=ANN, now=NOW)


def test_one_hit_that_cannot_be_judged_stops_the_whole_proposal() -> None:
    alert = alert_with(hit_in(HitState.UNJUDGED, 1), hit_in(HitState.TRUE_MATCH, 2, VOLNA))
    with pytest.raises(NotAllowedNow):
        propose(alert, [HitId(1), HitId(2)], CLEARED, actor=ANN, now=NOW)


# --- laws over any sequence of orders -----------------------------------------------------------

ORDERS = st.lists(
    st.tuples(
        st.sampled_from(["propose", *SECOND_STEPS, "reopen"]),
        st.sampled_from([ANN, SUE]),
        st.sampled_from(list(Outcome)),
        st.sampled_from([(1,), (2,), (1, 2)]),
    ),
    max_size=12,
)


@given(ORDERS)
def test_whatever_is_ordered_two_persons_stand_behind_every_true_match_and_clearing(
    orders: list[tuple[str, Actor, Outcome, tuple[int, ...]]],
) -> None:
    alert = alert_with(hit_in(HitState.UNJUDGED, 1), hit_in(HitState.UNJUDGED, 2, VOLNA))
    made: dict[DispositionId, Disposition] = {}
    for number, (order, actor, outcome, hits) in enumerate(orders, start=1):
        try:
            if order == "propose":
                ids = [HitId(each) for each in hits]
                judged = propose(alert, ids, JUDGEMENTS[outcome], actor=actor, now=later(number))
                judged = attributed(judged, DispositionId(number))
            elif order == "reopen":
                alert = reopen(alert, [HitId(each) for each in hits], actor=actor, now=later(number))
                continue
            elif not made:
                continue
            else:
                judged = SECOND_STEPS[Step(order)](alert, list(made.values())[-1], actor)
        except ComityError:
            continue
        assert judged.disposition.id is not None
        alert, made[judged.disposition.id] = judged.alert, judged.disposition
        check(alert, made)


def check(alert: Alert, made: dict[DispositionId, Disposition]) -> None:
    for hit in alert.hits:
        assert (hit.disposition is None) == (hit.state is HitState.UNJUDGED)
        if hit.disposition is None:
            continue
        behind = made[hit.disposition]
        assert hit.listing in behind.listings
        if hit.state in (HitState.TRUE_MATCH, HitState.FALSE_POSITIVE):
            assert behind.state is DispositionState.CONFIRMED
            assert behind.second is not None
            assert behind.second.by not in (None, behind.proposed_by)
            assert hit.state.value == behind.outcome.value
        if hit.state is HitState.PROPOSED:
            assert behind.state is DispositionState.WAITING
    assert (alert.closed_at is None) == (alert.state in WORK)
    assert not is_overdue(alert, NOW)
