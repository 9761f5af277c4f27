"""``commsense check`` as a user types it: what it reads, prints, notes, and how it ends."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from checks_run import ASKED, SILENT, VAGUE, Files, check, criteria

from commsense.checking.formats import FORMATS
from commsense.cli.commands import app

GOOD = "Hi Anna,\n\nthank you for asking. The report will be with you on Friday 13 March.\n"
TERM = "Hi Anna,\n\nthank you. The UAT took place on Monday.\n"
WISH = "0ab1926b6020@northwind.example"

pytestmark = pytest.mark.usefixtures("folder")  # no settings are found there


@pytest.fixture
def mailbox(root: Path) -> Path:
    return root / "data" / "sample" / "mail.mbox"


def test_a_file(files: Files) -> None:
    done = check(files("draft.txt", VAGUE))
    assert done.exit_code == 0
    assert 'draft.txt:3:35: CO4 warning: "soon"' in done.stdout


def test_standard_input() -> None:
    done = check("-", stdin=VAGUE)
    assert 'stdin:3:35: CO4 warning: "soon"' in done.stdout


def test_standard_input_may_be_in_another_encoding() -> None:
    done = check("-", stdin="王总：\n\n导入问题我们会尽快修复。\n\n李明".encode("gb18030"))
    assert "尽快" in done.stdout


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("draft.md", "# Answer\n\nWe will fix the *import* **soon**.\n"),
        ("draft.html", "<p>Hi Anna,</p><p>we will fix the import soon.</p>"),
        ("draft.eml", "From: t@b.example\nSubject: Status\n\nWe will fix the import soon.\n"),
    ],
)
def test_drafts_of_other_kinds(files: Files, name: str, text: str) -> None:
    assert f"{name}:" in check(files(name, text)).stdout


def test_a_good_answer_is_let_go(files: Files) -> None:
    mail = files("mail.txt", "When do we get the report?\n")
    done = check(files("draft.txt", GOOD), "--reply-to", mail, "--as-of", "2026-03-09")
    assert done.exit_code == 0
    assert "What the client raised: 1 of 1 answered" in done.stdout
    assert "Nothing to say: send it." in done.stdout


def test_what_is_answered_is_read_from_a_file(files: Files) -> None:
    draft = files("draft.txt", SILENT)
    alone = check(draft)
    answering = check(draft, "--reply-to", files("mail.txt", ASKED))
    assert "name it with --reply-to" in alone.stdout
    assert "--reply-to" not in answering.stdout
    assert "TR6 error" in answering.stdout
    assert ASKED.strip() in answering.stdout


def test_what_is_answered_is_named_in_an_archive(files: Files, mailbox: Path) -> None:
    draft = files("draft.txt", "Hi Anna,\n\nthank you. The report shows the numbers per depot.\n")
    where = ("--reply-to", f"{mailbox}:{WISH}", "--as-of", "2026-02-17", "--format", "json")
    found = json.loads(check(draft, *where).stdout)
    assert found["client"] == "northwind.example"
    assert len(found["earlier"]) == 2
    assert "One wish" in found["earlier"][-1]["text"]
    raised = [point["raised"]["text"] for point in found["points"]]
    assert any("numbers per depot" in text for text in raised)


def test_as_of_is_the_day_of_sending(files: Files, mailbox: Path) -> None:
    draft = files("draft.txt", "Hi Anna,\n\nthank you. The report shows the numbers per depot.\n")
    where = (draft, "--reply-to", f"{mailbox}:{WISH}", "--format", "json", "--as-of")
    assert "TR4" not in criteria(check(*where, "2026-03-06"))
    late = json.loads(check(*where, "2026-03-09").stdout)["comments"]
    assert any(each["criterion"] == "TR4" and "delivery notes" in each["message"] for each in late)


def test_a_client_that_is_named_is_the_client(files: Files) -> None:
    mail = "From: {}\nTo: tom@brightline.example\nSubject: Status\n\n" + ASKED
    draft = files("draft.txt", SILENT)
    for sender in ("anna@northwind.example", "eve@other.example"):
        given = ("--reply-to", files("mail.eml", mail.format(sender)), "--format", "json")
        found = json.loads(check(draft, *given, "--client", "northwind.example").stdout)
        assert (found["client"] == "northwind.example") is (sender == "anna@northwind.example")


def test_every_format_is_written(files: Files) -> None:
    draft = files("draft.txt", VAGUE)
    start = {"text": "draft.txt:3:", "json": "{", "sarif": "{", "github": "::warning file="}
    assert start.keys() == FORMATS.keys()
    for name, words in start.items():
        done = check(draft, "--format", name)
        assert done.stdout.startswith(words), name
        assert done.stdout.endswith("\n"), name
    assert json.loads(check(draft, "--format", "json").stdout)["schema"] == "commsense-check/1"
    assert json.loads(check(draft, "--format", "sarif").stdout)["version"] == "2.1.0"


@pytest.mark.parametrize("as_text", ["text", "json", "github"])
@pytest.mark.parametrize("encoding", ["gbk", "cp1252", "ascii"])
def test_a_console_that_lacks_a_sign_stops_nothing(
    files: Files, monkeypatch: pytest.MonkeyPatch, encoding: str, as_text: str
) -> None:
    draft, mail = files("draft.txt", "🎉 " + VAGUE), files("mail.txt", ASKED)
    screen = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="\n")
    words = ["check", str(draft), "--reply-to", str(mail), "--format", as_text, "--fail-on=never"]
    monkeypatch.setattr(sys, "stdout", screen)
    app(words, standalone_mode=False)
    screen.flush()
    written = screen.buffer.getvalue()  # type: ignore[attr-defined]
    if as_text == "text":
        assert "soon" in written.decode(encoding)
        assert "?" in written.decode(encoding)
    else:
        assert "soon" in written.decode("utf-8")


def test_comments_in_chinese(files: Files) -> None:
    draft = files("draft.txt", VAGUE)
    assert "警告" in check(draft, "--lang", "zh").stdout
    assert "警告" not in check(draft).stdout


def test_all_tells_the_hints_too(files: Files) -> None:
    draft = files("draft.txt", TERM)
    few, every = check(draft).stdout, check(draft, "--all").stdout
    assert " hint: " not in few
    assert "more with --all." in few
    assert " hint: " in every
    assert "more with --all." not in every


LEVELS = [
    ("error", "error", 1),
    ("error", "warning", 1),
    ("error", "hint", 1),
    ("error", "never", 0),
    ("warning", "error", 0),
    ("warning", "warning", 1),
    ("warning", "hint", 1),
    ("warning", "never", 0),
    ("hint", "error", 0),
    ("hint", "warning", 0),
    ("hint", "hint", 1),
    ("hint", "never", 0),
]


@pytest.mark.parametrize(("weightiest", "fail_on", "code"), LEVELS)
def test_it_fails_at_the_severity_that_is_asked_for(
    files: Files, weightiest: str, fail_on: str, code: int
) -> None:
    drafts = {"error": SILENT, "warning": VAGUE, "hint": TERM}
    draft = files("draft.txt", drafts[weightiest])
    answered = ("--reply-to", files("mail.txt", ASKED)) if weightiest == "error" else ()
    done = check(draft, *answered, "--fail-on", fail_on, "--all", "--format", "json")
    told = {each["severity"] for each in json.loads(done.stdout)["comments"]}
    ranks = ("error", "warning", "hint")
    assert min(told, key=ranks.index) == weightiest, "the draft is no case of this severity"
    assert done.exit_code == code


def test_an_error_fails_unasked(files: Files) -> None:
    assert check(files("d.txt", SILENT), "--reply-to", files("m.txt", ASKED)).exit_code == 1


def test_who_fails_on_hints_is_shown_them(files: Files) -> None:
    draft = files("draft.txt", TERM)
    done = check(draft, "--fail-on", "hint")
    assert done.exit_code == 1
    assert " hint: " in done.stdout
    assert " hint: " not in check(draft).stdout
    assert check(draft, "--fail-on", "warning").exit_code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["draft.txt", "--format", "xml"], ["--format", "'xml'", "text, json, sarif, github"]),
        (["draft.txt", "--fail-on", "fatal"], ["'fatal'", "error, warning, hint, never"]),
        (["draft.txt", "--lang", "fr"], ["--lang", "en, zh"]),
        (["draft.txt", "--as-of", "soon"], ["--as-of", "2026-03-31"]),
        (["draft.txt", "--client", "northwind"], ["neither a domain"]),
        (["draft.txt", "--device", "tpu"], ["auto, cpu, cuda"]),
        (["draft.txt", "--model", "/no/such/model"], ["/no/such/model"]),
        (["draft.txt", "--config", "none.toml"], ["none.toml", "cannot be read"]),
        (["draft.txt", "--reply-to", "none.eml"], ["--reply-to", "none.eml"]),
        (["draft.txt", "--write-baseline"], ["--write-baseline", "[check]", "baseline ="]),
        (["draft.txt", "--colour"], ["--colour"]),
        (["none.txt"], ["none.txt", "cannot be read", ".eml"]),
        (["."], [".", "cannot be read"]),
        (["picture.txt"], ["picture.txt", "control characters"]),
        ([], ["DRAFT"]),
    ],
)
def test_what_a_user_can_mend_ends_with_2_and_words(
    files: Files, refused: Callable[..., str], words: list[str], said: list[str]
) -> None:
    files("draft.txt", GOOD)
    files("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00")
    told = refused(*words)
    for each in said:
        assert each in told


def test_a_message_that_is_not_in_the_archive(
    files: Files, refused: Callable[..., str], mailbox: Path
) -> None:
    draft = files("draft.txt", GOOD)
    assert "'nobody@x.example'" in refused(draft, "--reply-to", f"{mailbox}:nobody@x.example")
    assert "threads" in refused(draft, "--reply-to", mailbox)


def test_settings_of_the_current_folder_hold(files: Files) -> None:
    draft = files("draft.txt", VAGUE)
    assert "CO4" in criteria(check(draft, "--format", "json"))
    files("commsense.toml", 'language = "zh"\n[check]\nignore = ["CO4"]\n')
    done = check(draft, "--format", "json")
    assert "CO4" not in criteria(done)
    assert json.loads(done.stdout)["language"] == "zh"
    assert json.loads(done.stdout)["suppressed"] == 1
    english = check(draft, "--format", "json", "--lang", "en")
    assert json.loads(english.stdout)["language"] == "en"


def test_settings_that_are_named_go_before_those_of_the_folder(files: Files) -> None:
    files("commsense.toml", '[check]\nignore = ["CO4"]\n')
    other = files("other.toml", "[check]\nignore = []\n")
    done = check(files("draft.txt", VAGUE), "--config", other, "--format", "json")
    assert "CO4" in criteria(done)


def test_a_misspelt_key_of_the_settings(files: Files, refused: Callable[..., str]) -> None:
    files("commsense.toml", '[check]\nignored = ["CO4"]\n')
    said = refused(files("draft.txt", VAGUE))
    assert "commsense.toml: check.ignored" in said


def test_how_many_are_told_is_set(files: Files) -> None:
    many = "We will fix it soon. We will send it shortly. We will call someday. We test it later.\n"
    files("commsense.toml", "[check]\ncomments = 1\n")
    done = check(files("draft.txt", many), "--format", "github")
    assert len(done.stdout.splitlines()) == 1
