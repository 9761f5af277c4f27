"""A file that was dropped on the page: what to put into the pane of the client's mail."""

from __future__ import annotations

import re
from email.utils import format_datetime

from commsense import sources, text
from commsense.checking import drafts
from commsense.conversation import Kind, Message, Person, Place
from commsense.errors import InputError
from commsense.sources import Item, charset, eml

ACCEPTED = ".eml, .msg, .txt, .md and .html"
_TEXTS = frozenset({"txt", "text", "md", "markdown"})
_PAGES = frozenset({"html", "htm"})
_MAILS = frozenset({"eml", "emlx"})
_OUTLOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SPECIAL = re.compile(r'[",;:<>@()\[\]\\]')
_DEEPEST = 20  # marks before a line: a page of thousands of nested quotes must not swell


def read(data: bytes, name: str) -> str:
    """Give a dropped file as text that ``checking.earlier.of_text`` reads.

    Of a mail it has a few header lines, a blank line and the plain text, quotes marked with ``>``.

    Args:
        data: the file.
        name: of the file, whose ending tells what it is; may be empty.

    Raises:
        InputError: it is nothing that can be read.
    """
    ending = name.lower().rpartition(".")[2] if "." in name else ""
    if data.startswith(_OUTLOOK):
        return _outlook(data, name)
    if ending not in {"", *_TEXTS, *_PAGES, *_MAILS} or not drafts.is_text(data):
        raise InputError(f"This is no mail and no text; accepted are {ACCEPTED}.")
    if ending in _MAILS or eml.looks_like_mail(data):
        found = eml.read(data, Place(name), sent=False)
        if isinstance(found, Message):
            return _mail(found)
    decoded = _lines(charset.decode(data)[0])
    if ending in _PAGES:
        return _body(Message("", Kind.EMAIL, Place(name), decoded, "html"))
    return decoded


def _outlook(data: bytes, name: str) -> str:
    for found in sources.parse(Item("msg", Place(name), data), None):
        if isinstance(found, Message):
            return _mail(found)
    raise InputError(
        "This is in Outlook's own format, and no mail that can be read. In Outlook, save it as"
        " .eml or as text, or copy its text into the pane."
    )


def _mail(message: Message) -> str:
    body = _body(message)
    if not message.sender:
        return body
    lines = [f"From: {_person(message.sender)}"]
    if message.recipients:
        lines.append(f"To: {', '.join(map(_person, message.recipients))}")
    if message.date:
        lines.append(f"Date: {format_datetime(message.date)}")
    if message.subject:
        lines.append(f"Subject: {message.subject}")
    return "\n".join(lines) + f"\n\n{body}"


def _person(person: Person) -> str:
    if not person.name or person.name == person.email:
        return person.email
    if not person.email:
        return person.name
    bare = person.name.replace("\\", "").replace('"', "")
    return f'"{bare}" <{person.email}>' if _SPECIAL.search(bare) else f"{bare} <{person.email}>"


def _body(message: Message) -> str:
    if message.body_type == "plain":
        return _lines(message.body).strip("\n") + "\n"
    clean = text.clean(message)
    # A page marks its quotes by elements, which its plain text has not.
    marked = "<blockquote" in message.body.lower()
    pieces = [
        _quoted(clean.text[each.start : each.end], min(each.depth, _DEEPEST) if marked else 0)
        for each in clean.segments
    ]
    return "".join(pieces).strip("\n") + "\n"


def _quoted(words: str, depth: int) -> str:
    return "".join("> " * depth + line for line in words.splitlines(keepends=True))


def _lines(words: str) -> str:
    return words.replace("\r\n", "\n").replace("\r", "\n")
