"""Lessons on what a later sentence does to a concern, from labelled threads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from commsense.backends.inputs import ModelInput
from commsense.conversation import Side
from commsense.labels import RELATIONS
from commsense.training import rows
from commsense.training.lessons import Lesson

NEAR = 2
"""Sentences of an answering message that do nothing to the concern, for each that does."""
FAR = 2
"""Sentences from elsewhere in the thread, for each concern."""

Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class _Line:
    message: str
    text: str
    side: Side


def read(path: Path, seed: int = 0) -> list[Lesson]:
    """Read a ``.jsonl`` or ``.jsonl.gz`` of labelled threads; other sentences are drawn."""
    random = np.random.default_rng(seed)
    return [lesson for thread in rows.read(path) for lesson in _of_thread(thread, random)]


def _of_thread(thread: dict[str, Any], random: np.random.Generator) -> Iterator[Lesson]:
    lines = [
        _Line(message["id"], sentence["text"], Side(sentence.get("side") or message["side"]))
        for message in thread["messages"]
        for sentence in message["sentences"]
    ]
    places = {
        (message["id"], number): sum(len(m["sentences"]) for m in thread["messages"][:before])
        + number
        - 1
        for before, message in enumerate(thread["messages"])
        for number in range(1, len(message["sentences"]) + 1)
    }
    for concern in thread.get("concerns", ()):
        raised = places.get((concern["message"], concern["sentence"]))
        if raised is not None:
            moved = dict(_events(concern, places))
            for place, relation in _chosen(lines, raised, moved, "events" in concern, random):
                yield _lesson(thread, lines[raised], lines[place], relation)


def _events(concern: dict[str, Any], places: dict[Place, int]) -> Iterator[tuple[int, str]]:
    """Give the places that moved the concern; in real threads only the last one is labelled."""
    events = concern.get("events")
    if events is None:
        evidence = concern.get("evidence")
        events = [evidence | {"status": concern["final"]}] if evidence else []
    for event in events:
        place = places.get((event["message"], event["sentence"]))
        if place is not None and event["status"] in RELATIONS:
            yield place, event["status"]


def _chosen(
    lines: Sequence[_Line],
    raised: int,
    moved: dict[int, str],
    complete: bool,
    random: np.random.Generator,
) -> Iterator[tuple[int, str]]:
    """Give places with what they do: all that moved the concern, and some that did nothing.

    Where only the last event is labelled, only what came after it is known to do nothing.
    """
    yield from moved.items()
    own = lines[raised].message
    later = [
        place
        for place in range(raised + 1, len(lines))
        if place not in moved and (lines[place].message != own or lines[raised].side is Side.BOTH)
    ]
    if not complete and moved:
        later = [place for place in later if place > max(moved)]
    answering = {lines[place].message for place in moved}
    near = [place for place in later if lines[place].message in answering]
    far = [place for place in later if lines[place].message not in answering]
    for places, count in ((near, NEAR * len(moved)), (far, FAR)):
        for place in random.permutation(len(places))[:count]:
            yield places[place], RELATIONS[0]


def _lesson(thread: dict[str, Any], concern: _Line, later: _Line, relation: str) -> Lesson:
    return Lesson(
        given=ModelInput(later.text, thread["language"], later.side, (concern.text,)),
        source=thread["id"].partition("-")[0],
        group=thread["id"],
        relation=RELATIONS.index(relation),
    )
