"""How well redaction hides, and what it changes.

``sample`` prints redacted sentences of an archive, one of each of so many mails drawn by chance, to
be read by a person who counts what was hidden and what was missed. ``compare`` puts the counts of
two reports of the same archive side by side, one with and one without ``--redact``::

    python scripts/bench_redaction.py sample ARCHIVE --count 100 --seed 22
    commsense score ARCHIVE -o plain --format json
    commsense score ARCHIVE -o hidden --format json --redact
    python scripts/bench_redaction.py compare plain/report.json hidden/report.json
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

from commsense import sources, text
from commsense.conversation import Message
from commsense.redacting import meet, new_key, redacted, veil
from commsense.settings import Limits, Settings

CANDIDATE = re.compile(r"[a-z,] [A-Z][a-z]|@|\d{5}|^[A-Z][a-z]+,?$|[\u4e00-\u9fff]")
"""What a sentence must have to be drawn: something that may be private."""


def messages(paths: list[Path]) -> Iterator[Message]:
    """Read an archive into memory."""
    for item in sources.items(paths, Limits()):
        if isinstance(item, sources.Item):
            found = sources.parse(item, None)
            yield from (each for each in found if isinstance(each, Message))


def sample(paths: list[Path], count: int, seed: int) -> None:
    """Print redacted sentences; a star shows that something was replaced."""
    every = list(messages(paths))
    hidden = veil([meet(every)], new_key(), Settings())
    chance = random.Random(seed)  # noqa: S311 - to draw, not to hide
    chance.shuffle(every)
    left = count
    for message in every:
        ready = text.split(text.clean(message))
        if ready.automatic or not left:
            continue
        pairs = zip(ready.sentences, redacted(ready, hidden).sentences, strict=True)
        drawn = [pair for pair in pairs if CANDIDATE.search(pair[0].text)]
        if drawn:
            was, done = chance.choice(drawn)
            print("*" if was.text != done.text else " ", done.text[:300])
            left -= 1


def compare(plain: Path, hidden: Path) -> None:
    """Print the archive's scores of both reports."""
    both = [json.loads(path.read_text(encoding="utf-8")) for path in (plain, hidden)]
    rows = [
        {s["subject"]: s for s in report["scores"] if s["scope"] == "archive"} for report in both
    ]
    for subject in rows[0]:
        one, other = rows[0][subject], rows[1].get(subject)
        if subject.islower() and other:
            shown = [f"{s['met']:>6} {s['missed']:>6} {s['value']}" for s in (one, other)]
            print(f"{subject:<20} {shown[0]:<24} {shown[1]}")


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    commands = parser.add_subparsers(dest="command", required=True)
    drawing = commands.add_parser("sample")
    drawing.add_argument("paths", nargs="+", type=Path)
    drawing.add_argument("--count", type=int, default=100)
    drawing.add_argument("--seed", type=int, default=0)
    comparing = commands.add_parser("compare")
    comparing.add_argument("plain", type=Path)
    comparing.add_argument("hidden", type=Path)
    told = parser.parse_args()
    if told.command == "sample":
        sample(told.paths, told.count, told.seed)
    else:
        compare(told.plain, told.hidden)


if __name__ == "__main__":
    main()
