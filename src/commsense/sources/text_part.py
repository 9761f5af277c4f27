"""One text of a mail: its bytes decoded, HTML told from plain text, flowed lines joined."""

from __future__ import annotations

import re
from dataclasses import dataclass

from commsense.sources import charset, headers, transfer
from commsense.sources.mime import Part

_SCAN = 20_000  # characters that are looked at to tell what a text is
_HTML = re.compile(
    r"<(?:!doctype html|html|head|body|div|table|p|br|font|span)\b[^<>]{0,500}>", re.I
)
_QUOTED = re.compile(r"(?:> ?)*")
_TAG = re.compile(r"<[^<>]{0,2000}>")


@dataclass(frozen=True, slots=True)
class Text:
    """A readable part: its text, whether it is HTML, and what was repaired in it.

    ``spare`` is what a mail's ``winmail.dat`` says once more; read where the mail says nothing.
    """

    text: str
    html: bool
    mended: str = ""
    spare: bool = False


def read(part: Part) -> Text:
    """Decode a text part and tell what it is, whatever it declares; lines end with LF."""
    encoding = headers.first(part.headers, "content-transfer-encoding")
    data, repaired = transfer.decode(part.data, encoding)
    text, recoded = charset.decode(data, part.params.get("charset", ""))
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    html = part.content_type != "text/plain" or _looks_html(text)
    if part.params.get("format", "").lower() == "flowed" and not html:
        text = unflow(text, part.params.get("delsp", "").lower() == "yes")
    return Text(text, html, "; ".join(filter(None, (repaired, recoded))))


def _looks_html(text: str) -> bool:
    """Whether a text that is declared or taken as plain is HTML after all."""
    start = text[:_SCAN]
    if "<" not in start:
        return False
    opening = start.lstrip("\ufeff \t\n")[:200].lower()
    if opening.startswith(
        ("<!doctype html", "<html", "<head", "<body", "<meta ", "<div", "<table")
    ):
        return True
    if "</" not in start or len(_HTML.findall(start)) < 3:
        return False
    return len(_TAG.sub("", start)) < 0.8 * len(start)


def unflow(text: str, delete_space: bool = False) -> str:
    """Join the lines of a text in ``format=flowed`` (RFC 3676).

    Args:
        text: with LF as line end.
        delete_space: the parameter ``delsp``, which East Asian text needs.
    """
    paragraphs: list[list[str]] = []
    open_quote: str | None = None
    for line in text.split("\n"):
        marks = _QUOTED.match(line)
        lead = marks[0] if marks else ""
        quote = ">" * lead.count(">")
        rest = line[len(lead) :] if quote else line.removeprefix(" ")
        if open_quote == quote and rest != "-- ":
            paragraphs[-1].append(rest)
        else:
            paragraphs.append([f"{quote} {rest}" if quote else rest])
        flowed = rest.endswith(" ") and rest != "-- "
        open_quote = quote if flowed else None
        if flowed and delete_space:
            paragraphs[-1][-1] = paragraphs[-1][-1][:-1]
    return "\n".join("".join(lines) for lines in paragraphs)
