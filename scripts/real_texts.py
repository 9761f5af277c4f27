"""Read the real archives beside the checkout, sentence by sentence, for labelling and training.

    python scripts/real_texts.py [--shared ../shared] [--work build/training]

Writes ``texts.jsonl`` into the work folder and says how many of our own labels (data/labels) find
their sentence there. The texts are others': the work folder is never committed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from commsense import overview, passes, sides, text
from commsense.assessing import party, unread
from commsense.conversation import Side
from commsense.parallel import Workers
from commsense.settings import Settings
from commsense.text.boundaries import boundaries
from commsense.training import own, rows
from commsense.training.own import Spoken

ROOT = Path(__file__).resolve().parents[1]
LABELS = ROOT / "data" / "labels" / "real.tsv"
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
MAILS, ISSUES = "lin-email-tasks", "github-issue-infotypes"
SINGLE = "parakweet-email-intent"
MAINTAINERS = {"MEMBER", "OWNER", "COLLABORATOR", "CONTRIBUTOR"}


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
        for number, row in enumerate(rows.read(shared / "data/zh/minutes.jsonl.gz")):
            (minutes / f"{number:04d}.md").write_text(row["text"], encoding="utf-8")
        yield from archived("minutes.jsonl", minutes)
    for name, language in DIALOGUES.items():
        for row in rows.read(shared / f"data/zh/{name}.jsonl.gz"):
            yield from own.with_context(dialogue(name, row, language))
    yield from own.with_context(mails(shared / f"data/en/{MAILS}.jsonl.gz"))
    yield from own.with_context(issues(shared / f"data/en/{ISSUES}.jsonl.gz"))
    for number, row in enumerate(rows.read(shared / f"data/en/{SINGLE}.train.jsonl.gz")):
        yield Spoken(SINGLE, str(number), str(number), row["text"], "en", Side.UNKNOWN)


def archived(name: str, place: Path) -> Iterator[Spoken]:
    """Give the sentences that people wrote in an archive, with the sides as they are guessed.

    No model is asked: this is where one comes from.
    """
    settings = Settings()
    with Workers(1) as alone:
        mail = passes.receive(alone, [place], settings, lambda *_: None)
    headings = mail.headings
    parties = sides.resolve(headings, settings)
    grouped = text.threads(headings)
    clients = overview.clients_of(grouped, headings, parties)
    for places, client in zip(grouped, clients, strict=True):
        read = [mail.records[place] for place in places]
        said = (each.text for message in read for each in message.sentences)
        opening = hashlib.sha256(next(said, "").encode("utf-8", "replace")).hexdigest()[:16]
        yield from own.with_context(
            Spoken(name, opening, message.id, each.text, each.language, each.side)
            for place, message in zip(places, read, strict=True)
            if not message.automatic
            for each in unread(message, party(headings[place], client, parties))
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


def mails(file: Path) -> Iterator[Spoken]:
    """Give the sentences of the e-mails that were labelled for tasks."""
    for row in rows.read(file):
        mail = str(row["email"])
        yield Spoken(MAILS, mail, mail, row["text"], "en", Side.UNKNOWN)


def issues(file: Path) -> Iterator[Spoken]:
    """Give the sentences of the issue threads; who maintains the project counts as the team."""
    for row in rows.read(file):
        side = Side.TEAM if row["author_association"] in MAINTAINERS else Side.CLIENT
        issue = str(row["issue"])
        yield Spoken(ISSUES, issue, issue, row["text"], "en", side)


def save(file: Path, found: list[Spoken]) -> None:
    """Write sentences as JSONL."""
    with file.open("w", encoding="utf-8") as lines:
        for each in found:
            row = {name: getattr(each, name) for name in Spoken.__slots__}
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")


def load(file: Path) -> Iterator[Spoken]:
    """Read what ``save`` wrote."""
    for row in rows.read(file):
        yield Spoken(**{**row, "side": Side(row["side"]), "context": tuple(row["context"])})


if __name__ == "__main__":
    main()
