"""Charts as inline SVG: small functions that turn counts into markup.

Colours and sizes of letters come from the page's style sheet by class; every text is escaped.
Each chart has a title for screen readers, and the page gives the same numbers as a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

BAR = 200  # width of a share bar
HALF_TICK = 34.0  # half the width of the longest text below a column


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a mirrored chart: lengths above and below the line in 0…1, and its words."""

    above: float
    below: float
    tick: str = ""
    above_text: str = ""
    below_text: str = ""
    title: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A horizontal bar: its label, count, whether it is one to worry about, where it leads."""

    label: str
    count: int
    alarm: bool = False
    link: str = ""


def share_bar(met: int, missed: int, title: str) -> Markup:
    """Draw met and missed as one bar whose whole is everything assessed."""
    whole = met + missed
    split = round(BAR * met / whole, 1) if whole else 0
    bars = Markup('<rect class="f-none" width="{}" height="8" rx="2"/>').format(BAR)
    if met:
        bars += Markup('<rect class="f-met" width="{}" height="8" rx="2"/>').format(split)
    if missed:
        start = split + 1.5 if met else 0
        bars += Markup('<rect class="f-missed" x="{}" width="{}" height="8" rx="2"/>').format(
            round(start, 1), round(max(2.0, BAR - start), 1)
        )
    return Markup(
        '<svg class="share" viewBox="0 0 {} 8" preserveAspectRatio="none" role="img">'
        "<title>{}</title>{}</svg>"
    ).format(BAR, title, bars)


def mirrored(columns: Sequence[Column], title: str, width: int, half: int) -> Markup:
    """Draw columns above and below a line; ``half`` is the length in pixels of a column of 1."""
    step = width / max(1, len(columns))
    thick = round(min(36.0, step * 0.62), 1)
    line = 18 + round(half * max((column.above for column in columns), default=0))
    height = line + 38 + round(half * max((column.below for column in columns), default=0))
    parts = [
        _column(c, round(step * (i + 0.5), 1), thick, line, half, height)
        for i, c in enumerate(columns)
    ]
    parts.append(
        Markup('<line class="axis" x1="0" x2="{}" y1="{}" y2="{}"/>').format(width, line, line)
    )
    parts.append(_ticks([c.tick for c in columns], step, width, height - 6))
    return _figure(Markup("").join(parts), title, width, height)


def _ticks(texts: Sequence[str], step: float, width: int, y: int) -> Markup:
    """Write the texts below the columns; one that would run into the next is left out."""
    drawn, free = Markup(""), float(width)
    for place, text in reversed(list(enumerate(texts))):
        x = min(max(step * (place + 0.5), HALF_TICK), width - HALF_TICK)
        half = HALF_TICK * min(1.0, len(text) / 8)
        if text and x + half <= free:
            drawn += _text(text, x, y, "tick")
            free = x - half
    return drawn


def _column(column: Column, x: float, thick: float, line: int, half: int, height: int) -> Markup:
    above, below = round(half * column.above, 1), round(half * column.below, 1)
    left = round(x - thick / 2, 1)
    drawn = Markup("<title>{}</title>").format(column.title)
    drawn += Markup('<rect class="hit" x="{}" y="0" width="{}" height="{}"/>').format(
        left, thick, height - 20
    )
    if above:
        drawn += _rect("f-above", left, line - above, thick, above)
    if below:
        drawn += _rect("f-below", left, line, thick, below)
    drawn += _text(column.above_text, x, line - above - 5, "count")
    drawn += _text(column.below_text, x, line + below + 14, "count")
    if column.link:
        return Markup('<a href="#{}">{}</a>').format(column.link, drawn)
    return Markup("<g>{}</g>").format(drawn)


def bars(rows: Sequence[Bar], title: str, width: int = 440) -> Markup:
    """Draw horizontal bars with the label on the left and the count behind the bar.

    Narrow enough to be read on a phone, where it shrinks to fit.
    """
    most = max((row.count for row in rows), default=0) or 1
    start, room = 150, width - 150 - 60
    drawn = Markup("")
    for number, row in enumerate(rows):
        y = number * 30
        length = round(room * row.count / most, 1)
        bar = _text(row.label, start - 12, y + 19, "label")
        if row.count:
            bar += _rect("f-below" if row.alarm else "f-above", start, y + 6, length, 18)
        bar += _text(str(row.count), start + length + 8, y + 19, "value")
        drawn += Markup('<a href="#{}">{}</a>').format(row.link, bar) if row.link else bar
    return _figure(drawn, title, width, 30 * len(rows) + 4, "chart bars")


def _figure(content: Markup, title: str, width: int, height: int, style: str = "chart") -> Markup:
    return Markup(
        '<svg class="{}" viewBox="0 0 {} {}" width="{}" height="{}" role="img">'
        "<title>{}</title>{}</svg>"
    ).format(style, width, height, width, height, title, content)


def _rect(style: str, x: float, y: float, width: float, height: float) -> Markup:
    return Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="1.5"/>').format(
        style, round(x, 1), round(y, 1), width, height
    )


def _text(text: str, x: float, y: float, style: str) -> Markup:
    if not text:
        return Markup("")
    return Markup('<text class="{}" x="{}" y="{}">{}</text>').format(
        style, round(x, 1), round(y, 1), escape(text)
    )
