"""The report's two drawings, as inline SVG: how hits spread over scores, and over lists.

Drawn here rather than by a script, so that the page needs none. Colours are classes of the style sheet;
every bar says its number in a title, and each drawing its whole content in a description for those who
listen to the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from markupsafe import Markup

WIDTH = 440
MOST_BARS = 25
STEPS = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, how many it counts."""

    label: str
    count: int


def score_histogram(scores: Sequence[int], threshold: float) -> Markup:
    """Hits by score, from the threshold to 1. `scores[i]` counts those in [i, i + 1) hundredths."""
    first = min(int(threshold * 100 + 1e-9), len(scores) - 1)
    step = next((step for step in STEPS if (len(scores) - first) / step <= MOST_BARS), STEPS[-1])
    first -= first % step
    bars = [
        Bar(f"{start / 100:.2f}–{(start + step) / 100:.2f}", sum(scores[start : start + step]))
        for start in range(first, len(scores), step)
    ]
    top = nice_ceiling(max((bar.count for bar in bars), default=0))
    left, right, ground, height = 44, WIDTH - 8, 158, 138
    slot = (right - left) / len(bars)
    parts = [_grid(top, left, right, ground, height)]
    parts += [_column(bar, left + i * slot, slot, ground, bar.count / top * height) for i, bar in enumerate(bars)]
    parts += [_score_labels(first, len(scores), left, right, ground)]
    telling = "; ".join(f"{bar.label}: {bar.count:,}" for bar in bars if bar.count)
    return _drawing("scores", "Hits by score", telling or "no hits", 196, Markup().join(parts))


def list_bars(bars: Sequence[Bar]) -> Markup:
    """Hits by list, one row each, in the order given; a list without hits shows its nought."""
    most = max((bar.count for bar in bars), default=0) or 1
    row = 36
    parts = []
    for index, bar in enumerate(bars):
        top = index * row + 4
        parts.append(
            Markup(
                '<text x="0" y="{text}">{label}</text><text x="{width}" y="{text}" class="number">{count}</text>'
                '<rect class="track" x="0" y="{bar}" width="{width}" height="6" rx="1"/>'
                '<rect class="bar" x="0" y="{bar}" width="{length:.1f}" height="6" rx="1"/>'
            ).format(
                text=top + 12,
                label=_short(bar.label),
                width=WIDTH,
                count=f"{bar.count:,}",
                bar=top + 19,
                length=bar.count / most * WIDTH,
            )
        )
    telling = "; ".join(f"{bar.label}: {bar.count:,}" for bar in bars)
    return _drawing("lists", "Hits by list", telling or "no lists", max(len(bars) * row, row), Markup().join(parts))


def score_meter(score: float, threshold: float) -> Markup:
    """A small rule from 0 to 1 with the score on it and a notch at the threshold. The number stands beside it."""
    return Markup(
        '<svg class="meter" viewBox="0 0 100 10" width="100" height="10" aria-hidden="true">'
        '<rect class="track" x="0" y="3" width="100" height="4" rx="1"/>'
        '<rect class="bar" x="0" y="3" width="{:.1f}" height="4" rx="1"/>'
        '<path class="notch" d="M{:.1f} 0v10"/></svg>'
    ).format(score * 100, threshold * 100)


def nice_ceiling(count: int) -> int:
    """The next of 4, 10, 20, 40, 100, 200, 400, ... at or above a count: an axis whose half is a whole number."""
    steps = (step * int(10**power) for power in range(1, 19) for step in (1, 2, 4))
    return next(step for step in chain((4,), steps) if step >= count)


def _grid(top: int, left: int, right: int, ground: int, height: int) -> Markup:
    lines = (
        Markup('<path class="grid" d="M{} {}H{}"/><text class="number" x="{}" y="{}">{}</text>').format(
            left, y, right, left - 8, y + 4, f"{value:,}"
        )
        for value, y in ((0, ground), (top // 2, ground - height // 2), (top, ground - height))
    )
    return Markup().join(lines)


def _column(bar: Bar, x: float, slot: float, ground: int, height: float) -> Markup:
    if not bar.count:
        return Markup()
    tall = max(height, 1.5)  # a single hit among thousands is still to be seen
    return Markup(
        '<rect class="bar" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"><title>{}: {} hits</title></rect>'
    ).format(x + slot * 0.1, ground - tall, slot * 0.8, tall, bar.label, f"{bar.count:,}")


def _score_labels(first: int, last: int, left: int, right: int, ground: int) -> Markup:
    every = next(step for step in (1, 2, 5, 10, 20, 50) if (last - first) / step <= 6)
    marks = [mark for mark in range(first, last + 1) if mark % every == 0]
    scale = (right - left) / (last - first)
    labels = (
        Markup(
            '<path class="grid" d="M{x:.1f} {y}v4"/><text class="middle" x="{x:.1f}" y="{below}">{label}</text>'
        ).format(x=left + (mark - first) * scale, y=ground, below=ground + 18, label=f"{mark / 100:.2f}")
        for mark in marks
    )
    return Markup().join(labels)


def _drawing(name: str, title: str, telling: str, height: int, body: Markup) -> Markup:
    return Markup(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-labelledby="{name}-title {name}-desc">'
        '<title id="{name}-title">{}</title><desc id="{name}-desc">{}</desc>{}</svg>'
    ).format(WIDTH, height, title, telling, body, name=name)


def _short(label: str) -> str:
    return label if len(label) <= 54 else label[:53] + "…"
