"""A demonstration is made in an empty home only, with people who can work, and never beside real data."""

import json
import os
import subprocess
import sys
from base64 import b32decode
from pathlib import Path

import pytest

from comity import runtime
from comity.model.errors import BadRequest, NotFound
from comity.model.officer import Role
from comity.node.demonstration import invented_logins, is_demonstration, logins, mark_demonstration, shown_code
from comity.store.models import AlertRow, DispositionRow, LogEntry, MeasureRow, Officer, ReleaseTaskRow, ReportRow
from second_factors import code


def test_every_role_has_an_officer_and_no_two_demonstrations_share_a_password() -> None:
    made, again = invented_logins(), invented_logins()
    assert {role for login in made for role in login.roles} == {role.value for role in Role}
    assert not {login.password for login in made} & {login.password for login in again}
    assert not {login.secret for login in made} & {login.secret for login in again}


def test_only_an_empty_home_becomes_a_demonstration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    held = tmp_path / "held"
    held.mkdir()
    (held / "node.sqlite3").touch()
    with pytest.raises(BadRequest, match="not empty"):
        mark_demonstration(held, invented_logins())
    assert not is_demonstration(held)
    home = tmp_path / "home"
    mark_demonstration(home, invented_logins())
    assert is_demonstration(home)
    assert (home / "DEMONSTRATION").stat().st_mode & 0o777 == 0o600
    with pytest.raises(BadRequest, match="not empty"):
        mark_demonstration(home, invented_logins())


def test_the_code_of_an_officer_is_shown_for_who_has_no_authenticator(tmp_path: Path) -> None:
    home = tmp_path / "home"
    mark_demonstration(home, invented_logins())
    shown = subprocess.run(
        [sys.executable, "-m", "comity.cli.main", "demo-node", "--code", "ana"],
        env={**os.environ, "COMITY_HOME": str(home)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    secret = next(each.secret for each in logins(home) if each.username == "ana")
    key = b32decode(secret).hex()
    assert shown.stdout.strip() in {code(key), code(key, steps=-1)}
    with pytest.raises(NotFound, match="nobody"):
        shown_code(home, "nobody", runtime.now())


def test_a_database_of_its_own_is_never_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://somebody@example.org/real")
    with pytest.raises(BadRequest, match="DATABASE_URL"):
        mark_demonstration(tmp_path / "home", invented_logins())


@pytest.mark.django_db
def test_it_holds_work_that_two_persons_did_and_work_that_is_left(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from comity.node.demonstrate import prepare_demonstration

    home = tmp_path / "home"
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("COMITY_HOME", str(home))
    mark_demonstration(home, invented_logins())
    prepare_demonstration(root / "examples", home, runtime.now())
    assert {officer.username for officer in Officer.objects.all()} == {login.username for login in logins(home)}
    assert {"proposed", "open", "true match"} <= set(AlertRow.objects.values_list("state", flat=True))
    confirmed = DispositionRow.objects.filter(state="confirmed")
    false = confirmed.filter(outcome="false positive")
    assert confirmed.count() > 30
    assert 0.6 < false.count() / confirmed.count() < 0.95  # as in a bank that knows its customers by name alone
    assert set(MeasureRow.objects.values_list("kind", "state")) == {
        ("freeze", "in force"), ("freeze", "proposed"), ("hold", "in force"),
    }  # fmt: skip
    assert set(ReportRow.objects.values_list("state", flat=True)) == {"waiting", "approved", "sent"}
    assert not ReleaseTaskRow.objects.exists()
    entries = list(LogEntry.objects.order_by("index").values_list("at", flat=True))
    assert entries[:-1] == sorted(entries[:-1])
    assert not [each for each in confirmed if each.proposed_by_id == each.second_by_id]
    assert LogEntry.objects.count() > 50
    told = json.loads((home / "DEMONSTRATION").read_text())
    assert {each["username"] for each in told} == {login.username for login in logins(home)}
