"""Meeting notes as Markdown or plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from commsense.conversation import Kind, Message, Skipped
from commsense.settings import Columns, Limits
from commsense.sources import attendees, identity, note_dates, prose, refusal
from commsense.sources.item import Item, Source, whole

_SUFFIXES = (".md", ".markdown", ".mdown", ".txt", ".text")
_MARKDOWN = (".md", ".markdown", ".mdown")
_FRONT = re.compile(r"\A---\n(?:[^\n]{0,2000}\n){0,100}?---\n")
_TITLE_FIELD = re.compile(
    r"^[-*# ]{0,6}(?:title|subject|topic|meeting|会议主题|会议名称|主题|标题)\s?[:：]"
    r"\s{0,9}(\S.{0,200})",
    re.MULTILINE | re.IGNORECASE,
)
_HEADING = re.compile(r"^#{1,6}[ \t]{1,9}(\S.*)$", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()\s]{0,1000}\)")
_MARKS = re.compile(r"[*_`#]{1,3}")


def claims(source: Source) -> bool:
    """Whether the file is prose with a suffix that notes have."""
    if not source.name.endswith(_SUFFIXES) or not prose.is_text(source.head):
        return False
    if refusal.is_project_file(source.name) and not source.named:
        return False
    return prose.is_prose(prose.read(source.head)[0])


def split(source: Source, limits: Limits) -> Iterator[Item | Skipped]:
    """One file is one item."""
    return whole("notes", source, limits)


def parse(item: Item, columns: Columns | None) -> tuple[Message | Skipped, ...]:
    """Read notes; the body is the file's text as it stands."""
    del columns
    text, note = prose.read(item.data)
    markdown = item.place.path.lower().endswith(_MARKDOWN)
    return (of_text(item, text, "markdown" if markdown else "plain", title(text), note),)


def of_text(item: Item, body: str, body_type: str, subject: str, note: str = "") -> Message:
    """Make a message of notes in any format."""
    return Message(
        id=identity.of("notes", body, item.place.path),
        kind=Kind.NOTES,
        place=item.place,
        body=body,
        body_type=body_type,
        subject=subject,
        recipients=attendees.find(body),
        date=note_dates.find(body, item.place.path),
        mended=(note,) if note else (),
    )


def title(text: str) -> str:
    """The title: what a front matter or line calls so, else the first heading or line."""
    start = text[:5_000]
    front = _FRONT.match(start)
    field = _TITLE_FIELD.search(front[0]) if front else None
    rest = start[front.end() :] if front else start
    heading = None if field else _HEADING.search(rest[:2_000])
    if field or heading:
        return _plain((field or heading)[1])  # type: ignore[index]
    lines = (line.strip() for line in rest.split("\n"))
    return _plain(next(filter(None, lines), ""))


def _plain(line: str) -> str:
    return _MARKS.sub("", _LINK.sub(r"\1", line)).strip(" \t\"'-=")[:200]
