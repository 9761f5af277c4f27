"""HTML as text, with the way back to the source."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commsense.conversation import Part
from commsense.text.markup import render
from commsense.text.rendering import Rendered, raw_span


def check_runs(source: str, rendered: Rendered) -> None:
    for run in rendered.runs:
        text = rendered.text[run.start : run.start + run.length]
        assert text == source[run.raw : run.raw + run.length]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<div>One</div><div>Two</div>", "One\nTwo"),
        ('<p class="MsoNormal">One</p><p class="MsoNormal">Two</p>', "One\nTwo"),
        ("One<br>Two<br><br><br>Three", "One\nTwo\n\nThree"),
        ("<p>One</p><p>&nbsp;</p><p>Two</p>", "One\n\nTwo"),
        ("<ul><li>One<li>Two</ul>", "- One\n- Two"),
        ("<ol><li>One</li><li>Two</li></ol>", "1. One\n2. Two"),
        ("<table><tr><td>A</td><td>B</td></tr><tr><td>C</td></tr></table>", "A\tB\nC"),
        ("a &amp; b &lt;c&gt; &#20013;&#x6587;", "a & b <c> 中文"),
        ("  many \n  blanks ", "many blanks"),
        ("<pre>one\n  two</pre>", "one\n  two"),
        ("<style>p {}</style><script>a<b</script><title>x</title>Seen", "Seen"),
        ("<head><meta charset=utf-8><body>Seen", "Seen"),
        ('<span style="display:none">hidden</span>Seen', "Seen"),
        ('<div style="mso-hide:all">hidden</div>Seen', "Seen"),
        ("a < b and 3 > 2", "a < b and 3 > 2"),
        ('<a href="x" title="a > b">link</a>', "link"),
        ("<!-- a > b -->Seen<!-- never closed", "Seen"),
        ("One<hr>Two", "One\n________\nTwo"),
        ("", ""),
    ],
)
def test_text(source: str, text: str) -> None:
    rendered = render(source)
    assert rendered.text == text
    check_runs(source, rendered)


def regions(source: str) -> list[tuple[str, int, Part | None]]:
    rendered = render(source)
    ends = [*[region.start for region in rendered.regions[1:]], len(rendered.text)]
    ends = ends[-len(rendered.regions) :] if rendered.regions else []
    return [
        (rendered.text[region.start : end].strip(), region.depth, region.part)
        for region, end in zip(rendered.regions, ends, strict=True)
    ]


def test_nested_blockquotes() -> None:
    source = "Own<blockquote>One<blockquote>Two</blockquote></blockquote>Own again"
    assert regions(source) == [("One", 1, None), ("Two", 2, None), ("Own again", 0, None)]


def test_an_indent_is_no_quote() -> None:
    source = '<blockquote style="margin: 0 0 0 40px; border: none; padding: 0px">Own</blockquote>'
    assert regions(source) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('<div class="gmail_attr">A wrote:</div>x', Part.ATTRIBUTION),
        ('<div class="x_moz-signature">A</div>x', Part.SIGNATURE),
        ('<div id="Signature">A</div>x', Part.SIGNATURE),
        ('<div class="moz-forward-container">A</div>x', Part.FORWARD),
    ],
)
def test_containers(source: str, expected: Part) -> None:
    assert regions(source)[0][2] is expected
    assert regions(source)[1][1:] == (0, None)


def test_a_decoded_entity_has_no_run_but_its_neighbours_have() -> None:
    source = "<p>R&amp;D budget</p>"
    rendered = render(source)
    assert rendered.text == "R&D budget"
    start = rendered.text.index("budget")
    span = raw_span(rendered.runs, start, start + 6)
    assert span is not None
    assert source[span[0] : span[1]] == "budget"
    whole = raw_span(rendered.runs, 0, 3)
    assert whole is not None
    assert source[whole[0] : whole[1]] == "R&amp;D"
    assert raw_span(rendered.runs, 1, 2) is None


def test_a_stray_end_tag_does_not_leave_a_cell() -> None:
    assert render("<table><tr><td>A</div><td>B</table>C").text == "A\tB\n\nC"


PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<blockquote type=cite>",
        "</blockquote>",
        "<br>",
        "<table><tr><td>",
        "</td>",
        "</table>",
        "<li>",
        "<ol>",
        "<pre>",
        "</pre>",
        "<span style='display:none'>",
        "</span>",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<hr",
        '<a href="',
        "&amp;",
        "&nbsp;",
        "&#0;",
        "&",
        "<",
        ">",
        " ",
        "\n",
        "word",
        "中文",
        "\u200b",
        "\xa0",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_any_markup_has_true_runs(pieces: list[str]) -> None:
    source = "".join(pieces)
    check_runs(source, render(source))
