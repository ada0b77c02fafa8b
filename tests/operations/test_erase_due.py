"""Retention: nothing that something rests on disappears, nothing that is due stays, and the log still verifies."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_work import CLEARED, MATCH, NOW, TIMER, alert_of, all_hits, customer, found, later, opened
from comity.cases.alert import Alert, AlertState
from comity.cases.disposition import Judgement
from comity.cases.measure import Asset, AssetKind
from comity.cases.measuring import Wanted
from comity.cases.retention import RULES, STANDARD, Periods, RecordKind, periods
from comity.model.errors import BadRequest, BrokenFile, Forbidden
from comity.model.officer import Actor, Role
from comity.operations.confirm_disposition import ConfirmDisposition, confirm_disposition
from comity.operations.confirm_measure import ConfirmMeasure, confirm_measure
from comity.operations.erase_due import Erased, EraseDue, erase_all_due, erase_due
from comity.operations.propose_disposition import ProposeDisposition, propose_disposition
from comity.operations.propose_freeze import ProposeFreeze, propose_freeze
from comity.operations.propose_release import ProposeRelease, propose_release
from comity.operations.record_redress import RecordRedress, record_redress
from comity.operations.verify_log import VerifyLog, verify_log
from comity.store import attachment_files, log
from comity.store.log import LogFilter
from comity.store.log_keys import SigningKeys, public_key
from comity.store.models import AlertRow, JudgedPairRow, ListedRow, MeasureRow, RedressRow

DAY = timedelta(days=1)
SOON, LATE = NOW + 30 * DAY, NOW + 5000 * DAY


@pytest.fixture
def ann(acting: Callable[..., Actor]) -> Actor:
    return acting("ann", Role.ANALYST)


@pytest.fixture
def bob(acting: Callable[..., Actor]) -> Actor:
    return acting("bob", Role.SUPERVISOR)


@pytest.fixture
def keys(tmp_path: Path) -> SigningKeys:
    return SigningKeys(tmp_path / "keys", "node.example")


def erased(now: datetime, keys: SigningKeys, of: Periods = STANDARD) -> dict[RecordKind, int]:
    return {done.kind: done.records for done in erase_all_due(of, keys, actor=TIMER, now=now)}


def judged(ann: Actor, bob: Actor, judgement: Judgement, number: int = 1) -> Alert:
    alert = alert_of(found(customer(number)), name=f"run-{number}")
    made = propose_disposition(
        ProposeDisposition(alert.id, alert.version, all_hits(alert), judgement), actor=ann, now=later()
    )
    assert made.disposition.id is not None
    return confirm_disposition(
        ConfirmDisposition(made.disposition.id, made.alert.version), actor=bob, now=later(2)
    ).alert


def frozen(ann: Actor, bob: Actor) -> Any:
    alert = judged(ann, bob, MATCH)
    wanted = Wanted(all_hits(alert)[0], Asset(AssetKind.ACCOUNT, "account"), "listed")
    measure = propose_freeze(ProposeFreeze(alert.id, alert.version, wanted), actor=ann, now=later(3))
    assert measure.id is not None
    return confirm_measure(ConfirmMeasure(measure.id, measure.version), actor=bob, now=later(4))


def test_open_alerts_stay_however_old_they_are(db: None, keys: SigningKeys) -> None:  # noqa: ARG001
    alert = alert_of(found(customer(1)))
    erased(LATE, keys)
    assert AlertRow.objects.filter(pk=alert.id).exists()


def test_a_cleared_alert_stays_for_its_time_and_goes_after_it(ann: Actor, bob: Actor, keys: SigningKeys) -> None:
    alert = judged(ann, bob, CLEARED)
    assert alert.state is AlertState.CLEARED
    assert erased(SOON, keys)[RecordKind.CLEARED_ALERTS] == 0
    done = erased(LATE, keys)
    assert (done[RecordKind.JUDGEMENTS], done[RecordKind.CLEARED_ALERTS]) == (1, 1)
    assert not AlertRow.objects.exists()
    assert not ListedRow.objects.exists()


def test_a_cleared_pair_that_is_still_met_keeps_its_alert_and_stays_silent(
    ann: Actor, bob: Actor, keys: SigningKeys
) -> None:
    judged(ann, bob, CLEARED)
    met = NOW + 2000 * DAY
    opened(found(customer(1)), name="run-later", now=met)
    done = erased(met + 30 * DAY, keys)
    assert (done[RecordKind.JUDGEMENTS], done[RecordKind.CLEARED_ALERTS]) == (0, 0)
    assert opened(found(customer(1)), name="run-last", now=met + 31 * DAY).opened == ()


def test_what_is_frozen_keeps_everything_that_it_rests_on(ann: Actor, bob: Actor, keys: SigningKeys) -> None:
    measure = frozen(ann, bob)
    done = erased(LATE, keys)
    assert done[RecordKind.MEASURES] == done[RecordKind.TRUE_MATCHES] == done[RecordKind.JUDGEMENTS] == 0
    release = propose_release(ProposeRelease(measure.id, measure.version, "delisted"), actor=ann, now=LATE)
    confirm_measure(ConfirmMeasure(measure.id, release.version), actor=bob, now=LATE)
    assert erased(LATE + 30 * DAY, keys)[RecordKind.MEASURES] == 0  # released only a month ago
    last = erased(LATE + 2000 * DAY, keys)
    assert (last[RecordKind.MEASURES], last[RecordKind.TRUE_MATCHES]) == (1, 1)
    assert not MeasureRow.objects.exists()
    assert not AlertRow.objects.exists()
    assert not JudgedPairRow.objects.exists()


def test_an_open_request_for_redress_keeps_its_alert(ann: Actor, bob: Actor, keys: SigningKeys) -> None:
    alert = judged(ann, bob, CLEARED)
    record_redress(RecordRedress(alert.id, "S", "not me"), actor=ann, now=later(3))
    done = erased(LATE, keys)
    assert (done[RecordKind.REDRESS], done[RecordKind.CLEARED_ALERTS]) == (0, 0)
    assert RedressRow.objects.exists()


def test_erasing_twice_erases_nothing_more_and_the_log_still_verifies(
    ann: Actor, bob: Actor, keys: SigningKeys, acting: Callable[..., Actor]
) -> None:
    for number in range(3):
        judged(ann, bob, CLEARED, number)
    assert erased(LATE, keys)[RecordKind.CLEARED_ALERTS] == 3
    again = erased(LATE, keys)
    assert {kind: count for kind, count in again.items() if count and kind is not RecordKind.LOG} == {}
    auditor = acting("eve", Role.AUDITOR)
    own = public_key(keys.folder)
    assert own is not None
    verified = verify_log(VerifyLog((own,)), actor=auditor, now=LATE)
    assert (verified.sound, verified.examination.findings) == (True, ())
    assert verified.examination.erased > 0
    told = [each.entry for each in log.logged(LogFilter(action="retention.run")) if each.entry is not None]
    assert {entry.subject for entry in told} >= {"retention/cleared-alerts", "retention/judgements"}


def test_shorter_periods_of_a_node_are_followed(ann: Actor, bob: Actor, keys: SigningKeys) -> None:
    judged(ann, bob, CLEARED)
    own = periods("cleared-alerts = 10\njudgements = 10\n", "retention.toml")
    assert erased(SOON, keys, own)[RecordKind.CLEARED_ALERTS] == 1


def test_only_an_administrator_or_the_node_itself_erases(ann: Actor, acting: Callable[..., Actor]) -> None:
    order = EraseDue(RecordKind.RUNS, STANDARD)
    with pytest.raises(Forbidden):
        erase_due(order, actor=ann, now=NOW)
    assert isinstance(erase_due(order, actor=acting("adm", Role.ADMINISTRATOR), now=NOW), Erased)


def test_contents_that_no_alert_refers_to_go_but_not_the_youngest(tmp_path: Path) -> None:
    kept, _ = attachment_files.keep(tmp_path, io.BytesIO(b"kept"), limit=100)
    other, _ = attachment_files.keep(tmp_path, io.BytesIO(b"other"), limit=100)
    assert attachment_files.erase_others(tmp_path, {kept}, before=0.0) == 0
    assert attachment_files.erase_others(tmp_path, {kept}, before=1e12) == 1
    assert [path.name for path in (tmp_path / attachment_files.FOLDER).iterdir()] == [kept]
    assert other != kept


@pytest.mark.parametrize("text", ["watches = -1", "watches = true", "watches = 99999999", 'watches = "1"', "never = 3"])
def test_a_period_that_cannot_be_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(BadRequest, match=r"retention\.toml"):
        periods(text, "retention.toml")


def test_a_file_of_periods_that_is_none_is_refused() -> None:
    with pytest.raises(BrokenFile, match="one kind a line"):
        periods("watches: 3", "retention.toml")


@given(st.sampled_from(RecordKind), st.integers(0, 36_500))
def test_a_period_changes_its_own_kind_alone(kind: RecordKind, days: int) -> None:
    own = periods(f"{kind.value} = {days}", "retention.toml")
    assert own.days == {**STANDARD.days, kind: days}
    assert own.before(kind, NOW) == NOW - timedelta(days=days)
    assert replace(own, days=dict(STANDARD.days)) == STANDARD
    assert set(RULES) == set(RecordKind)
