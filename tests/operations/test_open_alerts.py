"""Alerts from screenings: one a subject, the same when repeated, whatever the text."""

from dataclasses import replace

import pytest

from case_work import EDITIONS, NOW, TIMER, alert_of, found, later, opened, other_listing, run
from comity.cases.ids import AlertId
from comity.operations.open_alerts import OpenAlerts, open_alerts
from comity.store import alerts, log
from invented_screening import SAMIR, TARIK, USAMA, VOLNA

pytestmark = pytest.mark.usefixtures("db")


def actions() -> list[str]:
    return [each.entry.action for each in log.logged(log.LogFilter(), newest_first=False) if each.entry]


def test_one_alert_a_subject_with_all_its_hits() -> None:
    done = opened(found(SAMIR), found(SAMIR, VOLNA), found(TARIK))
    assert len(done.opened) == 2
    first, second = (alerts.load(id_) for id_ in done.opened)
    assert sorted([len(first.hits), len(second.hits)]) == [1, 2]
    assert {first.subject, second.subject} == {SAMIR, TARIK}
    assert first.edition is not None
    assert first.due_at == later(24)


def test_the_same_run_a_second_time_changes_nothing_and_writes_nothing() -> None:
    opened(found(SAMIR), found(TARIK))
    before, written = alerts.load_many([AlertId(1), AlertId(2)]), actions()
    done = opened(found(SAMIR), found(TARIK), now=later(3))
    assert (done.opened, done.updated, done.unchanged) == ((), (), 2)
    assert alerts.load_many([AlertId(1), AlertId(2)]) == before
    assert actions() == written


def test_another_run_adds_to_the_open_alert_instead_of_opening_a_second_one() -> None:
    first = alert_of(found(SAMIR))
    second = alert_of(found(SAMIR, other_listing("QDi.905")), name="run-2")
    assert first.id == second.id
    assert len(second.hits) == 2
    assert second.version == first.version + 1


def test_the_same_number_in_another_portfolio_is_another_subject() -> None:
    opened(found(SAMIR))
    order = OpenAlerts(run("run-1", "suppliers"), (found(SAMIR),), EDITIONS)
    assert len(open_alerts(order, actor=TIMER, now=NOW).opened) == 1


def test_records_that_follow_each_other_under_one_id_are_one_subject() -> None:
    alert = alert_of(found(SAMIR), found(replace(TARIK, id=SAMIR.id), VOLNA))
    assert alert.subject.names == (*SAMIR.names, *TARIK.names)


def test_hostile_text_of_customers_and_lists_is_kept_as_it_is() -> None:
    hostile = replace(SAMIR, id=type(SAMIR.id)("\x00" + "id" * 5000), names=("<script>\x00\u202e",))
    listing = other_listing("\x00" + "R" * 9000)
    alert = alert_of(found(hostile, listing))
    assert alert.subject == hostile
    assert alert.hits[0].listed == (listing,)
    assert alert_of(found(hostile, other_listing("2")), name="run-2").id == alert.id


def test_two_parts_of_one_list_under_one_reference_are_one_hit() -> None:
    part = replace(USAMA, entity=replace(USAMA.entity, births=()), place="other part")
    alert = alert_of(found(SAMIR, part, 0.85), found(SAMIR, USAMA, 0.9))
    assert [hit.listed for hit in alert.hits] == [(USAMA, part)]
    assert alert.hits[0].hit.score == 0.9
