"""Capitals that nobody has explained."""

from __future__ import annotations

import pytest

from commsense.signals import acronyms


def seen(text: str, language: str = "en") -> list[str]:
    return [text[h.start : h.end] for h in acronyms.find(text, language)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The CPUX and the QRT are late.", ["CPUX", "QRT"]),
        ("Send the PDF to HR by Q3, OK?", []),
        ("See part IV of the plan in CHAPTER.TXT and readme.MD.", []),
        ("THE SERVER IS DOWN AGAIN", []),
        ("Ask JD about it.", []),
        ("We use model A4 and X310.", []),
        ("Read https://example.example/QRT/page now.", []),
        ("My MATLAB script.", []),
        ("Two QRTs are here.", ["QRT"]),
        ("This is NOT what we want.", []),
    ],
)
def test_english(text: str, found: list[str]) -> None:
    assert seen(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [("请走RFO流程。", ["RFO"]), ("请发PDF给HR。", []), ("TC已经同意。", ["TC"])],
)
def test_chinese(text: str, found: list[str]) -> None:
    assert seen(text, "zh") == found
