"""Mailboxes in one file: mbox with all its customs, and the archives of pipermail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from commsense.conversation import Message, Place, Skipped
from commsense.settings import Columns, Limits
from commsense.sources import eml, pipermail
from commsense.sources.item import Item, Source, too_large

_CHUNK = 1_000_000
_AHEAD = 4_096  # bytes behind "From " that tell whether it is a separator

_LINE = b"\nFrom "
_SEPARATOR = re.compile(
    rb"From ([^\n]{1,1000})\n(?:>?From [^\n]{0,1000}\n)?([!-9;-~]{1,100})[ \t]{0,5}:"
)
_DATED = re.compile(rb"\s\d{1,2}:\d\d(?::\d\d)?\s.{0,40}\d{4}|\s\d{4}\s{1,3}\d{1,2}:\d\d")
_UNDATED = re.compile(rb"(?:\S{1,300}@\S{1,300}|MAILER-DAEMON)\s*$")
_HEADER = re.compile(
    rb"(?:from|to|subject|date|message-id|received|return-path|mime-version|delivered-to"
    rb"|content-type|reply-to|x-[\w-]{1,40}|status)$",
    re.IGNORECASE,
)
_PATCH = re.compile(rb"[0-9a-f]{40} Mon Sep 17 00:00:00 2001")  # git's own, inside a mail
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


def claims(source: Source) -> bool:
    """Whether the file begins with the separator line of a mailbox."""
    return _SEPARATOR.match(source.head.lstrip()) is not None


def split(source: Source, limits: Limits) -> Iterator[Item | Skipped]:
    """One message at a time; memory holds one message and one chunk."""
    for position, data in enumerate(_records(source, limits.file_bytes), 1):
        place = Place(source.path, position)
        if data is None:
            yield Skipped(place, too_large(limits))
        else:
            yield Item("mbox", place, data, source.consumed())


def parse(item: Item, columns: Columns | None) -> tuple[Message | Skipped, ...]:
    """Read a message with its separator line."""
    del columns
    line, _, data = item.data.partition(b"\n")
    if b">From " in data:
        data = _ESCAPED.sub(rb"\1", data)
    message = eml.read(data, item.place, line.rstrip())
    if isinstance(message, Message) and pipermail.MARK in message.body:
        body, attachments = pipermail.attached(message.body)
        message = replace(message, body=body, attachments=message.attachments + attachments)
    return (message,)


def _records(source: Source, limit: int) -> Iterator[bytes | None]:
    """The bytes of each message; ``None`` for one above the limit."""
    pending = source.head.lstrip()
    searched = 1
    dropped = False
    while True:
        chunk = source.stream.read(_CHUNK)
        pending += chunk
        end = len(pending) - _AHEAD if chunk else len(pending)
        begin = 0
        at = pending.find(_LINE, searched - 1, end)
        while at >= 0:
            if _separates(pending, at + 1):
                yield None if dropped or at - begin > limit else pending[begin : at + 1]
                begin, dropped = at + 1, False
            at = pending.find(_LINE, at + 1, end)
        searched = max(1, end - begin - len(_LINE))  # one may begin before the end and reach over
        pending = pending[begin:]
        if not chunk:
            yield None if dropped or len(pending) > limit else pending
            return
        if len(pending) > limit + _AHEAD:
            pending, searched, dropped = pending[-_AHEAD:], 1, True


def _separates(data: bytes, at: int) -> bool:
    """Whether a line that begins with "From " starts a message.

    It does with a date and a header below; without a date only with an address alone, behind a
    blank line and above a header that mails have.
    """
    match = _SEPARATOR.match(data, at, at + _AHEAD)
    if not match or _PATCH.match(match[1]):
        return False
    if _DATED.search(match[1]):
        return True
    behind_blank = data[max(0, at - 2) : at] in (b"\n\n", b"\r\n")
    return behind_blank and bool(_UNDATED.match(match[1]) and _HEADER.match(match[2]))
