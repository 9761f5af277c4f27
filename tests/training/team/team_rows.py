"""Rows that the tests of training share: sentences in which one word decides the label."""

from __future__ import annotations

import random
from collections.abc import Sequence

from commsense.labelling.row import Row
from commsense.labelling.scheme import BUILT_IN, Scheme, Task

TOPIC = Task("topic", ("billing", "delay", "praise"), several=False, own=True)
SIGNS = Task("signs", ("escalation_risk", "价格"), several=True, own=True)
SCHEME: Scheme = {**BUILT_IN, "topic": TOPIC, "signs": SIGNS}

_SAID = {
    "billing": ("the invoice of {} is wrong", "we were charged twice for {}", "{}的发票金额不对"),
    "delay": ("{} is two weeks late again", "when does {} arrive at last", "{}又晚了两周"),
    "praise": ("thanks, {} works very well", "we are happy with {}", "谢谢，{}很好用"),
}
_THINGS = (
    "the portal", "the report", "module 3", "the login", "our server", "the March release",
    "the training", "the import", "the dashboard", "the second pump",
)  # fmt: skip


def topics(count: int, seed: int = 0, annotators: Sequence[str] = ("ann",)) -> list[Row]:
    """Give rows of the task ``topic``, three to a thread."""
    rng = random.Random(seed)  # noqa: S311 - a fixed choice, no secret
    rows = []
    for number in range(count):
        label = TOPIC.values[number % 3]
        text = rng.choice(_SAID[label]).format(rng.choice(_THINGS)) + f" ({number})"
        rows += [
            Row(
                id=str(number),
                text=text,
                labels={"topic": (label,)},
                language="zh" if "的" in text or "又" in text or "谢" in text else "en",
                thread=f"t{number // 3}",
                annotator=name,
            )
            for name in annotators
        ]
    return rows
