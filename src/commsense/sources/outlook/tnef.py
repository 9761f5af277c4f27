"""TNEF, what Outlook puts into ``winmail.dat`` (MS-OXTNEF).

tnefparse reads it too, under the LGPL; a mail needs a dozen attributes, which are read here.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from commsense.sources import mime
from commsense.sources.outlook import attached, mapi, tnef_properties
from commsense.sources.outlook.mapi import MapiAttachment, MapiMessage, Properties

MAGIC = b"\x78\x9f\x3e\x22"

_HEAD = struct.Struct("<BII")  # where it belongs, its number, its length
_RECIPIENTS, _NEW, _DATA, _TITLE, _ATTACHMENT = 0x69004, 0x69002, 0x6800F, 0x18010, 0x69005
_MESSAGE, _CODE_PAGE = 0x69003, 0x69007
# Attributes of old programs, which write no properties: the property of each, and its type.
_PLAIN = {
    0x2800C: (mapi.BODY, mapi.STRING8),
    0x18004: (mapi.SUBJECT, mapi.STRING8),
    0x18009: (mapi.MESSAGE_ID, mapi.STRING8),
    0x78008: (mapi.MESSAGE_CLASS, mapi.STRING8),
}


def read(data: bytes, depth: int = 0) -> MapiMessage | None:
    """Read TNEF, up to where it is cut off or damaged; None where it is none.

    Args:
        data: the file.
        depth: how many messages it stands in.
    """
    if not data.startswith(MAGIC):
        return None
    message: Properties = {}
    plain: Properties = {}
    recipients: list[Properties] = []
    attachments: list[list[tuple[int, bytes]]] = []
    for number, value in _attributes(data):
        if number == _MESSAGE:
            message.update(tnef_properties.read(value, mapi.MESSAGE_TAGS))
        elif number == _CODE_PAGE:
            plain[mapi.CODE_PAGE] = (mapi.INTEGER, value[:4])
        elif number in _PLAIN:
            tag, kind = _PLAIN[number]
            plain[tag] = (kind, value)
        elif number == _RECIPIENTS:
            recipients.extend(tnef_properties.rows(value, mapi.RECIPIENT_TAGS))
        elif number == _NEW:
            attachments.append([])
        elif attachments and number in (_DATA, _TITLE, _ATTACHMENT):
            attachments[-1].append((number, value))
    most = mime.MAX_PARTS
    return MapiMessage(
        plain | message,
        tuple(recipients),
        tuple(_attachment(dict(found), depth) for found in attachments[:most]),
        (f"more than {most} parts, the rest left out",) if len(attachments) > most else (),
    )


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = len(MAGIC) + 2
    while at + _HEAD.size <= len(data):
        level, number, length = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        if level not in (1, 2):
            return
        yield number, data[at : at + length]
        at += length + 2


def _attachment(found: dict[int, bytes], depth: int) -> MapiAttachment:
    title: Properties = {}
    if _TITLE in found:
        title[mapi.ATTACH_NAME] = (mapi.STRING8, found[_TITLE])
    wanted = mapi.ATTACHMENT_TAGS | {mapi.ATTACHED}
    properties = title | tnef_properties.read(found.get(_ATTACHMENT, b""), wanted)
    kind, inner = properties.pop(mapi.ATTACHED, (mapi.BINARY, b""))
    if kind == mapi.OBJECT:  # behind the 16 bytes that name the interface
        message = read(inner[16:], depth + 1) if depth < mime.MAX_DEPTH else None
        return MapiAttachment(properties, attached.size(properties) or len(inner), message)
    return MapiAttachment(properties, len(found.get(_DATA, b"")) or len(inner))
