"""One draft checked: what is told, where, and what can be done about it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lsprotocol.types import DiagnosticSeverity, MarkupKind, Position, Range, TextEdit

from commsense.lsp import actions, checker, documents, hovers
from commsense.lsp.checker import Asked, Checked, Told

TERMS = "Hi Anna,\n\nWe will start UAT on 12 May. The API is ready.\n"
UNDATED = "I will send the revised plan."
QUESTIONS = (
    "Hi Maya,\n\nHow much does the second phase cost? When does the training start?\n\nAnna\n"
)
PASSED_OVER = "Hi Anna,\n\nThe training starts on 12 May.\n"


def checked(
    text: str,
    name: str = "draft.md",
    folder: Path | None = None,
    encoding: str = "utf-16",
    locale: str = "en",
    **table: object,
) -> Checked:
    uri = (folder / name).as_uri() if folder else f"untitled:{name}"
    document = documents.of(uri, "markdown", 7, text)
    assert document is not None
    folders = (folder,) if folder else ()
    return checker.check(document, Asked(table, locale, folders, encoding, related=True))


def one(result: Checked, criterion: str) -> Told:
    found = [each for each in result.told if each.comment.criterion == criterion]
    assert found, [each.comment.criterion for each in result.told]
    return found[0]


def words(result: Checked, told: Told) -> str:
    """Read the marked words back as an editor would find them."""
    place = told.diagnostic.range
    offsets = map(result.places.offset, (place.start, place.end))
    return result.document.text[slice(*offsets)]


def applied(result: Checked, criterion: str, title: str) -> str:
    """Do what a menu entry about a comment does, as an editor does it."""
    place = one(result, criterion).diagnostic.range
    offered = actions.at(result, place, versioned=False)
    (chosen,) = (each for each in offered if each.title.startswith(title))
    assert chosen.edit
    assert chosen.edit.changes
    (edit,) = chosen.edit.changes[result.document.uri]
    assert isinstance(edit, TextEdit)
    start, end = map(result.places.offset, (edit.range.start, edit.range.end))
    return result.document.text[:start] + edit.new_text + result.document.text[end:]


def test_a_term_is_marked_where_it_stands() -> None:
    result = checked(TERMS)
    diagnostic = one(result, "CO3").diagnostic
    assert diagnostic.range == Range(Position(2, 14), Position(2, 17))
    assert (diagnostic.source, diagnostic.severity) == ("commsense", DiagnosticSeverity.Warning)
    assert "UAT" in diagnostic.message
    assert one(result, "CO3").said.advice in diagnostic.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@pytest.mark.parametrize("before", ["😀 你好 ", "e\u0301\t", "\u2028 ", "👩\u200d🚀 "])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_and_after_characters_of_every_length(before: str, line_end: str, encoding: str) -> None:
    text = TERMS.replace("We will", f"{before}We will").replace("\n", line_end)
    result = checked(text, encoding=encoding)
    assert words(result, one(result, "CO3")) == "UAT"
    assert one(result, "CO3").diagnostic.range.start.line == 2


def test_and_behind_a_byte_order_mark() -> None:
    result = checked(f"\ufeff{TERMS}")
    assert words(result, one(result, "CO3")) == "UAT"
    result = checked(f"\ufeff{UNDATED}")
    assert words(result, one(result, "TR3")).startswith("I will send")


def test_and_beside_half_a_character() -> None:
    result = checked(TERMS.replace("We will", "\ud83d We will"))
    assert words(result, one(result, "CO3")) == "UAT"


def test_chinese_is_read_and_said_in_chinese() -> None:
    text = "各位好，\n\n😀 我们会尽快开始 UAT 测试 API。\n"
    result = checked(text, locale="zh-CN", client="northwind.example", all=True)
    assert words(result, one(result, "CO4")) == "尽快"
    assert "没有说明时间" in one(result, "CO4").diagnostic.message


def test_other_words_are_put_in_their_place() -> None:
    result = checked(TERMS)
    plain = one(result, "CO3").comment.suggestion
    assert plain
    assert applied(result, "CO3", "Replace with") == TERMS.replace("UAT", plain.text)


def test_words_to_fill_in_come_behind_the_line_of_the_sentence() -> None:
    result = checked(f"Hi Anna,\n\n{UNDATED}  \nBest,\nMaya\n")
    lines = applied(result, "TR3", "Insert wording").split("\n")
    assert lines[2].startswith(f"{UNDATED} ")
    assert "____" in lines[2]
    assert lines[2].endswith("  ")


def test_a_sentence_over_two_lines_stays_whole() -> None:
    result = checked("Hi Anna,\n\nI will send the revised\nplan.\n")
    lines = applied(result, "TR3", "Insert wording").split("\n")
    assert lines[2] == "I will send the revised"
    assert lines[3].startswith("plan. ")


def test_a_comment_is_left_out_here() -> None:
    result = checked(TERMS)
    text = applied(result, "CO3", "Ignore CO3 here")
    assert text == TERMS.replace("ready.", "ready. <!-- commsense: ignore CO3 -->")
    assert "CO3" not in [each.comment.criterion for each in checked(text).told]


def test_two_comments_of_a_line_are_left_out_by_one_entry() -> None:
    result = checked(TERMS, all=True)
    both = [each.diagnostic for each in result.told if each.comment.criterion == "CO3"]
    offered = actions.at(result, Range(Position(2, 0), Position(2, 60)), versioned=False)
    (ignore,) = (each for each in offered if each.title == "Ignore CO3 here")
    assert len(both) == 2
    assert ignore.diagnostics == both


def test_what_is_not_there_is_told_on_the_first_line_and_left_out_in_the_whole(
    tmp_path: Path,
) -> None:
    (tmp_path / "draft.reply-to.txt").write_text(QUESTIONS)
    text = f"\r\n{PASSED_OVER}".replace("\n", "\r\n").replace("\r\r", "\r")
    result = checked(text, folder=tmp_path)
    told = one(result, "TR6")
    assert told.diagnostic.severity is DiagnosticSeverity.Error
    assert words(result, told) == "Hi Anna,"
    left = applied(result, "TR6", "Ignore TR6 in this draft")
    assert left == "\n<!-- commsense: ignore TR6 -->\r\n" + PASSED_OVER
    again = checked(left, folder=tmp_path)
    assert "TR6" not in [each.comment.criterion for each in again.told]


def test_a_question_of_the_mail_that_is_named_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "anna.txt").write_text(QUESTIONS)
    line = "<!-- commsense: reply-to anna.txt -->\n"
    result = checked(line + PASSED_OVER, folder=tmp_path)
    told = one(result, "TR6")
    assert words(result, told) == "Hi Anna,"
    assert told.diagnostic.related_information
    (where,) = told.diagnostic.related_information
    assert where.location.uri == (tmp_path / "anna.txt").as_uri()
    assert where.location.range == Range(Position(2, 0), Position(2, 36))
    assert where.message == "How much does the second phase cost?"


def test_a_question_of_the_quoted_mail_has_its_place_in_the_draft() -> None:
    quoted = "".join(f"> {line}\n" for line in QUESTIONS.replace("second ", "second\n").split("\n"))
    result = checked(f"{PASSED_OVER}\nOn 2 March 2026, Anna wrote:\n{quoted}")
    related = one(result, "TR6").diagnostic.related_information
    assert related
    assert related[0].location.uri == result.document.uri
    place = related[0].location.range
    assert (place.start.line, place.start.character) == (7, 2)
    assert place.end.line == 8


def test_without_the_mail_there_is_no_such_comment() -> None:
    assert "TR6" not in [each.comment.criterion for each in checked(PASSED_OVER, all=True).told]


def test_a_mail_that_is_not_there_is_told_and_the_rest_is_checked(tmp_path: Path) -> None:
    result = checked(f"# commsense: reply-to none.eml\n{TERMS}", folder=tmp_path)
    assert result.problem
    assert "none.eml" in result.problem.message
    assert result.problem.range.start == Position(0, 0)
    assert words(result, one(result, "CO3")) == "UAT"


HEADERS = "From: maya@brightline.example\nTo: anna@northwind.example\nSubject: Plan\n"


def test_a_mail_is_marked_in_its_body() -> None:
    result = checked(f"{HEADERS}\n{TERMS}", "draft.eml")
    assert words(result, one(result, "CO3")) == "UAT"
    assert one(result, "CO3").diagnostic.range.start.line == 6


@pytest.mark.parametrize(
    ("how", "body"),
    [
        (
            "Content-Type: text/plain; charset=iso-8859-1\n"
            "Content-Transfer-Encoding: quoted-printable\n",
            TERMS.replace("Anna", "Andr=E9").replace("start ", "start=\n "),
        ),
        (
            "Content-Type: text/html\n",
            "<p>Hi Anna,</p><p>We will start UAT on 12 May. The API is ready.</p>\n",
        ),
    ],
)
def test_what_is_encoded_is_told_on_the_first_line_of_the_body(how: str, body: str) -> None:
    result = checked(f"{HEADERS}MIME-Version: 1.0\n{how}\n{body}", "draft.eml")
    told = one(result, "CO3")
    assert words(result, told) == body.split("\n")[0]
    assert "UAT" in told.diagnostic.message
    assert actions.at(result, told.diagnostic.range, versioned=False) == []


def test_words_that_the_message_does_not_have_are_added() -> None:
    body = f"<p>Hi Anna,</p><p>{UNDATED}</p>\n"
    result = checked(f"{HEADERS}Content-Type: text/html\n\n{body}", "draft.eml")
    assert '"I will send' in one(result, "TR3").diagnostic.message


@pytest.mark.parametrize("name", ["draft.md", "draft.txt", "draft.eml"])
@pytest.mark.parametrize("text", ["", "\n", "\ufeff", " \n\n ", "\r\n\r\n", "From: a@b.example\n"])
def test_what_is_empty_has_nothing_to_tell(name: str, text: str) -> None:
    result = checked(text, name, all=True)
    assert (result.told, result.problem) == ((), None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("We will start soon.\n" * 110_000, "a draft of at most"),
        ("We will start\x00\x01 soon.\n", "control characters"),
        (f"{UNDATED}\n" * 700, "sentences"),
    ],
)
def test_what_is_no_draft_is_told_once(text: str, said: str) -> None:
    result = checked(text)
    assert result.told == ()
    assert result.problem
    assert said in result.problem.message
    assert result.problem.range.start.line == 0
    assert result.problem.range.end.line == 0


def test_the_folder_s_settings_hold(tmp_path: Path) -> None:
    (tmp_path / "commsense.toml").write_text('[check]\nignore = ["CO3"]\n')
    assert "CO3" not in [e.comment.criterion for e in checked(TERMS, folder=tmp_path).told]
    (tmp_path / "commsense.toml").write_text('[check]\nignored = ["CO3"]\n')
    result = checked(TERMS, folder=tmp_path)
    assert result.problem
    assert "check.ignored" in result.problem.message


def test_all_comments_where_the_editor_asks_for_them() -> None:
    few, every = checked(TERMS), checked(TERMS, all=True)
    assert len(every.told) >= len(few.told)
    assert DiagnosticSeverity.Hint not in [e.diagnostic.severity for e in few.told]


def test_a_check_that_breaks_tells_its_kind_and_no_text() -> None:
    result = checked(TERMS)
    asked = Asked({}, "en", (), "utf-16", related=False)
    broken = checker.failed(result.document, asked, KeyError("secret"))
    assert broken.problem
    assert "KeyError" in broken.problem.message
    assert "secret" not in broken.problem.message


def test_the_mouse_on_a_comment_shows_why() -> None:
    result = checked(TERMS)
    told = one(result, "CO3")
    shown = hovers.at(result, Position(2, 15), markdown=True)
    assert shown
    assert shown.range == told.diagnostic.range
    text = getattr(shown.contents, "value", "")
    assert text.startswith(f"**CO3 · {told.said.title}**")
    assert told.said.why in text
    assert told.said.advice in text
    assert told.comment.suggestion
    assert f"*Instead:* `{told.comment.suggestion.text}`" in text


def test_and_beside_it_nothing() -> None:
    assert hovers.at(checked(TERMS), Position(0, 2), markdown=True) is None


def test_plain_text_where_the_editor_shows_no_markdown() -> None:
    shown = hovers.at(checked(TERMS), Position(2, 15), markdown=False)
    assert shown
    assert getattr(shown.contents, "kind", None) is MarkupKind.PlainText
    assert "**" not in getattr(shown.contents, "value", "")


def test_markdown_of_others_is_shown_as_it_is() -> None:
    assert hovers.escaped("a *b* [c](d) <e> `f`\n# g") == (r"a \*b\* \[c\]\(d\) \<e\> \`f\` \# g")


PIECES = [
    "We will start UAT on 12 May. ",
    "The API is ready. ",
    "soon",
    "\n",
    "\r\n",
    "\r",
    "😀",
    "你好，我们会尽快开始 UAT。",
    "\ufeff",
    "\u2028",
    "\x0c",
    "> quoted?\n",
    "From: a@b.example\n",
    "Subject: x\n",
    "Content-Type: text/html\n",
    "<p>We will fix it asap.</p>",
    "\t- item\n",
    "Content-Transfer-Encoding: base64\n",
    "```\n",
    "# commsense: reply-to x\n",
    "\x1b",
    "\u200b",
    "<!-- commsense: ignore CO3 -->",
    "On Monday Anna wrote:\n",
    "\n-- \nMaya\n",
    "\ud83d",
]


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=14).map("".join),
    st.sampled_from(["draft.md", "draft.txt", "draft.eml"]),
    st.sampled_from(["utf-8", "utf-16", "utf-32"]),
)
def test_whatever_is_written_all_is_told_within_it(text: str, name: str, encoding: str) -> None:
    result = checked(text, name, encoding=encoding, all=True)
    last = result.document.text.count("\n")
    for told in result.told:
        assert 0 <= told.start <= told.end <= len(result.document.text)
        assert hovers.at(result, told.diagnostic.range.start, markdown=True)
        for action in actions.at(result, told.diagnostic.range, versioned=False):
            assert action.edit
            assert action.edit.changes
            for edit in action.edit.changes[result.document.uri]:
                assert edit.range.end.line <= last
