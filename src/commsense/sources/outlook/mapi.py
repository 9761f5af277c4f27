"""What the formats of Outlook have in common: properties by number (MS-OXPROPS, MS-OXCDATA)."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

# Types of values.
INTEGER, BOOLEAN, OBJECT, TIME = 0x0003, 0x000B, 0x000D, 0x0040
STRING8, UNICODE, BINARY = 0x001E, 0x001F, 0x0102

# What a message is, says and belongs to.
MESSAGE_CLASS, SUBJECT, NORMALIZED_SUBJECT, SUBJECT_PREFIX = 0x001A, 0x0037, 0x0E1D, 0x003D
BODY, RTF, HTML = 0x1000, 0x1009, 0x1013
SUBMITTED, DELIVERED, FLAGS = 0x0039, 0x0E06, 0x0E07
MESSAGE_ID, REFERENCES, IN_REPLY_TO = 0x1035, 0x1039, 0x1042
CONVERSATION_INDEX, TRANSPORT_HEADERS = 0x0071, 0x007D
INTERNET_CODE_PAGE, LOCALE, CODE_PAGE = 0x3FDE, 0x3FF1, 0x3FFD

# People.
AUTHOR_NAME, AUTHOR_EMAIL, AUTHOR_SMTP, AUTHOR_KEY = 0x0042, 0x0065, 0x5D02, 0x003B
SENDER_NAME, SENDER_EMAIL, SENDER_SMTP, SENDER_KEY = 0x0C1A, 0x0C1F, 0x5D01, 0x0C1D
CREATOR_SMTP, DISPLAY_TO, DISPLAY_CC = 0x5D0A, 0x0E04, 0x0E03
CONTENT_COUNT = 0x3602  # of a folder
DISPLAY_NAME, EMAIL, SMTP, SEARCH_KEY, RECIPIENT_TYPE = 0x3001, 0x3003, 0x39FE, 0x300B, 0x0C15

# Attachments.
ATTACHED, ATTACH_SIZE, ATTACH_METHOD, ATTACH_MIME = 0x3701, 0x0E20, 0x3705, 0x370E
ATTACH_NAME, ATTACH_LONG_NAME = 0x3704, 0x3707

MESSAGE_TAGS = frozenset(
    {MESSAGE_CLASS, SUBJECT, NORMALIZED_SUBJECT, SUBJECT_PREFIX, BODY, RTF, HTML, SUBMITTED,
     DELIVERED, FLAGS, MESSAGE_ID, REFERENCES, IN_REPLY_TO, CONVERSATION_INDEX, TRANSPORT_HEADERS,
     INTERNET_CODE_PAGE, LOCALE, CODE_PAGE, AUTHOR_NAME, AUTHOR_EMAIL, AUTHOR_SMTP, AUTHOR_KEY,
     SENDER_NAME, SENDER_EMAIL, SENDER_SMTP, SENDER_KEY, CREATOR_SMTP, DISPLAY_TO, DISPLAY_CC}
)  # fmt: skip
RECIPIENT_TAGS = frozenset({DISPLAY_NAME, EMAIL, SMTP, SEARCH_KEY, RECIPIENT_TYPE})
ATTACHMENT_TAGS = frozenset(
    {DISPLAY_NAME, ATTACH_SIZE, ATTACH_METHOD, ATTACH_MIME, ATTACH_NAME, ATTACH_LONG_NAME}
)

Properties = dict[int, tuple[int, bytes]]
"""The wanted properties by number: the type of each and its value as bytes."""


@dataclass(frozen=True, slots=True)
class MapiAttachment:
    """An attachment: its properties, its size in bytes, and the message that it is, if it is one.

    ``data`` is kept only of attachments that are read as mails (``.eml``, signed mails).
    """

    properties: Properties
    size: int = 0
    embedded: MapiMessage | None = None
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class MapiMessage:
    """A message, or another thing that Outlook keeps: its properties, recipients, attachments.

    ``mended`` lists what was left out in reading it.
    """

    properties: Properties
    recipients: tuple[Properties, ...] = ()
    attachments: tuple[MapiAttachment, ...] = ()
    mended: tuple[str, ...] = ()


encode = msgspec.msgpack.Encoder().encode
decode = msgspec.msgpack.Decoder(MapiMessage).decode
"""A message from what ``encode`` made of it, for another process."""
