"""The terminal summary fits 80 columns, in both languages, with and without colour."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from rich.cells import cell_len
from rich.console import Console

from commsense.assessment import Assessment
from commsense.conversation import Place, Skipped
from commsense.reports import terminal


def shown(assessment: Assessment, language: str, **options: object) -> str:
    file = io.StringIO()
    console = Console(file=file, width=80, legacy_windows=False, **options)  # type: ignore[arg-type]
    terminal.show(assessment, console, language)
    return file.getvalue()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_fits_a_screen(language: str, assessment: Assessment) -> None:
    lines = shown(assessment, language).splitlines()
    assert max(map(cell_len, lines)) <= 80
    assert len(lines) <= 48


def test_attention_comes_first(assessment: Assessment) -> None:
    text = shown(assessment, "en")
    titles = ("Waiting for the team", "Promises", "Ten practices", "Left out")
    order = [text.index(title) for title in titles]
    assert order == sorted(order)
    assert "13 of 27" in text
    assert "3 unreadable · 4 duplicates" in text
    assert "plan.xlsx" in text


def test_chinese_reads_chinese(assessment: Assessment) -> None:
    text = shown(assessment, "zh")
    assert "等待团队答复" in text
    assert "建立信任" in text
    assert "Building trust" not in text


def test_bars_are_told_apart_without_colour(assessment: Assessment) -> None:
    text = shown(assessment, "en", no_color=True)
    assert "█" in text
    assert "░" in text
    assert "\x1b" not in text


def test_text_cannot_steer_the_terminal(assessment: Assessment) -> None:
    evil = "\x1b[2J\x1b]0;owned\x07 [bold red]x[/] [/nonsense]"
    thread = next(iter(assessment.threads))
    concerns = tuple(replace(c, text=evil, person=evil) for c in thread.concerns)
    hostile = replace(thread, concerns=concerns, thread=replace(thread.thread, subject=evil))
    summary = replace(assessment.summary, skipped=(Skipped(Place(evil), evil),), sides_note=evil)
    text = shown(Assessment(summary, (hostile,)), "en")
    assert "\x1b" not in text
    assert "[/nonsense]" in text


def test_nothing_to_report(empty: Assessment, only_skipped: Assessment) -> None:
    assert "Nothing was read" in shown(empty, "en")
    assert "plan.xlsx" in shown(only_skipped, "en")


def test_nobody_known_to_be_of_the_team(assessment: Assessment) -> None:
    thread = next(iter(assessment.threads))
    concerns = tuple(replace(c, person="", client="") for c in thread.concerns)
    summary = replace(assessment.summary, clients=(), sides_guessed=True)
    text = shown(Assessment(summary, (replace(thread, concerns=concerns),)), "en")
    assert "Open points" in text
    assert "Nobody is known to be a client" in text
    assert "Waiting for the team" not in text
    assert "somebody" in text


def test_a_long_path_is_told_by_its_end(assessment: Assessment) -> None:
    path = f"{'folder/' * 30}plan.pdf"
    summary = replace(assessment.summary, skipped=(Skipped(Place(path), "a PDF"),))
    assert "older/folder/plan.pdf" in shown(Assessment(summary, ()), "en")


def test_what_waits_for_more_than_a_year_is_shown_where_nothing_else_waits(
    assessment: Assessment,
) -> None:
    summary = replace(assessment.summary, as_of=datetime(2046, 1, 1, tzinfo=UTC))
    thread = next(iter(assessment.threads))
    text = shown(Assessment(summary, (thread,)), "en")
    assert thread.concerns[0].text[:20] in text


def test_one_who_is_the_client_is_named_once(assessment: Assessment) -> None:
    thread = next(iter(assessment.threads))
    client = replace(assessment.summary.clients[0], key="lone", name="Lee Lone")
    concerns = tuple(replace(c, person="Lee Lone", client="lone") for c in thread.concerns)
    summary = replace(assessment.summary, clients=(client,))
    text = shown(Assessment(summary, (replace(thread, concerns=concerns),)), "en")
    assert "Lee Lone" in text
    assert "Lee Lone, Lee" not in text
