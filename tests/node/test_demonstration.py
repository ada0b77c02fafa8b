"""A demonstration is made in an empty home only, with people who can work, and never beside real data."""

import json
from pathlib import Path

import pytest

from comity import runtime
from comity.model.errors import BadRequest
from comity.model.officer import Role
from comity.node.demonstration import invented_logins, is_demonstration, logins, mark_demonstration
from comity.store.models import AlertRow, DispositionRow, LogEntry, Officer


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
    assert confirmed.count() > 10
    assert not [each for each in confirmed if each.proposed_by_id == each.second_by_id]
    assert LogEntry.objects.count() > 50
    told = json.loads((home / "DEMONSTRATION").read_text())
    assert {each["username"] for each in told} == {login.username for login in logins(home)}
