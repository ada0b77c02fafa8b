"""A real browser before a real server: the demonstration's people, lists and alerts, and Debian's Chromium."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from browsing import DESKTOP, Opened
from comity import runtime

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer

# The browser is driven from the test's own thread, which also looks into the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, closed at the end."""
    if CHROMIUM is None:
        pytest.skip("no Chromium here; on Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def demonstration_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home marked as a demonstration; lists and their index are made in it once."""
    from comity.node.demonstration import invented_logins, mark_demonstration

    home = tmp_path_factory.mktemp("demonstration") / "home"
    with pytest.MonkeyPatch.context() as patched:
        patched.delenv("DATABASE_URL", raising=False)  # the tests' own database is no node's
        mark_demonstration(home, invented_logins())
    return home


@pytest.fixture
def demonstration(
    live_server: "LiveServer", demonstration_home: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The address of a node with the demonstration's people and alerts, fresh for each test."""
    from comity.node.demonstrate import prepare_demonstration

    monkeypatch.setenv("COMITY_HOME", str(demonstration_home))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    runtime.standing_screener.cache_clear()
    prepare_demonstration(root / "examples", demonstration_home, runtime.now())
    yield live_server.url
    runtime.background().submit(lambda: None).result()  # what a test left to be screened ends before its database
    runtime.standing_screener.cache_clear()


@pytest.fixture
def opened(browser: Browser, demonstration: str) -> Iterator[Opened]:
    """Opens a page as an officer of the demonstration: opened("ana", "/alerts"). A console error fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(username: str | None, path: str = "/", **options: object) -> Page:
        context = browser.new_context(**{"viewport": DESKTOP, "locale": "en-GB", **options})  # type: ignore[arg-type]
        contexts.append(context)
        if username is not None:
            context.add_cookies([{"name": "sessionid", "value": session_of(username), "url": demonstration}])
        page = context.new_page()
        page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(demonstration + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    wrong = [told for told in complaints if "status of 4" not in told]  # a refused form is a 409, and says so
    assert wrong == []


def session_of(username: str) -> str:
    """The key of a session in which this officer showed a second factor."""
    from django.test import Client
    from django_otp import DEVICE_ID_SESSION_KEY
    from django_otp.plugins.otp_totp.models import TOTPDevice

    from comity.store.officers import officer_row
    from comity.web.session import BACKEND, BEGUN, SEEN

    row, client = officer_row(username), Client()
    client.force_login(row, backend=BACKEND)
    session = client.session
    session[BEGUN] = session[SEEN] = runtime.now().timestamp()
    session[DEVICE_ID_SESSION_KEY] = TOTPDevice.objects.get(user=row, confirmed=True).persistent_id
    session.save()
    return str(session.session_key)
