"""Every page, in a real browser: readable by everybody, in light and dark, on a desk and on a telephone."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from browsing import PHONE, Opened
from comity.web.routes import PAGES

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Whoever sees most of these pages, and the addresses. {judged} and the like stand for numbers.
LISTS = ("/lists", "/lists/un_sc", "/lists/un_sc/listing?reference=QDi.9001", "/portfolios")
ACCOUNT = ("/account", "/account/password", "/account/second-factor")
ALERTS = ("/alerts", "/alerts?tab=closed", "/alerts?tab=mine&text=nobody", "/alerts/{judged}", "/alerts/{waiting}")
MEASURES = ("/measures", "/alerts/{judged}/measures", "/reports", "/redress", "/alerts/{judged}/redress")
CASES = ("/cases", "/cases/{case}")
READERS = {
    "sofia": ("/", *ALERTS, *CASES, *MEASURES, "/screen", "/screenings", *LISTS, "/log", *ACCOUNT),
    "aud": ("/log", "/officers", "/alerts/{escalated}"),
    "root": ("/", "/officers", "/officers/ana"),
    "lin": ("/", "/lists"),
    None: ("/sign-in", "/nowhere"),
}


def violations(page: Page) -> list[str]:
    found: Any = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response["violations"]
    return [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]


def places(path: str) -> str:
    """The address with the numbers that this test's alerts and case have."""
    from comity.store.models import AlertRow, CaseRow

    judged, waiting = AlertRow.objects.filter(state="true match").first(), AlertRow.objects.get(state="proposed")
    escalated = AlertRow.objects.get(escalated_at__isnull=False)
    assert judged is not None
    numbers = {"judged": judged.pk, "waiting": waiting.pk, "escalated": escalated.pk, "case": CaseRow.objects.get().pk}
    return path.format_map(numbers)


def test_readers_see_pages_of_every_kind() -> None:
    shown = {path.split("?")[0].strip("/") for paths in READERS.values() for path in paths}
    kinds = {page.path.split("/")[0] for page in PAGES if page.methods != ("POST",) and page.path != "second-factor"}
    assert kinds == {path.split("/")[0] for path in shown} - {"nowhere"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_shuts_anybody_out(opened: Opened, demonstration: str, scheme: str) -> None:
    wrong: dict[str, list[str]] = {}
    for reader, paths in READERS.items():
        page = opened(reader, paths[0], color_scheme=scheme)
        for path in paths:
            page.goto(demonstration + places(path))
            if found := violations(page):
                wrong[f"{reader} {path}"] = found
    assert wrong == {}


@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_page_is_wider_than_a_telephone(opened: Opened, demonstration: str, language: str) -> None:
    from comity.store.models import Officer

    Officer.objects.update(language=language)
    wide: dict[str, int] = {}
    for reader, paths in READERS.items():
        page = opened(reader, paths[0], viewport=PHONE)
        for path in paths:
            page.goto(demonstration + places(path))
            beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if beyond > 0:
                wide[f"{reader} {path}"] = beyond
    assert wide == {}


def test_the_window_shows_a_name_in_its_own_direction(opened: Opened) -> None:
    page = opened("sofia", "/alerts?tab=closed&text=K-048")
    name = page.locator("tbody th bdi").first
    assert name.inner_text() == "نسرین پارسیوند"
    assert name.evaluate("element => getComputedStyle(element).direction") == "rtl"
    assert page.locator("tbody th").first.evaluate("element => getComputedStyle(element).direction") == "ltr"
