"""What was written before a draft: the mail that it answers, its thread, or what it quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from commsense import sources, text
from commsense.conversation import Kind, Message, Part, Person, Place, Side, Skipped
from commsense.errors import InputError
from commsense.settings import Settings
from commsense.signals import dates
from commsense.sources import eml

LONGEST = 300_000
"""Characters of a text that are read, from its start; a hundred pages."""

MOST_QUOTED = 8
"""Messages that are read out of a quote, the latest ones."""

MOST_SENTENCES = 200
"""Sentences of one mail that are read, the first ones: nobody answers more at once."""

_MARKS = re.compile(r"^[ \t]{0,8}(?:[>＞》][ \t]?){1,100}", re.MULTILINE)
_ANGLES = re.compile(r"[<>\s]")
_WITH_ADDRESS = re.compile(
    r"([^,;:：<>\n\"“”]{0,80}?)[\"”]?\s{0,3}<([^<>\s@]{1,80}@[^<>\s@]{1,80})>"
)
_FROM = re.compile(r"^\W{0,4}(?:From|发件人|寄件者|寄件人)\s{0,3}[:：]\s{0,3}([^\n<]{1,80})", re.M)
_LONGEST_HEAD = 600


@dataclass(slots=True)
class _Level:
    """What stands at one depth of a quote: the lines above it that say who wrote, and the text."""

    head: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)


def find(wanted: str, settings: Settings) -> tuple[Message, ...]:
    """Read ``FILE`` or ``ARCHIVE:MESSAGE-ID``: the messages up to the one that is answered.

    Raises:
        InputError: there is no such file or message, or the file holds several threads and no
            message is named.
    """
    path, name = _parts(wanted)
    by_id = {message.id: message for message in _read(path, settings)}
    if not by_id:
        raise InputError(f"--reply-to: {path} holds no message that can be read.")
    grouped = text.group([text.heading(message) for message in by_id.values()])
    threads = [[by_id[each] for each in thread.messages] for thread in grouped]
    if name:
        return with_quotes(_up_to(threads, name, path))
    if len(threads) > 1:
        raise InputError(
            f"--reply-to: {path} holds {len(threads)} threads; say which message the draft answers:"
            f" {path}:MESSAGE-ID."
        )
    return with_quotes(tuple(threads[0]))


def of_text(source: str) -> tuple[Message, ...]:
    """Read what was pasted as the client's mail, with headers or without, and what it quotes.

    Of an empty text, nothing; of one that is longer than ``LONGEST``, no more than that.
    """
    if not source.strip():
        return ()
    data = source.encode("utf-8", "replace")
    found: Message | Skipped | None = None
    if eml.looks_like_mail(data):
        found = eml.read(data, Place("reply-to"), sent=False)
    if not isinstance(found, Message):
        body = source.replace("\r\n", "\n").replace("\r", "\n")
        found = Message("reply-to", Kind.EMAIL, Place("reply-to"), body, stated_side=Side.CLIENT)
    if found.body_type == "plain":
        found = replace(found, body=found.body[:LONGEST])
    message = _ready(found)
    return with_quotes((message,)) if message.sentences else quoted(message, Side.CLIENT)


def with_quotes(messages: tuple[Message, ...]) -> tuple[Message, ...]:
    """Put what a single message quotes before it, as messages of their own."""
    if len(messages) != 1:
        return messages
    (only,) = messages
    if only.kind is not Kind.EMAIL:
        return messages
    return (*quoted(only, Side.TEAM), only)


def quoted(message: Message, side: Side = Side.CLIENT) -> tuple[Message, ...]:
    """Give what a message quotes as messages, the oldest first.

    Args:
        message: cleaned.
        side: of the text that it quotes directly; what that quotes is of the other one, and so on.
    """
    levels: dict[int, _Level] = {}
    for each in message.segments:
        words = message.text[each.start : each.end]
        if each.part is Part.ATTRIBUTION:
            levels.setdefault(each.depth + 1, _Level()).head.append(words)
        elif each.part in (Part.QUOTE, Part.FORWARD) and each.depth:
            levels.setdefault(each.depth, _Level()).body.append(_MARKS.sub("", words))
    found = [
        _ready(_message(message, depth, level, side if depth % 2 else _other(side)))
        for depth, level in sorted(levels.items())[:MOST_QUOTED]
        if any(map(str.strip, level.body))
    ]
    return tuple(each for each in reversed(found) if each.sentences)


def _message(message: Message, depth: int, level: _Level, side: Side) -> Message:
    head = _MARKS.sub("", "".join(level.head))[:_LONGEST_HEAD]
    return Message(
        id=f"{message.id}-quoted-{depth}",
        kind=Kind.EMAIL,
        place=message.place,
        body="".join(level.body).strip("\n")[:LONGEST],
        subject=message.subject,
        sender=_sender(head),
        date=_date(head),
        stated_side=side,
    )


def _sender(head: str) -> Person | None:
    found = _WITH_ADDRESS.search(head)
    if found:
        name = re.sub(r"^.{0,60}?\d{1,2}:\d\d(?::\d\d)?(?:\s?[AP]M)?\W{0,3}", "", found[1])
        return Person(re.sub(r"^\W+", "", name).strip(), found[2].lower())
    named = _FROM.search(head)
    return Person(named[1].strip()) if named else None


def _date(head: str) -> datetime | None:
    """Give noon of the day that the lines above a quote name."""
    for language in dates.READERS:
        for signal in dates.of(head, language):
            if signal.label in ("date", "deadline") and len(signal.value) == len("2026-03-31"):
                return datetime.fromisoformat(signal.value).replace(hour=12, tzinfo=UTC)
    return None


def _other(side: Side) -> Side:
    return Side.TEAM if side is Side.CLIENT else Side.CLIENT


def _ready(message: Message) -> Message:
    """Clean and split a message; of a mail, ``MOST_SENTENCES`` are kept."""
    found = text.split(text.clean(message))
    if found.kind is Kind.NOTES:
        return found
    return replace(found, sentences=found.sentences[:MOST_SENTENCES])


def _read(path: Path, settings: Settings) -> Iterable[Message]:
    for item in sources.items([path], settings.limits):
        if not isinstance(item, Skipped):
            for message in sources.parse(item, settings.columns):
                if not isinstance(message, Skipped):
                    yield _ready(_as_letter(message))


def _as_letter(message: Message) -> Message:
    """Take a text without speakers for the mail that it is the text of."""
    if message.kind is not Kind.NOTES or message.turns:
        return message
    return replace(message, kind=Kind.EMAIL, stated_side=Side.CLIENT)


def _parts(wanted: str) -> tuple[Path, str]:
    if Path(wanted).exists():
        return Path(wanted), ""
    for at in [found.start() for found in re.finditer(":", wanted)]:
        if at and Path(wanted[:at]).exists():
            return Path(wanted[:at]), wanted[at + 1 :]
    raise InputError(
        f"--reply-to: there is no file {wanted!r}; accepted are a file, or an archive and the"
        " Message-ID of the mail that is answered: mail.mbox:<id@host>."
    )


def _up_to(threads: Sequence[Sequence[Message]], name: str, path: Path) -> tuple[Message, ...]:
    bare = _ANGLES.sub("", name)
    for thread in threads:
        for place, message in enumerate(thread):
            if bare in (message.id, _ANGLES.sub("", message.message_id)):
                return tuple(thread[: place + 1])
    raise InputError(
        f"--reply-to: {path} holds no message {name!r}; the id is what stands in the mail's"
        " Message-ID."
    )
