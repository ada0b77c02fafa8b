"""Two officers at once, two runs at once, and processes killed in the midst of it: nothing lost, nothing double."""

import random
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from beside import at_once, process_beside
from case_programs import CUSTOMERS, every_alert, the_run
from case_work import (
    CLEARED,
    NOW,
    alert_of,
    all_hits,
    customer,
    found,
    later,
    opened,
    other_listing,
)
from comity.audit.entry import Outcome
from comity.cases.alert import Alert, AlertState
from comity.cases.disposition import DispositionState
from comity.cases.ids import RunId
from comity.cases.judge import Judged
from comity.cases.pair import Pair, SubjectKey
from comity.cases.workflow import NEXT_STEPS
from comity.model.errors import LostRace, NotAllowedNow, SamePerson
from comity.model.officer import Actor, Role
from comity.model.subject import Subject
from comity.operations.assign_alerts import Assigned
from comity.operations.confirm_disposition import ConfirmDisposition, confirm_disposition
from comity.operations.open_alerts import Opened
from comity.operations.propose_disposition import ProposeDisposition, propose_disposition
from comity.operations.refuse_disposition import RefuseDisposition, refuse_disposition
from comity.operations.take_alerts import TakeAlerts, take_alerts
from comity.store import alerts, dispositions, judged_pairs, log, runs
from comity.store.models import AlertRow
from invented_screening import SAMIR, USAMA, VOLNA

pytestmark = pytest.mark.usefixtures("transactional_db")

Acting = Callable[..., Actor]
ROUNDS = 8


@pytest.fixture
def people(acting: Acting) -> tuple[Actor, Actor, Actor]:
    return acting("ann", Role.ANALYST), acting("sue", Role.SUPERVISOR), acting("tom", Role.SUPERVISOR)


def waiting(alert: Alert, actor: Actor) -> Judged:
    order = ProposeDisposition(alert.id, alert.version, all_hits(alert), CLEARED)
    return propose_disposition(order, actor=actor, now=later(1))


def confirming(judged: Judged, actor: Actor) -> Callable[[], Judged]:
    assert judged.disposition.id is not None
    order = ConfirmDisposition(judged.disposition.id, judged.alert.version)
    return lambda: confirm_disposition(order, actor=actor, now=later(2))


def refusing(judged: Judged, actor: Actor) -> Callable[[], Judged]:
    assert judged.disposition.id is not None
    order = RefuseDisposition(judged.disposition.id, judged.alert.version, "another birth date")
    return lambda: refuse_disposition(order, actor=actor, now=later(2))


def of_action(action: str) -> int:
    """How many such orders were carried out; refused ones leave entries too."""
    entries = (each.entry for each in log.logged(log.LogFilter(action=action)))
    return sum(entry is not None and entry.outcome is Outcome.DONE for entry in entries)


def test_of_two_officers_who_decide_at_once_exactly_one_wins_and_the_other_is_told(
    people: tuple[Actor, Actor, Actor],
) -> None:
    ann, sue, tom = people
    for number in range(ROUNDS):
        judged = waiting(alert_of(found(customer(number))), ann)
        ended = at_once(
            [confirming(judged, sue), refusing(judged, tom), confirming(judged, tom), refusing(judged, sue)]
        )
        won = [each for each in ended if isinstance(each, Judged)]
        lost = [each for each in ended if not isinstance(each, Judged)]
        assert len(won) == 1
        assert all(isinstance(each, LostRace | NotAllowedNow) for each in lost), lost
        assert not any(isinstance(each, SamePerson) for each in lost)
        # By what each read first, on which the other may have decided just then: the version, the proposal, the hit.
        told = {each.next_step if isinstance(each, NotAllowedNow) else str(each).partition("; ")[2] for each in lost}
        again = {"look at it again", "look at it again, then decide"}
        assert told <= again | {words for _, words in NEXT_STEPS}, lost
        assert judged.disposition.id is not None
        kept = dispositions.load(judged.disposition.id)
        assert kept == won[0].disposition
        pair = Pair(judged.alert.key, judged.disposition.listings[0])
        assert (pair in judged_pairs.in_force([pair])) == (kept.state is DispositionState.CONFIRMED)
    assert of_action("alerts.confirm") + of_action("alerts.refuse") == ROUNDS


def test_a_proposer_who_confirms_through_two_browsers_at_once_is_refused_in_both(acting: Acting) -> None:
    both = acting("both", Role.ANALYST, Role.SUPERVISOR)
    judged = waiting(alert_of(found(SAMIR)), both)
    ended = at_once([confirming(judged, both), confirming(judged, replace(both, scopes=frozenset({"alerts:decide"})))])
    assert [type(each) for each in ended] == [SamePerson, SamePerson]
    assert alerts.load(judged.alert.id).state is AlertState.PROPOSED


def test_two_officers_who_propose_at_once_make_one_proposal(people: tuple[Actor, Actor, Actor]) -> None:
    for number in range(ROUNDS):
        alert = alert_of(found(customer(number)))
        order = ProposeDisposition(alert.id, alert.version, all_hits(alert), CLEARED)
        ended = at_once([partial(propose_disposition, order, actor=who, now=later(1)) for who in people])
        assert sum(isinstance(each, Judged) for each in ended) == 1
        assert all(isinstance(each, Judged | LostRace | NotAllowedNow) for each in ended), ended
        assert len(dispositions.of_alert(alert.id)) == 1


def test_an_alert_taken_by_two_at_once_is_had_by_one(people: tuple[Actor, Actor, Actor]) -> None:
    ann, sue, _ = people
    alert = alert_of(found(SAMIR))
    order = TakeAlerts((alert.id,))
    ended = at_once([partial(take_alerts, order, actor=who, now=later(1)) for who in (ann, sue)])
    assert sum(isinstance(each, Assigned) and each.done == (alert.id,) for each in ended) == 1, ended
    assert alerts.load(alert.id).assignee in (ann.officer, sue.officer)


def test_runs_at_once_on_the_same_subjects_open_one_alert_each_and_lose_no_hit() -> None:
    subjects = [customer(number) for number in range(12)]
    listings = [
        other_listing(f"Q.{number}", designation) for number, designation in enumerate((USAMA, VOLNA, USAMA, VOLNA))
    ]
    ended = at_once(
        [
            partial(opened, *(found(each, listing) for each in shuffled(subjects, at)), name=f"run-{at}")
            for at, listing in enumerate(listings)
        ]
    )
    assert all(isinstance(each, Opened) for each in ended), ended
    assert sum(len(each.opened) for each in ended if isinstance(each, Opened)) == len(subjects)
    for subject in subjects:
        (alert,) = alerts.of_subject(SubjectKey("customers", subject.id))
        assert {hit.hit.reference for hit in alert.hits} == {each.listing.reference for each in listings}
    assert of_action("alerts.open") == len(subjects)


def test_a_run_and_an_officer_at_once_leave_both_whole(people: tuple[Actor, Actor, Actor]) -> None:
    ann, sue, _ = people
    amended = replace(USAMA, entity=replace(USAMA.entity, genders=()))
    for number in range(ROUNDS):
        judged = waiting(alert_of(found(customer(number))), ann)
        ended = at_once([confirming(judged, sue), lambda: opened(found(customer(number), amended), name="run-2")])  # noqa: B023
        assert isinstance(ended[1], Opened)
        assert isinstance(ended[0], Judged | LostRace | NotAllowedNow), ended[0]
        standing = [each for each in alerts.of_subject(judged.alert.key) if each.closed_at is None]
        pair = Pair(judged.alert.key, judged.disposition.listings[0])
        # Whoever was first: the amended listing waits for an officer, and no clearing of what it was keeps it silent.
        assert [each.state for each in standing] == [AlertState.OPEN]
        assert standing[0].hits[0].listed == (amended,)
        assert standing[0].hits[0].changes
        assert judged_pairs.in_force([pair]) == {}


def shuffled(subjects: list[Subject], seed: int) -> list[Subject]:
    return random.Random(seed).sample(subjects, len(subjects))  # noqa: S311


# --- sudden deaths ------------------------------------------------------------------------------


def test_a_run_killed_again_and_again_and_then_finished_is_whole() -> None:
    chance = random.Random(4)  # noqa: S311
    for _ in range(6):
        process = process_beside("case_programs", "open")
        assert process.stdout is not None
        for _ in range(chance.randint(2, 25)):
            assert process.stdout.readline().startswith("step")
        process.kill()
        process.wait()
        process.stdout.close()
    the_run()
    whole = alerts.load_many(every_alert())
    assert len(whole) == CUSTOMERS
    assert {alert.key.subject for alert in whole} == {customer(number).id for number in range(CUSTOMERS)}
    assert {len(alert.hits) for alert in whole} == {2}
    assert {alert.version for alert in whole} == {1}
    assert of_action("alerts.open") == CUSTOMERS
    counted = runs.load(RunId("long-run"))
    assert counted is not None
    assert (counted.opened, counted.finished_at) == (CUSTOMERS, NOW)


def ids() -> list[int]:
    return list(AlertRow.objects.values_list("pk", flat=True))


def test_officers_whose_server_is_killed_in_mid_decision_lose_nothing_and_decide_nothing_twice(
    people: tuple[Actor, Actor, Actor],
) -> None:
    ann, sue, _ = people
    opened(*(found(customer(number)) for number in range(120)))
    chance, told = random.Random(5), []  # noqa: S311
    for _ in range(5):
        process = process_beside("case_programs", "decide", str(ann.officer), str(sue.officer))
        assert process.stdout is not None
        told += [process.stdout.readline().split() for _ in range(chance.randint(1, 60))]
        process.kill()
        told += [line.split() for line in process.communicate()[0].splitlines()]
    finishing = process_beside("case_programs", "decide", str(ann.officer), str(sue.officer))
    told += [line.split() for line in finishing.communicate()[0].splitlines()]
    assert finishing.returncode == 0
    steps = [tuple(each) for each in told if each]
    assert len(steps) >= 100
    assert len(set(steps)) == len(steps)  # nothing that was told was ever done again
    whole = alerts.load_many(every_alert())
    assert {alert.state for alert in whole} == {AlertState.CLEARED}
    pairs = [Pair(alert.key, alert.hits[0].listing) for alert in whole]
    assert len(judged_pairs.in_force(pairs)) == 120
    assert {len(dispositions.of_alert(alert.id)) for alert in whole} == {1}
    assert of_action("alerts.propose") == of_action("alerts.confirm") == 120
