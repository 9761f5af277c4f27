"""Charts as inline SVG: small functions that turn numbers into markup.

Colours and sizes of letters come from the page's style sheet by class; every text is escaped. Each
chart has a title and a description for screen readers, and the page gives its numbers as a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from markupsafe import Markup

LEFT, TOP, RIGHT, FOOT = 30, 10, 10, 32
"""Room around the field of a small chart, for the ticks and the name of the axis."""
FIELD = (200, 120)
SQUARE = (150, 150)
DOTS = (132, 300, 26)
"""Of a chart of dots: room for the names, width of the field, height of a row."""
NAME = 17
"""Columns of a name; Han characters take two."""


@dataclass(frozen=True, slots=True)
class Dots:
    """A row: the new figure with its interval, and those it is held against (None: there is none).

    All are in 0…1; ``title`` is shown where the mouse rests.
    """

    name: str
    value: float
    low: float
    high: float
    base: float | None
    words: float | None
    title: str


def curve(
    points: Sequence[tuple[int, float]], ahead: tuple[int, float] | None, title: str, about: str
) -> Markup:
    """Draw F1 over examples, and with a broken line where it may lead.

    Args:
        points: (examples, F1 in 0…1), in the order in which they are joined.
        ahead: where it would be with more examples, if that is known.
        title: what is drawn.
        about: what is to be seen, for those who do not see it.
    """
    width, height = FIELD
    most = max([1, *(count for count, _ in points), *((ahead[0],) if ahead else ())])
    places = [(_x(count / most, width), _y(value, height)) for count, value in points]
    drawn = _grid(width, height, (0, 0.5, 1))
    if ahead and places:
        end = (_x(ahead[0] / most, width), _y(ahead[1], height))
        drawn += _path([places[-1], end], "ahead") + _dot(end, 3.5, "hollow")
    drawn += _path(places, "run") if len(places) > 1 else Markup("")
    for (count, value), place in zip(points, places, strict=True):
        drawn += _dot(place, 3, "new", f"{count}: {value:.2f}")
    ticks = ((0, "0"), (most, f"{most:,}"))
    drawn += Markup("").join(
        _text(word, _x(n / most, width), TOP + height + 14, "tick") for n, word in ticks
    )
    drawn += _text("examples", LEFT + width / 2, TOP + height + 14, "tick")
    return _figure(drawn, title, about, LEFT + width + RIGHT + 8, TOP + height + FOOT - 10)


def reliability(
    points: Sequence[tuple[float, float, int]], few: int, title: str, about: str
) -> Markup:
    """Draw how often the model was right over how sure it was; the diagonal is as it should be.

    Args:
        points: (chance that the model gave, share that is true, sentences); those without
            sentences are left out.
        few: below so many sentences a point is hollow.
        title: what is drawn.
        about: what is to be seen, for those who do not see it.
    """
    width, height = SQUARE
    drawn = _grid(width, height, (0, 0.5, 1))
    corners = [(_x(each, width), _y(each, height)) for each in (0.0, 1.0)]
    drawn += _path(corners, "ideal")
    for said, true, count in points:
        if count:
            place = (_x(said, width), _y(true, height))
            style, size = ("new", 4.0) if count >= few else ("hollow", 3.0)
            drawn += _dot(place, size, style, f"{said:.0%} → {true:.0%} ({count})")
    for each, word in ((0, "0"), (0.5, "50 %"), (1, "100 %")):
        drawn += _text(word, _x(each, width), TOP + height + 14, "tick")
    drawn += _text("what the model says", LEFT + width / 2, TOP + height + 28, "tick")
    return _figure(drawn, title, about, LEFT + width + RIGHT + 10, TOP + height + FOOT)


def dots(rows: Sequence[Dots], title: str, about: str) -> Markup:
    """Draw figures of several labels below one another, with intervals and what they beat."""
    start, width, step = DOTS
    foot = TOP + step * len(rows)
    drawn = Markup("")
    for each in (0, 0.25, 0.5, 0.75, 1):
        x = start + round(each * width, 1)
        drawn += _line(x, TOP, x, foot, "grid")
        drawn += _text(f"{each:.2f}".removeprefix("0") if each else "0", x, foot + 16, "tick")
    for number, row in enumerate(rows):
        drawn += _dots_row(row, start, width, TOP + step * number + step / 2)
    return _figure(drawn, title, about, start + width + 20, foot + 24)


def short(name: str, most: int = NAME) -> str:
    """Cut a name to so many columns, Han characters counted as two."""
    used = 0
    for place, sign in enumerate(name):
        used += 2 if east_asian_width(sign) in "WF" else 1
        if used > most:
            return f"{name[: max(1, place - 1)]}…"
    return name


def _dots_row(row: Dots, start: int, width: int, y: float) -> Markup:
    def x(value: float) -> float:
        return round(start + min(1.0, max(0.0, value)) * width, 1)

    drawn = Markup("<title>{}</title>").format(row.title)
    drawn += _text(short(row.name), start - 12, y + 4.5, "label")
    drawn += _line(x(row.low), y, x(row.high), y, "range")
    if row.words is not None:
        drawn += _line(x(row.words), y - 7, x(row.words), y + 7, "words")
    if row.base is not None:
        drawn += _dot((x(row.base), y), 4.5, "other")
    drawn += _dot((x(row.value), y), 4.5, "new")
    return Markup("<g>{}</g>").format(drawn)


def _grid(width: int, height: int, shares: Sequence[float]) -> Markup:
    drawn = Markup("")
    for each in shares:
        y = _y(each, height)
        drawn += _line(LEFT, y, LEFT + width, y, "axis" if not each else "grid")
        drawn += _text("0" if not each else f"{each:g}".removeprefix("0"), LEFT - 6, y + 4, "side")
    return drawn


def _x(share: float, width: int) -> float:
    return round(LEFT + min(1.0, max(0.0, share)) * width, 1)


def _y(share: float, height: int) -> float:
    return round(TOP + (1 - min(1.0, max(0.0, share))) * height, 1)


def _figure(content: Markup, title: str, about: str, width: int, height: int) -> Markup:
    return Markup(
        '<svg class="chart" viewBox="0 0 {} {}" width="{}" height="{}" role="img">'
        "<title>{}</title><desc>{}</desc>{}</svg>"
    ).format(width, height, width, height, title, about, content)


def _dot(place: tuple[float, float], size: float, style: str, title: str = "") -> Markup:
    told = Markup("<title>{}</title>").format(title) if title else ""
    return Markup('<circle class="{}" cx="{}" cy="{}" r="{}">{}</circle>').format(
        style, *place, size, told
    )


def _path(places: Sequence[tuple[float, float]], style: str) -> Markup:
    points = " ".join(f"{x},{y}" for x, y in places)
    return Markup('<polyline class="{}" points="{}"/>').format(style, points)


def _line(x1: float, y1: float, x2: float, y2: float, style: str) -> Markup:
    return Markup('<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(
        style, x1, y1, x2, y2
    )


def _text(text: str, x: float, y: float, style: str) -> Markup:
    return Markup('<text class="{}" x="{}" y="{}">{}</text>').format(
        style, round(x, 1), round(y, 1), text
    )
