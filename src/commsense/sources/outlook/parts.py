"""An Outlook message as the parts of a mail, so that it is read on as any mail is."""

from __future__ import annotations

import base64
import re
from email.utils import format_datetime

from commsense.sources import headers as fields
from commsense.sources import mime
from commsense.sources.headers import Headers
from commsense.sources.mime import Part
from commsense.sources.outlook import attached, code_pages, kinds, lzfu, mapi, people, rtf, values
from commsense.sources.outlook.mapi import MapiAttachment, MapiMessage
from commsense.sources.outlook.values import Values

_META = re.compile(rb"<meta[^<>]{0,200}charset\s{0,5}=\s{0,5}[\"']?([\w-]{1,40})", re.IGNORECASE)


def part(message: MapiMessage, depth: int = 0, charset: str = "", opened: bool = True) -> Part:
    """The message with its headers, texts and attachments.

    Args:
        message: as one of the readers found it.
        depth: how many messages it stands in.
        charset: of 8-bit strings, if the message states none.
        opened: whether attached mails in the format of the internet are read too.
    """
    found = values.of(message.properties, charset)
    sent = sent_headers(found)
    headers = _headers(found, sent, message)
    texts = _texts(found)
    inner = [_attachment(each, depth, found.charset, opened) for each in message.attachments]
    if not texts and opened:
        texts = [mime.read(each.data, depth + 1) for each in message.attachments if _signed(each)]
    kind = found.line(mapi.MESSAGE_CLASS)
    content_type = kinds.content_type(kind, bool(texts))
    said = [Part({}, b"", "multipart/alternative", {}, tuple(texts))] if texts else []
    return Part(headers, b"", content_type, {}, (*said, *inner), "; ".join(message.mended))


def sent_headers(found: Values) -> Headers:
    """The headers with which the mail went over the internet; none where it did not."""
    text = found.text(mapi.TRANSPORT_HEADERS)
    block = text.encode("utf-8", "replace").lstrip()
    block = block.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    sent = fields.split(block + b"\n\n")[0] if block else {}
    return {name: value for name, value in sent.items() if not name.startswith("content-")}


def _headers(found: Values, sent: Headers, message: MapiMessage) -> Headers:
    """The headers of the internet; what they lack is taken from the properties."""
    author = people.author(found, sent, message.recipients)
    to = people.recipients(found, sent, message.recipients)
    subject = found.line(mapi.SUBJECT_PREFIX) + " " + found.line(mapi.NORMALIZED_SUBJECT)
    index = base64.b64encode(found.binary(mapi.CONVERSATION_INDEX)[:1_000]).decode("ascii")
    submitted, delivered = found.moment(mapi.SUBMITTED), found.moment(mapi.DELIVERED)
    own = {
        "subject": found.line(mapi.SUBJECT) or subject.strip(),
        "from": people.shown(author) if author else "",
        "to": "; ".join(map(people.shown, to)),
        "date": format_datetime(submitted) if submitted else "",
        "delivery-date": format_datetime(delivered) if delivered else "",
        "message-id": _angled(found.line(mapi.MESSAGE_ID)),
        "in-reply-to": _angled(found.line(mapi.IN_REPLY_TO)),
        "references": found.line(mapi.REFERENCES),
        "thread-index": index,
    }
    named = {name: [_raw(value)] for name, value in own.items() if value}
    # Its own subject is kept as it was written, without the words that relays put before it.
    subject_of = {"subject": named["subject"]} if "subject" in named else {}
    automatic = kinds.is_automatic(found.line(mapi.MESSAGE_CLASS))
    return named | sent | subject_of | ({"auto-submitted": ["auto-replied"]} if automatic else {})


def _angled(value: str) -> str:
    return f"<{value}>" if value and "<" not in value else value


def _raw(value: str) -> str:
    """A header value as the readers of mails expect it: its bytes as Latin-1."""
    return value.encode("utf-8", "replace").decode("latin-1")


def _texts(found: Values) -> list[Part]:
    """The plain text and the HTML; what was packed as rich text only where neither is."""
    plain, html = found.text(mapi.BODY), _html(found)
    if not plain.strip() and html is None:
        unpacked = rtf.read(lzfu.decompress(found.binary(mapi.RTF)))
        if unpacked.html:
            html = _text(unpacked.text, "text/html")
        else:
            plain = unpacked.text
    texts = [_text(plain, "text/plain")] if plain.strip() else []
    return texts + ([html] if html else [])


def _html(found: Values) -> Part | None:
    text = found.text(mapi.HTML)
    if text:
        return _text(text, "text/html")
    data = found.binary(mapi.HTML)
    if not data.strip(b"\x00 \r\n"):
        return None
    meta = _META.search(data[:4_000])
    declared = code_pages.charset(found.number(mapi.INTERNET_CODE_PAGE))
    declared = declared or (meta[1].decode("latin-1") if meta else found.charset)
    return Part({}, data, "text/html", {"charset": declared})


def _text(text: str, content_type: str) -> Part:
    return Part({}, text.encode("utf-8", "replace"), content_type, {"charset": "utf-8"})


def _attachment(attachment: MapiAttachment, depth: int, charset: str, opened: bool) -> Part:
    if attachment.embedded is None:
        return attached.part(attachment, charset, depth, opened)
    inner = part(attachment.embedded, depth + 1, charset, opened)
    name = Values(attachment.properties, charset).line(mapi.ATTACH_LONG_NAME, mapi.DISPLAY_NAME)
    headers = {"content-disposition": ["attachment"]}
    return Part(headers, b"", "message/rfc822", {"name": name}, (inner,), size=attachment.size)


def _signed(attachment: MapiAttachment) -> bool:
    kind = Values(attachment.properties).line(mapi.ATTACH_MIME).lower()
    return kind.startswith(attached.SIGNED) and bool(attachment.data)
