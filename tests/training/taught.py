"""Lessons, files and small networks for the tests of training."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from commsense.backends.inputs import ModelInput
from commsense.backends.pieces import Cut, cut
from commsense.conversation import Side
from commsense.labels import SENTIMENTS
from commsense.training import vocabulary
from commsense.training.lessons import LABELS, UNKNOWN, Lesson

SPECIAL = 103
"""Rows of the vocabulary before its first word, as BERT has them."""
WORDS = (
    "the",
    "pump",
    "gate",
    "plan",
    "is",
    "late",
    "fine",
    "when",
    "will",
    "it",
    "be",
    "ready",
    "we",
    "can",
    "not",
    "start",
    "now",
    "?",
)
CHINESE = ("水", "泵", "水泵", "项目", "延期")
VOCABULARY = (
    "[PAD]",
    *(f"[unused{place}]" for place in range(1, 100)),
    "[UNK]",
    "[CLS]",
    "[SEP]",
    *WORDS,
    *CHINESE,
    "##s",
)
TOKENIZER = vocabulary.tokenizer(VOCABULARY)


def cut_all(texts: Sequence[str]) -> list[Cut]:
    return cut(texts, TOKENIZER, frozenset(VOCABULARY))


def lesson(
    text: str = "The pump is late.",
    has: Iterable[str] = (),
    lacks: Iterable[str] | None = None,
    *,
    group: str = "t-1",
    source: str = "t",
    language: str = "en",
    side: Side = Side.TEAM,
    context: tuple[str, ...] = (),
    aids: dict[str, float] | None = None,
    jargon: tuple[tuple[int, int, str], ...] | None = None,
    relation: int = UNKNOWN,
) -> Lesson:
    """Make a lesson; without ``lacks`` all that it does not have is known to be missing."""
    held = frozenset(has)
    if not held & set(SENTIMENTS) and lacks is None:
        held |= {"neutral"}
    return Lesson(
        given=ModelInput(text, language, side, context),
        source=source,
        group=group,
        has=held,
        lacks=frozenset(LABELS) - held if lacks is None else frozenset(lacks),
        aids=aids or {},
        jargon=jargon,
        relation=relation,
    )


def stored(path: Path, rows: Iterable[Any]) -> Path:
    """Write rows as JSON Lines, packed where the name ends in .gz."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    path.write_bytes(gzip.compress(text) if path.suffix == ".gz" else text)
    return path


def sentence(text: str, sentiment: str = "neutral", acts: Sequence[str] = ()) -> dict[str, Any]:
    return {"text": text, "sentiment": sentiment, "acts": list(acts), "flags": [], "jargon": []}


def thread(name: str, *messages: tuple[str, list[dict[str, Any]]], **more: Any) -> dict[str, Any]:
    """Make a labelled thread of (side, sentences); its messages are named m1, m2 and so on."""
    return {
        "id": name,
        "language": "en",
        "messages": [
            {"id": f"m{place}", "side": side, "sentences": sentences}
            for place, (side, sentences) in enumerate(messages, start=1)
        ],
        **more,
    }
