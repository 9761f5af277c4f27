"""What Mailman's archive puts where an attachment stood: "next part", name, type, size, URL."""

from __future__ import annotations

import re

from commsense.conversation import Attachment

MARK = "-------------- next part --------------"

_FIELD = re.compile(r"(Name|Type|Size|Desc|URL|Skipped content of type|From|Subject|Date): ?(.*)")
_SIZE = re.compile(r"(\d{1,12})")


def attached(body: str) -> tuple[str, tuple[Attachment, ...]]:
    """Take the notes on scrubbed attachments out of a body; text parts stay in it.

    Returns:
        The body without the notes, and the attachments that they name.
    """
    first, *sections = body.split(MARK)
    kept = [first]
    attachments: list[Attachment] = []
    for section in sections:
        lines = section.lstrip("\n").split("\n")
        if "scrubbed..." not in lines[0] and not lines[0].startswith("Skipped content of type"):
            kept.append(section.lstrip("\n"))
            continue
        fields, rest = _fields(lines)
        attachments.append(_attachment(lines[0], fields))
        if "".join(rest).strip():
            kept.append("\n".join(rest))
    return "".join(kept), tuple(attachments)


def _fields(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """The note's fields, and the lines below it."""
    fields: dict[str, str] = {}
    for number, line in enumerate(lines[1:], 1):
        match = _FIELD.match(line)
        if match:
            fields[match[1]] = match[2]
        elif not line.strip() or "URL" in fields:
            return fields, lines[number:]
    return fields, []


def _attachment(note: str, fields: dict[str, str]) -> Attachment:
    html = "HTML attachment" in note
    size = _SIZE.match(fields.get("Size", ""))
    return Attachment(
        name=fields.get("Name", ""),
        content_type=fields.get("Type", "text/html" if html else "application/octet-stream"),
        size=int(size[1]) if size else 0,
    )
