"""The text of a mail, chosen from its parts, and the parts that are attachments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from commsense.conversation import Attachment
from commsense.sources import charset, headers, transfer, words
from commsense.sources.mime import Part

_SCAN = 20_000  # characters that are looked at to tell what a text is
_HTML = re.compile(
    r"<(?:!doctype html|html|head|body|div|table|p|br|font|span)\b[^<>]{0,500}>", re.I
)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_STUB = re.compile(
    r"(?:not|n't|unable to|cannot) (?:support|display|view|read|show)[^.]{0,60}html"
    r"|html[- ](?:capable|enabled|compatible|format(?:ted)?)"
    r"|view (?:this|it)[^.]{0,40} (?:in|with) (?:your|a) (?:web )?browser|unterstützt kein html"
    r"|不支持\s{0,3}html|不支援\s{0,3}html|html\s{0,3}(?:格式|邮件)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"(?:> ?)*")


@dataclass(frozen=True, slots=True)
class Text:
    """A readable part: its text, whether it is HTML, and what was repaired in it."""

    text: str
    html: bool
    mended: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """What a mail says: the text, its type ("plain" or "html"), attachments and repairs."""

    text: str
    body_type: str
    attachments: tuple[Attachment, ...]
    mended: tuple[str, ...]


def read(mail: Part) -> Body:
    """Choose the text of a mail and list the rest as attachments."""
    texts: list[Text] = []
    attachments: list[Attachment] = []
    mended: list[str] = []
    for found in _walk(mail):
        if isinstance(found, Attachment):
            attachments.append(found)
        elif isinstance(found, str):
            mended.append(found)
        else:
            texts.append(found)
            if found.mended:
                mended.append(found.mended)
    filled = [text for text in texts if text.text.strip()]
    html = any(text.html for text in filled)
    parts = [text.text if text.html or not html else _as_html(text.text) for text in filled]
    body = "\n".join(part.rstrip("\n") for part in parts) if len(parts) > 1 else "".join(parts)
    return Body(body, "html" if html else "plain", tuple(attachments), tuple(dict.fromkeys(mended)))


def _walk(part: Part, position: int = 0) -> Iterator[Text | Attachment | str]:
    """The texts to read, the attachments and the repairs, in order."""
    if part.mended:
        yield part.mended
    if part.content_type == "multipart/alternative":
        yield from _alternative(part)
    elif part.content_type == "multipart/encrypted":
        yield "the text is encrypted"
        yield from map(_attachment, part.parts)
    elif part.parts:
        for number, inner in enumerate(part.parts):
            if part.content_type == "multipart/related" and number:
                yield from _unread(inner)
            else:
                yield from _walk(inner, number)
    elif _is_text(part, position):
        yield _text(part)
    elif not part.content_type.startswith("multipart/"):
        yield _attachment(part)


def _alternative(part: Part) -> Iterator[Text | Attachment | str]:
    """The plain version, unless it is empty or tells to read the HTML version."""
    versions = [[*_walk(inner)] for inner in part.parts]
    texts = [[text for text in version if isinstance(text, Text)] for version in versions]
    plain = [i for i, found in enumerate(texts) if found and not any(t.html for t in found)]
    html = [i for i, found in enumerate(texts) if any(t.html for t in found)]
    chosen = plain[:1]
    if html and not (plain and _says_enough(texts[plain[0]], texts[html[0]])):
        chosen = html[-1:]
    for number, version in enumerate(versions):
        for found in version:
            if number in chosen or isinstance(found, Attachment):
                yield found


def _says_enough(plain: list[Text], html: list[Text]) -> bool:
    text = "".join(part.text for part in plain).strip()
    if not text:
        return False
    if len(text) < 400 and _STUB.search(text):
        return False
    if len(text) > 40:
        return True
    return len(_TAG.sub("", "".join(part.text for part in html)).strip()) < 20 * len(text)


def _unread(part: Part) -> Iterator[Attachment]:
    if part.parts:
        for inner in part.parts:
            yield from _unread(inner)
    else:
        yield _attachment(part)


def _is_text(part: Part, position: int) -> bool:
    if part.content_type not in (
        "text/plain",
        "text/html",
        "text/enriched",
        "text/richtext",
        "text/x-html",
    ):
        return part.content_type == "text" and not position
    disposition, params = words.parameters(headers.first(part.headers, "content-disposition"))
    return disposition != "attachment" and not (
        position and (params.get("filename") or part.params.get("name"))
    )


def _text(part: Part) -> Text:
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
    return len(_HTML.findall(start)) >= 3 and len(_TAG.sub("", start)) < 0.8 * len(start)


def unflow(text: str, delete_space: bool = False) -> str:
    """Join the lines of a text in ``format=flowed`` (RFC 3676)."""
    lines: list[str] = []
    open_quote: str | None = None
    for line in text.split("\n"):
        quote = _QUOTED.match(line)[0] if line.startswith(">") else ""  # type: ignore[index]
        rest = line[len(quote) :].removeprefix(" ") if not quote else line[len(quote) :]
        quote = ">" * quote.count(">")
        if open_quote == quote and rest != "-- ":
            lines[-1] += rest
        else:
            lines.append(f"{quote} {rest}" if quote else rest)
        flowed = rest.endswith(" ") and rest != "-- "
        open_quote = quote if flowed else None
        if flowed and delete_space:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)


def _as_html(text: str) -> str:
    return "<div>" + "<br>\n".join(escape(line) for line in text.strip("\n").split("\n")) + "</div>"


def _attachment(part: Part) -> Attachment:
    _, params = words.parameters(headers.first(part.headers, "content-disposition"))
    name = params.get("filename") or part.params.get("name") or ""
    size = len(part.data)
    if "base64" in headers.first(part.headers, "content-transfer-encoding").lower():
        size = size * 57 // 78
    if not name and part.content_type == "message/rfc822":
        inner, _ = headers.split(part.data)
        name = words.decode(headers.first(inner, "subject"))
    return Attachment(name.replace("\\", "/").rsplit("/", 1)[-1][:255], part.content_type, size)
