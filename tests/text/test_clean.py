"""Own words of whole messages: every fixture, and what must hold for any text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commsense.conversation import Kind, Message, Part, Person, Place, Turn
from commsense.text.clean import clean
from commsense.text.rendering import raw_span

FIXTURES = Path(__file__).parent / "fixtures"
CASES = sorted(path for path in FIXTURES.iterdir() if not path.name.endswith(".own.txt"))
KINDS = {".txt": "plain", ".html": "html"}


def message(
    body: str,
    body_type: str = "plain",
    kind: Kind = Kind.EMAIL,
    subject: str = "",
    sender: Person | None = None,
) -> Message:
    return Message("1", kind, Place("x"), body, body_type=body_type, subject=subject, sender=sender)


def part(cleaned: Message, wanted: Part) -> str:
    stretches = [cleaned.text[s.start : s.end] for s in cleaned.segments if s.part is wanted]
    return " ".join(" ".join(stretches).split())


def check_cover(cleaned: Message) -> None:
    """Segments cover the text; runs hold equal characters, in order."""
    position = 0
    for segment in cleaned.segments:
        assert segment.start == position < segment.end
        position = segment.end
    assert position == len(cleaned.text)
    position = 0
    for run in cleaned.runs:
        assert run.start >= position
        assert run.length > 0
        text = cleaned.text[run.start : run.start + run.length]
        assert text == cleaned.body[run.raw : run.raw + run.length]
        position = run.start + run.length


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_own_words_of_a_fixture(path: Path) -> None:
    expected = path.with_name(f"{path.stem}.own.txt").read_text(encoding="utf-8")
    cleaned = clean(message(path.read_text(encoding="utf-8"), KINDS[path.suffix]))
    assert part(cleaned, Part.OWN) == " ".join(expected.split())
    check_cover(cleaned)


def test_there_are_enough_chinese_fixtures() -> None:
    assert sum(path.name.startswith("zh-") for path in CASES) >= 60


LINES = st.sampled_from(
    [
        "",
        "> quoted",
        ">> deeper",
        "On Mon, 1 Jan 2024 at 10:00, A <a@b.example> wrote:",
        "发件人: 张三 <z@b.example>",
        "主题：报告",
        "收件人：李四",
        "-----Original Message-----",
        "-- ",
        "Best regards,",
        "Anna Berg",
        "________________",
        "To unsubscribe, click here",
        "This e-mail is confidential.",
        "```",
        "您好，请查收。",
        "\u3000全角\u3000空格",
        "a\u200bb\ufeff",
        "| a | b |",
        "JD> hello",
        "&amp; &lt;b&gt;",
        "Fine with me.",
    ]
)
ENDS = st.sampled_from(["\n", "\r\n", "\r"])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(LINES, ENDS), max_size=25), st.sampled_from(["plain", "markdown"]))
def test_any_sequence_of_lines_is_covered(parts: list[tuple[str, str]], body_type: str) -> None:
    body = "".join(line + end for line, end in parts)
    for kind in Kind:
        check_cover(clean(message(body, body_type, kind)))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300), st.sampled_from(["plain", "markdown", "html"]))
def test_any_text_is_covered(body: str, body_type: str) -> None:
    check_cover(clean(message(body, body_type)))


HOSTILE = {
    "blanks": " " * 40_000,
    "one line": "word " * 20_000,
    "quotes": "> quoted\n" * 10_000,
    "rules": "____\n" * 10_000,
    "labels": "From: a@b.example\n" * 5_000,
    "attributions": "On 1 Jan 2024 A wrote:\n" * 5_000,
    "brackets": "[<(" * 20_000,
    "footers": "unsubscribe\n" * 5_000,
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("body_type", ["plain", "html", "markdown"])
def test_hostile_bodies_are_read(name: str, body_type: str) -> None:
    check_cover(clean(message(HOSTILE[name], body_type)))


def test_unseen_characters_are_dropped_and_offsets_kept() -> None:
    cleaned = clean(message("Line\u200b one.\r\nLine two.\r\n"))
    assert cleaned.text == "Line one.\nLine two.\n"
    start = cleaned.text.index("two")
    span = raw_span(cleaned.runs, start, start + 3)
    assert span is not None
    assert cleaned.body[span[0] : span[1]] == "two"


def test_html_declared_as_plain_is_rendered() -> None:
    cleaned = clean(message("<html><body><p>Please call <b>me</b>.</p></body></html>"))
    assert cleaned.text == "Please call me."


def test_a_forward_is_no_quote() -> None:
    body = "FYI\n\nFrom: A B <a@b.example>\nSent: 1 May 2024\nTo: c\nSubject: x\n\nPlease pay.\n"
    assert part(clean(message(body, subject="FW: x")), Part.FORWARD) == "Please pay."
    assert part(clean(message(body, subject="RE: x")), Part.QUOTE) == "Please pay."


def test_turns_that_a_reader_found_are_kept() -> None:
    found = Message(
        "1",
        Kind.TRANSCRIPT,
        Place("x"),
        "raw",
        text="Anna\nHello there.",
        turns=(Turn(5, 17, "Anna"),),
    )
    cleaned = clean(found)
    assert cleaned.turns == found.turns
    assert [(s.start, s.end, s.part) for s in cleaned.segments] == [
        (0, 5, Part.MARKUP),
        (5, 17, Part.OWN),
    ]


def test_empty_body() -> None:
    cleaned = clean(message(""))
    assert (cleaned.text, cleaned.segments, cleaned.runs) == ("", (), ())


def test_many_lines_that_look_like_comments_are_read_once() -> None:
    body = "# a remark of somebody\n" * 20_000
    assert len(clean(Message("m", Kind.EMAIL, Place("m.eml"), body)).text) == len(body)


def test_code_below_remarks_is_still_told() -> None:
    body = "Hello,\n\n# read it\nimport os\nx = os.getcwd()\nprint(x)\n\nBest\n"
    found = clean(Message("m", Kind.EMAIL, Place("m.eml"), body))
    code = [found.text[s.start : s.end] for s in found.segments if s.part is Part.MARKUP]
    assert "import os" in "".join(code)
