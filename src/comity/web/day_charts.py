"""The first page's drawings as inline SVG: decisions by day, alerts by age, shares by group. No script is needed.

Colours are classes of the style sheet; each drawing says its whole content in words for those who listen to the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import formats
from markupsafe import Markup

from comity.web.charts import nice_ceiling

WIDTH = 560


@dataclass(frozen=True, slots=True)
class DayBar:
    """One day: a lower and an upper part of its bar."""

    day: date
    lower: int
    upper: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row of bars: what it is, how long of `of`, the words beside it."""

    label: str
    value: float
    words: str
    alarm: bool = False


def day_columns(name: str, title: str, days: Sequence[DayBar], told: str) -> Markup:
    """A column a day, two parts on top of each other. `told` is the same in words."""
    left, ground, height = 40, 150, 130
    top = nice_ceiling(max((day.lower + day.upper for day in days), default=0))
    slot = (WIDTH - left) / max(len(days), 1)
    parts = [
        Markup('<path class="grid" d="M{} {}H{}"/><text class="number" x="{}" y="{}">{}</text>').format(
            left, y, WIDTH, left - 8, y + 4, value
        )
        for value, y in ((0, ground), (top // 2, ground - height // 2), (top, ground - height))
    ]
    for place, day in enumerate(days):
        x, low, high = left + place * slot, day.lower / top * height, day.upper / top * height
        said = f"{formats.date_format(day.day, 'SHORT_DATE_FORMAT')}: {day.lower} + {day.upper}"
        at, wide = x + slot * 0.12, slot * 0.76
        parts.append(
            Markup(
                '<g><title>{}</title><rect class="bar" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>'
                '<rect class="bar alarm" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/></g>'
            ).format(said, at, ground - low, wide, low, at, ground - low - high, wide, high)
        )
        if place % max(len(days) // 6, 1) == 0:
            parts.append(
                Markup('<text x="{:.1f}" y="{}">{}</text>').format(
                    x,
                    ground + 18,
                    formats.date_format(day.day, "MONTH_DAY_FORMAT"),
                )
            )
    return _drawing(name, title, told, 176, Markup().join(parts))


def rows_of_bars(name: str, title: str, rows: Sequence[Row], *, limit: float | None = None) -> Markup:
    """A bar a row, as long as its value's share of the longest; `limit` draws a line at a value."""
    most = max((row.value for row in rows), default=0) or 1
    if limit is not None:
        most = max(most, limit)
    height = 34
    parts = []
    for place, row in enumerate(rows):
        top = place * height + 4
        parts.append(
            Markup(
                '<text x="0" y="{text}" class="strong">{label}</text>'
                '<text x="{width}" y="{text}" class="number">{words}</text>'
                '<rect class="track" x="0" y="{bar}" width="{width}" height="6" rx="1"/>'
                '<rect class="bar{alarm}" x="0" y="{bar}" width="{length:.1f}" height="6" rx="1"/>'
            ).format(
                text=top + 11,
                label=row.label,
                width=WIDTH,
                words=row.words,
                bar=top + 17,
                length=row.value / most * WIDTH,
                alarm=Markup(" alarm") if row.alarm else Markup(),
            )
        )
    if limit is not None and rows:
        x = limit / most * WIDTH
        parts.append(
            Markup('<path class="notch" stroke-dasharray="3 3" d="M{:.1f} 0V{}"/>').format(x, len(rows) * height)
        )
    told = "; ".join(f"{row.label}: {row.words}" for row in rows)
    return _drawing(name, title, told, max(len(rows) * height, height), Markup().join(parts))


def _drawing(name: str, title: str, told: str, height: int, body: Markup) -> Markup:
    return Markup(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-labelledby="{name}-t {name}-d">'
        '<title id="{name}-t">{}</title><desc id="{name}-d">{}</desc>{}</svg>'
    ).format(WIDTH, height, title, told, body, name=name)
