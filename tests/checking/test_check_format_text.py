"""A check as people read it: places, underlines, points, and what is said where nothing is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from checks_made import Checking, built
from rich.cells import cell_len

from commsense.checking.formats import FORMATS
from commsense.checking.formats.text import WIDTH
from commsense.checking.result import (
    Check,
    Comment,
    Passage,
    Point,
    Severity,
    Suggestion,
    Taken,
)


def about(source: str, words: str, *, last: str = "") -> Comment:
    """Comment on ``words`` in ``source``, or on all from there to the end of ``last``."""
    start = source.index(words)
    end = source.index(last, start) + len(last) if last else start + len(words)
    return Comment("CO4", Severity.WARNING, start, end, 0.9, {"words": words})


def text(check: Check, *told: Comment, language: str = "en") -> list[str]:
    written = FORMATS["text"].write(check, told or check.comments, "draft.txt", language)
    assert written.endswith("\n")
    return written.splitlines()


def underlined(source: str, words: str, *, last: str = "") -> tuple[str, str]:
    """Give the line as it is shown, and the part of it above the underline."""
    lines = text(built(source, about(source, words, last=last)))
    marks = next(line for line in lines if line.endswith("^"))
    shown = lines[lines.index(marks) - 1]
    indent, width = cell_len(marks.rstrip("^")), marks.count("^")
    places = [cell_len(shown[:place]) for place in range(len(shown) + 1)]
    assert indent in places, "the underline begins within a sign"
    assert indent + width in places, "the underline ends within a sign"
    return shown, shown[places.index(indent) : places.index(indent + width)]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("we will fix it soon.", "soon"),
        ("we will fix it soon", "soon"),
        ("soon, we hope", "soon"),
        ("导入问题我们会尽快修复。", "尽快"),
        ("系统 import 问题会 soon 修复", "soon"),
        ("\tand\tthen\tsoon\tit is", "soon"),
        ("👍🎉 done, the rest soon 🎉", "soon"),
        ("👍 尽快 👍", "尽快"),
        ("first line\n\n第二行，尽快。\nlast line", "尽快"),
        ("é and ü, soon", "soon"),
    ],
)
def test_the_underline_sits_under_the_words(source: str, words: str) -> None:
    assert underlined(source, words)[1] == words


@pytest.mark.parametrize("sign", ["x", "中", "👍", "\t", "ab 中 "])
@pytest.mark.parametrize("before", [0, 10, 40, 200])
@pytest.mark.parametrize("after", [0, 40, 200])
def test_a_long_line_is_cut_around_the_words(sign: str, before: int, after: int) -> None:
    source = sign * before + " soon " + sign * after
    shown, marked = underlined(source, "soon")
    assert marked == "soon"
    line = shown.removeprefix("1 | ")
    assert cell_len(line) <= WIDTH + 2  # an ellipsis on either side
    whole = cell_len(source.replace("\t", " ")) <= WIDTH
    assert whole is not (line.startswith("…") or line.endswith("…"))


def test_words_longer_than_what_is_shown_are_underlined_to_its_end() -> None:
    source = "start " + "很长" * 100
    shown, marked = underlined(source, "start", last=source[6:])
    assert marked == shown.removeprefix("1 | ").removesuffix("…")


def test_words_over_two_lines_are_underlined_on_the_first() -> None:
    source = "we start user\nacceptance testing now"
    shown, marked = underlined(source, "user", last="testing")
    assert (shown, marked) == ("1 | we start user", "user")


def test_the_place_is_named_as_editors_read_it() -> None:
    source = "Hi Anna,\n\nwe fix it soon."
    assert text(built(source, about(source, "soon")))[0].startswith("draft.txt:3:11: CO4 warning: ")


def test_the_numbers_of_lines_do_not_shift_the_margin() -> None:
    source = "\n" * 99 + "we fix it soon."
    lines = text(built(source, about(source, "soon")))
    assert lines[1:4] == ["    |", "100 | we fix it soon.", f"    | {' ' * 10}^^^^"]


def test_what_is_not_there_has_no_place() -> None:
    lost = Comment("NF2", Severity.ERROR, 0, 0, 0.9)
    lines = text(built("Hi Anna,", lost))
    assert lines[0].startswith("draft.txt: NF2 error: ")
    assert not [line for line in lines if "|" in line or "^" in line]
    assert any(line.startswith("  = advice: ") for line in lines)


def test_a_wording_is_told_apart_from_words_to_put_in_their_place() -> None:
    base = about("it is soon", "soon")
    for replaces, word in ((True, "instead"), (False, "wording")):
        comment = Comment(
            "CO4", Severity.HINT, base.start, base.end, 0.9, {}, Suggestion("by ____", replaces)
        )
        assert f"  = {word}: by ____" in text(built("it is soon", comment))


def test_earlier_words_come_with_who_and_when() -> None:
    said = Passage("m", 0, 9, "It is 4 May.", "Anna Field", datetime(2026, 3, 2, 10, tzinfo=UTC))
    values = {"earlier": "2026-05-04", "later": "2026-05-11"}
    comment = Comment("EX7", Severity.ERROR, 0, 5, 0.9, values, elsewhere=(said,))
    check = built("11 May.", comment)
    assert '  = before: 2 Mar 2026, Anna Field: "It is 4 May."' in text(check)
    assert any("2026年3月2日" in line for line in text(check, language="zh"))


def test_a_point_that_is_quoted_in_the_comment_is_not_quoted_again() -> None:
    said = Passage("m", 0, 5, "When?", "Anna")
    comment = Comment("TR6", Severity.ERROR, 0, 0, 0.9, {"text": "When?"}, elsewhere=(said,))
    assert not [line for line in text(built("Hi.", comment)) if line.startswith("  = before")]


def point(taken: Taken, text: str, answer: str = "") -> Point:
    passage = Passage("draft", 0, len(answer), answer) if answer else None
    return Point(Passage("m", 0, len(text), text), "question", taken, passage, 0.9, 0.9, True)


def test_the_points_are_listed_with_what_became_of_them() -> None:
    check = built(
        "Hi.",
        points=(
            point(Taken.ANSWERED, "When?", "On Monday."),
            point(Taken.DEFERRED, "How much?", "By Friday."),
            point(Taken.ACKNOWLEDGED, "谁来做？", "We heard."),
            point(Taken.LEFT, "Who?"),
        ),
    )
    lines = text(check)
    assert lines[0] == "What the client raised: 1 of 4 answered"
    raised = [line for line in lines if line[2:3] in ("✓", "…", "~", "✗")]
    assert [line[2] for line in raised] == ["✓", "…", "~", "✗"]
    asked = ["When?", "How much?", "谁来做？", "Who?"]
    places = {cell_len(line[: line.index(each)]) for line, each in zip(raised, asked, strict=True)}
    assert len(places) == 1, "the points do not stand below each other"
    assert lines[2].strip() == "→ On Monday."
    chinese = text(check, language="zh")
    places = {
        cell_len(line[: line.index(each)]) for line in chinese for each in asked if each in line
    }
    assert len(places) == 1


def test_a_long_point_is_cut() -> None:
    lines = text(built("Hi.", points=(point(Taken.LEFT, "w" * 500),)))
    assert lines[1].endswith("w…")
    assert len(lines[1]) < 150


@pytest.mark.parametrize(
    ("language", "silent", "shown"),
    [
        ("en", "Nothing to say: send it.", "Nothing that must be said."),
        ("zh", "没有意见，可以发送。", "没有非说不可的意见。"),
    ],
)
def test_where_nothing_is_told_it_is_said_whether_there_is_more(
    language: str, silent: str, shown: str
) -> None:
    write = FORMATS["text"].write
    hint = Comment("RE2", Severity.HINT, 0, 0, 0.9)
    assert write(built("Hi."), (), "d", language) == f"{silent}\n"
    lines = write(built("Hi.", hint), (), "d", language).splitlines()
    assert lines[0] == shown
    assert "1" in lines[1]
    assert "--all" in lines[1]


@pytest.mark.parametrize("taken", Taken)
def test_where_a_point_is_left_nobody_is_told_to_send(taken: Taken) -> None:
    lines = text(built("Hi.", points=(point(taken, "When?"),)))
    assert ("Nothing to say: send it." in lines) is (taken is not Taken.LEFT)


def test_what_is_left_out_is_counted() -> None:
    comments = [Comment("RE2", Severity.HINT, 0, 0, 0.9) for _ in range(3)]
    check = built("Hi.", *comments, suppressed=2)
    lines = text(check, comments[0])
    assert "2 more with --all." in lines
    assert "2 comments are left out as asked." in lines
    assert "1 comment is left out as asked." in text(built("Hi.", suppressed=1))
    assert not [line for line in text(check) if "--all" in line]


@pytest.mark.parametrize("note", [("empty", ""), ("language", "fr"), ("unread", "")])
def test_a_draft_that_was_not_read_is_not_called_good(note: tuple[str, str]) -> None:
    for language in ("en", "zh"):
        (line,) = text(built("Bonjour.", notes=(note,)), language=language)
        assert line
        assert "{" not in line
        assert note[1] in line


def test_a_note_on_what_was_not_seen_comes_last() -> None:
    lines = text(built("Hi.", notes=(("alone", ""),)))
    assert lines[0] == "Nothing to say: send it."
    assert "--reply-to" in lines[1]


def test_no_word_of_a_mail_steers_the_terminal() -> None:
    source = "we fix it \x1b[31msoon\x1b[0m \u202eyaw\u202c."
    raised = point(Taken.LEFT, "Is it \x1b]0;owned\x07 ready?", "It \x9b31mis.")
    lines = text(built(source, about(source, "soon"), points=(raised,)))
    written = "\n".join(lines)
    assert not [sign for sign in "\x1b\x07\x9b\u202e\u202c" if sign in written]
    assert "owned" in written
    assert underlined(source, "soon")[1] == "soon"


def test_a_real_check_in_both_languages(checked: Checking) -> None:
    check = checked("Hi Anna,\n\nwe will fix it soon.", "When is the import fixed?")
    english, chinese = text(check), text(check, language="zh")
    assert len(english) == len(chinese)
    assert any("leaves open when" in line for line in english)
    assert any("建议" in line for line in chinese)
