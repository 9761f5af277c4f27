"""Charts of a training are well-formed, escaped, in proportion, and say what they show."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import made_outcome
import pytest
from markupsafe import Markup

from commsense.training.team.report import charts, pictures
from commsense.training.team.report.charts import Dots, curve, dots, reliability

EVIL = "<script>&\"'</svg>"
SVG: dict[str, Markup] = {
    "curve": curve([(10, 0.3), (40, 0.5)], (190, 0.6), EVIL, EVIL),
    "one point": curve([(10, 0.3)], None, EVIL, EVIL),
    "no point": curve([], (5, 1.0), EVIL, EVIL),
    "reliability": reliability([(0.1, 0.2, 30), (0.9, 0.7, 3)], 10, EVIL, EVIL),
    "no range": reliability([], 10, EVIL, EVIL),
    "dots": dots([Dots(EVIL, 0.5, 0.4, 0.6, None, None, EVIL)], EVIL, EVIL),
    "no dots": dots([], EVIL, EVIL),
}


def parsed(svg: Markup) -> ElementTree.Element:
    return ElementTree.fromstring(str(svg))  # noqa: S314 - our own markup


def circles(svg: Markup, style: str) -> list[tuple[float, float]]:
    found = [each for each in parsed(svg).iter("circle") if each.get("class") == style]
    return [(float(each.get("cx", "")), float(each.get("cy", ""))) for each in found]


@pytest.mark.parametrize("svg", SVG.values(), ids=SVG)
def test_charts_are_well_formed_and_tell_what_they_show(svg: Markup) -> None:
    root = parsed(svg)
    assert root.get("role") == "img"
    assert [each.text for each in root[:2]] == [EVIL, EVIL]
    assert [each.tag for each in root[:2]] == ["title", "desc"]
    assert "script" not in {each.tag for each in root.iter()}


def test_a_curve_rises_in_proportion_and_leads_on_with_a_broken_line() -> None:
    svg = curve([(50, 0.25), (100, 0.5)], (200, 1.0), "", "")
    width, height = charts.FIELD
    assert circles(svg, "new") == [
        (charts.LEFT + width / 4, charts.TOP + 0.75 * height),
        (charts.LEFT + width / 2, charts.TOP + 0.5 * height),
    ]
    assert circles(svg, "hollow") == [(charts.LEFT + width, charts.TOP)]
    assert 'class="ahead"' in svg
    assert 'class="ahead"' not in curve([(50, 0.25)], None, "", "")


def test_chances_as_they_should_be_lie_on_the_diagonal() -> None:
    side = charts.SQUARE[0]
    [(x, y)] = circles(reliability([(0.5, 0.5, 20), (0.9, 0.9, 0)], 10, "", ""), "new")
    assert x - charts.LEFT == charts.TOP + side - y == side / 2
    assert len(circles(reliability([(0.5, 0.5, 9)], 10, "", ""), "hollow")) == 1


def test_figures_beyond_the_scale_stay_in_the_field() -> None:
    start, width, _ = charts.DOTS
    svg = dots([Dots("a", 1.2, -0.5, 1.5, None, None, "")], "", "")
    assert circles(svg, "new")[0][0] == start + width
    line = next(each for each in parsed(svg).iter("line") if each.get("class") == "range")
    assert (float(line.get("x1", "")), float(line.get("x2", ""))) == (start, start + width)


def test_what_is_not_known_is_not_drawn() -> None:
    svg = dots([Dots("a", 0.5, 0.4, 0.6, None, 0.3, "")], "", "")
    assert not circles(svg, "other")
    assert 'class="words"' in svg


def test_names_are_cut_by_what_they_take_on_the_page() -> None:
    assert charts.short("escalation") == "escalation"
    assert charts.short("a" * 18) == "a" * 16 + "…"
    assert charts.short("升" * 8) == "升" * 8
    assert charts.short("升" * 9) == "升" * 7 + "…"


def test_pictures_say_in_words_what_they_show() -> None:
    task = made_outcome.task()
    shown = {each.name: each for each in pictures.curves(task)}
    assert shown["escalation"].about == ".31 with 8, .52 with 34 examples; with 184 about .61"
    assert shown["question"].about == ".53 with 37, .88 with 148 examples"
    chances = {each.name: each.about.replace("\u00a0", " ") for each in pictures.calibration(task)}
    assert chances["question"] == "Calibration error .03; where it says 95 %, it is right in 93 %"
    assert "appreciation" not in shown
    assert "appreciation" not in chances
    assert len(re.findall("<g>", pictures.comparison(task))) == 5
