"""Alerts from screenings to judgements by two persons, on the real database."""

import io
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from case_work import (
    CLEARED,
    MATCH,
    NOW,
    TIMER,
    UNSURE,
    alert_of,
    all_hits,
    customer,
    found,
    later,
    opened,
    other_listing,
)
from comity.cases.alert import Alert, AlertState, HitState
from comity.cases.disposition import DispositionState, Judgement, SecondLook
from comity.cases.ids import AlertId, DispositionId, RunId
from comity.cases.judge import Judged, reopen
from comity.cases.pair import Pair
from comity.model.errors import (
    BadRequest,
    BrokenFile,
    Forbidden,
    LostRace,
    NotAllowedNow,
    NotFound,
    SamePerson,
    TooLarge,
)
from comity.model.officer import Actor, Door, Role
from comity.operations.add_note import NoteOnAlert, NoteOnCase, add_note
from comity.operations.assign_alerts import AssignAlerts, assign_alerts
from comity.operations.attach_file import AttachFile, ReadAttachment, attach_file, read_attachment
from comity.operations.confirm_disposition import ConfirmDisposition, confirm_disposition
from comity.operations.escalate_alert import EscalateAlert, escalate_alert
from comity.operations.join_alerts import JoinAlerts, OpenCase, TakeOut, join_alerts, open_case, take_out
from comity.operations.propose_disposition import ProposeDisposition, propose_disposition
from comity.operations.refuse_disposition import RefuseDisposition, refuse_disposition
from comity.operations.reopen_hits import ReopenHits, reopen_hits
from comity.operations.show_alert import ShowAlert, show_alert
from comity.operations.show_case import ShowCase, show_case
from comity.operations.take_alerts import HandBackAlerts, TakeAlerts, hand_back_alerts, take_alerts
from comity.operations.withdraw_disposition import WithdrawDisposition, withdraw_disposition
from comity.store import alerts, dispositions, judged_pairs, log, runs
from invented_screening import SAMIR, USAMA, VOLNA

pytestmark = pytest.mark.usefixtures("db")

Acting = Callable[..., Actor]

AMENDED = replace(USAMA, entity=replace(USAMA.entity, genders=()))


@pytest.fixture
def ann(acting: Acting) -> Actor:
    return acting("ann", Role.ANALYST)


@pytest.fixture
def sue(acting: Acting) -> Actor:
    return acting("sue", Role.SUPERVISOR)


def proposed(alert: Alert, judgement: Judgement, actor: Actor) -> Judged:
    order = ProposeDisposition(alert.id, alert.version, all_hits(alert), judgement)
    return propose_disposition(order, actor=actor, now=later(1))


def id_of(judged: Judged) -> DispositionId:
    assert judged.disposition.id is not None
    return judged.disposition.id


def confirmed(judged: Judged, actor: Actor) -> Judged:
    order = ConfirmDisposition(id_of(judged), judged.alert.version)
    return confirm_disposition(order, actor=actor, now=later(2))


def actions() -> list[str]:
    return [each.entry.action for each in log.logged(log.LogFilter(), newest_first=False) if each.entry]


# --- two persons --------------------------------------------------------------------------------


def test_a_clearing_by_two_persons_makes_the_pair_silent_until_a_side_changes(ann: Actor, sue: Actor) -> None:
    alert = alert_of(found(SAMIR))
    judged = confirmed(proposed(alert, CLEARED, ann), sue)
    assert judged.alert.state is AlertState.CLEARED
    assert judged.alert.closed_at == later(2)
    quiet = opened(found(SAMIR, score=0.95), name="run-2")
    assert (quiet.opened, quiet.silent) == ((), 1)
    assert opened(found(SAMIR, score=0.95), name="run-2").silent == 1
    second = runs.load(RunId("run-2"))
    assert second is not None
    assert second.silent == 1  # a run repeated counts once
    back = alert_of(found(SAMIR, AMENDED), name="run-3")
    assert back.id != alert.id
    assert [(each.field, each.gone, each.new) for each in back.hits[0].changes] == [("genders", ("male",), ())]
    assert judged_pairs.in_force([Pair(alert.key, back.hits[0].listing)]) == {}


def test_a_returned_alert_shows_what_was_said_before(ann: Actor, sue: Actor) -> None:
    confirmed(proposed(alert_of(found(SAMIR)), CLEARED, ann), sue)
    back = alert_of(found(SAMIR, AMENDED), name="run-2")
    shown = show_alert(ShowAlert(back.id), actor=ann, now=later(5))
    ((earlier,),) = shown.earlier.values()
    assert earlier.state is DispositionState.CONFIRMED
    assert [each.state for each in shown.others] == [AlertState.CLEARED]
    assert shown.officers[earlier.proposed_by] == "Ann"


@pytest.mark.parametrize("door", [Door.WEB, Door.API, Door.CLI])
@pytest.mark.parametrize("judgement", [MATCH, CLEARED])
def test_nobody_confirms_their_own_proposal_by_any_door(acting: Acting, door: Door, judgement: Judgement) -> None:
    both = acting("both", Role.ANALYST, Role.SUPERVISOR)
    judged = proposed(alert_of(found(SAMIR)), judgement, both)
    other_browser = replace(both, door=door, roles=frozenset(Role), scopes=frozenset({"alerts:decide"}))
    with pytest.raises(SamePerson):
        confirmed(judged, other_browser)
    assert alerts.load(judged.alert.id).state is AlertState.PROPOSED


def test_the_database_itself_refuses_a_second_look_by_the_first_person(ann: Actor) -> None:
    waiting = proposed(alert_of(found(SAMIR)), MATCH, ann)
    by_hand = replace(
        waiting.disposition, state=DispositionState.CONFIRMED, second=SecondLook(later(2), ann.officer, "")
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        dispositions.save(by_hand, waiting.disposition)


def test_the_node_and_the_machines_command_line_judge_nothing(ann: Actor) -> None:
    alert = alert_of(found(SAMIR))
    waiting = proposed(alert, MATCH, ann)
    for machine in (TIMER, Actor("root", frozenset(), Door.CLI)):
        with pytest.raises(Forbidden):
            proposed(alert, CLEARED, machine)
        with pytest.raises(Forbidden):
            confirmed(waiting, machine)


def test_an_analyst_is_no_second_officer(ann: Actor, acting: Acting) -> None:
    waiting = proposed(alert_of(found(SAMIR)), MATCH, ann)
    with pytest.raises(Forbidden):
        confirmed(waiting, acting("bob", Role.ANALYST))


def test_a_refusal_gives_reasons_and_opens_the_alert_again(ann: Actor, sue: Actor) -> None:
    waiting = proposed(alert_of(found(SAMIR)), MATCH, ann)
    order = RefuseDisposition(id_of(waiting), waiting.alert.version, "another birth date")
    judged = refuse_disposition(order, actor=sue, now=later(2))
    assert (judged.alert.state, judged.disposition.state) == (AlertState.OPEN, DispositionState.REFUSED)
    with pytest.raises(NotAllowedNow, match="refused already"):
        confirmed(waiting, sue)
    assert proposed(judged.alert, CLEARED, ann).alert.state is AlertState.PROPOSED


def test_only_who_proposed_withdraws(ann: Actor, sue: Actor) -> None:
    waiting = proposed(alert_of(found(SAMIR)), MATCH, ann)
    order = WithdrawDisposition(id_of(waiting), waiting.alert.version)
    with pytest.raises(NotAllowedNow, match="only its proposer"):
        withdraw_disposition(order, actor=sue, now=later(2))
    assert withdraw_disposition(order, actor=ann, now=later(2)).alert.state is AlertState.OPEN


def test_an_inconclusive_judgement_holds_at_once_and_the_clock_runs_on(ann: Actor) -> None:
    alert = alert_of(found(SAMIR))
    judged = proposed(alert, UNSURE, ann)
    assert (judged.alert.state, judged.disposition.state) == (AlertState.INCONCLUSIVE, DispositionState.RECORDED)
    assert (judged.alert.due_at, judged.alert.closed_at) == (alert.due_at, None)
    assert opened(found(SAMIR), name="run-2").silent == 0


def test_what_an_officer_did_not_look_at_nobody_judges(ann: Actor, sue: Actor) -> None:
    alert = alert_of(found(SAMIR))
    waiting = proposed(alert, CLEARED, ann)
    alert_of(found(SAMIR, other_listing("QDi.905")), name="run-2")
    with pytest.raises(LostRace):
        confirmed(waiting, sue)
    with pytest.raises(LostRace):
        proposed(alert, CLEARED, ann)


def test_a_proposal_falls_when_a_side_changes_before_the_second_look(ann: Actor, sue: Actor) -> None:
    waiting = proposed(alert_of(found(SAMIR)), CLEARED, ann)
    now_other = alert_of(found(SAMIR, AMENDED), name="run-2")
    assert now_other.state is AlertState.OPEN
    order = ConfirmDisposition(id_of(waiting), now_other.version)
    with pytest.raises(NotAllowedNow, match="a side changed"):
        confirm_disposition(order, actor=sue, now=later(3))


def test_reopening_ends_the_silence(ann: Actor, sue: Actor) -> None:
    judged = confirmed(proposed(alert_of(found(SAMIR)), CLEARED, ann), sue)
    alert = judged.alert
    order = ReopenHits(alert.id, alert.version, all_hits(alert), "the passport was forged")
    again = reopen_hits(order, actor=sue, now=later(3))
    assert (again.id, again.state) == (alert.id, AlertState.OPEN)
    assert judged_pairs.in_force([Pair(alert.key, alert.hits[0].listing)]) == {}


def test_what_is_reopened_goes_to_the_alert_that_the_subject_has_open_by_now(ann: Actor, sue: Actor) -> None:
    judged = confirmed(proposed(alert_of(found(SAMIR)), CLEARED, ann), sue)
    newer = alert_of(found(SAMIR, other_listing("QDi.905")), name="run-2")
    alert = judged.alert
    order = ReopenHits(alert.id, alert.version, all_hits(alert), "the passport was forged")
    again = reopen_hits(order, actor=sue, now=later(3))
    assert again.id == newer.id
    assert len(again.hits) == 2
    assert alerts.load(alert.id).closed_at is not None


def test_a_pair_that_stands_in_two_alerts_is_judged_as_it_was_judged_last(ann: Actor, sue: Actor) -> None:
    first = alert_of(found(SAMIR))
    cleared = confirmed(proposed(first, CLEARED, ann), sue).alert
    (second,) = alerts.open_many([replace(first, hits=tuple(replace(hit, id=None) for hit in first.hits))]).values()
    judged = confirmed(proposed(alerts.load(second), MATCH, ann), sue)
    pair = Pair(first.key, first.hits[0].listing)
    assert judged_pairs.in_force([pair])[pair].outcome is judged.disposition.outcome
    assert alerts.load(cleared.id) == cleared


def test_an_alert_is_not_opened_again_beside_another_open_one_of_its_subject(ann: Actor, sue: Actor) -> None:
    cleared = confirmed(proposed(alert_of(found(SAMIR)), CLEARED, ann), sue).alert
    again = reopen(cleared, all_hits(cleared), actor=sue, now=later(3))
    opened(found(SAMIR, other_listing("QDi.905")), name="run-2")
    with pytest.raises(LostRace), transaction.atomic():
        alerts.save(again, cleared)


def test_every_step_leaves_its_entry_with_its_versions(ann: Actor, sue: Actor) -> None:
    confirmed(proposed(alert_of(found(SAMIR)), CLEARED, ann), sue)
    assert actions() == ["alerts.open", "alerts.propose", "alerts.confirm"]
    for each in log.logged(log.LogFilter(subject="alert/1")):
        assert each.entry is not None
        assert each.entry.versions["editions"]
        assert each.entry.versions["engine"] == ["comity 0.1.0"]


# --- other work ---------------------------------------------------------------------------------


def test_alerts_are_assigned_in_bulk_and_closed_ones_are_left(ann: Actor, sue: Actor) -> None:
    done = opened(found(customer(1)), found(customer(2)), found(customer(3)))
    closed = confirmed(proposed(alerts.load(done.opened[0]), CLEARED, ann), sue).alert
    assigned = assign_alerts(AssignAlerts(done.opened, ann.officer), actor=sue, now=later(3))
    assert set(assigned.done) == set(done.opened) - {closed.id}
    assert [id_ for id_, _ in assigned.left] == [closed.id]


def test_nobody_is_given_alerts_who_works_none(sue: Actor, acting: Acting) -> None:
    auditor = acting("eve", Role.AUDITOR)
    alert = alert_of(found(SAMIR))
    with pytest.raises(BadRequest, match="works no alerts"):
        assign_alerts(AssignAlerts((alert.id,), auditor.officer), actor=sue, now=later(1))


def test_an_analyst_takes_what_is_free_and_hands_back_only_their_own(ann: Actor, acting: Acting) -> None:
    bob = acting("bob", Role.ANALYST)
    alert = alert_of(found(SAMIR))
    assert take_alerts(TakeAlerts((alert.id,)), actor=ann, now=NOW).done == (alert.id,)
    assert take_alerts(TakeAlerts((alert.id,)), actor=bob, now=NOW).done == ()
    assert hand_back_alerts(HandBackAlerts((alert.id,)), actor=bob, now=NOW).left == ((alert.id, "it is not yours"),)
    assert hand_back_alerts(HandBackAlerts((alert.id,)), actor=ann, now=NOW).done == (alert.id,)


def test_an_escalated_alert_is_nobodys_until_a_supervisor_assigns_it(ann: Actor, sue: Actor) -> None:
    alert = alert_of(found(SAMIR))
    order = EscalateAlert(alert.id, alert.version, "a relative of mine")
    waiting = escalate_alert(order, actor=ann, now=later(1))
    assert waiting.escalation is not None
    assert waiting.assignee is None
    assign_alerts(AssignAlerts((alert.id,), sue.officer), actor=sue, now=later(2))
    assert alerts.load(alert.id).escalation is None


def test_alerts_are_joined_to_one_case_and_taken_out(ann: Actor) -> None:
    one, two = sorted(opened(found(customer(1)), found(customer(2))).opened)
    case = open_case(OpenCase("One family", (one,)), actor=ann, now=NOW)
    joined = join_alerts(JoinAlerts(case.id, case.version, (two,)), actor=ann, now=NOW)
    assert joined.alerts == (one, two)
    with pytest.raises(LostRace):
        join_alerts(JoinAlerts(case.id, case.version, (two,)), actor=ann, now=NOW)
    with pytest.raises(NotAllowedNow, match=f"in case/{case.id}:"):
        open_case(OpenCase("Another", (two,)), actor=ann, now=NOW)
    out = take_out(TakeOut(case.id, joined.version, (one,)), actor=ann, now=NOW)
    assert out.alerts == (two,)
    add_note(NoteOnCase(case.id, "asked the branch"), actor=ann, now=NOW)
    shown = show_case(ShowCase(case.id), actor=ann, now=NOW)
    assert ([line.id for line in shown.alerts], [note.text for note in shown.notes]) == ([two], ["asked the branch"])


def test_notes_are_kept_in_their_order(ann: Actor) -> None:
    alert = alert_of(found(SAMIR))
    for text in ("first", " second "):
        add_note(NoteOnAlert(alert.id, text), actor=ann, now=NOW)
    notes = show_alert(ShowAlert(alert.id), actor=ann, now=NOW).notes
    assert [note.text for note in notes] == ["first", "second"]
    with pytest.raises(BadRequest):
        add_note(NoteOnAlert(alert.id, " "), actor=ann, now=NOW)
    with pytest.raises(NotFound):
        add_note(NoteOnAlert(AlertId(999), "text"), actor=ann, now=NOW)


def test_an_attachment_is_kept_by_its_hash_whatever_its_name(ann: Actor, tmp_path: Path) -> None:
    alert = alert_of(found(SAMIR))
    order = AttachFile(alert.id, "../../etc/pass\x00wd\n\u202e", io.BytesIO(b"a scan"), tmp_path)
    kept = attach_file(order, actor=ann, now=NOW)
    assert kept.name == "../../etc/passwd"
    (file,) = (tmp_path / "attachments").iterdir()
    assert file.name == kept.sha256
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    read = read_attachment(ReadAttachment(alert.id, kept.id, tmp_path), actor=ann, now=NOW)
    assert read.content == b"a scan"


def test_an_attachment_of_another_alert_is_not_given_away(ann: Actor, tmp_path: Path) -> None:
    one, two = sorted(opened(found(customer(1)), found(customer(2))).opened)
    kept = attach_file(AttachFile(one, "scan.pdf", io.BytesIO(b"a scan"), tmp_path), actor=ann, now=NOW)
    with pytest.raises(NotFound):
        read_attachment(ReadAttachment(two, kept.id, tmp_path), actor=ann, now=NOW)
    judgement = replace(CLEARED, attachments=(kept.id,))
    with pytest.raises(NotFound):
        proposed(alerts.load(two), judgement, ann)
    assert proposed(alerts.load(one), judgement, ann).disposition.judgement.attachments == (kept.id,)


class Endless(io.RawIOBase):
    """A sender who never stops."""

    def read(self, size: int = -1) -> bytes:
        return b"x" * max(size, 1)


def test_an_endless_attachment_is_refused_and_leaves_nothing(ann: Actor, tmp_path: Path) -> None:
    alert = alert_of(found(SAMIR))
    with pytest.raises(TooLarge):
        attach_file(AttachFile(alert.id, "x", Endless(), tmp_path), actor=ann, now=NOW)  # type: ignore[arg-type]
    with pytest.raises(BadRequest, match="empty"):
        attach_file(AttachFile(alert.id, "x", io.BytesIO(), tmp_path), actor=ann, now=NOW)
    assert [each for each in (tmp_path / "attachments").iterdir() if each.name.startswith(".")] == []
    assert show_alert(ShowAlert(alert.id), actor=ann, now=NOW).attachments == ()


def test_a_changed_attachment_is_not_shown_as_evidence(ann: Actor, tmp_path: Path) -> None:
    alert = alert_of(found(SAMIR))
    kept = attach_file(AttachFile(alert.id, "x", io.BytesIO(b"a scan"), tmp_path), actor=ann, now=NOW)
    (tmp_path / "attachments" / kept.sha256).write_bytes(b"another")
    with pytest.raises(BrokenFile, match="not what was attached"):
        read_attachment(ReadAttachment(alert.id, kept.id, tmp_path), actor=ann, now=NOW)


def test_hits_of_one_alert_are_judged_apart(ann: Actor, sue: Actor) -> None:
    alert = alert_of(found(SAMIR), found(SAMIR, VOLNA))
    first, second = all_hits(alert)
    order = ProposeDisposition(alert.id, alert.version, (first,), MATCH)
    waiting = propose_disposition(order, actor=ann, now=later(1))
    judged = confirmed(waiting, sue)
    assert judged.alert.state is AlertState.OPEN
    states = {hit.id: hit.state for hit in judged.alert.hits}
    assert states == {first: HitState.TRUE_MATCH, second: HitState.UNJUDGED}
