"""Read the real archives beside the checkout, sentence by sentence, for labelling and training.

    python scripts/real_texts.py [--shared ../shared] [--work build/training]

Writes ``texts.jsonl`` into the work folder and says how many of our own labels (data/labels) find
their sentence there. The texts are others': the work folder is never committed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from commsense import api
from commsense.conversation import Side
from commsense.settings import Settings
from commsense.text.boundaries import boundaries
from commsense.training import own
from commsense.training.own import Spoken

ROOT = Path(__file__).resolve().parents[1]
LABELS = ROOT / "data" / "labels" / "real.jsonl"
ARCHIVES = (
    "email-support-list-2019.mbox",
    "email-enron",
    "email-imagej-list",
    "email-ccert-zh-2005",
    "meetings-en-nodejs",
    "meetings-zh-paddlepaddle",
    "meetings-docx",
    "meetings-en-zoom-vtt",
)
DIALOGUES = {"stc3-dch.train.zh": "zh", "stc3-dch.train.en": "en"}
SENDERS = {"customer": Side.CLIENT, "helpdesk": Side.TEAM}


def main() -> None:
    """Read everything and report."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    options.add_argument("--work", type=Path, default=ROOT / "build" / "training")
    given = options.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    found = list(sentences(given.shared))
    save(given.work / "texts.jsonl", found)
    labels = own.read(LABELS)
    print(f"{len(found)} sentences; {len(own.join(found, labels))} of {len(labels)} labels found")


def sentences(shared: Path) -> Iterator[Spoken]:
    """Give every sentence of the archives, minutes and dialogues."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ARCHIVES:
            place = Path(folder) / name
            with tarfile.open(shared / "real" / f"{name}.tar.gz") as archive:
                archive.extractall(place, filter="data")
            yield from archived(name.removesuffix(".mbox"), place)
        minutes = Path(folder) / "minutes"
        minutes.mkdir()
        with gzip.open(shared / "data/zh/minutes.jsonl.gz", "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                text = json.loads(line)["text"]
                (minutes / f"{number:04d}.md").write_text(text, encoding="utf-8")
        yield from archived("minutes.jsonl", minutes)
    for name, language in DIALOGUES.items():
        with gzip.open(shared / f"data/zh/{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                yield from own.with_context(dialogue(name, json.loads(line), language))


def archived(name: str, place: Path) -> Iterator[Spoken]:
    """Give the sentences that people wrote in an archive, with the sides as they are guessed."""
    assessment = api.score([place], Settings())
    return own.with_context(
        Spoken(name, thread.thread.id, message.message.id, each.text, each.language, each.side)
        for thread in assessment.threads
        for message in thread.messages
        if not message.message.automatic
        for each in message.sentences
    )


def dialogue(
    name: str, row: dict[str, list[dict[str, list[str]]]], language: str
) -> Iterator[Spoken]:
    """Give the sentences of one dialogue of customer and help desk."""
    for number, turn in enumerate(row["turns"]):
        for said in turn["utterances"]:
            for start, end in boundaries(said, language):
                if text := said[start:end].strip():
                    sender = SENDERS[str(turn["sender"])]
                    yield Spoken(name, str(row["id"]), f"t{number}", text, language, sender)


def save(file: Path, found: list[Spoken]) -> None:
    """Write sentences as JSONL."""
    with file.open("w", encoding="utf-8") as lines:
        for each in found:
            row = {name: getattr(each, name) for name in Spoken.__slots__}
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")


def load(file: Path) -> Iterator[Spoken]:
    """Read what ``save`` wrote."""
    with file.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            yield Spoken(**{**row, "side": Side(row["side"]), "context": tuple(row["context"])})


if __name__ == "__main__":
    main()
