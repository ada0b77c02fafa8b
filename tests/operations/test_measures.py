"""Freezing and releasing with two persons, on the real database; reports and letters from the same record."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from case_work import CLEARED, MATCH, NOW, TIMER, UNSURE, alert_of, all_hits, customer, found, later
from comity.audit.entry import Outcome as Logged
from comity.cases.alert import Alert
from comity.cases.measure import (
    Asset,
    AssetKind,
    Exemption,
    ExemptionBasis,
    ExemptionState,
    Measure,
    MeasureKind,
    MeasureState,
)
from comity.cases.measuring import Wanted
from comity.cases.release_task import Cause, TaskState
from comity.cases.report_state import ReportState
from comity.cases.reports import Institution, Reporter
from comity.model.errors import BadRequest, Forbidden, LostRace, NotAllowedNow, SamePerson
from comity.model.money import money
from comity.model.officer import Actor, Role
from comity.operations.answer_redress import AnswerRedress, answer_redress
from comity.operations.approve_report import ApproveReport, approve_report
from comity.operations.confirm_disposition import ConfirmDisposition, confirm_disposition
from comity.operations.confirm_measure import ConfirmMeasure, confirm_measure
from comity.operations.deny_exemption import DenyExemption, deny_exemption
from comity.operations.freeze_held import FreezeHeld, freeze_held
from comity.operations.grant_exemption import GrantExemption, grant_exemption
from comity.operations.hold_property import HoldProperty, hold_property
from comity.operations.import_edition import Arrival, ImportEdition, import_edition
from comity.operations.mark_report_sent import MarkReportSent, mark_report_sent
from comity.operations.print_letter import PrintLetter, print_letter
from comity.operations.print_report import PrintReport, print_report
from comity.operations.propose_disposition import ProposeDisposition, propose_disposition
from comity.operations.propose_freeze import ProposeFreeze, propose_freeze
from comity.operations.propose_release import ProposeRelease, propose_release
from comity.operations.record_exemption import RecordExemption, record_exemption
from comity.operations.record_redress import RecordRedress, record_redress
from comity.operations.refuse_measure import RefuseMeasure, refuse_measure
from comity.operations.reopen_hits import ReopenHits, reopen_hits
from comity.operations.review_measures import ReviewMeasures, review_measures
from comity.operations.show_measures import ShowMeasures, show_measures
from comity.operations.withdraw_measure import WithdrawMeasure, withdraw_measure
from comity.operations.write_report import Means, WriteReport, write_report
from comity.store import alerts, log, measures
from comity.store.editions import EditionStore
from comity.store.models import MeasureRow
from invented_list import SOURCE, file_of, invented_designation, persons

ACCOUNT = Asset(AssetKind.ACCOUNT, "Current account", "KG12", "S. Invented", money("1 250.50", "kgs"), ("a spouse",))
BANK = Institution("Invented Bank", "417", "", "1 Invented Square", "Bishkek", "KG", "KGS")

LISTED = invented_designation("P1")

Acting = Callable[..., Actor]
Held = Callable[[bool], EditionStore]


@pytest.fixture
def held_lists(tmp_path: Path) -> Held:
    """The lists of a node: held(True) with the listing behind the measure in force, held(False) without."""

    def held(present: bool) -> EditionStore:
        content = file_of(*persons(3, first=1 if present else 2))
        file = tmp_path / f"{present}.txt"
        file.write_bytes(content)
        store = EditionStore(tmp_path / f"home-{present}")
        import_edition(ImportEdition(SOURCE, (Arrival(file, file.name),)), store=store, now=NOW)
        return store

    return held


@pytest.fixture
def ann(acting: Acting) -> Actor:
    return acting("ann", Role.ANALYST)


@pytest.fixture
def bob(acting: Acting) -> Actor:
    return acting("bob", Role.SUPERVISOR)


def judged(ann: Actor, bob: Actor, judgement: Any = MATCH) -> Alert:
    """An alert whose hits two officers have judged."""
    alert = alert_of(found(customer(1), LISTED))
    order = ProposeDisposition(alert.id, alert.version, all_hits(alert), judgement)
    proposed = propose_disposition(order, actor=ann, now=later())
    made = proposed.disposition
    if made.id is None:
        raise AssertionError
    return confirm_disposition(ConfirmDisposition(made.id, proposed.alert.version), actor=bob, now=later(2)).alert


def wanted(alert: Alert, why: str = "the account of the listed one") -> Wanted:
    return Wanted(all_hits(alert)[0], ACCOUNT, why)


def frozen(ann: Actor, bob: Actor) -> Measure:
    alert = judged(ann, bob)
    proposed = propose_freeze(ProposeFreeze(alert.id, alert.version, wanted(alert)), actor=ann, now=later(3))
    return confirm_measure(ConfirmMeasure(ident(proposed), proposed.version), actor=bob, now=later(4))


def ident(measure: Measure) -> Any:
    assert measure.id is not None
    return measure.id


def test_a_freeze_is_proposed_by_one_and_confirmed_by_another(ann: Actor, bob: Actor) -> None:
    measure = frozen(ann, bob)
    assert (measure.kind, measure.state) == (MeasureKind.FREEZE, MeasureState.IN_FORCE)
    assert measure.since == later(3)  # out of reach since the proposal
    assert (measure.proposed.by, measure.confirmed and measure.confirmed.by) == (ann.officer, bob.officer)
    assert measure.asset == ACCOUNT
    assert measure.basis.legal_basis
    told = [each.entry.action for each in log.logged(log.LogFilter(), newest_first=False) if each.entry is not None]
    assert told[-2:] == ["measures.propose", "measures.confirm"]


def test_nobody_confirms_their_own_freeze_even_with_both_roles(acting: Acting, ann: Actor, bob: Actor) -> None:
    both = acting("eve", Role.ANALYST, Role.SUPERVISOR)
    alert = judged(ann, bob)
    measure = propose_freeze(ProposeFreeze(alert.id, alert.version, wanted(alert)), actor=both, now=later(3))
    for session in (both, replace(both, scopes=frozenset({"measures:decide"})), replace(both, roles=bob.roles)):
        with pytest.raises(SamePerson):
            confirm_measure(ConfirmMeasure(ident(measure), measure.version), actor=session, now=later(4))
    assert measures.load(ident(measure)).state is MeasureState.PROPOSED


def test_the_database_itself_refuses_a_measure_confirmed_by_its_proposer(ann: Actor, bob: Actor) -> None:
    measure = frozen(ann, bob)
    with pytest.raises(IntegrityError), transaction.atomic():
        MeasureRow.objects.filter(pk=ident(measure)).update(confirmed_by=ann.officer)


def test_nothing_is_frozen_before_the_true_match_is_confirmed(ann: Actor) -> None:
    alert = alert_of(found(customer(1), LISTED))
    with pytest.raises(NotAllowedNow, match="a hold is possible"):
        propose_freeze(ProposeFreeze(alert.id, alert.version, wanted(alert)), actor=ann, now=later())


def test_a_hold_by_one_officer_becomes_a_freeze_by_two(ann: Actor, bob: Actor) -> None:
    alert = alert_of(found(customer(1), LISTED))
    held = hold_property(HoldProperty(alert.id, wanted(alert)), actor=ann, now=later())
    assert (held.kind, held.state, held.binding) == (MeasureKind.HOLD, MeasureState.IN_FORCE, True)
    with pytest.raises(NotAllowedNow, match="confirm the true match first"):
        freeze_held(FreezeHeld(ident(held), held.version, "it is the one"), actor=ann, now=later(2))
    order = ProposeDisposition(alert.id, alert.version, all_hits(alert), MATCH)
    proposed = propose_disposition(order, actor=ann, now=later(2)).disposition
    assert proposed.id is not None
    version = alerts.load(alert.id).version
    confirm_disposition(ConfirmDisposition(proposed.id, version), actor=bob, now=later(3))
    asked = freeze_held(FreezeHeld(ident(held), held.version, "it is the one"), actor=ann, now=later(4))
    done = confirm_measure(ConfirmMeasure(ident(asked), asked.version), actor=bob, now=later(5))
    assert (done.kind, done.state, done.since) == (MeasureKind.FREEZE, MeasureState.IN_FORCE, later())


def test_a_hold_ends_within_days_and_running_out_is_an_alarm_never_a_release(ann: Actor, tmp_path: Path) -> None:
    alert = alert_of(found(customer(1), LISTED))
    with pytest.raises(BadRequest, match="within 3 days"):
        hold_property(
            HoldProperty(alert.id, replace(wanted(alert), until=NOW + timedelta(days=9))), actor=ann, now=later()
        )
    held = hold_property(HoldProperty(alert.id, wanted(alert)), actor=ann, now=later())
    late = later(1 + 72)
    done = review_measures(ReviewMeasures(EditionStore(tmp_path)), actor=TIMER, now=late)
    assert [task.cause for task in done.opened] == [Cause.RUN_OUT]
    assert measures.load(ident(held)).binding


def test_a_release_needs_two_and_a_refused_one_keeps_the_freeze(ann: Actor, bob: Actor) -> None:
    measure = frozen(ann, bob)
    asked = propose_release(ProposeRelease(ident(measure), measure.version, "delisted"), actor=bob, now=later(5))
    with pytest.raises(SamePerson):
        confirm_measure(ConfirmMeasure(ident(asked), asked.version), actor=bob, now=later(6))
    with pytest.raises(Forbidden):
        confirm_measure(ConfirmMeasure(ident(asked), asked.version), actor=ann, now=later(6))
    back = withdraw_measure(WithdrawMeasure(ident(asked), asked.version), actor=bob, now=later(6))
    assert (back.state, back.binding) == (MeasureState.IN_FORCE, True)
    again = propose_release(ProposeRelease(ident(back), back.version, "delisted"), actor=ann, now=later(7))
    kept = refuse_measure(RefuseMeasure(ident(again), again.version, "still listed"), actor=bob, now=later(8))
    assert kept.state is MeasureState.IN_FORCE
    last = propose_release(ProposeRelease(ident(kept), kept.version, "now it is"), actor=ann, now=later(9))
    ended = confirm_measure(ConfirmMeasure(ident(last), last.version), actor=bob, now=later(10))
    assert (ended.state, ended.binding, ended.ended_at) == (MeasureState.RELEASED, False, later(10))
    assert [turn.step for turn in ended.history][-1] == "confirm the release"


def test_who_saw_an_older_state_changes_nothing(ann: Actor, bob: Actor) -> None:
    measure = frozen(ann, bob)
    propose_release(ProposeRelease(ident(measure), measure.version, "delisted"), actor=ann, now=later(5))
    with pytest.raises((LostRace, NotAllowedNow)):
        propose_release(ProposeRelease(ident(measure), measure.version, "mistake"), actor=bob, now=later(5))


def test_a_delisting_opens_one_task_on_every_measure_and_a_release_closes_it(
    ann: Actor, bob: Actor, held_lists: Held
) -> None:
    measure = frozen(ann, bob)
    with_it, without = held_lists(True), held_lists(False)
    assert review_measures(ReviewMeasures(with_it), actor=TIMER, now=later(5)).opened == ()
    gone = review_measures(ReviewMeasures(without), actor=TIMER, now=later(6))
    assert [(task.cause, task.measure) for task in gone.opened] == [(Cause.DELISTED, measure.id)]
    assert review_measures(ReviewMeasures(without), actor=TIMER, now=later(7)).opened == ()
    shown = show_measures(ShowMeasures(), actor=ann, now=later(7))
    assert [task.cause for task in shown.tasks] == [Cause.DELISTED]
    asked = propose_release(ProposeRelease(ident(measure), measure.version, "delisted"), actor=ann, now=later(8))
    confirm_measure(ConfirmMeasure(ident(asked), asked.version), actor=bob, now=later(9))
    assert [task.state for task in measures.tasks_of(ident(measure))] == [TaskState.RELEASED]


def test_a_listing_that_comes_back_closes_the_task(ann: Actor, bob: Actor, held_lists: Held) -> None:
    frozen(ann, bob)
    review_measures(ReviewMeasures(held_lists(False)), actor=TIMER, now=later(6))
    back = review_measures(ReviewMeasures(held_lists(True)), actor=TIMER, now=later(7))
    assert [task.state for task in back.closed] == [TaskState.GROUND_IS_BACK]


def test_a_list_that_is_not_held_says_nothing_about_its_measures(ann: Actor, bob: Actor, tmp_path: Path) -> None:
    frozen(ann, bob)
    assert review_measures(ReviewMeasures(EditionStore(tmp_path)), actor=TIMER, now=later(6)).opened == ()


def test_reopening_the_judgement_behind_a_freeze_asks_for_its_release(ann: Actor, bob: Actor, tmp_path: Path) -> None:
    measure = frozen(ann, bob)
    alert = alerts.load(measure.alert)
    reopen_hits(ReopenHits(alert.id, alert.version, all_hits(alert), "a passport came in"), actor=bob, now=later(5))
    done = review_measures(ReviewMeasures(EditionStore(tmp_path)), actor=TIMER, now=later(6))
    assert [task.cause for task in done.opened] == [Cause.REJUDGED]


def test_a_true_match_without_any_measure_shows(ann: Actor, bob: Actor) -> None:
    alert = judged(ann, bob)
    assert show_measures(ShowMeasures(), actor=ann, now=later(5)).without == (alert.id,)
    propose_freeze(ProposeFreeze(alert.id, alert.version, wanted(alert)), actor=ann, now=later(5))
    assert show_measures(ShowMeasures(), actor=ann, now=later(5)).without == ()


def test_humanitarian_supplies_pass_with_a_record_other_exemptions_need_two(ann: Actor, bob: Actor) -> None:
    measure = frozen(ann, bob)
    aid = Exemption(ExemptionBasis.HUMANITARIAN, None, "a relief agency", "medical supplies", "", NOW.date())
    measure = record_exemption(RecordExemption(ident(measure), measure.version, aid), actor=ann, now=later(5))
    assert [each.state for each in measure.exemptions] == [ExemptionState.PASSED]
    with pytest.raises(BadRequest, match="notification, approval or licence"):
        replace(aid, basis=ExemptionBasis.BASIC_EXPENSES)
    rent = replace(aid, basis=ExemptionBasis.BASIC_EXPENSES, authorisation="notified 2026-08-01")
    measure = record_exemption(RecordExemption(ident(measure), measure.version, rent), actor=bob, now=later(6))
    waiting = measure.exemptions[1].id
    assert waiting is not None
    with pytest.raises(SamePerson):
        grant_exemption(GrantExemption(ident(measure), measure.version, waiting), actor=bob, now=later(7))


def test_a_second_officer_grants_or_denies_an_exemption(ann: Actor, bob: Actor) -> None:
    measure = frozen(ann, bob)
    rent = Exemption(ExemptionBasis.BASIC_EXPENSES, money("300", "USD"), "landlord", "rent", "notified", NOW.date())
    for _ in range(2):
        measure = record_exemption(RecordExemption(ident(measure), measure.version, rent), actor=ann, now=later(6))
    first, second = (each.id for each in measure.exemptions)
    assert first is not None
    assert second is not None
    measure = grant_exemption(GrantExemption(ident(measure), measure.version, first), actor=bob, now=later(7))
    measure = deny_exemption(DenyExemption(ident(measure), measure.version, second, "twice"), actor=bob, now=later(7))
    assert [each.state for each in measure.exemptions] == [ExemptionState.PASSED, ExemptionState.REFUSED]
    with pytest.raises(NotAllowedNow):
        grant_exemption(GrantExemption(ident(measure), measure.version, second), actor=bob, now=later(8))


def test_the_node_itself_proposes_and_confirms_nothing(ann: Actor, bob: Actor) -> None:
    alert = judged(ann, bob)
    with pytest.raises(Forbidden, match="never decides"):
        propose_freeze(ProposeFreeze(alert.id, alert.version, wanted(alert)), actor=TIMER, now=later(3))
    with pytest.raises(Forbidden, match="never decides"):
        hold_property(HoldProperty(alert.id, wanted(alert)), actor=TIMER, now=later(3))


def test_a_report_leaves_only_after_a_second_officer_approved_it(acting: Acting, ann: Actor, bob: Actor) -> None:
    measure = frozen(ann, bob)
    sender = acting("xen", Role.EXCHANGE_OFFICER)
    order = WriteReport(
        ident(measure), "ofac_blocking", "FR/2026-1", "what happened", "frozen", Reporter("A", "B"), Means(BANK)
    )
    report = write_report(order, actor=sender, now=later(5))
    assert report.id is not None
    assert report.due_on == date(2026, 8, 14)  # ten business days after a Sunday
    with pytest.raises(NotAllowedNow, match="must approve"):
        print_report(PrintReport(report.id, "xml"), actor=sender, now=later(6))
    with pytest.raises(SamePerson):
        approve_report(ApproveReport(report.id, report.version), actor=sender, now=later(6))
    report = approve_report(ApproveReport(report.id, report.version), actor=bob, now=later(6))
    assert report.id is not None
    assert b"FR/2026-1" in print_report(PrintReport(report.id, "xml"), actor=sender, now=later(7)).content
    sent = mark_report_sent(MarkReportSent(report.id, report.version, "receipt 9"), actor=sender, now=later(8))
    assert (sent.state, sent.receipt) == (ReportState.SENT, "receipt 9")


def test_a_goaml_report_says_what_was_frozen(ann: Actor, bob: Actor) -> None:
    measure = frozen(ann, bob)
    order = WriteReport(ident(measure), "goaml", "G-1", "why", "frozen", Reporter("A", "B"), Means(BANK))
    report = write_report(order, actor=ann, now=later(5))
    assert report.id is not None
    approve_report(ApproveReport(report.id, report.version), actor=bob, now=later(6))
    file = print_report(PrintReport(report.id, "xml"), actor=bob, now=later(7))
    assert b"<balance>1250.50</balance>" in file.content
    with pytest.raises(BadRequest, match="xml"):
        print_report(PrintReport(report.id, "pdf"), actor=bob, now=later(7))


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_person_wrongly_hit_gets_an_answer_and_a_letter(ann: Actor, bob: Actor, language: str) -> None:
    alert = judged(ann, bob, CLEARED)
    request = record_redress(RecordRedress(alert.id, "Самир أ", "I am not he"), actor=ann, now=later(5))
    assert request.id is not None
    with pytest.raises(NotAllowedNow, match="answer it first"):
        print_letter(PrintLetter(request.id, BANK, language), actor=bob, now=later(6))
    answered = answer_redress(AnswerRedress(request.id, request.version, "Your passport."), actor=bob, now=later(6))
    assert answered.state == "cleared"
    assert print_letter(PrintLetter(request.id, BANK, language), actor=bob, now=later(7)).content.startswith(b"%PDF")


def test_a_request_is_not_answered_before_two_officers_judged(ann: Actor, bob: Actor) -> None:
    alert = alert_of(found(customer(1), LISTED))
    request = record_redress(RecordRedress(alert.id, "S", "not me"), actor=ann, now=later())
    assert request.id is not None
    order = ProposeDisposition(alert.id, alert.version, all_hits(alert), UNSURE)
    propose_disposition(order, actor=ann, now=later())
    with pytest.raises(NotAllowedNow, match="judge its hits first"):
        answer_redress(AnswerRedress(request.id, request.version, "no"), actor=bob, now=later(2))


def test_every_step_leaves_an_entry_that_names_who_and_on_which_ground(ann: Actor, bob: Actor) -> None:
    measure = frozen(ann, bob)
    mine = [
        each.entry
        for each in log.logged(log.LogFilter(), newest_first=False)
        if each.entry is not None and each.entry.subject == str(measure)
    ]
    assert [(entry.actor, entry.outcome) for entry in mine] == [
        (f"officer/{ann.officer}", Logged.DONE),
        (f"officer/{bob.officer}", Logged.DONE),
    ]
    assert all(entry.details["legal_basis"] and entry.versions["editions"] for entry in mine)
