"""Who answers whom: lessons from meetings and a help chat in which answers are linked.

They say nothing of our labels: they teach the encoder to see whether a sentence speaks to another
one, by an aid beside the relations to a concern, of which there are few.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from commsense.backends.inputs import ModelInput
from commsense.training import rows
from commsense.training.lessons import RESPONDS, Lesson

MEETINGS = ("en/ami-adjacency-pairs.train.jsonl.gz", "en/ami-dialogue-acts.train.jsonl.gz")
"""AMI (Carletta et al. 2005), CC BY 4.0."""
CHAT = "en/irc-disentanglement.train.jsonl.gz"
"""Help chat with links between messages (Kummerfeld et al. 2019), CC BY 4.0."""
FILES = (*MEETINGS, CHAT)
NEAR = 12
"""How far away the other sentence may stand that is drawn as one which is not answered."""
A_LOG = 60
"""Links of one log that are read: there are many, and they are much alike."""
LEAST = 13
"""Characters that both sentences need: "yes" answers everything."""


def read(data: Path, seed: int = 0) -> list[Lesson]:
    """Read all below the folder ``data``; the sentences that are not answered are drawn."""
    random = np.random.default_rng(seed)
    return [*_meetings(data, random), *_chat(data, random)]


def _meetings(data: Path, random: np.random.Generator) -> Iterator[Lesson]:
    pairs, acts = (data / name for name in MEETINGS)
    said: dict[str, list[tuple[float, str, str]]] = {}
    for row in rows.read(acts):
        said.setdefault(row["meeting"], []).append((row["start"], row["id"], row["text"]))
    lines = {meeting: sorted(found) for meeting, found in said.items()}
    places = {name: place for found in lines.values() for place, (_, name, _) in enumerate(found)}
    linked: dict[str, list[tuple[int, int]]] = {}
    for row in rows.read(pairs):
        if row["source"] in places and row["target"] in places:
            link = (places[row["source"]], places[row["target"]])
            linked.setdefault(row["meeting"], []).append(link)
    for meeting, links in linked.items():
        texts = [text for _, _, text in lines[meeting]]
        yield from _lessons(f"ami-{meeting}", texts, links, range(len(links)), random)


def _chat(data: Path, random: np.random.Generator) -> Iterator[Lesson]:
    for row in rows.read(data / CHAT):
        spoken = [(index, text) for index, _, nick, text in row["messages"] if nick is not None]
        places = {index: place for place, (index, _) in enumerate(spoken)}
        links = [
            (places[earlier], places[later])
            for earlier, later in row["links"]
            if earlier != later and earlier in places and later in places
        ]
        drawn = random.permutation(len(links))[:A_LOG]
        texts = [text for _, text in spoken]
        yield from _lessons(f"irc-{row['file']}", texts, links, drawn.tolist(), random)


def _lessons(
    group: str,
    texts: Sequence[str],
    links: Sequence[tuple[int, int]],
    drawn: Iterable[int],
    random: np.random.Generator,
) -> Iterator[Lesson]:
    """Give each link drawn, and with the same answer a sentence near by that it answers not."""
    answered: dict[int, set[int]] = {}
    for earlier, later in links:
        answered.setdefault(later, set()).add(earlier)
    for earlier, later in (links[place] for place in drawn):
        others = [
            place
            for place in range(max(0, earlier - NEAR), min(earlier + NEAR, later))
            if place not in answered[later] and len(texts[place]) >= LEAST
        ]
        if earlier < later and min(len(texts[earlier]), len(texts[later])) >= LEAST and others:
            other = others[int(random.integers(len(others)))]
            yield _lesson(group, texts[earlier], texts[later], 1.0)
            yield _lesson(group, texts[other], texts[later], 0.0)


def _lesson(group: str, before: str, text: str, responds: float) -> Lesson:
    return Lesson(
        given=ModelInput(text, "en", context=(before,)),
        source="links",
        group=group,
        aids={RESPONDS: responds},
    )
