"""Sentences in both languages, each with its translation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from commsense.training import rows

SETS = ("msdocs", "tatoeba", "jiyu")
_LONGEST_TURN = 150


def read(data: Path) -> list[tuple[str, str]]:
    """Give (English, Chinese) pairs: the parallel sets, and dialogues that were translated.

    Dialogues of which some turn is labelled for measuring are left out.
    """
    pairs = [
        (row["en"], row["zh"])
        for name in SETS
        for row in rows.read(data / f"parallel/{name}.jsonl.gz")
    ]
    return pairs + list(_turns(data))


def _turns(data: Path) -> Iterator[tuple[str, str]]:
    labelled = {
        found.group(1)
        for row in rows.read(data / "real_labelled/zh.jsonl.gz")
        if (found := re.search(r"STC3 train (\d+)", row["source"]))
    }
    chinese = {row["id"]: row for row in rows.read(data / "zh/stc3-dch.train.zh.jsonl.gz")}
    for row in rows.read(data / "zh/stc3-dch.train.en.jsonl.gz"):
        if row["id"] in labelled:
            continue
        for one, other in zip(row["turns"], chinese[row["id"]]["turns"], strict=False):
            for said, translated in zip(one["utterances"], other["utterances"], strict=False):
                if 2 < len(translated) < _LONGEST_TURN:
                    yield said, translated
