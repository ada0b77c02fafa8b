"""The two drawings of the report."""

import re

from lxml import etree

from comity.web.charts import Bar, list_bars, nice_ceiling, score_histogram

SVG = "{http://www.w3.org/2000/svg}"


def bars(svg: str) -> list[etree._Element]:
    root = etree.fromstring(str(svg).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))
    return [each for each in root.iter(f"{SVG}rect") if each.get("class") == "bar"]


def scores(**counts: int) -> list[int]:
    return [counts.get(f"s{score:02}", 0) for score in range(100)]


def test_every_hit_is_in_one_bar_and_its_height_is_its_share() -> None:
    drawn = bars(score_histogram(scores(s80=10, s90=5, s99=20), 0.8))
    assert [re.search(r"\d+(?= hits)", each[0].text or "")[0] for each in drawn] == ["10", "5", "20"]  # type: ignore[index]
    heights = [float(each.get("height", "")) for each in drawn]
    assert heights == [69.0, 34.5, 138.0]


def test_a_low_threshold_draws_wider_bars_that_still_hold_every_hit() -> None:
    drawn = bars(score_histogram(scores(s05=1, s06=2, s57=3, s99=4), 0.05))
    assert sum(int((each[0].text or "").split(": ")[1].split()[0]) for each in drawn) == 10


def test_one_hit_beside_a_hundred_thousand_can_still_be_seen() -> None:
    drawn = bars(score_histogram(scores(s80=100_000, s99=1), 0.8))
    assert min(float(each.get("height", "0")) for each in drawn) >= 1.5


def test_no_hits_and_the_highest_threshold_still_draw() -> None:
    assert bars(score_histogram(scores(), 0.7)) == []
    assert len(bars(score_histogram(scores(s99=3), 1.0))) == 1


def test_a_list_without_hits_has_its_row_and_markup_in_a_title_is_text() -> None:
    svg = list_bars((Bar("A & <B>", 4), Bar("C", 0)))
    assert [each.get("width") for each in bars(svg)] == ["440.0", "0.0"]
    assert "A &amp; &lt;B&gt;" in svg


def test_the_axis_ends_at_a_number_whose_half_is_whole() -> None:
    assert [nice_ceiling(count) for count in (0, 4, 5, 10, 11, 39, 41, 250, 4001)] == [
        4, 4, 10, 10, 20, 40, 100, 400, 10_000,
    ]  # fmt: skip
