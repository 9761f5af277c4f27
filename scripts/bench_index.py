"""Measure the index of a scored archive's messages: how fast it is made, its size, how it answers.

    python scripts/bench_index.py                     # a million messages; about ten minutes
    python scripts/bench_index.py --messages 20000

The messages are made from the sentences of ``data/authored``, put together at random and altered by
numbers and made-up names, in English and Chinese, over ten years and 300 clients; three in ten are
Chinese. They go straight through the index's own writer. Each question is then asked many times,
with other words each time, on a connection of its own as the server does it; what is told is the
median and the 95th percentile in milliseconds, the text of the answer included.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from commsense.web.index import choosing, entries, keeping, listing, tables, threads, wanted
from commsense.web.index.building import Builder
from commsense.web.index.choosing import Filters
from commsense.web.index.listing import Cursor, Turn

AUTHORED = Path(__file__).resolve().parents[1] / "data" / "authored" / "threads.jsonl"
START = datetime(2014, 1, 1, tzinfo=UTC)
DAYS = 3_650
CLIENTS = 300
CHINESE = 0.3
NAMES = 40_000  # made-up words, of which few are frequent
MB = 1_000_000
RARE = ("Kravonik", "灯塔")

Ask = Callable[[sqlite3.Connection, random.Random], object]


def main() -> None:
    """Make an index, ask it, and print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--repeats", type=int, default=60, help="of each question")
    parser.add_argument(
        "--folder", type=Path, help="keep the index here; one that is there is asked"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        path = (options.folder or Path(made)) / tables.FILE
        if not path.exists():
            _build(path, options.messages)
        _ask_all(path, options.messages, options.repeats)


def _build(path: Path, size: int) -> None:
    begun, worked = time.monotonic(), time.process_time()
    builder, characters = Builder(path), 0
    for thread in made_up(size):
        characters += sum(len(s.text) for m in thread.messages for s in m.sentences)
        builder.add(thread)
    taken = time.monotonic()
    builder.finish({}, {"digest": "bench"})
    done = time.monotonic()
    print(f"{builder.messages:,} messages, {characters / builder.messages:.0f} characters each")
    print(
        f"taken in {taken - begun:.0f} s (making them up included), written in {done - taken:.0f} s"
    )
    worked = time.process_time() - worked
    print(f"{builder.messages / (done - begun):,.0f} messages/s")
    print(
        f"{worked:.0f} s of one core: {builder.messages / worked:,.0f} messages/s where it is free"
    )
    print(f"{path.stat().st_size / MB:,.0f} MB on disk")
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB of memory at most")


def made_up(size: int) -> Iterator[entries.Thread]:
    """Give threads with about ``size`` messages."""
    chance = random.Random(1)  # noqa: S311 - figures, not secrets
    sentences = _sentences()
    made = number = 0
    while made < size:
        number += 1
        count = min(size - made, 1 + int(chance.expovariate(0.3)))
        yield _thread(number, count, size, made, chance, sentences)
        made += count


def _sentences() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"en": [], "zh": []}
    for line in AUTHORED.read_text(encoding="utf-8").splitlines():
        for message in json.loads(line)["messages"]:
            for sentence in message["sentences"]:
                text = sentence["text"]
                found["zh" if any("一" <= each <= "鿿" for each in text) else "en"].append(text)
    return found


def _thread(
    number: int,
    count: int,
    size: int,
    made: int,
    chance: random.Random,
    sentences: dict[str, list[str]],
) -> entries.Thread:
    language = "zh" if chance.random() < CHINESE else "en"
    client = f"client{int(chance.paretovariate(0.9)) % CLIENTS}.example"
    moment = START + timedelta(days=DAYS * made / size + chance.random())
    subject = _altered(chance.choice(sentences[language]), chance)[:60]
    messages = []
    for place in range(count):
        moment += timedelta(hours=chance.expovariate(0.05))
        messages.append(
            _message(
                f"{number}-{place}", subject, client, moment, place, chance, sentences[language]
            )
        )
    concerns = tuple(
        entries.Concern(
            f"{each.id}:1",
            each.id,
            1,
            "question",
            chance.choice(("open", "answered", "resolved")),
            chance.random() < 0.1,
            chance.random() < 0.01,
        )
        for each in messages
        if each.side == "client" and chance.random() < 0.5
    )
    scores = tuple(
        entries.Score("message", each.id, "overall", chance.random())
        for each in messages
        if each.side == "team"
    )
    return entries.Thread(
        id=messages[0].id,
        subject=subject,
        client=client,
        messages=tuple(messages),
        concerns=concerns,
        scores=scores,
    )


def _message(
    name: str,
    subject: str,
    client: str,
    moment: datetime,
    place: int,
    chance: random.Random,
    sentences: list[str],
) -> entries.Message:
    side = "team" if place % 2 else "client"
    person = _name(chance)
    texts = [_altered(text, chance) for text in chance.choices(sentences, k=chance.randint(2, 14))]
    if chance.random() < 0.001:
        texts += RARE
    said, start = [], 0
    for count, text in enumerate(texts, start=1):
        said.append(entries.Sentence(count, start, start + len(text), text))
        start += len(text) + 1
    return entries.Message(
        id=name,
        kind="email",
        path="archive.mbox",
        position=1,
        date=moment.isoformat(timespec="seconds"),
        subject=f"Re: {subject}" if place else subject,
        side=side,
        client=client,
        person=person,
        email=f"{person.lower()}@{client if side == 'client' else 'brightline.example'}",
        automatic=False,
        sentences=tuple(said),
    )


def _altered(text: str, chance: random.Random) -> str:
    """Give a text with a number or a made-up name put in somewhere."""
    dice = chance.random()
    if dice < 0.4:
        return text
    place = chance.randrange(len(text))
    piece = str(chance.randrange(100_000)) if dice < 0.6 else _name(chance)
    return f"{text[:place]} {piece} {text[place:]}"


def _name(chance: random.Random) -> str:
    number = int(20 * chance.paretovariate(0.6)) % NAMES
    return "".join(
        "bcdfgklmnprstvz"[(number >> s) % 15] + "aeiou"[(number >> s) % 5] for s in (0, 3, 6, 9)
    ).title()


def _ask_all(path: Path, size: int, repeats: int) -> None:
    words = _words()
    last = Filters(client="client1.example")
    questions: dict[str, Ask] = {
        "first page": _page(lambda _: ("", Filters())),
        "a page deep inside": _page(lambda _: ("", Filters()), size),
        "a page far back, with a filter": _page(lambda _: ("", Filters(side="team")), size),
        "filter by client": _page(
            lambda c: ("", Filters(client=f"client{c.randrange(1, 60)}.example"))
        ),
        "three filters at once": _page(
            lambda _: ("", Filters(client=last.client, side="client", severity="high"))
        ),
        "worst score first": _page(lambda _: ("", Filters()), order="score"),
        "an English word": _page(lambda c: (c.choice(words["en"]), Filters())),
        "three English words": _page(lambda c: (" ".join(c.sample(words["en"], 3)), Filters())),
        "a rare word": _page(lambda _: (RARE[0], Filters())),
        "an English phrase": _page(lambda c: (f'"{c.choice(words["pairs"])}"', Filters())),
        "two Chinese characters": _page(lambda c: (c.choice(words["zh2"]), Filters())),
        "one Chinese character": _page(lambda c: (c.choice(words["zh1"]), Filters())),
        "four Chinese characters": _page(lambda c: (c.choice(words["zh4"]), Filters())),
        "two characters, one client, a year": _page(
            lambda c: (f"{c.choice(words['zh2'])} after:2019 before:2020", last)
        ),
        "a sender": _page(lambda c: (f"from:{_name(c)}", Filters())),
        "a day to jump to": _jump(),
        "a thread": lambda file, c: threads.page(file, c.randrange(1, size // 5), 0),
    }
    print(f"\n{'':36}{'median ms':>10}{'p95 ms':>9}{'most ms':>9}")
    for name, ask in questions.items():
        taken = sorted(_timed(path, ask, random.Random(turn)) for turn in range(repeats))  # noqa: S311
        middle, late = statistics.median(taken), taken[int(len(taken) * 0.95)]
        print(f"{name:36}{middle:10.1f}{late:9.1f}{taken[-1]:9.1f}", flush=True)


def _words() -> dict[str, list[str]]:
    found = _sentences()
    english = [each.split() for each in found["en"]]
    pairs = [f"{a} {b}" for each in english for a, b in pairwise(each)]
    chinese = "".join(found["zh"])
    han = {
        size: [
            piece
            for piece in (chinese[place : place + size] for place in range(len(chinese) - size))
            if all("一" <= each <= "鿿" for each in piece)
        ]
        for size in (1, 2, 4)
    }
    return {
        "en": [word for each in english for word in each if word.isalpha() and len(word) > 2],
        "pairs": [each for each in pairs if each.replace(" ", "").isalpha()],
        **{f"zh{size}": pieces for size, pieces in han.items()},
    }


def _page(
    asked: Callable[[random.Random], tuple[str, Filters]], size: int = 0, order: str = "newest"
) -> Ask:
    def ask(file: sqlite3.Connection, chance: random.Random) -> object:
        line, filters = asked(chance)
        at = Cursor(0, chance.randrange(1, size)) if size else None
        choice = choosing.choose(file, wanted.read(line), filters)
        return listing.page(file, choice, Turn(order, at))

    return ask


def _jump() -> Ask:
    def ask(file: sqlite3.Connection, chance: random.Random) -> object:
        day = (START + timedelta(days=chance.randrange(DAYS))).date()
        choice = choosing.choose(file, wanted.read(f"before:{day}"), Filters())
        return listing.page(file, choice, Turn())

    return ask


def _timed(path: Path, ask: Ask, chance: random.Random) -> float:
    begun = time.perf_counter()
    with closing(keeping.connected(path)) as file:
        found: Any = ask(file, chance)
        json.dumps(asdict(found), ensure_ascii=False)
    return (time.perf_counter() - begun) * 1_000


if __name__ == "__main__":
    main()
