"""`comity alerts`: a token says which officer it is, a one-time code that it is the person; four eyes hold here."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django_otp.plugins.otp_totp.models import TOTPDevice

from beside import database_url
from case_work import alert_of, found
from comity.cases.alert import Alert, AlertState
from comity.model.officer import Door, OfficerId, Role
from comity.operations.create_token import CreateToken, create_token
from comity.store import alerts, dispositions, log
from invented_screening import SAMIR
from node_programs import AT_THE_MACHINE
from second_factors import code, enrol

pytestmark = pytest.mark.usefixtures("transactional_db")
Run = Callable[..., "subprocess.CompletedProcess[str]"]
SCOPES = ("alerts:read", "alerts:write", "alerts:decide")


@pytest.fixture
def officer(appoint: Callable[..., Any]) -> Callable[..., str]:
    """Appoints an officer with an authenticator; their token."""

    def made(name: str, role: Role, *scopes: str) -> str:
        row = appoint(name, role)
        enrol(row)
        order = CreateToken(OfficerId(row.pk), "terminal", frozenset(scopes or SCOPES))
        return create_token(order, actor=AT_THE_MACHINE, now=datetime.now(UTC)).secret

    return made


@pytest.fixture
def comity(tmp_path: Path) -> Run:
    """Runs `comity alerts …` as the officer of a token, on the database of this test."""

    def run(token: str, *words: object, typed: str = "", ends: int = 0) -> "subprocess.CompletedProcess[str]":
        environment = {**os.environ, "DATABASE_URL": database_url(), "COMITY_HOME": str(tmp_path)}
        environment["COMITY_TOKEN"] = token
        command = [sys.executable, "-m", "comity.cli.main", "alerts", *map(str, words)]
        ran = subprocess.run(command, env=environment, input=typed + "\n", capture_output=True, text=True)
        assert ran.returncode == ends, ran.stdout + ran.stderr
        return ran

    return run


@pytest.fixture
def alert() -> Alert:
    return alert_of(found(SAMIR))


def next_code() -> str:
    """A code half a minute later: as if the time had passed since the last one."""
    TOTPDevice.objects.update(last_t=-1)
    return code()


def judging(alert: Alert) -> tuple[object, ...]:
    return (
        "propose", alert.id, "--seen", alert.version, "--outcome", "false positive", "--reason", "other-birth",
        "--evidence", "passport seen",
    )  # fmt: skip


def test_an_alert_is_seen_judged_by_one_and_confirmed_by_another(
    comity: Run, officer: Callable[..., str], alert: Alert
) -> None:
    ann, sue = officer("ann", Role.ANALYST), officer("sue", Role.SUPERVISOR)
    assert SAMIR.names[0] in comity(ann, "list").stdout
    shown = comity(ann, "show", alert.id).stdout
    assert f"version {alert.version}" in shown
    assert alert.hits[0].hit.listed_name in shown
    comity(ann, "take", alert.id)
    taken = alerts.load(alert.id)
    told = comity(ann, *judging(taken), typed=code()).stderr
    assert "proposed" in told
    (made,) = dispositions.of_alert(alert.id)
    seen = alerts.load(alert.id).version
    refused = comity(ann, "confirm", made.id, "--seen", seen, typed=next_code(), ends=1).stderr
    assert "not open to you" in refused  # an analyst confirms nothing
    assert "cleared" in comity(sue, "confirm", made.id, "--seen", seen, typed=code()).stderr
    assert alerts.load(alert.id).state is AlertState.CLEARED
    entries = [each.entry for each in log.logged(log.LogFilter(action="alerts.confirm")) if each.entry]
    assert {(each.outcome.value, each.details["door"]) for each in entries} == {
        ("done", Door.CLI.value), ("refused", Door.CLI.value),
    }  # fmt: skip


def test_nobody_confirms_their_own_at_the_terminal_either(
    comity: Run, officer: Callable[..., str], alert: Alert
) -> None:
    sue = officer("sue", Role.SUPERVISOR)
    comity(sue, *judging(alert), typed=code())
    (made,) = dispositions.of_alert(alert.id)
    seen = alerts.load(alert.id).version
    refused = comity(sue, "confirm", made.id, "--seen", seen, typed=next_code(), ends=1)
    assert "another person" in refused.stderr
    assert alerts.load(alert.id).state is AlertState.PROPOSED


@pytest.mark.parametrize("typed", ["", "000000", "not a code"])
def test_a_token_alone_decides_nothing(comity: Run, officer: Callable[..., str], alert: Alert, typed: str) -> None:
    comity(officer("ann", Role.ANALYST), *judging(alert), typed=typed, ends=1)
    assert alerts.load(alert.id).state is AlertState.OPEN


def test_without_a_token_or_its_scope_nothing_is_shown(comity: Run, officer: Callable[..., str], alert: Alert) -> None:
    assert "COMITY_TOKEN" in comity("", "list", ends=2).stderr
    assert SAMIR.names[0] not in comity("cmt_0000000000_x", "list", ends=1).stdout
    assert SAMIR.names[0] not in comity(officer("bot", Role.ANALYST, "screen"), "show", alert.id, ends=1).stdout
    assert SAMIR.names[0] not in comity(officer("adm", Role.ADMINISTRATOR), "list", ends=1).stdout


def test_who_saw_another_version_is_told_to_look_again(comity: Run, officer: Callable[..., str], alert: Alert) -> None:
    words = [*judging(alert), "--hit", alert.hits[0].id]
    words[3] = alert.version + 7
    assert "look" in comity(officer("ann", Role.ANALYST), *words, typed=code(), ends=1).stderr
