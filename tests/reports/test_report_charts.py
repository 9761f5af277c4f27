"""Charts are well-formed, escaped and keep to their scale."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

from commsense.reports.page.charts import Bar, Column, bars, mirrored, share_bar


def heights(svg: str, style: str) -> list[float]:
    return [float(h) for h in re.findall(f'class="{style}"[^>]*height="([^"]+)"', svg)]


def test_a_share_bar_divides_its_width() -> None:
    svg = str(share_bar(3, 1, "Trust"))
    assert re.findall(r'class="f-met" width="([^"]+)"', svg) == ["150.0"]
    assert 'class="f-missed" x="151.5" width="48.5"' in svg
    assert "f-missed" not in str(share_bar(3, 0, ""))
    assert "f-met" not in str(share_bar(0, 2, ""))


def test_columns_are_in_proportion() -> None:
    svg = str(mirrored([Column(1.0, 0.5), Column(0.25, 0.0)], "title", 400, 80))
    assert heights(svg, "f-above") == [80.0, 20.0]
    assert heights(svg, "f-below") == [40.0]


def test_texts_below_columns_do_not_run_into_one_another() -> None:
    svg = str(mirrored([Column(1, 1, f"{2000 + n}") for n in range(40)], "title", 400, 80))
    places = sorted(float(x) for x in re.findall(r'class="tick" x="([^"]+)"', svg))
    assert len(places) > 5
    assert all(later - place >= 30 for place, later in pairwise(places))
    assert places[-1] <= 400 - 34


def test_bars_are_in_proportion_and_carry_their_count() -> None:
    svg = str(bars([Bar("a", 10), Bar("b", 5, alarm=True), Bar("c", 0)], "title", 410))
    assert re.findall(r'class="f-above"[^>]*width="([^"]+)"', svg) == ["200.0"]
    assert re.findall(r'class="f-below"[^>]*width="([^"]+)"', svg) == ["100.0"]
    assert ">10</text>" in svg
    assert ">0</text>" in svg


def test_charts_are_well_formed_whatever_their_words() -> None:
    evil = "<script>&\"'"
    for svg in (
        share_bar(1, 1, evil),
        bars([Bar(evil, 1)], evil),
        mirrored([Column(1, 1, evil, evil, evil, evil, "mood-2026-01")], evil, 100, 50),
        mirrored([], "", 100, 50),
        bars([], ""),
    ):
        root = ElementTree.fromstring(str(svg))  # noqa: S314 - our own markup
        assert root.get("role") == "img"
        assert "script" not in {element.tag for element in root.iter()}
