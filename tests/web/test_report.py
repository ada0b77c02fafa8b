"""The report as an officer's browser shows it, and what it says."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from comity.matching import calibration
from comity.matching.scorecard import DEFAULT_SCORECARD, ENGINE
from comity.model.hit import Hit
from comity.model.subject import Account, RecordNote, RecordState, SubjectId
from comity.operations.screening import Finding, Screening
from comity.web.hit_card import hit_card
from comity.web.report import render, report_of
from comity.web.shown_text import shown
from invented_screening import EDITIONS, HOSTILE, SCORECARD, TARIK, UN, findings, screening


def page_of(found: Screening, hits_file: str | None = "hits.jsonl") -> str:
    return render(report_of(found, hits_file=hits_file))


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(page_of(screening()), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def page(browser: Browser, file: str) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.goto(file)
    yield opened
    opened.close()


def test_opening_the_report_asks_the_network_for_nothing_and_runs_nothing(browser: Browser, file: str) -> None:
    requests, complaints, dialogs = list[str](), list[str](), list[str]()
    page = browser.new_page()
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    page.goto(file)
    page.wait_for_load_state("networkidle")
    assert (requests, complaints, dialogs) == ([file], [], [])
    assert page.locator("script, img, iframe, link, form, [onclick], [style]").count() == 0
    assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none"  # the one style sheet is let in
    page.close()


def test_the_policy_refuses_a_style_and_a_script_that_somebody_adds(browser: Browser, tmp_path: Path) -> None:
    tampered = page_of(screening()).replace(
        "</body>", '<style>h1 { color: rgb(1, 2, 3) }</style><script>document.title = "run"</script></body>'
    )
    (tmp_path / "tampered.html").write_text(tampered, encoding="utf-8")
    page = browser.new_page()
    page.goto((tmp_path / "tampered.html").as_uri())
    assert page.title().startswith("Screening report")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") != "rgb(1, 2, 3)"
    page.close()


def test_parts_of_names_that_agree_are_marked_on_both_sides(page: Page) -> None:
    names = page.locator(".hit").first.locator(".sides tbody tr").first
    assert names.locator("td >> nth=0 >> mark").all_inner_texts() == ["طارق", "سمير", "الهزاري"]
    assert names.locator("td >> nth=1 >> mark").all_inner_texts() == ["Tarik", "Samir", "Al-Hazari"]


def test_what_contradicts_is_not_marked_and_is_said_in_a_word_beside_its_colour(page: Page) -> None:
    hit = page.locator("#s4-1")
    assert hit.locator("td:nth-of-type(1) mark").all_inner_texts() == ["Самир", "Тарик"]
    rows = [re.sub(r"\s+", " ", text).strip() for text in hit.locator("tr.contradicts").all_inner_texts()]
    assert "✕ contradicts the birth dates differ: 1994-12-02, listed 1971-03 −1.35" in rows


def test_an_arabic_name_runs_from_right_to_left_and_turns_nothing_around_it(page: Page) -> None:
    name = page.locator("#s1-name bdi").first
    assert name.evaluate("node => getComputedStyle(node).direction") == "rtl"
    sentence = page.locator("#s1-1 .evidence tbody td").first
    assert sentence.evaluate("node => getComputedStyle(node).direction") == "ltr"
    arabic, latin = sentence.locator("bdi").all()
    left, right = arabic.bounding_box(), latin.bounding_box()
    assert left is not None
    assert right is not None
    assert left["x"] < right["x"]


def test_a_hostile_name_stands_there_as_text(page: Page) -> None:
    assert page.locator("#s5-name bdi").first.inner_text() == (
        "<script>alert(1)</script> U+202EanasU+202C OU+200BneU+0000U+001B[31m"
    )
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\x00-\x08\x0b-\x1f]", page.content())


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_is_cut_off_at_any_width(browser: Browser, file: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(file)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


CONTRAST = """() => {
  const parse = text => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = node => {
    for (let up = node; up; up = up.parentElement) {
      const colour = parse(getComputedStyle(up).backgroundColor);
      if (colour.length < 4 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const worst = [];
  for (const node of document.querySelectorAll("body *")) {
    const own = [...node.childNodes].some(child => child.nodeType === 3 && child.data.trim());
    if (!own || node.closest("title, desc")) continue;
    const style = getComputedStyle(node);
    const ink = parse(node instanceof SVGElement ? style.fill : style.color);
    const [a, b] = [light(ink), light(behind(node))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) worst.push([node.className, node.textContent.slice(0, 30), ratio]);
  }
  return worst;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_has_the_contrast_that_wcag_asks_for(browser: Browser, file: str, scheme: str) -> None:
    page = browser.new_page(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(file)
    assert page.evaluate(CONTRAST) == []
    page.close()


def test_it_prints_on_paper_with_everything_in_it(page: Page) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.locator(".evidence").count() == page.locator(".evidence:visible").count() == 5
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_headings_are_in_order_and_every_link_leads_somewhere(page: Page) -> None:
    levels = [int(tag[1]) for tag in page.locator("h1, h2, h3").evaluate_all("all => all.map(one => one.tagName)")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    targets = page.locator("a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert len(targets) == 5
    assert all(page.locator(target).count() == 1 for target in targets)
    ids = page.locator("[id]").evaluate_all("all => all.map(one => one.id)")
    assert len(ids) == len(set(ids))


def test_it_says_what_was_screened_against_what_and_by_which_measure() -> None:
    text = page_of(screening())
    for fact in (
        "customers-2026-08.csv", "windows-1251", "a7" * 32, "Дата рождения", "Вероисповедание",
        "1 August 2026", EDITIONS[UN], "736 persons, 275 organisations", "2 carried from the edition before",
        "by file name", "0.80", SCORECARD, "comity 0.1.0", "50,412", "50,409", "2 August 2026, 09:14 UTC",
        "Security Council resolution 2253 (2015), paragraph 2", "2014-09-23", "This software never decides",
    ):  # fmt: skip
        assert fact in text, fact


def test_held_records_come_first_with_their_place_and_problem_and_raise_an_alarm() -> None:
    text = page_of(screening())
    assert "2 records could not be read and have not been screened" in text
    assert text.index("line 4090") < text.index("line 20771") < text.index("line 311")


def test_more_held_records_than_a_page_can_hold_are_counted() -> None:
    held = tuple(RecordNote(f"line {n}", SubjectId(str(n)), RecordState.HELD, "no name") for n in range(5000))
    text = page_of(replace(screening(), account=Account(9000, 2000, 0, 7000), notes=held))
    assert text.count('<tr class="held">') == 500
    assert "and 6,500 more" in text


def test_a_report_without_hits_says_so_and_shows_no_empty_sections() -> None:
    text = page_of(replace(screening(()), notes=(), account=Account(3, 3)))
    assert "No hits: nothing that was screened reached the threshold." in text
    assert 'id="hits"' not in text
    assert 'id="held"' not in text
    assert "Hits by score" not in text


def test_when_not_one_record_could_be_read_nobody_is_called_clear() -> None:
    found = replace(screening(()), account=Account(received=2, held=2))
    assert "Nothing could be screened." in page_of(found)
    assert "No hits" not in page_of(found)


def test_a_report_on_the_highest_of_many_hits_says_where_all_are() -> None:
    many = replace(screening(), hits=12_345)
    assert "Shown are the 5 highest-ranking of 12,345 hits. All are in hits.jsonl." in page_of(many)
    assert "--out hits.jsonl" in page_of(many, None)


def test_two_hits_of_one_subject_stand_together_under_its_best() -> None:
    first, second, *_ = findings()
    other = Finding(replace(second.hit, subject_id=TARIK.id, score=0.71), TARIK, second.designation)
    report = report_of(screening((first, second, other)), hits_file=None)
    assert [(group.score, len(group.cards)) for group in report.groups] == [("0.99", 2), ("0.96", 1)]


def test_reasons_can_be_given_in_russian() -> None:
    report = report_of(screening(), hits_file=None, language="ru")
    assert re.search("[а-я]", report.groups[0].cards[0].reasons[0].words)


def test_two_thousand_hits_make_a_page_that_opens(browser: Browser, tmp_path: Path) -> None:
    base = findings()
    many = tuple(
        Finding(numbered(each.hit, n), replace(each.subject, id=SubjectId(f"C-{n}")), each.designation)
        for n, each in ((n, base[n % len(base)]) for n in range(2000))
    )
    path = tmp_path / "many.html"
    path.write_text(page_of(screening(many)), encoding="utf-8")
    assert path.stat().st_size < 20_000_000
    page = browser.new_page()
    page.goto(path.as_uri(), timeout=15_000)
    assert page.locator(".hit").count() == 2000
    page.close()


def numbered(hit: Hit, number: int) -> Hit:
    return replace(hit, subject_id=SubjectId(f"C-{number}"))


def test_what_the_page_prints_of_a_name_is_what_shown_gives() -> None:
    assert shown(HOSTILE) in page_of(screening())


def test_a_hit_says_what_such_a_score_meant_among_labelled_pairs() -> None:
    finding = findings()[0]
    scorecard = DEFAULT_SCORECARD.digest()
    now = replace(finding.hit, scorecard=scorecard, engine=ENGINE, earned=0.9)
    card = hit_card(replace(finding, hit=now), anchor="a", list_title="UN", threshold=0.67)
    table = calibration.shipped(scorecard)
    assert table is not None
    assert card.meaning == calibration.in_words(table.at(0.9))
    assert card.meaning.startswith("Of 100 labelled pairs")


def test_a_hit_of_another_engine_says_nothing_of_what_its_score_meant() -> None:
    finding = findings()[0]
    other = replace(finding.hit, scorecard=DEFAULT_SCORECARD.digest(), engine="comity-names/0")
    assert hit_card(replace(finding, hit=other), anchor="a", list_title="UN", threshold=0.67).meaning == ""
