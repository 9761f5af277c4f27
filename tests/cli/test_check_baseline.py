"""The baseline of ``commsense check``: what is known is not told again, and hides nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from checks_run import ASKED, SILENT, VAGUE, Files, check, criteria


@pytest.fixture
def baseline(files: Files, folder: Path) -> Path:
    files("commsense.toml", '[check]\nbaseline = "known.json"\n')
    return folder / "known.json"


def test_a_baseline_is_written_and_used(files: Files, baseline: Path) -> None:
    draft = files("draft.txt", VAGUE)
    before = len(criteria(check(draft, "--format", "json")))
    first = check(draft, "--fail-on", "warning", "--write-baseline")
    assert first.exit_code == 0  # what is noted fails no more
    assert str(before) in first.stdout
    assert "known.json" in first.stdout
    kept = baseline.read_text(encoding="utf-8")
    assert "import" not in kept
    assert "soon" not in kept
    second = check(draft, "--all")
    assert "CO4" not in second.stdout
    assert "left out as asked" in second.stdout
    files("draft.txt", VAGUE + "\nAnd the export will follow soon.\n")
    assert criteria(check(draft, "--format", "json")).count("CO4") == 1


def test_writing_a_baseline_again_forgets_nothing(files: Files, baseline: Path) -> None:
    draft, other = files("draft.txt", VAGUE), files("other.txt", "We send it shortly.\n")
    check(draft, "--write-baseline")
    check(other, "--write-baseline")
    for each in (draft, other):
        assert "CO4" not in criteria(check(each, "--format", "json"))
    before = baseline.read_bytes()
    check(draft, "--write-baseline")
    assert baseline.read_bytes() == before


def test_a_baseline_lies_beside_the_settings(files: Files, folder: Path) -> None:
    (folder / "team").mkdir()
    settings = files("team/commsense.toml", '[check]\nbaseline = "known.json"\n')
    check(files("draft.txt", VAGUE), "--config", settings, "--write-baseline")
    assert (folder / "team" / "known.json").is_file()


def test_a_point_of_the_baseline_hides_no_other_point(files: Files, baseline: Path) -> None:
    draft, mail = files("draft.txt", SILENT), files("mail.txt", ASKED)
    check(draft, "--reply-to", mail, "--write-baseline")
    assert "TR6" not in criteria(check(draft, "--reply-to", mail, "--format", "json"))
    other = files("other.txt", "Who pays for the three extra days of training in May?\n")
    assert "TR6" in criteria(check(draft, "--reply-to", other, "--format", "json"))
    assert baseline.is_file()


def test_an_overdue_promise_of_the_baseline_hides_no_other(files: Files, baseline: Path) -> None:
    draft = files("draft.txt", "Hi Anna,\n\nthe costs are 4,000 euros.\n")
    promised = (
        "What about the costs?\n\nOn Fri, 27 Feb 2026, Tom <tom@brightline.example> wrote:\n> {}\n"
    )
    one = files("one.txt", promised.format("We will send you the test plan by 5 March."))
    two = files("two.txt", promised.format("We will deliver the printed guide by 6 March."))
    day = ("--as-of", "2026-03-09", "--format", "json")
    assert "TR4" in criteria(check(draft, "--reply-to", one, *day))
    check(draft, "--reply-to", one, *day, "--write-baseline")
    assert "TR4" not in criteria(check(draft, "--reply-to", one, *day))
    assert "TR4" in criteria(check(draft, "--reply-to", two, *day))
    assert baseline.is_file()


@pytest.mark.parametrize(
    ("damaged", "said"),
    [
        (b"{", "cannot be read as a baseline"),
        (b"\xff\xfe\x00", "cannot be read as a baseline"),
        (b"[]", "commsense-baseline/1"),
        (b'{"schema": "other/1", "comments": []}', "commsense-baseline/1"),
        (b'{"schema": "commsense-baseline/1"}', "expected a list of marks"),
        (b'{"schema": "commsense-baseline/1", "comments": [1]}', "expected a list of marks"),
    ],
)
def test_a_damaged_baseline_is_named(
    files: Files, baseline: Path, refused: Callable[..., str], damaged: bytes, said: str
) -> None:
    baseline.write_bytes(damaged)
    told = refused(files("draft.txt", VAGUE))
    assert "known.json" in told
    assert said in told


def test_a_baseline_that_cannot_be_written(files: Files, refused: Callable[..., str]) -> None:
    files("commsense.toml", '[check]\nbaseline = "none/known.json"\n')
    draft = files("draft.txt", VAGUE)
    assert "CO4" in criteria(check(draft, "--format", "json"))
    said = refused(draft, "--write-baseline")
    assert "known.json: cannot be written" in said
