"""A whole screening opens alerts while it runs; at its end, what it would have found again and did not is gone."""

from collections.abc import Sequence

import pytest

from case_work import EDITIONS, NOW, TIMER, customer, found, later, other_listing, run
from comity.cases.alert import Alert, AlertState
from comity.cases.finding_again import Scope
from comity.cases.ids import RunId
from comity.cases.pair import ListingKey, SubjectKey
from comity.model.designation import ListId, Reference
from comity.model.subject import Subject
from comity.model.subject_columns import batch_of
from comity.operations.alert_opening import AlertOpening, OpeningMeans
from comity.operations.open_alerts import Opened
from comity.operations.screening import Finding
from comity.store import alerts, runs
from invented_screening import OFAC, UN, VOLNA

pytestmark = pytest.mark.usefixtures("db")

BOTH = Scope(frozenset({UN, OFAC}))
ONE, TWO, THREE = (customer(number) for number in (1, 2, 3))


def screened(
    name: str, subjects: Sequence[Subject], findings: Sequence[Finding], scope: Scope = BOTH, *, whole: bool = False
) -> Opened:
    opening = AlertOpening(run(name), scope, OpeningMeans(TIMER, lambda: later(1), EDITIONS), portion=2)
    opening.batch(batch_of(subjects))
    for finding in findings:
        opening.finding(finding)
    return opening.finish(whole_portfolio=whole)


def only(subject: Subject) -> Alert:
    (alert,) = alerts.of_subject(SubjectKey("customers", subject.id))
    return alert


def test_what_a_screening_finds_is_opened_in_portions_and_counted() -> None:
    subjects = [customer(number) for number in range(7)]
    done = screened("one", subjects, [found(each) for each in subjects])
    assert len(done.opened) == 7
    kept = runs.load(RunId("one"))
    assert kept is not None
    assert (kept.opened, kept.updated, kept.finished_at) == (7, 0, later(1))


def test_what_was_screened_again_and_not_found_is_gone() -> None:
    screened("one", [ONE, TWO], [found(ONE), found(TWO), found(TWO, VOLNA)])
    done = screened("two", [ONE, TWO], [found(TWO, VOLNA)])
    assert len(done.updated) == 2
    assert only(ONE).state is AlertState.GONE
    assert [hit.gone_at is not None for hit in only(TWO).hits] == [True, False]
    assert only(TWO).state is AlertState.OPEN


def test_who_was_not_screened_is_not_gone() -> None:
    screened("one", [ONE, TWO], [found(ONE), found(TWO)])
    done = screened("two", [ONE], [found(ONE)])
    assert done == Opened((), (), 1, 0)
    assert only(TWO).state is AlertState.OPEN


def test_a_screening_of_other_lists_leaves_the_rest() -> None:
    screened("one", [ONE], [found(ONE), found(ONE, VOLNA)])
    screened("two", [ONE], [], Scope(frozenset({OFAC})))
    assert {hit.hit.list: hit.gone_at is not None for hit in only(ONE).hits} == {UN: False, OFAC: True}


def test_a_screening_of_changed_listings_touches_only_their_hits_in_the_whole_portfolio() -> None:
    screened("one", [ONE, TWO], [found(ONE), found(ONE, other_listing("Q.2")), found(TWO, other_listing("Q.2"))])
    changed = Scope(frozenset({UN}), frozenset({ListingKey(UN, Reference("Q.2"))}))
    done = screened("two", [], [found(TWO, other_listing("Q.2"))], changed, whole=True)
    assert {hit.hit.reference: hit.gone_at is not None for hit in only(ONE).hits} == {"QDi.904": False, "Q.2": True}
    assert only(TWO).state is AlertState.OPEN
    assert done.updated == (only(ONE).id,)


def test_a_second_record_of_the_same_subject_far_below_loses_no_hit_of_the_first() -> None:
    findings = [found(ONE), found(TWO), found(THREE), found(ONE, VOLNA)]
    for name in ("one", "two"):
        screened(name, [ONE, TWO, THREE, ONE], findings)
    assert {hit.hit.list for hit in only(ONE).hits if hit.gone_at is None} == {UN, OFAC}


def test_another_portfolio_is_left_alone() -> None:
    screened("one", [ONE], [found(ONE)])
    opening = AlertOpening(run("two", "suppliers"), BOTH, OpeningMeans(TIMER, lambda: NOW, EDITIONS))
    opening.batch(batch_of([ONE]))
    opening.finish()
    assert only(ONE).state is AlertState.OPEN


def test_a_run_that_finds_nothing_is_a_run_all_the_same() -> None:
    assert screened("one", [ONE], []) == Opened()
    kept = runs.load(RunId("one"))
    assert kept is not None
    assert kept.finished_at == later(1)
    assert ListId("un_sc") == UN
