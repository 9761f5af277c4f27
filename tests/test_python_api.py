"""``from commsense import check, said, shown``: what other programs call."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import commsense
from commsense import check, said, shown
from commsense.checking.result import Severity
from commsense.errors import InputError
from commsense.settings import CheckSettings, Settings

VAGUE = "Hi Anna,\n\nthank you. We will fix the import soon.\n\nTom\n"
ASKED = "How many user licences are included in the price?"
SILENT = "Hi Anna,\n\nthank you for the nice lunch yesterday.\n"
TODAY = date(2026, 3, 9)


def criteria(found: object) -> set[str]:
    return {each.criterion for each in found.comments}  # type: ignore[attr-defined]


def test_what_is_offered_is_there() -> None:
    assert commsense.__all__ == ["__version__", "check", "said", "shown"]
    assert all(getattr(commsense, name) for name in commsense.__all__)


def test_a_draft_is_checked_and_what_is_told_is_said() -> None:
    found = check(VAGUE)
    (comment,) = [each for each in shown(found) if each.criterion == "CO4"]
    assert found.draft.source[comment.start : comment.end] == "soon"
    assert "leaves open when" in said(comment).message
    assert said(comment, "zh").message != said(comment).message
    assert all(getattr(said(comment), name) for name in ("message", "advice", "why", "title"))


def test_what_is_answered_is_a_text_or_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mail.txt"
    path.write_text(ASKED, encoding="utf-8")
    for mail in (ASKED, path):
        found = check(SILENT, mail)
        assert "TR6" in criteria(found)
        assert [point.raised.text for point in found.points] == [ASKED]
    assert check(SILENT).points == ()
    assert check(SILENT, "").points == ()


def test_a_draft_is_a_text_or_a_file(tmp_path: Path) -> None:
    path = tmp_path / "draft.md"
    path.write_text("# Answer\n\nWe will fix the *import* soon.\n", encoding="utf-8")
    found = check(path)
    assert "CO4" in criteria(found)
    assert found.draft.source.startswith("# Answer")
    assert check(str(path)).draft.source == str(path)  # a text, not the name of a file


def test_what_the_draft_quotes_is_answered_where_nothing_is_named() -> None:
    quoted = f"{SILENT}\nOn Mon, 2 Mar 2026, Anna <anna@northwind.example> wrote:\n> {ASKED}\n"
    found = check(quoted)
    assert [point.raised.text for point in found.points] == [ASKED]
    assert found.client == "northwind.example"


def test_the_day_of_sending_is_given() -> None:
    mail = (
        "What about the costs?\n\nOn Fri, 27 Feb 2026, Tom <tom@brightline.example> wrote:\n"
        "> We will send you the test plan by 5 March.\n"
    )
    draft = "Hi Anna,\n\nthe costs are 4,000 euros."
    assert "TR4" in criteria(check(draft, mail, today=TODAY))
    assert "TR4" not in criteria(check(draft, mail, today=date(2026, 3, 4)))
    on_the_day = Settings(as_of=TODAY)
    assert "TR4" in criteria(check(draft, mail, settings=on_the_day))
    assert "TR4" not in criteria(check(draft, mail, settings=on_the_day, today=date(2026, 3, 4)))


def test_settings_hold() -> None:
    left_out = Settings(check=CheckSettings(ignore=("CO4",)))
    found = check(VAGUE, settings=left_out)
    assert "CO4" not in criteria(found)
    assert found.suppressed == 1


def test_few_are_shown_and_more_when_asked() -> None:
    times = ("soon", "shortly", "someday", "in due course", "as soon as possible")
    many = check(" ".join(f"We will fix part {n} {time}." for n, time in enumerate(times, 1)))
    assert len(shown(many)) == 3
    assert shown(many, 1) == many.comments[:1]
    assert len(shown(many, 100)) > 3
    assert all(each.severity is not Severity.HINT for each in shown(many, 100))


def test_files_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.txt"):
        check(tmp_path / "none.txt")
    with pytest.raises(InputError, match=r"none\.eml"):
        check(VAGUE, tmp_path / "none.eml")


def test_an_empty_draft() -> None:
    for empty in ("", " \n\t\n"):
        found = check(empty)
        assert found.comments == ()
        assert shown(found) == ()
        assert found.notes == (("empty", ""),)


def test_the_same_draft_is_checked_alike_again() -> None:
    assert check(VAGUE, ASKED, today=TODAY) == check(VAGUE, ASKED, today=TODAY)
