"""The text of a mail, chosen from its parts, and the parts that are attachments."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from html import escape

from commsense.conversation import Attachment
from commsense.sources import headers, text_part, transfer, words
from commsense.sources.mime import FORWARDED, Part
from commsense.sources.outlook import parts, tnef
from commsense.sources.text_part import Text

_TAG = re.compile(r"<[^<>]{0,2000}>")
_STUB = re.compile(
    r"(?:not|n't|unable to|cannot) (?:support|display|view|read|show)[^.]{0,60}html"
    r"|html[- ](?:capable|enabled|compatible|format(?:ted)?)"
    r"|view (?:this|it)[^.]{0,40} (?:in|with) (?:your|a) (?:web )?browser|unterstützt kein html"
    r"|不支持\s{0,3}html|不支援\s{0,3}html|html\s{0,3}(?:格式|邮件)",
    re.IGNORECASE,
)
_FORWARD = "---------- Forwarded message ----------"
_TEXTS = ("text/plain", "text/html", "text/enriched", "text/richtext", "text/x-html")
_SHOWN = ("from", "date", "subject", "to")


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
    filled = [text for text in filled if not text.spare] or filled
    html = any(text.html for text in filled)
    pieces = [text.text if text.html or not html else _as_html(text.text) for text in filled]
    lines = (piece if piece.endswith("\n") else f"{piece}\n" for piece in pieces)
    body = "".join(lines) if len(pieces) > 1 else "".join(pieces)
    return Body(body, "html" if html else "plain", tuple(attachments), tuple(dict.fromkeys(mended)))


def _walk(part: Part, position: int = 0) -> Iterator[Text | Attachment | str]:
    """The texts to read, the attachments and the repairs, in order."""
    if part.mended:
        yield part.mended
    if part.content_type in _KINDS:
        yield from _KINDS[part.content_type](part)
    elif part.parts:
        for number, inner in enumerate(part.parts):
            yield from _walk(inner, number)
    elif _is_text(part, position):
        yield text_part.read(part)
    elif _name(part).lower() == "winmail.dat":
        yield from _winmail(part)
    elif not part.content_type.startswith("multipart/"):
        yield _attachment(part)


def _encrypted(part: Part) -> Iterator[Text | Attachment | str]:
    yield "the text is encrypted"
    yield from map(_attachment, part.parts)


def _related(part: Part) -> Iterator[Text | Attachment | str]:
    """A text with its images; the first part is the text."""
    for number, inner in enumerate(part.parts):
        yield from _unread(inner) if number else _walk(inner)


def _report(part: Part) -> Iterator[Text | Attachment | str]:
    """A bounce: its words, not the mail that came back."""
    for number, inner in enumerate(part.parts):
        yield from _walk(inner) if not number else _unread(inner)


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


def _forwarded(part: Part) -> Iterator[Text | Attachment | str]:
    """An attached mail, below the lines that mail programs put above a forward."""
    yield _attachment(part)
    mail = part.parts[0] if part.parts else part
    named = ((name.title(), words.decode(headers.first(mail.headers, name))) for name in _SHOWN)
    lines = [f"{name}: {value}" for name, value in named if value]
    if lines and part.parts:
        yield Text("\n".join(["", _FORWARD, *lines, "", ""]), html=False)
        yield from _walk(mail)


def _winmail(part: Part) -> Iterator[Text | Attachment | str]:
    """What Outlook packed for other Outlooks: the text once more, and the attachments."""
    encoding = headers.first(part.headers, "content-transfer-encoding")
    message = tnef.read(transfer.decode(part.data, encoding)[0])
    if message is None:
        yield _attachment(part)
        return
    for found in _walk(parts.part(message, opened=False)):
        yield replace(found, spare=True) if isinstance(found, Text) else found


def _unread(part: Part) -> Iterator[Attachment]:
    if part.parts:
        for inner in part.parts:
            yield from _unread(inner)
    else:
        yield _attachment(part)


def _is_text(part: Part, position: int) -> bool:
    if part.content_type not in _TEXTS:
        return part.content_type == "text" and not position
    disposition, params = words.parameters(headers.first(part.headers, "content-disposition"))
    return disposition != "attachment" and not (
        position and (params.get("filename") or part.params.get("name"))
    )


def _as_html(text: str) -> str:
    return "<div>" + "<br>\n".join(escape(line) for line in text.strip("\n").split("\n")) + "</div>"


def _name(part: Part) -> str:
    _, params = words.parameters(headers.first(part.headers, "content-disposition"))
    return params.get("filename") or part.params.get("name") or ""


def _attachment(part: Part) -> Attachment:
    name = _name(part)
    size = part.size or len(part.data)
    if "base64" in headers.first(part.headers, "content-transfer-encoding").lower():
        size = size * 57 // 78
    if not name and part.content_type in FORWARDED and part.parts:
        name = words.decode(headers.first(part.parts[0].headers, "subject"))
    return Attachment(name.replace("\\", "/").rsplit("/", 1)[-1][:255], part.content_type, size)


_KINDS: dict[str, Callable[[Part], Iterator[Text | Attachment | str]]] = {
    "multipart/alternative": _alternative,
    "multipart/encrypted": _encrypted,
    "multipart/related": _related,
    "multipart/report": _report,
    "application/ms-tnef": _winmail,
    "application/vnd.ms-tnef": _winmail,
    "message/rfc822": _forwarded,
    "message/global": _forwarded,
}
