"""Plots of measurements as SVG that stands alone: a curve with a mark, and shares with their intervals.

Colours are mid-tones that read on white and on dark pages; every plot says its content in words as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

WIDTH, LEFT, RIGHT = 640, 56, 606
INK, FAINT, BLUE, RED = "#68707a", "#68707a44", "#3b7dd8", "#c8453b"


@dataclass(frozen=True, slots=True)
class Curve:
    """Points (x, y) by rising x."""

    label: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Bracket:
    """A share with its interval, as one row of a plot. `marked` draws it in red."""

    label: str
    value: float
    low: float
    high: float
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Axes:
    """What the axes say. `mark` is a value of x at which a line stands."""

    title: str
    x: str
    y: str
    mark: float | None = None


def curve_plot(curves: Sequence[Curve], axes: Axes) -> Markup:
    """One or two curves over a common x axis; y begins at 0."""
    points = [point for curve in curves for point in curve.points]
    if not points:
        raise ValueError("a plot needs points")
    x_low, x_high = min(x for x, _ in points), max(x for x, _ in points)
    top = round_up(max(y for _, y in points))
    ground, head = 250, 30

    def across(x: float) -> float:
        return LEFT + (x - x_low) / ((x_high - x_low) or 1) * (RIGHT - LEFT)

    def up(y: float) -> float:
        return ground - y / top * (ground - head)

    parts = [_rule(up(top * part / 4), _number(top * part / 4)) for part in range(5)]
    parts += [
        _tick(across(x_low + (x_high - x_low) * part / 5), ground, x_low + (x_high - x_low) * part / 5)
        for part in range(6)
    ]
    for curve, colour in zip(curves, (BLUE, RED), strict=False):
        path = " ".join(f"{across(x):.1f},{up(y):.1f}" for x, y in curve.points)
        parts.append(Markup('<polyline points="{}" fill="none" stroke="{}" stroke-width="2"/>').format(path, colour))
    if axes.mark is not None:
        x = across(axes.mark)
        parts.append(
            Markup('<path d="M{x:.1f} {}V{}" stroke="{}" stroke-dasharray="4 3"/>').format(head, ground, INK, x=x)
        )
    if len(curves) > 1:  # one curve is named by its axis
        parts += [
            _text(RIGHT - 8, head + 12 + 16 * place, curve.label, anchor="end", fill=colour)
            for place, (curve, colour) in enumerate(zip(curves, (BLUE, RED), strict=False))
        ]
    parts += [_text(LEFT, 16, axes.y), _text(RIGHT, ground + 36, axes.x, anchor="end")]
    telling = "; ".join(f"{curve.label}: {', '.join(f'{x:g}: {y:g}' for x, y in curve.points)}" for curve in curves)
    return _drawing(axes.title, telling, ground + 46, parts)


def bracket_plot(brackets: Sequence[Bracket], axes: Axes) -> Markup:
    """Shares with intervals, one row each; `axes.mark` is a value of the shares."""
    top = round_up(max([bracket.high for bracket in brackets] + [axes.mark or 0.0]))
    left, row, head = 250, 20, 34

    def across(value: float) -> float:
        return left + value / top * (RIGHT - left)

    ground = head + row * len(brackets)
    parts = [_column(across(top * part / 4), head - 8, ground, f"{top * part / 4:.2%}") for part in range(5)]
    if axes.mark is not None:
        x = across(axes.mark)
        parts.append(
            Markup('<path d="M{:.1f} {}V{}" stroke="{}" stroke-dasharray="4 3"/>').format(x, head - 8, ground, RED)
        )
    for place, each in enumerate(brackets):
        y, colour = head + row * place + row / 2, RED if each.marked else BLUE
        parts.append(_text(left - 10, y + 4, each.label, anchor="end"))
        parts.append(_interval(across(each.low), across(each.high), y, colour))
        parts.append(Markup('<circle cx="{:.1f}" cy="{}" r="3.5" fill="{}"/>').format(across(each.value), y, colour))
    telling = "; ".join(f"{each.label}: {each.value:.3%} ({each.low:.3%} to {each.high:.3%})" for each in brackets)
    return _drawing(axes.title, telling, ground + 26, parts)


def round_up(value: float) -> float:
    """The next of 1, 2, 4, 10 times a power of ten at or above a value: an axis whose quarters read well."""
    if value <= 0:
        return 1.0
    power = 10.0**-9
    while True:
        for step in (1, 2, 4):
            if step * power >= value * (1 - 1e-12):
                return step * power
        power *= 10


def _interval(left: float, right: float, y: float, colour: str) -> Markup:
    return Markup('<path d="M{:.1f} {}H{:.1f}" stroke="{}" stroke-width="2"/>').format(left, y, right, colour)


def _rule(y: float, label: str) -> Markup:
    return Markup('<path d="M{} {y:.1f}H{}" stroke="{}"/>').format(LEFT, RIGHT, FAINT, y=y) + _text(
        LEFT - 6, y + 4, label, anchor="end"
    )


def _tick(x: float, ground: int, value: float) -> Markup:
    return Markup('<path d="M{:.1f} {}v5" stroke="{}"/>').format(x, ground, INK) + _text(
        x, ground + 18, f"{value:.2f}", anchor="middle"
    )


def _column(x: float, head: int, ground: int, label: str) -> Markup:
    return Markup('<path d="M{:.1f} {}V{}" stroke="{}"/>').format(x, head, ground, FAINT) + _text(
        x, ground + 16, label, anchor="middle"
    )


def _text(x: float, y: float, text: str, *, anchor: str = "start", fill: str = INK) -> Markup:
    return Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="{}" fill="{}">{}</text>').format(x, y, anchor, fill, text)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 or value == round(value) else f"{value:g}"


def _drawing(title: str, telling: str, height: float, parts: Sequence[Markup]) -> Markup:
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {:.0f}" role="img" '
        'font-family="system-ui, sans-serif" font-size="12"><title>{}</title><desc>{}</desc>{}</svg>'
    ).format(WIDTH, height, title, telling, Markup().join(parts))
