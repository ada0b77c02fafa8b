"""Officers at work, in a real browser: signing in, judging with two persons, screening a file."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from browsing import DESKTOP, Opened
from case_work import alert_of, customer, found
from comity.node.demonstration import Login, logins
from comity.store.models import AlertRow
from invented_screening import HOSTILE
from second_factors import code


def login_of(home: Path, username: str) -> Login:
    return next(each for each in logins(home) if each.username == username)


def key_of(login: Login) -> str:
    from base64 import b32decode

    return b32decode(login.secret).hex()


def alert_on(subject: str) -> int:
    return int(AlertRow.objects.get(subject_id=subject).pk)


def sign_in(page: Page, demonstration: str, login: Login) -> None:
    page.goto(demonstration)
    page.get_by_label("User name").fill(login.username)
    page.get_by_label("Password").fill(login.password)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Code").fill(code(key_of(login)))
    page.get_by_role("button", name="Go on").click()


def test_an_officer_signs_in_with_password_and_authenticator(
    browser: Browser, demonstration: str, demonstration_home: Path
) -> None:
    context = browser.new_context(viewport=DESKTOP)  # type: ignore[arg-type]
    page = context.new_page()
    sign_in(page, demonstration, login_of(demonstration_home, "ana"))
    expect(page.get_by_role("heading", level=1)).to_have_text("What needs doing now")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("status")).to_have_text("You are signed out.")
    context.close()


def test_an_alert_is_cleared_by_two_persons_and_by_no_fewer(opened: Opened) -> None:
    number = alert_on("K-077")
    ana = opened("ana", f"/alerts/{number}")
    ana.get_by_label("false positive", exact=True).check()
    ana.get_by_label("documents that were seen show another identity").check()
    ana.get_by_label("In your own words").fill("The residence permit shows another person.")
    ana.get_by_role("button", name="Propose").click()
    expect(ana.get_by_text("Another person must confirm it")).to_be_visible()
    expect(ana.get_by_role("button", name="Confirm")).to_have_count(0)

    sofia = opened("sofia", "/alerts?tab=proposed")
    sofia.locator(f"a[href='/alerts/{number}']").click()
    sofia.get_by_role("button", name="Refuse").click()
    expect(sofia.get_by_role("alert")).to_contain_text("say why you refuse")
    sofia.get_by_role("button", name="Confirm").click()
    expect(sofia.get_by_role("heading", level=1)).to_contain_text("cleared")


def test_of_two_who_decide_at_once_one_wins_and_the_other_sees_why(opened: Opened) -> None:
    number = alert_on("K-077")
    pages = [opened(who, f"/alerts/{number}") for who in ("ana", "bakyt")]
    for page in pages:
        page.get_by_label("inconclusive", exact=True).check()
        page.get_by_label("the subject, a branch or an authority was asked").check()
        page.get_by_label("In your own words").fill("Asked the branch.")
    first, second = pages
    first.get_by_role("button", name="Propose").click()
    expect(first.get_by_role("status")).to_have_text("Recorded.")
    second.get_by_role("button", name="Propose").click()
    expect(second.get_by_role("alert")).to_contain_text("changed by somebody else")
    expect(second.get_by_label("In your own words")).to_have_value("Asked the branch.")


def test_the_queue_is_worked_with_the_keyboard_alone(opened: Opened) -> None:
    page = opened("ana", "/alerts?order=score")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("x")
    first = page.locator("tbody tr").first
    expect(first).to_have_class(re.compile(r"\bat\b"))
    expect(first.get_by_role("checkbox")).to_be_checked()
    name = first.locator("th a").inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


def test_filters_change_the_queue_in_place(opened: Opened) -> None:
    page = opened("ana", "/alerts")
    page.get_by_label("List", exact=True).select_option("national")
    expect(page.locator("#queue tbody tr")).to_have_count(
        AlertRow.objects.filter(closed=False, hits__list="national").count()
    )
    assert "list=national" in page.url


def test_a_file_of_customers_is_screened_meanwhile_and_every_record_is_accounted_for(
    opened: Opened, root: Path
) -> None:
    page = opened("ana", "/screen")
    page.get_by_label("File", exact=True).set_input_files(root / "examples" / "customers.csv")
    page.get_by_label("Portfolio").first.fill("of the browser")
    page.get_by_role("button", name="Screen the file").click()
    expect(page.locator(".figures")).to_be_visible(timeout=60_000)
    figures = page.locator(".figures .count").all_inner_texts()
    received, screened, partial, held, hits, alerts = (int(each) for each in figures)
    assert (received, partial, held) == (68, 1, 1)
    assert screened == 66
    assert hits >= alerts > 30
    assert AlertRow.objects.filter(portfolio="of the browser").count() == alerts


def test_a_subject_typed_in_by_hand_is_screened_and_becomes_an_alert(opened: Opened) -> None:
    page = opened("ana", "/screen")
    page.get_by_label("Name", exact=True).fill("Орсан Келденбаев")
    page.get_by_role("button", name="Screen the subject").click()
    expect(page.get_by_text("QDi.9002").first).to_be_visible()
    page.get_by_label("Customer’s id").fill("H-1")
    page.get_by_role("button", name="Open an alert").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Орсан Келденбаев")


def test_without_a_script_everything_still_works(
    browser: Browser, demonstration: str, demonstration_home: Path
) -> None:
    context = browser.new_context(viewport=DESKTOP, java_script_enabled=False)  # type: ignore[arg-type]
    page = context.new_page()
    sign_in(page, demonstration, login_of(demonstration_home, "bakyt"))
    page.get_by_role("link", name="Alerts", exact=True).click()
    page.get_by_label("Name, id or reference").fill("K-077")
    page.get_by_role("button", name="Show").click()
    page.locator("tbody th a").click()
    page.get_by_label("inconclusive", exact=True).check()
    page.get_by_label("the subject, a branch or an authority was asked").check()
    page.get_by_label("In your own words").fill("Asked the branch.")
    page.get_by_role("button", name="Propose").click()
    expect(page.get_by_role("status")).to_have_text("Recorded.")
    context.close()


def test_html_in_a_name_and_in_a_note_is_shown_as_text(opened: Opened) -> None:
    from dataclasses import replace

    alert = alert_of(found(replace(customer(1), names=(HOSTILE,))))
    page = opened("ana", f"/alerts/{alert.id}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("<script>alert(1)</script>")
    page.get_by_label("A note").fill("<img src=x onerror=alert(1)> and\na second line")
    page.get_by_role("button", name="Add the note").click()
    expect(page.locator(".said .prose")).to_contain_text("<img src=x onerror=alert(1)>")
    assert page.locator(".said img").count() == 0
    assert page.locator("main script").count() == 0


def test_an_attached_file_is_handed_out_to_be_saved_and_nothing_else(opened: Opened, tmp_path: Path) -> None:
    evidence = tmp_path / "паспорт <1>.html"
    evidence.write_text("<script>alert(1)</script>")
    page = opened("ana", f"/alerts/{alert_on('K-077')}")
    page.get_by_label("A file").set_input_files(evidence)
    page.get_by_role("button", name="Attach the file").click()
    link = page.get_by_role("link", name="паспорт <1>.html")
    expect(link).to_be_visible()
    with page.expect_download() as downloading:
        link.click()
    assert downloading.value.path().read_text() == "<script>alert(1)</script>"


def test_a_demonstration_says_so_on_every_page(opened: Opened, settings: object) -> None:
    settings.DEMONSTRATION = True  # type: ignore[attr-defined]
    expect(opened("ana", "/alerts").get_by_text("Everybody here is invented")).to_be_visible()
