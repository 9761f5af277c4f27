"""Drafts to try the check on: replies to a client with the messages before them.

``load`` gives them from the authored threads, the sample or the real archives beside the checkout.
The real ones are others' texts: nothing of them is stored outside ``build`` or printed.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from commsense import sources, text
from commsense.conversation import Kind, Message, Part, Person, Place, Side, Skipped
from commsense.lang import LANGUAGES
from commsense.practices.wordcount import words
from commsense.settings import Settings
from commsense.sides.addresses import domain, organisation

ROOT = Path(__file__).resolve().parents[1]
AUTHORED = ROOT / "data" / "authored"
SAMPLE = ROOT / "data" / "sample"
OURS = "brightline.example"
"""Who is the team in the sample."""
REAL = ROOT.parent / "shared" / "real"
ARCHIVES = ("email-support-list-2019.mbox", "email-enron", "email-ccert-zh-2005")
SETS = ("authored", "midway", "sample", "real")
BEFORE = 6
"""Messages before a draft that are kept, the latest ones."""
FEWEST, MOST = 30, 400
"""Words of a real reply."""
_ENDS = tuple("。！？；….!?;”’\"'）)")
"""What a sentence ends with; a greeting and a name do not."""


@dataclass(frozen=True, slots=True)
class Written:
    """A reply as a draft: its own text, and the messages before it, not yet cleaned."""

    id: str
    language: str
    text: str
    earlier: tuple[Message, ...]
    day: date

    @property
    def words(self) -> float:
        """How long the draft is."""
        return words([self.text])


def load(which: str, language: str = "", *, trained_on: bool = False) -> list[Written]:
    """Give the drafts of one of ``SETS`` in a fixed order; none where its files are absent.

    Args:
        which: the set.
        language: only drafts in it.
        trained_on: also the authored threads that models learn from; right for times alone.
    """
    if which == "authored":
        found: Iterable[Written] = authored(trained_on=trained_on)
    elif which == "midway":
        found = midway()
    elif which == "sample":
        found = archived([SAMPLE], "sample", team=OURS)
    else:
        found = (
            each
            for name in ARCHIVES
            for path in (REAL / f"{name}.tar.gz",)
            if path.is_file()
            for each in archived([path], name)
        )
    return [each for each in found if language in ("", each.language)]


def drawn(found: Sequence[Written], most: int, seed: int) -> list[Written]:
    """Draw at most ``most`` drafts of each language, the same ones for the same seed."""
    chosen: list[Written] = []
    for language in LANGUAGES:
        those = [each for each in found if each.language == language]
        random.Random(seed).shuffle(those)  # noqa: S311 - a fixed choice, no secret
        chosen += those[:most]
    return chosen


def ready(messages: Iterable[Message]) -> tuple[Message, ...]:
    """Clean messages and cut them into sentences, as the check does with what it is given."""
    return tuple(text.split(text.clean(each)) for each in messages)


def authored(*, trained_on: bool = False) -> Iterator[Written]:
    """Give the team's messages of authored threads that a client wrote before.

    Of the part ``dev`` every one; with ``trained_on`` also the last one of each other thread.
    """
    dev = _dev()
    for row in sorted(_rows(), key=lambda row: row["id"] not in dev):
        if row["id"] in dev or trained_on:
            yield from _replies(row, every=row["id"] in dev)


def midway() -> Iterator[Written]:
    """Give what ``authored`` leaves out: replies before the last one of threads not in ``dev``.

    No rule of the check was made with them; models have learned from their labels.
    """
    for row in _rows():
        if row["id"] not in _dev():
            yield from _replies(row, every=True)[:-1]


def archived(paths: Sequence[Path], name: str, team: str = "") -> Iterator[Written]:
    """Give the last reply in each thread of an archive that answers somebody else.

    Args:
        paths: what to read.
        name: of the set, for the drafts' ids.
        team: the domain whose people write the replies; anybody where it is empty.
    """
    messages = {message.id: message for message in _messages(paths)}
    cleaned = {each.id: each for each in ready(messages.values())}
    for thread in text.group([text.heading(each) for each in cleaned.values()]):
        for place in reversed(range(1, len(thread.messages))):
            before = thread.messages[max(0, place - BEFORE) : place]
            reply = cleaned[thread.messages[place]]
            if reply.date and _answers(reply, [cleaned[each] for each in before], team):
                given = [messages[each] for each in before if cleaned[each].sentences]
                yield _written(f"{name} {reply.id}", reply, given, reply.date.date())
                break


def _dev() -> frozenset[str]:
    return frozenset(json.loads((AUTHORED / "split.json").read_text(encoding="utf-8"))["dev"])


def _rows() -> list[dict[str, Any]]:
    with (AUTHORED / "threads.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _replies(row: dict[str, Any], *, every: bool) -> list[Written]:
    told = row["messages"]
    sides = [each["side"] for each in told]
    replies = [
        at
        for at, each in enumerate(told)
        if each["side"] == "team" and each["kind"] != Kind.NOTES and "client" in sides[:at]
    ]
    return [
        Written(
            id=f"{row['id']} {told[at]['id']}",
            language=row["language"],
            text=_body(told[at], row["language"]),
            earlier=tuple(
                _message(each, row["language"], row["id"])
                for each in told[max(0, at - BEFORE) : at]
            ),
            day=datetime.fromisoformat(told[at]["date"]).date(),
        )
        for at in (replies if every else replies[-1:])
    ]


def _message(told: dict[str, Any], language: str, thread: str) -> Message:
    name, _, address = told["sender"].partition("<")
    return Message(
        id=told["id"],
        kind=Kind(told["kind"]),
        place=Place(thread),
        body=_body(told, language),
        subject=told["subject"],
        sender=Person(name.strip(), address.strip("<> ").lower()),
        date=datetime.fromisoformat(told["date"]).replace(tzinfo=UTC),
        stated_side=Side(told["side"]),
    )


def _body(told: dict[str, Any], language: str) -> str:
    """Lay sentences out as in a mail: a greeting, a name and each turn on a line of its own."""
    if told["kind"] == Kind.NOTES:
        return "".join(f"{_turn(each)}\n" for each in told["sentences"])
    body = ""
    for each in told["sentences"]:
        if each["text"].rstrip().endswith(_ENDS):
            body += each["text"] + (" " if language == "en" else "")
        else:
            body = f"{body.rstrip()}\n{each['text']}\n"
    return body.strip() + "\n"


def _turn(told: dict[str, Any]) -> str:
    speaker, said = told.get("speaker"), told["text"]
    return f"{speaker}: {said}" if speaker else str(said)


def _messages(paths: Sequence[Path]) -> Iterator[Message]:
    settings = Settings()
    for item in sources.items(paths, settings.limits):
        if not isinstance(item, Skipped):
            for found in sources.parse(item, settings.columns):
                if not isinstance(found, Skipped) and not found.automatic:
                    yield found


def _answers(reply: Message, before: Sequence[Message], team: str) -> bool:
    """Tell whether a mail is a reply of a fitting length to somebody else."""
    if reply.kind is not Kind.EMAIL or not reply.sender:
        return False
    if team and domain(reply.sender.email) != team:
        return False
    if not FEWEST <= words([_own(reply)]) <= MOST or _language(reply) not in LANGUAGES:
        return False
    said = [each.sender.email for each in before if each.sender and each.sentences]
    return any(each != reply.sender.email and domain(each) != team for each in said)


def _written(name: str, reply: Message, before: Sequence[Message], day: date) -> Written:
    writer = reply.sender.email if reply.sender else ""
    return Written(
        id=name,
        language=_language(reply),
        text=_own(reply).strip() + "\n",
        earlier=tuple(_sided(each, _ours(writer, before)) for each in before),
        day=day,
    )


def _ours(writer: str, before: Sequence[Message]) -> str:
    """Give the writer's organisation; his address alone where all are of one organisation."""
    home = organisation(writer)
    others = {organisation(each.sender.email) for each in before if each.sender}
    return home if others - {home} else writer


def _sided(message: Message, ours: str) -> Message:
    address = message.sender.email if message.sender else ""
    team = ours in (address, organisation(address))
    return replace(message, stated_side=Side.TEAM if team else Side.CLIENT)


def _own(message: Message) -> str:
    own = (each for each in message.segments if each.part is Part.OWN)
    return "".join(message.text[each.start : each.end] for each in own)


def _language(message: Message) -> str:
    counts: Counter[str] = Counter()
    for sentence in message.sentences:
        counts[sentence.language] += len(sentence.text)
    return counts.most_common(1)[0][0] if counts else ""
