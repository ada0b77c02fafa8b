"""The whole story as a new officer lives it: real server, real browser, real codes, a log verified by a third party."""

import re
import socket
import subprocess
import sys
import time
from base64 import b32decode
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browsing import DESKTOP
from second_factors import code
from story_node import ServedNode, database_of_its_own

LISTS = (
    ("un_sc", ("un_sc/consolidated.xml",)),
    ("us_ofac", ("us_ofac/sdn.csv", "us_ofac/alt.csv", "us_ofac/add.csv")),
    ("eu_fsf", ("eu_fsf/fsf-1.1.xml",)),
)
LATER = "un_sc/later/consolidated.xml"
PEOPLE = (
    ("ana", "Ana Vetrova", "analyst"),
    ("sofia", "Sofia Lindqvist", "supervisor"),
    ("sue", "Sue Park", "supervisor"),
)
INSTITUTION = 'name = "Invented Bank"\nidentifier = "417"\naddress = "1 Invented Square"\ncity = "Limassol"\n'
FIRST, OWN = "a first password of {}", "{} likes eleven green bicycles"
LISTED = "Орсан Тимурович Келденбаев"  # customer C-008; the later edition no longer lists him

# Somebody rewrites who confirmed the freeze, in the columns and in the content of one row.
ON_SQLITE = """UPDATE comity_logentry SET actor = 'officer/2',
    payload = CAST(replace(CAST(payload AS TEXT), '"officer/3"', '"officer/2"') AS BLOB)
    WHERE "index" = (SELECT min("index") FROM comity_logentry WHERE action = 'measures.confirm' AND outcome = 'done')"""
ON_POSTGRESQL = """UPDATE comity_logentry SET actor = 'officer/2',
    payload = convert_to(replace(convert_from(payload, 'UTF8'), '"officer/3"', '"officer/2"'), 'UTF8')
    WHERE "index" = (SELECT min("index") FROM comity_logentry WHERE action = 'measures.confirm' AND outcome = 'done')"""

Officer = Callable[[str], Page]


@pytest.fixture
def node(tmp_path: Path, root: Path) -> Iterator[ServedNode]:
    with database_of_its_own() as database:
        made = ServedNode(tmp_path / "a home", database)
        for list_id, files in LISTS:
            made.run("lists", "import", list_id, *(root / "examples/lists" / file for file in files), "--accept-count")
        (made.home / "institution.toml").write_text(INSTITUTION)
        for username, name, role in PEOPLE:
            made.run("officers", "add", username, "--name", name, "--role", role, typed=FIRST.format(username) + "\n")
        yield made


@pytest.fixture
def address(node: ServedNode) -> Iterator[str]:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
    with node.serving(port) as served:
        yield served


@pytest.fixture
def officer(browser: Browser, address: str) -> Iterator[Officer]:
    """A browser of an officer's own, who signs in for the first time and then as every day."""
    contexts: list[BrowserContext] = []

    def let_in(username: str) -> Page:
        context = browser.new_context(viewport=DESKTOP, locale="en-GB")  # type: ignore[arg-type]
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        key, enrolled = _first_day(page, username)
        page.get_by_role("button", name="Sign out").click()
        _sign_in(page, username, OWN.format(username))
        # The first code after the enrolled one: a later one would be too far for a node that saw that one late.
        page.get_by_label("Code").fill(code(key, at=max(time.time(), enrolled + 30)))
        page.get_by_role("button", name="Go on").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("What needs doing now")
        return page

    yield let_in
    for context in contexts:
        context.close()


def _sign_in(page: Page, username: str, password: str) -> None:
    page.get_by_label("User name").fill(username)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def _first_day(page: Page, username: str) -> tuple[str, float]:
    """Enrol an authenticator, keep the recovery codes, choose a password: the authenticator's key in hex, and when."""
    _sign_in(page, username, FIRST.format(username))
    key = b32decode(page.locator(".secret code").inner_text().replace(" ", "")).hex()
    enrolled = time.time()
    page.get_by_role("textbox", name="Code").fill(code(key, at=enrolled))
    page.get_by_role("button", name="Enrol").click()
    page.get_by_role("link", name="I have kept them").click()
    page.get_by_label("Old password").fill(FIRST.format(username))
    page.get_by_label("New password", exact=True).fill(OWN.format(username))
    page.get_by_label("New password again").fill(OWN.format(username))
    page.get_by_role("button", name="Change it").click()
    return key, enrolled


def _status_of_own_confirmation(page: Page) -> int:
    """What the server answers to an officer who confirms their own proposal, past the page that offers no button."""
    status: int = page.locator("form[action$='/withdraw']").evaluate(  # waits for the page that has it
        """async form => {
            const answer = await fetch(form.action.replace(/withdraw$/, "confirm"), {
                method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual"});
            return answer.status;
        }"""
    )
    return status


def _upload(page: Page, address: str, customers: Path) -> None:
    page.goto(f"{address}/screen")
    page.get_by_label("File", exact=True).set_input_files(customers)
    page.get_by_label("Portfolio").first.fill("our customers")
    page.get_by_role("button", name="Screen the file").click()
    expect(page.locator(".figures")).to_be_visible(timeout=120_000)


def _judge_a_true_match(sofia: Page, sue: Page) -> str:
    """A true match by two persons: the address of its alert."""
    sofia.get_by_role("link", name="Alerts", exact=True).click()
    sofia.get_by_label("Name, id or reference").fill("C-008")
    sofia.get_by_role("link", name=LISTED).click()
    sofia.get_by_label("true match", exact=True).check()
    sofia.get_by_label("name and date of birth are the same").check()
    sofia.get_by_label("In your own words").fill("Name, patronymic and year of birth are the same.")
    sofia.get_by_role("button", name="Propose").click()
    expect(sofia.get_by_text("Another person must confirm it")).to_be_visible()
    assert _status_of_own_confirmation(sofia) == 409
    sofia.reload()
    expect(sofia.locator("h1 .state")).to_have_text("waits for a second officer")

    sue.goto(sofia.url)
    sue.get_by_role("button", name="Confirm").click()
    expect(sue.locator("h1 .state")).to_have_text("true match")
    return sofia.url


def _freeze(sofia: Page, sue: Page, alert: str) -> str:
    """A freeze by two persons: the address of the measure."""
    sofia.goto(alert)
    sofia.get_by_role("link", name="Measures: hold, freeze").click()
    form = sofia.locator("section[aria-labelledby='freeze']")
    form.get_by_label("Description").fill("Current account")
    form.get_by_label("Number").fill("CY99 0417 0008")
    form.get_by_label("Value").fill("48 250.75")
    form.get_by_label("Currency").fill("EUR")
    form.get_by_label("Reasons").fill("A confirmed true match.")
    form.get_by_role("button", name="Propose the freeze").click()
    expect(sofia.locator("h1 .state")).to_have_text("waits for a second officer")
    assert _status_of_own_confirmation(sofia) == 409
    sue.goto(sofia.url)
    sue.get_by_role("button", name="Confirm").click()
    expect(sue.locator("h1 .state")).to_have_text("in force")
    return sofia.url


def _report(sofia: Page, sue: Page, measure: str) -> dict[str, bytes]:
    """A report by two persons, saved as every kind of file."""
    sofia.goto(measure)
    sofia.get_by_text("Write a report").click()
    sofia.get_by_label("Form").select_option("eu_freeze")
    sofia.get_by_label("Your reference").fill("FR/1")
    sofia.get_by_label("Officer who answers for it").fill("Sofia Lindqvist")
    sofia.get_by_label("What happened, and why").fill("Found by screening.")
    sofia.get_by_role("button", name="Write the report").click()
    expect(sofia.get_by_text("You wrote this")).to_be_visible()
    assert _status_of_own_confirmation(sofia) in (404, 405)  # a report is approved, not confirmed
    sue.goto(sofia.url)
    sue.get_by_role("button", name="Approve").click()
    saved = {}
    for suffix in ("XML", "CSV", "PDF"):
        with sue.expect_download() as downloading:
            sue.get_by_role("button", name=suffix).click()
        saved[suffix] = Path(downloading.value.path()).read_bytes()
    return saved


def _release(sofia: Page, sue: Page, address: str, measure: str) -> None:
    """The first page tells of the delisting; two persons release."""
    sofia.goto(address)
    task = sofia.locator(".figures a.alarm, .figures a").filter(has_text="release")
    expect(task.locator(".count")).to_have_text("1")
    task.click()
    expect(sofia.get_by_text("delisted").first).to_be_visible()
    sofia.goto(measure)
    sofia.get_by_label("Reasons").first.fill("No longer on the list of 16 March 2026.")
    sofia.get_by_role("button", name="Propose the release").click()
    assert _status_of_own_confirmation(sofia) == 409
    sue.goto(measure)
    sue.get_by_role("button", name="Confirm").click()
    expect(sue.locator("h1 .state")).to_have_text("released")
    sofia.goto(address)
    expect(sofia.locator(".figures a").filter(has_text="release")).to_have_count(0)


def _verified_elsewhere(export: Path, kept: Path) -> subprocess.CompletedProcess[str]:
    """What the stand-alone verifier says, in a Python that does not find Comity beside it."""
    key = (export / "key.txt").read_text().strip()
    words = [
        sys.executable,
        "-I",
        *map(str, (export / "verify.py", export / "log.jsonl", "--key", key, "--kept", kept)),
    ]
    return subprocess.run(words, capture_output=True, text=True, check=False)


@pytest.mark.database
def test_from_the_first_password_to_a_changed_row_that_is_found(
    node: ServedNode, address: str, officer: Officer, root: Path, tmp_path: Path
) -> None:
    ana, sofia, sue = officer("ana"), officer("sofia"), officer("sue")
    _upload(ana, address, root / "examples" / "customers.csv")
    alert = _judge_a_true_match(sofia, sue)
    ana.goto(alert)
    expect(ana.get_by_role("button", name="Confirm")).to_have_count(0)
    measure = _freeze(sofia, sue, alert)
    saved = _report(sofia, sue, measure)
    assert b"CY99 0417 0008" in saved["XML"]
    assert LISTED.encode() in saved["CSV"]
    assert saved["PDF"].startswith(b"%PDF-")
    kept = tmp_path / "kept.txt"
    kept.write_text(node.run("audit", "checkpoint").partition("\ncomity:")[0])

    updated = node.run("lists", "import", "un_sc", root / "examples/lists" / LATER, "--accept-count")
    assert "1 to release" in updated
    _release(sofia, sue, address, measure)

    export = tmp_path / "export"
    node.run("audit", "export", export)
    sound = _verified_elsewhere(export, kept)
    assert sound.returncode == 0, sound.stdout + sound.stderr
    node.run("audit", "verify", "--kept", kept)
    _tamper(node)
    found = node.run("audit", "verify", "--kept", kept, exits=3)
    assert re.search(r"^entry \d+ +was changed after it was logged", found, re.MULTILINE), found
    assert "unguarded" in found
    node.run("audit", "export", tmp_path / "again")
    told = _verified_elsewhere(tmp_path / "again", kept)
    assert (told.returncode, told.stdout.count("FOUND")) == (3, 1), told.stdout + told.stderr


def _tamper(node: ServedNode) -> None:
    """Make the freeze look as if somebody else had confirmed it, past the triggers of the log."""
    sqlite = node.database is None
    node.by_hand(
        "DROP TRIGGER comity_logentry_update" + ("" if sqlite else " ON comity_logentry"),
        ON_SQLITE if sqlite else ON_POSTGRESQL,
    )
