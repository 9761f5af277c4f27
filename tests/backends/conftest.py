"""A small model of each backend, fitted to a handful of sentences."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from commsense.conversation import Side
from commsense.training import fit, folder
from commsense.training.cross import flags_judged
from commsense.training.decide import Decision
from commsense.training.examples import LABELS, Example, truth

SENTENCES = {
    "en": (
        ("When will the {} be ready?", "question", "neutral"),
        ("I will send the {} tomorrow.", "commitment", "neutral"),
        ("We are very unhappy with the {}.", "concern", "negative"),
        ("The {} works and we love it.", "confirmation", "positive"),
    ),
    "zh": (
        ("{}什么时候能好?", "question", "neutral"),
        ("我明天把{}发给您。", "commitment", "neutral"),
        ("{}又坏了,我们很失望。", "concern", "negative"),
        ("{}很好用,谢谢!", "confirmation", "positive"),
    ),
}
THINGS = {"en": ("pump", "report", "gate", "plan"), "zh": ("水泵", "报告", "闸门", "计划")}
OPTIONS = fit.Options(features=500)


def examples(language: str) -> list[Example]:
    return [
        Example(f"t-{thing}", language, text.format(thing), Side.TEAM, frozenset({act, mood}))
        for text, act, mood in SENTENCES[language]
        for thing in THINGS[language]
    ]


def linear(place: Path) -> Path:
    arrays = {}
    for language in SENTENCES:
        rows = examples(language)
        matrix = fit.design(
            [each.text for each in rows], [each.side for each in rows], language, OPTIONS
        )
        arrays[language] = fit.heads(matrix, truth(rows), flags_judged(rows), language, OPTIONS)
    decisions = {
        language: Decision(found["calibration"].astype("float64"), dict.fromkeys(LABELS, 0.4))
        for language, found in arrays.items()
    }
    folder.write(place, "small", arrays, decisions, {"note": "for tests"})
    return place


KINDS = {"linear": linear}


@pytest.fixture(scope="session")
def make_model(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Build the small model of one backend in a folder of its own."""
    return lambda kind: KINDS[kind](tmp_path_factory.mktemp(kind) / "small")
