"""Attachments: their names and types, and which of them are mails to be read."""

from __future__ import annotations

from commsense.sources import mime
from commsense.sources.mime import Part
from commsense.sources.outlook import mapi
from commsense.sources.outlook.mapi import MapiAttachment, Properties
from commsense.sources.outlook.values import Values

MAX_MAIL = 16 * 2**20  # bytes of an attached mail that is read
SIGNED = "multipart/signed"


def size(properties: Properties) -> int:
    """The size in bytes that an attachment states; 0 if none."""
    stated = Values(properties).number(mapi.ATTACH_SIZE) or 0
    return stated if stated < 2**31 else 0


def is_mail(properties: Properties, length: int) -> bool:
    """Whether an attachment's bytes are a mail as it was sent, which can be read."""
    values = Values(properties)
    kind, name = _type(values), _name(values).lower()
    told = kind in mime.FORWARDED or kind == SIGNED or name.endswith(".eml")
    return told and 0 < length <= MAX_MAIL


def part(attachment: MapiAttachment, charset: str, depth: int, opened: bool) -> Part:
    """An attachment as the part of a mail.

    Args:
        attachment: any but an embedded message.
        charset: of 8-bit names.
        depth: how many mails it stands in.
        opened: whether an attached mail is read.
    """
    values = Values(attachment.properties, charset)
    kind, name = _type(values), _name(values)
    headers = {"content-disposition": ["attachment"]}
    if opened and attachment.data and kind != SIGNED:
        inner = mime.read(attachment.data, depth + 1)
        return Part(headers, b"", "message/rfc822", {"name": name}, (inner,), size=attachment.size)
    # A text is not read, and a part that is of many types has none of its parts here.
    kind = "application/octet-stream" if kind.startswith(("multipart/", "message/")) else kind
    return Part(headers, b"", kind, {"name": name}, size=attachment.size)


def _type(values: Values) -> str:
    kind = values.line(mapi.ATTACH_MIME).partition(";")[0].strip().lower()
    return kind if kind.count("/") == 1 and len(kind) < 200 else "application/octet-stream"


def _name(values: Values) -> str:
    return values.line(mapi.ATTACH_LONG_NAME, mapi.ATTACH_NAME, mapi.DISPLAY_NAME)
