"""What every test may ask for: the repository's own folder, and the real lists where they are at hand.

Standing here, this file also makes what several test directories share (invented_list.py) importable by name.
"""

import os
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from comity.model.officer import Actor, Door, Role

# How long an example takes says what else the machine does, and nothing of the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

if TYPE_CHECKING:
    from comity.store.models import Officer

pytest_plugins = ["node_programs", "opened_browser"]
ROOT = Path(__file__).resolve().parent.parent


def pytest_configure(config: pytest.Config) -> None:
    """Never test kernels that were compiled from older sources. Done once, before workers start."""
    if not hasattr(config, "workerinput"):
        subprocess.run([sys.executable, ROOT / "tools" / "fresh_kernels.py"], check=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what works on the database, so that it can be repeated on another one."""
    for item in items:
        if {"db", "appoint", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("database")


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real lists: COMITY_TEST_DATA, or ../shared/data beside the repository. Skips without it."""
    folder = Path(os.environ.get("COMITY_TEST_DATA") or ROOT.parent / "shared" / "data")
    if not (folder / "lists").is_dir():
        pytest.skip("the real lists are not here; name their folder with COMITY_TEST_DATA")
    return folder


@pytest.fixture(autouse=True, scope="session")
def _log_can_be_emptied_between_tests() -> None:
    """Tests that commit are cleaned up by emptying every table, which the log refuses as it should."""
    from django.test import TransactionTestCase

    from open_log import open_log

    empty = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def empty_the_log_too(case: TransactionTestCase) -> None:
        with open_log():
            empty(case)

    TransactionTestCase._fixture_teardown = empty_the_log_too  # type: ignore[attr-defined]


@pytest.fixture
def own_database() -> Iterator[str | None]:
    """The address of an empty PostgreSQL database of one test's own, where the tests run on one; None for SQLite."""
    served = os.environ.get("DATABASE_URL")
    if served is None:
        yield None
        return
    import psycopg

    name = f"own_{secrets.token_hex(6)}"
    with psycopg.connect(served, autocommit=True) as beside:
        beside.execute(f"CREATE DATABASE {name}")
        yield f"{served.rpartition('/')[0]}/{name}"
        beside.execute(f"DROP DATABASE {name} WITH (FORCE)")


Appoint = Callable[..., "Officer"]


@pytest.fixture
def appoint(db: None) -> Appoint:  # noqa: ARG001 asked for, so that there is a database
    """Makes an officer with these roles: appoint("ann", Role.ANALYST)."""

    from comity.store.models import Officer, RoleGrant

    def appointed(username: str, *roles: Role) -> Officer:
        officer = Officer.objects.create_user(username, "correct horse battery staple", name=username.title())
        for role in roles:
            RoleGrant.objects.create(officer=officer, role=role)
        return officer

    return appointed


@pytest.fixture
def acting(appoint: Appoint) -> Callable[..., Actor]:
    """An officer with these roles, a second factor shown, ready to give orders: acting("ann", Role.ANALYST)."""

    from comity.store.officers import actor_of

    def actor(username: str, *roles: Role, door: Door = Door.WEB, confirmed: bool = True) -> Actor:
        return actor_of(appoint(username, *roles), door, confirmed=confirmed)

    return actor
